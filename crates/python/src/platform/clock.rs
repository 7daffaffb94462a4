//! The clocks of C.

use std::{ffi::c_int, time::Duration};

use super::errno::{EINTR, fail};
use crate::{
    host::host,
    system::{Interrupted, system},
};

/// `CLOCK_REALTIME` among the numbers of WASI's clocks.
pub(super) const REALTIME: c_int = 0;

/// `CLOCK_PROCESS_CPUTIME_ID` and `CLOCK_THREAD_CPUTIME_ID`
const PROCESS: c_int = 2;
const THREAD: c_int = 3;

/// What a clock says.
pub(super) fn now(clock: c_int) -> Duration {
    match clock {
        REALTIME => host().wall_clock(),
        PROCESS | THREAD => system().busy(),
        _ => host().monotonic(),
    }
}

/// How long it is until a clock says `time`.
pub(super) fn until(clock: c_int, time: Duration) -> Duration {
    time.saturating_sub(now(clock))
}

/// A time of WASI's C library.
#[repr(C)]
pub(super) struct Timespec {
    seconds: i64,
    nanoseconds: i32,
}

impl Timespec {
    /// How long that is.
    pub fn duration(&self) -> Duration {
        let seconds = Duration::from_secs(u64::try_from(self.seconds).unwrap_or(0));
        seconds + Duration::from_nanos(u64::try_from(self.nanoseconds).unwrap_or(0))
    }
}

/// A clock of WASI's C library, which hands them around as pointers.
#[repr(C)]
pub(super) struct Clock {
    pub id: c_int,
}

/// What is left of a time is told to nobody: CPython looks at the clock.
#[unsafe(no_mangle)]
unsafe extern "C" fn nanosleep(time: *const Timespec, _left: *mut Timespec) -> c_int {
    // SAFETY: the caller gives a time.
    match system().sleep(unsafe { (*time).duration() }) {
        Ok(()) => 0,
        Err(Interrupted) => fail(EINTR),
    }
}
