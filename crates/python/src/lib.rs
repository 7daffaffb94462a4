//! A Python process: CPython as a C library, over what a [`Host`] gives it.
//!
//! There is one process to an instance: to a WebAssembly instance in the browser, where everything below CPython is
//! here too (`platform`), and to an operating-system process natively, where the operating system is below it. A copy of
//! the instance's memory, made in the middle of a call, is how a process forks.

mod copy;
mod ffi;
mod host;
mod interpreter;
mod library;
mod module;

#[cfg_attr(target_arch = "wasm32", path = "entry.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "entry_native.rs")]
mod entry;
#[cfg(target_arch = "wasm32")]
mod look_up;
#[cfg(target_arch = "wasm32")]
mod platform;

pub use host::{Host, Machine, Side, ThreadId, Ticket};
pub use spawnpoint_protocol::Stream;

#[cfg(not(target_arch = "wasm32"))]
pub use entry::{PIECES, run_program};
#[cfg(target_arch = "wasm32")]
pub use entry::{memory_taken, run_copy, run_main, run_thread, start};
