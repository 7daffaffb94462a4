//! What the kernel refuses, as Python's exceptions.

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

/// Raises the exception for an error number.
pub(crate) fn os_error(errno: Errno) -> Raised {
    let message = match errno {
        Errno::EndOfFile => {
            // SAFETY: this thread has the interpreter.
            unsafe { ffi::PyErr_SetNone(ffi::PyExc_EOFError) };
            return Raised;
        }
        Errno::NoEntry => "No such file or directory",
        Errno::NoSuchProcess => "No such process",
        Errno::BadObject => "Bad file descriptor",
        Errno::NoChild => "No child processes",
        Errno::TryAgain => "Resource temporarily unavailable",
        Errno::NoMemory => "Cannot allocate memory",
        Errno::Exists => "File exists",
        Errno::BrokenPipe => "Broken pipe",
        Errno::Overflow => "Value too large for defined data type",
        Errno::AddressInUse => "Address already in use",
        Errno::ConnectionReset => "Connection reset by peer",
        Errno::ConnectionRefused => "Connection refused",
    };
    os_error_of(errno as i32, message)
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
