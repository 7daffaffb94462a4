//! When blocked calls give up waiting.

use std::collections::{BTreeMap, BTreeSet};

use spawnpoint_protocol::{Pid, Time, syscall::CallId};

/// At most one moment for each blocked call; calls due at the same moment fire in the order in
/// which they were set.
#[derive(Debug, Default)]
pub(crate) struct Timers {
    queue: BTreeSet<(Time, u64, Pid, CallId)>,
    set: BTreeMap<(Pid, CallId), (Time, u64)>,
    sequence: u64,
}

impl Timers {
    pub fn set(&mut self, at: Time, pid: Pid, id: CallId) {
        self.cancel(pid, id);
        self.queue.insert((at, self.sequence, pid, id));
        self.set.insert((pid, id), (at, self.sequence));
        self.sequence += 1;
    }

    pub fn cancel(&mut self, pid: Pid, id: CallId) {
        if let Some((at, sequence)) = self.set.remove(&(pid, id)) {
            self.queue.remove(&(at, sequence, pid, id));
        }
    }

    pub fn next(&self) -> Option<Time> {
        self.queue.first().map(|&(at, ..)| at)
    }

    /// Takes the earliest call that is due at `now`.
    pub fn pop_due(&mut self, now: Time) -> Option<(Pid, CallId)> {
        let &(at, _, pid, id) = self.queue.first()?;
        if at > now {
            return None;
        }
        self.cancel(pid, id);
        Some((pid, id))
    }
}
