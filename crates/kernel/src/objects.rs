//! What processes share, by id.

use std::collections::{BTreeMap, VecDeque};

use spawnpoint_protocol::{
    ObjectId, Pid, Tid,
    event::EventKind,
    limits,
    syscall::{Errno, Reply, Spec, Watched},
};

use crate::{
    Kernel,
    memory::Memory,
    pipe::End,
    process::Key,
    queue::{Item, Queue},
    semaphore::Semaphore,
};

#[derive(Debug)]
pub(crate) enum Object {
    Semaphore(Semaphore),
    Queue(Queue),
    End(End),
    Memory(Memory),
    Listener(Listener),
}

/// Where connections are made.
#[derive(Debug)]
pub(crate) struct Listener {
    pub address: String,
    /// Whose it is.
    pub owner: Pid,
    /// The ends of connections that nobody has accepted yet.
    pub backlog: VecDeque<ObjectId>,
    pub acceptors: VecDeque<Key>,
}

/// Every object of a run.
#[derive(Debug, Default)]
pub(crate) struct Objects {
    objects: BTreeMap<ObjectId, Object>,
    next: u32,
}

macro_rules! getter {
    ($name:ident, $variant:ident, $type:ty) => {
        pub fn $name(&mut self, id: ObjectId) -> Option<&mut $type> {
            match self.objects.get_mut(&id) {
                Some(Object::$variant(object)) => Some(object),
                _ => None,
            }
        }
    };
}

impl Objects {
    getter!(semaphore, Semaphore, Semaphore);
    getter!(queue, Queue, Queue);
    getter!(end, End, End);
    getter!(memory, Memory, Memory);
    getter!(listener, Listener, Listener);

    pub fn get(&self, id: ObjectId) -> Option<&Object> {
        self.objects.get(&id)
    }

    pub fn get_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        self.objects.iter().map(|(&id, object)| (id, object))
    }

    /// An id that no object has had.
    pub fn reserve(&mut self) -> ObjectId {
        self.next += 1;
        ObjectId(self.next)
    }

    pub fn insert(&mut self, id: ObjectId, object: Object) {
        self.objects.insert(id, object);
    }

    pub fn add(&mut self, object: Object) -> ObjectId {
        let id = self.reserve();
        self.insert(id, object);
        id
    }

    pub fn remove(&mut self, id: ObjectId) {
        self.objects.remove(&id);
    }

    pub fn ids(&self) -> Vec<ObjectId> {
        self.objects.keys().copied().collect()
    }

    pub fn find_memory(&self, name: &str) -> Option<ObjectId> {
        self.iter().find_map(|(id, object)| match object {
            Object::Memory(memory) if memory.name.as_deref() == Some(name) => Some(id),
            _ => None,
        })
    }

    pub fn find_listener(&self, address: &str) -> Option<ObjectId> {
        self.iter().find_map(|(id, object)| match object {
            Object::Listener(listener) if listener.address == address => Some(id),
            _ => None,
        })
    }

    /// How much shared memory there is, in bytes.
    pub fn memory_size(&self) -> usize {
        self.iter()
            .map(|(_, object)| match object {
                Object::Memory(memory) => memory.size() as usize,
                _ => 0,
            })
            .sum()
    }

    /// How much waits in queues, in bytes.
    pub fn waiting(&self) -> usize {
        self.iter()
            .map(|(_, object)| match object {
                Object::Queue(queue) => queue.waiting(),
                _ => 0,
            })
            .sum()
    }

    /// The call no longer waits for any of them; returns what it would have put or sent.
    pub fn forget(&mut self, key: Key) -> Option<Item> {
        let mut unsent = None;
        for object in self.objects.values_mut() {
            match object {
                Object::Semaphore(semaphore) => semaphore.forget(key),
                Object::Queue(queue) => unsent = unsent.or(queue.forget(key)),
                Object::End(end) => unsent = unsent.or(end.forget(key)),
                Object::Listener(listener) => listener.acceptors.retain(|other| *other != key),
                Object::Memory(_) => {}
            }
        }
        unsent
    }
}

impl Kernel {
    pub(crate) fn make(&mut self, key: Key, spec: Spec, line: Option<u32>) {
        let object = match spec.clone() {
            Spec::Semaphore {
                value,
                maximum,
                label,
                ..
            } => Object::Semaphore(Semaphore::new(value, maximum, label)),
            Spec::Queue { capacity, label } => Object::Queue(Queue::new(capacity, label)),
            Spec::Pipe { duplex } => {
                let (first, second) = self.make_pipe(duplex, key.pid);
                self.made(key, vec![first, second], spec, line);
                return;
            }
            Spec::Memory { size, name } => {
                let taken =
                    (name.as_deref()).is_some_and(|name| self.objects.find_memory(name).is_some());
                if taken {
                    self.answer(key, Reply::Failed(Errno::Exists));
                    return;
                }
                if self.objects.memory_size() + size as usize > limits::SHARED_MEMORY {
                    self.answer(key, Reply::Failed(Errno::NoMemory));
                    return;
                }
                Object::Memory(Memory::new(size, self.in_place, name))
            }
            Spec::Listener { address } => {
                if self.objects.find_listener(&address).is_some() {
                    self.answer(key, Reply::Failed(Errno::AddressInUse));
                    return;
                }
                Object::Listener(Listener {
                    address,
                    owner: key.pid,
                    backlog: VecDeque::new(),
                    acceptors: VecDeque::new(),
                })
            }
        };
        let id = self.objects.add(object);
        self.made(key, vec![id], spec, line);
    }

    /// A pipe of which `holder` holds both ends.
    pub(crate) fn make_pipe(&mut self, duplex: bool, holder: Pid) -> (ObjectId, ObjectId) {
        let (first, second) = (self.objects.reserve(), self.objects.reserve());
        let end = |peer| Object::End(End::new(peer, duplex, holder));
        self.objects.insert(first, end(second));
        self.objects.insert(second, end(first));
        (first, second)
    }

    pub(crate) fn made(&mut self, key: Key, ids: Vec<ObjectId>, spec: Spec, line: Option<u32>) {
        let thread = self.waits.caller(key).thread;
        let object = ids[0];
        self.thread_event(key.pid, thread, EventKind::Made { object, spec, line });
        self.answer(key, Reply::Made(ids));
    }

    /// A copy of a process has what the process has of pipes and memory.
    pub(crate) fn inherit(&mut self, from: Pid, copy: Pid) {
        for id in self.objects.ids() {
            match self.objects.get_mut(id) {
                Some(Object::End(end)) => end.inherit(from, copy),
                Some(Object::Memory(memory)) => {
                    if memory.is_mapped_by(from) {
                        // The copy asks for what is in it by mapping it again.
                        self.mapped(copy, Tid::MAIN, id);
                    }
                }
                Some(Object::Semaphore(_) | Object::Queue(_) | Object::Listener(_)) | None => {}
            }
        }
    }

    pub(crate) fn is_readable(&self, id: ObjectId) -> bool {
        match self.objects.get(id) {
            Some(Object::Queue(queue)) => queue.is_readable(),
            Some(Object::End(end)) => {
                let peer_is_open = match self.objects.get(end.peer) {
                    Some(Object::End(peer)) => peer.is_open(),
                    _ => false,
                };
                !end.is_empty() || !peer_is_open
            }
            Some(Object::Listener(listener)) => !listener.backlog.is_empty(),
            Some(Object::Semaphore(_) | Object::Memory(_)) | None => true,
        }
    }

    pub(crate) fn close(&mut self, pid: Pid, id: ObjectId) {
        if let Some(end) = self.objects.end(id) {
            end.let_go(pid);
            self.close_if_unused(id);
        } else if let Some(listener) =
            (self.objects.listener(id)).filter(|listener| listener.owner == pid)
        {
            let (backlog, acceptors) = (
                std::mem::take(&mut listener.backlog),
                std::mem::take(&mut listener.acceptors),
            );
            self.objects.remove(id);
            for key in acceptors {
                self.answer(key, Reply::Failed(Errno::BadObject));
            }
            self.notify(Watched::Readable(id));
            for end in backlog {
                self.arrive_nowhere(end);
            }
        }
    }

    /// What a process held of pipes, queues, memory and listeners goes with it.
    pub(crate) fn let_go_of_all(&mut self, pid: Pid) {
        for id in self.objects.ids() {
            match self.objects.get_mut(id) {
                Some(Object::Queue(queue)) => {
                    let (lost, effects) = queue.process_ended(pid);
                    self.lose(lost);
                    self.queue_effects(id, effects);
                }
                Some(Object::End(end)) => {
                    if end.is_held_by(pid) {
                        end.process_ended(pid);
                        self.close_if_unused(id);
                    }
                    // There may be room for what was behind a message that will not be sent now.
                    let effects = self.objects.end(id).map(End::settle).unwrap_or_default();
                    self.pipe_effects(id, effects);
                }
                Some(Object::Memory(memory)) => {
                    memory.unmap(pid);
                    self.collect_memory(id);
                }
                Some(Object::Listener(_)) => self.close(pid, id),
                Some(Object::Semaphore(_)) => self.user_ended(pid, id),
                None => {}
            }
        }
    }
}
