//! What a process is told when it begins, arguments and variables of the environment, of which there are none; and its
//! exit.

use std::ffi::c_int;

use crate::system::system;

/// `exit`
pub(super) fn exit(status: c_int) -> ! {
    system().exit(status)
}
