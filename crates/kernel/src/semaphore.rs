//! What locks, semaphores, conditions, events and barriers are made of.

use std::collections::VecDeque;

use spawnpoint_protocol::{Pid, Tid};

use crate::process::{Caller, Key};

/// A counter that threads take from and give back to. Who comes first is served first.
#[derive(Debug)]
pub(crate) struct Semaphore {
    pub label: String,
    maximum: u32,
    value: u32,
    /// Who has taken from it, and where.
    holders: Vec<Caller>,
    waiters: VecDeque<Key>,
}

/// It was given back more often than it was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Overflow;

impl Semaphore {
    pub fn new(value: u32, maximum: u32, label: String) -> Self {
        Self {
            label,
            maximum,
            value,
            holders: Vec::new(),
            waiters: VecDeque::new(),
        }
    }

    pub fn value(&self) -> u32 {
        self.value
    }

    /// Whether only one at a time can have taken from it.
    pub fn is_lock(&self) -> bool {
        self.maximum == 1
    }

    pub fn holders(&self) -> &[Caller] {
        &self.holders
    }

    /// Takes one if there is one.
    pub fn acquire(&mut self, by: Caller) -> bool {
        let available = self.value > 0;
        if available {
            self.value -= 1;
            self.holders.push(by);
        }
        available
    }

    pub fn wait(&mut self, key: Key) {
        self.waiters.push_back(key);
    }

    /// No longer waits, because its time is up or its process has ended.
    pub fn forget(&mut self, key: Key) {
        self.waiters.retain(|waiter| *waiter != key);
    }

    /// Gives one back. It goes to the first who waits, who is returned and is to be made known by
    /// [`handed_to`](Self::handed_to).
    pub fn release(&mut self, pid: Pid, thread: Tid) -> Result<Option<Key>, Overflow> {
        if self.waiters.is_empty() && self.value >= self.maximum {
            return Err(Overflow);
        }
        // Anybody may give back. Where it was not the taker, whoever took first is off the hook.
        let own = |holder: &Caller| holder.pid == pid && holder.thread == thread;
        let index = self.holders.iter().rposition(own);
        let index = index.or((!self.holders.is_empty()).then_some(0));
        if let Some(index) = index {
            self.holders.remove(index);
        }
        let next = self.waiters.pop_front();
        if next.is_none() {
            self.value += 1;
        }
        Ok(next)
    }

    pub fn handed_to(&mut self, holder: Caller) {
        self.holders.push(holder);
    }
}
