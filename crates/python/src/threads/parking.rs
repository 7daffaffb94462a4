//! Where CPython's threads wait for one another, by the address of what they wait for: its mutexes, events and queues are
//! all built on this.

use std::{
    collections::VecDeque,
    ffi::{c_int, c_void},
    ptr, slice,
    sync::Mutex,
};

use spawnpoint_protocol::syscall::{CallId, Notice, Reply, Syscall, ThreadWait};

use super::{life, locks};
use crate::{
    base::lock,
    line::{Interrupted, Part, blocked_as, next_call, notify},
};

// What CPython's function says of how a wait ended.
const OK: c_int = 0;
const AGAIN: c_int = -1;
const TIMEOUT: c_int = -2;
const INTERRUPTED: c_int = -3;

/// Those who wait, in the order in which they came.
pub(crate) static PARKING: Parking = Parking(Mutex::new(VecDeque::new()));

pub(crate) struct Parking(Mutex<VecDeque<Waiter>>);

struct Waiter {
    address: usize,
    call: CallId,
    /// What CPython hands to whoever wakes this one.
    argument: usize,
}

impl Part for Parking {
    fn forget(&self) {
        lock(&self.0).clear();
    }
}

/// Waits until somebody wakes who waits at this address, or the time is up, in nanoseconds; below 0 it never is. It waits
/// only if what is there is as expected.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyParkingLot_Park(
    address: *const c_void,
    expected: *const c_void,
    size: usize,
    timeout: i64,
    argument: *mut c_void,
    _detach: c_int,
) -> c_int {
    let call = next_call();
    {
        let mut parking = lock(&PARKING.0);
        // SAFETY: the caller gives as many bytes at either place. Who changes them wakes afterwards, which takes the lock.
        let is_expected = unsafe {
            slice::from_raw_parts(address.cast::<u8>(), size)
                == slice::from_raw_parts(expected.cast::<u8>(), size)
        };
        if !is_expected {
            return AGAIN;
        }
        parking.push_back(Waiter {
            address: address.addr(),
            call,
            argument: argument.expose_provenance(),
        });
    }
    let on = match life::thread_at(address.addr()) {
        Some(thread) => ThreadWait::End(thread),
        None => locks::wait_for(address.addr()),
    };
    let timeout = u64::try_from(timeout)
        .ok()
        .map(|nanos| nanos.div_ceil(1_000));
    let reply = blocked_as(call, Syscall::Park { on, timeout });
    if let Ok(Reply::Done) = reply {
        return OK;
    }
    // It may have been woken at the last moment.
    let mut parking = lock(&PARKING.0);
    let Some(place) = parking.iter().position(|waiter| waiter.call == call) else {
        return OK;
    };
    parking.remove(place);
    match reply {
        Err(Interrupted) => INTERRUPTED,
        Ok(_) => TIMEOUT,
    }
}

type Wake = unsafe extern "C" fn(*mut c_void, *mut c_void, c_int);

/// Wakes the first who waits at this address. CPython's function is called with what that one gave, or null, and with
/// whether there are others.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyParkingLot_Unpark(
    address: *const c_void,
    wake: Wake,
    argument: *mut c_void,
) {
    let mut parking = lock(&PARKING.0);
    let is_there = |waiter: &Waiter| waiter.address == address.addr();
    let place = parking.iter().position(is_there);
    let woken = place.and_then(|place| parking.remove(place));
    let has_more = parking.iter().any(is_there);
    let theirs = woken.as_ref().map_or(ptr::null_mut(), |waiter| {
        ptr::with_exposed_provenance_mut(waiter.argument)
    });
    // SAFETY: the waiter stands still until it is told, so that what it gave is there. The function is to be called while
    // nobody comes or goes, and does nothing but set bits.
    unsafe { wake(argument, theirs, has_more.into()) };
    drop(parking);
    if let Some(waiter) = woken {
        tell(waiter.call);
    }
}

/// Wakes all who wait at this address.
#[unsafe(no_mangle)]
extern "C" fn __wrap__PyParkingLot_UnparkAll(address: *const c_void) {
    let woken: Vec<_> = {
        let mut parking = lock(&PARKING.0);
        let (woken, rest) = parking
            .drain(..)
            .partition(|waiter| waiter.address == address.addr());
        *parking = rest;
        let woken: VecDeque<Waiter> = woken;
        woken.into_iter().collect()
    };
    for waiter in woken {
        tell(waiter.call);
    }
}

fn tell(call: CallId) {
    notify(Notice::Unpark(call));
}
