//! What the kernel refuses, as Python's exceptions.

use std::ffi::{CStr, c_char, c_int};

use spawnpoint_protocol::syscall::{Errno, Reply};

use crate::{
    ffi,
    object::{self, Raised, raise},
};

/// Why a call has no result: the kernel refuses, or a handler of a signal has raised an exception.
#[derive(Debug)]
pub(crate) enum Refusal {
    Errno(Errno),
    Raised,
}

impl From<Raised> for Refusal {
    fn from(_: Raised) -> Self {
        Self::Raised
    }
}

impl From<Refusal> for Raised {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Errno(errno) => os_error(errno),
            Refusal::Raised => Self,
        }
    }
}

unsafe extern "C" {
    /// What a number of Linux's means.
    #[cfg_attr(target_arch = "wasm32", link_name = "spawnpoint_strerror")]
    fn strerror(number: c_int) -> *const c_char;
}

/// Raises the exception for an error number.
pub(crate) fn os_error(errno: Errno) -> Raised {
    if errno == Errno::EndOfFile {
        // SAFETY: this thread has the interpreter.
        unsafe { ffi::PyErr_SetNone(ffi::PyExc_EOFError) };
        return Raised;
    }
    let number = errno as c_int;
    // SAFETY: what is returned is a text that stays until the next call.
    let words = unsafe { CStr::from_ptr(strerror(number)) }.to_string_lossy();
    os_error_of(number, &words)
}

/// Raises `OSError`, or what is derived from it for this number.
pub(crate) fn os_error_of(number: i32, message: &str) -> Raised {
    let arguments = object::int(number).and_then(|number| {
        let message = object::text(message)?;
        object::tuple([number, message])
    });
    if let Ok(arguments) = arguments {
        // SAFETY: this thread has the interpreter.
        unsafe { ffi::PyErr_SetObject(ffi::PyExc_OSError, arguments.raw()) };
    }
    Raised
}

/// The kernel and this crate disagree about what answers what.
pub(crate) fn unexpected(reply: &Reply) -> Raised {
    let message = format!("the kernel answered {reply:?} to a question it does not fit");
    // SAFETY: CPython sets it at its start and never again.
    raise(unsafe { ffi::PyExc_RuntimeError }, &message)
}
