//! Threads of Python's, as the kernel has to know them: which there are, what each waits for, and which of them runs.
//!
//! CPython's own functions for threads and locks are there; the linker has those that begin, wait and wake come here first
//! (`wrapped.txt`).
//!
//! **Architecture invariant:** a thread that waits for another one waits in the kernel, so that it sees every wait there
//! is. Nothing here decides who goes on: that is CPython's code.

mod life;
mod locks;
mod parking;
mod turns;

pub(crate) use life::{THREADS, count};
pub(crate) use locks::LOCKS;
pub(crate) use parking::PARKING;
pub(crate) use turns::{TURNS, begin_turns, draw};
