//! The console: descriptors that stand for the page's.

use std::{
    ffi::{c_int, c_void},
    slice,
    sync::{Mutex, OnceLock},
};

use spawnpoint_protocol::Stream;

use super::{processes::count, waits};
use crate::{
    base::lock,
    system::{Interrupted, system},
};

/// The files that stand for standard input, output and error output, by device and number.
static FILES: OnceLock<[(u64, u64); 3]> = OnceLock::new();

/// The rest of a line of standard input.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Puts files of no content in the places of the standard descriptors, which the host has moved elsewhere.
pub(crate) fn begin() {
    FILES.get_or_init(|| {
        [0, 1, 2].map(|standard| {
            // SAFETY: the name ends with 0, and nothing here owns the standard descriptors.
            unsafe {
                let file = libc::memfd_create(c"console".as_ptr(), 0);
                libc::dup2(file, standard);
                libc::close(file);
            }
            identity(standard).unwrap_or_default()
        })
    });
}

/// The file that a descriptor stands for.
fn identity(descriptor: c_int) -> Option<(u64, u64)> {
    let mut status = std::mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: there is room for it, and it is filled in where the call does not fail.
    unsafe {
        (libc::fstat(descriptor, status.as_mut_ptr()) == 0).then(|| {
            let status = status.assume_init();
            (status.st_dev, status.st_ino)
        })
    }
}

/// Which of the standard streams a descriptor stands for.
fn stream(descriptor: c_int) -> Option<usize> {
    let files = FILES.get()?;
    let own = identity(descriptor)?;
    files.iter().position(|file| *file == own)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn write(descriptor: c_int, bytes: *const c_void, length: usize) -> isize {
    let Some(stream) = stream(descriptor) else {
        return waits::writing(descriptor, length, || {
            // SAFETY: the caller's arguments are handed on.
            count(unsafe { libc::syscall(libc::SYS_write, descriptor, bytes, length) })
        });
    };
    let to = if stream == 2 {
        Stream::Stderr
    } else {
        Stream::Stdout
    };
    // SAFETY: the caller gives so many bytes.
    system().write(to, unsafe { slice::from_raw_parts(bytes.cast(), length) });
    isize::try_from(length).unwrap_or(isize::MAX)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn read(descriptor: c_int, place: *mut c_void, length: usize) -> isize {
    if stream(descriptor).is_none() {
        return waits::reading(descriptor, || {
            // SAFETY: as above.
            count(unsafe { libc::syscall(libc::SYS_read, descriptor, place, length) })
        });
    }
    let is_empty = lock(&INPUT).is_empty();
    if is_empty {
        match system().read_line() {
            Ok(line) => *lock(&INPUT) = line,
            Err(Interrupted) => return super::processes::fail(libc::EINTR) as isize,
        }
    }
    let mut rest = lock(&INPUT);
    let count = rest.len().min(length);
    // SAFETY: the caller gives room for so many bytes.
    unsafe { slice::from_raw_parts_mut(place.cast::<u8>(), count) }.copy_from_slice(&rest[..count]);
    rest.drain(..count);
    isize::try_from(count).unwrap_or(isize::MAX)
}
