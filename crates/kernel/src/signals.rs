//! Signals: what each process does about which, and their delivery.

use spawnpoint_protocol::{
    Pid, Signal,
    event::{EventKind, WaitFor},
    syscall::{CallId, Disposition, Errno, Reply, ToProcess},
};

use crate::{Kernel, Output, process::Key};

/// What a process does about each signal; a bit for each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dispositions {
    handled: u64,
    ignored: u64,
}

impl Default for Dispositions {
    /// Those of a Python that has just started.
    fn default() -> Self {
        Self {
            handled: bit(Signal::INT),
            ignored: bit(Signal::PIPE) | bit(Signal::XFSZ),
        }
    }
}

impl Dispositions {
    /// Those of a process that begins a new program: what is ignored stays so.
    pub fn of_new_program(self) -> Self {
        Self {
            handled: Self::default().handled & !self.ignored,
            ignored: self.ignored,
        }
    }

    pub fn set(&mut self, signal: Signal, disposition: Disposition) {
        let bit = bit(signal);
        self.handled &= !bit;
        self.ignored &= !bit;
        match disposition {
            Disposition::Default => {}
            Disposition::Ignore => self.ignored |= bit,
            Disposition::Handle => self.handled |= bit,
        }
    }

    fn of(self, signal: Signal) -> Disposition {
        let bit = bit(signal);
        if signal == Signal::KILL {
            Disposition::Default
        } else if self.handled & bit != 0 {
            Disposition::Handle
        } else if self.ignored & bit != 0 {
            Disposition::Ignore
        } else {
            Disposition::Default
        }
    }
}

fn bit(signal: Signal) -> u64 {
    let place = u32::from(signal.0).wrapping_sub(1);
    1_u64.checked_shl(place).unwrap_or(0)
}

impl Kernel {
    pub(crate) fn kill(
        &mut self,
        by: Pid,
        target: Pid,
        signal: Signal,
        line: Option<u32>,
    ) -> Reply {
        if !self.processes.exists(target) {
            return Reply::Failed(Errno::NoSuchProcess);
        }
        // Signal 0 only asks whether there is somebody to send to.
        if signal.0 != 0 && self.processes.is_alive(target) {
            self.signal(target, by, signal, line);
        }
        Reply::Done
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

    /// The call is given up, unless it was answered already or ends soon.
    pub(crate) fn cancel(&mut self, pid: Pid, id: CallId) {
        let key = Key { pid, id };
        let can_be = (self.processes.pending(key)).is_some_and(|call| call.on != WaitFor::Server);
        if can_be {
            self.forget(key);
            self.acting = None;
            self.answer(key, Reply::Interrupted);
        }
    }
}
