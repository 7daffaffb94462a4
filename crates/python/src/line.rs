//! The line to the kernel: calls and their replies, notices, and where in the program they come from.
//!
//! **Architecture invariant:** nothing here knows what is asked for or told. Whoever has something to keep, to tell in time
//! or to forget in a copy is a [`Part`], of which [`begin`] is given the table.

mod call;
mod countdown;
mod error;
mod outbox;
mod part;
mod site;
mod undisturbed;

#[cfg(target_arch = "wasm32")]
pub(crate) use call::busy;
pub(crate) use call::{
    Interrupted, ask, ask_as, attached, block, block_keeping, blocked, blocked_as, detached,
    interrupt, next_call, number, or_raised, silently, silently_keeping,
};
pub(crate) use countdown::set_countdown;
pub(crate) use error::{Refusal, os_error, os_error_of, unexpected};
pub(crate) use outbox::{flush, notify, notify_later, send};
pub(crate) use part::{Above, Part, begin, parts};
pub(crate) use site::{brief_site, frames, site};
pub(crate) use undisturbed::undisturbed;

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

/// This process is a copy of another one, in which one thread exists.
pub(crate) fn forget() {
    call::forget();
    for part in parts() {
        part.forget();
    }
}
