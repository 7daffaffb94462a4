//! A program on CPython, in this process alone: without a kernel, until processes run on it.

use std::{fs, path::PathBuf, process};

use anyhow::{Result, anyhow};
use spawnpoint_python::{Host, Machine, PIECES, Side};

use crate::copy;

struct NativeHost;

impl Machine for NativeHost {}

impl Host for NativeHost {
    fn piece(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = PathBuf::from(PIECES).join(name).with_extension("bin");
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn copy(&self) -> Result<Side, String> {
        match copy::fork() {
            Ok(copy::Side::Original) => Ok(Side::Original),
            Ok(copy::Side::Copy) => Ok(Side::Copy),
            Err(error) => Err(error.to_string()),
        }
    }

    fn exit(&self, status: i32) -> ! {
        process::exit(status)
    }
}

/// Runs the program in a file, and returns its exit status.
///
/// # Errors
/// When CPython cannot be started.
pub fn run(path: &str) -> Result<i32> {
    spawnpoint_python::run_program(&NativeHost, path).map_err(|reason| anyhow!(reason))
}
