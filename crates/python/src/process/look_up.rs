//! Moments at which a busy process looks up.
//!
//! WebAssembly cannot be interrupted from outside, and a browser lets a worker that never returns to its event loop burn
//! a processor for seconds after it was terminated. So CPython counts down at backward jumps and at the starts of
//! functions (`c/look_up.h`), and at 0 comes here. Every few milliseconds the thread is then suspended for a moment,
//! in which other threads get the interpreter and the platform delivers messages. Where turns are drawn, they are counted so,
//! too.

use std::{ffi::c_ulong, sync::Mutex, time::Duration};

use spawnpoint_protocol::syscall::Syscall;

use crate::{
    base::lock,
    host::{host, process},
    line::{ask, next_call, set_countdown},
    objects::{loans, region},
    platform, program, threads,
};

/// How deep functions of C may call one another, by CPython's count, in which an evaluation counts twice. A browser gives a
/// suspended stack about a megabyte; Firefox and Chromium were full after 1,400 with a sort's key that sorts.
#[cfg(target_arch = "wasm32")]
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_recursion_limit: std::sync::atomic::AtomicI32 =
    std::sync::atomic::AtomicI32::new(1_150);

/// How often the process should look at the clock.
const LOOK: Duration = Duration::from_millis(1);

/// How long it runs before it is suspended for a moment.
const LONGEST: Duration = Duration::from_millis(20);

/// The fewest and the most places between two looks at the clock.
const FEWEST: i32 = 100;
const MOST: i32 = 200_000;

static PACE: Mutex<Pace> = Mutex::new(Pace {
    stride: FEWEST,
    looked: Duration::ZERO,
    breathed: Duration::ZERO,
});

/// When a process looks up.
struct Pace {
    /// How many places there are between two looks.
    stride: i32,
    /// The monotonic times of the last look, and of the last suspension.
    looked: Duration,
    breathed: Duration,
}

unsafe extern "C" {
    fn _PyEval_GetSwitchInterval() -> c_ulong;
}

/// A program begins.
pub(super) fn begin() {
    let now = host().monotonic();
    *lock(&PACE) = Pace {
        stride: FEWEST,
        looked: now,
        breathed: now,
    };
    set_countdown(next_turn().unwrap_or(FEWEST));
}

/// The number of places until the end of a turn that is drawn.
fn next_turn() -> Option<i32> {
    threads::draw().map(|turn| i32::try_from(turn).unwrap_or(MOST))
}

#[unsafe(no_mangle)]
extern "C" fn spawnpoint_look_up() {
    if !platform::is_running() || process().is_none() {
        set_countdown(MOST);
        return;
    }
    let now = host().monotonic();
    let turn = next_turn();
    let is_time = {
        let mut pace = lock(&PACE);
        let took = now.saturating_sub(std::mem::replace(&mut pace.looked, now));
        pace.stride = next_stride(pace.stride, took);
        set_countdown(turn.unwrap_or(pace.stride));
        now.saturating_sub(pace.breathed) >= longest()
    };
    // Others may want what this process has borrowed.
    let is_time = loans::look(now) && !host().glance() || is_time;
    if turn.is_some() && threads::count() > 0 {
        // What other threads wait for was answered before what this one asks, so that their order does not depend on time.
        ask(next_call(), Syscall::Sleep(0));
    } else if is_time {
        program::breathe();
    } else {
        region::refresh();
        return;
    }
    let now = host().monotonic();
    let mut pace = lock(&PACE);
    pace.breathed = now;
    pace.looked = now;
}

/// How long the process may run on: until other threads that want to run have waited for long enough.
fn longest() -> Duration {
    if threads::count() == 0 {
        return LONGEST;
    }
    // SAFETY: the function reads a number.
    let interval = unsafe { _PyEval_GetSwitchInterval() };
    #[cfg_attr(
        not(target_arch = "wasm32"),
        expect(clippy::useless_conversion, reason = "C's type is shorter elsewhere")
    )]
    let interval = interval.into();
    Duration::from_micros(interval).min(LONGEST)
}

/// How many places to pass until the next look, so that it comes after [`LOOK`]: places are nanoseconds apart in one
/// program and microseconds in another.
fn next_stride(stride: i32, took: Duration) -> i32 {
    let factor = (LOOK.as_secs_f64() / took.as_secs_f64().max(1e-9)).clamp(0.25, 4.0);
    #[allow(clippy::cast_possible_truncation)]
    let next = (f64::from(stride) * factor) as i32;
    next.clamp(FEWEST, MOST)
}
