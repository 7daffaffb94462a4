//! What locks, semaphores, conditions, events and barriers are made of.

use std::{collections::VecDeque, mem};

use spawnpoint_protocol::{Pid, Tid, Time, event::Use, syscall::Loan};

use crate::process::{Caller, Key};

/// A counter that threads take from and give back to. Who comes first is served first.
///
/// A process that uses it again and again may borrow it. What the process does with it is known here when it has told so;
/// until it has given it back, whoever else wants something of it waits.
#[derive(Debug)]
pub(crate) struct Semaphore {
    pub label: String,
    maximum: u32,
    /// Whether there was one to take at first, as of a lock: who has taken it keeps others out.
    is_like_lock: bool,
    value: u32,
    /// Who has taken from it, and where.
    holders: Vec<Caller>,
    waiters: VecDeque<Waiter>,
    users: Users,
    lent: Option<Lent>,
    /// What is done as soon as it has been given back, the first to ask first.
    postponed: Vec<(Key, Postponed)>,
}

/// A call that waits for one to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Waiter {
    key: Key,
    would_borrow: bool,
}

/// Who has ever taken from a semaphore or given back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Users {
    None,
    One(Pid),
    Several,
}

/// Who has borrowed a semaphore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Lent {
    to: Pid,
    /// When it was lent, or what the process did with it was told last.
    known: Time,
    /// Whether the process knows that it is to give it back.
    is_reclaimed: bool,
}

/// What a call wants of a semaphore that is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Postponed {
    Release(Caller),
    Value,
}

/// It was given back more often than it was taken.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Overflow;

impl Semaphore {
    pub fn new(value: u32, maximum: u32, label: String) -> Self {
        Self {
            label,
            maximum,
            is_like_lock: value == 1,
            value,
            holders: Vec::new(),
            waiters: VecDeque::new(),
            users: Users::None,
            lent: None,
            postponed: Vec::new(),
        }
    }

    /// How many can be taken, if it is not lent.
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

    pub fn is_lent(&self) -> bool {
        self.lent.is_some()
    }

    /// Takes one if there is one here.
    pub fn acquire(&mut self, by: Caller) -> bool {
        let available = self.value > 0 && !self.is_lent();
        if available {
            self.take(by);
        }
        available
    }

    fn take(&mut self, by: Caller) {
        self.value -= 1;
        self.holders.push(by);
        self.is_used_by(by.pid);
    }

    pub fn wait(&mut self, key: Key, would_borrow: bool) {
        self.waiters.push_back(Waiter { key, would_borrow });
    }

    /// No longer waits, because its time is up or its process has ended.
    pub fn forget(&mut self, key: Key) {
        self.waiters.retain(|waiter| waiter.key != key);
    }

    /// Gives one back. Who waits for it is found by [`next`](Self::next).
    pub fn release(&mut self, pid: Pid, thread: Tid) -> Result<(), Overflow> {
        if self.value >= self.maximum {
            return Err(Overflow);
        }
        // Anybody may give back. Where it was not the taker, whoever took first is off the hook.
        let own = |holder: &Caller| holder.pid == pid && holder.thread == thread;
        let index = self.holders.iter().rposition(own);
        let index = index.or((!self.holders.is_empty()).then_some(0));
        if let Some(index) = index {
            self.holders.remove(index);
        }
        self.value += 1;
        self.is_used_by(pid);
        Ok(())
    }

    /// The first that waits, if there is something to take, and whether it would borrow; it waits no more.
    pub fn next(&mut self) -> Option<(Key, bool)> {
        if self.value == 0 || self.is_lent() {
            return None;
        }
        let waiter = self.waiters.pop_front()?;
        Some((waiter.key, waiter.would_borrow))
    }

    /// Lends it to a process that has just taken from it, if nobody else can miss it: who waits would have to wait
    /// anyway, and all others have to ask first.
    pub fn lend(&mut self, to: Pid, now: Time) -> Option<Loan> {
        let keeps_out = self.is_like_lock
            && self.value == 0
            && self.holders.iter().all(|holder| holder.pid == to);
        if self.is_lent() || !(keeps_out || self.users == Users::One(to)) {
            return None;
        }
        let is_wanted = !self.waiters.is_empty();
        self.lent = Some(Lent {
            to,
            known: now,
            is_reclaimed: is_wanted,
        });
        Some(Loan {
            value: self.value,
            maximum: self.maximum,
            is_wanted,
        })
    }

    /// Who is to be told that it is wanted back, which is so from now on; none if it is not lent, or the process knows.
    pub fn reclaim(&mut self) -> Option<Pid> {
        let lent = self.lent.as_mut().filter(|lent| !lent.is_reclaimed)?;
        lent.is_reclaimed = true;
        Some(lent.to)
    }

    /// Whether it is on its way back.
    pub fn awaits_return(&self) -> bool {
        self.lent.is_some_and(|lent| lent.is_reclaimed)
    }

    /// From when on the process that has borrowed it has told nothing; it has until `now`.
    pub fn told(&mut self, now: Time) -> Time {
        (self.lent.as_mut()).map_or(now, |lent| mem::replace(&mut lent.known, now))
    }

    /// The process that has borrowed it did this. False, and nothing changes, if it cannot have.
    pub fn used(&mut self, pid: Pid, what: Use) -> bool {
        if self.lent.is_none_or(|lent| lent.to != pid) {
            return false;
        }
        match what {
            Use::Took { thread, line, .. } => {
                let can = self.value > 0;
                if can {
                    self.take(Caller { pid, thread, line });
                }
                can
            }
            Use::GaveBack { thread, .. } => self.release(pid, thread).is_ok(),
            Use::Repeated { .. } => self.value > 0,
        }
    }

    /// The process gives it back; whether it had borrowed it.
    pub fn gave_back(&mut self, pid: Pid) -> bool {
        self.lent.take_if(|lent| lent.to == pid).is_some()
    }

    /// Has something done when it has been given back.
    pub fn postpone(&mut self, key: Key, what: Postponed) {
        self.postponed.push((key, what));
    }

    /// What was postponed; it is not any more.
    pub fn take_postponed(&mut self) -> Vec<(Key, Postponed)> {
        mem::take(&mut self.postponed)
    }

    /// What the process wanted is not wanted any more. If it had borrowed it, it is back, and true is returned.
    pub fn process_ended(&mut self, pid: Pid) -> bool {
        self.postponed.retain(|(key, _)| key.pid != pid);
        self.gave_back(pid)
    }

    fn is_used_by(&mut self, pid: Pid) {
        self.users = match self.users {
            Users::None => Users::One(pid),
            Users::One(other) if other == pid => Users::One(pid),
            Users::One(_) | Users::Several => Users::Several,
        };
    }
}
