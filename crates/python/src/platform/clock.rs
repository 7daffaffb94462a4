//! The clocks of C.

use std::{ffi::c_int, time::Duration};

use crate::{host::host, system::system};

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
