//! Why a call of WASI's failed.

use std::ffi::c_int;

use super::errno;
use crate::system::Interrupted;

/// Why a call failed: WASI's number.
#[derive(Clone, Copy)]
pub(super) struct Failure(c_int);

impl Failure {
    /// An error by Linux's number.
    pub fn of_linux(number: c_int) -> Self {
        Self(errno::wasi(number))
    }

    /// WASI's number.
    pub fn number(self) -> c_int {
        self.0
    }

    /// Says so to C, as a function does that is not of WASI; what it returns then.
    pub fn report(self) -> c_int {
        errno::fail(errno::linux(self.0))
    }
}

pub(super) const BAD_DESCRIPTOR: Failure = Failure(8);
const INTERRUPTED: Failure = Failure(27);
pub(super) const INVALID: Failure = Failure(28);
/// The kernel answers something else than it was asked for.
pub(super) const UNEXPECTED: Failure = Failure(29);
pub(super) const NOT_IMPLEMENTED: Failure = Failure(52);
pub(super) const NOT_SOCKET: Failure = Failure(57);
pub(super) const NOT_SUPPORTED: Failure = Failure(58);

impl From<Interrupted> for Failure {
    fn from(_: Interrupted) -> Self {
        INTERRUPTED
    }
}
