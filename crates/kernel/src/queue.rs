//! What is behind `multiprocessing.Queue`: a pipe of limited size, and before it a buffer without
//! limits on each sender's side, from which messages move on in the order in which they were put.

use std::{
    collections::{BTreeSet, VecDeque},
    mem,
};

use spawnpoint_protocol::{MessageId, Pid, event::Summary, syscall::Message};

use crate::process::Key;

/// How much a pipe holds, as on Linux.
pub(crate) const PIPE_BYTES: usize = 65_536;

/// What a message takes in a pipe beyond its content: its length.
pub(crate) const HEADER_BYTES: usize = 4;

/// How many messages one reply may bring.
const MOST_AT_ONCE: u32 = 4_096;

#[derive(Debug)]
pub(crate) struct Queue {
    pub label: String,
    capacity: Option<u32>,
    /// What fits into the pipe.
    in_pipe: VecDeque<Item>,
    pipe_bytes: usize,
    /// What does not; lost with its sender.
    buffered: VecDeque<Item>,
    /// What one process has taken in advance.
    lease: Option<Lease>,
    /// Who was asked to give back messages and has not answered yet.
    recalled: Option<Pid>,
    unfinished: u32,
    getters: VecDeque<(Key, u32)>,
    putters: VecDeque<(Key, Item)>,
    finishers: VecDeque<Key>,
    drainers: VecDeque<Key>,
    /// Who does not wait for what it put.
    abandoned: BTreeSet<Pid>,
    watchers: BTreeSet<Pid>,
}

/// A message and who put it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub id: MessageId,
    pub from: Pid,
    pub message: Message,
}

/// What the record has of a message that was sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    pub id: MessageId,
    pub bytes: u32,
    pub value: Summary,
}

#[derive(Debug)]
struct Lease {
    pid: Pid,
    items: VecDeque<Item>,
}

/// What a change of a queue lets happen.
#[derive(Debug, PartialEq)]
pub(crate) enum Effect {
    /// This call gets these messages; only the first counts as received so far.
    Got(Key, Vec<Item>),
    /// This call's message is in the queue.
    Put(Key, Sent),
    /// This call goes on: all its process put is in the pipe, or all tasks are done.
    Done(Key),
    /// This process is to give back what it took in advance.
    Recall(Pid),
}

impl Item {
    /// How many bytes it takes in a pipe.
    pub fn size(&self) -> usize {
        self.message.bytes.len() + HEADER_BYTES
    }

    /// What the record has of it.
    pub fn sent(&self) -> Sent {
        Sent {
            id: self.id,
            bytes: u32::try_from(self.message.bytes.len()).unwrap_or(u32::MAX),
            value: self.message.value.clone(),
        }
    }

    /// It as its receiver gets it, who makes an object of it and needs not be told what it is. Nothing else is made of
    /// its bytes.
    pub fn deliver(&mut self) -> Message {
        Message {
            bytes: mem::take(&mut self.message.bytes),
            ends: self.message.ends.clone(),
            ..Message::default()
        }
    }
}

impl Queue {
    pub fn new(capacity: Option<u32>, label: String) -> Self {
        Self {
            label,
            capacity,
            in_pipe: VecDeque::new(),
            pipe_bytes: 0,
            buffered: VecDeque::new(),
            lease: None,
            recalled: None,
            unfinished: 0,
            getters: VecDeque::new(),
            putters: VecDeque::new(),
            finishers: VecDeque::new(),
            drainers: VecDeque::new(),
            abandoned: BTreeSet::new(),
            watchers: BTreeSet::new(),
        }
    }

    /// How many messages there are to get.
    pub fn len(&self) -> usize {
        let leased = self.lease.as_ref().map_or(0, |lease| lease.items.len());
        self.in_pipe.len() + self.buffered.len() + leased
    }

    /// How many bytes its messages take, without those that a process has taken in advance.
    pub fn waiting(&self) -> usize {
        self.pipe_bytes + self.buffered.iter().map(Item::size).sum::<usize>()
    }

    /// Whether there is something to get, now or after a recall.
    pub fn is_readable(&self) -> bool {
        self.len() > 0
    }

    /// Whether messages are on their way back from a process that was asked for them.
    pub fn awaits_return(&self) -> bool {
        (self.lease.as_ref()).is_some_and(|lease| self.recalled == Some(lease.pid))
    }

    pub fn is_full(&self) -> bool {
        (self.capacity).is_some_and(|capacity| self.len() >= capacity as usize)
    }

    /// Puts without waiting, whatever the capacity.
    pub fn put(&mut self, item: Item) -> Vec<Effect> {
        self.add(item);
        self.settle()
    }

    pub fn wait_to_put(&mut self, key: Key, item: Item) {
        self.putters.push_back((key, item));
    }

    /// The call waits for a message, unless there is one. With a `lease` it may get up to so many
    /// more.
    pub fn get(&mut self, key: Key, lease: u32) -> Vec<Effect> {
        self.watchers.insert(key.pid);
        self.getters.push_back((key, lease));
        self.settle()
    }

    /// The process handed out so many of the messages it had taken in advance; they are returned.
    pub fn consumed(&mut self, pid: Pid, count: u32) -> (Vec<Item>, Vec<Effect>) {
        let Some(lease) = self.lease.as_mut().filter(|lease| lease.pid == pid) else {
            return (Vec::new(), Vec::new());
        };
        let count = (count as usize).min(lease.items.len());
        let items = lease.items.drain(..count).collect();
        if lease.items.is_empty() {
            self.lease = None;
        }
        (items, self.settle())
    }

    /// The process gives back the rest of what it had taken in advance.
    pub fn returned(&mut self, pid: Pid) -> Vec<Effect> {
        self.recalled.take_if(|recalled| *recalled == pid);
        if let Some(lease) = self.lease.take_if(|lease| lease.pid == pid) {
            self.give_back(lease.items);
        }
        self.settle()
    }

    /// One message has been dealt with; none is an error.
    pub fn task_done(&mut self) -> Option<Vec<Effect>> {
        self.unfinished = self.unfinished.checked_sub(1)?;
        Some(self.settle())
    }

    /// The call waits until all tasks are done.
    pub fn join_tasks(&mut self, key: Key) -> Vec<Effect> {
        self.finishers.push_back(key);
        self.settle()
    }

    /// The call waits until all that its process put is in the pipe.
    pub fn drain(&mut self, key: Key) -> Vec<Effect> {
        self.drainers.push_back(key);
        self.settle()
    }

    /// No longer waits, because its time is up or its process has ended; returns what it would have
    /// put.
    pub fn forget(&mut self, key: Key) -> Option<Item> {
        self.getters.retain(|(getter, _)| *getter != key);
        self.finishers.retain(|finisher| *finisher != key);
        self.drainers.retain(|drainer| *drainer != key);
        let putter = self.putters.iter().position(|(putter, _)| *putter == key)?;
        self.putters.remove(putter).map(|(_, item)| item)
    }

    /// The process does not wait any more for what it put to go into the pipe.
    pub fn abandon(&mut self, pid: Pid) {
        self.abandoned.insert(pid);
    }

    fn holds_back(&self, pid: Pid) -> bool {
        !self.abandoned.contains(&pid) && self.buffered.iter().any(|item| item.from == pid)
    }

    /// The process has ended: what it had buffered is lost, what it had taken in advance is not.
    /// Returns what is lost.
    pub fn process_ended(&mut self, pid: Pid) -> (Vec<Item>, Vec<Effect>) {
        self.watchers.remove(&pid);
        let (lost, kept): (VecDeque<_>, _) = mem::take(&mut self.buffered)
            .into_iter()
            .partition(|item| item.from == pid);
        self.buffered = kept;
        (lost.into(), self.returned(pid))
    }

    fn add(&mut self, item: Item) {
        self.unfinished = self.unfinished.saturating_add(1);
        self.buffered.push_back(item);
    }

    fn give_back(&mut self, items: VecDeque<Item>) {
        for item in items.into_iter().rev() {
            self.pipe_bytes += item.size();
            self.in_pipe.push_front(item);
        }
    }

    fn take(&mut self) -> Option<Item> {
        if let Some(item) = self.in_pipe.pop_front() {
            self.pipe_bytes -= item.size();
            return Some(item);
        }
        // What is too large for the pipe passes through it while it is read.
        self.buffered.pop_front()
    }

    /// Lets happen what can happen.
    fn settle(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        loop {
            self.fill_pipe();
            if self.serve_getter(&mut effects) || self.serve_putter(&mut effects) {
                continue;
            }
            break;
        }
        let mut drainers = mem::take(&mut self.drainers);
        drainers.retain(|&key| {
            let waits = self.holds_back(key.pid);
            if !waits {
                effects.push(Effect::Done(key));
            }
            waits
        });
        self.drainers = drainers;
        if self.unfinished == 0 {
            effects.extend(self.finishers.drain(..).map(Effect::Done));
        }
        effects
    }

    fn fill_pipe(&mut self) {
        while let Some(item) = self
            .buffered
            .pop_front_if(|item| self.pipe_bytes + item.size() <= PIPE_BYTES)
        {
            self.pipe_bytes += item.size();
            self.in_pipe.push_back(item);
        }
    }

    fn serve_getter(&mut self, effects: &mut Vec<Effect>) -> bool {
        let Some(&(key, more)) = self.getters.front() else {
            return false;
        };
        if let Some(lease) = &self.lease {
            // Older messages than any here are with another process, or with another thread.
            if self.recalled != Some(lease.pid) {
                self.recalled = Some(lease.pid);
                effects.push(Effect::Recall(lease.pid));
            }
            return false;
        }
        let Some(first) = self.take() else {
            return false;
        };
        self.getters.pop_front();
        let mut items = vec![first];
        let only_reader = self.watchers.len() == 1 && self.capacity.is_none();
        // The answer to an earlier recall would pass for that to a recall of this lease.
        let answers_earlier_recall = self.recalled == Some(key.pid);
        if only_reader && !answers_earlier_recall && more > 0 {
            let mut leased = VecDeque::new();
            while leased.len() < more.min(MOST_AT_ONCE) as usize {
                self.fill_pipe();
                // Ends of pipes are the receiver's only once the kernel knows who that is.
                let next = self.in_pipe.front().or(self.buffered.front());
                if next.is_none_or(|item| !item.message.ends.is_empty()) {
                    break;
                }
                leased.extend(self.take());
            }
            items.extend(leased.iter().cloned());
            if !leased.is_empty() {
                self.lease = Some(Lease {
                    pid: key.pid,
                    items: leased,
                });
            }
        }
        effects.push(Effect::Got(key, items));
        true
    }

    fn serve_putter(&mut self, effects: &mut Vec<Effect>) -> bool {
        if self.is_full() {
            return false;
        }
        let Some((key, item)) = self.putters.pop_front() else {
            return false;
        };
        effects.push(Effect::Put(key, item.sent()));
        self.add(item);
        true
    }
}
