//! What a process is told when it begins, arguments and variables of the environment, of which there are none; and its
//! exit.

use std::ffi::c_int;

use super::fiber::suspend;
use crate::host::host;

/// `exit`
pub(super) fn exit(status: c_int) -> ! {
    suspend(|| host().exit(status))
}
