//! A kernel among processes that may say anything.

use std::collections::BTreeMap;

use spawnpoint_kernel::{Input, Kernel, Output, SERVER};
use spawnpoint_protocol::{
    Pid, Time,
    control::Outcome,
    event::{Event, EventKind},
    syscall::{CallId, FromProcess, Image, Program, Syscall, ToProcess},
};

use crate::draw::Source;

/// A kernel survives whatever processes say and whoever dies, keeps its contract with its shell, and ends
/// when it is stopped. Returns what it wrote into the log.
#[must_use]
pub fn kernel(bytes: &[u8]) -> Vec<Event> {
    let mut source = Source(bytes);
    let has_time_limit = source.coin() && source.coin();
    let time_limit = has_time_limit.then(|| source.number());
    let kernel = Kernel::new(Program::default(), 2, time_limit, 0);
    let mut shell = Shell {
        kernel: kernel.with_memory_in_place(source.coin()),
        now: Time(0),
        workers: BTreeMap::new(),
        asked: BTreeMap::new(),
        images: Vec::new(),
        log: Vec::new(),
        outcome: None,
    };
    shell.carry_out();
    while !source.is_empty() && shell.outcome.is_none() {
        shell.step(&mut source);
    }
    if shell.outcome.is_none() {
        shell.handle(Input::Stop);
    }
    assert!(shell.outcome.is_some(), "it was stopped and goes on");
    assert!(shell.kernel.is_ended() && shell.kernel.deadline().is_none());
    let ended = |pid: &Pid| {
        let is_end =
            |event: &Event| event.pid == *pid && matches!(event.kind, EventKind::Exited { .. });
        shell.log.iter().filter(|event| is_end(event)).count()
    };
    assert!(shell.workers.keys().all(|pid| ended(pid) <= 1), "two ends");
    shell.log
}

/// The longest that is waited for a deadline, in microseconds.
const PATIENCE: u64 = 60_000_000;

/// What became of a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Worker {
    /// It is a process.
    Lives,
    /// Nothing more is wanted of it.
    Gone,
}

struct Shell {
    kernel: Kernel,
    now: Time,
    workers: BTreeMap<Pid, Worker>,
    /// How often a process has used the number of a call without an answer.
    asked: BTreeMap<(Pid, CallId), usize>,
    /// The copies of memories of which no process has been made.
    images: Vec<Image>,
    log: Vec<Event>,
    outcome: Option<Outcome>,
}

impl Shell {
    fn step(&mut self, source: &mut Source) {
        self.now = self.now.after(u64::from(source.byte()));
        match source.byte() {
            0..4 => {
                let next = self.kernel.deadline().unwrap_or(self.now);
                self.now = next.clamp(self.now, self.now.after(PATIENCE));
                self.handle(Input::Tick);
            }
            4..8 => self.handle(Input::Pause),
            8..16 => self.handle(Input::Resume),
            16..24 => {
                let pid = self.someone(source);
                self.handle(Input::Step(pid));
            }
            24..28 => {
                let line = source.draw().unwrap_or_default();
                self.handle(Input::Line(line));
            }
            28..34 => {
                let pid = self.someone(source);
                let out_of_memory = source.coin();
                let report = source.draw().unwrap_or_default();
                self.handle(Input::WorkerDied {
                    pid,
                    report,
                    out_of_memory,
                });
            }
            // Files are many kinds of calls in one.
            34..80 => {
                let pid = self.someone(source);
                if let Some((id, call, site)) = source.draw() {
                    let syscall = Syscall::File(call);
                    self.say(pid, FromProcess::Call { id, syscall, site });
                }
            }
            _ => {
                let pid = self.someone(source);
                if let Some(message) = source.draw() {
                    self.say(pid, message);
                }
            }
        }
    }

    /// Any process, also one that has ended or never was.
    fn someone(&self, source: &mut Source) -> Pid {
        let choice = usize::from(source.byte());
        let known = self.workers.keys().nth(choice % (self.workers.len() + 1));
        known.copied().unwrap_or(Pid(u32::from(source.byte())))
    }

    fn say(&mut self, pid: Pid, message: FromProcess) {
        if let FromProcess::Call { id, .. } = message {
            *self.asked.entry((pid, id)).or_default() += 1;
        }
        self.handle(Input::Message { pid, message });
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
        self.carry_out();
        if self.is_due() {
            self.kernel.handle(self.now, Input::Tick);
            self.carry_out();
            assert!(!self.is_due(), "a time has passed and is waited for");
        }
    }

    fn is_due(&self) -> bool {
        self.kernel.deadline().is_some_and(|next| next <= self.now)
    }

    fn carry_out(&mut self) {
        while let Some(output) = self.kernel.poll() {
            assert_eq!(self.outcome, None, "{output:?} after the end");
            match output {
                Output::Prepare(image) => self.images.push(image),
                Output::StartWorker(boot) => {
                    if let Some(image) = boot.role.image() {
                        let place = self.images.iter().position(|other| *other == image);
                        let place = place.unwrap_or_else(|| panic!("{image:?} is not there"));
                        self.images.swap_remove(place);
                    }
                    // There may be one fork server after another.
                    let is_new = match self.workers.insert(boot.pid, Worker::Lives) {
                        None => true,
                        Some(before) => boot.pid == SERVER && before == Worker::Gone,
                    };
                    assert!(is_new, "{} began twice", boot.pid);
                }
                Output::TerminateWorker(pid) | Output::ReleaseWorker(pid) => {
                    let before = self.workers.insert(pid, Worker::Gone);
                    assert_ne!(before, Some(Worker::Gone), "{pid} ended twice");
                }
                Output::Send { pid, message } => self.deliver(pid, &message),
                Output::Share { pid, .. } => assert!(self.is_alive(pid)),
                Output::Unshare(_) => {}
                Output::Event(event) => {
                    let last = self.log.last().map_or(Time(0), |event| event.time);
                    assert!(last <= event.time, "{event:?} is too late");
                    self.log.push(event);
                }
                Output::Ended(outcome) => self.outcome = Some(outcome),
            }
        }
    }

    fn is_alive(&self, pid: Pid) -> bool {
        self.workers.get(&pid) == Some(&Worker::Lives)
    }

    fn deliver(&mut self, pid: Pid, message: &ToProcess) {
        // Who has not begun does not hear it.
        let is_gone = self.workers.get(&pid) == Some(&Worker::Gone);
        assert!(!is_gone, "{message:?} for {pid}, which is gone");
        if let ToProcess::Reply { id, .. } = message {
            let unanswered = self.asked.entry((pid, *id)).or_default();
            let left = unanswered.checked_sub(1);
            *unanswered = left.unwrap_or_else(|| panic!("{message:?} answers nothing"));
        }
    }
}
