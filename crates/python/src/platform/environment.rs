//! What a process is told when it begins, and its exit.

use std::ffi::{CStr, c_char, c_int};

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
    fn chdir(path: *const c_char) -> c_int;
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
