//! Semaphores that this process has borrowed: it takes from them and gives back to them by itself, and tells the kernel
//! before it tells or asks it anything else.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use spawnpoint_protocol::{
    ObjectId, Tid, Time,
    syscall::{Loan, Notice, Reply, ToProcess},
};

use super::{
    region::REGIONS,
    uses::{Now, Uses},
};
use crate::{
    base::{lock, micros},
    host::{host, instance},
    line::{Part, brief_site, flush, notify_later},
    platform,
};

/// A process that uses a semaphore again within this time would borrow it.
const AGAIN: Duration = Duration::from_millis(5);

/// How long a process keeps a semaphore for which others wait, if it neither blocks nor tells anything meanwhile.
const TURN: Duration = Duration::from_millis(2);

/// What this process uses.
pub(crate) static LOANS: Loans = Loans(Mutex::new(BTreeMap::new()));

pub(crate) struct Loans(Mutex<BTreeMap<ObjectId, Arc<Mutex<Habit>>>>);

/// How this process uses a semaphore.
#[derive(Debug, Default)]
pub(crate) struct Habit {
    /// When it was known last to use it.
    used: Duration,
    uses: Uses,
    borrowed: Option<Borrowed>,
}

#[derive(Debug)]
struct Borrowed {
    loan: Loan,
    since: Duration,
    /// Whether it was used since the process looked last.
    is_in_use: bool,
}

/// What came of an attempt to do something with a semaphore without the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attempt {
    Done,
    /// There are too few to take, or as many as there may be.
    Refused,
    /// It is not borrowed.
    NotHere,
}

impl Part for Loans {
    fn deliver(&self, message: &ToProcess) {
        let ToProcess::Reclaim(semaphore) = message else {
            return;
        };
        let habit = lock(&self.0).get(semaphore).cloned();
        if let Some(mut habit) = habit.as_deref().map(lock)
            && let Some(borrowed) = &mut habit.borrowed
        {
            borrowed.loan.is_wanted = true;
            habit.tell(*semaphore, &mut notify_later);
        }
    }

    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        for (&semaphore, habit) in lock(&self.0).iter() {
            lock(habit).tell(semaphore, tell);
        }
    }

    fn forget(&self) {
        for habit in lock(&self.0).values() {
            *lock(habit) = Habit::default();
        }
    }
}

impl Habit {
    /// Tells what was done, and gives the semaphore back if it is wanted.
    fn tell(&mut self, semaphore: ObjectId, tell: &mut dyn FnMut(Notice)) {
        let Some(borrowed) = &self.borrowed else {
            return;
        };
        if !self.uses.is_empty() {
            // What was written travels before the lock that guards it, which nobody can give back here meanwhile.
            REGIONS.collect(tell);
            tell(Notice::Used {
                semaphore,
                uses: self.uses.take(&Here),
                now: Here.time(),
            });
        }
        if borrowed.loan.is_wanted {
            self.borrowed = None;
            self.used = host().monotonic();
            tell(Notice::GaveBack(semaphore));
        }
    }
}

/// What the running thread does, now.
struct Here;

impl Now for Here {
    fn time(&self) -> Time {
        Time(micros(host().monotonic()))
    }

    fn thread(&self) -> Tid {
        platform::tid()
    }

    fn line(&self) -> Option<u32> {
        brief_site().line
    }
}

/// How this process uses a semaphore, for as long as somebody keeps it.
pub(super) fn habit(semaphore: ObjectId) -> Arc<Mutex<Habit>> {
    Arc::clone(lock(&LOANS.0).entry(semaphore).or_default())
}

/// Forgets how this process uses a semaphore if nobody but the caller keeps it.
pub(super) fn forget(semaphore: ObjectId, habit: &Arc<Mutex<Habit>>) {
    let mut habits = lock(&LOANS.0);
    // One is here, one is the caller's.
    if Arc::strong_count(habit) == 2 && lock(habit).borrowed.is_none() {
        habits.remove(&semaphore);
    }
}

/// Keeps what a reply lends.
pub(super) fn keep(semaphore: ObjectId, reply: &mut Reply) {
    let habit = habit(semaphore);
    let mut habit = lock(&habit);
    habit.used = host().monotonic();
    if let Reply::Lent(loan) = *reply {
        habit.borrowed = Some(Borrowed {
            loan,
            since: habit.used,
            is_in_use: true,
        });
        *reply = Reply::Done;
    }
}

impl Habit {
    /// The kernel does something with the semaphore for this process; whether the process would borrow it.
    pub(super) fn ask(&mut self) -> bool {
        let now = host().monotonic();
        let is_again = now.saturating_sub(self.used) <= AGAIN;
        self.used = now;
        // Where turns are drawn, nothing may depend on time.
        is_again && instance().boot.program.turns.seed.is_none()
    }

    /// Takes one. If there is none and the thread `waits`, it is to ask the kernel, which is to know what is here.
    pub(super) fn take(&mut self, waits: bool) -> Attempt {
        let Some(borrowed) = &mut self.borrowed else {
            return Attempt::NotHere;
        };
        borrowed.is_in_use = true;
        if borrowed.loan.value == 0 {
            borrowed.loan.is_wanted |= waits;
            return Attempt::Refused;
        }
        borrowed.loan.value -= 1;
        self.uses.took(&Here);
        Attempt::Done
    }

    /// Gives one back.
    pub(super) fn give_back(&mut self) -> Attempt {
        let Some(borrowed) = &mut self.borrowed else {
            return Attempt::NotHere;
        };
        borrowed.is_in_use = true;
        if borrowed.loan.value >= borrowed.loan.maximum {
            return Attempt::Refused;
        }
        borrowed.loan.value += 1;
        self.uses.gave_back(&Here);
        Attempt::Done
    }

    /// How many can be taken, if it is borrowed.
    pub(super) fn value(&self) -> Option<u32> {
        self.borrowed.as_ref().map(|borrowed| borrowed.loan.value)
    }
}

/// The process looks up: it gives back what others have waited for long enough. Whether it has used anything borrowed since
/// it did so last, so that others may want that.
pub(crate) fn look(now: Duration) -> bool {
    let (mut is_due, mut is_in_use) = (false, false);
    for habit in lock(&LOANS.0).values() {
        if let Some(borrowed) = &mut lock(habit).borrowed {
            is_due |= borrowed.loan.is_wanted && now.saturating_sub(borrowed.since) >= TURN;
            is_in_use |= std::mem::take(&mut borrowed.is_in_use) && !borrowed.loan.is_wanted;
        }
    }
    if is_due {
        flush();
    }
    is_in_use
}
