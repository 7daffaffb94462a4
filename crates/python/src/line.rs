//! The line to the kernel: calls and their replies, notices, and where in the program they come from.
//!
//! **Architecture invariant:** nothing here knows what is asked for or told. Whoever has something to keep, to tell in time
//! or to forget in a copy is a [`Part`], of which [`begin`] is given the table.

mod call;
mod error;
mod outbox;
mod part;
mod place;

pub(crate) use call::{
    Interrupted, ask, ask_as, attached, block, block_keeping, blocked, blocked_as, detached, interrupt, next_call, number,
    or_raised, silently, silently_keeping,
};
#[cfg(target_arch = "wasm32")]
pub(crate) use call::busy;
pub(crate) use error::{Refusal, os_error, os_error_of, unexpected};
pub(crate) use outbox::{flush, is_collecting, notify, notify_later, send};
pub(crate) use part::{Above, Part, begin, forget, parts};
pub(crate) use place::{MAIN_PATH, frames, place, site};

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use spawnpoint_protocol::syscall::{CallId, Reply, ToProcess};

/// Takes in a message of the kernel. A reply, or what wakes a thread like one, is returned, for
/// [`Host::wait`](crate::Host::wait). May be called at any time, from any thread; messages must be handed in in the order
/// in which they came.
#[must_use = "a thread waits for the reply"]
pub fn deliver(message: ToProcess) -> Option<(CallId, Reply)> {
    match message {
        ToProcess::Reply { id, reply } => call::replied(id, reply),
        message => {
            for part in parts() {
                part.deliver(&message);
            }
            send();
            call::interruption()
        }
    }
}

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
