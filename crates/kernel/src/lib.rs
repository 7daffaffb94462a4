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

mod process;
mod table;
mod timers;

use std::collections::VecDeque;

use spawnpoint_protocol::{
    Pid, Signal, Stream, Time,
    control::Outcome,
    event::{Event, EventKind, WaitFor},
    syscall::{Boot, CallId, ChildSpec, Errno, FromProcess, Notice, Program, Reply, Role, Syscall},
};

use process::{Pending, Process};
use table::Table;
use timers::Timers;

/// The pid that the main process sees as its parent: whoever pressed Run.
pub const OUTSIDE: Pid = Pid(1);

/// The pid of the main process.
pub const MAIN: Pid = Pid(10);

/// How many processes may be alive at once; a further start fails as it does under
/// `RLIMIT_NPROC`, so that a fork bomb ends in a Python exception.
pub const MAX_ALIVE: usize = 64;

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
    /// A process's worker broke without an [`Notice::Exit`]: its VM trapped, or it could not start.
    WorkerDied {
        /// The process.
        pid: Pid,
        /// What is known, for the console.
        report: String,
    },
    /// Somebody wants the run to end.
    Stop,
}

/// What the kernel wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Start a worker for this process and send it the boot message.
    StartWorker(Box<Boot>),
    /// End this process's worker; nothing more is wanted of it.
    TerminateWorker(Pid),
    /// Send a reply.
    Reply {
        /// To which process.
        pid: Pid,
        /// To which of its calls.
        id: CallId,
        /// What.
        reply: Reply,
    },
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
    now: Time,
    processes: Table,
    timers: Timers,
    outputs: VecDeque<Output>,
    ended: bool,
}

impl Kernel {
    /// A kernel that is about to start the main process of `program` at time 0.
    ///
    /// `cpu_count` is what `os.cpu_count()` reports. `time_limit`, in microseconds, ends the run
    /// with [`Outcome::Timeout`].
    #[must_use]
    pub fn new(program: Program, cpu_count: u32, time_limit: Option<u64>) -> Self {
        let mut kernel = Self {
            program,
            cpu_count,
            time_limit: time_limit.map(Time),
            now: Time::default(),
            processes: Table::new(MAIN),
            timers: Timers::default(),
            outputs: VecDeque::new(),
            ended: false,
        };
        let method = kernel.program.start_method;
        let created = EventKind::Created {
            parent: None,
            name: "MainProcess".to_owned(),
            daemon: false,
            method,
            line: None,
        };
        kernel.create(OUTSIDE, Role::Main, created);
        kernel
    }

    /// Takes in what happened at `now`.
    pub fn handle(&mut self, now: Time, input: Input) {
        if self.ended {
            return;
        }
        debug_assert!(now >= self.now, "time went backwards");
        self.now = self.now.max(now);
        self.fire_timers();
        match input {
            Input::Tick => {}
            Input::Message { pid, message } => self.message(pid, message),
            Input::WorkerDied { pid, report } => self.worker_died(pid, report),
            Input::Stop => self.end_all(Outcome::Stopped),
        }
        if self.time_limit.is_some_and(|limit| self.now >= limit) {
            self.end_all(Outcome::Timeout);
        }
        self.end_if_all_ended(Outcome::Finished);
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
        self.timers.next().into_iter().chain(self.time_limit).min()
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
            FromProcess::Call { id, syscall, line } => self.call(pid, id, syscall, line),
            FromProcess::Notice(notice) => self.notice(pid, notice),
        }
    }

    fn call(&mut self, pid: Pid, id: CallId, syscall: Syscall, line: Option<u32>) {
        match syscall {
            Syscall::Start(spec) => {
                let reply = self.start(pid, spec, line);
                self.reply(pid, id, reply);
            }
            Syscall::Wait { child, timeout } => self.wait(pid, id, child, timeout, line),
            Syscall::Select { watched, timeout } => self.select(pid, id, watched, timeout, line),
            Syscall::Sleep(0) => self.reply(pid, id, Reply::Done),
            Syscall::Sleep(micros) => {
                self.block(pid, id, WaitFor::Sleep { micros }, Some(micros), line);
            }
            Syscall::Kill {
                pid: target,
                signal,
            } => {
                let reply = self.kill(pid, target, signal, line);
                if self.processes.is_alive(pid) {
                    self.reply(pid, id, reply);
                }
            }
        }
    }

    fn notice(&mut self, pid: Pid, notice: Notice) {
        match notice {
            Notice::Running => self.event(pid, EventKind::Running),
            Notice::Output { stream, text } => self.event(pid, EventKind::Printed { stream, text }),
            Notice::Exit(code) => self.end(pid, code),
        }
    }

    fn start(&mut self, parent: Pid, spec: ChildSpec, line: Option<u32>) -> Reply {
        if self.processes.alive().count() >= MAX_ALIVE {
            return Reply::Failed(Errno::TryAgain);
        }
        let ChildSpec {
            name,
            daemon,
            method,
            payload,
        } = spec;
        let parent_event = Some(parent);
        let created = EventKind::Created {
            parent: parent_event,
            name,
            daemon,
            method,
            line,
        };
        Reply::Started(self.create(parent, Role::Child { payload }, created))
    }

    fn create(&mut self, parent: Pid, role: Role, created: EventKind) -> Pid {
        let pid = self.processes.add(Process::new(parent));
        self.event(pid, created);
        self.outputs.push_back(Output::StartWorker(Box::new(Boot {
            pid,
            parent,
            program: self.program.clone(),
            cpu_count: self.cpu_count,
            role,
        })));
        pid
    }

    fn wait(&mut self, pid: Pid, id: CallId, child: Pid, timeout: Option<u64>, line: Option<u32>) {
        if !self.processes.is_child(child, pid) {
            self.reply(pid, id, Reply::Failed(Errno::NoChild));
        } else if let Some(code) = self.processes.collect(child) {
            self.reply(pid, id, Reply::Exited(code));
        } else if timeout == Some(0) {
            self.reply(pid, id, Reply::TimedOut);
        } else {
            self.block(pid, id, WaitFor::Exit { of: child }, timeout, line);
        }
    }

    fn select(
        &mut self,
        pid: Pid,
        id: CallId,
        watched: Vec<Pid>,
        timeout: Option<u64>,
        line: Option<u32>,
    ) {
        let ended = self.processes.ended_among(&watched);
        if !ended.is_empty() || timeout == Some(0) {
            self.reply(pid, id, Reply::Ready(ended));
        } else {
            self.block(pid, id, WaitFor::AnyExit { of: watched }, timeout, line);
        }
    }

    fn kill(&mut self, by: Pid, target: Pid, signal: Signal, line: Option<u32>) -> Reply {
        if !self.processes.exists(target) {
            return Reply::Failed(Errno::NoSuchProcess);
        }
        // Signal 0 only asks whether there is somebody to send to.
        if signal.0 != 0 && self.processes.is_alive(target) {
            self.signal(target, Some(by), signal, line);
        }
        Reply::Done
    }

    fn worker_died(&mut self, pid: Pid, report: String) {
        if self.processes.is_alive(pid) {
            let stream = Stream::Stderr;
            self.event(
                pid,
                EventKind::Printed {
                    stream,
                    text: report,
                },
            );
            self.signal(pid, None, Signal::SEGV, None);
        }
    }

    fn signal(&mut self, pid: Pid, by: Option<Pid>, signal: Signal, line: Option<u32>) {
        self.event(pid, EventKind::Signalled { by, signal, line });
        self.end(pid, signal.exit_code());
    }

    /// Ends `pid` with `code`: its worker goes, its children lose their parent, and whoever waited
    /// for it goes on.
    fn end(&mut self, pid: Pid, code: i32) {
        for id in self.processes.end(pid, code) {
            self.timers.cancel(pid, id);
        }
        self.event(pid, EventKind::Exited { code });
        self.outputs.push_back(Output::TerminateWorker(pid));
        for (waiter, id) in self.processes.waiting_for(pid) {
            let reply = match self.processes.pending(waiter, id) {
                Some(Pending {
                    on: WaitFor::Exit { .. },
                    ..
                }) => self.processes.collect(pid).map(Reply::Exited),
                Some(Pending {
                    on: WaitFor::AnyExit { .. },
                    ..
                }) => Some(Reply::Ready(vec![pid])),
                _ => None,
            };
            // Two threads of one parent may wait for one child: the second finds it collected.
            self.unblock(waiter, id, reply.unwrap_or(Reply::Failed(Errno::NoChild)));
        }
    }

    fn end_all(&mut self, outcome: Outcome) {
        let alive: Vec<Pid> = self.processes.alive().collect();
        // Nobody may be woken by the end of another when all end together.
        for &pid in &alive {
            self.event(
                pid,
                EventKind::Signalled {
                    by: None,
                    signal: Signal::KILL,
                    line: None,
                },
            );
            self.processes.end(pid, Signal::KILL.exit_code());
            self.event(
                pid,
                EventKind::Exited {
                    code: Signal::KILL.exit_code(),
                },
            );
            self.outputs.push_back(Output::TerminateWorker(pid));
        }
        self.end_if_all_ended(outcome);
    }

    fn end_if_all_ended(&mut self, outcome: Outcome) {
        if !self.ended && self.processes.alive().next().is_none() {
            self.ended = true;
            self.outputs.push_back(Output::Ended(outcome));
        }
    }

    fn block(
        &mut self,
        pid: Pid,
        id: CallId,
        on: WaitFor,
        timeout: Option<u64>,
        line: Option<u32>,
    ) {
        self.event(
            pid,
            EventKind::Blocked {
                on: on.clone(),
                line,
            },
        );
        if let Some(micros) = timeout {
            self.timers.set(self.now.after(micros), pid, id);
        }
        self.processes.block(pid, id, Pending { on });
    }

    fn unblock(&mut self, pid: Pid, id: CallId, reply: Reply) {
        if self.processes.unblock(pid, id).is_none() {
            return;
        }
        self.timers.cancel(pid, id);
        let timed_out = reply == Reply::TimedOut || reply == Reply::Ready(Vec::new());
        self.event(pid, EventKind::Unblocked { timed_out });
        self.reply(pid, id, reply);
    }

    fn fire_timers(&mut self) {
        while let Some((pid, id)) = self.timers.pop_due(self.now) {
            let reply = match self.processes.pending(pid, id) {
                Some(Pending {
                    on: WaitFor::Sleep { .. },
                }) => Reply::Done,
                Some(Pending {
                    on: WaitFor::Exit { .. },
                }) => Reply::TimedOut,
                Some(Pending {
                    on: WaitFor::AnyExit { .. },
                }) => Reply::Ready(Vec::new()),
                None => continue,
            };
            self.unblock(pid, id, reply);
        }
    }

    fn reply(&mut self, pid: Pid, id: CallId, reply: Reply) {
        self.outputs.push_back(Output::Reply { pid, id, reply });
    }

    fn event(&mut self, pid: Pid, kind: EventKind) {
        self.outputs.push_back(Output::Event(Event {
            time: self.now,
            pid,
            kind,
        }));
    }
}
