//! The clocks of C.

use std::{ffi::c_int, time::Duration};

use crate::host::host;

/// `CLOCK_REALTIME` among the numbers of WASI's clocks; the others never decrease.
pub(super) const REALTIME: c_int = 0;

/// What a clock says.
pub(super) fn now(clock: c_int) -> Duration {
    if clock == REALTIME {
        host().wall_clock()
    } else {
        host().monotonic()
    }
}

/// How long it is until a clock says `time`.
pub(super) fn until(clock: c_int, time: Duration) -> Duration {
    time.saturating_sub(now(clock))
}
