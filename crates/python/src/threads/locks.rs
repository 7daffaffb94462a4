//! Locks of `threading`, and who has them. Those of CPython that have a place of their own to wait at (`RLock`, and what
//! CPython locks for itself) wait here, first come first served; a plain `Lock` waits as in [`parking`](super::parking).

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    ffi::{c_int, c_void},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use spawnpoint_protocol::{
    Tid,
    syscall::{CallId, Notice, Reply, Syscall, ThreadWait},
};

use super::turns;
use crate::{
    base::{lock, micros},
    ffi,
    host::host,
    line::{Interrupted, Part, blocked_as, frames, next_call, notify, silently},
    platform,
};

static NEXT: AtomicU32 = AtomicU32::new(1);

/// What is known of locks, by their addresses.
pub(crate) static LOCKS: Locks = Locks(Mutex::new(None));

pub(crate) struct Locks(Mutex<Option<Known>>);

#[derive(Default)]
struct Known {
    holders: HashMap<usize, Tid>,
    waiting: BTreeMap<usize, VecDeque<Waiter>>,
    numbers: HashMap<usize, u32>,
}

struct Waiter {
    call: CallId,
    thread: Tid,
}

impl Part for Locks {
    /// The running thread is the main one from now on. What other threads hold is never released.
    fn forget(&self) {
        let own = turns::current();
        if let Some(known) = lock(&self.0).as_mut() {
            known.waiting.clear();
            for holder in known.holders.values_mut() {
                if *holder == own {
                    *holder = Tid::MAIN;
                } else if *holder == Tid::MAIN {
                    *holder = own;
                }
            }
        }
    }
}

fn with<T>(work: impl FnOnce(&mut Known) -> T) -> T {
    work(lock(&LOCKS.0).get_or_insert_default())
}

fn acquired(address: usize) {
    let thread = platform::tid();
    with(|known| known.holders.insert(address, thread));
}

fn released(address: usize) {
    with(|known| known.holders.remove(&address));
}

/// What those wait for who wait at this address.
pub(super) fn wait_for(address: usize) -> ThreadWait {
    // The lock on which a condition waits is released by whoever notifies.
    let is_condition = (frames().next()).is_some_and(|call| call.qualname() == "Condition.wait");
    with(|known| ThreadWait::Lock {
        lock: *(known.numbers)
            .entry(address)
            .or_insert_with(|| NEXT.fetch_add(1, Ordering::Relaxed)),
        holder: (known.holders.get(&address))
            .copied()
            .filter(|_| !is_condition),
    })
}

// What CPython's functions say of a lock.
const FAILURE: c_int = 0;
const ACQUIRED: c_int = 1;
const INTERRUPTED: c_int = 2;

unsafe extern "C" {
    fn __real__PyMutex_LockTimed(mutex: *mut c_void, timeout: i64, flags: c_int) -> c_int;
    fn __real__PyMutex_TryUnlock(mutex: *mut c_void) -> c_int;
    fn __real_PyThread_acquire_lock(lock: *mut c_void, wait: c_int) -> c_int;
    fn __real_PyThread_release_lock(lock: *mut c_void);
    fn __real_PyThread_free_lock(lock: *mut c_void);
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyMutex_LockTimed(
    mutex: *mut c_void,
    timeout: i64,
    flags: c_int,
) -> c_int {
    // SAFETY: the caller's arguments are handed on.
    let result = unsafe { __real__PyMutex_LockTimed(mutex, timeout, flags) };
    if result == ACQUIRED {
        acquired(mutex.addr());
    }
    result
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyMutex_TryUnlock(mutex: *mut c_void) -> c_int {
    released(mutex.addr());
    // SAFETY: as above.
    unsafe { __real__PyMutex_TryUnlock(mutex) }
}

/// `wait` is 0 for who does not.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyThread_acquire_lock(lock: *mut c_void, wait: c_int) -> c_int {
    // SAFETY: as above.
    if unsafe { try_to_acquire(lock) } {
        return ACQUIRED;
    }
    if wait == 0 {
        return FAILURE;
    }
    // Nothing keeps who asks so from getting the lock.
    let id = queue_up(lock.addr());
    let on = wait_for(lock.addr());
    silently(id, Syscall::Park { on, timeout: None });
    ACQUIRED
}

/// The time is in nanoseconds, and below 0 without end. Called with the interpreter, by who handles signals if it is told
/// so.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyThread_acquire_lock_timed_with_retries(
    lock: *mut c_void,
    timeout: i64,
) -> c_int {
    // SAFETY: as above.
    if unsafe { try_to_acquire(lock) } {
        return ACQUIRED;
    }
    if timeout == 0 {
        return FAILURE;
    }
    let until = u64::try_from(timeout)
        .ok()
        .map(|nanos| host().monotonic() + Duration::from_nanos(nanos));
    loop {
        let id = queue_up(lock.addr());
        let on = wait_for(lock.addr());
        let timeout = until.map(|until| micros(until.saturating_sub(host().monotonic())));
        let reply = blocked_as(id, Syscall::Park { on, timeout });
        if reply == Ok(Reply::Done) || !leave(lock.addr(), id) {
            return ACQUIRED;
        }
        match reply {
            Ok(_) => return FAILURE,
            // SAFETY: this thread has the interpreter.
            Err(Interrupted) if unsafe { ffi::PyErr_CheckSignals() } < 0 => return INTERRUPTED,
            // It queues up again.
            Err(Interrupted) => {}
        }
    }
}

/// # Safety
/// It must be a lock of CPython's.
unsafe fn try_to_acquire(lock: *mut c_void) -> bool {
    // SAFETY: as the caller says.
    let is_free = unsafe { __real_PyThread_acquire_lock(lock, 0) != 0 };
    if is_free {
        acquired(lock.addr());
    }
    is_free
}

/// Takes a place among those who wait for a lock, by the number of a call.
fn queue_up(address: usize) -> CallId {
    let call = next_call();
    let thread = platform::tid();
    with(|known| {
        let waiting = known.waiting.entry(address).or_default();
        waiting.push_back(Waiter { call, thread });
    });
    call
}

/// Gives the place up; false if the lock has been handed over at the last moment.
fn leave(address: usize, call: CallId) -> bool {
    with(|known| {
        let Some(waiting) = known.waiting.get_mut(&address) else {
            return false;
        };
        let place = waiting.iter().position(|waiter| waiter.call == call);
        place.and_then(|place| waiting.remove(place)).is_some()
    })
}

/// Hands the lock over to the first who waits for it, or leaves it free.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyThread_release_lock(lock: *mut c_void) {
    let next = with(|known| {
        let next = known
            .waiting
            .get_mut(&lock.addr())
            .and_then(VecDeque::pop_front);
        match &next {
            Some(waiter) => known.holders.insert(lock.addr(), waiter.thread),
            None => known.holders.remove(&lock.addr()),
        };
        next
    });
    if let Some(waiter) = next {
        notify(Notice::Unpark(waiter.call));
    } else {
        // SAFETY: as above.
        unsafe { __real_PyThread_release_lock(lock) };
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyThread_free_lock(lock: *mut c_void) {
    with(|known| {
        known.holders.remove(&lock.addr());
        known.waiting.remove(&lock.addr());
        known.numbers.remove(&lock.addr());
    });
    // SAFETY: as above.
    unsafe { __real_PyThread_free_lock(lock) };
}
