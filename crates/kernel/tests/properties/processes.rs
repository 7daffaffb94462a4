//! Start by each method, wait, select, sleep, signals and ends, in any order.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use spawnpoint_kernel::{Input, Kernel, MAIN, Output, SERVER};
use spawnpoint_protocol::{
    Pid, Signal, StartMethod, Tid, Time,
    control::Outcome,
    event::EventKind,
    limits,
    syscall::{
        Boot, CallId, ChildSpec, Disposition, Errno, FromProcess, Image, Message, Notice, Program,
        Reply, Role, Site, Syscall, ToProcess, Watched,
    },
};

#[derive(Clone, Debug)]
enum Op {
    /// Processes are picked by index among all that ever existed.
    Start(usize, StartMethod),
    Launch(usize),
    /// The fork server has made a copy.
    Serve,
    ServerDies,
    Wait(usize, usize, Option<u64>),
    Select(usize, Vec<usize>, Option<u64>),
    Sleep(usize, u64),
    Kill(usize, usize, Signal),
    Dispose(usize, Signal, Disposition),
    /// The handlers of the signals that came have run.
    Handled(usize),
    /// A handler raises an exception.
    Cancel(usize),
    Exit(usize, i32),
    Die(usize),
    Pass(u64),
    Stop,
}

/// One that a Python handles, one that mostly ends a process, one that nobody can handle, and one that is
/// ignored unless it is handled.
const SIGNALS: [Signal; 4] = [Signal::INT, Signal::TERM, Signal::KILL, Signal::CHLD];

fn op() -> impl Strategy<Value = Op> {
    let who = 0..12_usize;
    let timeout = prop_oneof![Just(None), Just(Some(0)), (1..50_u64).prop_map(Some)];
    let method = prop::sample::select(&StartMethod::ALL[..]);
    let signal = || prop::sample::select(&SIGNALS[..]);
    let disposition = prop_oneof![
        Just(Disposition::Default),
        Just(Disposition::Ignore),
        Just(Disposition::Handle)
    ];
    prop_oneof![
        6 => (who.clone(), method).prop_map(|(a, method)| Op::Start(a, method)),
        2 => who.clone().prop_map(Op::Launch),
        6 => Just(Op::Serve),
        1 => Just(Op::ServerDies),
        6 => (who.clone(), who.clone(), timeout.clone()).prop_map(|(a, b, t)| Op::Wait(a, b, t)),
        3 => (who.clone(), prop::collection::vec(who.clone(), 0..4), timeout)
            .prop_map(|(a, b, t)| Op::Select(a, b, t)),
        4 => (who.clone(), 0..60_u64).prop_map(|(a, t)| Op::Sleep(a, t)),
        4 => (who.clone(), who.clone(), signal()).prop_map(|(a, b, s)| Op::Kill(a, b, s)),
        3 => (who.clone(), signal(), disposition).prop_map(|(a, s, d)| Op::Dispose(a, s, d)),
        3 => who.clone().prop_map(Op::Handled),
        2 => who.clone().prop_map(Op::Cancel),
        4 => (who.clone(), 0..4_i32).prop_map(|(a, code)| Op::Exit(a, code)),
        1 => who.prop_map(Op::Die),
        6 => (0..30_u64).prop_map(Op::Pass),
    ]
}

/// What the test knows of a process that has not ended.
#[derive(Clone, Debug, Default)]
struct Living {
    /// Whether it has a worker.
    has_begun: bool,
    /// The call in which it stands, and since when.
    call: Option<(CallId, Syscall, Time)>,
    /// What it does about signals, where that is not what it was at first.
    dispositions: BTreeMap<u8, Disposition>,
    /// The signals that it was sent and has not handled.
    unhandled: u32,
}

impl Living {
    fn disposition(&self, signal: Signal) -> Disposition {
        match self.dispositions.get(&signal.0) {
            _ if signal == Signal::KILL => Disposition::Default,
            Some(disposition) => *disposition,
            None if signal == Signal::INT => Disposition::Handle,
            None => Disposition::Default,
        }
    }

    fn awaits_signal(&self, signal: Signal) -> bool {
        self.has_begun && self.disposition(signal) == Disposition::Handle
    }

    /// Whether it can go on only if another process does something.
    fn is_stuck(&self) -> bool {
        let is_endless = |syscall: &Syscall| syscall.limit().is_none();
        self.unhandled == 0
            && (self.call.as_ref()).is_some_and(|(_, syscall, _)| is_endless(syscall))
    }
}

/// Drives a kernel as a correct shell would, and checks each output against what it knows.
struct World {
    kernel: Kernel,
    now: Time,
    /// Every process so far, in order of creation, without the fork server.
    pids: Vec<Pid>,
    parent: BTreeMap<Pid, Pid>,
    living: BTreeMap<Pid, Living>,
    code: BTreeMap<Pid, i32>,
    collected: BTreeSet<Pid>,
    blocked: BTreeSet<Pid>,
    /// The copies that have not become a process.
    prepared: BTreeSet<Image>,
    last_event: Time,
    next_call: u32,
    outcome: Option<Outcome>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            kernel: Kernel::new(Program::default(), 2, None, 0),
            now: Time(0),
            pids: Vec::new(),
            parent: BTreeMap::new(),
            living: BTreeMap::new(),
            code: BTreeMap::new(),
            collected: BTreeSet::new(),
            blocked: BTreeSet::new(),
            prepared: BTreeSet::new(),
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
            Op::Start(who, method) => {
                let spec = ChildSpec {
                    name: String::new(),
                    daemon: false,
                    method: *method,
                    payload: Message::default(),
                };
                self.ask(*who, Syscall::Start(spec));
            }
            Op::Launch(who) => {
                let payload = Vec::new();
                self.ask(*who, Syscall::Launch { payload });
            }
            Op::Serve => self.ask_as(SERVER, Syscall::Serve),
            Op::ServerDies => self.die(SERVER),
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
            Op::Kill(who, target, signal) => self.kill(*who, *target, *signal),
            Op::Dispose(who, signal, disposition) => {
                let pid = self.pid(*who);
                if self.can_act(pid) {
                    let dispositions = &mut self.living_mut(pid).dispositions;
                    dispositions.insert(signal.0, *disposition);
                    self.notice(
                        pid,
                        Notice::Disposition {
                            signal: *signal,
                            disposition: *disposition,
                        },
                    );
                }
            }
            Op::Handled(who) => {
                let pid = self.pid(*who);
                if let Some(living) = self.living.get_mut(&pid) {
                    let count = std::mem::take(&mut living.unhandled);
                    self.notice(pid, Notice::Handled(count));
                }
            }
            Op::Cancel(who) => {
                let pid = self.pid(*who);
                let call = (self.living.get(&pid)).and_then(|living| living.call.clone());
                if let Some((id, syscall, _)) = call {
                    self.notice(pid, Notice::Cancel(id));
                    let stands =
                        (self.living.get(&pid)).is_some_and(|living| living.call.is_some());
                    assert_eq!(stands, matches!(syscall, Syscall::Launch { .. }));
                }
            }
            Op::Exit(who, code) => {
                let pid = self.pid(*who);
                if self.can_act(pid) {
                    self.notice(pid, Notice::Exit(*code));
                    assert!(self.outcome.is_some() || !self.living.contains_key(&pid));
                    assert_eq!(self.code[&pid], *code);
                }
            }
            Op::Die(who) => self.die(self.pid(*who)),
            Op::Pass(micros) => {
                self.now = self.now.after(*micros);
                self.handle(Input::Tick);
            }
            Op::Stop => {
                self.handle(Input::Stop);
                assert!(self.living.is_empty());
            }
        }
        self.check_nothing_is_overdue();
    }

    fn living_mut(&mut self, pid: Pid) -> &mut Living {
        self.living
            .get_mut(&pid)
            .expect("a process that has not ended")
    }

    /// The processes of the program that have not ended.
    fn programs_own(&self) -> impl Iterator<Item = &Living> {
        (self.living.iter())
            .filter(|(pid, _)| **pid != SERVER)
            .map(|(_, living)| living)
    }

    fn can_act(&self, pid: Pid) -> bool {
        (self.living.get(&pid)).is_some_and(|living| living.has_begun && living.call.is_none())
    }

    fn has_ended(&self, watched: Watched) -> bool {
        match watched {
            Watched::Exit(pid) => self.code.contains_key(&pid),
            Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => {
                panic!("nobody watches {watched:?}")
            }
        }
    }

    fn die(&mut self, pid: Pid) {
        if !(self.living.get(&pid)).is_some_and(|living| living.has_begun) {
            return;
        }
        let report = "gone\n".to_owned();
        self.handle(Input::WorkerDied {
            pid,
            report,
            out_of_memory: false,
        });
        assert!(
            !self.living.contains_key(&pid),
            "a dead worker is no running process"
        );
    }

    fn kill(&mut self, who: usize, target: usize, signal: Signal) {
        let (by, target) = (self.pid(who), self.pid(target));
        if !self.can_act(by) {
            return;
        }
        let before = self.living.get(&target).cloned();
        self.ask(
            who,
            Syscall::Kill {
                pid: target,
                signal,
            },
        );
        let Some(before) = before else {
            return;
        };
        let lives = |world: &Self| world.living.contains_key(&target);
        let is_handled = before.awaits_signal(signal);
        let goes_by = match before.disposition(signal) {
            Disposition::Ignore => true,
            Disposition::Default => signal == Signal::CHLD,
            Disposition::Handle => is_handled,
        };
        if self.outcome.is_none() {
            assert_eq!(lives(self), goes_by, "{signal:?} to {target}");
        }
        if is_handled && lives(self) {
            assert_eq!(self.living[&target].unhandled, before.unhandled + 1);
        }
    }

    fn ask(&mut self, who: usize, syscall: Syscall) {
        self.ask_as(self.pid(who), syscall);
    }

    fn ask_as(&mut self, pid: Pid, syscall: Syscall) {
        if !self.can_act(pid) {
            return;
        }
        let id = CallId(self.next_call);
        self.next_call += 1;
        self.living_mut(pid).call = Some((id, syscall.clone(), self.now));
        self.handle(Input::Message {
            pid,
            message: FromProcess::Call {
                id,
                syscall,
                site: Site::default(),
            },
        });
    }

    fn notice(&mut self, pid: Pid, notice: Notice) {
        let thread = Tid::MAIN;
        let message = FromProcess::Notice { thread, notice };
        self.handle(Input::Message { pid, message });
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
        self.settle();
    }

    fn settle(&mut self) {
        while let Some(output) = self.kernel.poll() {
            assert!(self.outcome.is_none(), "{output:?} after the end");
            match output {
                Output::Prepare(image) => {
                    assert!(self.prepared.insert(image), "{image:?} was taken twice");
                }
                Output::StartWorker(boot) => self.begin(&boot),
                Output::TerminateWorker(pid) | Output::ReleaseWorker(pid) => {
                    let living = self.living.remove(&pid);
                    assert!(living.is_some(), "{pid} was ended twice");
                    self.blocked.remove(&pid);
                }
                Output::Send { pid, message } => match message {
                    ToProcess::Reply { id, reply } => self.check_reply(pid, id, &reply),
                    ToProcess::Signal(_) => self.living_mut(pid).unhandled += 1,
                    other => panic!("nobody asked for {other:?}"),
                },
                Output::Event(event) => {
                    assert!(event.time >= self.last_event, "the log goes back in time");
                    self.last_event = event.time;
                    assert_ne!(event.pid, SERVER);
                    assert!(
                        !self.code.contains_key(&event.pid),
                        "{event:?} after its exit"
                    );
                    match event.kind {
                        EventKind::Created { parent, method, .. } => {
                            self.create(event.pid, parent, method);
                        }
                        EventKind::Blocked { .. } => assert!(self.blocked.insert(event.pid)),
                        EventKind::Unblocked { .. } => assert!(self.blocked.remove(&event.pid)),
                        EventKind::Exited { code } => {
                            self.code.insert(event.pid, code);
                        }
                        EventKind::Deadlocked(_) => assert!(self.is_stuck(), "a false alarm"),
                        _ => {}
                    }
                }
                Output::Share { .. } | Output::Unshare(_) => panic!("{output:?} is not wanted"),
                Output::Ended(outcome) => self.outcome = Some(outcome),
            }
        }
        assert_eq!(self.outcome.is_some(), self.programs_own().next().is_none());
        assert!(self.outcome.is_some() || !self.is_stuck(), "no alarm");
        assert_eq!(self.kernel.is_ended(), self.outcome.is_some());
    }

    fn create(&mut self, pid: Pid, parent: Option<Pid>, method: StartMethod) {
        let of_parent = parent.map_or_else(BTreeMap::new, |parent| {
            let mut dispositions = self.living[&parent].dispositions.clone();
            if method != StartMethod::Fork {
                // A new program has no handlers yet.
                dispositions.retain(|_, disposition| *disposition == Disposition::Ignore);
            }
            dispositions
        });
        let living = Living {
            dispositions: of_parent,
            ..Living::default()
        };
        assert!(
            self.living.insert(pid, living).is_none(),
            "a pid was used twice"
        );
        assert!(self.programs_own().count() <= limits::ALIVE);
        self.pids.push(pid);
        self.parent.extend(parent.map(|parent| (pid, parent)));
    }

    fn begin(&mut self, boot: &Boot) {
        if let Some(image) = boot.role.image() {
            assert!(self.prepared.remove(&image), "{image:?} is not there");
        }
        if matches!(boot.role, Role::Server { .. }) {
            assert!(self.living.insert(SERVER, Living::default()).is_none());
        }
        let living = self.living_mut(boot.pid);
        assert!(!living.has_begun, "{} has begun already", boot.pid);
        living.has_begun = true;
    }

    /// Whether nobody can go on any more.
    fn is_stuck(&self) -> bool {
        self.living.values().all(Living::is_stuck)
    }

    fn check_reply(&mut self, pid: Pid, id: CallId, reply: &Reply) {
        let call = self.living_mut(pid).call.take();
        let (asked, syscall, since) = call.expect("a reply without a call");
        assert_eq!(asked, id);
        match (syscall, reply) {
            (Syscall::Start(_), Reply::Started(child)) => assert_eq!(self.parent[child], pid),
            (Syscall::Start(spec), Reply::Failed(Errno::ConnectionRefused)) => {
                assert_eq!(spec.method, StartMethod::ForkServer);
                assert!(!self.living.contains_key(&SERVER));
            }
            (Syscall::Launch { .. }, Reply::Done) => assert!(self.living.contains_key(&SERVER)),
            (Syscall::Launch { .. }, Reply::Failed(Errno::ConnectionReset))
            | (Syscall::Serve | Syscall::Kill { .. }, Reply::Done) => {}
            (syscall, Reply::Interrupted) => assert!(!matches!(syscall, Syscall::Serve)),
            (Syscall::Wait { child, .. }, Reply::Exited(code)) => {
                assert_eq!(self.parent[&child], pid);
                assert_eq!(self.code[&child], *code);
                assert!(self.collected.insert(child), "{child} was collected twice");
            }
            (Syscall::Wait { child, .. }, Reply::Failed(_)) => {
                assert!(self.parent.get(&child) != Some(&pid) || self.collected.contains(&child));
            }
            (
                Syscall::Wait {
                    child,
                    timeout: Some(timeout),
                },
                Reply::TimedOut,
            ) => {
                assert!(self.living.contains_key(&child));
                assert!(self.now >= since.after(timeout), "the time was not up");
            }
            (Syscall::Select { timeout, .. }, Reply::Ready(ready)) => {
                assert!(ready.iter().all(|&watched| self.has_ended(watched)));
                if ready.is_empty() {
                    assert!(self.now >= since.after(timeout.expect("no time-out")));
                }
            }
            (Syscall::Sleep(micros), Reply::Done) => assert!(self.now >= since.after(micros)),
            (Syscall::Kill { pid: target, .. }, Reply::Failed(_)) => {
                assert!(self.code.contains_key(&target));
            }
            (syscall, reply) => panic!("{reply:?} does not answer {syscall:?}"),
        }
    }

    /// Nobody stands still for something that has happened already.
    fn check_nothing_is_overdue(&self) {
        for (pid, living) in &self.living {
            let Some((_, syscall, since)) = &living.call else {
                continue;
            };
            let due = |timeout: &Option<u64>| timeout.map(|micros| since.after(micros));
            let deadline = match syscall {
                Syscall::Wait { child, timeout } => {
                    assert!(
                        self.living.contains_key(child),
                        "{pid} was not told of {child}'s end"
                    );
                    due(timeout)
                }
                Syscall::Select { watched, timeout } => {
                    assert!(!watched.iter().any(|&watched| self.has_ended(watched)));
                    due(timeout)
                }
                Syscall::Sleep(micros) => Some(since.after(*micros)),
                Syscall::Launch { .. } | Syscall::Serve => None,
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
