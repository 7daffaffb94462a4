//! What `library/_spawnpoint_fcntl.py` asks of descriptors.

use std::ffi::c_int;

use crate::{
    ffi,
    function::Arguments,
    line::detached,
    object::{self, Fallible, Owned, Raised},
};

unsafe extern "C" {
    #[link_name = "fcntl"]
    fn control_descriptor(descriptor: c_int, command: c_int, ...) -> c_int;

    #[link_name = "flock"]
    fn lock_file(descriptor: c_int, operation: c_int) -> c_int;
}

/// `fcntl(descriptor, command, argument)`
pub(super) fn control(arguments: &Arguments) -> Fallible<Owned> {
    let (descriptor, command) = (arguments.number(0)?, arguments.number(1)?);
    let argument: c_int = arguments.number(2)?;
    // SAFETY: the commands that the platform knows take a number or nothing.
    object::int(checked(unsafe {
        control_descriptor(descriptor, command, argument)
    })?)
}

/// `flock(descriptor, operation)`: waits as long as others are in the way; a signal is an `InterruptedError`.
pub(super) fn lock(arguments: &Arguments) -> Fallible<Owned> {
    let (descriptor, operation) = (arguments.number(0)?, arguments.number(1)?);
    // SAFETY: the function takes numbers.
    checked(detached(|| unsafe { lock_file(descriptor, operation) }))?;
    Ok(object::none())
}

/// # Errors
/// `OSError` by C's `errno`, if a function of C says that it has failed.
fn checked(result: c_int) -> Fallible<c_int> {
    if result < 0 {
        // SAFETY: this thread has the interpreter.
        unsafe { ffi::PyErr_SetFromErrno(ffi::PyExc_OSError) };
        return Err(Raised);
    }
    Ok(result)
}
