//! Work in which nothing of the program may run.

use std::{
    ffi::c_int,
    sync::atomic::{AtomicBool, Ordering},
};

static IS_UNDISTURBED: AtomicBool = AtomicBool::new(false);

unsafe extern "C" {
    fn __real_PyErr_CheckSignals() -> c_int;
}

/// Does something in which CPython is asked about objects: it neither looks up nor handles signals nor collects garbage
/// meanwhile, though the functions that it is asked with would. No code of Python's may run in it, and no thread wait.
pub(crate) fn undisturbed<R>(work: impl FnOnce() -> R) -> R {
    let before = IS_UNDISTURBED.swap(true, Ordering::Relaxed);
    let result = work();
    IS_UNDISTURBED.store(before, Ordering::Relaxed);
    result
}

/// What takes long in CPython calls this now and then, and so does each `repr`.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyErr_CheckSignals() -> c_int {
    if IS_UNDISTURBED.load(Ordering::Relaxed) {
        return 0;
    }
    // SAFETY: whoever calls has the interpreter.
    unsafe { __real_PyErr_CheckSignals() }
}
