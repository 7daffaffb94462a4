//! What C has to make streams with, which WASI does not: pipes, and sockets that are connected to each other. There are no
//! others, since nothing outside can be connected to; so no name of a host, a service or a protocol is known either.

use std::{
    ffi::{CStr, c_char, c_int, c_void},
    ptr,
    sync::atomic::AtomicI32,
};

use spawnpoint_protocol::files::StreamKind;

use super::{
    errno::{self, EAFNOSUPPORT, EOPNOTSUPP, EPROTONOSUPPORT, EPROTOTYPE},
    files, wasi,
};

// Numbers of WASI's C library.
const AF_INET: c_int = 1;
const AF_UNIX: c_int = 3;
const SOCK_STREAM: c_int = 6;
/// `SOCK_NONBLOCK` and `SOCK_CLOEXEC`, which may be added to a type. Nothing is executed, so that all close then.
const SOCK_NONBLOCK: c_int = 0x4000;
const SOCK_CLOEXEC: c_int = 0x2000;

/// Makes a stream and gives its descriptors to the caller.
///
/// # Safety
/// There is room for two.
unsafe fn give(kind: StreamKind, is_blocking: bool, descriptors: *mut c_int) -> c_int {
    match files::stream(kind, is_blocking) {
        Ok(ends) => {
            // SAFETY: the caller says so.
            unsafe { descriptors.cast::<[u32; 2]>().write(ends) };
            0
        }
        Err(failure) => failure.report(),
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pipe(descriptors: *mut c_int) -> c_int {
    // SAFETY: as POSIX says of the argument.
    unsafe { give(StreamKind::Pipe, true, descriptors) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn socketpair(
    family: c_int,
    kind: c_int,
    protocol: c_int,
    descriptors: *mut c_int,
) -> c_int {
    match family {
        AF_UNIX => {}
        // Two of them can be connected elsewhere, but not as a pair.
        AF_INET => return errno::fail(EOPNOTSUPP),
        _ => return errno::fail(EAFNOSUPPORT),
    }
    if kind & !(SOCK_NONBLOCK | SOCK_CLOEXEC) != SOCK_STREAM {
        return errno::fail(EPROTOTYPE);
    }
    if protocol != 0 {
        return errno::fail(EPROTONOSUPPORT);
    }
    let is_blocking = kind & SOCK_NONBLOCK == 0;
    // SAFETY: as POSIX says of the argument.
    unsafe { give(StreamKind::Socket, is_blocking, descriptors) }
}

/// There are only pairs.
#[unsafe(no_mangle)]
extern "C" fn socket(_family: c_int, _kind: c_int, _protocol: c_int) -> c_int {
    errno::fail(EAFNOSUPPORT)
}

/// The address of a socket of a pair: none.
#[repr(C)]
struct NoAddress {
    family: u16,
    path: [u8; 2],
}

#[unsafe(no_mangle)]
unsafe extern "C" fn getsockname(
    descriptor: c_int,
    address: *mut NoAddress,
    length: *mut u32,
) -> c_int {
    if let Err(failure) = wasi::check_socket(descriptor.cast_unsigned(), 0) {
        return failure.report();
    }
    let none = NoAddress {
        family: AF_UNIX as u16,
        path: [0; 2],
    };
    // SAFETY: there is room for as many bytes as `length` says, as POSIX has it. The length that is given back is that of
    // the family alone, as for any address without a path.
    unsafe {
        if length.read() as usize >= size_of::<NoAddress>() {
            address.write(none);
        }
        length.write(size_of::<u16>() as u32);
    }
    0
}

/// Both ends of a pair have the same: none.
#[unsafe(no_mangle)]
unsafe extern "C" fn getpeername(
    descriptor: c_int,
    address: *mut NoAddress,
    length: *mut u32,
) -> c_int {
    // SAFETY: the arguments are as for the other.
    unsafe { getsockname(descriptor, address, length) }
}

/// Why a host is not known: its name cannot be looked up (`TRY_AGAIN`).
static WHY: AtomicI32 = AtomicI32::new(2);
const WHY_IN_WORDS: &CStr = c"Temporary failure in name resolution";

#[unsafe(no_mangle)]
extern "C" fn __h_errno_location() -> *mut c_int {
    WHY.as_ptr()
}

#[unsafe(no_mangle)]
extern "C" fn hstrerror(_number: c_int) -> *const c_char {
    WHY_IN_WORDS.as_ptr()
}

/// Defines functions that look something up and find nothing.
macro_rules! unknown {
    ($($name:ident($($parameter:ident: $type:ty),*);)*) => { $(
        #[unsafe(no_mangle)]
        extern "C" fn $name($($parameter: $type),*) -> *const c_void {
            ptr::null()
        }
    )* };
}

unknown! {
    gethostbyname(_name: *const c_char);
    gethostbyaddr(_address: *const c_void, _length: c_int, _family: c_int);
    getprotobyname(_name: *const c_char);
    getservbyname(_name: *const c_char, _protocol: *const c_char);
    getservbyport(_port: c_int, _protocol: *const c_char);
}
