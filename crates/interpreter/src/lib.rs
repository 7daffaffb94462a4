//! A Python process: RustPython with the standard library, and `multiprocessing` over a [`Host`].
//!
//! This crate knows nothing of browsers, workers or operating-system processes. Whatever a process
//! asks of the world goes through the [`Host`] that it is given, and there is one process to an
//! instance: to a WebAssembly instance in the browser, to an operating-system process natively.

mod host;
mod library;
mod module;
mod safepoint;
mod vm;

pub use host::Host;
pub use library::LIBRARY;
pub use vm::Python;
