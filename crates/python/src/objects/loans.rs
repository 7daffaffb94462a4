//! Semaphores that this process has borrowed: it takes from them and gives back to them by itself, and tells the kernel
//! before it tells or asks it anything else.

use std::{collections::BTreeMap, sync::Mutex, time::Duration};

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

pub(crate) struct Loans(Mutex<BTreeMap<ObjectId, Habit>>);

/// How this process uses a semaphore.
#[derive(Debug, Default)]
struct Habit {
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
        if let ToProcess::Reclaim(semaphore) = message
            && let Some(habit) = lock(&self.0).get_mut(semaphore)
            && let Some(borrowed) = &mut habit.borrowed
        {
            borrowed.loan.is_wanted = true;
            habit.tell(*semaphore, &mut notify_later);
        }
    }

    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        for (&semaphore, habit) in lock(&self.0).iter_mut() {
            habit.tell(semaphore, tell);
        }
    }

    fn forget(&self) {
        lock(&self.0).clear();
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

/// Keeps what a reply lends.
pub(super) fn keep(semaphore: ObjectId, reply: &mut Reply) {
    let now = host().monotonic();
    let mut habits = lock(&LOANS.0);
    let habit = habits.entry(semaphore).or_default();
    habit.used = now;
    if let Reply::Lent(loan) = *reply {
        habit.borrowed = Some(Borrowed {
            loan,
            since: now,
            is_in_use: true,
        });
        *reply = Reply::Done;
    }
}

/// The kernel does something with a semaphore for this process; whether the process would borrow it.
pub(super) fn ask(semaphore: ObjectId) -> bool {
    let now = host().monotonic();
    let mut habits = lock(&LOANS.0);
    let habit = habits.entry(semaphore).or_default();
    let is_again = now.saturating_sub(habit.used) <= AGAIN;
    habit.used = now;
    // Where turns are drawn, nothing may depend on time.
    is_again && instance().boot.program.turns.seed.is_none()
}

/// Takes one. If there is none and the thread `waits`, it is to ask the kernel, which is to know what is here.
pub(super) fn take(semaphore: ObjectId, waits: bool) -> Attempt {
    attempt(semaphore, |loan, uses| {
        let can = loan.value > 0;
        if can {
            loan.value -= 1;
            uses.took(&Here);
        } else {
            loan.is_wanted |= waits;
        }
        can
    })
}

/// Gives one back.
pub(super) fn give_back(semaphore: ObjectId) -> Attempt {
    attempt(semaphore, |loan, uses| {
        let can = loan.value < loan.maximum;
        if can {
            loan.value += 1;
            uses.gave_back(&Here);
        }
        can
    })
}

fn attempt(semaphore: ObjectId, act: impl FnOnce(&mut Loan, &mut Uses) -> bool) -> Attempt {
    let mut habits = lock(&LOANS.0);
    let Some(Habit {
        uses,
        borrowed: Some(borrowed),
        ..
    }) = habits.get_mut(&semaphore)
    else {
        return Attempt::NotHere;
    };
    borrowed.is_in_use = true;
    if act(&mut borrowed.loan, uses) {
        Attempt::Done
    } else {
        Attempt::Refused
    }
}

/// How many can be taken, if it is borrowed.
pub(super) fn value(semaphore: ObjectId) -> Option<u32> {
    let habits = lock(&LOANS.0);
    let borrowed = habits.get(&semaphore)?.borrowed.as_ref()?;
    Some(borrowed.loan.value)
}

/// The process looks up: it gives back what others have waited for long enough. Whether it has used anything borrowed since
/// it did so last, so that others may want that.
pub(crate) fn look(now: Duration) -> bool {
    let (mut is_due, mut is_in_use) = (false, false);
    for habit in lock(&LOANS.0).values_mut() {
        if let Some(borrowed) = &mut habit.borrowed {
            is_due |= borrowed.loan.is_wanted && now.saturating_sub(borrowed.since) >= TURN;
            is_in_use |= std::mem::take(&mut borrowed.is_in_use) && !borrowed.loan.is_wanted;
        }
    }
    if is_due {
        flush();
    }
    is_in_use
}
