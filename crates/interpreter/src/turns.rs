//! When the turn of a thread that does not block ends: after some time, or, where turns are to be the
//! same in every run, after some looks at the clock whose number is drawn.

use std::{
    cell::Cell,
    sync::{
        Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use rustpython_vm::VirtualMachine;
use spawnpoint_protocol::syscall;

use crate::{
    host::{host, instance},
    kernel::{breathe, lock, pass_on},
    threads,
};

/// Microseconds for which a thread runs before another has its turn: Python's switch interval.
static INTERVAL: AtomicU64 = AtomicU64::new(0);

/// The longest time for which a process runs before the platform has a moment to end it.
const LONGEST: u64 = 8_000;

/// How many checks pass between two looks at the clock.
const STRIDE: u32 = 64;

/// The fewest checks in a drawn turn, and by how many more it may have.
const FEWEST: u32 = 20;
const SPREAD: u32 = 181;

thread_local! {
    static UNTIL_LOOK: Cell<u32> = const { Cell::new(STRIDE) };
    static LAST: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// How many checks are left of a drawn turn, of whichever thread.
static LEFT: AtomicU32 = AtomicU32::new(0);

/// Where turns are drawn, the state of the generator.
static RANDOM: Mutex<Option<u64>> = Mutex::new(None);

/// Sets how turns end in this process.
pub(crate) fn begin(turns: syscall::Turns) {
    set_interval(turns.interval.into());
    *lock(&RANDOM) = turns.seed.map(u64::from);
    LEFT.store(draw().unwrap_or(0), Ordering::Relaxed);
}

/// Sets how long a thread runs before another has its turn.
pub(crate) fn set_interval(micros: u64) {
    INTERVAL.store(micros, Ordering::Relaxed);
}

/// Whether turns do not depend on time.
pub(crate) fn are_drawn() -> bool {
    instance().boot.program.turns.seed.is_some()
}

/// One check: ends the turn if it is time. Cheap, as long as it is not.
pub(crate) fn check(vm: &VirtualMachine) {
    if are_drawn() {
        let left = LEFT.load(Ordering::Relaxed);
        if left > 0 {
            LEFT.store(left - 1, Ordering::Relaxed);
            return;
        }
        LEFT.store(draw().unwrap_or(0), Ordering::Relaxed);
        if threads::count() > 0 {
            pass_on(vm);
            return;
        }
    } else {
        let left = UNTIL_LOOK.get();
        if left > 0 {
            UNTIL_LOOK.set(left - 1);
            return;
        }
        UNTIL_LOOK.set(STRIDE);
    }
    let host = host();
    let interval = INTERVAL.load(Ordering::Relaxed).min(LONGEST);
    if host.monotonic().saturating_sub(LAST.get()) >= Duration::from_micros(interval) {
        breathe(vm);
        LAST.set(host.monotonic());
    }
}

/// The length of the next turn, if turns are drawn.
fn draw() -> Option<u32> {
    let mut random = lock(&RANDOM);
    let state = random.as_mut()?;
    // SplitMix64.
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^= mixed >> 31;
    Some(FEWEST + u32::try_from(mixed % u64::from(SPREAD)).unwrap_or(0))
}
