//! Threads of several processes use semaphores, which the kernel lends to the processes, against a model of each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use spawnpoint_kernel::{Input, Kernel, MAIN, Output};
use spawnpoint_protocol::{
    ObjectId, Pid, StartMethod, Tid, Time,
    control::Outcome,
    event::{EventKind, Use},
    syscall::{
        CallId, ChildSpec, Errno, FromProcess, Loan, Message, Notice, Program, Reply, Site, Spec,
        Syscall, ToProcess,
    },
};

/// Values and maxima: a lock, one that is used like a lock, one for three, and one that is given before it is taken.
const SEMAPHORES: [(u32, u32); 4] = [(1, 1), (1, 9), (3, 9), (0, 9)];

/// The longest that a call that only asks waits for what another process has borrowed.
const RECALL_MICROS: u64 = 50_000;

/// How far the clock of a process is from the kernel's.
const CLOCK: u64 = 1_000_000;

/// Threads and semaphores are picked by index.
#[derive(Clone, Debug)]
enum Op {
    Take(usize, usize, Option<u64>, bool),
    GiveBack(usize, usize),
    /// So many times take and give back, as far as the process can by itself.
    Repeat(usize, usize, u32),
    Value(usize, usize),
    Sleep(usize, u64),
    /// A process tells what it did.
    Tell(usize),
    EndThread(usize),
    Exit(usize),
    Die(usize),
    /// The process of a thread takes in what the kernel sent it.
    Deliver(usize),
    Pass(u64),
}

fn op() -> impl Strategy<Value = Op> {
    let who = || 0..6_usize;
    let which = || 0..SEMAPHORES.len();
    let timeout = prop_oneof![
        4 => Just(None),
        1 => Just(Some(0)),
        1 => (1..50_u64).prop_map(Some)
    ];
    prop_oneof![
        20 => (who(), which(), timeout, prop::bool::weighted(0.8))
            .prop_map(|(a, s, t, b)| Op::Take(a, s, t, b)),
        16 => (who(), which()).prop_map(|(a, s)| Op::GiveBack(a, s)),
        4 => (who(), which(), 1..5_u32).prop_map(|(a, s, count)| Op::Repeat(a, s, count)),
        2 => (who(), which()).prop_map(|(a, s)| Op::Value(a, s)),
        2 => (who(), 1..60_u64).prop_map(|(a, t)| Op::Sleep(a, t)),
        4 => who().prop_map(Op::Tell),
        1 => who().prop_map(Op::EndThread),
        1 => who().prop_map(Op::Exit),
        1 => who().prop_map(Op::Die),
        16 => who().prop_map(Op::Deliver),
        4 => prop_oneof![9 => 0..30_u64, 1 => Just(RECALL_MICROS)].prop_map(Op::Pass),
    ]
}

type Thread = (Pid, Tid);

/// A call that the kernel has not answered.
#[derive(Debug)]
struct Asked {
    id: CallId,
    syscall: Syscall,
    since: Time,
    due: Option<Time>,
}

/// A semaphore as it is, whoever knows it.
#[derive(Clone, Debug)]
struct Truth {
    value: u32,
    maximum: u32,
    /// Of a lock only: it is let go by its holder alone.
    holder: Option<Thread>,
}

struct Semaphore {
    id: ObjectId,
    truth: Truth,
    /// What is so if the process that has borrowed it dies now.
    told: Truth,
    /// To whom it is lent, as the kernel sees it, and whether it was told to give it back.
    lent: Option<(Pid, bool)>,
    /// What the log says.
    logged: Logged,
}

struct Logged {
    value: u32,
    until: Time,
}

/// A semaphore as a process has borrowed it.
#[derive(Debug)]
struct Borrowed {
    loan: Loan,
    uses: Vec<Use>,
}

/// Drives a kernel as a correct shell would, with processes that borrow correctly, and checks each output against the
/// models.
struct World {
    kernel: Kernel,
    now: Time,
    all: Vec<Thread>,
    threads: BTreeSet<Thread>,
    inbox: BTreeMap<Pid, VecDeque<ToProcess>>,
    asked: BTreeMap<Thread, Asked>,
    /// Who stands still, also when the answer is on its way.
    standing: BTreeMap<(Pid, CallId), (Thread, Syscall)>,
    semaphores: Vec<Semaphore>,
    borrowed: BTreeMap<(Pid, usize), Borrowed>,
    calls: u32,
    made: Vec<ObjectId>,
    outcome: Option<Outcome>,
}

impl Truth {
    fn is_lock(&self) -> bool {
        self.maximum == 1
    }

    fn take(&mut self, by: Thread) {
        assert_eq!(self.holder, None, "a lock is held by two");
        self.value = self.value.checked_sub(1).expect("one to take");
        self.holder = self.is_lock().then_some(by);
    }

    fn give_back(&mut self) {
        self.value += 1;
        assert!(self.value <= self.maximum, "more than there can be");
        self.holder = None;
    }
}

impl Semaphore {
    /// The kernel knows what is so.
    fn is_told(&mut self) {
        self.told = self.truth.clone();
    }
}

impl Logged {
    fn take(&mut self, at: Time) {
        self.happens(at);
        self.value = self.value.checked_sub(1).expect("the log has one to take");
    }

    fn give_back(&mut self, at: Time, maximum: u32) {
        self.happens(at);
        self.value += 1;
        assert!(self.value <= maximum, "the log has more than there can be");
    }

    fn happens(&mut self, at: Time) {
        assert!(self.until <= at, "what happened later comes first");
        self.until = at;
    }
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            kernel: Kernel::new(Program::default(), 2, None, 0),
            now: Time(0),
            all: Vec::new(),
            threads: BTreeSet::new(),
            inbox: BTreeMap::new(),
            asked: BTreeMap::new(),
            standing: BTreeMap::new(),
            semaphores: Vec::new(),
            borrowed: BTreeMap::new(),
            calls: 0,
            made: Vec::new(),
            outcome: None,
        };
        world.settle();
        for (value, maximum) in SEMAPHORES {
            let spec = Spec::Semaphore {
                value,
                maximum,
                recursive: false,
                label: String::new(),
            };
            world.ask((MAIN, Tid::MAIN), Syscall::Make(spec), None);
            world.deliver_all();
            let truth = Truth {
                value,
                maximum,
                holder: None,
            };
            world.semaphores.push(Semaphore {
                id: std::mem::take(&mut world.made)[0],
                told: truth.clone(),
                truth,
                lent: None,
                logged: Logged {
                    value,
                    until: Time(0),
                },
            });
        }
        for _ in 0..2 {
            let spec = ChildSpec {
                name: String::new(),
                daemon: false,
                method: StartMethod::Spawn,
                payload: Message::default(),
            };
            world.ask((MAIN, Tid::MAIN), Syscall::Start(spec), None);
        }
        world.deliver_all();
        for (pid, _) in world.all.clone() {
            let thread = Tid(1);
            world.all.push((pid, thread));
            world.threads.insert((pid, thread));
            let (name, site) = (String::new(), Site::default());
            let started = Notice::ThreadStarted { thread, name, site };
            world.notice((pid, Tid::MAIN), started);
        }
        world
    }

    fn apply(&mut self, op: &Op) {
        match *op {
            Op::Deliver(who) => self.deliver(self.all[who].0),
            Op::Pass(micros) => {
                self.now = self.now.after(micros);
                self.handle(Input::Tick);
            }
            Op::Die(who) => {
                let (pid, _) = self.all[who];
                let report = String::new();
                self.handle(Input::WorkerDied {
                    pid,
                    report,
                    out_of_memory: false,
                });
            }
            Op::Take(who, ..)
            | Op::GiveBack(who, _)
            | Op::Repeat(who, ..)
            | Op::Value(who, _)
            | Op::Sleep(who, _)
            | Op::Tell(who)
            | Op::EndThread(who)
            | Op::Exit(who) => {
                let thread = self.all[who];
                let stands = self.standing.values().any(|(other, _)| *other == thread);
                if self.threads.contains(&thread) && !stands {
                    self.act(thread, op);
                }
            }
        }
    }

    fn act(&mut self, thread: Thread, op: &Op) {
        let (pid, tid) = thread;
        match *op {
            Op::Take(_, index, timeout, borrow) => {
                if let Some(borrowed) = self.borrowed.get_mut(&(pid, index)) {
                    if borrowed.loan.value > 0 {
                        self.take_here(thread, index);
                        return;
                    }
                    if timeout == Some(0) {
                        assert_eq!(self.semaphores[index].truth.value, 0);
                        return;
                    }
                    // The thread has to wait, which the kernel has to know.
                    borrowed.loan.is_wanted = true;
                }
                let semaphore = self.semaphores[index].id;
                let acquire = Syscall::Acquire {
                    semaphore,
                    timeout,
                    borrow,
                };
                let patience =
                    timeout.map(|micros| if micros == 0 { RECALL_MICROS } else { micros });
                self.ask(thread, acquire, patience);
            }
            Op::GiveBack(_, index) => {
                let truth = &self.semaphores[index].truth;
                if truth.is_lock() && truth.holder != Some(thread) {
                    return;
                }
                if self.borrowed.contains_key(&(pid, index)) {
                    self.give_back_here(thread, index);
                } else {
                    let semaphore = self.semaphores[index].id;
                    self.ask(thread, Syscall::Release { semaphore }, None);
                }
            }
            Op::Repeat(_, index, count) => {
                let can = |borrowed: &Borrowed| borrowed.loan.value > 0;
                if self.borrowed.get(&(pid, index)).is_some_and(can) {
                    let (from, to) = (self.clock(), self.clock());
                    let uses = &mut self.borrowed.get_mut(&(pid, index)).expect("it is").uses;
                    uses.push(Use::Repeated {
                        count,
                        from,
                        to,
                        thread: tid,
                        line: None,
                    });
                }
            }
            Op::Value(_, index) => match self.borrowed.get(&(pid, index)) {
                Some(borrowed) => {
                    assert_eq!(borrowed.loan.value, self.semaphores[index].truth.value);
                }
                None => self.ask(thread, Syscall::Value(self.semaphores[index].id), None),
            },
            Op::Sleep(_, micros) => self.ask(thread, Syscall::Sleep(micros), Some(micros)),
            Op::Tell(_) => self.tell(pid),
            Op::EndThread(_) => {
                if tid != Tid::MAIN {
                    self.tell(pid);
                    if self.outcome.is_none() {
                        self.threads.remove(&thread);
                        self.notice(thread, Notice::ThreadEnded);
                    }
                }
            }
            Op::Exit(_) => {
                self.tell(pid);
                if self.outcome.is_none() {
                    self.notice(thread, Notice::Exit(0));
                }
            }
            Op::Deliver(_) | Op::Pass(_) | Op::Die(_) => unreachable!("no thread does {op:?}"),
        }
    }

    /// The time by the clock of a process.
    fn clock(&self) -> Time {
        self.now.after(CLOCK)
    }

    fn take_here(&mut self, thread: Thread, index: usize) {
        let at = self.clock();
        let (pid, tid) = thread;
        self.semaphores[index].truth.take(thread);
        let borrowed = self.borrowed.get_mut(&(pid, index)).expect("a loan");
        borrowed.loan.value -= 1;
        borrowed.uses.push(Use::Took {
            at,
            thread: tid,
            line: None,
        });
    }

    fn give_back_here(&mut self, thread: Thread, index: usize) {
        let at = self.clock();
        let (pid, tid) = thread;
        let borrowed = self.borrowed.get_mut(&(pid, index)).expect("a loan");
        if borrowed.loan.value == borrowed.loan.maximum {
            return;
        }
        borrowed.loan.value += 1;
        borrowed.uses.push(Use::GaveBack {
            at,
            thread: tid,
            line: None,
        });
        self.semaphores[index].truth.give_back();
    }

    /// A process tells what it did, and gives back what is wanted.
    fn tell(&mut self, pid: Pid) {
        for index in 0..self.semaphores.len() {
            self.tell_of(pid, index);
        }
    }

    fn tell_of(&mut self, pid: Pid, index: usize) {
        let now = self.clock();
        let semaphore = self.semaphores[index].id;
        if self.outcome.is_some() {
            return;
        }
        let Some(borrowed) = self.borrowed.get_mut(&(pid, index)) else {
            return;
        };
        let uses = std::mem::take(&mut borrowed.uses);
        let is_wanted = borrowed.loan.is_wanted;
        if !uses.is_empty() {
            self.semaphores[index].is_told();
            let told = Notice::Used {
                semaphore,
                uses,
                now,
            };
            self.notice((pid, Tid::MAIN), told);
        }
        if is_wanted && self.outcome.is_none() {
            self.borrowed.remove(&(pid, index));
            self.semaphores[index].lent = None;
            self.notice((pid, Tid::MAIN), Notice::GaveBack(semaphore));
        }
    }

    fn ask(&mut self, thread: Thread, syscall: Syscall, timeout: Option<u64>) {
        let (pid, tid) = thread;
        self.tell(pid);
        if self.outcome.is_some() {
            return;
        }
        let id = CallId(self.calls);
        self.calls += 1;
        let asked = Asked {
            id,
            syscall: syscall.clone(),
            since: self.now,
            due: timeout.map(|micros| self.now.after(micros)),
        };
        self.asked.insert(thread, asked);
        self.standing.insert((pid, id), (thread, syscall.clone()));
        let site = Site {
            thread: tid,
            ..Site::default()
        };
        let message = FromProcess::Call { id, syscall, site };
        self.handle(Input::Message { pid, message });
    }

    fn notice(&mut self, (pid, thread): Thread, notice: Notice) {
        let message = FromProcess::Notice { thread, notice };
        self.handle(Input::Message { pid, message });
    }

    fn deliver_all(&mut self) {
        while let Some((&pid, _)) = self.inbox.iter().find(|(_, inbox)| !inbox.is_empty()) {
            self.deliver(pid);
        }
    }

    fn deliver(&mut self, pid: Pid) {
        while let Some(message) = self.inbox.get_mut(&pid).and_then(VecDeque::pop_front) {
            match message {
                ToProcess::Reply { id, reply } => {
                    let (_, syscall) = self.standing.remove(&(pid, id)).expect("a call");
                    match (syscall, reply) {
                        (Syscall::Make(_), Reply::Made(ids)) => self.made = ids,
                        (Syscall::Acquire { semaphore, .. }, Reply::Lent(loan)) => {
                            let uses = Vec::new();
                            let index = self.index(semaphore);
                            let before =
                                (self.borrowed).insert((pid, index), Borrowed { loan, uses });
                            assert!(before.is_none(), "lent twice");
                        }
                        _ => {}
                    }
                }
                ToProcess::Reclaim(semaphore) => {
                    let index = self.index(semaphore);
                    if let Some(borrowed) = self.borrowed.get_mut(&(pid, index)) {
                        borrowed.loan.is_wanted = true;
                        self.tell_of(pid, index);
                    }
                }
                other => panic!("nobody asked for {other:?}"),
            }
        }
    }

    fn index(&self, id: ObjectId) -> usize {
        (self.semaphores.iter())
            .position(|semaphore| semaphore.id == id)
            .expect("a semaphore")
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
        self.settle();
        if self.outcome.is_none() {
            self.check_nobody_waits_in_vain();
        }
    }

    fn settle(&mut self) {
        while let Some(output) = self.kernel.poll() {
            match output {
                Output::StartWorker(boot) => {
                    let thread = (boot.pid, Tid::MAIN);
                    self.all.push(thread);
                    self.threads.insert(thread);
                    self.inbox.insert(boot.pid, VecDeque::new());
                }
                Output::TerminateWorker(pid) | Output::ReleaseWorker(pid) => {
                    self.process_ended(pid);
                }
                Output::Send { pid, message } => {
                    match &message {
                        ToProcess::Reply { id, reply } => self.check_reply(pid, *id, reply),
                        ToProcess::Reclaim(semaphore) => {
                            let index = self.index(*semaphore);
                            let lent = self.semaphores[index].lent.replace((pid, true));
                            assert_eq!(lent, Some((pid, false)), "reclaimed for nothing");
                        }
                        _ => {}
                    }
                    (self.inbox.get_mut(&pid))
                        .expect("a process that has not ended")
                        .push_back(message);
                }
                Output::Event(event) => self.check_event(event.pid, event.time, &event.kind),
                Output::Prepare(_) | Output::Share { .. } | Output::Unshare(_) => {
                    panic!("{output:?} is not wanted");
                }
                Output::Ended(outcome) => self.outcome = Some(outcome),
            }
        }
        assert!(self.outcome.is_some() || !self.is_stuck(), "no alarm");
    }

    /// Whether each thread waits without an end in sight, and nothing is on its way to the kernel.
    fn is_stuck(&self) -> bool {
        let waits = |thread| {
            (self.asked.get(thread)).is_some_and(|asked| {
                let can_block = matches!(asked.syscall, Syscall::Acquire { .. });
                asked.due.is_none() && can_block
            })
        };
        let is_coming = |semaphore: &Semaphore| semaphore.lent.is_some_and(|(_, told)| told);
        !self.threads.is_empty()
            && self.threads.iter().all(waits)
            && !self.semaphores.iter().any(is_coming)
    }

    fn process_ended(&mut self, pid: Pid) {
        self.threads.retain(|(of, _)| *of != pid);
        self.asked.retain(|(of, _), _| *of != pid);
        self.standing.retain(|(of, _), _| *of != pid);
        self.inbox.remove(&pid);
        self.borrowed.retain(|(of, _), _| *of != pid);
        for semaphore in &mut self.semaphores {
            if semaphore.lent.take_if(|(to, _)| *to == pid).is_some() {
                semaphore.truth = semaphore.told.clone();
            }
        }
    }

    fn check_event(&mut self, pid: Pid, time: Time, kind: &EventKind) {
        match kind {
            EventKind::Deadlocked(deadlock) => {
                assert!(self.is_stuck(), "a false alarm");
                assert_eq!(deadlock.waits.len(), self.threads.len());
                for wait in &deadlock.waits {
                    let thread = (wait.pid, wait.thread);
                    let Syscall::Acquire { semaphore, .. } = self.asked[&thread].syscall else {
                        panic!("{thread:?} waits for nothing");
                    };
                    let truth = &self.semaphores[self.index(semaphore)].truth;
                    let holders: Vec<_> = (wait.holders.iter())
                        .map(|holder| (holder.pid, holder.thread))
                        .collect();
                    if truth.is_lock() {
                        assert_eq!(holders, Vec::from_iter(truth.holder));
                    }
                }
            }
            EventKind::Acquired { semaphore, .. } => {
                let index = self.index(*semaphore);
                self.semaphores[index].logged.take(time);
            }
            EventKind::Released { semaphore, .. } => {
                let index = self.index(*semaphore);
                let semaphore = &mut self.semaphores[index];
                semaphore.logged.give_back(time, semaphore.truth.maximum);
            }
            EventKind::Used { semaphore, uses } => {
                let index = self.index(*semaphore);
                let semaphore = &mut self.semaphores[index];
                assert_eq!(semaphore.lent.map(|(to, _)| to), Some(pid));
                for what in uses {
                    match *what {
                        Use::Took { at, .. } => semaphore.logged.take(at),
                        Use::GaveBack { at, .. } => {
                            semaphore.logged.give_back(at, semaphore.truth.maximum);
                        }
                        Use::Repeated { from, to, .. } => {
                            assert!(semaphore.logged.value > 0);
                            semaphore.logged.happens(from);
                            semaphore.logged.happens(to);
                        }
                    }
                }
                assert!(semaphore.logged.until <= time);
                assert_eq!(semaphore.logged.value, semaphore.told.value);
            }
            _ => {}
        }
    }

    fn check_reply(&mut self, pid: Pid, id: CallId, reply: &Reply) {
        let (thread, _) = self.standing[&(pid, id)];
        let asked = (self.asked.remove(&thread)).expect("a call that was not answered before");
        assert_eq!(asked.id, id);
        match (asked.syscall, reply) {
            (Syscall::Make(_), Reply::Made(_)) | (Syscall::Start(_), Reply::Started(_)) => {}
            (Syscall::Sleep(_), Reply::Done) => assert!(Some(self.now) >= asked.due),
            (Syscall::Acquire { semaphore, .. }, Reply::Done) => {
                self.took(thread, semaphore, asked.since);
            }
            (
                Syscall::Acquire {
                    semaphore, borrow, ..
                },
                Reply::Lent(loan),
            ) => {
                assert!(borrow);
                let index = self.took(thread, semaphore, asked.since);
                let others = self.takers(index).next().is_some();
                let semaphore = &mut self.semaphores[index];
                assert_eq!(loan.value, semaphore.truth.value);
                assert_eq!(loan.maximum, semaphore.truth.maximum);
                assert_eq!(loan.is_wanted, others);
                semaphore.lent = Some((pid, loan.is_wanted));
            }
            (Syscall::Acquire { timeout, .. }, Reply::TimedOut) => {
                let timeout = timeout.expect("no time-out");
                assert!(
                    self.now >= asked.since.after(timeout),
                    "the time was not up"
                );
            }
            (Syscall::Release { semaphore }, Reply::Done) => {
                let index = self.index(semaphore);
                assert_eq!(self.semaphores[index].lent, None);
                self.semaphores[index].truth.give_back();
                self.semaphores[index].is_told();
            }
            (Syscall::Release { semaphore }, Reply::Failed(Errno::Overflow)) => {
                let truth = &self.semaphores[self.index(semaphore)].truth;
                assert_eq!(truth.value, truth.maximum);
            }
            (Syscall::Value(semaphore), Reply::Number(number)) => {
                assert_eq!(*number, self.semaphores[self.index(semaphore)].truth.value);
            }
            (syscall, reply) => panic!("{reply:?} does not answer {syscall:?}"),
        }
    }

    /// A thread that has asked at `since` has got one.
    fn took(&mut self, thread: Thread, id: ObjectId, since: Time) -> usize {
        let index = self.index(id);
        let overtaken = self.takers(index).find(|other| other.since < since);
        assert!(overtaken.is_none(), "{thread:?} came before {overtaken:?}");
        assert_eq!(self.semaphores[index].lent, None, "another has it");
        self.semaphores[index].truth.take(thread);
        self.semaphores[index].is_told();
        index
    }

    /// Those who wait for one.
    fn takers(&self, index: usize) -> impl Iterator<Item = &Asked> {
        let id = self.semaphores[index].id;
        (self.asked.values()).filter(move |asked| {
            matches!(asked.syscall, Syscall::Acquire { semaphore, .. } if semaphore == id)
        })
    }

    /// Nobody stands still for something that is there, and whoever has what another wants knows it.
    fn check_nobody_waits_in_vain(&self) {
        for (thread, asked) in &self.asked {
            if let Some(due) = asked.due {
                assert!(due > self.now, "{thread:?} overslept");
                assert!(self.kernel.deadline().is_some_and(|at| at <= due));
            }
            match &asked.syscall {
                Syscall::Acquire { semaphore, .. } => {
                    let semaphore = &self.semaphores[self.index(*semaphore)];
                    match semaphore.lent {
                        Some((_, is_told)) => assert!(is_told, "{thread:?} waits for a borrower"),
                        None => assert_eq!(semaphore.truth.value, 0, "{thread:?} could take one"),
                    }
                }
                Syscall::Release { semaphore } | Syscall::Value(semaphore) => {
                    let semaphore = &self.semaphores[self.index(*semaphore)];
                    assert!(semaphore.lent.is_some_and(|(_, is_told)| is_told));
                }
                Syscall::Sleep(_) => {}
                syscall => panic!("{syscall:?} must not block"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn lent_semaphores_keep_the_promises_of_semaphores(
        ops in prop::collection::vec(op(), 1..200),
        at_once: bool,
    ) {
        let mut world = World::new();
        for op in &ops {
            world.apply(op);
            if at_once {
                world.deliver_all();
            }
            if world.outcome.is_some() {
                break;
            }
        }
    }
}
