//! The kernel's shell in the browser: Web Workers for processes, messages, the clock.
//!
//! It runs in a worker of its own, so that neither a busy page nor a busy process delays it.

mod shell;
mod workers;

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use shell::Shell;

thread_local! {
    static SHELL: RefCell<Shell> = RefCell::new(Shell::new());
}

/// Takes the compiled interpreter and the address of the process worker's script, and readies a few
/// workers.
#[wasm_bindgen]
pub fn provide(module: JsValue, script: String) {
    with_shell(|shell| shell.provide(module, script));
}

/// Takes a message of the page: bytes of a [`spawnpoint_protocol::control::ToKernel`].
///
/// # Errors
/// When the bytes are no such message, or a worker cannot be made.
#[wasm_bindgen]
pub fn receive(bytes: &[u8]) -> Result<(), JsError> {
    let message = spawnpoint_protocol::decode(bytes)?;
    with_shell(|shell| shell.receive(message));
    Ok(())
}

/// Every entry into the shell from JavaScript, none of which happens within another.
fn with_shell<R>(act: impl FnOnce(&mut Shell) -> R) -> R {
    SHELL.with_borrow_mut(act)
}
