//! The world as a process sees it.

use std::sync::OnceLock;
#[cfg(target_arch = "wasm32")]
use std::time::Duration;

#[cfg(target_arch = "wasm32")]
use crate::Stream;

/// What a process needs of the platform it runs on.
///
/// In the browser everything below CPython is made of this. Natively the operating system's own C library stands there,
/// and only [`piece`](Host::piece), [`copy`](Host::copy) and [`exit`](Host::exit) are asked for.
pub trait Host: Machine {
    /// A part of the standard library that is not built in, by its name. Blocks the thread until it is there.
    ///
    /// # Errors
    /// Why it could not be had, in words for the user.
    fn piece(&self, name: &str) -> Result<Vec<u8>, String>;

    /// Makes a process of a copy of this one as it is now. Where the copy goes on from here, it is told so by
    /// [`Side::Copy`]; where it cannot, `run_copy` is called in it.
    ///
    /// # Errors
    /// When the platform has no memory or no process left for it.
    fn copy(&self) -> Result<Side, String>;

    /// Ends the process.
    fn exit(&self, status: i32) -> !;
}

/// Which of the two that there are after a copy was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The process that was copied.
    Original,
    /// The other one, in which the calling thread is the only one.
    Copy,
}

/// What stands below C where there is no operating system.
#[cfg(target_arch = "wasm32")]
pub trait Machine: Sync {
    /// Takes in what the program wrote; never blocks.
    fn write(&self, stream: Stream, bytes: &[u8]);

    /// Blocks the thread until there is something on standard input; returns how much of it is in `into`, 0 at its end.
    fn read(&self, into: &mut [u8]) -> usize;

    /// Time since some fixed moment, the same for all processes of a run; never decreases.
    fn monotonic(&self) -> Duration;

    /// Time since 1970-01-01 00:00 UTC.
    fn wall_clock(&self) -> Duration;

    /// Fills `into` with random bytes.
    fn random(&self, into: &mut [u8]);

    /// Suspends the running thread until somebody calls [`unpark`](Host::unpark) with this ticket, or the time is up,
    /// and says whether it was the former. A ticket is used once.
    fn park(&self, ticket: Ticket, timeout: Option<Duration>) -> bool;

    /// Lets the thread go on that is parked with this ticket, and says whether there was one.
    fn unpark(&self, ticket: Ticket) -> bool;

    /// Has [`run_thread`](crate::run_thread) called for a thread once the running one is suspended.
    fn start_thread(&self, thread: ThreadId);

    /// Takes in that pieces and side modules with these names will be asked for soon, so that they may be got all at once;
    /// never blocks. There are spaces between the names.
    fn expect(&self, names: &str);

    /// Gets a side module by its name: a module in C that is WebAssembly of its own. Blocks the thread until it is there,
    /// and returns how many bytes of data it has.
    ///
    /// # Errors
    /// Why it could not be had, in words for the user.
    fn fetch_side_module(&self, name: &str) -> Result<usize, String>;

    /// Links a side module that was fetched with this instance. Its data is at `data`, and `symbols` is where the table
    /// is of what it takes from here. Returns the place in the table of functions of the one that makes the module.
    fn link_side_module(&self, name: &str, data: usize, symbols: usize) -> usize;

    /// Suspends the running thread for a moment in which the platform can deliver messages, or end the process.
    fn breathe(&self);
}

/// What stands below C where there is an operating system: that.
#[cfg(not(target_arch = "wasm32"))]
pub trait Machine: Sync {}

static HOST: OnceLock<&'static dyn Host> = OnceLock::new();

/// What this instance has of its platform from now on; the first counts.
pub(crate) fn set_host(host: &'static dyn Host) {
    // A second one would be the same: an instance has one host.
    let _ = HOST.set(host);
}

/// The platform of this instance.
///
/// # Panics
/// Before [`set_host`]; nothing of Python runs then.
pub(crate) fn host() -> &'static dyn Host {
    *HOST.get().expect("Python runs on a host only")
}

/// What a suspended thread is known by to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u32);

/// A thread of this process; the one in which it began has the number 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThreadId(pub u32);
