//! The kernel's shell in the browser: Web Workers for processes, messages, the clock.
//!
//! It runs in a worker of its own, so that neither a busy page nor a busy process delays it.

mod line;
mod shell;
mod workers;

use std::cell::RefCell;

use spawnpoint_worker_messages::{Posted, ToKernelWorker};
use wasm_bindgen::prelude::*;

use shell::Shell;

thread_local! {
    static SHELL: RefCell<Shell> = RefCell::new(Shell::new());
}

/// Takes what the page posted. Processes run in workers that begin with `script`, its address.
///
/// # Errors
/// When it is no message to the kernel worker; the text says why.
#[wasm_bindgen]
pub fn receive(data: JsValue, script: String) -> Result<(), JsError> {
    let posted = Posted::read(data).map_err(|error| JsError::new(&error))?;
    with_shell(|shell| match posted {
        Posted::Protocol(message) => shell.receive(message),
        Posted::Worker(ToKernelWorker::Interpreter { module }) => shell.provide(module, script),
    });
    Ok(())
}

/// Every entry into the shell from JavaScript, none of which happens within another.
fn with_shell<R>(act: impl FnOnce(&mut Shell) -> R) -> R {
    SHELL.with_borrow_mut(act)
}
