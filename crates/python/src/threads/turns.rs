//! Who runs Python, and when the turn of a thread that does not block ends: after CPython's switch interval, or, where turns
//! are to be the same in every run, after a number of places to look up at that is drawn.

use std::{
    ffi::c_int,
    sync::{
        Mutex,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

use spawnpoint_protocol::{
    Tid,
    syscall::{self, Notice},
};

use crate::{
    base::lock,
    ffi::ThreadState,
    host::process,
    line::{Part, notify_later, send},
    platform,
};

/// The fewest places to look up at in a drawn turn, and by how many more it may have.
const FEWEST: u32 = 20;
const SPREAD: u32 = 181;

/// By how much the clock goes on, in nanoseconds, that CPython's locks measure patience by where turns are drawn.
const STEP: i64 = 300_000;

/// The thread that runs Python, or was the last to do so.
static CURRENT: AtomicU32 = AtomicU32::new(Tid::MAIN.0);

/// Where turns are drawn, the state of the generator.
pub(crate) static TURNS: Turns = Turns(Mutex::new(None));

pub(crate) struct Turns(Mutex<Option<u64>>);

impl Part for Turns {
    fn forget(&self) {
        CURRENT.store(Tid::MAIN.0, Ordering::Relaxed);
    }
}

/// The thread that runs Python, or was the last to do so.
pub(super) fn current() -> Tid {
    Tid(CURRENT.load(Ordering::Relaxed))
}

unsafe extern "C" {
    fn __real__PyThreadState_Attach(state: *mut ThreadState);
    fn __real_PyTime_MonotonicRaw(time: *mut i64) -> c_int;
}

/// Sets whether turns are drawn in this process.
pub(crate) fn begin_turns(turns: syscall::Turns) {
    *lock(&TURNS.0) = turns.seed.map(u64::from);
}

/// Whether turns do not depend on time.
pub(crate) fn are_drawn() -> bool {
    lock(&TURNS.0).is_some()
}

/// The length of the next turn, if turns are drawn.
pub(crate) fn draw() -> Option<u32> {
    let mut random = lock(&TURNS.0);
    let state = random.as_mut()?;
    // SplitMix64.
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    Some(FEWEST + u32::try_from(mixed % u64::from(SPREAD)).unwrap_or(0))
}

/// A thread gets the interpreter.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyThreadState_Attach(state: *mut ThreadState) {
    // SAFETY: the caller's argument is handed on.
    unsafe { __real__PyThreadState_Attach(state) };
    let thread = platform::tid();
    if CURRENT.swap(thread.0, Ordering::Relaxed) != thread.0 && process().is_some() {
        notify_later(Notice::Turn);
        send();
    }
}

/// The clock by which CPython's locks decide when a thread has waited long enough to be handed a lock. Where turns are drawn
/// it must not depend on time.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyTime_MonotonicRaw(time: *mut i64) -> c_int {
    static DRAWN: AtomicI64 = AtomicI64::new(0);
    if !are_drawn() {
        // SAFETY: the caller's argument is handed on.
        return unsafe { __real_PyTime_MonotonicRaw(time) };
    }
    // SAFETY: the caller gives a place for it.
    unsafe { time.write(DRAWN.fetch_add(STEP, Ordering::Relaxed)) };
    0
}
