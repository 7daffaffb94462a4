//! Pausing a run: its clock, who is held, and who goes on to its next line.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    Pid, Tid, Time,
    event::EventKind,
    syscall::{Reply, Site, ToProcess},
};

use crate::{Kernel, process::Key};

/// Whether a run is paused, and its time, which stands still meanwhile.
#[derive(Debug, Default)]
pub(crate) struct Pause {
    clock: Clock,
    /// None while the run goes on.
    held: Option<Held>,
}

/// The time of a run by the shell's.
#[derive(Debug, Default)]
struct Clock {
    /// The shell's time at which it stopped.
    stopped: Option<Time>,
    /// For how many microseconds it has stood still before.
    lost: u64,
}

/// Those who stand still in a pause that somebody asked for.
#[derive(Debug, Default)]
struct Held {
    /// The calls by which the threads say so.
    calls: BTreeMap<Key, Tid>,
    /// The thread that goes on to its next line.
    stepping: Option<(Pid, Tid)>,
}

impl Pause {
    /// The run's time at the shell's time `shell`.
    pub fn time(&self, shell: Time) -> Time {
        let shell = self.clock.stopped.unwrap_or(shell);
        Time(shell.0.saturating_sub(self.clock.lost))
    }

    /// The shell's time at the run's time `run`; none while the clock stands still.
    pub fn shell_time(&self, run: Time) -> Option<Time> {
        let clock = &self.clock;
        clock.stopped.is_none().then(|| run.after(clock.lost))
    }

    /// Has the clock stand still from the shell's time `shell` on if the run does, and go on if it does.
    pub fn set_clock(&mut self, shell: Time) {
        let is_still = (self.held.as_ref()).is_some_and(|held| held.stepping.is_none());
        if is_still {
            self.clock.stopped.get_or_insert(shell);
        } else if let Some(stopped) = self.clock.stopped.take() {
            self.clock.lost += shell.since(stopped);
        }
    }

    /// Whether the run is paused, be it that one thread makes a step.
    pub fn is_on(&self) -> bool {
        self.held.is_some()
    }

    /// Whether it was not on before.
    fn begin(&mut self) -> bool {
        let begins = self.held.is_none();
        self.held.get_or_insert_default();
        begins
    }

    /// The calls of those who were held, if it was on.
    fn end(&mut self) -> Option<BTreeMap<Key, Tid>> {
        self.held.take().map(|held| held.calls)
    }

    /// A thread stands still, unless the pause is over.
    fn hold(&mut self, key: Key, thread: Tid) -> bool {
        self.thread_stops(key.pid, thread);
        let Some(held) = &mut self.held else {
            return false;
        };
        held.calls.insert(key, thread);
        true
    }

    /// Lets a thread of this process make a step, if one is held.
    fn step(&mut self, pid: Pid) -> Option<(Key, Tid)> {
        let held = self.held.as_mut()?;
        let (&key, &thread) = held.calls.iter().find(|(key, _)| key.pid == pid)?;
        held.calls.remove(&key);
        held.stepping = Some((pid, thread));
        Some((key, thread))
    }

    /// A thread makes no step any more: it stands still again, or has ended.
    pub fn thread_stops(&mut self, pid: Pid, thread: Tid) {
        if let Some(held) = &mut self.held {
            held.stepping.take_if(|stepping| *stepping == (pid, thread));
        }
    }

    /// Nobody of this process is held or makes a step any more.
    pub fn process_ended(&mut self, pid: Pid) {
        if let Some(held) = &mut self.held {
            held.calls.retain(|key, _| key.pid != pid);
            held.stepping.take_if(|(stepping, _)| *stepping == pid);
        }
    }
}

impl Kernel {
    pub(crate) fn hold_all(&mut self) {
        if self.pause.begin() {
            self.tell_all(&ToProcess::Hold);
        }
    }

    pub(crate) fn release_all(&mut self) {
        if let Some(held) = self.pause.end() {
            self.tell_all(&ToProcess::Release);
            for (key, thread) in held {
                self.go_on(key, thread, Reply::Done);
            }
        }
    }

    fn tell_all(&mut self, message: &ToProcess) {
        let alive: Vec<Pid> = self.processes.programs_own().collect();
        for pid in alive {
            self.send_to(pid, message.clone());
        }
    }

    /// A thread asks whether it has to stand still.
    pub(crate) fn hold(&mut self, key: Key, site: &Site) {
        if self.pause.hold(key, site.thread) {
            self.waits.set_aside();
            let held = EventKind::Held { line: site.line };
            self.thread_event(key.pid, site.thread, held);
        } else {
            // The message that it need not crossed its question.
            self.answer(key, Reply::Done);
        }
    }

    pub(crate) fn step(&mut self, pid: Pid) {
        if let Some((key, thread)) = self.pause.step(pid) {
            self.go_on(key, thread, Reply::Step);
        }
    }

    fn go_on(&mut self, key: Key, thread: Tid, reply: Reply) {
        self.thread_event(key.pid, thread, EventKind::Resumed);
        self.reply(key, reply);
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::syscall::CallId;

    use super::*;

    const HELD: Key = Key {
        pid: Pid(1),
        id: CallId(0),
    };

    #[test]
    fn time_stands_still_while_nobody_makes_a_step() {
        let mut pause = Pause::default();
        assert!(pause.begin());
        assert!(pause.hold(HELD, Tid::MAIN));
        pause.set_clock(Time(10));
        assert_eq!(pause.time(Time(30)), Time(10));
        assert_eq!(pause.shell_time(Time(15)), None);
        assert_eq!(pause.step(Pid(1)), Some((HELD, Tid::MAIN)));
        pause.set_clock(Time(30));
        assert_eq!(pause.time(Time(35)), Time(15));
        assert_eq!(pause.shell_time(Time(15)), Some(Time(35)));
        // Its step is over.
        assert!(pause.hold(HELD, Tid::MAIN));
        pause.set_clock(Time(40));
        assert_eq!(pause.time(Time(60)), Time(20));
        assert_eq!(pause.end().map(|held| held.len()), Some(1));
        pause.set_clock(Time(60));
        assert_eq!(pause.time(Time(61)), Time(21));
    }

    #[test]
    fn who_has_ended_makes_no_step() {
        let mut pause = Pause::default();
        pause.begin();
        pause.hold(HELD, Tid::MAIN);
        pause.step(Pid(1));
        pause.process_ended(Pid(1));
        pause.set_clock(Time(10));
        assert_eq!(pause.time(Time(20)), Time(10));
        assert_eq!(pause.step(Pid(1)), None);
        assert!(!pause.begin());
    }
}
