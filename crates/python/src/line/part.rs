//! What has state of its own that messages, flushing or a copy concern.

use std::sync::OnceLock;

use spawnpoint_protocol::syscall::{Notice, ToProcess};

use crate::object::Fallible;

/// A part of the process with state of its own.
pub(crate) trait Part: Sync {
    /// Takes in what the kernel sends unasked, if it is for this part. Called at any time, from any thread.
    fn deliver(&self, _message: &ToProcess) {}

    /// Tells what has to be known before anything else that leaves the process.
    fn collect(&self, _tell: &mut dyn FnMut(Notice)) {}

    /// This process is a copy of another one: what the kernel and the platform knew of that one is not known of this.
    fn forget(&self) {}
}

/// What the line asks of those above it.
pub(crate) trait Above: Sync {
    /// The parts of this process.
    fn parts(&self) -> &'static [&'static dyn Part];

    /// A thread goes on after a call: it stands still if the run is paused.
    fn hold(&self);

    /// Has CPython know of the signals that have come, from a thread in which something may be waited for.
    fn note_signals(&self);

    /// Runs the handlers of the signals that have come, in the main thread, which has the interpreter. `on_raised` is
    /// called if one of them raises an exception, before the kernel is told that the signal has been handled.
    ///
    /// # Errors
    /// What a handler raises.
    fn handle_signals(&self, on_raised: &dyn Fn()) -> Fallible<()>;

    /// Has the exception that the interpreter holds raised when the main thread looks next.
    fn raise_late(&self);

    /// Raises that now, in the main thread, which is about to stand still.
    ///
    /// # Errors
    /// That, if there is one.
    fn raise_held(&self) -> Fallible<()>;
}

static ABOVE: OnceLock<&'static dyn Above> = OnceLock::new();

/// This is above the line from now on; the first time counts.
pub(crate) fn begin(above: &'static dyn Above) {
    let _ = ABOVE.set(above);
}

/// What is above the line.
///
/// # Panics
/// Before [`begin`]; no process is there then.
pub(super) fn above() -> &'static dyn Above {
    *ABOVE.get().expect("a process has all its layers")
}

pub(crate) fn parts() -> &'static [&'static dyn Part] {
    ABOVE.get().map_or(&[], |above| above.parts())
}
