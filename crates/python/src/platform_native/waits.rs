//! Sleeping, and waiting for descriptors.

use std::{
    ffi::{c_int, c_ulong, c_void},
    slice,
    time::Duration,
};

use spawnpoint_protocol::syscall::Watched;

use super::processes::{count, fail, number};
use crate::{
    base::micros,
    host::host,
    system::{Interrupted, kernel, system},
};

/// How long the operating system is asked at once where the kernel is to be asked, too.
const SLICE: Duration = Duration::from_millis(1);

/// What is left of a time is told to nobody: CPython looks at the clock.
#[unsafe(no_mangle)]
unsafe extern "C" fn nanosleep(time: *const libc::timespec, left: *mut libc::timespec) -> c_int {
    if kernel().is_none() {
        // SAFETY: the caller's arguments are handed on.
        return number(unsafe { libc::syscall(libc::SYS_nanosleep, time, left) });
    }
    // SAFETY: the caller gives a time.
    match system().sleep(duration(unsafe { &*time })) {
        Ok(()) => 0,
        Err(Interrupted) => fail(libc::EINTR),
    }
}

fn duration(time: &libc::timespec) -> Duration {
    let seconds = Duration::from_secs(u64::try_from(time.tv_sec).unwrap_or(0));
    seconds + Duration::from_nanos(u64::try_from(time.tv_nsec).unwrap_or(0))
}

/// What a pipe takes at once if it takes anything.
const AT_ONCE: usize = libc::PIPE_BUF;

/// Reads. Other threads run until there is something to be read from a descriptor of the operating system.
pub(super) fn reading(descriptor: c_int, work: impl Fn() -> isize) -> isize {
    blocking(descriptor, libc::POLLIN, work)
}

/// Writes some bytes. Other threads run until a descriptor of the operating system has taken them.
pub(super) fn writing(descriptor: c_int, length: usize, work: impl Fn() -> isize) -> isize {
    let events = if length <= AT_ONCE { libc::POLLOUT } else { 0 };
    blocking(descriptor, events, work)
}

/// Does what may block until a descriptor is ready for this.
fn blocking(descriptor: c_int, events: i16, work: impl Fn() -> isize) -> isize {
    if kernel().is_none() {
        return work();
    }
    let mut asked = libc::pollfd {
        fd: descriptor,
        events,
        revents: 0,
    };
    // SAFETY: there is one.
    let is_ready =
        events != 0 && unsafe { libc::syscall(libc::SYS_poll, &raw mut asked, 1, 0) != 0 };
    if is_ready {
        return work();
    }
    let mut result = 0;
    host().outside(&mut || result = work());
    result
}

#[unsafe(no_mangle)]
unsafe extern "C" fn recv(socket: c_int, place: *mut c_void, length: usize, flags: c_int) -> isize {
    reading(socket, || {
        // SAFETY: the caller's arguments are handed on.
        count(unsafe { libc::syscall(libc::SYS_recvfrom, socket, place, length, flags, 0, 0) })
    })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn send(
    socket: c_int,
    bytes: *const c_void,
    length: usize,
    flags: c_int,
) -> isize {
    writing(socket, length, || {
        // SAFETY: as above.
        count(unsafe { libc::syscall(libc::SYS_sendto, socket, bytes, length, flags, 0, 0) })
    })
}

#[unsafe(no_mangle)]
extern "C" fn flock(descriptor: c_int, operation: c_int) -> c_int {
    // SAFETY: the call takes numbers.
    let work = || number(unsafe { libc::syscall(libc::SYS_flock, descriptor, operation) });
    if kernel().is_none() {
        return work();
    }
    let mut result = 0;
    host().outside(&mut || result = work());
    result
}

#[unsafe(no_mangle)]
unsafe extern "C" fn epoll_wait(
    descriptor: c_int,
    events: *mut libc::epoll_event,
    room: c_int,
    timeout: c_int,
) -> c_int {
    let found = reading(descriptor, || {
        // SAFETY: as above.
        count(unsafe { libc::syscall(libc::SYS_epoll_wait, descriptor, events, room, timeout) })
    });
    c_int::try_from(found).unwrap_or(-1)
}

#[unsafe(no_mangle)]
unsafe extern "C" fn poll(descriptors: *mut libc::pollfd, count: c_ulong, timeout: c_int) -> c_int {
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
        return number(unsafe { libc::syscall(libc::SYS_poll, descriptors, count, timeout) });
    }
    let timeout = u64::try_from(timeout).ok().map(Duration::from_millis);
    let kernels: Vec<Watched> = all
        .iter()
        .filter_map(|one| system().watched(one.fd))
        .collect();
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
        found = number(unsafe {
            libc::syscall(libc::SYS_poll, asked.as_mut_ptr(), asked.len(), millis)
        });
    });
    for (one, answer) in all.iter_mut().zip(&asked) {
        one.revents = answer.revents;
    }
    found
}
