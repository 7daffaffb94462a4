//! `errno`, a variable of C: one, as long as WebAssembly has no threads.

use std::ffi::c_int;

unsafe extern "C" {
    fn __errno_location() -> *mut c_int;
}

/// What it says.
pub(super) fn get() -> c_int {
    // SAFETY: the C library's own variable, which nobody else uses meanwhile.
    unsafe { __errno_location().read() }
}

/// Has it say something.
pub(super) fn set(number: c_int) {
    // SAFETY: as above.
    unsafe { __errno_location().write(number) }
}

/// Says why a function fails; what it returns then.
pub(super) fn fail(number: c_int) -> c_int {
    set(number);
    -1
}
