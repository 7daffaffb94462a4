//! The kernel's answers to calls about shared objects.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    ObjectId, Pid, Tid,
    event::{EventKind, WaitFor},
    syscall::{Errno, Message, Reply, Spec, ToProcess, Watched, Write},
};

use crate::{
    Kernel, Output,
    locks::RECALL_MICROS,
    objects::Object,
    pipe::{self, End},
    process::{Caller, Key},
    queue::{self, Item, Queue, Sent},
    semaphore::Postponed,
};

const BAD_OBJECT: Reply = Reply::Failed(Errno::BadObject);

impl Kernel {
    pub(crate) fn value(&mut self, key: Key, id: ObjectId) {
        if !self.postpone(key, id, Postponed::Value) {
            let reply = self.value_of(id);
            self.answer(key, reply);
        }
    }

    pub(crate) fn put(&mut self, key: Key, id: ObjectId, message: Message, timeout: Option<u64>) {
        if self.objects.queue(id).is_none() {
            self.answer(key, BAD_OBJECT);
            return;
        }
        let item = self.item(key.pid, message);
        let Some(queue) = self.objects.queue(id) else {
            return;
        };
        if queue.is_full() {
            if timeout == Some(0) {
                self.lose([item]);
            } else {
                queue.wait_to_put(key, item);
            }
            self.block_or_time_out(WaitFor::Put { queue: id }, timeout);
        } else {
            self.has_put(key.pid, item.size());
            self.sent(self.waits.caller(key), id, item.sent());
            let effects = queue_of(self, id, |queue| queue.put(item));
            self.answer(key, Reply::Done);
            self.queue_effects(id, effects);
        }
    }

    pub(crate) fn put_at_once(&mut self, by: Caller, id: ObjectId, message: Message) {
        if self.objects.queue(id).is_none() {
            return;
        }
        let item = self.item(by.pid, message);
        self.has_put(by.pid, item.size());
        self.sent(by, id, item.sent());
        let effects = queue_of(self, id, |queue| queue.put(item));
        self.queue_effects(id, effects);
    }

    pub(crate) fn get(&mut self, key: Key, id: ObjectId, timeout: Option<u64>, more: u32) {
        let Some(queue) = self.objects.queue(id) else {
            self.answer(key, BAD_OBJECT);
            return;
        };
        let effects = queue.get(key, more);
        self.queue_effects(id, effects);
        if self.waits.is_asking(key) {
            let queue = self.objects.queue(id);
            let timeout = match timeout {
                Some(0) if queue.as_ref().is_some_and(|queue| queue.is_readable()) => {
                    Some(RECALL_MICROS)
                }
                timeout => timeout,
            };
            if timeout == Some(0)
                && let Some(queue) = queue
            {
                queue.forget(key);
            }
            self.block_or_time_out(WaitFor::Get { queue: id }, timeout);
        }
    }

    pub(crate) fn consumed(&mut self, by: Caller, id: ObjectId, count: u32) {
        let Some(queue) = self.objects.queue(id) else {
            return;
        };
        let (items, effects) = queue.consumed(by.pid, count);
        for item in items {
            self.received(by, id, item);
        }
        self.queue_effects(id, effects);
    }

    pub(crate) fn returned(&mut self, pid: Pid, id: ObjectId) {
        let effects = queue_of(self, id, |queue| queue.returned(pid));
        self.queue_effects(id, effects);
    }

    pub(crate) fn task_done(&mut self, key: Key, id: ObjectId) {
        match self.objects.queue(id).map(Queue::task_done) {
            None => self.answer(key, BAD_OBJECT),
            Some(None) => self.answer(key, Reply::Failed(Errno::Overflow)),
            Some(Some(effects)) => {
                self.answer(key, Reply::Done);
                self.queue_effects(id, effects);
            }
        }
    }

    pub(crate) fn join_tasks(&mut self, key: Key, id: ObjectId) {
        let Some(queue) = self.objects.queue(id) else {
            self.answer(key, BAD_OBJECT);
            return;
        };
        let effects = queue.join_tasks(key);
        self.queue_effects(id, effects);
        self.block(WaitFor::Tasks { queue: id });
    }

    pub(crate) fn drain(&mut self, key: Key, id: ObjectId) {
        let Some(queue) = self.objects.queue(id) else {
            self.answer(key, BAD_OBJECT);
            return;
        };
        let effects = queue.drain(key);
        self.queue_effects(id, effects);
        self.block(WaitFor::Drain { queue: id });
    }

    pub(crate) fn abandon(&mut self, pid: Pid, id: ObjectId) {
        if let Some(queue) = self.objects.queue(id) {
            queue.abandon(pid);
        }
    }

    pub(crate) fn queue_effects(&mut self, id: ObjectId, effects: Vec<queue::Effect>) {
        for effect in effects {
            match effect {
                queue::Effect::Got(key, mut items) => {
                    let by = self.waits.caller(key);
                    let messages = items.iter_mut().map(Item::deliver).collect();
                    self.answer(key, Reply::Messages(messages));
                    if let Some(first) = items.into_iter().next() {
                        self.received(by, id, first);
                    }
                }
                queue::Effect::Put(key, sent) => {
                    let by = self.waits.caller(key);
                    self.answer(key, Reply::Done);
                    self.sent(by, id, sent);
                }
                queue::Effect::Done(key) => self.answer(key, Reply::Done),
                queue::Effect::Recall(pid) => self.send_to(pid, ToProcess::Recall(id)),
            }
        }
        if self.is_readable(id) {
            self.notify(Watched::Readable(id));
        }
    }

    pub(crate) fn send(&mut self, key: Key, id: ObjectId, message: Message) {
        let peer = match self.objects.end(id) {
            Some(end) if end.is_held_by(key.pid) => end.peer,
            _ => {
                self.answer(key, BAD_OBJECT);
                return;
            }
        };
        if !self.objects.end(peer).is_some_and(|peer| peer.is_open()) {
            self.answer(key, Reply::Failed(Errno::BrokenPipe));
            return;
        }
        let item = self.item(key.pid, message);
        if let Some(end) = self.objects.end(peer) {
            let effects = end.send(key, item);
            self.pipe_effects(peer, effects);
        }
        self.block(WaitFor::Send { end: peer });
        // Whoever waits until there is something to receive is told of what is still on its way.
        if self.is_readable(peer) {
            self.notify(Watched::Readable(peer));
        }
    }

    /// A process sends a small message for which it was told that there is room.
    pub(crate) fn send_at_once(&mut self, by: Caller, id: ObjectId, message: Message) {
        let peer = match self.objects.end(id) {
            Some(end) if end.is_held_by(by.pid) => end.peer,
            _ => return,
        };
        let item = self.item(by.pid, message);
        self.sent(by, peer, item.sent());
        match self.objects.end(peer).filter(|peer| peer.is_open()) {
            Some(end) => {
                let effects = end.send_at_once(item);
                self.pipe_effects(peer, effects);
                if self.is_readable(peer) {
                    self.notify(Watched::Readable(peer));
                }
            }
            // It crossed the news that nobody can receive it.
            None => self.lose([item]),
        }
    }

    /// How many small messages a process may send to an end without a question, which it knows from now on.
    fn room(&mut self, pid: Pid, to: ObjectId) -> u32 {
        let (room, from) =
            (self.objects.end(to)).map_or((0, None), |end| (end.room(), Some(end.peer)));
        if room > 0
            && let Some(end) = from.and_then(|from| self.objects.end(from))
        {
            end.trust(pid);
        }
        room
    }

    pub(crate) fn receive(&mut self, key: Key, id: ObjectId) {
        let (peer, is_empty) = match self.objects.end(id) {
            Some(end) if end.is_held_by(key.pid) => (end.peer, end.is_empty()),
            _ => {
                self.answer(key, BAD_OBJECT);
                return;
            }
        };
        if is_empty && !self.objects.end(peer).is_some_and(|peer| peer.is_open()) {
            let error = self.end_error(id);
            self.answer(key, Reply::Failed(error));
            return;
        }
        if let Some(end) = self.objects.end(id) {
            let effects = end.receive(key);
            self.pipe_effects(id, effects);
        }
        self.block(WaitFor::Receive { end: id });
    }

    pub(crate) fn pipe_effects(&mut self, id: ObjectId, effects: Vec<pipe::Effect>) {
        for effect in effects {
            match effect {
                pipe::Effect::Sent(key, sent) => {
                    let by = self.waits.caller(key);
                    let room = self.room(key.pid, id);
                    self.answer(key, Reply::Room(room));
                    self.sent(by, id, sent);
                }
                pipe::Effect::Received(key, mut item) => {
                    let by = self.waits.caller(key);
                    let message = item.deliver();
                    self.answer(key, Reply::Messages(vec![message]));
                    self.received(by, id, item);
                }
            }
        }
    }

    /// What a receiver is told when nobody can send to its end any more.
    fn end_error(&mut self, id: ObjectId) -> Errno {
        if self.objects.end(id).is_some_and(End::take_reset) {
            Errno::ConnectionReset
        } else {
            Errno::EndOfFile
        }
    }

    pub(crate) fn accept(&mut self, key: Key, id: ObjectId) {
        let Some(listener) =
            (self.objects.listener(id)).filter(|listener| listener.owner == key.pid)
        else {
            self.answer(key, BAD_OBJECT);
            return;
        };
        if let Some(end) = listener.backlog.pop_front() {
            self.accepted(key, end);
        } else {
            listener.acceptors.push_back(key);
            self.block(WaitFor::Accept { listener: id });
        }
    }

    fn accepted(&mut self, key: Key, end: ObjectId) {
        if let Some(end) = self.objects.end(end) {
            end.arrive();
            end.hold(key.pid);
        }
        self.answer(key, Reply::Made(vec![end]));
    }

    pub(crate) fn connect(&mut self, key: Key, address: &str) {
        let Some(listener) = self.objects.find_listener(address) else {
            self.answer(key, Reply::Failed(Errno::ConnectionRefused));
            return;
        };
        let (client, server) = self.make_pipe(true, key.pid);
        if let Some(end) = self.objects.end(server) {
            end.depart();
            end.let_go(key.pid);
        }
        self.made(key, vec![client], Spec::Pipe { duplex: true }, None);
        let acceptor =
            (self.objects.listener(listener)).and_then(|listener| listener.acceptors.pop_front());
        if let Some(acceptor) = acceptor {
            self.accepted(acceptor, server);
        } else {
            if let Some(listener) = self.objects.listener(listener) {
                listener.backlog.push_back(server);
            }
            self.notify(Watched::Readable(listener));
        }
    }

    pub(crate) fn map(&mut self, key: Key, by: Tid, id: ObjectId) {
        let Some(memory) = self.objects.memory(id) else {
            self.answer(key, BAD_OBJECT);
            return;
        };
        let size = memory.size();
        let bytes = memory.contents();
        self.mapped(key.pid, by, id);
        if bytes.is_none() {
            let (pid, memory) = (key.pid, id);
            self.outputs.push_back(Output::Share { pid, memory, size });
        }
        self.answer(key, bytes.map_or(Reply::MemoryInPlace(size), Reply::Memory));
    }

    pub(crate) fn mapped(&mut self, pid: Pid, by: Tid, id: ObjectId) {
        if self
            .objects
            .memory(id)
            .is_some_and(|memory| memory.map(pid))
        {
            let in_place = self.in_place;
            let kind = EventKind::Mapped {
                memory: id,
                in_place,
            };
            self.thread_event(pid, by, kind);
        }
    }

    pub(crate) fn open(&mut self, key: Key, name: &str) {
        let reply = match self.objects.find_memory(name) {
            Some(id) => Reply::Made(vec![id]),
            None => Reply::Failed(Errno::NoEntry),
        };
        self.answer(key, reply);
    }

    pub(crate) fn unlink(&mut self, key: Key, name: &str) {
        let found = self.objects.find_memory(name);
        let reply = match found.and_then(|id| self.objects.memory(id)) {
            Some(memory) => {
                memory.name = None;
                Reply::Done
            }
            None => Reply::Failed(Errno::NoEntry),
        };
        if let Some(id) = found {
            self.collect_memory(id);
        }
        self.answer(key, reply);
    }

    pub(crate) fn unmap(&mut self, pid: Pid, by: Tid, id: ObjectId) {
        let was_mapped = (self.objects.memory(id)).is_some_and(|memory| memory.unmap(pid));
        if was_mapped {
            self.thread_event(pid, by, EventKind::Unmapped(id));
            self.collect_memory(id);
        }
    }

    pub(crate) fn collect_memory(&mut self, id: ObjectId) {
        let is_garbage = (self.objects.memory(id)).is_some_and(|memory| memory.is_garbage());
        if is_garbage {
            self.objects.remove(id);
            if self.in_place {
                self.outputs.push_back(Output::Unshare(id));
            }
        }
    }

    pub(crate) fn store(&mut self, pid: Pid, writes: Vec<Write>) {
        let mut seen: BTreeMap<Pid, Vec<Write>> = BTreeMap::new();
        for write in writes {
            let memory = self.objects.memory(write.memory);
            let others = memory.map(|memory| memory.store(pid, write.offset, &write.bytes));
            for other in others.unwrap_or_default() {
                seen.entry(other).or_default().push(write.clone());
            }
        }
        for (other, writes) in seen {
            self.send_to(other, ToProcess::Store(writes));
        }
        self.send_to(pid, ToProcess::Stored);
    }

    pub(crate) fn close_if_unused(&mut self, id: ObjectId) {
        let Some(end) = self.objects.end(id).filter(|end| !end.is_open()) else {
            return;
        };
        let peer = end.peer;
        let with_unread = !end.is_empty();
        let (lost, senders) = end.close();
        for key in senders {
            self.answer(key, Reply::Failed(Errno::BrokenPipe));
        }
        self.shut(peer);
        let receivers = (self.objects.end(peer))
            .map(|peer| peer.peer_closed(with_unread))
            .unwrap_or_default();
        for key in receivers {
            let error = self.end_error(peer);
            self.answer(key, Reply::Failed(error));
        }
        self.notify(Watched::Readable(peer));
        self.lose(lost);
    }

    /// Nobody can receive any more what is sent through an end.
    fn shut(&mut self, id: ObjectId) {
        let trusted = self.objects.end(id).map(End::distrust_all);
        for pid in trusted.unwrap_or_default() {
            if self.processes.is_alive(pid) {
                self.send_to(pid, ToProcess::Shut(id));
            }
        }
    }

    /// A process ends: who may send to it without a question is told so before anybody can know of the end.
    pub(crate) fn shut_behind(&mut self, pid: Pid) {
        let peers: Vec<ObjectId> = (self.objects.iter())
            .filter_map(|(_, object)| match object {
                Object::End(end) if end.is_held_by_only(pid) => Some(end.peer),
                Object::End(_)
                | Object::Semaphore(_)
                | Object::Queue(_)
                | Object::Memory(_)
                | Object::Listener(_) => None,
            })
            .collect();
        for peer in peers {
            self.shut(peer);
        }
    }

    /// A blocked call gives up waiting for any object or file.
    pub(crate) fn forget(&mut self, key: Key) {
        self.files.forget(key);
        let unsent = self.objects.forget(key);
        self.lose(unsent);
    }

    /// Messages that nobody will receive: the ends of pipes in them are let go.
    pub(crate) fn lose(&mut self, items: impl IntoIterator<Item = Item>) {
        for end in items.into_iter().flat_map(|item| item.message.ends) {
            self.arrive_nowhere(end);
        }
    }

    pub(crate) fn arrive_nowhere(&mut self, id: ObjectId) {
        if let Some(end) = self.objects.end(id) {
            end.arrive();
            self.close_if_unused(id);
        }
    }

    fn item(&mut self, from: Pid, message: Message) -> Item {
        for &end in &message.ends {
            if let Some(end) = self.objects.end(end) {
                end.depart();
            }
        }
        let id = self.next_message();
        Item { id, from, message }
    }

    fn sent(&mut self, by: Caller, to: ObjectId, sent: Sent) {
        let sent = EventKind::Sent {
            to,
            message: sent.id,
            bytes: sent.bytes,
            value: sent.value,
            line: by.line,
        };
        self.thread_event(by.pid, by.thread, sent);
    }

    fn received(&mut self, by: Caller, from: ObjectId, item: Item) {
        for end in item.message.ends {
            if let Some(end) = self.objects.end(end) {
                end.arrive();
                end.hold(by.pid);
            }
        }
        let received = EventKind::Received {
            from,
            message: item.id,
            line: by.line,
        };
        self.thread_event(by.pid, by.thread, received);
    }
}

/// What happens in a queue, if it is one.
fn queue_of(
    kernel: &mut Kernel,
    id: ObjectId,
    act: impl FnOnce(&mut Queue) -> Vec<queue::Effect>,
) -> Vec<queue::Effect> {
    kernel.objects.queue(id).map(act).unwrap_or_default()
}
