//! How the host enters the instance. Each function here is a thread from its beginning to its end, and is to be called
//! where it can be suspended.

use crate::{
    copy,
    host::{self, Host, ThreadId},
    interpreter, look_up, platform,
};

/// The path of the main program.
const MAIN_PATH: &str = "/home/user/main.py";

/// The thread in which a process begins.
const MAIN: ThreadId = ThreadId(1);

unsafe extern "C" {
    /// Sets C's variables up. That it is called here keeps the linker from calling it in every export.
    fn __wasm_call_ctors();
}

/// Starts CPython on a host. A copy of the memory afterwards is one in which it is started, too.
///
/// # Errors
/// What CPython says of why it cannot be started.
pub fn start(host: &'static dyn Host) -> Result<(), String> {
    host::set_host(host);
    platform::run(MAIN, || {
        // SAFETY: nothing of C has run in this instance.
        unsafe { __wasm_call_ctors() };
        interpreter::start(MAIN_PATH)
    })
}

/// Runs a program in the started interpreter until its end, and ends the process.
pub fn run_main(source: &[u8]) {
    platform::write_file(MAIN_PATH, source);
    platform::run(MAIN, || {
        look_up::begin();
        let status = interpreter::run();
        platform::suspend(|| host::host().exit(status));
    });
}

/// Is the process that a copy of another one's memory becomes, until its end.
pub fn run_copy() {
    let Some(child) = copy::take_child() else {
        return;
    };
    platform::begin_copy(child.thread());
    platform::run(child.thread(), || {
        look_up::begin();
        let status = child.run();
        platform::suspend(|| host::host().exit(status));
    });
}

/// How many bytes from the beginning of the memory on are this process's, which is what a copy takes. A memory in which
/// another process has lived before may have more.
#[must_use]
pub fn memory_taken() -> usize {
    platform::taken()
}

/// Is a thread that [`Host::start_thread`] was told of.
pub fn run_thread(thread: ThreadId) {
    platform::run_thread(thread);
}
