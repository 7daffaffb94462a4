//! Locks and semaphores: who holds them, and who waits for whom.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    ObjectId, Pid, Tid, Time,
    event::{Use, WaitFor},
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
    counts: History<Counts>,
}

/// How often something was taken from a semaphore.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// How many had not been given back.
    held: usize,
    /// How many had been taken in all.
    taken: u64,
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

/// A stretch for which a thread held a lock, or in which it took it and gave it back again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// From when.
    pub from: Time,
    /// Until when; none while it lasts.
    pub to: Option<Time>,
    /// How often it took the lock in this stretch.
    pub times: u32,
    /// The line of the main program that took it, first.
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
    pub(crate) fn acquired(&mut self, step: Step, semaphore: ObjectId, line: Option<u32>) {
        let Step { moment, event } = step;
        let thread = (event.pid, event.thread);
        self.took(moment, semaphore, Holder { thread, line }, event.time);
    }

    /// A thread gave back to a semaphore.
    pub(crate) fn released(&mut self, Step { moment, event }: Step, semaphore: ObjectId) {
        let thread = (event.pid, event.thread);
        self.gave_back(moment, semaphore, thread, event.time);
    }

    /// A process told what it did with a semaphore that it had borrowed.
    pub(crate) fn used(&mut self, step: Step, semaphore: ObjectId, uses: &[Use]) {
        let Step { moment, event } = step;
        for what in uses {
            // A log that no kernel wrote may say otherwise.
            match what.by(|at| at.min(event.time)) {
                Use::Took { at, thread, line } => {
                    let thread = (event.pid, thread);
                    self.took(moment, semaphore, Holder { thread, line }, at);
                }
                Use::GaveBack { at, thread, .. } => {
                    self.gave_back(moment, semaphore, (event.pid, thread), at);
                }
                Use::Repeated {
                    count,
                    from,
                    to,
                    thread,
                    line,
                } => {
                    let hold = Hold {
                        from,
                        to: Some(to),
                        times: count,
                        line,
                    };
                    self.repeated(moment, semaphore, (event.pid, thread), hold);
                }
            }
        }
    }

    /// Somebody took from a semaphore at a time, and the log says so since `moment`.
    fn took(&mut self, moment: Moment, semaphore: ObjectId, holder: Holder, at: Time) {
        let hold = Hold {
            from: at,
            to: None,
            times: 1,
            line: holder.line,
        };
        self.hold(holder.thread, semaphore, hold);
        if let Some(lock) = self.locks.get_mut(&semaphore) {
            lock.current.push(lock.takes.len());
            lock.takes.push(Take {
                holder,
                from: moment,
                to: None,
            });
            lock.count(moment, 1);
        }
    }

    /// A thread took from a semaphore and gave back to it, so often that this is all that is known.
    fn repeated(&mut self, moment: Moment, semaphore: ObjectId, thread: Thread, hold: Hold) {
        self.hold(thread, semaphore, hold);
        if let Some(lock) = self.locks.get_mut(&semaphore) {
            lock.count(moment, hold.times);
        }
    }

    /// A thread held a semaphore, which is of interest if the program acquires it itself.
    fn hold(&mut self, thread: Thread, semaphore: ObjectId, hold: Hold) {
        if self.locks.get(&semaphore).is_some_and(Lock::is_plain) {
            let holds = self.holds.entry((thread, semaphore)).or_default();
            // A log that no kernel wrote may go back; the order of time is kept.
            let earliest = holds.last().map_or(hold.from, |last| last.from);
            let from = hold.from.max(earliest);
            holds.push(Hold {
                from,
                to: hold.to.map(|to| to.max(from)),
                ..hold
            });
        }
    }

    /// A thread gave back to a semaphore at a time, and the log says so since `moment`.
    fn gave_back(&mut self, moment: Moment, semaphore: ObjectId, thread: Thread, at: Time) {
        let Some(lock) = self.locks.get_mut(&semaphore) else {
            return;
        };
        // Anybody may release: then whoever took it first no longer has it.
        let own = |take: &usize| lock.takes[*take].holder.thread == thread;
        let index = lock.current.iter().rposition(own).unwrap_or(0);
        if index < lock.current.len() {
            let take = &mut lock.takes[lock.current.remove(index)];
            take.to = Some(moment);
            let by = take.holder.thread;
            lock.count(moment, 0);
            if let Some(holds) = self.holds.get_mut(&(by, semaphore)) {
                end_last(holds, at);
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
        let mut holders: Vec<_> = (self.takes[..begun].iter().rev())
            .filter(|take| take.to.is_none_or(|to| moment < to))
            .take(self.counts(moment).held)
            .map(|take| take.holder)
            .collect();
        holders.reverse();
        holders
    }

    /// How often it had been taken in all at `moment`, as far as that was known then.
    #[must_use]
    pub fn taken(&self, moment: Moment) -> u64 {
        self.counts(moment).taken
    }

    fn counts(&self, moment: Moment) -> Counts {
        (self.counts.at(moment)).map_or_else(Counts::default, |(_, counts)| *counts)
    }

    /// From `moment` on it has been taken so many times more, and those that are current are held.
    fn count(&mut self, moment: Moment, more: u32) {
        let before = self.counts.last().map_or(0, |counts| counts.taken);
        let counts = Counts {
            held: self.current.len(),
            taken: before + u64::from(more),
        };
        self.counts.push(moment, counts);
    }
}

fn end_last(holds: &mut [Hold], time: Time) {
    if let Some(hold) = holds.iter_mut().rev().find(|hold| hold.to.is_none()) {
        hold.to = Some(time.max(hold.from));
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::event::{Event, EventKind};

    use super::*;
    use crate::Trace;

    const LOCK: ObjectId = ObjectId(1);
    const MAIN: Thread = (Pid(1), Tid::MAIN);
    const OTHER: Thread = (Pid(1), Tid(1));

    /// What comes of these events of one process, which makes a lock first.
    fn locks(kinds: impl IntoIterator<Item = (u64, EventKind)>) -> Locks {
        let spec = Spec::Semaphore {
            value: 1,
            maximum: 1,
            recursive: false,
            label: "Lock".to_owned(),
        };
        let made = EventKind::Made {
            object: LOCK,
            spec,
            line: None,
        };
        let mut trace = Trace::default();
        for (time, kind) in [(0, made)].into_iter().chain(kinds) {
            let (pid, thread) = MAIN;
            trace.push(Event {
                time: Time(time),
                pid,
                thread,
                kind,
            });
        }
        trace.locks().clone()
    }

    fn acquired() -> EventKind {
        EventKind::Acquired {
            semaphore: LOCK,
            line: Some(1),
        }
    }

    fn used(uses: impl Into<Vec<Use>>) -> EventKind {
        EventKind::Used {
            semaphore: LOCK,
            uses: uses.into(),
        }
    }

    fn took(at: u64, (_, thread): Thread) -> Use {
        Use::Took {
            at: Time(at),
            thread,
            line: Some(2),
        }
    }

    fn gave_back(at: u64, (_, thread): Thread) -> Use {
        Use::GaveBack {
            at: Time(at),
            thread,
            line: Some(3),
        }
    }

    fn repeated(count: u32, from: u64, to: u64) -> Use {
        Use::Repeated {
            count,
            from: Time(from),
            to: Time(to),
            thread: Tid::MAIN,
            line: Some(2),
        }
    }

    /// From when until when a thread held the lock, and how often it took it.
    fn holds(locks: &Locks, thread: Thread) -> Vec<(u64, Option<u64>, u32)> {
        let holds = locks.holds(thread).flat_map(|(_, holds)| holds);
        holds
            .map(|hold| (hold.from.0, hold.to.map(|to| to.0), hold.times))
            .collect()
    }

    #[test]
    fn what_was_done_with_a_loan_has_times_of_its_own() {
        let uses = [
            gave_back(20, MAIN),
            took(30, OTHER),
            gave_back(31, OTHER),
            repeated(4_213, 40, 70),
            took(80, MAIN),
        ];
        let locks = locks([(10, acquired()), (90, used(uses))]);
        assert_eq!(
            holds(&locks, MAIN),
            [(10, Some(20), 1), (40, Some(70), 4_213), (80, None, 1)]
        );
        assert_eq!(holds(&locks, OTHER), [(30, Some(31), 1)]);
    }

    #[test]
    fn what_was_done_with_a_loan_is_known_from_the_moment_at_which_it_is_told() {
        let uses = [gave_back(20, MAIN), repeated(7, 21, 29), took(30, OTHER)];
        let back = used([gave_back(60, OTHER)]);
        let locks = locks([(10, acquired()), (50, used(uses)), (70, back)]);
        let lock = locks.lock(LOCK).expect("it was made");
        let at = |moment| {
            let holders: Vec<_> = (lock.holders(Moment(moment)).into_iter())
                .map(|holder| (holder.thread, holder.line))
                .collect();
            (holders, lock.taken(Moment(moment)))
        };
        assert_eq!(at(1), (vec![], 0));
        assert_eq!(at(2), (vec![(MAIN, Some(1))], 1));
        assert_eq!(at(3), (vec![(OTHER, Some(2))], 9));
        assert_eq!(at(4), (vec![], 9));
    }

    #[test]
    fn holds_stay_in_the_order_of_time_whatever_a_log_says() {
        let early = used([repeated(2, 5, u64::MAX), took(3, MAIN), gave_back(1, MAIN)]);
        let unknown = EventKind::Used {
            semaphore: ObjectId(9),
            uses: vec![took(1, MAIN)],
        };
        let locks = locks([(10, acquired()), (20, early), (30, unknown)]);
        assert_eq!(
            holds(&locks, MAIN),
            [(10, None, 1), (10, Some(20), 2), (10, Some(10), 1)]
        );
    }
}
