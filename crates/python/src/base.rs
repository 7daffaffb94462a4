//! What every layer uses.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The path of the main program, as Python code sees it.
pub(crate) const MAIN_PATH: &str = "/home/user/main.py";

/// Locks what cannot be left half-changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Time as the kernel counts it; more than it can count is without end.
pub(crate) fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Seconds as the kernel counts them; none are less than nothing.
pub(crate) fn micros_of(seconds: f64) -> u64 {
    Duration::try_from_secs_f64(seconds.max(0.0)).map_or(u64::MAX, micros)
}
