//! What stands below CPython where there is an operating system: that, but for what concerns other processes, the console
//! and the place of the program's files. Those functions of C are defined here, and so come before those of C's library.
//!
//! **Architecture invariant:** nothing here knows Python objects, and nothing of Python's semantics is here.

mod console;
mod paths;
mod processes;
mod waits;

use std::{cell::Cell, ffi::c_int};

use spawnpoint_protocol::{Tid, syscall::Program};

use crate::host::ThreadId;

pub(crate) use console::begin as begin_console;

/// The thread in which a process begins.
pub(crate) const MAIN: ThreadId = ThreadId(1);

thread_local! {
    static OWN: Cell<Tid> = const { Cell::new(Tid::MAIN) };
}

/// The number of the running thread for the kernel.
pub(crate) fn tid() -> Tid {
    OWN.get()
}

/// The running thread has this number for the kernel.
pub(crate) fn set_tid(tid: Tid) {
    OWN.set(tid);
}

/// Whether a thread runs.
pub(crate) fn is_running() -> bool {
    true
}

/// Does something for which the running thread stands still.
pub(crate) fn suspend<T>(wait: impl FnOnce() -> T) -> T {
    wait()
}

/// Is the thread that runs the program.
pub(crate) fn run<T>(_thread: ThreadId, body: impl FnOnce() -> T) -> T {
    body()
}

/// To be called first in a process.
pub(crate) fn start() {
    begin_console();
    paths::begin();
}

/// Puts a program where it is to be found.
pub(crate) fn write_program(program: &Program) {
    paths::write_program(program);
}

/// This process is a copy, in which the calling thread is the main one.
pub(crate) fn begin_copy() {
    set_tid(Tid::MAIN);
}

/// What a program does about this signal was set. The ends of children are the kernel's to tell of; copies of this process
/// are children for the operating system, too.
pub(crate) fn leave_children(signal: c_int) {
    if signal == libc::SIGCHLD {
        // SAFETY: no handler is set.
        unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
    }
}

/// Memory is the operating system's.
pub(crate) fn exhaust() {}

/// See [`exhaust`].
pub(crate) fn was_refused() -> bool {
    false
}

/// See [`exhaust`].
pub(crate) fn new_size() -> Option<u64> {
    None
}

/// See [`exhaust`].
pub(crate) fn forget_size() {}
