//! What processes share, by id.

use std::collections::{BTreeMap, VecDeque};

use spawnpoint_protocol::{ObjectId, Pid};

use crate::{
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
