//! A Python process: RustPython with the standard library, and `multiprocessing` over a [`Host`].
//!
//! This crate knows nothing of browsers, workers or operating-system processes. Whatever a process
//! asks of the world goes through the [`Host`] that it is given, and there is one process to an
//! instance: to a WebAssembly instance in the browser, to an operating-system process natively.

mod copy;
mod exchange;
mod globals;
mod host;
mod kernel;
mod leases;
mod library;
mod limits;
mod memory;
mod module;
mod pause;
mod plain;
mod references;
mod safepoint;
mod signals;
mod summary;
mod threads;
mod turns;
mod updates;
mod vm;

pub use copy::forget_original;
pub use host::{Child, Copied, Host, MemoryInPlace};
pub use kernel::deliver;
pub use library::LIBRARY;
pub use limits::{Failure, last_words};
pub use vm::Python;
