//! Signals: who sends which to whom, and what becomes of it.

use spawnpoint_protocol::{
    Pid, Signal,
    event::EventKind,
    syscall::{Disposition, Errno, Reply, ToProcess},
};

use crate::{Kernel, Output, process::Key};

impl Kernel {
    pub(crate) fn kill(&mut self, key: Key, target: Pid, signal: Signal, line: Option<u32>) {
        if !self.processes.exists(target) {
            self.answer(key, Reply::Failed(Errno::NoSuchProcess));
            return;
        }
        // Signal 0 only asks whether there is somebody to send to.
        if signal.0 != 0 && self.processes.is_alive(target) {
            self.signal(target, key.pid, signal, line);
        }
        // Nobody hears the answer if the caller has ended by it.
        self.answer(key, Reply::Done);
    }

    fn signal(&mut self, pid: Pid, by: Pid, signal: Signal, line: Option<u32>) {
        let awaits_copy = self.awaits_copy(pid);
        let Some(process) = self.processes.get_mut(pid) else {
            return;
        };
        let disposition = process.dispositions.of(signal);
        match disposition {
            Disposition::Default if signal.is_ignored_by_default() => {}
            Disposition::Ignore => self.signalled(pid, Some(by), signal, line),
            Disposition::Handle if !awaits_copy => {
                self.signalled(pid, Some(by), signal, line);
                self.hand_over(pid, signal);
            }
            // Who has not begun has no function to call.
            Disposition::Default | Disposition::Handle => {
                self.end_by(pid, Some(by), signal, line);
            }
        }
    }

    pub(crate) fn signalled(
        &mut self,
        pid: Pid,
        by: Option<Pid>,
        signal: Signal,
        line: Option<u32>,
    ) {
        self.event(pid, EventKind::Signalled { by, signal, line });
    }

    /// Ends a process by a signal.
    pub(crate) fn end_by(&mut self, pid: Pid, by: Option<Pid>, signal: Signal, line: Option<u32>) {
        self.signalled(pid, by, signal, line);
        self.end(pid, signal.exit_code(), Output::TerminateWorker(pid));
    }

    fn hand_over(&mut self, pid: Pid, signal: Signal) {
        if let Some(alive) = self.processes.alive_mut(pid) {
            alive.unhandled += 1;
            self.send_to(pid, ToProcess::Signal(signal));
        }
    }

    /// A child has ended, and its parent may want to know.
    pub(crate) fn tell_parent(&mut self, parent: Pid) {
        let wants = (self.processes.get_mut(parent))
            .is_some_and(|parent| parent.dispositions.of(Signal::CHLD) == Disposition::Handle);
        if wants {
            self.hand_over(parent, Signal::CHLD);
        }
    }

    pub(crate) fn set_disposition(&mut self, pid: Pid, signal: Signal, disposition: Disposition) {
        if let Some(process) = self.processes.get_mut(pid) {
            process.dispositions.set(signal, disposition);
        }
    }

    pub(crate) fn handled(&mut self, pid: Pid, signals: u32) {
        if let Some(alive) = self.processes.alive_mut(pid) {
            alive.unhandled = alive.unhandled.saturating_sub(signals);
        }
    }
}
