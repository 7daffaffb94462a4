//! What POSIX has for files and descriptors beyond WASI. The rest is in `c/posix.c`.

use std::ffi::c_int;

use spawnpoint_protocol::files::{Fd, FileCall, FileReply, Inode, LockKind, Target};

use super::{
    errno::{self, EINVAL, fail},
    failure::Failure,
    files,
};

/// What C returns for a result.
fn answer(result: Result<u32, Failure>) -> c_int {
    result.map_or_else(Failure::report, u32::cast_signed)
}

/// The permission bits of an inode. It may be gone since the caller has seen it.
#[unsafe(no_mangle)]
extern "C" fn spawnpoint_mode(inode: u64) -> u32 {
    files::status_of_inode(inode).map_or(0, |status| status.mode.into())
}

#[unsafe(no_mangle)]
extern "C" fn spawnpoint_change_mode(inode: u64, mode: u32) -> c_int {
    // No bits beyond these are kept.
    let mode = (mode & 0o7777) as u16;
    let target = Target::Inode(Inode(inode));
    answer(files::call(FileCall::SetMode { target, mode }).map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn umask(mask: u32) -> u32 {
    match files::ask(FileCall::SetMask((mask & 0o777) as u16)) {
        Ok(FileReply::Mode(before)) => before.into(),
        // It never fails.
        _ => 0,
    }
}

/// What `flock` is told to do.
const LOCK_SH: c_int = 1;
const LOCK_EX: c_int = 2;
const LOCK_NB: c_int = 4;
const LOCK_UN: c_int = 8;

#[unsafe(no_mangle)]
extern "C" fn flock(descriptor: c_int, operation: c_int) -> c_int {
    let fd = Fd(descriptor.cast_unsigned());
    let lock = |kind| FileCall::Lock {
        fd,
        kind,
        wait: operation & LOCK_NB == 0,
    };
    let call = match operation & !LOCK_NB {
        LOCK_SH => lock(LockKind::Shared),
        LOCK_EX => lock(LockKind::Exclusive),
        LOCK_UN => FileCall::Unlock(fd),
        _ => return fail(EINVAL),
    };
    answer(files::call(call).map(|()| 0))
}

#[unsafe(no_mangle)]
extern "C" fn dup(descriptor: c_int) -> c_int {
    let (fd, from) = (Fd(descriptor.cast_unsigned()), Fd(0));
    answer(files::descriptor(FileCall::Duplicate { fd, from }))
}

#[unsafe(no_mangle)]
extern "C" fn dup2(descriptor: c_int, to: c_int) -> c_int {
    let (fd, other) = (Fd(descriptor.cast_unsigned()), Fd(to.cast_unsigned()));
    let made = files::call(FileCall::DuplicateTo { fd, to: other });
    if descriptor != to {
        files::forget(other.0);
    }
    answer(made.map(|()| other.0))
}

/// As [`dup2`], but not for the same number. Nothing is executed, so that all flags for then are as good.
#[unsafe(no_mangle)]
extern "C" fn dup3(descriptor: c_int, to: c_int, _flags: c_int) -> c_int {
    if descriptor == to {
        return errno::fail(EINVAL);
    }
    dup2(descriptor, to)
}
