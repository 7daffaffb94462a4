//! The page's run: one at a time, from the program to its trace.

use std::{cell::RefCell, rc::Rc, time::Duration};

use spawnpoint_protocol::{
    Pid, Time,
    control::{Outcome, Reserve, ToKernel},
    event::{Event, EventKind},
};
use spawnpoint_trace::{Trace, file::Recording};

use crate::{
    effect::{Effect, Timer},
    run::{Ending, Kept, Loading, Phase, Progress, Report, Subject, record},
};

/// How long a kernel may take to stop before it is ended itself.
const PATIENCE: Duration = Duration::from_millis(500);

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

/// The interpreter, the kernel, and the latest run. Times of the page are in milliseconds.
pub struct Session {
    /// How many processors Python is told of.
    cpu_count: u32,
    loading: Loading,
    has_kernel: bool,
    /// How many kernels there were; the latest has this number.
    kernels: u32,
    reserve: Option<Reserve>,
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
    /// The page's time at the run's time 0, as near as the events tell.
    origin: f64,
}

impl Session {
    /// A session that has not begun to load anything.
    pub(crate) fn new(cpu_count: u32) -> Self {
        Self {
            cpu_count,
            loading: Loading::Waiting,
            has_kernel: false,
            kernels: 0,
            reserve: None,
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
    #[must_use]
    pub fn loading(&self) -> &Loading {
        &self.loading
    }

    /// The workers that wait to become a process, once something is known of them.
    #[must_use]
    pub fn reserve(&self) -> Option<Reserve> {
        self.reserve
    }

    /// Where the run is.
    #[must_use]
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether processes may be alive.
    #[must_use]
    pub fn is_live(&self) -> bool {
        matches!(self.phase, Phase::Running | Phase::Stopping)
    }

    /// Whether a run goes on or is about to.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_live() || matches!(self.phase, Phase::Queued(_))
    }

    /// Whether the latest run has said nothing yet.
    #[must_use]
    pub fn is_starting(&self) -> bool {
        self.starting.is_some()
    }

    /// Whether the run is paused.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.is_live() && self.pace != Pace::Goes
    }

    /// What ran when the trace was made.
    #[must_use]
    pub fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The run, to be put into a file.
    #[must_use]
    pub fn recording(&self) -> Recording {
        let ending = match &self.phase {
            Phase::Ended(ending) => Some(ending),
            Phase::Idle | Phase::Queued(_) | Phase::Running | Phase::Stopping => None,
        };
        record(&self.trace.borrow(), &self.subject, ending)
    }

    /// The latest run, if it has ended.
    #[must_use]
    pub fn kept(&self) -> Option<Kept> {
        match &self.phase {
            Phase::Ended(ending) => Some(Kept {
                trace: Rc::clone(&self.trace),
                subject: self.subject.clone(),
                ending: ending.clone(),
            }),
            Phase::Idle | Phase::Queued(_) | Phase::Running | Phase::Stopping => None,
        }
    }

    /// The trace of the latest run that said something.
    #[must_use]
    pub fn trace(&self) -> &Rc<RefCell<Trace>> {
        &self.trace
    }

    /// The run's time at this time of the page; after its end, the time of its end.
    #[must_use]
    pub fn now(&self, page: f64) -> Time {
        let end = self.trace.borrow().timeline().end();
        if !self.is_live() || self.origin.is_infinite() {
            return end;
        }
        match self.pace {
            Pace::Rests(time) => end.max(time),
            Pace::Goes | Pace::Steps(_) => end.max(micros(page - self.origin)),
        }
    }

    /// Begins to load the interpreter, unless that was begun.
    pub(crate) fn load(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.loading, Loading::Waiting | Loading::Failed(_)) {
            self.loading = Loading::Coming(Progress::Fetching(0.0));
            effects.push(Effect::Load);
        }
    }

    /// The interpreter is that far.
    pub(crate) fn progress(&mut self, progress: Progress) {
        // Otherwise it is loaded for someone else, whom it is given to.
        if let Loading::Coming(_) = self.loading {
            self.loading = Loading::Coming(progress);
        }
    }

    /// The interpreter is here, or will not come.
    pub(crate) fn loaded(&mut self, loaded: Result<(), String>, effects: &mut Vec<Effect>) {
        let queued = match &self.phase {
            Phase::Queued(subject) => Some(subject.clone()),
            Phase::Idle | Phase::Running | Phase::Stopping | Phase::Ended(_) => None,
        };
        if queued.is_some() {
            self.phase = Phase::Idle;
        }
        match loaded {
            Ok(()) => {
                self.loading = Loading::Ready;
                self.start_kernel(effects);
                if let Some(subject) = queued {
                    self.run(subject, effects);
                }
            }
            Err(reason) => self.loading = Loading::Failed(reason),
        }
    }

    /// Runs a program, unless one is running.
    pub(crate) fn run(&mut self, subject: Subject, effects: &mut Vec<Effect>) {
        if self.is_live() {
            return;
        }
        if self.loading != Loading::Ready {
            self.phase = Phase::Queued(subject);
            self.load(effects);
            return;
        }
        let run = ToKernel::Run {
            program: subject.program.clone(),
            cpu_count: self.cpu_count,
            time_limit: None,
        };
        self.starting = Some(subject);
        self.origin = f64::INFINITY;
        self.full = false;
        self.pace = Pace::Goes;
        self.runs += 1;
        self.phase = Phase::Running;
        self.start_kernel(effects);
        effects.push(Effect::Send(run));
    }

    /// Stops the run.
    pub(crate) fn stop(&mut self, effects: &mut Vec<Effect>) {
        match &self.phase {
            Phase::Queued(_) => self.phase = Phase::Idle,
            Phase::Running => {
                self.phase = Phase::Stopping;
                effects.push(Effect::Send(ToKernel::Stop));
                effects.push(Effect::SetTimer(PATIENCE, Timer::Stop(self.runs)));
            }
            Phase::Idle | Phase::Stopping | Phase::Ended(_) => {}
        }
    }

    /// The patience with the kernel that was to stop this run is over.
    pub(crate) fn overdue(&mut self, run: u32, page: f64, effects: &mut Vec<Effect>) {
        if run == self.runs && self.phase == Phase::Stopping {
            self.end_kernel(page, effects);
            self.phase = Phase::Ended(self.stopped());
        }
    }

    /// Hands the run a line of standard input, with its end; an empty one is the end of the input.
    pub(crate) fn type_line(&mut self, line: String, effects: &mut Vec<Effect>) {
        self.tell(ToKernel::Line(line), effects);
    }

    /// Holds every process before it does anything more.
    pub(crate) fn pause(&mut self, page: f64, effects: &mut Vec<Effect>) {
        if self.pace == Pace::Goes {
            self.pace = Pace::Rests(self.now(page));
            self.tell(ToKernel::Pause, effects);
        }
    }

    /// Lets all go on.
    pub(crate) fn resume(&mut self, page: f64, effects: &mut Vec<Effect>) {
        self.set_time_going(Pace::Goes, page);
        self.tell(ToKernel::Resume, effects);
    }

    /// Lets a process that is held go on to its next line.
    pub(crate) fn step(&mut self, pid: Pid, page: f64, effects: &mut Vec<Effect>) {
        self.set_time_going(Pace::Steps(pid), page);
        self.tell(ToKernel::Step(pid), effects);
    }

    /// Lets time go on from where it rests.
    fn set_time_going(&mut self, next: Pace, page: f64) {
        if let Pace::Rests(_) = self.pace {
            self.origin = page - millis(self.now(page));
        }
        self.pace = next;
    }

    fn tell(&self, message: ToKernel, effects: &mut Vec<Effect>) {
        if self.phase == Phase::Running {
            effects.push(Effect::Send(message));
        }
    }

    /// Shows a run that was kept, unless one goes on.
    pub(crate) fn open(&mut self, name: String, recording: Recording) {
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

    /// Takes in what the kernel of this number says. One that was ended may have said something before.
    pub(crate) fn hear(
        &mut self,
        kernel: u32,
        report: Report,
        page: f64,
        effects: &mut Vec<Effect>,
    ) {
        if !self.has_kernel || kernel != self.kernels {
            return;
        }
        match report {
            Report::Events(events) => self.take_in(events, page, effects),
            Report::Reserve(reserve) => self.reserve = Some(reserve),
            Report::Ended(Outcome::Stopped) => self.phase = Phase::Ended(self.stopped()),
            Report::Ended(outcome) => self.phase = Phase::Ended(Ending::Outcome(outcome)),
            Report::Fatal(reason) => {
                self.end_kernel(page, effects);
                self.phase = Phase::Ended(Ending::Broken(reason));
            }
        }
    }

    fn take_in(&mut self, events: Vec<Event>, page: f64, effects: &mut Vec<Effect>) {
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
            self.origin = self.origin.min(page - millis(end));
        }
        if full && self.phase == Phase::Running {
            self.full = true;
            self.stop(effects);
        }
    }

    /// Sees to it that there is a kernel: one serves run after run.
    fn start_kernel(&mut self, effects: &mut Vec<Effect>) {
        if !self.has_kernel {
            self.has_kernel = true;
            self.kernels += 1;
            effects.push(Effect::StartKernel(self.kernels));
        }
    }

    /// Ends the kernel's worker, and with it all processes. The next run starts another.
    fn end_kernel(&mut self, page: f64, effects: &mut Vec<Effect>) {
        self.begin_trace();
        let now = self.now(page);
        self.has_kernel = false;
        effects.push(Effect::EndKernel);
        self.trace.borrow_mut().kill_all(now);
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
