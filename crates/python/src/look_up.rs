//! Moments at which a busy process looks up.
//!
//! WebAssembly cannot be interrupted from outside, and a browser lets a worker that never returns to its event loop burn
//! a processor for seconds after it was terminated. So CPython counts down at backward jumps and at the starts of
//! functions (`c/look_up.h`), and at 0 comes here. Every few milliseconds the thread is then suspended for a moment,
//! in which other threads ask for the interpreter and the platform delivers messages.

use std::{
    cell::Cell,
    sync::atomic::{AtomicI32, Ordering},
    time::Duration,
};

use crate::{host::host, platform};

/// How many places to look up at are left until the process does.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_countdown: AtomicI32 = AtomicI32::new(FEWEST);

/// How deep functions of C may call one another, by CPython's count, in which an evaluation counts twice. A browser gives a
/// suspended stack about a megabyte; Firefox and Chromium were full after 1,400 with a sort's key that sorts.
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_recursion_limit: AtomicI32 = AtomicI32::new(1_150);

/// How often the process should look at the clock.
const LOOK: Duration = Duration::from_millis(1);

/// How long it runs before it is suspended for a moment.
const LONGEST: Duration = Duration::from_millis(20);

/// How long it does so while other threads may want to run: the time after which they ask for the interpreter.
const SWITCH: Duration = Duration::from_millis(5);

/// The fewest and the most places between two looks at the clock.
const FEWEST: i32 = 100;
const MOST: i32 = 200_000;

thread_local! {
    static STRIDE: Cell<i32> = const { Cell::new(FEWEST) };
    static LOOKED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static BREATHED: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// A program begins.
pub(crate) fn begin() {
    let now = host().monotonic();
    LOOKED.set(now);
    BREATHED.set(now);
}

#[unsafe(no_mangle)]
extern "C" fn spawnpoint_look_up() {
    if !platform::is_running() {
        spawnpoint_countdown.store(MOST, Ordering::Relaxed);
        return;
    }
    let now = host().monotonic();
    let stride = next_stride(STRIDE.get(), now.saturating_sub(LOOKED.replace(now)));
    STRIDE.set(stride);
    spawnpoint_countdown.store(stride, Ordering::Relaxed);
    let longest = if platform::count() > 1 {
        SWITCH
    } else {
        LONGEST
    };
    if now.saturating_sub(BREATHED.get()) >= longest {
        platform::suspend(|| host().breathe());
        let now = host().monotonic();
        BREATHED.set(now);
        LOOKED.set(now);
    }
}

/// How many places to pass until the next look, so that it comes after [`LOOK`]: places are nanoseconds apart in one
/// program and microseconds in another.
fn next_stride(stride: i32, took: Duration) -> i32 {
    let factor = (LOOK.as_secs_f64() / took.as_secs_f64().max(1e-9)).clamp(0.25, 4.0);
    #[allow(clippy::cast_possible_truncation)]
    let next = (f64::from(stride) * factor) as i32;
    next.clamp(FEWEST, MOST)
}
