//! Start, wait, select, sleep, kill and end, in any order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use spawnpoint_kernel::{Input, Kernel, MAIN, MAX_ALIVE, Output};
use spawnpoint_protocol::{
    Pid, Signal, StartMethod, Time,
    control::Outcome,
    event::EventKind,
    syscall::{
        CallId, ChildSpec, FromProcess, Message, Notice, Program, Reply, Site, Syscall, ToProcess,
        Watched,
    },
};

#[derive(Clone, Debug)]
enum Op {
    /// Processes are picked by index among all that ever existed.
    Start(usize),
    Wait(usize, usize, Option<u64>),
    Select(usize, Vec<usize>, Option<u64>),
    Sleep(usize, u64),
    Kill(usize, usize),
    Exit(usize, i32),
    Die(usize),
    Pass(u64),
    Stop,
}

fn op() -> impl Strategy<Value = Op> {
    let who = 0..12_usize;
    let timeout = prop_oneof![Just(None), Just(Some(0)), (1..50_u64).prop_map(Some)];
    prop_oneof![
        6 => who.clone().prop_map(Op::Start),
        6 => (who.clone(), who.clone(), timeout.clone()).prop_map(|(a, b, t)| Op::Wait(a, b, t)),
        3 => (who.clone(), prop::collection::vec(who.clone(), 0..4), timeout)
            .prop_map(|(a, b, t)| Op::Select(a, b, t)),
        4 => (who.clone(), 0..60_u64).prop_map(|(a, t)| Op::Sleep(a, t)),
        2 => (who.clone(), who.clone()).prop_map(|(a, b)| Op::Kill(a, b)),
        4 => (who.clone(), 0..4_i32).prop_map(|(a, code)| Op::Exit(a, code)),
        1 => who.prop_map(Op::Die),
        6 => (0..30_u64).prop_map(Op::Pass),
    ]
}

/// Drives a kernel as a correct shell would, and checks each output against what it knows.
struct World {
    kernel: Kernel,
    now: Time,
    /// Every process so far, in order of creation.
    pids: Vec<Pid>,
    parent: BTreeMap<Pid, Pid>,
    running: BTreeSet<Pid>,
    code: BTreeMap<Pid, i32>,
    collected: BTreeSet<Pid>,
    /// The one call in which each blocked process stands.
    call: BTreeMap<Pid, (CallId, Syscall, Time)>,
    blocked: BTreeSet<Pid>,
    last_event: Time,
    next_call: u32,
    outcome: Option<Outcome>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            kernel: Kernel::new(Program::default(), 2, None),
            now: Time(0),
            pids: Vec::new(),
            parent: BTreeMap::new(),
            running: BTreeSet::new(),
            code: BTreeMap::new(),
            collected: BTreeSet::new(),
            call: BTreeMap::new(),
            blocked: BTreeSet::new(),
            last_event: Time(0),
            next_call: 0,
            outcome: None,
        };
        world.settle();
        world
    }

    fn pid(&self, index: usize) -> Pid {
        self.pids[index % self.pids.len()]
    }

    fn apply(&mut self, op: &Op) {
        match op {
            Op::Start(who) => {
                let spec = ChildSpec {
                    name: String::new(),
                    daemon: false,
                    method: StartMethod::Spawn,
                    payload: Message::default(),
                };
                self.ask(*who, Syscall::Start(spec));
            }
            Op::Wait(who, child, timeout) => {
                let child = self.pid(*child);
                self.ask(
                    *who,
                    Syscall::Wait {
                        child,
                        timeout: *timeout,
                    },
                );
            }
            Op::Select(who, watched, timeout) => {
                let watched = watched
                    .iter()
                    .map(|&index| Watched::Exit(self.pid(index)))
                    .collect();
                self.ask(
                    *who,
                    Syscall::Select {
                        watched,
                        timeout: *timeout,
                    },
                );
            }
            Op::Sleep(who, micros) => self.ask(*who, Syscall::Sleep(*micros)),
            Op::Kill(who, target) => {
                let pid = self.pid(*target);
                self.ask(
                    *who,
                    Syscall::Kill {
                        pid,
                        signal: Signal::TERM,
                    },
                );
            }
            Op::Exit(who, code) => {
                let pid = self.pid(*who);
                if self.can_act(pid) {
                    let message = FromProcess::Notice(Notice::Exit(*code));
                    self.handle(Input::Message { pid, message });
                    assert!(self.outcome.is_some() || !self.running.contains(&pid));
                    assert_eq!(self.code[&pid], *code);
                }
            }
            Op::Die(who) => {
                let pid = self.pid(*who);
                self.handle(Input::WorkerDied {
                    pid,
                    report: "gone\n".to_owned(),
                });
                assert!(
                    !self.running.contains(&pid),
                    "a dead worker is no running process"
                );
            }
            Op::Pass(micros) => {
                self.now = self.now.after(*micros);
                self.handle(Input::Tick);
            }
            Op::Stop => {
                self.handle(Input::Stop);
                assert!(self.running.is_empty());
            }
        }
        self.check_nothing_is_overdue();
    }

    fn can_act(&self, pid: Pid) -> bool {
        self.running.contains(&pid) && !self.call.contains_key(&pid)
    }

    fn has_ended(&self, watched: Watched) -> bool {
        match watched {
            Watched::Exit(pid) => self.code.contains_key(&pid),
            Watched::Readable(_) => panic!("nobody watches {watched:?}"),
        }
    }

    fn ask(&mut self, who: usize, syscall: Syscall) {
        let pid = self.pid(who);
        if !self.can_act(pid) {
            return;
        }
        let id = CallId(self.next_call);
        self.next_call += 1;
        self.call.insert(pid, (id, syscall.clone(), self.now));
        self.handle(Input::Message {
            pid,
            message: FromProcess::Call {
                id,
                syscall,
                site: Site::default(),
            },
        });
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
        self.settle();
    }

    fn settle(&mut self) {
        while let Some(output) = self.kernel.poll() {
            assert!(self.outcome.is_none(), "{output:?} after the end");
            match output {
                Output::StartWorker(boot) => {
                    assert!(self.running.insert(boot.pid), "a pid was used twice");
                    assert!(self.running.len() <= MAX_ALIVE);
                    self.pids.push(boot.pid);
                    self.parent.insert(boot.pid, boot.parent);
                }
                Output::TerminateWorker(pid) => {
                    assert!(self.running.remove(&pid), "{pid} was terminated twice");
                    self.call.remove(&pid);
                    self.blocked.remove(&pid);
                }
                Output::Send { pid, message } => match message {
                    ToProcess::Reply { id, reply } => self.check_reply(pid, id, &reply),
                    other => panic!("nobody asked for {other:?}"),
                },
                Output::Event(event) => {
                    assert!(event.time >= self.last_event, "the log goes back in time");
                    self.last_event = event.time;
                    assert!(
                        !self.code.contains_key(&event.pid),
                        "{event:?} after its exit"
                    );
                    match event.kind {
                        EventKind::Blocked { .. } => assert!(self.blocked.insert(event.pid)),
                        EventKind::Unblocked { .. } => assert!(self.blocked.remove(&event.pid)),
                        EventKind::Exited { code } => {
                            self.code.insert(event.pid, code);
                        }
                        _ => {}
                    }
                }
                Output::Share { .. } | Output::Unshare(_) => panic!("{output:?} is not wanted"),
                Output::Ended(outcome) => {
                    assert!(
                        self.running.is_empty(),
                        "the run ended before its processes"
                    );
                    self.outcome = Some(outcome);
                }
            }
        }
        assert_eq!(self.outcome.is_some(), self.running.is_empty());
        assert_eq!(self.kernel.is_ended(), self.outcome.is_some());
    }

    fn check_reply(&mut self, pid: Pid, id: CallId, reply: &Reply) {
        assert!(
            self.running.contains(&pid),
            "a reply to {pid}, which has ended"
        );
        let (asked, syscall, since) = self.call.remove(&pid).expect("a reply without a call");
        assert_eq!(asked, id);
        match (syscall, reply) {
            (Syscall::Start(_), Reply::Started(child)) => assert_eq!(self.parent[child], pid),
            (Syscall::Wait { child, .. }, Reply::Exited(code)) => {
                assert_eq!(self.parent[&child], pid);
                assert_eq!(self.code[&child], *code);
                assert!(self.collected.insert(child), "{child} was collected twice");
            }
            (Syscall::Wait { child, .. }, Reply::Failed(_)) => {
                assert!(self.parent[&child] != pid || self.collected.contains(&child));
            }
            (
                Syscall::Wait {
                    child,
                    timeout: Some(timeout),
                },
                Reply::TimedOut,
            ) => {
                assert!(self.running.contains(&child));
                assert!(self.now >= since.after(timeout), "the time was not up");
            }
            (Syscall::Select { timeout, .. }, Reply::Ready(ready)) => {
                assert!(ready.iter().all(|&watched| self.has_ended(watched)));
                if ready.is_empty() {
                    assert!(self.now >= since.after(timeout.expect("no time-out")));
                }
            }
            (Syscall::Sleep(micros), Reply::Done) => assert!(self.now >= since.after(micros)),
            (Syscall::Kill { pid: target, .. }, Reply::Done) => {
                assert!(!self.running.contains(&target));
            }
            (Syscall::Kill { pid: target, .. }, Reply::Failed(_)) => {
                assert!(self.code.contains_key(&target));
            }
            (syscall, reply) => panic!("{reply:?} does not answer {syscall:?}"),
        }
    }

    /// Nobody stands still for something that has happened already.
    fn check_nothing_is_overdue(&self) {
        for (pid, (_, syscall, since)) in &self.call {
            let due = |timeout: &Option<u64>| timeout.map(|micros| since.after(micros));
            let deadline = match syscall {
                Syscall::Wait { child, timeout } => {
                    assert!(
                        self.running.contains(child),
                        "{pid} was not told of {child}'s end"
                    );
                    due(timeout)
                }
                Syscall::Select { watched, timeout } => {
                    assert!(!watched.iter().any(|&watched| self.has_ended(watched)));
                    due(timeout)
                }
                Syscall::Sleep(micros) => Some(since.after(*micros)),
                _ => panic!("{syscall:?} must not block"),
            };
            if let Some(deadline) = deadline {
                assert!(deadline > self.now, "{pid} overslept");
                assert!(self.kernel.deadline().is_some_and(|at| at <= deadline));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_kernel_keeps_its_promises(ops in prop::collection::vec(op(), 1..120), stop: bool) {
        let mut world = World::new();
        prop_assert_eq!(world.pid(0), MAIN);
        for op in &ops {
            if world.outcome.is_some() {
                break;
            }
            world.apply(op);
        }
        if stop && world.outcome.is_none() {
            world.apply(&Op::Stop);
            prop_assert_eq!(world.outcome, Some(Outcome::Stopped));
        }
    }

    #[test]
    fn the_same_inputs_give_the_same_outputs(ops in prop::collection::vec(op(), 1..60)) {
        let run = || {
            let mut world = World::new();
            for op in &ops {
                if world.outcome.is_none() {
                    world.apply(op);
                }
            }
            (world.pids, world.code, world.last_event, world.outcome)
        };
        prop_assert_eq!(run(), run());
    }
}
