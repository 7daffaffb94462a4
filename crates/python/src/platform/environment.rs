//! What a process is told when it begins, and its exit.

use std::ffi::{CStr, c_char, c_int};

use super::{errno, files::ROOT_DESCRIPTOR};
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
    fn __real___wasilibc_find_relpath_alloc(
        path: *const c_char,
        prefix: *mut *const c_char,
        relative: *mut *mut c_char,
        length: *mut usize,
        can_grow: c_int,
    ) -> c_int;
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

/// The descriptor from which a path leads on, and the rest of it. To the C library an empty path is the current directory.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap___wasilibc_find_relpath_alloc(
    path: *const c_char,
    prefix: *mut *const c_char,
    relative: *mut *mut c_char,
    length: *mut usize,
    can_grow: c_int,
) -> c_int {
    // SAFETY: the caller gives a path that ends with 0.
    if unsafe { *path } == 0 {
        return errno::fail(errno::ENOENT);
    }
    // SAFETY: the caller's arguments are handed on.
    unsafe { __real___wasilibc_find_relpath_alloc(path, prefix, relative, length, can_grow) }
}

/// `exit`
pub(super) fn exit(status: c_int) -> ! {
    system().exit(status)
}
