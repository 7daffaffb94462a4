//! Threads of several processes use a few semaphores, queues and pipes, against a model of each.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use spawnpoint_kernel::{Input, Kernel, MAIN, Output};
use spawnpoint_protocol::{
    ObjectId, Pid, StartMethod, Tid, Time,
    control::Outcome,
    event::EventKind,
    limits::SMALL_MESSAGE,
    syscall::{
        CallId, ChildSpec, Errno, FromProcess, Message, Notice, Program, Reply, Site, Spec,
        Syscall, ToProcess, Watched,
    },
};

const PIPE_BYTES: usize = 65_536;
const HEADER_BYTES: usize = 4;
const SOCKET_BYTES: usize = 212_992;
const SOCKET_HEADER_BYTES: usize = 1_304;

/// The longest that a call that only asks waits for messages to come back.
const RECALL_MICROS: u64 = 50_000;

/// Two of these fit into a pipe, and a pipe is smaller than the last.
const SIZES: [usize; 3] = [4, 30_000, 70_000];

const LOCK: usize = 0;
const SEMAPHORES: [(u32, u32); 2] = [(1, 1), (1, 3)];

const UNBOUNDED: usize = 0;
const BOUNDED: usize = 1;
const CAPACITIES: [Option<u32>; 2] = [None, Some(2)];

/// Threads, objects and sizes are picked by index.
#[derive(Clone, Debug)]
enum Op {
    Acquire(usize, usize, Option<u64>),
    Release(usize, usize),
    Post(usize, usize),
    Put(usize, Option<u64>),
    Get(usize, usize, Option<u64>, u32),
    Drain(usize),
    Send(usize, usize, usize),
    Receive(usize, usize),
    Close(usize, usize),
    Select(usize, Vec<usize>, Option<u64>),
    Sleep(usize, u64),
    EndThread(usize),
    Exit(usize),
    Die(usize),
    /// The process of a thread takes in what the kernel sent it.
    Deliver(usize),
    Pass(u64),
}

fn op() -> impl Strategy<Value = Op> {
    let who = || 0..6_usize;
    let two = || 0..2_usize;
    let end = || 0..4_usize;
    let timeout = || {
        prop_oneof![
            3 => Just(None),
            1 => Just(Some(0)),
            2 => (1..50_u64).prop_map(Some)
        ]
    };
    let more = prop_oneof![Just(0), Just(2), Just(100)];
    prop_oneof![
        6 => (who(), two(), timeout()).prop_map(|(a, s, t)| Op::Acquire(a, s, t)),
        6 => (who(), two()).prop_map(|(a, s)| Op::Release(a, s)),
        10 => (who(), 0..SIZES.len()).prop_map(|(a, size)| Op::Post(a, size)),
        5 => (who(), timeout()).prop_map(|(a, t)| Op::Put(a, t)),
        10 => (who(), two(), timeout(), more).prop_map(|(a, q, t, m)| Op::Get(a, q, t, m)),
        2 => who().prop_map(Op::Drain),
        6 => (who(), end(), 0..SIZES.len()).prop_map(|(a, e, size)| Op::Send(a, e, size)),
        6 => (who(), end()).prop_map(|(a, e)| Op::Receive(a, e)),
        1 => (who(), end()).prop_map(|(a, e)| Op::Close(a, e)),
        2 => (who(), prop::collection::vec(0..6_usize, 1..3), timeout())
            .prop_map(|(a, watched, t)| Op::Select(a, watched, t)),
        2 => (who(), 1..60_u64).prop_map(|(a, t)| Op::Sleep(a, t)),
        1 => who().prop_map(Op::EndThread),
        1 => who().prop_map(Op::Exit),
        1 => who().prop_map(Op::Die),
        8 => who().prop_map(Op::Deliver),
        4 => prop_oneof![0..30_u64, Just(RECALL_MICROS)].prop_map(Op::Pass),
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

struct Semaphore {
    id: ObjectId,
    value: u32,
    maximum: u32,
    /// Of the lock only.
    holder: Option<Thread>,
}

#[derive(Clone, Debug)]
struct Sent {
    from: Pid,
    size: usize,
    /// It survives its producer.
    is_safe: bool,
    /// Its producer has ended.
    may_be_lost: bool,
}

struct Queue {
    id: ObjectId,
    capacity: Option<u32>,
    /// What no program has received, by serial number.
    messages: BTreeMap<u32, Sent>,
    /// Who has taken what in advance, as the kernel knows it.
    lease: Option<(Pid, VecDeque<u32>)>,
    /// Who has not answered a recall.
    recalled: Option<Pid>,
    /// What processes have here to hand out, as they know it.
    advance: BTreeMap<Pid, Advance>,
}

#[derive(Default)]
struct Advance {
    messages: VecDeque<u32>,
    /// Handed out, and not reported.
    consumed: Vec<(u32, Sent)>,
}

struct End {
    id: ObjectId,
    is_duplex: bool,
    inbox: VecDeque<(u32, usize)>,
    holders: BTreeSet<Pid>,
    is_reset: bool,
}

impl Queue {
    fn free(&self) -> impl Iterator<Item = (&u32, &Sent)> {
        let is_leased =
            |serial: &u32| (self.lease.as_ref()).is_some_and(|(_, leased)| leased.contains(serial));
        self.messages
            .iter()
            .filter(move |(serial, _)| !is_leased(serial))
    }

    fn has_something(&self) -> bool {
        self.free().any(|(_, sent)| !sent.may_be_lost)
    }

    fn awaits_return(&self) -> bool {
        (self.lease.as_ref()).is_some_and(|(pid, _)| self.recalled == Some(*pid))
    }

    fn add(&mut self, serial: u32, from: Pid, size: usize) {
        let sent = Sent {
            from,
            size,
            // What is put into the bounded queue is small.
            is_safe: self.capacity.is_some(),
            may_be_lost: false,
        };
        self.messages.insert(serial, sent);
        let capacity = self
            .capacity
            .map_or(usize::MAX, |capacity| capacity as usize);
        assert!(self.messages.len() <= capacity, "too many in a queue");
    }

    /// A program receives a message.
    fn receive(&mut self, serial: u32) -> Sent {
        let sent = (self.messages.remove(&serial)).expect("a message that is not there");
        let overtaken = (self.messages.range(..serial))
            .find(|(_, other)| other.from == sent.from && !other.may_be_lost);
        assert!(overtaken.is_none(), "{serial} came before {overtaken:?}");
        sent
    }

    fn consumed(&mut self, pid: Pid, count: usize) {
        let (of, leased) = self.lease.as_mut().expect("a lease");
        assert_eq!(*of, pid);
        leased.drain(..count);
        if leased.is_empty() {
            self.lease = None;
        }
    }

    fn returned(&mut self, pid: Pid) {
        self.lease.take_if(|(of, _)| *of == pid);
        self.recalled.take_if(|of| *of == pid);
    }

    fn process_ended(&mut self, pid: Pid) {
        if let Some(advance) = self.advance.remove(&pid) {
            // The kernel cannot know that these were handed out.
            self.messages.extend(advance.consumed);
        }
        // What fits into the pipe is not lost.
        let mut bytes = 0;
        let fitting: Vec<u32> = (self.free())
            .take_while(|(_, sent)| {
                bytes += sent.size + HEADER_BYTES;
                bytes <= PIPE_BYTES
            })
            .map(|(&serial, _)| serial)
            .collect();
        for (serial, sent) in &mut self.messages {
            sent.is_safe |= fitting.contains(serial);
            sent.may_be_lost |= sent.from == pid && !sent.is_safe;
        }
        self.returned(pid);
    }
}

/// Drives a kernel as a correct shell would, and checks each output against the models.
struct World {
    kernel: Kernel,
    now: Time,
    /// Every thread that ever was.
    all: Vec<Thread>,
    threads: BTreeSet<Thread>,
    /// What the kernel sent and the process has not taken in.
    inbox: BTreeMap<Pid, VecDeque<ToProcess>>,
    asked: BTreeMap<Thread, Asked>,
    /// Who stands still, also when the answer is on its way.
    standing: BTreeMap<(Pid, CallId), (Thread, Syscall)>,
    semaphores: Vec<Semaphore>,
    queues: Vec<Queue>,
    /// Each next to its peer.
    ends: Vec<End>,
    /// How many small messages processes know to have room for.
    rooms: BTreeMap<(Pid, ObjectId), u32>,
    /// What was said of the room at ends, by their places.
    promised: Vec<(usize, u32)>,
    calls: u32,
    serial: u32,
    made: Vec<ObjectId>,
    outcome: Option<Outcome>,
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
            queues: Vec::new(),
            ends: Vec::new(),
            rooms: BTreeMap::new(),
            promised: Vec::new(),
            calls: 0,
            serial: 0,
            made: Vec::new(),
            outcome: None,
        };
        world.settle();
        world.make_objects();
        let ends: Vec<ObjectId> = world.ends.iter().map(|end| end.id).collect();
        for _ in 0..2 {
            let spec = ChildSpec {
                name: String::new(),
                daemon: false,
                method: StartMethod::Spawn,
                payload: Message {
                    bytes: Vec::new(),
                    ends: ends.clone(),
                    ..Message::default()
                },
            };
            world.ask((MAIN, Tid::MAIN), Syscall::Start(spec), None);
        }
        world.deliver_all();
        for (pid, _) in world.all.clone() {
            let thread = (pid, Tid(1));
            world.all.push(thread);
            world.threads.insert(thread);
            let started = Notice::ThreadStarted {
                thread: thread.1,
                name: String::new(),
                site: Site::default(),
            };
            world.notice((pid, Tid::MAIN), started);
            for end in &mut world.ends {
                end.holders.insert(pid);
            }
        }
        world
    }

    fn make_objects(&mut self) {
        let label = String::new();
        for (value, maximum) in SEMAPHORES {
            let id = self.make(Spec::Semaphore {
                value,
                maximum,
                recursive: false,
                label: label.clone(),
            })[0];
            self.semaphores.push(Semaphore {
                id,
                value,
                maximum,
                holder: None,
            });
        }
        for capacity in CAPACITIES {
            let label = label.clone();
            let id = self.make(Spec::Queue { capacity, label })[0];
            self.queues.push(Queue {
                id,
                capacity,
                messages: BTreeMap::new(),
                lease: None,
                recalled: None,
                advance: BTreeMap::new(),
            });
        }
        for is_duplex in [false, true] {
            for id in self.make(Spec::Pipe { duplex: is_duplex }) {
                self.ends.push(End {
                    id,
                    is_duplex,
                    inbox: VecDeque::new(),
                    holders: BTreeSet::new(),
                    is_reset: false,
                });
            }
        }
    }

    fn make(&mut self, spec: Spec) -> Vec<ObjectId> {
        self.ask((MAIN, Tid::MAIN), Syscall::Make(spec), None);
        self.deliver_all();
        std::mem::take(&mut self.made)
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
            Op::Acquire(who, ..)
            | Op::Release(who, _)
            | Op::Post(who, _)
            | Op::Put(who, _)
            | Op::Get(who, ..)
            | Op::Drain(who)
            | Op::Send(who, ..)
            | Op::Receive(who, _)
            | Op::Close(who, _)
            | Op::Select(who, ..)
            | Op::Sleep(who, _)
            | Op::EndThread(who)
            | Op::Exit(who) => {
                let thread = self.all[who];
                if self.can_act(thread) {
                    self.act(thread, op);
                }
            }
        }
    }

    fn can_act(&self, thread: Thread) -> bool {
        let stands = self.standing.values().any(|(other, _)| *other == thread);
        self.threads.contains(&thread) && !stands
    }

    fn act(&mut self, thread: Thread, op: &Op) {
        let (pid, tid) = thread;
        match *op {
            Op::Acquire(_, index, timeout) => {
                let semaphore = self.semaphores[index].id;
                let acquire = Syscall::Acquire {
                    semaphore,
                    timeout,
                    borrow: false,
                };
                self.ask(thread, acquire, timeout);
            }
            Op::Release(_, index) => self.release(thread, index),
            Op::Post(_, size) => {
                let (serial, message) = self.message(SIZES[size]);
                let queue = &mut self.queues[UNBOUNDED];
                queue.add(serial, pid, SIZES[size]);
                let queue = queue.id;
                self.notice(
                    thread,
                    Notice::Put {
                        queue,
                        message,
                        site: site(tid),
                    },
                );
            }
            Op::Put(_, timeout) => {
                let (_, message) = self.message(SIZES[0]);
                let queue = self.queues[BOUNDED].id;
                let put = Syscall::Put {
                    queue,
                    message,
                    timeout,
                };
                self.ask(thread, put, timeout);
            }
            Op::Get(_, index, timeout, more) => self.get(thread, index, timeout, more),
            Op::Drain(_) => {
                let queue = self.queues[UNBOUNDED].id;
                self.ask(thread, Syscall::Drain(queue), None);
            }
            Op::Send(_, index, size) => {
                let can_send = self.ends[index].is_duplex || index % 2 == 1;
                if can_send && self.ends[index].holders.contains(&pid) {
                    let (_, message) = self.message(SIZES[size]);
                    let end = self.ends[index].id;
                    let room = self.rooms.get_mut(&(pid, end));
                    match room.filter(|room| **room > 0 && SIZES[size] <= SMALL_MESSAGE) {
                        Some(room) => {
                            *room -= 1;
                            self.send_at_once(thread, index, message);
                        }
                        None => self.ask(thread, Syscall::Send { end, message }, None),
                    }
                }
            }
            Op::Receive(_, index) => {
                let can_receive = self.ends[index].is_duplex || index % 2 == 0;
                if can_receive && self.ends[index].holders.contains(&pid) {
                    self.ask(thread, Syscall::Receive(self.ends[index].id), None);
                }
            }
            Op::Close(_, index) => self.close(pid, index),
            Op::Select(_, ref indices, timeout) => {
                let objects = [&self.queues[0].id, &self.queues[1].id];
                let ends = self.ends.iter().map(|end| &end.id);
                let objects: Vec<_> = objects.into_iter().chain(ends).copied().collect();
                let watched = indices
                    .iter()
                    .map(|&index| Watched::Readable(objects[index]));
                let watched = watched.collect();
                self.ask(thread, Syscall::Select { watched, timeout }, timeout);
            }
            Op::Sleep(_, micros) => self.ask(thread, Syscall::Sleep(micros), Some(micros)),
            Op::EndThread(_) => {
                if tid != Tid::MAIN {
                    self.threads.remove(&thread);
                    self.notice(thread, Notice::ThreadEnded);
                }
            }
            Op::Exit(_) => self.notice(thread, Notice::Exit(0)),
            Op::Deliver(_) | Op::Pass(_) | Op::Die(_) => unreachable!("no thread does {op:?}"),
        }
    }

    fn release(&mut self, thread: Thread, index: usize) {
        let (_, tid) = thread;
        let semaphore = &mut self.semaphores[index];
        let id = semaphore.id;
        if index == LOCK {
            if semaphore.holder == Some(thread) {
                semaphore.holder = None;
                semaphore.value = 1;
                let site = site(tid);
                let semaphore = id;
                self.notice(thread, Notice::Release { semaphore, site });
            }
        } else {
            let overflows = semaphore.value == semaphore.maximum;
            semaphore.value += u32::from(!overflows);
            self.ask(thread, Syscall::Release { semaphore: id }, None);
        }
    }

    fn get(&mut self, thread: Thread, index: usize, timeout: Option<u64>, more: u32) {
        let (pid, _) = thread;
        let queue = &mut self.queues[index];
        let id = queue.id;
        if let Some(advance) = queue.advance.get_mut(&pid)
            && let Some(serial) = advance.messages.pop_front()
        {
            let is_last = advance.messages.is_empty();
            let sent = queue.receive(serial);
            let advance = queue.advance.entry(pid).or_default();
            advance.consumed.push((serial, sent));
            if is_last {
                self.report_consumed(pid, index);
            }
            return;
        }
        let get = Syscall::Get {
            queue: id,
            timeout,
            more,
        };
        let patience = timeout.map(|micros| if micros == 0 { RECALL_MICROS } else { micros });
        self.ask(thread, get, patience);
    }

    fn report_consumed(&mut self, pid: Pid, index: usize) {
        let queue = &mut self.queues[index];
        let advance = queue.advance.entry(pid).or_default();
        let consumed = std::mem::take(&mut advance.consumed).len();
        if consumed > 0 {
            queue.consumed(pid, consumed);
            let (queue, count) = (queue.id, u32::try_from(consumed).unwrap());
            self.notice(
                (pid, Tid::MAIN),
                Notice::Consumed {
                    queue,
                    count,
                    site: Site::default(),
                },
            );
        }
    }

    fn close(&mut self, pid: Pid, index: usize) {
        let id = self.ends[index].id;
        let is_used = (self.standing.values()).any(|((other, _), syscall)| {
            let uses = match syscall {
                Syscall::Send { end, .. } | Syscall::Receive(end) => *end == id,
                _ => false,
            };
            *other == pid && uses
        });
        if self.ends[index].holders.contains(&pid) && !is_used {
            self.let_go(pid, index);
            self.notice((pid, Tid::MAIN), Notice::Close(id));
        }
    }

    fn let_go(&mut self, pid: Pid, index: usize) {
        let has_senders = self.senders(index).next().is_some();
        let end = &mut self.ends[index];
        if end.holders.remove(&pid) && end.holders.is_empty() {
            let is_unread = has_senders || !end.inbox.is_empty();
            end.inbox.clear();
            self.ends[index ^ 1].is_reset |= self.ends[index].is_duplex && is_unread;
        }
    }

    /// Who waits to send to an end, the first to ask first.
    fn senders(&self, index: usize) -> impl Iterator<Item = &Message> {
        let from = self.ends[index ^ 1].id;
        let mut senders: Vec<_> = (self.asked.values())
            .filter_map(|asked| match &asked.syscall {
                Syscall::Send { end, message } if *end == from => Some((asked.id, message)),
                _ => None,
            })
            .collect();
        senders.sort_by_key(|(id, _)| *id);
        senders.into_iter().map(|(_, message)| message)
    }

    fn message(&mut self, size: usize) -> (u32, Message) {
        self.serial += 1;
        let mut bytes = self.serial.to_le_bytes().to_vec();
        bytes.resize(size, 0);
        let ends = Vec::new();
        (
            self.serial,
            Message {
                bytes,
                ends,
                ..Message::default()
            },
        )
    }

    fn ask(&mut self, thread: Thread, syscall: Syscall, timeout: Option<u64>) {
        let (pid, tid) = thread;
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
        let site = site(tid);
        let message = FromProcess::Call { id, syscall, site };
        self.handle(Input::Message { pid, message });
    }

    fn notice(&mut self, (pid, thread): (Pid, Tid), notice: Notice) {
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
                        (Syscall::Get { queue, .. }, Reply::Messages(messages)) => {
                            let index = self.queue(queue);
                            let advance = self.queues[index].advance.entry(pid).or_default();
                            (advance.messages).extend(messages[1..].iter().map(serial));
                        }
                        (Syscall::Make(_), Reply::Made(ids)) => self.made = ids,
                        (Syscall::Send { end, .. }, Reply::Room(room)) => {
                            self.rooms.insert((pid, end), room);
                        }
                        _ => {}
                    }
                }
                ToProcess::Recall(queue) => {
                    let index = self.queue(queue);
                    self.report_consumed(pid, index);
                    // What was reported may have ended the run.
                    if self.outcome.is_none() {
                        self.queues[index].advance.remove(&pid);
                        self.queues[index].returned(pid);
                        self.notice((pid, Tid::MAIN), Notice::Returned(queue));
                    }
                }
                ToProcess::Shut(end) => {
                    self.rooms.remove(&(pid, end));
                }
                other => panic!("nobody asked for {other:?}"),
            }
        }
    }

    /// A process sends what it has room for.
    fn send_at_once(&mut self, (pid, tid): Thread, index: usize, message: Message) {
        let end = self.ends[index].id;
        let peer = &mut self.ends[index ^ 1];
        if !peer.holders.is_empty() {
            peer.inbox
                .push_back((serial(&message), message.bytes.len()));
        }
        let site = site(tid);
        self.notice((pid, tid), Notice::Send { end, message, site });
    }

    fn queue(&self, id: ObjectId) -> usize {
        (self.queues.iter())
            .position(|queue| queue.id == id)
            .expect("a queue")
    }

    fn end(&self, id: ObjectId) -> usize {
        (self.ends.iter())
            .position(|end| end.id == id)
            .expect("an end")
    }

    fn handle(&mut self, input: Input) {
        self.kernel.handle(self.now, input);
        self.settle();
        self.check_nobody_waits_in_vain();
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
                        ToProcess::Recall(queue) => {
                            let index = self.queue(*queue);
                            let queue = &mut self.queues[index];
                            assert_eq!(queue.lease.as_ref().map(|(pid, _)| *pid), Some(pid));
                            assert_eq!(queue.recalled.replace(pid), None, "asked twice");
                        }
                        _ => {}
                    }
                    let inbox = self
                        .inbox
                        .get_mut(&pid)
                        .expect("a process that has not ended");
                    inbox.push_back(message);
                }
                Output::Event(event) => {
                    if let EventKind::Deadlocked(deadlock) = event.kind {
                        assert!(self.is_stuck(), "a false alarm");
                        assert_eq!(deadlock.waits.len(), self.threads.len());
                    }
                }
                Output::Prepare(_) | Output::Share { .. } | Output::Unshare(_) => {
                    panic!("{output:?} is not wanted");
                }
                Output::Ended(outcome) => self.outcome = Some(outcome),
            }
        }
        for (index, room) in std::mem::take(&mut self.promised) {
            self.check_room(index, room as usize);
        }
        assert!(self.outcome.is_some() || !self.is_stuck(), "no alarm");
    }

    /// There is room at an end for so many small messages.
    fn check_room(&self, index: usize, room: usize) {
        let end = &self.ends[index];
        let (most, header) = if end.is_duplex {
            (SOCKET_BYTES, SOCKET_HEADER_BYTES)
        } else {
            (PIPE_BYTES, HEADER_BYTES)
        };
        let taken: usize = end.inbox.iter().map(|(_, size)| size + header).sum();
        let promised = room * (SMALL_MESSAGE + header);
        assert!(room == 0 || taken + promised <= most, "there is no room");
    }

    /// Whether each thread waits without an end in sight, and nothing is on its way to the kernel.
    fn is_stuck(&self) -> bool {
        let waits = |thread| (self.asked.get(thread)).is_some_and(|asked| asked.due.is_none());
        !self.threads.is_empty()
            && self.threads.iter().all(waits)
            && !self.queues.iter().any(Queue::awaits_return)
    }

    fn process_ended(&mut self, pid: Pid) {
        self.threads.retain(|(of, _)| *of != pid);
        self.asked.retain(|(of, _), _| *of != pid);
        self.standing.retain(|(of, _), _| *of != pid);
        self.inbox.remove(&pid);
        for queue in &mut self.queues {
            queue.process_ended(pid);
        }
        for index in 0..self.ends.len() {
            self.let_go(pid, index);
        }
    }

    fn check_reply(&mut self, pid: Pid, id: CallId, reply: &Reply) {
        let (thread, _) = self.standing[&(pid, id)];
        let asked = self
            .asked
            .remove(&thread)
            .expect("a call that was not answered before");
        assert_eq!(asked.id, id);
        let check_time = |timeout: Option<u64>| {
            let timeout = timeout.expect("no time-out");
            assert!(
                self.now >= asked.since.after(timeout),
                "the time was not up"
            );
        };
        match (asked.syscall, reply) {
            (Syscall::Make(_), Reply::Made(_))
            | (Syscall::Start(_), Reply::Started(_))
            | (Syscall::Release { .. }, Reply::Done) => {}
            (Syscall::Sleep(micros), Reply::Done) => check_time(Some(micros)),
            (Syscall::Acquire { semaphore, .. }, Reply::Done) => {
                let index = (self.semaphores.iter()).position(|other| other.id == semaphore);
                let index = index.expect("a semaphore");
                let semaphore = &mut self.semaphores[index];
                assert_eq!(semaphore.holder, None, "a lock is held by two");
                semaphore.value = semaphore.value.checked_sub(1).expect("one to take");
                semaphore.holder = (index == LOCK).then_some(thread);
            }
            (
                Syscall::Acquire { timeout, .. }
                | Syscall::Put { timeout, .. }
                | Syscall::Get { timeout, .. },
                Reply::TimedOut,
            ) => check_time(timeout),
            (Syscall::Release { semaphore }, Reply::Failed(Errno::Overflow)) => {
                let full = (self.semaphores.iter()).find(|other| other.id == semaphore);
                assert!(full.is_some_and(|full| full.value == full.maximum));
            }
            (Syscall::Put { queue, message, .. }, Reply::Done) => {
                let index = self.queue(queue);
                self.queues[index].add(serial(&message), pid, message.bytes.len());
            }
            (Syscall::Get { queue, more, .. }, Reply::Messages(messages)) => {
                assert!(messages.len() <= 1 + more as usize);
                let index = self.queue(queue);
                self.got(pid, index, messages);
            }
            (Syscall::Drain(queue), Reply::Done) => {
                let index = self.queue(queue);
                for sent in self.queues[index].messages.values_mut() {
                    sent.is_safe |= sent.from == pid;
                }
            }
            (Syscall::Send { end, message }, Reply::Room(room)) => {
                let to = self.end(end) ^ 1;
                assert!(!self.ends[to].holders.is_empty(), "nobody can receive it");
                let sent = (serial(&message), message.bytes.len());
                self.ends[to].inbox.push_back(sent);
                self.promised.push((to, *room));
            }
            (Syscall::Send { end, .. }, Reply::Failed(Errno::BrokenPipe)) => {
                assert!(self.ends[self.end(end) ^ 1].holders.is_empty());
            }
            (Syscall::Receive(end), Reply::Messages(messages)) => {
                let index = self.end(end);
                let (expected, _) = self.ends[index].inbox.pop_front().expect("a message");
                assert_eq!(serial(&messages[0]), expected);
            }
            (Syscall::Receive(end), Reply::Failed(errno)) => {
                let index = self.end(end);
                assert!(self.ends[index].inbox.is_empty());
                assert!(self.ends[index ^ 1].holders.is_empty());
                let is_reset = std::mem::take(&mut self.ends[index].is_reset);
                assert_eq!(*errno == Errno::ConnectionReset, is_reset);
            }
            (Syscall::Select { timeout, .. }, Reply::Ready(ready)) => {
                if ready.is_empty() {
                    check_time(timeout);
                }
            }
            (syscall, reply) => panic!("{reply:?} does not answer {syscall:?}"),
        }
    }

    fn got(&mut self, pid: Pid, index: usize, messages: &[Message]) {
        let queue = &mut self.queues[index];
        assert!(queue.lease.is_none(), "another has older messages");
        queue.receive(serial(&messages[0]));
        let leased: VecDeque<u32> = messages[1..].iter().map(serial).collect();
        for serial in &leased {
            let sent = queue.messages.get_mut(serial).expect("a message");
            sent.is_safe = true;
        }
        if !leased.is_empty() {
            assert!(queue.capacity.is_none());
            queue.lease = Some((pid, leased));
        }
    }

    /// Nobody stands still for something that is there.
    fn check_nobody_waits_in_vain(&self) {
        for (thread, asked) in &self.asked {
            if let Some(due) = asked.due {
                assert!(due > self.now, "{thread:?} overslept");
                assert!(self.kernel.deadline().is_some_and(|at| at <= due));
            }
            match &asked.syscall {
                Syscall::Acquire { semaphore, .. } => {
                    let semaphore = self.semaphores.iter().find(|other| other.id == *semaphore);
                    assert!(semaphore.is_some_and(|semaphore| semaphore.value == 0));
                }
                Syscall::Get { queue, .. } => {
                    let queue = &self.queues[self.queue(*queue)];
                    if queue.lease.is_some() {
                        assert!(queue.awaits_return(), "{thread:?} waits for a lessee");
                    } else {
                        assert!(!queue.has_something(), "{thread:?} waits for a message");
                    }
                }
                Syscall::Put { queue, .. } => {
                    let queue = &self.queues[self.queue(*queue)];
                    assert_eq!(
                        Some(queue.messages.len()),
                        queue.capacity.map(|most| most as usize)
                    );
                }
                Syscall::Drain(queue) => {
                    let queue = &self.queues[self.queue(*queue)];
                    assert!(queue.free().any(|(_, sent)| sent.from == thread.0));
                    let sizes = queue.free().map(|(_, sent)| sent.size + HEADER_BYTES);
                    assert!(sizes.sum::<usize>() > PIPE_BYTES, "all fits into the pipe");
                }
                Syscall::Send { end, .. } => self.check_first_sender_waits(self.end(*end) ^ 1),
                Syscall::Receive(end) => {
                    assert!(!self.is_readable(*end), "{thread:?} waits for a message");
                }
                Syscall::Select { watched, .. } => {
                    let ready = watched.iter().any(|watched| match watched {
                        Watched::Readable(object) => self.is_readable(*object),
                        Watched::Exit(_) | Watched::Input(_) | Watched::Output(_) => {
                            panic!("nobody watches {watched:?}")
                        }
                    });
                    assert!(!ready, "{thread:?} waits for nothing");
                }
                Syscall::Sleep(_) => {}
                syscall => panic!("{syscall:?} must not block"),
            }
        }
    }

    fn check_first_sender_waits(&self, index: usize) {
        let end = &self.ends[index];
        assert!(!end.holders.is_empty(), "nobody will receive it");
        let first = self.senders(index).next().expect("a sender");
        let bytes = |size: usize| size + HEADER_BYTES;
        let in_pipe: usize = end.inbox.iter().map(|(_, size)| bytes(*size)).sum();
        if end.is_duplex {
            assert!(in_pipe > PIPE_BYTES, "a socket holds more");
        } else {
            assert!(in_pipe + bytes(first.bytes.len()) > PIPE_BYTES, "it fits");
        }
    }

    fn is_readable(&self, object: ObjectId) -> bool {
        if let Some(index) = self.ends.iter().position(|end| end.id == object) {
            let is_at_end = self.ends[index ^ 1].holders.is_empty();
            let has_message = !self.ends[index].inbox.is_empty();
            is_at_end || has_message || self.senders(index).next().is_some()
        } else {
            let queue = &self.queues[self.queue(object)];
            queue.messages.values().any(|sent| !sent.may_be_lost)
        }
    }

    /// Somebody takes all that is left: nothing is lost but what its producer took with it.
    fn check_nothing_is_lost(&mut self) {
        self.deliver_all();
        for index in 0..self.queues.len() {
            let able = |world: &Self| {
                let mut threads = world.threads.iter().copied();
                threads.find(|&thread| world.can_act(thread))
            };
            let mut left = self.serial + 1;
            while left > 0
                && self.outcome.is_none()
                && let Some(thread) = able(self)
            {
                self.get(thread, index, Some(0), 0);
                self.deliver_all();
                left -= 1;
            }
            if left == 0 && self.outcome.is_none() {
                assert!(!self.queues[index].has_something());
                assert!(self.queues[index].lease.is_none());
            }
        }
    }
}

fn site(thread: Tid) -> Site {
    Site {
        thread,
        ..Site::default()
    }
}

fn serial(message: &Message) -> u32 {
    let bytes = message.bytes[..4].try_into().expect("four bytes");
    u32::from_le_bytes(bytes)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 3_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn shared_objects_keep_their_promises(
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
        world.check_nothing_is_lost();
    }
}
