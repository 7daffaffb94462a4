//! Pipes: two ends, each with what was sent to it and not yet received.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use spawnpoint_protocol::{ObjectId, Pid, limits::SMALL_MESSAGE};

use crate::{
    process::Key,
    queue::{HEADER_BYTES, Item, PIPE_BYTES, Sent},
};

/// How much may be on its way through one direction of a duplex pipe, which is a pair of sockets.
const SOCKET_BYTES: usize = 212_992;

/// What Linux charges for a small message in a socket.
const SMALL_MESSAGE_BYTES: usize = 768;

/// What Linux charges for a large message in a socket beyond its content, approximately.
const LARGE_MESSAGE_BYTES: usize = 1_304;

/// One end of a pipe.
#[derive(Debug)]
pub(crate) struct End {
    pub peer: ObjectId,
    duplex: bool,
    /// What has arrived.
    inbox: VecDeque<Item>,
    inbox_bytes: usize,
    receivers: VecDeque<Key>,
    /// Who waits for room in the inbox.
    senders: VecDeque<(Key, Item)>,
    /// How often each process holds it.
    held: BTreeMap<Pid, u32>,
    /// How often it is part of a message that nobody has received yet.
    travelling: u32,
    /// The other end was closed with something unread.
    reset: bool,
    /// Who may send through it without a question.
    trusted: BTreeSet<Pid>,
}

/// What a change of an end lets happen.
#[derive(Debug, PartialEq)]
pub(crate) enum Effect {
    /// This call receives a message.
    Received(Key, Item),
    /// This call's message has arrived.
    Sent(Key, Sent),
}

impl End {
    pub fn new(peer: ObjectId, duplex: bool, holder: Pid) -> Self {
        Self {
            peer,
            duplex,
            inbox: VecDeque::new(),
            inbox_bytes: 0,
            receivers: VecDeque::new(),
            senders: VecDeque::new(),
            held: BTreeMap::from([(holder, 1)]),
            travelling: 0,
            reset: false,
            trusted: BTreeSet::new(),
        }
    }

    /// Whether somebody can still use it.
    pub fn is_open(&self) -> bool {
        !self.held.is_empty() || self.travelling > 0
    }

    pub fn is_held_by(&self, pid: Pid) -> bool {
        self.held.contains_key(&pid)
    }

    /// Whether nobody can use it any more once this process has ended.
    pub fn is_held_by_only(&self, pid: Pid) -> bool {
        self.travelling == 0
            && self.held.keys().all(|holder| *holder == pid)
            && self.is_held_by(pid)
    }

    pub fn is_empty(&self) -> bool {
        self.inbox.is_empty() && self.senders.is_empty()
    }

    pub fn hold(&mut self, pid: Pid) {
        *self.held.entry(pid).or_default() += 1;
    }

    /// A copy of a process holds it as often as the process does.
    pub fn inherit(&mut self, from: Pid, copy: Pid) {
        if let Some(&count) = self.held.get(&from) {
            *self.held.entry(copy).or_default() += count;
        }
    }

    /// Lets go once.
    pub fn let_go(&mut self, pid: Pid) {
        if let Some(count) = self.held.get_mut(&pid) {
            *count -= 1;
            if *count == 0 {
                self.held.remove(&pid);
            }
        }
    }

    /// Lets go for good.
    pub fn process_ended(&mut self, pid: Pid) {
        self.held.remove(&pid);
        self.trusted.remove(&pid);
    }

    /// The process may send through it without a question.
    pub fn trust(&mut self, pid: Pid) {
        self.trusted.insert(pid);
    }

    /// Nobody may any more; who might.
    pub fn distrust_all(&mut self) -> BTreeSet<Pid> {
        std::mem::take(&mut self.trusted)
    }

    /// How many small messages there is room for, if nobody waits to send one.
    pub fn room(&self) -> u32 {
        let most = if self.duplex {
            SOCKET_BYTES
        } else {
            PIPE_BYTES
        };
        let left = most.saturating_sub(self.inbox_bytes);
        if self.senders.is_empty() {
            u32::try_from(left / self.cost_of(SMALL_MESSAGE)).unwrap_or(0)
        } else {
            0
        }
    }

    /// A message for which there was room.
    pub fn send_at_once(&mut self, item: Item) -> Vec<Effect> {
        self.inbox_bytes += self.cost(&item);
        self.inbox.push_back(item);
        self.settle()
    }

    pub fn depart(&mut self) {
        self.travelling += 1;
    }

    pub fn arrive(&mut self) {
        self.travelling = self.travelling.saturating_sub(1);
    }

    /// A message for this end. Without room the call waits.
    pub fn send(&mut self, key: Key, item: Item) -> Vec<Effect> {
        self.senders.push_back((key, item));
        self.settle()
    }

    /// The call receives a message, or waits for one.
    pub fn receive(&mut self, key: Key) -> Vec<Effect> {
        self.receivers.push_back(key);
        self.settle()
    }

    /// No longer waits, because its process has ended; returns what it would have sent.
    pub fn forget(&mut self, key: Key) -> Option<Item> {
        self.receivers.retain(|receiver| *receiver != key);
        let sender = self.senders.iter().position(|(sender, _)| *sender == key)?;
        self.senders.remove(sender).map(|(_, item)| item)
    }

    /// Nobody holds this end any more: what is in it is lost, and who waits to send to it fails.
    pub fn close(&mut self) -> (Vec<Item>, Vec<Key>) {
        self.inbox_bytes = 0;
        let lost = self.inbox.drain(..).collect();
        let (senders, unsent): (_, Vec<_>) = self.senders.drain(..).unzip();
        let lost = Vec::into_iter(lost).chain(unsent).collect();
        (lost, senders)
    }

    /// The other end was closed: who waits to receive will not.
    pub fn peer_closed(&mut self, with_unread: bool) -> Vec<Key> {
        self.reset |= self.duplex && with_unread;
        if self.is_empty() {
            self.receivers.drain(..).collect()
        } else {
            Vec::new()
        }
    }

    /// Whether a receiver is to be told that the other end was closed with something unread; once.
    pub fn take_reset(&mut self) -> bool {
        std::mem::take(&mut self.reset)
    }

    fn has_room(&self, item: &Item) -> bool {
        if self.duplex {
            self.inbox_bytes < SOCKET_BYTES && item.message.bytes.len() < SOCKET_BYTES
        } else {
            self.inbox_bytes + self.cost(item) <= PIPE_BYTES
        }
    }

    fn cost(&self, item: &Item) -> usize {
        self.cost_of(item.message.bytes.len())
    }

    /// What a message of so many bytes takes.
    fn cost_of(&self, length: usize) -> usize {
        if self.duplex {
            SMALL_MESSAGE_BYTES.max(length + LARGE_MESSAGE_BYTES)
        } else {
            length + HEADER_BYTES
        }
    }

    /// Lets happen what can happen.
    pub fn settle(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        loop {
            if let Some((_, item)) = self.senders.front()
                && (self.has_room(item) || self.inbox.is_empty() && !self.receivers.is_empty())
                && let Some((key, item)) = self.senders.pop_front()
            {
                self.inbox_bytes += self.cost(&item);
                effects.push(Effect::Sent(key, item.sent()));
                self.inbox.push_back(item);
            } else if !self.inbox.is_empty()
                && let Some(key) = self.receivers.pop_front()
                && let Some(item) = self.inbox.pop_front()
            {
                self.inbox_bytes -= self.cost(&item);
                effects.push(Effect::Received(key, item));
            } else {
                return effects;
            }
        }
    }
}
