//! What stands below CPython where there is no operating system: the functions of C and of WASI that it calls, over the
//! [`Host`](crate::Host).
//!
//! **Architecture invariant:** nothing here knows Python objects. What CPython keeps for each thread in variables of C
//! that threads share here is put aside while a thread is suspended ([`fiber`]).

mod alloc;
mod clock;
mod environment;
mod errno;
mod fiber;
mod files;
mod posix;
mod stack;
mod streams;
mod threads;
mod waits;
mod wasi;

pub(crate) use alloc::taken;
pub(crate) use fiber::{count, current, is_running, suspend};
pub(crate) use files::write_file;
pub(crate) use threads::run_thread;

use crate::host::ThreadId;

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
