//! Copies of this process, which are how `fork` and the fork server make processes.
//!
//! A copy has everything that was in memory, and of all threads the one that made it. What the kernel
//! and the platform knew of the original by its pid, the copy has to ask for anew.

use std::ptr;

use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine, vm::thread};
use spawnpoint_protocol::syscall::{Boot, CallId, Notice};

use crate::{
    globals, host,
    host::{Copied, host},
    kernel, leases, limits, memory, pause, signals, threads, vm,
};

/// Hands over a copy of this process, in which `function` is called and returns the exit status.
pub(crate) fn copy(call: CallId, function: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
    // The copy must not send it a second time.
    kernel::flush();
    let child = Box::new(move |boot, copied| begin(boot, copied, &function));
    host()
        .copy(call, child)
        .map_err(|reason| vm.new_os_error(format!("the process could not be copied: {reason}")))
}

/// To be called in a copy before any message of the kernel is handed in: forgets what the kernel and the
/// platform knew of the original.
pub fn forget_original() {
    kernel::forget_other_threads();
    threads::forget_others();
    leases::forget();
    limits::forget();
    globals::forget();
    signals::forget();
    pause::set_paused(false);
}

fn begin(boot: Boot, copied: Copied, function: &PyObject) {
    // The frames of the original are on a stack that was not copied.
    let _ = thread::set_current_frame_nosave(ptr::null());
    host::become_process(boot);
    kernel::notify(Notice::Copied {
        bytes: copied.bytes,
        micros: u64::try_from(copied.took.as_micros()).unwrap_or(u64::MAX),
    });
    let status = thread::with_current_vm(|vm| {
        memory::map_again(vm);
        vm::status_of(function.call((), vm), vm)
    });
    kernel::notify(Notice::Exit(status));
    host().exit()
}
