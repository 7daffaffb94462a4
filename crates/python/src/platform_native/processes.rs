//! Processes and signals: they are the kernel's, not the operating system's.

use std::ffi::c_int;

use crate::system::{Ended, kernel, status};

/// What a function of C returns that fails.
pub(super) fn fail(number: c_int) -> c_int {
    // SAFETY: the place is the thread's own.
    unsafe { libc::__errno_location().write(number) };
    -1
}

/// What a call of the operating system returns, as C's function does: no such number is larger.
pub(super) fn number(returned: libc::c_long) -> c_int {
    c_int::try_from(returned).unwrap_or(-1)
}

/// The same where it is a number of bytes.
pub(super) fn count(returned: libc::c_long) -> isize {
    isize::try_from(returned).unwrap_or(-1)
}

/// Asks the operating system, for a program that is no process of the kernel's.
macro_rules! ask_system {
    ($number:ident $(, $argument:expr)*) => {
        // SAFETY: the arguments are the caller's.
        number(unsafe { libc::syscall(libc::$number $(, $argument)*) })
    };
}

#[unsafe(no_mangle)]
extern "C" fn getpid() -> c_int {
    match kernel() {
        Some(kernel) => kernel.pid().cast_signed(),
        None => ask_system!(SYS_getpid),
    }
}

#[unsafe(no_mangle)]
extern "C" fn getppid() -> c_int {
    match kernel() {
        Some(kernel) => kernel.parent().cast_signed(),
        None => ask_system!(SYS_getppid),
    }
}

#[unsafe(no_mangle)]
extern "C" fn kill(pid: c_int, signal: c_int) -> c_int {
    match kernel() {
        Some(kernel) => kernel.kill(pid, signal).map_or_else(fail, |()| 0),
        None => ask_system!(SYS_kill, pid, signal),
    }
}

#[unsafe(no_mangle)]
extern "C" fn raise(signal: c_int) -> c_int {
    kill(getpid(), signal)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn waitpid(child: c_int, place: *mut c_int, options: c_int) -> c_int {
    let Some(kernel) = kernel() else {
        return ask_system!(SYS_wait4, child, place, options, 0);
    };
    match kernel.wait(child, options & libc::WNOHANG != 0) {
        Ok(Ended::Child(child, code)) => {
            if !place.is_null() {
                // SAFETY: the caller gives a place for it.
                unsafe { place.write(status(code)) };
            }
            child.cast_signed()
        }
        Ok(Ended::NotYet) => 0,
        Err(number) => fail(number),
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn wait(place: *mut c_int) -> c_int {
    // SAFETY: as the caller says.
    unsafe { waitpid(-1, place, 0) }
}

#[unsafe(no_mangle)]
extern "C" fn _exit(status: c_int) -> ! {
    if let Some(kernel) = kernel() {
        kernel.exit(status);
    }
    loop {
        ask_system!(SYS_exit_group, status);
    }
}
