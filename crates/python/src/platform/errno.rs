//! `errno`, a variable of C. The C library's has the numbers of WASI; CPython is shown those of Linux (`c/linux_errno.h`).

use std::{
    cell::RefCell,
    ffi::{CStr, CString, c_char, c_int},
    sync::atomic::{AtomicI32, Ordering},
};

use spawnpoint_protocol::syscall::Errno;

pub(super) use crate::system::EINTR;

// Numbers of errors, as Linux has them and CPython knows them: the kernel's, and what only C is told.
pub(super) const ENOENT: c_int = Errno::NoEntry as c_int;
pub(super) const EAGAIN: c_int = Errno::TryAgain as c_int;
pub(super) const ENOMEM: c_int = Errno::NoMemory as c_int;
pub(super) const EBUSY: c_int = Errno::Busy as c_int;
pub(super) const EINVAL: c_int = Errno::Invalid as c_int;
pub(super) const ERANGE: c_int = 34;
pub(super) const EPROTOTYPE: c_int = 91;
pub(super) const EPROTONOSUPPORT: c_int = 93;
pub(super) const EOPNOTSUPP: c_int = Errno::NotSupported as c_int;
pub(super) const EAFNOSUPPORT: c_int = 97;
pub(super) const ETIMEDOUT: c_int = 110;

unsafe extern "C" {
    /// Where the C library's is.
    fn __errno_location() -> *mut c_int;
}

/// CPython's: a number of Linux's.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_errno: AtomicI32 = AtomicI32::new(0);

/// What the C library has left becomes CPython's.
#[unsafe(no_mangle)]
extern "C" fn spawnpoint_take_errno() {
    // SAFETY: the library's own variable, of which there is one as long as WebAssembly has no threads.
    let left = unsafe { __errno_location().replace(0) };
    if left != 0 {
        spawnpoint_errno.store(linux(left), Ordering::Relaxed);
    }
}

/// What it says.
pub(super) fn get() -> c_int {
    spawnpoint_take_errno();
    spawnpoint_errno.load(Ordering::Relaxed)
}

/// Has it say something.
pub(super) fn set(number: c_int) {
    spawnpoint_take_errno();
    spawnpoint_errno.store(number, Ordering::Relaxed);
}

/// Says why a function fails; what it returns then.
pub(super) fn fail(number: c_int) -> c_int {
    set(number);
    -1
}

/// Linux's number for one of WASI's.
pub(super) fn linux(wasi: c_int) -> c_int {
    let number = usize::try_from(wasi).ok().and_then(|wasi| LINUX.get(wasi));
    number.copied().unwrap_or(EINVAL)
}

/// WASI's number for one of Linux's.
pub(super) fn wasi(linux: c_int) -> c_int {
    let place = LINUX.iter().position(|number| *number == linux);
    place
        .and_then(|place| c_int::try_from(place).ok())
        .unwrap_or(INVALID)
}

/// WASI's number of [`EINVAL`].
const INVALID: c_int = 28;

thread_local! {
    /// The words for the last number that nothing is known about.
    static UNKNOWN: RefCell<CString> = RefCell::default();
}

/// What a number of Linux's means, as its C library says it.
#[unsafe(no_mangle)]
extern "C" fn spawnpoint_strerror(number: c_int) -> *const c_char {
    let known = usize::try_from(number)
        .ok()
        .and_then(|number| TEXTS.get(number))
        .filter(|text| !text.is_empty());
    match known {
        Some(text) => text.as_ptr(),
        None => UNKNOWN.with_borrow_mut(|unknown| {
            *unknown = CString::new(format!("Unknown error {number}")).unwrap_or_default();
            unknown.as_ptr()
        }),
    }
}

/// Linux's numbers, by WASI's. Only WASI has the last, which no call here gives.
const LINUX: [c_int; 77] = [
    0, 7, 13, 98, 99, 97, 11, 114, 9, 74, 16, 125, 10, 103, 111, 104, 35, 89, 33, 122, 17, 14, 27,
    113, 43, 84, 115, 4, 22, 5, 106, 21, 40, 24, 31, 90, 72, 36, 100, 102, 101, 23, 105, 19, 2, 8,
    37, 67, 12, 42, 92, 28, 38, 107, 20, 39, 131, 88, 95, 25, 6, 75, 130, 1, 32, 71, 93, 91, 34,
    30, 29, 3, 116, 110, 26, 18, 1,
];

/// What Linux's numbers mean. Some have never had a meaning.
const TEXTS: [&CStr; 134] = [
    c"Success",
    c"Operation not permitted",
    c"No such file or directory",
    c"No such process",
    c"Interrupted system call",
    c"Input/output error",
    c"No such device or address",
    c"Argument list too long",
    c"Exec format error",
    c"Bad file descriptor",
    c"No child processes",
    c"Resource temporarily unavailable",
    c"Cannot allocate memory",
    c"Permission denied",
    c"Bad address",
    c"Block device required",
    c"Device or resource busy",
    c"File exists",
    c"Invalid cross-device link",
    c"No such device",
    c"Not a directory",
    c"Is a directory",
    c"Invalid argument",
    c"Too many open files in system",
    c"Too many open files",
    c"Inappropriate ioctl for device",
    c"Text file busy",
    c"File too large",
    c"No space left on device",
    c"Illegal seek",
    c"Read-only file system",
    c"Too many links",
    c"Broken pipe",
    c"Numerical argument out of domain",
    c"Numerical result out of range",
    c"Resource deadlock avoided",
    c"File name too long",
    c"No locks available",
    c"Function not implemented",
    c"Directory not empty",
    c"Too many levels of symbolic links",
    c"",
    c"No message of desired type",
    c"Identifier removed",
    c"Channel number out of range",
    c"Level 2 not synchronized",
    c"Level 3 halted",
    c"Level 3 reset",
    c"Link number out of range",
    c"Protocol driver not attached",
    c"No CSI structure available",
    c"Level 2 halted",
    c"Invalid exchange",
    c"Invalid request descriptor",
    c"Exchange full",
    c"No anode",
    c"Invalid request code",
    c"Invalid slot",
    c"",
    c"Bad font file format",
    c"Device not a stream",
    c"No data available",
    c"Timer expired",
    c"Out of streams resources",
    c"Machine is not on the network",
    c"Package not installed",
    c"Object is remote",
    c"Link has been severed",
    c"Advertise error",
    c"Srmount error",
    c"Communication error on send",
    c"Protocol error",
    c"Multihop attempted",
    c"RFS specific error",
    c"Bad message",
    c"Value too large for defined data type",
    c"Name not unique on network",
    c"File descriptor in bad state",
    c"Remote address changed",
    c"Can not access a needed shared library",
    c"Accessing a corrupted shared library",
    c".lib section in a.out corrupted",
    c"Attempting to link in too many shared libraries",
    c"Cannot exec a shared library directly",
    c"Invalid or incomplete multibyte or wide character",
    c"Interrupted system call should be restarted",
    c"Streams pipe error",
    c"Too many users",
    c"Socket operation on non-socket",
    c"Destination address required",
    c"Message too long",
    c"Protocol wrong type for socket",
    c"Protocol not available",
    c"Protocol not supported",
    c"Socket type not supported",
    c"Operation not supported",
    c"Protocol family not supported",
    c"Address family not supported by protocol",
    c"Address already in use",
    c"Cannot assign requested address",
    c"Network is down",
    c"Network is unreachable",
    c"Network dropped connection on reset",
    c"Software caused connection abort",
    c"Connection reset by peer",
    c"No buffer space available",
    c"Transport endpoint is already connected",
    c"Transport endpoint is not connected",
    c"Cannot send after transport endpoint shutdown",
    c"Too many references: cannot splice",
    c"Connection timed out",
    c"Connection refused",
    c"Host is down",
    c"No route to host",
    c"Operation already in progress",
    c"Operation now in progress",
    c"Stale file handle",
    c"Structure needs cleaning",
    c"Not a XENIX named type file",
    c"No XENIX semaphores available",
    c"Is a named type file",
    c"Remote I/O error",
    c"Disk quota exceeded",
    c"No medium found",
    c"Wrong medium type",
    c"Operation canceled",
    c"Required key not available",
    c"Key has expired",
    c"Key has been revoked",
    c"Key was rejected by service",
    c"Owner died",
    c"State not recoverable",
    c"Operation not possible due to RF-kill",
    c"Memory page has hardware error",
];
