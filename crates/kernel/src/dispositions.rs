//! What a process does about each signal.

use spawnpoint_protocol::{Signal, syscall::Disposition};

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

    pub fn of(self, signal: Signal) -> Disposition {
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
