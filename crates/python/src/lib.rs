//! A Python process: CPython as a C library, over what a [`Host`] gives it.
//!
//! There is one process to an instance: to a WebAssembly instance in the browser, where everything below CPython is
//! here too (`platform`), and to an operating-system process natively, where the operating system is below it. A copy of
//! the instance's memory, made in the middle of a call, is how a process forks.
//!
//! The layers, of which each knows those before it: `platform` (C's library and threads), `line` (messages), `objects` (what
//! processes share), `record` (what is recorded), `threads`, `program` (what is done from outside), `process`.

#![allow(unsafe_code, reason = "CPython is C")]

mod base;
mod ffi;
mod function;
mod host;
mod library;
mod line;
mod object;
mod objects;
mod process;
mod program;
mod record;
mod system;
mod threads;

#[cfg_attr(not(target_arch = "wasm32"), path = "platform_native/mod.rs")]
mod platform;

pub use host::{Copied, Host, Machine, MemoryInPlace, Side, ThreadId, Ticket};
pub use line::deliver;
pub use process::{begin_copy, run, start};
#[cfg(target_arch = "wasm32")]
pub use process::{memory_taken, run_copy, run_thread};
pub use program::{Failure, last_words};

#[cfg(not(target_arch = "wasm32"))]
pub use library::PIECES_FOLDER;
