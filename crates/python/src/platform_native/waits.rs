//! Sleeping, and waiting for descriptors.

use std::{
    ffi::{c_int, c_ulong},
    slice,
    time::Duration,
};

use spawnpoint_protocol::syscall::Watched;

use super::processes::fail;
use crate::{
    host::host,
    line::micros,
    system::{Interrupted, kernel, system},
};

/// How long the operating system is asked at once where the kernel is to be asked, too.
const SLICE: Duration = Duration::from_millis(1);

/// Returns the number of an error. What is left of a time is told to nobody: CPython says until when it sleeps.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_nanosleep(
    clock: libc::clockid_t,
    flags: c_int,
    time: *const libc::timespec,
    left: *mut libc::timespec,
) -> c_int {
    if kernel().is_none() {
        // SAFETY: the caller's arguments are handed on.
        let failed = unsafe { libc::syscall(libc::SYS_clock_nanosleep, clock, flags, time, left) };
        // SAFETY: the place is the thread's own.
        return if failed == 0 { 0 } else { unsafe { libc::__errno_location().read() } };
    }
    // SAFETY: the caller gives a time.
    let time = duration(unsafe { &*time });
    let time = if flags & libc::TIMER_ABSTIME == 0 {
        time
    } else {
        let mut now = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: there is a place for it.
        unsafe { libc::clock_gettime(clock, &raw mut now) };
        time.saturating_sub(duration(&now))
    };
    match system().sleep(time) {
        Ok(()) => 0,
        Err(Interrupted) => libc::EINTR,
    }
}

fn duration(time: &libc::timespec) -> Duration {
    let seconds = Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0));
    seconds + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or(0))
}

#[unsafe(no_mangle)]
unsafe extern "C" fn poll(
    descriptors: *mut libc::pollfd,
    count: c_ulong,
    timeout: c_int,
) -> c_int {
    let count_ = usize::try_from(count).unwrap_or(0);
    // SAFETY: the caller gives so many. An empty list may be null.
    let all = unsafe {
        if count_ == 0 {
            &mut []
        } else {
            slice::from_raw_parts_mut(descriptors, count_)
        }
    };
    if kernel().is_none() {
        // SAFETY: the caller's arguments are handed on.
        return unsafe { libc::syscall(libc::SYS_poll, descriptors, count, timeout) as c_int };
    }
    let timeout = u64::try_from(timeout).ok().map(Duration::from_millis);
    let kernels: Vec<Watched> = all.iter().filter_map(|one| system().watched(one.fd)).collect();
    if kernels.is_empty() {
        return ask_system(all, timeout);
    }
    let has_others = kernels.len() < all.len();
    let until = timeout.map(|timeout| host().monotonic() + timeout);
    loop {
        let left = until.map(|until| until.saturating_sub(host().monotonic()));
        let once = if has_others {
            Some(left.map_or(SLICE, |left| left.min(SLICE)))
        } else {
            left
        };
        let Ok(ready) = system().select(kernels.clone(), once.map(micros)) else {
            return fail(libc::EINTR);
        };
        let others = if has_others {
            ask_system(all, Some(Duration::ZERO))
        } else {
            0
        };
        let mut found = others.max(0);
        for one in all.iter_mut() {
            if let Some(watched) = system().watched(one.fd) {
                let is_ready = ready.contains(&watched);
                one.revents = if is_ready { libc::POLLIN } else { 0 };
                found += c_int::from(is_ready);
            }
        }
        if found > 0 || left == Some(Duration::ZERO) {
            return found;
        }
    }
}

/// Waits for descriptors of the operating system; others are left out. Threads run meanwhile.
fn ask_system(all: &mut [libc::pollfd], timeout: Option<Duration>) -> c_int {
    let mut asked: Vec<_> = all.to_vec();
    for one in &mut asked {
        if system().watched(one.fd).is_some() {
            one.fd = -1;
        }
    }
    let millis = timeout.map_or(-1, |timeout| {
        c_int::try_from(timeout.as_millis()).unwrap_or(c_int::MAX)
    });
    let mut found = 0;
    host().outside(&mut || {
        // SAFETY: there are so many.
        found = unsafe {
            libc::syscall(libc::SYS_poll, asked.as_mut_ptr(), asked.len(), millis) as c_int
        };
    });
    for (one, answer) in all.iter_mut().zip(&asked) {
        one.revents = answer.revents;
    }
    found
}
