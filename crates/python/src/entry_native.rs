//! How a program of this machine runs Python.

use crate::{
    host::{self, Host},
    interpreter,
};

/// The folder with the pieces of the standard library.
pub const PIECES: &str = concat!(env!("OUT_DIR"), "/pieces");

/// Runs the program in a file, in this thread, and returns the exit status after the interpreter's end. To be called
/// once.
///
/// # Errors
/// What CPython says of why it cannot be started.
pub fn run_program(host: &'static dyn Host, path: &str) -> Result<i32, String> {
    host::set_host(host);
    interpreter::start(path)?;
    Ok(interpreter::run())
}
