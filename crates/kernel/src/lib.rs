//! The kernel of one run: it owns everything that processes share, decides who may go on, and
//! writes the event log.
//!
//! It is a deterministic state machine. Time and messages come in through [`Kernel::handle`];
//! whatever has to be done in the world is polled out of it with [`Kernel::poll`]. It deliberately
//! has no clock, no threads, no workers and no I/O: a shell supplies those, in the browser with Web
//! Workers and natively with operating-system processes.
//!
//! The contract with a shell:
//!
//! 1. After [`Kernel::new`] and after each [`Kernel::handle`], poll until `None`.
//! 2. Call [`Kernel::handle`] with [`Input::Tick`] no later than [`Kernel::deadline`].
//! 3. Times handed in never decrease.

mod deadlock;
mod dispositions;
mod exchange;
mod files;
mod input;
mod life;
mod limits;
mod locks;
mod memory;
mod objects;
mod pause;
mod pipe;
mod process;
mod queue;
mod semaphore;
mod server;
mod signals;
mod table;
mod timers;
mod waits;

use std::collections::VecDeque;

use spawnpoint_protocol::{
    MessageId, ObjectId, Pid, Tid, Time,
    control::Outcome,
    event::{Event, EventKind, WaitFor},
    syscall::{Boot, FromProcess, Image, Notice, Program, Reply, Site, Syscall, ToProcess},
};

use files::Files;
use input::Lines;
use limits::Usage;
use objects::Objects;
use pause::Pause;
use process::{Caller, Key};
use server::Server;
use table::Table;
use waits::Waits;

pub use server::{SERVER, SPARES};

/// The pid that the main process sees as its parent: whoever pressed Run.
pub const OUTSIDE: Pid = Pid(1);

/// The pid of the main process.
pub const MAIN: Pid = Pid(10);

/// What a shell tells the kernel.
#[derive(Clone, Debug)]
pub enum Input {
    /// Nothing but that time has passed.
    Tick,
    /// A message of a process.
    Message {
        /// The sender.
        pid: Pid,
        /// What it says.
        message: FromProcess,
    },
    /// A process's worker broke without an [`Notice::Exit`]: its instance trapped, or it could not start.
    WorkerDied {
        /// The process.
        pid: Pid,
        /// What is known, for the console.
        report: String,
        /// Whether it broke because it could not have more memory.
        out_of_memory: bool,
    },
    /// Somebody typed a line, with its end; empty at the end of the input.
    Line(String),
    /// Somebody wants every process held, and the run's clock with them.
    Pause,
    /// Somebody wants all to go on.
    Resume,
    /// Somebody wants a process that is held to go on to its next line.
    Step(Pid),
    /// Somebody wants the run to end.
    Stop,
}

/// What the kernel wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Put this copy of a process's memory, which the process has handed over, into a worker. It becomes
    /// a process, by a boot message with it, at once or later or never.
    Prepare(Image),
    /// Start a worker for this process, or take the one with the copy that its role names, and send it
    /// the boot message.
    StartWorker(Box<Boot>),
    /// End this process's worker, whatever it does; nothing more is wanted of it.
    TerminateWorker(Pid),
    /// Nothing more is wanted of this process's worker. The process has ended by itself, and the worker
    /// may be used for another.
    ReleaseWorker(Pid),
    /// Send a message to a process.
    Send {
        /// To which.
        pid: Pid,
        /// What.
        message: ToProcess,
    },
    /// Give a process memory that it sees in place: so many bytes of zeros if nobody had it before.
    /// Only after [`Kernel::with_memory_in_place`].
    Share {
        /// To which process.
        pid: Pid,
        /// Which memory.
        memory: ObjectId,
        /// In bytes.
        size: u32,
    },
    /// Nobody will ask for this memory in place any more.
    Unshare(ObjectId),
    /// Append to the event log.
    Event(Event),
    /// The run is over; nothing follows.
    Ended(Outcome),
}

/// The kernel of one run. See the [crate documentation](crate) for how to drive it.
#[derive(Debug)]
pub struct Kernel {
    program: Program,
    cpu_count: u32,
    time_limit: Option<Time>,
    /// Whether the shell gives processes memory that they see in place.
    in_place: bool,
    now: Time,
    pause: Pause,
    processes: Table,
    waits: Waits,
    usage: Usage,
    server: Option<Server>,
    objects: Objects,
    files: Files,
    messages: u64,
    lines: Lines,
    outputs: VecDeque<Output>,
    ended: bool,
}

impl Kernel {
    /// A kernel that is about to start the main process of `program` at time 0.
    ///
    /// `cpu_count` is what `os.cpu_count()` reports. `time_limit`, in microseconds, ends the run
    /// with [`Outcome::Timeout`]. `began` is what time 0 is on the calendar, for the times of files: in
    /// microseconds since the beginning of 1970.
    #[must_use]
    pub fn new(program: Program, cpu_count: u32, time_limit: Option<u64>, began: u64) -> Self {
        let files = Files::new(&program, began);
        let mut kernel = Self {
            program,
            cpu_count,
            time_limit: time_limit.map(Time),
            in_place: false,
            now: Time::default(),
            pause: Pause::default(),
            processes: Table::new(MAIN),
            waits: Waits::default(),
            usage: Usage::default(),
            server: None,
            objects: Objects::default(),
            files,
            messages: 0,
            lines: Lines::default(),
            outputs: VecDeque::new(),
            ended: false,
        };
        kernel.start_main();
        kernel
    }

    /// For a shell that does as [`Output::Share`] says; otherwise the kernel keeps shared memory.
    #[must_use]
    pub fn with_memory_in_place(mut self, in_place: bool) -> Self {
        self.in_place = in_place;
        self
    }

    /// Takes in what happened at `now`.
    pub fn handle(&mut self, now: Time, input: Input) {
        if self.ended {
            return;
        }
        let shell = now;
        let now = self.pause.time(shell);
        debug_assert!(now >= self.now, "time went backwards");
        self.now = self.now.max(now);
        // The calendar goes on while the run's clock stands still.
        self.files.set_time(shell);
        self.expire_waits();
        match input {
            Input::Tick => {}
            Input::Message { pid, message } => self.message(pid, message),
            Input::WorkerDied {
                pid,
                report,
                out_of_memory,
            } => self.worker_died(pid, &report, out_of_memory),
            Input::Line(line) => self.typed(line),
            Input::Pause => self.hold_all(),
            Input::Resume => self.release_all(),
            Input::Step(pid) => self.step(pid),
            Input::Stop => self.end_all(Outcome::Stopped),
        }
        self.settle_files();
        self.waits.no_act();
        if self.time_limit.is_some_and(|limit| self.now >= limit) {
            self.end_all(Outcome::Timeout);
        }
        self.end_if_all_ended(Outcome::Finished);
        self.end_if_deadlocked();
        self.pause.set_clock(shell);
    }

    /// The next thing to be done, or `None` when the kernel waits for input.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the kernel must be called at the latest even if nothing happens.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if self.ended {
            return None;
        }
        let times = [self.waits.deadline(), self.time_limit];
        self.pause.shell_time(times.into_iter().flatten().min()?)
    }

    /// Whether the run is over.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    fn message(&mut self, pid: Pid, message: FromProcess) {
        // What a process sent before it learnt of its own end comes too late.
        if !self.processes.is_alive(pid) {
            return;
        }
        match message {
            FromProcess::Call { id, syscall, site } => {
                let key = Key { pid, id };
                self.waits.begin(key, site.clone());
                self.call(key, syscall, &site);
                self.waits.set_aside();
            }
            FromProcess::Notice { thread, notice } => {
                self.waits.act(pid, thread);
                self.notice(pid, thread, notice);
            }
        }
    }

    fn call(&mut self, key: Key, syscall: Syscall, site: &Site) {
        match syscall {
            Syscall::Start(spec) => self.start(key, spec, site.line),
            Syscall::Launch { payload } => self.launch(key, payload),
            Syscall::Serve => self.serve(key),
            Syscall::Wait { child, timeout } => self.wait(key, child, timeout),
            Syscall::Children => self.children(key),
            Syscall::Select { watched, timeout } => self.select(key, watched, timeout),
            Syscall::Sleep(0) => self.answer(key, Reply::Done),
            Syscall::Sleep(micros) => {
                self.block_for(WaitFor::Sleep { micros }, Some(micros), Reply::Done);
            }
            Syscall::Kill { pid, signal } => self.kill(key, pid, signal, site.line),
            Syscall::Make(spec) => self.make(key, spec, site.line),
            Syscall::Acquire {
                semaphore,
                timeout,
                borrow,
            } => self.acquire(key, semaphore, timeout, borrow),
            Syscall::Release { semaphore } => self.release_call(key, semaphore),
            Syscall::Value(object) => self.value(key, object),
            Syscall::Put {
                queue,
                message,
                timeout,
            } => self.put(key, queue, message, timeout),
            Syscall::Get {
                queue,
                timeout,
                more,
            } => self.get(key, queue, timeout, more),
            Syscall::TaskDone(queue) => self.task_done(key, queue),
            Syscall::JoinTasks(queue) => self.join_tasks(key, queue),
            Syscall::Drain(queue) => self.drain(key, queue),
            Syscall::Send { end, message } => self.send(key, end, message),
            Syscall::Receive(end) => self.receive(key, end),
            Syscall::Accept(listener) => self.accept(key, listener),
            Syscall::Connect(address) => self.connect(key, &address),
            Syscall::Map(memory) => self.map(key, site.thread, memory),
            Syscall::Open(name) => self.open(key, &name),
            Syscall::Unlink(name) => self.unlink(key, &name),
            Syscall::Park { on, timeout } => {
                self.block_for(WaitFor::Thread { on }, timeout, Reply::TimedOut);
            }
            Syscall::ReadLine => self.read_line(key),
            Syscall::File(call) => self.file_call(key, call, site),
            Syscall::Hold => self.hold(key, site),
        }
    }

    fn notice(&mut self, pid: Pid, by: Tid, notice: Notice) {
        match notice {
            Notice::Running => self.event(pid, EventKind::Running),
            Notice::Output { stream, text } => self.printed(pid, by, stream, &text),
            Notice::Exit(code) => self.end(pid, code, Output::ReleaseWorker(pid)),
            Notice::ThreadStarted { thread, name, site } => {
                self.thread_started(pid, thread, name, by, site.line);
            }
            Notice::ThreadEnded => self.thread_ended(pid, by),
            Notice::Release { semaphore, site } => {
                self.release(Caller::new(pid, &site), semaphore);
            }
            Notice::Used {
                semaphore,
                uses,
                now,
            } => self.used(pid, semaphore, uses, now),
            Notice::GaveBack(semaphore) => self.gave_back(pid, semaphore),
            Notice::Put {
                queue,
                message,
                site,
            } => self.put_at_once(Caller::new(pid, &site), queue, message),
            Notice::Send { end, message, site } => {
                self.send_at_once(Caller::new(pid, &site), end, message);
            }
            Notice::Consumed { queue, count, site } => {
                self.consumed(Caller::new(pid, &site), queue, count);
            }
            Notice::Returned(queue) => self.returned(pid, queue),
            Notice::Abandon(queue) => self.abandon(pid, queue),
            Notice::Close(object) => self.close(pid, object),
            Notice::Store(writes) => self.store(pid, writes),
            Notice::Unmap(memory) => self.unmap(pid, by, memory),
            Notice::Copied { bytes, micros } => {
                self.event(pid, EventKind::Copied { bytes, micros });
            }
            Notice::Memory(bytes) => self.has_memory(pid, bytes),
            Notice::Limited(limit) => self.thread_event(pid, by, EventKind::Limited(limit)),
            Notice::Globals(changed) => self.event(pid, EventKind::Globals(changed)),
            Notice::Turn => self.thread_event(pid, by, EventKind::Turn),
            Notice::Overwritten { name, lost, site } => {
                let line = site.line;
                let kind = EventKind::Overwritten { name, lost, line };
                self.thread_event(pid, site.thread, kind);
            }
            Notice::Disposition {
                signal,
                disposition,
            } => self.set_disposition(pid, signal, disposition),
            Notice::Handled(signals) => self.handled(pid, signals),
            Notice::Cancel(id) => self.cancel(Key { pid, id }),
            Notice::Unpark(id) => self.unpark(Key { pid, id }),
        }
    }

    fn send_to(&mut self, pid: Pid, message: ToProcess) {
        self.outputs.push_back(Output::Send { pid, message });
    }

    fn event(&mut self, pid: Pid, kind: EventKind) {
        self.thread_event(pid, Tid::MAIN, kind);
    }

    fn thread_event(&mut self, pid: Pid, thread: Tid, kind: EventKind) {
        let Some(pid) = self.recorded_as(pid, &kind) else {
            return;
        };
        self.outputs.push_back(Output::Event(Event {
            time: self.now,
            pid,
            thread,
            kind,
        }));
    }

    fn next_message(&mut self) -> MessageId {
        self.messages += 1;
        MessageId(self.messages)
    }
}
