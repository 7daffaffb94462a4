//! Processes that fork, die and give up at random use files, locks and a pipe, against a model of them: each call is
//! answered when the model says so, as it says, and a run is stuck only if the model is.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use spawnpoint_kernel::{Input, Kernel, MAIN, Output};
use spawnpoint_protocol::{
    Pid, StartMethod, Tid, Time,
    control::Outcome,
    files::{Creation, Fd, FileCall, FileReply, LockKind, Open, PathAt, Seek, Start, StreamKind},
    syscall::{
        CallId, ChildSpec, Errno, FromProcess, Message, Notice, Program, Reply, Site, Syscall,
        ToProcess, Watched,
    },
};

/// How much an end of a pipe keeps, and how much of it is written whole or not at all.
const CAPACITY: usize = 65_536;
const ATOMIC: usize = 4_096;

/// Some fit into a pipe, some are written whole, and some are neither.
const SIZES: [usize; 5] = [1, 2_500, 5_000, 63_000, 70_000];

const FILES: [&str; 2] = ["/tmp/a", "/tmp/b"];

/// More processes have nothing new to say.
const MOST_ALIVE: usize = 6;

/// Processes and their descriptors are picked by index.
#[derive(Clone, Debug)]
enum Op {
    Fork(usize),
    Exit(usize),
    Die(usize),
    Open(usize, usize, bool),
    Close(usize, usize),
    Duplicate(usize, usize),
    Seek(usize, usize, u64),
    Read(usize, usize, usize),
    Write(usize, usize, usize),
    Lock(usize, usize, LockKind, bool),
    Unlock(usize, usize),
    Select(usize, Vec<(usize, bool)>, Option<u64>),
    Sleep(usize, u64),
    Cancel(usize),
    Pass(u64),
}

fn op() -> impl Strategy<Value = Op> {
    let who = || 0..MOST_ALIVE;
    let fd = || 0..6_usize;
    let size = || 0..SIZES.len();
    let kind = prop_oneof![
        3 => Just(LockKind::Exclusive),
        2 => Just(LockKind::Shared)
    ];
    let timeout = prop_oneof![
        2 => Just(None),
        1 => Just(Some(0)),
        1 => (1..50_u64).prop_map(Some)
    ];
    prop_oneof![
        4 => who().prop_map(Op::Fork),
        1 => who().prop_map(Op::Exit),
        2 => who().prop_map(Op::Die),
        4 => (who(), 0..FILES.len(), any::<bool>()).prop_map(|(a, file, append)| Op::Open(a, file, append)),
        3 => (who(), fd()).prop_map(|(a, fd)| Op::Close(a, fd)),
        1 => (who(), fd()).prop_map(|(a, fd)| Op::Duplicate(a, fd)),
        2 => (who(), fd(), 0..9_000_u64).prop_map(|(a, fd, to)| Op::Seek(a, fd, to)),
        9 => (who(), fd(), size()).prop_map(|(a, fd, size)| Op::Read(a, fd, size)),
        9 => (who(), fd(), size()).prop_map(|(a, fd, size)| Op::Write(a, fd, size)),
        8 => (who(), fd(), kind, prop::bool::weighted(0.8))
            .prop_map(|(a, fd, kind, wait)| Op::Lock(a, fd, kind, wait)),
        5 => (who(), fd()).prop_map(|(a, fd)| Op::Unlock(a, fd)),
        3 => (who(), prop::collection::vec((fd(), any::<bool>()), 1..3), timeout)
            .prop_map(|(a, watched, timeout)| Op::Select(a, watched, timeout)),
        2 => (who(), 1..60_u64).prop_map(|(a, time)| Op::Sleep(a, time)),
        2 => who().prop_map(Op::Cancel),
        3 => (0..40_u64).prop_map(Op::Pass),
    ]
}

/// A description, by the order in which they were made.
type Description = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// What is read and written here begins at the offset, or is at the end.
    File {
        file: usize,
        offset: usize,
        append: bool,
    },
    PipeFrom,
    PipeTo,
}

#[derive(Clone, Debug, Default)]
struct Process {
    descriptors: BTreeMap<u32, Description>,
    standing: Option<Standing>,
}

#[derive(Clone, Debug)]
struct Standing {
    id: CallId,
    wait: Wait,
    due: Option<Time>,
}

#[derive(Clone, Debug)]
enum Wait {
    Read(usize),
    Write(Vec<u8>, usize),
    Lock(Description, LockKind),
    Select(Vec<Watched>),
    Sleep,
}

#[derive(Default)]
struct Lock {
    holders: BTreeMap<Description, LockKind>,
    waiting: VecDeque<Pid>,
}

impl Lock {
    fn is_free_for(&self, description: Description, kind: LockKind) -> bool {
        (self.holders.iter()).all(|(&holder, &held)| {
            holder == description || (held == LockKind::Shared && kind == LockKind::Shared)
        })
    }
}

struct World {
    kernel: Kernel,
    now: Time,
    processes: BTreeMap<Pid, Process>,
    descriptions: Vec<What>,
    files: [Vec<u8>; FILES.len()],
    locks: [Lock; FILES.len()],
    pipe: VecDeque<u8>,
    readers: VecDeque<Pid>,
    writers: VecDeque<Pid>,
    calls: u32,
    next: Pid,
    written: u8,
    /// What the model says is answered.
    expected: BTreeMap<(Pid, CallId), Reply>,
    outcome: Option<Outcome>,
}

impl World {
    fn new() -> Self {
        let mut world = Self {
            kernel: Kernel::new(Program::default(), 2, None, 0),
            now: Time(0),
            processes: BTreeMap::from([(MAIN, Process::default())]),
            descriptions: Vec::new(),
            files: Default::default(),
            locks: Default::default(),
            pipe: VecDeque::new(),
            readers: VecDeque::new(),
            writers: VecDeque::new(),
            calls: 0,
            next: Pid(MAIN.0 + 1),
            written: 0,
            expected: BTreeMap::new(),
            outcome: None,
        };
        let (kind, non_blocking) = (StreamKind::Pipe, false);
        let ends = [What::PipeFrom, What::PipeTo].map(|what| world.give(MAIN, what));
        let made = FileReply::Ends(ends.map(Fd));
        world.ask(MAIN, FileCall::Stream { kind, non_blocking }, made);
        for _ in 0..3 {
            world.fork(MAIN);
        }
        world.compare();
        world
    }

    /// A new description, and its first descriptor.
    fn give(&mut self, pid: Pid, what: What) -> u32 {
        self.descriptions.push(what);
        let description = self.descriptions.len() - 1;
        self.put(pid, description)
    }

    fn put(&mut self, pid: Pid, description: Description) -> u32 {
        let process = self.processes.get_mut(&pid).expect("it lives");
        let taken = |fd: &u32| process.descriptors.contains_key(fd);
        let fd = (3..1_024).find(|fd| !taken(fd)).expect("a free number");
        process.descriptors.insert(fd, description);
        fd
    }

    fn apply(&mut self, op: &Op) {
        match *op {
            Op::Pass(micros) => {
                self.now = self.now.after(micros);
                self.handle(Input::Tick);
            }
            Op::Die(who) => {
                let pid = self.pick(who);
                let report = String::new();
                self.handle(Input::WorkerDied {
                    pid,
                    report,
                    out_of_memory: false,
                });
                self.end(pid);
            }
            Op::Cancel(who) => {
                let pid = self.pick(who);
                let standing = self
                    .processes
                    .get_mut(&pid)
                    .and_then(|process| process.standing.take());
                if let Some(Standing { id, .. }) = standing {
                    self.give_up(pid);
                    self.expected.insert((pid, id), Reply::Interrupted);
                    self.notice(pid, Notice::Cancel(id));
                }
            }
            Op::Fork(who)
            | Op::Exit(who)
            | Op::Open(who, ..)
            | Op::Close(who, _)
            | Op::Duplicate(who, _)
            | Op::Seek(who, ..)
            | Op::Read(who, ..)
            | Op::Write(who, ..)
            | Op::Lock(who, ..)
            | Op::Unlock(who, _)
            | Op::Select(who, ..)
            | Op::Sleep(who, _) => {
                let pid = self.pick(who);
                if self.processes[&pid].standing.is_none() {
                    self.act(pid, op);
                }
            }
        }
        self.settle();
        self.compare();
    }

    fn pick(&self, who: usize) -> Pid {
        let nth = self.processes.keys().nth(who % self.processes.len());
        *nth.expect("somebody lives")
    }

    /// A descriptor of a process, if it has any of its own.
    fn descriptor(&self, pid: Pid, index: usize) -> Option<(Fd, Description)> {
        let descriptors = &self.processes[&pid].descriptors;
        let nth = descriptors.iter().nth(index % descriptors.len().max(1));
        nth.map(|(&fd, &description)| (Fd(fd), description))
    }

    fn act(&mut self, pid: Pid, op: &Op) {
        match op {
            Op::Fork(_) => self.fork(pid),
            Op::Exit(_) => {
                self.notice(pid, Notice::Exit(0));
                self.end(pid);
            }
            &Op::Open(_, file, append) => {
                let what = What::File {
                    file,
                    offset: 0,
                    append,
                };
                let fd = Fd(self.give(pid, what));
                let path = PathAt {
                    start: Start::Current,
                    path: FILES[file].into(),
                };
                let how = Open {
                    read: true,
                    write: true,
                    append,
                    creation: Creation::IfMissing,
                    mode: 0o666,
                    ..Open::default()
                };
                self.ask(pid, FileCall::Open { path, how }, FileReply::Descriptor(fd));
            }
            &Op::Sleep(_, micros) => {
                let due = Some(self.now.after(micros));
                self.stand(pid, Syscall::Sleep(micros), Wait::Sleep, due);
            }
            Op::Select(_, watched, timeout) => self.select(pid, watched, *timeout),
            &Op::Close(_, index)
            | &Op::Duplicate(_, index)
            | &Op::Seek(_, index, _)
            | &Op::Read(_, index, _)
            | &Op::Write(_, index, _)
            | &Op::Lock(_, index, ..)
            | &Op::Unlock(_, index) => {
                if let Some((fd, description)) = self.descriptor(pid, index) {
                    self.act_on(pid, fd, description, op);
                }
            }
            Op::Die(_) | Op::Cancel(_) | Op::Pass(_) => unreachable!("nobody's own act"),
        }
    }

    fn act_on(&mut self, pid: Pid, fd: Fd, description: Description, op: &Op) {
        match *op {
            Op::Close(..) => {
                let process = self.processes.get_mut(&pid).expect("it lives");
                process.descriptors.remove(&fd.0);
                self.done(pid, FileCall::Close(fd));
            }
            Op::Duplicate(..) => {
                let made = FileReply::Descriptor(Fd(self.put(pid, description)));
                let from = Fd(0);
                self.ask(pid, FileCall::Duplicate { fd, from }, made);
            }
            Op::Seek(_, _, to) => {
                let call = FileCall::Seek {
                    fd,
                    to: Seek::Start(to),
                };
                match &mut self.descriptions[description] {
                    What::File { offset, .. } => {
                        *offset = usize::try_from(to).expect("it is small");
                        self.ask(pid, call, FileReply::Offset(to));
                    }
                    What::PipeFrom | What::PipeTo => self.fail(pid, call, Errno::IllegalSeek),
                }
            }
            Op::Read(_, _, size) => self.read(pid, fd, description, SIZES[size]),
            Op::Write(_, _, size) => self.write(pid, fd, description, SIZES[size]),
            Op::Lock(_, _, kind, wait) => self.lock(pid, fd, description, kind, wait),
            Op::Unlock(..) => {
                if let What::File { file, .. } = self.descriptions[description] {
                    self.locks[file].holders.remove(&description);
                }
                self.done(pid, FileCall::Unlock(fd));
            }
            _ => unreachable!("nothing about a descriptor"),
        }
    }

    fn fork(&mut self, pid: Pid) {
        if self.processes.len() >= MOST_ALIVE {
            return;
        }
        let child = self.next;
        self.next = Pid(child.0 + 1);
        let copy = self.processes[&pid].clone();
        let spec = ChildSpec {
            name: String::new(),
            daemon: false,
            method: StartMethod::Fork,
            payload: Message::default(),
        };
        let id = self.number();
        self.expected.insert((pid, id), Reply::Started(child));
        self.call(pid, id, Syscall::Start(spec));
        self.processes.insert(child, copy);
    }

    fn read(&mut self, pid: Pid, fd: Fd, description: Description, size: usize) {
        let call = FileCall::Read {
            fd,
            length: u32::try_from(size).expect("it is small"),
            offset: None,
        };
        match &mut self.descriptions[description] {
            What::File { file, offset, .. } => {
                let content = &self.files[*file];
                let start = content.len().min(*offset);
                let end = content.len().min(start + size);
                let bytes = content[start..end].to_vec();
                *offset += bytes.len();
                self.ask(pid, call, FileReply::Bytes(bytes));
            }
            What::PipeFrom => {
                self.readers.push_back(pid);
                self.stand(pid, Syscall::File(call), Wait::Read(size), None);
            }
            What::PipeTo => self.fail(pid, call, Errno::BadObject),
        }
    }

    fn write(&mut self, pid: Pid, fd: Fd, description: Description, size: usize) {
        self.written = self.written.wrapping_add(1);
        let first = self.written;
        // What is lost, doubled or out of order is seen.
        #[expect(clippy::cast_possible_truncation, reason = "below 251")]
        let bytes: Vec<u8> = (0..size)
            .map(|at| first.wrapping_add((at % 251) as u8))
            .collect();
        let call = FileCall::Write {
            fd,
            bytes: bytes.clone(),
            offset: None,
        };
        match &mut self.descriptions[description] {
            What::File {
                file,
                offset,
                append,
            } => {
                let content = &mut self.files[*file];
                let start = if *append { content.len() } else { *offset };
                let end = start + size;
                content.resize(content.len().max(end), 0);
                content[start..end].copy_from_slice(&bytes);
                *offset = end;
                self.ask(pid, call, has_written(size));
            }
            What::PipeFrom => self.fail(pid, call, Errno::BadObject),
            What::PipeTo => {
                self.writers.push_back(pid);
                self.stand(pid, Syscall::File(call), Wait::Write(bytes, 0), None);
            }
        }
    }

    fn lock(&mut self, pid: Pid, fd: Fd, description: Description, kind: LockKind, wait: bool) {
        let What::File { file, .. } = self.descriptions[description] else {
            // An end of a pipe can be locked, too, but by nobody else here.
            return;
        };
        let call = FileCall::Lock { fd, kind, wait };
        let lock = &mut self.locks[file];
        lock.holders
            .retain(|&holder, held| holder != description || *held == kind);
        if lock.is_free_for(description, kind) {
            lock.holders.insert(description, kind);
            self.done(pid, call);
        } else if wait {
            lock.waiting.push_back(pid);
            let wait = Wait::Lock(description, kind);
            self.stand(pid, Syscall::File(call), wait, None);
        } else {
            self.fail(pid, call, Errno::TryAgain);
        }
    }

    fn select(&mut self, pid: Pid, picked: &[(usize, bool)], timeout: Option<u64>) {
        let watched: Vec<_> = picked
            .iter()
            .filter_map(|&(index, input)| {
                let (fd, _) = self.descriptor(pid, index)?;
                Some(if input {
                    Watched::Input(fd)
                } else {
                    Watched::Output(fd)
                })
            })
            .collect();
        let ready = self.ready(pid, &watched);
        let syscall = Syscall::Select {
            watched: watched.clone(),
            timeout,
        };
        if timeout == Some(0) || !ready.is_empty() {
            let id = self.number();
            self.expected.insert((pid, id), Reply::Ready(ready));
            self.call(pid, id, syscall);
        } else {
            let due = timeout.map(|timeout| self.now.after(timeout));
            self.stand(pid, syscall, Wait::Select(watched), due);
        }
    }

    fn ready(&self, pid: Pid, watched: &[Watched]) -> Vec<Watched> {
        let is_ready = |watched: &Watched| {
            let what = |fd: &Fd| self.descriptions[self.processes[&pid].descriptors[&fd.0]];
            match watched {
                Watched::Input(fd) => match what(fd) {
                    What::File { .. } => true,
                    What::PipeFrom => !self.pipe.is_empty() || !self.is_open(What::PipeTo),
                    What::PipeTo => false,
                },
                Watched::Output(fd) => match what(fd) {
                    What::File { .. } => true,
                    What::PipeFrom => false,
                    What::PipeTo => {
                        self.pipe.len() + ATOMIC <= CAPACITY || !self.is_open(What::PipeFrom)
                    }
                },
                Watched::Exit(_) | Watched::Readable(_) => false,
            }
        };
        watched.iter().copied().filter(is_ready).collect()
    }

    /// The descriptions that somebody has. Who waits has what he waits for.
    fn held(&self) -> BTreeSet<Description> {
        let all = self.processes.values();
        all.flat_map(|process| process.descriptors.values().copied())
            .collect()
    }

    fn is_open(&self, end: What) -> bool {
        let mut held = self.held().into_iter();
        held.any(|description| self.descriptions[description] == end)
    }

    /// A process has ended: what it had goes.
    fn end(&mut self, pid: Pid) {
        self.processes.remove(&pid);
        self.give_up(pid);
    }

    /// A process does not wait any more.
    fn give_up(&mut self, pid: Pid) {
        self.readers.retain(|&other| other != pid);
        self.writers.retain(|&other| other != pid);
        for lock in &mut self.locks {
            lock.waiting.retain(|&other| other != pid);
        }
    }

    /// Lets those go on who can, in their order.
    fn settle(&mut self) {
        loop {
            let held = self.held();
            for lock in &mut self.locks {
                lock.holders.retain(|holder, _| held.contains(holder));
            }
            if !(self.serve_locks() || self.serve_reader() || self.serve_writer()) {
                break;
            }
        }
        for (pid, process) in self.processes.clone() {
            let Some(standing) = process.standing else {
                continue;
            };
            let is_due = standing.due.is_some_and(|due| due <= self.now);
            match &standing.wait {
                Wait::Sleep if is_due => self.go_on(pid, Reply::Done),
                Wait::Select(_) if is_due => self.go_on(pid, Reply::Ready(Vec::new())),
                Wait::Select(watched) => {
                    let ready = self.ready(pid, watched);
                    if !ready.is_empty() {
                        self.go_on(pid, Reply::Ready(ready));
                    }
                }
                Wait::Read(_) | Wait::Write(..) | Wait::Lock(..) | Wait::Sleep => {}
            }
        }
    }

    fn serve_locks(&mut self) -> bool {
        for file in 0..FILES.len() {
            let wish = |pid: &Pid| match self.processes[pid].standing.as_ref().map(|one| &one.wait)
            {
                Some(&Wait::Lock(description, kind)) => (description, kind),
                other => panic!("{other:?} among those who wait for a lock"),
            };
            let lock = &self.locks[file];
            let next = lock.waiting.iter().position(|pid| {
                let (description, kind) = wish(pid);
                lock.is_free_for(description, kind)
            });
            if let Some(next) = next {
                let pid = lock.waiting[next];
                let (description, kind) = wish(&pid);
                let lock = &mut self.locks[file];
                lock.waiting.remove(next);
                lock.holders.insert(description, kind);
                let exclusive = lock
                    .holders
                    .values()
                    .any(|&kind| kind == LockKind::Exclusive);
                assert!(!exclusive || lock.holders.len() == 1, "two have it");
                self.go_on(pid, Reply::Done);
                return true;
            }
        }
        false
    }

    fn serve_reader(&mut self) -> bool {
        let Some(&pid) = self.readers.front() else {
            return false;
        };
        if self.pipe.is_empty() && self.is_open(What::PipeTo) {
            return false;
        }
        let Some(Wait::Read(size)) = self.wait_of(pid) else {
            panic!("{pid} does not read");
        };
        let count = size.min(self.pipe.len());
        let bytes = self.pipe.drain(..count).collect();
        self.readers.pop_front();
        self.go_on(pid, Reply::File(FileReply::Bytes(bytes)));
        true
    }

    fn serve_writer(&mut self) -> bool {
        let Some(&pid) = self.writers.front() else {
            return false;
        };
        let Some(Wait::Write(bytes, mut written)) = self.wait_of(pid) else {
            panic!("{pid} does not write");
        };
        let reply = if self.is_open(What::PipeFrom) {
            let before = written;
            loop {
                let (left, room) = (bytes.len() - written, CAPACITY - self.pipe.len());
                if left == 0 || room == 0 || (left <= ATOMIC && room < left) {
                    break;
                }
                let end = written + left.min(room);
                self.pipe.extend(&bytes[written..end]);
                written = end;
            }
            if written < bytes.len() {
                let process = self.processes.get_mut(&pid).expect("it lives");
                if let Some(standing) = &mut process.standing {
                    standing.wait = Wait::Write(bytes, written);
                }
                return written > before;
            }
            Reply::File(has_written(written))
        } else if written > 0 {
            Reply::File(has_written(written))
        } else {
            Reply::Failed(Errno::BrokenPipe)
        };
        self.writers.pop_front();
        self.go_on(pid, reply);
        true
    }

    fn wait_of(&self, pid: Pid) -> Option<Wait> {
        let standing = self.processes.get(&pid)?.standing.as_ref()?;
        Some(standing.wait.clone())
    }

    fn go_on(&mut self, pid: Pid, reply: Reply) {
        let process = self.processes.get_mut(&pid).expect("it lives");
        let standing = process.standing.take().expect("it stands");
        self.expected.insert((pid, standing.id), reply);
    }

    fn number(&mut self) -> CallId {
        self.calls += 1;
        CallId(self.calls)
    }

    fn ask(&mut self, pid: Pid, call: FileCall, reply: FileReply) {
        self.answered(pid, call, Reply::File(reply));
    }

    fn done(&mut self, pid: Pid, call: FileCall) {
        self.answered(pid, call, Reply::Done);
    }

    fn fail(&mut self, pid: Pid, call: FileCall, errno: Errno) {
        self.answered(pid, call, Reply::Failed(errno));
    }

    /// A call that is answered at once.
    fn answered(&mut self, pid: Pid, call: FileCall, reply: Reply) {
        let id = self.number();
        self.expected.insert((pid, id), reply);
        self.call(pid, id, Syscall::File(call));
    }

    /// A call that may have to wait.
    fn stand(&mut self, pid: Pid, syscall: Syscall, wait: Wait, due: Option<Time>) {
        let id = self.number();
        let process = self.processes.get_mut(&pid).expect("it lives");
        process.standing = Some(Standing { id, wait, due });
        self.call(pid, id, syscall);
    }

    fn call(&mut self, pid: Pid, id: CallId, syscall: Syscall) {
        let site = Site::default();
        let message = FromProcess::Call { id, syscall, site };
        self.handle(Input::Message { pid, message });
    }

    fn notice(&mut self, pid: Pid, notice: Notice) {
        let thread = Tid::MAIN;
        let message = FromProcess::Notice { thread, notice };
        self.handle(Input::Message { pid, message });
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
    }

    /// What the kernel says is what the model says.
    fn compare(&mut self) {
        let mut answers = BTreeMap::new();
        while let Some(output) = self.kernel.poll() {
            match output {
                Output::Send {
                    pid,
                    message: ToProcess::Reply { id, reply },
                } => {
                    let before = answers.insert((pid, id), reply);
                    assert_eq!(before, None, "two answers to {id:?}");
                }
                Output::Ended(outcome) => self.outcome = Some(outcome),
                _ => {}
            }
        }
        assert_eq!(answers, std::mem::take(&mut self.expected));
        let is_stuck = |process: &Process| {
            (process.standing.as_ref()).is_some_and(|standing| standing.due.is_none())
        };
        let expected = if self.processes.is_empty() {
            Some(Outcome::Finished)
        } else if self.processes.values().all(is_stuck) {
            Some(Outcome::Deadlock)
        } else {
            None
        };
        assert_eq!(self.outcome, expected);
    }
}

fn has_written(count: usize) -> FileReply {
    FileReply::Written(u32::try_from(count).expect("it is small"))
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn files_are_as_the_model_says(ops in prop::collection::vec(op(), 1..120)) {
        let mut world = World::new();
        for op in ops {
            if world.outcome.is_some() {
                break;
            }
            world.apply(&op);
        }
        while world.outcome.is_none() {
            world.apply(&Op::Die(0));
        }
    }
}
