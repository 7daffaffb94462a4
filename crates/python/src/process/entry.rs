//! How the host enters the instance. Each function here is a thread from its beginning to its end, and is to be called
//! where it can be suspended.

use spawnpoint_protocol::syscall::{Boot, Role};

#[cfg(target_arch = "wasm32")]
use super::copy;
use super::{interpreter, look_up, parts::PROGRAM};
#[cfg(target_arch = "wasm32")]
use crate::host::Copied;
use crate::{
    base::MAIN_PATH,
    host::{self, Host},
    line, platform, program, system, threads,
};

/// Starts CPython on a host, and imports what every process imports. A copy of the memory afterwards is one in which it is
/// started, too.
///
/// # Errors
/// What CPython says of why it cannot be started.
pub fn start(host: &'static dyn Host) -> Result<(), String> {
    host::set_host(host);
    line::begin(&PROGRAM);
    system::begin(&program::KERNEL);
    platform::run(platform::MAIN, || {
        platform::start();
        interpreter::start(MAIN_PATH)
    })?;
    program::LIMITS.keep_reserve();
    Ok(())
}

/// Is the process that `boot` describes, in the started interpreter, from its beginning to its end.
pub fn run(boot: Boot) {
    platform::run(platform::MAIN, || {
        let turns = boot.program.turns;
        let is_main = boot.role == Role::Main;
        host::become_process(boot);
        platform::write_program(&host::instance().boot.program);
        threads::begin_turns(turns);
        look_up::begin();
        program::end(interpreter::run(is_main));
    });
}

/// To be called in a copy before any message of the kernel is handed in: forgets what the kernel and the platform knew of
/// the original. The calling thread, which made the copy, is the main one from now on.
pub fn begin_copy() {
    line::forget();
    #[cfg(target_arch = "wasm32")]
    platform::begin_copy(copy::thread().unwrap_or(platform::MAIN));
    #[cfg(not(target_arch = "wasm32"))]
    platform::begin_copy();
}

/// Is the process that a copy of another one's memory becomes, where that does not go on where it was made.
#[cfg(target_arch = "wasm32")]
pub fn run_copy(boot: Boot, copied: Copied) {
    let Some(child) = copy::take_child() else {
        return;
    };
    platform::run(child.thread(), || {
        copy::become_copy(boot, copied);
        program::end(child.run());
    });
}

/// How many bytes from the beginning of the memory on are this process's, which is what a copy takes. A memory in which
/// another process has lived before may have more.
#[cfg(target_arch = "wasm32")]
#[must_use]
pub fn memory_taken() -> usize {
    platform::taken()
}

/// Is a thread that [`Machine::start_thread`](crate::Machine::start_thread) was told of.
#[cfg(target_arch = "wasm32")]
pub fn run_thread(thread: crate::ThreadId) {
    platform::run_thread(thread);
}
