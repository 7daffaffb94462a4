//! How many places to look up at are left until a busy process does (`c/look_up.h`).

use std::sync::atomic::{AtomicI32, Ordering};

/// The number with which a process begins.
const FIRST: i32 = 100;

/// CPython counts down here, and looks up at 0.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_countdown: AtomicI32 = AtomicI32::new(FIRST);

/// The next look comes after so many places.
pub(crate) fn set_countdown(places: i32) {
    spawnpoint_countdown.store(places, Ordering::Relaxed);
}
