//! The page's run: one at a time, from the program to its trace.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::WebAssembly;
use spawnpoint_protocol::{
    Pid, Time,
    control::{Outcome, Reserve, ToKernel},
    event::{Event, EventKind},
    syscall::Program,
};
use spawnpoint_trace::{Trace, file::Recording};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::{
    dom,
    kernel::{self, Kernel, Report},
    runtime::{Progress, Runtime},
};

/// How long a kernel may take to stop before it is ended itself.
const PATIENCE: Duration = Duration::from_millis(500);

/// What a session is told; its owner passes these on to [`Session::handle`].
pub enum Signal {
    /// The interpreter is that far.
    Progress(Progress),
    /// The interpreter is here, or will not come.
    Loaded(Result<WebAssembly::Module, JsValue>),
    /// This kernel, by its number, said something.
    Report(u32, Report),
    /// The patience with the kernel of this run is over.
    Overdue(u32),
}

/// Where the interpreter is.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// Nobody has asked for it.
    Waiting,
    /// So many bytes are here.
    Fetching(f64),
    /// It is being compiled.
    Compiling,
    /// It is here.
    Ready,
    /// It did not come, for this reason.
    Failed(String),
}

/// What is run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// What it is called, for the names of files.
    pub name: String,
    /// The program.
    pub program: Program,
}

/// Where the run is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// There was none yet.
    Idle,
    /// It begins when the interpreter is here.
    Queued(Subject),
    /// It goes on.
    Running,
    /// It was told to stop.
    Stopping,
    /// It is over.
    Ended(Ending),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As the kernel says.
    Outcome(Outcome),
    /// It was stopped because its record was full.
    Full,
    /// The kernel could not go on, for this reason.
    Broken(String),
    /// It was saved to a file before it ended.
    Unfinished,
}

/// A run that has ended.
#[derive(Clone)]
pub struct Kept {
    /// What happened.
    pub trace: Rc<RefCell<Trace>>,
    /// What ran.
    pub subject: Subject,
    /// How it came to its end.
    pub ending: Ending,
}

impl Kept {
    /// The run, to be put into a file.
    pub fn recording(&self) -> Recording {
        record(&self.trace.borrow(), &self.subject, Some(&self.ending))
    }
}

/// Whether the run's time goes on while the run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// It does.
    Goes,
    /// The run is paused, and this process is on its way to its next line.
    Steps(Pid),
    /// The run is paused at this time.
    Rests(Time),
}

/// The interpreter, the kernel, and the latest run.
pub struct Session {
    runtime: Rc<Runtime>,
    signal: Rc<dyn Fn(Signal)>,
    loading: Loading,
    module: Option<WebAssembly::Module>,
    kernel: Option<Kernel>,
    reserve: Option<Reserve>,
    /// How many kernels there were.
    kernels: u32,
    phase: Phase,
    /// How many runs there were.
    runs: u32,
    /// What the latest run runs, as long as it has said nothing: the trace is that of the run before.
    starting: Option<Subject>,
    full: bool,
    pace: Pace,
    trace: Rc<RefCell<Trace>>,
    /// What the trace is the trace of.
    subject: Subject,
    /// The page's time, in milliseconds, at the run's time 0, as near as the events tell.
    origin: f64,
}

impl Session {
    /// A session that has not begun to load anything.
    pub fn new(runtime: Rc<Runtime>, signal: impl Fn(Signal) + 'static) -> Self {
        let signal: Rc<dyn Fn(Signal)> = Rc::new(signal);
        let progress = Rc::clone(&signal);
        runtime.on_progress(move |how_far| progress(Signal::Progress(how_far)));
        Self {
            runtime,
            signal,
            loading: Loading::Waiting,
            module: None,
            kernel: None,
            reserve: None,
            kernels: 0,
            phase: Phase::Idle,
            runs: 0,
            starting: None,
            full: false,
            pace: Pace::Goes,
            trace: Rc::default(),
            subject: Subject::default(),
            origin: f64::INFINITY,
        }
    }

    /// Where the interpreter is.
    pub fn loading(&self) -> &Loading {
        &self.loading
    }

    /// How many bytes the interpreter has.
    pub fn bytes(&self) -> f64 {
        self.runtime.bytes()
    }

    /// The workers that wait to become a process, once something is known of them.
    pub fn reserve(&self) -> Option<Reserve> {
        self.reserve
    }

    /// Where the run is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether processes may be alive.
    pub fn is_live(&self) -> bool {
        matches!(self.phase, Phase::Running | Phase::Stopping)
    }

    /// Whether the latest run has said nothing yet.
    pub fn is_starting(&self) -> bool {
        self.starting.is_some()
    }

    /// Whether the run is paused.
    pub fn is_paused(&self) -> bool {
        self.is_live() && self.pace != Pace::Goes
    }

    /// What ran when the trace was made.
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The run, to be put into a file.
    pub fn recording(&self) -> Recording {
        let ending = match &self.phase {
            Phase::Ended(ending) => Some(ending),
            _ => None,
        };
        record(&self.trace.borrow(), &self.subject, ending)
    }

    /// The latest run, if it has ended.
    pub fn kept(&self) -> Option<Kept> {
        match &self.phase {
            Phase::Ended(ending) => Some(Kept {
                trace: Rc::clone(&self.trace),
                subject: self.subject.clone(),
                ending: ending.clone(),
            }),
            _ => None,
        }
    }

    /// The trace of the latest run that said something.
    pub fn trace(&self) -> &Rc<RefCell<Trace>> {
        &self.trace
    }

    /// The run's time at this moment; after its end, the time of its end.
    pub fn now(&self) -> Time {
        let end = self.trace.borrow().timeline().end();
        if !self.is_live() || self.origin.is_infinite() {
            return end;
        }
        match self.pace {
            Pace::Rests(time) => end.max(time),
            Pace::Goes | Pace::Steps(_) => end.max(micros(dom::now() - self.origin)),
        }
    }

    /// Begins to load the interpreter, unless that was begun.
    pub fn load(&mut self) {
        if !matches!(self.loading, Loading::Waiting | Loading::Failed(_)) {
            return;
        }
        self.loading = Loading::Fetching(0.0);
        let (runtime, signal) = (Rc::clone(&self.runtime), Rc::clone(&self.signal));
        spawn_local(async move { signal(Signal::Loaded(runtime.load().await)) });
    }

    /// Runs a program, unless one is running.
    pub fn run(&mut self, subject: Subject) {
        if self.is_live() {
            return;
        }
        if self.module.is_none() {
            self.phase = Phase::Queued(subject);
            self.load();
            return;
        }
        let run = ToKernel::Run {
            program: subject.program.clone(),
            cpu_count: kernel::cpu_count(),
            time_limit: None,
        };
        self.starting = Some(subject);
        self.origin = f64::INFINITY;
        self.full = false;
        self.pace = Pace::Goes;
        self.runs += 1;
        self.phase = Phase::Running;
        let begun = self.start_kernel().and_then(|kernel| kernel.send(&run));
        if let Err(error) = begun {
            self.break_off(dom::message(&error));
        }
    }

    /// Stops the run.
    pub fn stop(&mut self) {
        match &self.phase {
            Phase::Queued(_) => self.phase = Phase::Idle,
            Phase::Running => {
                self.phase = Phase::Stopping;
                if let Some(kernel) = &self.kernel
                    && let Err(error) = kernel.send(&ToKernel::Stop)
                {
                    self.break_off(dom::message(&error));
                    return;
                }
                let (run, signal) = (self.runs, Rc::clone(&self.signal));
                dom::after(PATIENCE, move || signal(Signal::Overdue(run)));
            }
            Phase::Idle | Phase::Stopping | Phase::Ended(_) => {}
        }
    }

    /// Hands the run a line of standard input, with its end; an empty one is the end of the input.
    pub fn type_line(&mut self, line: String) {
        self.tell(&ToKernel::Line(line));
    }

    /// Holds every process before it does anything more.
    pub fn pause(&mut self) {
        if self.pace == Pace::Goes {
            self.pace = Pace::Rests(self.now());
            self.tell(&ToKernel::Pause);
        }
    }

    /// Lets all go on.
    pub fn resume(&mut self) {
        self.set_time_going(Pace::Goes);
        self.tell(&ToKernel::Resume);
    }

    /// Lets a process that is held go on to its next line.
    pub fn step(&mut self, pid: Pid) {
        self.set_time_going(Pace::Steps(pid));
        self.tell(&ToKernel::Step(pid));
    }

    /// Lets time go on from where it rests.
    fn set_time_going(&mut self, pace: Pace) {
        if let Pace::Rests(_) = self.pace {
            self.origin = dom::now() - millis(self.now());
        }
        self.pace = pace;
    }

    fn tell(&mut self, message: &ToKernel) {
        if self.phase == Phase::Running
            && let Some(kernel) = &self.kernel
            && let Err(error) = kernel.send(message)
        {
            self.break_off(dom::message(&error));
        }
    }

    /// Shows a run that was kept, unless one goes on.
    pub fn open(&mut self, name: String, recording: Recording) {
        if self.is_live() {
            return;
        }
        let Recording {
            program,
            events,
            outcome,
        } = recording;
        let mut trace = Trace::default();
        for event in events {
            trace.push(event);
        }
        self.trace = Rc::new(RefCell::new(trace));
        self.subject = Subject { name, program };
        self.phase = Phase::Ended(outcome.map_or(Ending::Unfinished, Ending::Outcome));
    }

    /// Takes in what the session was told.
    pub fn handle(&mut self, signal: Signal) {
        match signal {
            // The interpreter is loaded for someone else, whom it is given to.
            Signal::Progress(_)
                if matches!(self.loading, Loading::Waiting | Loading::Failed(_)) => {}
            Signal::Progress(Progress::Fetching(bytes)) => self.loading = Loading::Fetching(bytes),
            Signal::Progress(Progress::Compiling) => self.loading = Loading::Compiling,
            Signal::Loaded(Ok(module)) => {
                self.loading = Loading::Ready;
                self.module = Some(module);
                if let Err(error) = self.start_kernel() {
                    self.break_off(dom::message(&error));
                    return;
                }
                if let Phase::Queued(_) = &self.phase
                    && let Phase::Queued(subject) = std::mem::replace(&mut self.phase, Phase::Idle)
                {
                    self.run(subject);
                }
            }
            Signal::Loaded(Err(error)) => {
                self.loading = Loading::Failed(dom::message(&error));
                if let Phase::Queued(_) = &self.phase {
                    self.phase = Phase::Idle;
                }
            }
            Signal::Report(kernel, report) => {
                if kernel == self.kernels && self.kernel.is_some() {
                    self.report(report);
                }
            }
            Signal::Overdue(run) => {
                if run == self.runs && self.phase == Phase::Stopping {
                    self.end_kernel();
                    self.phase = Phase::Ended(self.stopped());
                }
            }
        }
    }

    /// The kernel, which is started if there is none: one serves run after run.
    fn start_kernel(&mut self) -> Result<&Kernel, JsValue> {
        if self.kernel.is_none()
            && let Some(module) = &self.module
        {
            self.kernels += 1;
            let (number, signal) = (self.kernels, Rc::clone(&self.signal));
            let report = move |report| signal(Signal::Report(number, report));
            self.kernel = Some(Kernel::start(&self.runtime, module, report)?);
        }
        self.kernel.as_ref().ok_or(JsValue::UNDEFINED)
    }

    fn report(&mut self, report: Report) {
        match report {
            Report::Events(events) => {
                self.begin_trace();
                let is_step_done = matches!(self.pace, Pace::Steps(pid) if is_held(&events, pid));
                let mut trace = self.trace.borrow_mut();
                for event in events {
                    trace.push(event);
                }
                let (end, full) = (trace.timeline().end(), trace.log().is_full());
                drop(trace);
                if is_step_done {
                    self.pace = Pace::Rests(end);
                } else if !matches!(self.pace, Pace::Rests(_)) {
                    self.origin = self.origin.min(dom::now() - millis(end));
                }
                if full && self.phase == Phase::Running {
                    self.full = true;
                    self.stop();
                }
            }
            Report::Reserve(reserve) => self.reserve = Some(reserve),
            Report::Ended(Outcome::Stopped) => self.phase = Phase::Ended(self.stopped()),
            Report::Ended(outcome) => self.phase = Phase::Ended(Ending::Outcome(outcome)),
            Report::Fatal(reason) => self.break_off(reason),
        }
    }

    /// Puts a new trace in the place of the former run's, unless that was done.
    fn begin_trace(&mut self) {
        if let Some(subject) = self.starting.take() {
            self.trace = Rc::default();
            self.subject = subject;
        }
    }

    fn stopped(&self) -> Ending {
        if self.full {
            Ending::Full
        } else {
            Ending::Outcome(Outcome::Stopped)
        }
    }

    fn break_off(&mut self, reason: String) {
        self.end_kernel();
        self.phase = Phase::Ended(Ending::Broken(reason));
    }

    /// Ends the kernel's worker, and with it all processes. The next run starts another.
    fn end_kernel(&mut self) {
        self.begin_trace();
        let now = self.now();
        self.kernel = None;
        self.trace.borrow_mut().kill_all(now);
    }
}

fn record(trace: &Trace, subject: &Subject, ending: Option<&Ending>) -> Recording {
    let outcome = ending.and_then(|ending| match ending {
        Ending::Outcome(outcome) => Some(*outcome),
        Ending::Full => Some(Outcome::Stopped),
        Ending::Broken(_) => Some(Outcome::Error),
        Ending::Unfinished => None,
    });
    Recording {
        program: subject.program.clone(),
        events: trace.log().events().to_vec(),
        outcome,
    }
}

/// Whether a process came to its next line, or to its end.
fn is_held(events: &[Event], pid: Pid) -> bool {
    events.iter().any(|event| {
        let stands = matches!(
            event.kind,
            EventKind::Held { .. } | EventKind::Exited { .. }
        );
        event.pid == pid && stands
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and a run's time is not negative"
)]
fn micros(millis: f64) -> Time {
    Time((millis * 1_000.0) as u64)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a run does not last for 285 years"
)]
fn millis(time: Time) -> f64 {
    time.0 as f64 / 1_000.0
}
