//! What a process does with a semaphore that it has borrowed, until it tells the kernel.
//!
//! At first each use is recorded with its time and its line. Beyond that, pairs of taking and giving back are counted, so
//! that the record costs no more than what it records.

use spawnpoint_protocol::{Tid, Time, event::Use};

/// How many uses of one semaphore are recorded each.
const EACH: u32 = 2_000;

/// What was done since the kernel was told last.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// How many were recorded each, in all.
    recorded: u32,
    list: Vec<Use>,
    /// Pairs that came after these.
    pairs: Option<Pairs>,
    /// One that was taken after these, which may become a pair.
    open: Option<Open>,
}

#[derive(Clone, Copy, Debug)]
struct Pairs {
    count: u32,
    from: Time,
    thread: Tid,
    line: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    thread: Tid,
    line: Option<u32>,
}

/// Who does something now, and what it costs to find out.
pub(super) trait Now {
    /// The time by the clock of the process.
    fn time(&self) -> Time;

    /// The running thread.
    fn thread(&self) -> Tid;

    /// The line of the main program that it is at.
    fn line(&self) -> Option<u32>;
}

impl Uses {
    /// The thread took one.
    pub fn took(&mut self, now: &impl Now) {
        if self.recorded >= EACH && self.open.is_none() {
            self.open = Some(Open {
                thread: now.thread(),
                line: now.line(),
            });
            return;
        }
        self.close(now);
        self.record(Use::Took {
            at: now.time(),
            thread: now.thread(),
            line: now.line(),
        });
    }

    /// The thread gave one back.
    pub fn gave_back(&mut self, now: &impl Now) {
        let thread = now.thread();
        if let Some(open) = self.open.take_if(|open| open.thread == thread) {
            if self.pairs.is_some_and(|pairs| pairs.thread != thread) {
                self.close(now);
            }
            let pairs = self.pairs.get_or_insert_with(|| Pairs {
                count: 0,
                from: now.time(),
                thread,
                line: open.line,
            });
            pairs.count = pairs.count.saturating_add(1);
            return;
        }
        self.close(now);
        self.record(Use::GaveBack {
            at: now.time(),
            thread,
            line: now.line(),
        });
    }

    /// What was done since the last time that this was called.
    pub fn take(&mut self, now: &impl Now) -> Vec<Use> {
        self.close(now);
        std::mem::take(&mut self.list)
    }

    /// Whether nothing was done since then.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.pairs.is_none() && self.open.is_none()
    }

    fn record(&mut self, what: Use) {
        self.recorded = self.recorded.saturating_add(1);
        self.list.push(what);
    }

    /// What is counted so far is over.
    fn close(&mut self, now: &impl Now) {
        if let Some(Pairs {
            count,
            from,
            thread,
            line,
        }) = self.pairs.take()
        {
            let to = now.time();
            self.list.push(Use::Repeated {
                count,
                from,
                to,
                thread,
                line,
            });
        }
        if let Some(Open { thread, line }) = self.open.take() {
            let at = now.time();
            self.list.push(Use::Took { at, thread, line });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct At(u64, u32);

    impl Now for At {
        fn time(&self) -> Time {
            Time(self.0)
        }

        fn thread(&self) -> Tid {
            Tid(self.1)
        }

        fn line(&self) -> Option<u32> {
            Some(7)
        }
    }

    const LINE: Option<u32> = Some(7);

    fn took(at: u64, thread: u32) -> Use {
        Use::Took {
            at: Time(at),
            thread: Tid(thread),
            line: LINE,
        }
    }

    fn gave_back(at: u64, thread: u32) -> Use {
        Use::GaveBack {
            at: Time(at),
            thread: Tid(thread),
            line: LINE,
        }
    }

    fn repeated(count: u32, from: u64, to: u64, thread: u32) -> Use {
        Use::Repeated {
            count,
            from: Time(from),
            to: Time(to),
            thread: Tid(thread),
            line: LINE,
        }
    }

    /// A process has done so much that the rest is counted.
    fn many() -> Uses {
        let mut uses = Uses::default();
        for at in 0..u64::from(EACH / 2) {
            uses.took(&At(at, 0));
            uses.gave_back(&At(at, 0));
        }
        assert_eq!(uses.take(&At(9, 0)).len(), EACH as usize);
        assert!(uses.is_empty());
        uses
    }

    #[test]
    fn the_first_uses_are_recorded_each() {
        let mut uses = Uses::default();
        uses.took(&At(1, 0));
        uses.gave_back(&At(2, 0));
        uses.took(&At(3, 1));
        assert!(!uses.is_empty());
        let all = uses.take(&At(9, 0));
        assert_eq!(all, [took(1, 0), gave_back(2, 0), took(3, 1)]);
        assert!(uses.is_empty());
    }

    #[test]
    fn then_pairs_are_counted_and_what_is_held_is_told() {
        let mut uses = many();
        for at in 10..13 {
            uses.took(&At(at, 0));
            uses.gave_back(&At(at, 0));
        }
        uses.took(&At(13, 0));
        assert!(!uses.is_empty());
        assert_eq!(uses.take(&At(14, 0)), [repeated(3, 10, 14, 0), took(14, 0)]);
        uses.gave_back(&At(15, 0));
        assert_eq!(uses.take(&At(16, 0)), [gave_back(15, 0)]);
    }

    #[test]
    fn what_is_no_pair_of_one_thread_is_recorded_as_it_was() {
        let mut uses = many();
        uses.took(&At(10, 0));
        uses.took(&At(11, 1));
        uses.gave_back(&At(12, 0));
        uses.gave_back(&At(13, 1));
        assert_eq!(
            uses.take(&At(14, 0)),
            [took(11, 0), took(11, 1), gave_back(12, 0), gave_back(13, 1)]
        );
        uses.took(&At(20, 0));
        uses.gave_back(&At(21, 0));
        uses.took(&At(22, 1));
        uses.gave_back(&At(23, 1));
        assert_eq!(
            uses.take(&At(24, 1)),
            [repeated(1, 21, 23, 0), repeated(1, 23, 24, 1)]
        );
    }
}
