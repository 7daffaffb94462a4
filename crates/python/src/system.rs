//! What C asks of the operating system about processes: the one thing that is the same whether C's library is the
//! platform's own or that of a machine.

use std::{sync::OnceLock, time::Duration};

#[cfg(target_arch = "wasm32")]
use spawnpoint_protocol::files::{FileCall, FileReply};
use spawnpoint_protocol::{Stream, syscall::Watched};

/// A signal has come: C's functions say `EINTR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interrupted;

/// An error by Linux's number.
pub(crate) type Errno = i32;

// What the kernel never answers, and C is told all the same.
pub(crate) const EINTR: Errno = 4;
pub(crate) const ENOSYS: Errno = 38;

/// How a child ended, or that it has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// This child, with this exit code: negative for a signal.
    Child(u32, i32),
    NotYet,
}

/// The operating system as a process sees it.
pub(crate) trait System: Sync {
    fn pid(&self) -> u32;

    /// What `getppid` says.
    fn parent(&self) -> u32;

    /// How many processors there are.
    #[cfg(target_arch = "wasm32")]
    fn processors(&self) -> u32;

    /// Takes in what the program wrote.
    fn write(&self, stream: Stream, bytes: &[u8]);

    /// A line of standard input with its end, empty when there are no more.
    fn read_line(&self) -> Result<Vec<u8>, Interrupted>;

    fn sleep(&self, time: Duration) -> Result<(), Interrupted>;

    /// Does something with the run's files; what there is to tell.
    #[cfg(target_arch = "wasm32")]
    fn file(&self, call: FileCall) -> Result<Option<FileReply>, Errno>;

    /// Sends a signal.
    fn kill(&self, pid: i32, signal: i32) -> Result<(), Errno>;

    /// Waits for the end of a child, of any if the number is not positive, or only asks.
    fn wait(&self, child: i32, asks_only: bool) -> Result<Ended, Errno>;

    /// Waits until one of these is ready, or the time is up, in microseconds; which are.
    fn select(
        &self,
        watched: Vec<Watched>,
        timeout: Option<u64>,
    ) -> Result<Vec<Watched>, Interrupted>;

    /// What a descriptor stands for that is none of a file.
    fn watched(&self, descriptor: i32) -> Option<Watched>;

    /// Ends the process with this exit status.
    fn exit(&self, status: i32) -> !;

    /// How long the process has not stood still: the nearest to processor time that a browser tells.
    #[cfg(target_arch = "wasm32")]
    fn busy(&self) -> Duration;
}

static SYSTEM: OnceLock<&'static dyn System> = OnceLock::new();

/// This is the operating system from now on; the first time counts.
pub(crate) fn begin(system: &'static dyn System) {
    let _ = SYSTEM.set(system);
}

/// The operating system.
///
/// # Panics
/// Before [`begin`]; nothing of Python runs then.
pub(crate) fn system() -> &'static dyn System {
    *SYSTEM.get().expect("C runs in a process only")
}

/// The operating system, in a process of the kernel's; none in a program that has such processes.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn kernel() -> Option<&'static dyn System> {
    SYSTEM.get().copied()
}

/// Writes how a child ended into one number, as Linux does.
pub(crate) fn status(code: i32) -> i32 {
    if code < 0 { -code } else { (code & 0xFF) << 8 }
}
