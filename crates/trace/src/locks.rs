//! Locks and semaphores: who holds them, and who waits for whom.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    ObjectId, Pid, Tid, Time,
    event::WaitFor,
    syscall::{Spec, ThreadWait},
};

use crate::{
    channels::Thread,
    moment::{History, Moment, Step},
    timeline::{State, Timeline},
};

/// The classes whose objects a program acquires itself; others are made of semaphores inside.
const LOCKS: [&str; 4] = ["Lock", "RLock", "Semaphore", "BoundedSemaphore"];

/// The semaphores of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Locks {
    locks: BTreeMap<ObjectId, Lock>,
    /// For how long each thread held each lock that the program acquires itself, in the order of time.
    holds: BTreeMap<(Thread, ObjectId), Vec<Hold>>,
}

/// A semaphore, of which locks are made, too.
#[derive(Clone, Debug, PartialEq)]
pub struct Lock {
    /// Which.
    pub id: ObjectId,
    /// The class it is part of.
    pub label: String,
    /// How many may have taken from it at once.
    pub maximum: u32,
    /// The line of the main program that made it.
    pub line: Option<u32>,
    /// In the order of time.
    takes: Vec<Take>,
    /// The places of those that have not been given back.
    current: Vec<usize>,
    /// How many had not been given back.
    counts: History<usize>,
}

/// Something that was taken from a semaphore.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Take {
    holder: Holder,
    from: Moment,
    /// Since when it is given back.
    to: Option<Moment>,
}

/// Somebody who has taken from a semaphore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who.
    pub thread: Thread,
    /// The line of the main program that took it.
    pub line: Option<u32>,
}

/// A stretch for which a thread held a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// From when.
    pub from: Time,
    /// Until when; none while it lasts.
    pub to: Option<Time>,
    /// The line of the main program that took it.
    pub line: Option<u32>,
}

/// A thread that stands still, and who would have to act for it to go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait<'a> {
    /// Who waits.
    pub thread: Thread,
    /// For what.
    pub on: &'a WaitFor,
    /// What the main program called.
    pub call: Option<&'a str>,
    /// The line of the main program that waits.
    pub line: Option<u32>,
    /// Since when.
    pub since: Time,
    /// Who has what is waited for, or is waited for.
    pub holders: Vec<Holder>,
}

impl Locks {
    /// A process made an object, which may be a semaphore.
    pub(crate) fn made(&mut self, id: ObjectId, spec: &Spec, line: Option<u32>) {
        if let Spec::Semaphore { label, maximum, .. } = spec {
            let lock = Lock {
                id,
                label: label.clone(),
                maximum: *maximum,
                line,
                takes: Vec::new(),
                current: Vec::new(),
                counts: History::default(),
            };
            self.locks.insert(id, lock);
        }
    }

    /// A thread took from a semaphore.
    pub(crate) fn acquired(
        &mut self,
        Step { moment, event }: Step,
        semaphore: ObjectId,
        line: Option<u32>,
    ) {
        let thread = (event.pid, event.thread);
        let Some(lock) = self.locks.get_mut(&semaphore) else {
            return;
        };
        if lock.is_plain() {
            let holds = self.holds.entry((thread, semaphore)).or_default();
            holds.push(Hold {
                from: event.time,
                to: None,
                line,
            });
        }
        lock.current.push(lock.takes.len());
        lock.takes.push(Take {
            holder: Holder { thread, line },
            from: moment,
            to: None,
        });
        lock.counts.push(moment, lock.current.len());
    }

    /// A thread gave back to a semaphore.
    pub(crate) fn released(&mut self, Step { moment, event }: Step, semaphore: ObjectId) {
        let thread = (event.pid, event.thread);
        let Some(lock) = self.locks.get_mut(&semaphore) else {
            return;
        };
        // Anybody may release: then whoever took it first no longer has it.
        let own = |take: &usize| lock.takes[*take].holder.thread == thread;
        let index = lock.current.iter().rposition(own).unwrap_or(0);
        if index < lock.current.len() {
            let take = &mut lock.takes[lock.current.remove(index)];
            take.to = Some(moment);
            lock.counts.push(moment, lock.current.len());
            let by = take.holder.thread;
            if let Some(holds) = self.holds.get_mut(&(by, semaphore)) {
                end_last(holds, event.time);
            }
        }
    }

    /// What a process held at its end it holds for ever, but its lane ends here.
    pub(crate) fn process_ended(&mut self, Step { event, .. }: Step) {
        let (first, last) = ((event.pid, Tid(0)), (event.pid, Tid(u32::MAX)));
        let range = (first, ObjectId(0))..=(last, ObjectId(u32::MAX));
        for (_, holds) in self.holds.range_mut(range) {
            end_last(holds, event.time);
        }
    }

    /// All semaphores in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Lock> {
        self.locks.values()
    }

    /// This one.
    #[must_use]
    pub fn lock(&self, id: ObjectId) -> Option<&Lock> {
        self.locks.get(&id)
    }

    /// The locks that a thread held at some time, and for how long, in the order of time.
    pub fn holds(&self, thread: Thread) -> impl Iterator<Item = (ObjectId, &[Hold])> {
        (self
            .holds
            .range((thread, ObjectId(0))..=(thread, ObjectId(u32::MAX))))
        .map(|((_, lock), holds)| (*lock, holds.as_slice()))
    }

    /// Who waits at `moment`, and for whom. Whoever sleeps waits for nobody, and is left out.
    #[must_use]
    pub fn waits<'a>(&'a self, timeline: &'a Timeline, moment: Moment) -> Vec<Wait<'a>> {
        let waiting = timeline.lanes().iter().filter_map(|lane| {
            let segment = lane.at(moment)?;
            let State::Blocked { on, call } = &segment.state else {
                return None;
            };
            let wait = Wait {
                thread: (lane.pid, lane.thread),
                on,
                call: call.as_deref(),
                line: segment.line,
                since: segment.from,
                holders: self.awaited(lane.pid, on, moment),
            };
            (!matches!(on, WaitFor::Sleep { .. })).then_some(wait)
        });
        waiting.collect()
    }

    /// Whom a wait is for, as far as it is for somebody in particular.
    fn awaited(&self, pid: Pid, on: &WaitFor, moment: Moment) -> Vec<Holder> {
        let one = |thread| Holder { thread, line: None };
        if let WaitFor::Acquire { semaphore } = on {
            (self.lock(*semaphore)).map_or(Vec::new(), |lock| lock.holders(moment))
        } else if let WaitFor::Thread {
            on: ThreadWait::Lock { holder, .. },
        } = on
        {
            (holder.iter()).map(|holder| one((pid, *holder))).collect()
        } else {
            on.ends(pid).into_iter().map(one).collect()
        }
    }
}

impl Lock {
    /// Whether a program acquires it itself.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        LOCKS.contains(&self.label.as_str())
    }

    /// Who has taken from it at `moment`, the first first.
    #[must_use]
    pub fn holders(&self, moment: Moment) -> Vec<Holder> {
        let begun = self.takes.partition_point(|take| take.from <= moment);
        let count = self.counts.at(moment).map_or(0, |(_, count)| *count);
        let mut holders: Vec<_> = (self.takes[..begun].iter().rev())
            .filter(|take| take.to.is_none_or(|to| moment < to))
            .take(count)
            .map(|take| take.holder)
            .collect();
        holders.reverse();
        holders
    }
}

fn end_last(holds: &mut [Hold], time: Time) {
    if let Some(hold) = holds.iter_mut().rev().find(|hold| hold.to.is_none()) {
        hold.to = Some(time);
    }
}
