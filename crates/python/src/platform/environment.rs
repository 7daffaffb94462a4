//! What a process is told when it begins, and its exit.

use std::ffi::{CStr, c_char, c_int};

use super::files::ROOT_DESCRIPTOR;
use crate::system::system;

/// The variables of the environment.
pub(super) const VARIABLES: [&CStr; 5] = [
    c"HOME=/home/user",
    c"LANG=C.UTF-8",
    c"PATH=/usr/bin",
    c"PWD=/home/user",
    c"USER=user",
];

/// The directory in which a program begins.
const HOME: &CStr = c"/home/user";

unsafe extern "C" {
    /// Has the C library look for absolute paths from this descriptor on.
    fn __wasilibc_register_preopened_fd(descriptor: c_int, prefix: *const c_char) -> c_int;
    fn chdir(path: *const c_char) -> c_int;
}

/// To be called before C looks for any path.
pub(super) fn begin() {
    // SAFETY: the path ends with 0.
    unsafe {
        __wasilibc_register_preopened_fd(ROOT_DESCRIPTOR.cast_signed(), c"/".as_ptr());
    }
}

/// Goes to the directory in which a program begins.
pub(super) fn go_home() {
    // SAFETY: the path ends with 0. It is there from the beginning.
    unsafe { chdir(HOME.as_ptr()) };
}

/// `exit`
pub(super) fn exit(status: c_int) -> ! {
    system().exit(status)
}
