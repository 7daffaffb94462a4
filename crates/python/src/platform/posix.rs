//! What POSIX has for files and descriptors beyond WASI. The rest is in `c/posix.c`.

use std::ffi::c_int;

use spawnpoint_files::{Errno, Ino};

use super::{files, wasi::Failure};

/// What C returns for a result.
fn answer(result: Result<c_int, Errno>) -> c_int {
    result.unwrap_or_else(|error| Failure::from(error).report())
}

/// The permission bits of an inode. It may be gone since the caller has seen it.
#[unsafe(no_mangle)]
extern "C" fn spawnpoint_mode(inode: u64) -> u32 {
    files::with(|files| files.system.stat(Ino(inode))).map_or(0, |stat| stat.mode.into())
}

#[unsafe(no_mangle)]
extern "C" fn spawnpoint_change_mode(inode: u64, mode: u32) -> c_int {
    let now = files::now();
    // No bits beyond these are kept.
    let mode = (mode & 0o7777) as u16;
    answer(files::with(|files| files.system.chmod(Ino(inode), mode, now)).map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn umask(mask: u32) -> u32 {
    files::with(|files| files.descriptors.set_mask((mask & 0o777) as u16)).into()
}

#[unsafe(no_mangle)]
extern "C" fn dup(descriptor: c_int) -> c_int {
    let fd = descriptor.cast_unsigned();
    let made = files::with(|files| files.descriptors.dup(&mut files.system, fd, 0));
    answer(made.map(u32::cast_signed))
}

#[unsafe(no_mangle)]
extern "C" fn dup2(descriptor: c_int, to: c_int) -> c_int {
    let (fd, other) = (descriptor.cast_unsigned(), to.cast_unsigned());
    let made = files::with(|files| files.descriptors.dup_to(&mut files.system, fd, other));
    answer(made.map(|()| to))
}

/// As [`dup2`], but not for the same number. Nothing is executed, so that all flags for then are as good.
#[unsafe(no_mangle)]
extern "C" fn dup3(descriptor: c_int, to: c_int, _flags: c_int) -> c_int {
    if descriptor == to {
        return answer(Err(Errno::Invalid));
    }
    dup2(descriptor, to)
}
