//! When blocked calls give up waiting.

use std::collections::{BTreeMap, BTreeSet};

use spawnpoint_protocol::Time;

use crate::process::Key;

/// At most one moment for each blocked call; calls due at the same moment fire in the order in
/// which they were set.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    queue: BTreeSet<(Time, u64, Key)>,
    set: BTreeMap<Key, (Time, u64)>,
    sequence: u64,
}

impl Timers {
    pub fn set(&mut self, at: Time, key: Key) {
        self.cancel(key);
        self.queue.insert((at, self.sequence, key));
        self.set.insert(key, (at, self.sequence));
        self.sequence += 1;
    }

    pub fn cancel(&mut self, key: Key) {
        if let Some((at, sequence)) = self.set.remove(&key) {
            self.queue.remove(&(at, sequence, key));
        }
    }

    pub fn next(&self) -> Option<Time> {
        self.queue.first().map(|&(at, ..)| at)
    }

    /// Takes the earliest call that is due at `now`.
    pub fn pop_due(&mut self, now: Time) -> Option<Key> {
        let &(at, _, key) = self.queue.first()?;
        if at > now {
            return None;
        }
        self.cancel(key);
        Some(key)
    }
}
