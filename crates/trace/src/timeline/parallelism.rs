//! How many processes ran at once.

use std::collections::BTreeSet;

use spawnpoint_protocol::{Pid, Time};

/// How many processes were running from when on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallelism {
    /// From when, how many, and the microseconds for which processes had run until then.
    steps: Vec<(Time, u32, u64)>,
    /// Those that run.
    running: BTreeSet<Pid>,
}

impl Parallelism {
    /// A process runs or not from `time` on.
    pub(super) fn count(&mut self, time: Time, pid: Pid, runs: bool) {
        if runs && self.running.insert(pid) {
            self.record(time, 1);
        } else if !runs && self.running.remove(&pid) {
            self.record(time, -1);
        }
    }

    fn record(&mut self, time: Time, change: i32) {
        let (since, count, total) = self.steps.last().copied().unwrap_or_default();
        let total = total + u64::from(count) * time.since(since);
        let count = count.saturating_add_signed(change);
        if since == time && !self.steps.is_empty() {
            self.steps.pop();
        }
        self.steps.push((time, count, total));
    }

    /// For how many microseconds processes had run until `time`, all together.
    #[must_use]
    pub fn total(&self, time: Time) -> u64 {
        let index = self.steps.partition_point(|(since, ..)| *since <= time);
        let Some((since, count, total)) = index.checked_sub(1).and_then(|i| self.steps.get(i))
        else {
            return 0;
        };
        total + u64::from(*count) * time.since(*since)
    }

    /// The most that ever ran at once.
    #[must_use]
    pub fn most(&self) -> u32 {
        self.steps
            .iter()
            .map(|(_, count, _)| *count)
            .max()
            .unwrap_or(0)
    }
}
