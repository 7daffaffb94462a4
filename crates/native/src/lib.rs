//! Runs programs without a browser: each process is an operating-system process with the same
//! interpreter, driven by the same kernel as on the page.
//!
//! A copy of a process is one by `fork`, for which the operating system has to be of Unix's kind.
//!
//! The conformance programs run this way in seconds. It is no sandbox and no product of its own.

mod copy;
mod frame;
pub mod process;
mod shell;
mod wire;

pub use shell::{Run, run, run_with};
