//! Pausing a run: its clock, and who is held.

use std::collections::BTreeMap;

use spawnpoint_protocol::{Pid, Tid, Time};

use crate::process::Key;

/// The time of a run, which stands still while the run is paused.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// The shell's time at which it stopped.
    stopped: Option<Time>,
    /// For how many microseconds it has stood still before.
    lost: u64,
}

impl Clock {
    /// The run's time at the shell's time `shell`.
    pub fn time(&self, shell: Time) -> Time {
        Time(self.stopped.unwrap_or(shell).0.saturating_sub(self.lost))
    }

    /// The shell's time at the run's time `run`; none while the clock stands still.
    pub fn shell_time(&self, run: Time) -> Option<Time> {
        self.stopped.is_none().then(|| run.after(self.lost))
    }

    pub fn stop(&mut self, shell: Time) {
        self.stopped.get_or_insert(shell);
    }

    pub fn go(&mut self, shell: Time) {
        if let Some(stopped) = self.stopped.take() {
            self.lost += shell.since(stopped);
        }
    }
}

/// A pause that somebody asked for.
#[derive(Debug, Default)]
pub(crate) struct Pause {
    /// The calls of the threads that stand still.
    pub held: BTreeMap<Key, Tid>,
    /// The thread that goes on to its next line.
    pub stepping: Option<(Pid, Tid)>,
}

impl Pause {
    /// A thread makes no step any more: it stands still again, or has ended.
    pub fn stepped(&mut self, pid: Pid, thread: Tid) {
        self.stepping.take_if(|stepping| *stepping == (pid, thread));
    }

    /// The thread of a process that has a step to make.
    pub fn next(&self, pid: Pid) -> Option<(Key, Tid)> {
        let mut held = self.held.iter().map(|(&key, &thread)| (key, thread));
        held.find(|(key, _)| key.pid == pid)
    }
}
