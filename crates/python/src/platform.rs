//! What stands below CPython where there is no operating system: the functions of C and of WASI that it calls, over the
//! [`Host`](crate::Host).
//!
//! **Architecture invariant:** nothing here knows Python objects. What CPython keeps for each thread in variables of C
//! that threads share here is put aside while a thread is suspended ([`fiber`]).

mod alloc;
mod clock;
mod environment;
mod errno;
mod failure;
mod fiber;
mod files;
mod posix;
mod processes;
mod stack;
mod streams;
mod threads;
mod waits;
mod wasi;

pub(crate) use alloc::{exhaust, forget_size, new_size, taken, was_refused};
pub(crate) use fiber::{current, is_running, set_tid, suspend, tid};
pub(crate) use threads::run_thread;

use spawnpoint_protocol::syscall::Program;

use crate::host::ThreadId;

/// The thread in which a process begins.
pub(crate) const MAIN: ThreadId = ThreadId(1);

unsafe extern "C" {
    /// Sets C's variables up. That it is called here keeps the linker from calling it in every export.
    fn __wasm_call_ctors();
}

/// To be called first in an instance.
pub(crate) fn start() {
    // SAFETY: nothing of C has run in this instance.
    unsafe { __wasm_call_ctors() };
    environment::begin();
}

/// The kernel has put the program where it is to be found.
pub(crate) fn write_program(_program: &Program) {
    environment::go_home();
}

/// What a program does about a signal was set; all signals are the kernel's.
pub(crate) fn leave_children(_signal: std::ffi::c_int) {}

/// Is the thread that runs the program, from its beginning to its end.
pub(crate) fn run<T>(thread: ThreadId, body: impl FnOnce() -> T) -> T {
    fiber::run(thread, stack::MAIN_SIZE, body)
}

/// This memory is a copy, in which one thread exists, which begins anew.
pub(crate) fn begin_copy(thread: ThreadId) {
    fiber::forget();
    waits::forget();
    threads::forget_all_but(thread);
}
