//! Signals for which this process has a handler.
//!
//! What runs in WebAssembly cannot be interrupted from outside. So a signal is noted when it arrives, as CPython's own
//! handler in C does, and CPython runs the program's handler in the main thread as soon as that looks: between two
//! instructions, or in a call of the kernel, which afterwards goes on as if nothing had been.

use std::{
    ffi::{c_int, c_void},
    mem,
    sync::Mutex,
};

use spawnpoint_protocol::{
    Signal, Tid,
    syscall::{Disposition, Notice, ToProcess},
};

use crate::{
    base::lock,
    ffi::{self, ThreadState},
    host::process,
    line::{Part, interrupt, notify},
    object::{Fallible, Owned, Raised, done},
    platform,
};

/// What has come.
pub(crate) static SIGNALS: Signals = Signals(Mutex::new(State {
    arrived: Vec::new(),
    unhandled: 0,
    depth: 0,
    late: None,
}));

pub(crate) struct Signals(Mutex<State>);

struct State {
    /// Those that CPython does not know of yet.
    arrived: Vec<c_int>,
    /// How many signals have come of which the kernel was not told that they have been handled.
    unhandled: u32,
    /// In how many handlers within handlers the main thread is.
    depth: u32,
    /// An exception of a handler that came too late to end the call that it interrupted.
    late: Option<Held>,
}

struct Held(Owned);

// SAFETY: it is touched by the thread that has the interpreter alone.
unsafe impl Send for Held {}

impl Part for Signals {
    fn deliver(&self, message: &ToProcess) {
        if let ToProcess::Signal(Signal(number)) = message {
            let mut state = lock(&self.0);
            state.arrived.push((*number).into());
            state.unhandled += 1;
            drop(state);
            // SAFETY: the function may be called at any time, in any thread.
            unsafe { ffi::Py_AddPendingCall(note, std::ptr::null_mut()) };
            interrupt();
        }
    }

    /// No signal has come yet.
    fn forget(&self) {
        let mut state = lock(&self.0);
        state.arrived.clear();
        state.unhandled = 0;
        state.depth = 0;
        // It is the original's.
        mem::forget(state.late.take());
    }
}

unsafe extern "C" {
    fn __real__PyErr_CheckSignalsTstate(state: *mut ThreadState) -> c_int;
    fn __real_PyOS_setsig(signal: c_int, handler: *mut c_void) -> *mut c_void;
}

/// Does what CPython's handler in C does about the signals that have come. It may write to a descriptor
/// (`signal.set_wakeup_fd`), for which there has to be a thread.
pub(super) fn trip() {
    // Not locked in the loop: the next one may come meanwhile.
    let arrived = mem::take(&mut lock(&SIGNALS.0).arrived);
    for signal in arrived {
        // SAFETY: the function may be called at any time.
        unsafe { ffi::PyErr_SetInterruptEx(signal) };
    }
}

unsafe extern "C" fn note(_nothing: *mut c_void) -> c_int {
    trip();
    0
}

/// Runs the handlers of the signals that have come. `on_raised` is called before the kernel is told that they have been
/// handled.
pub(super) fn handle(on_raised: &dyn Fn()) -> Fallible<()> {
    trip();
    // SAFETY: this is the main thread, and it has the interpreter.
    let state = unsafe { ffi::PyThreadState_GetUnchecked() };
    within(|| {
        // SAFETY: as above.
        let result = unsafe { done(__real__PyErr_CheckSignalsTstate(state)) };
        if result.is_err() {
            on_raised();
        }
        result
    })
}

/// Runs handlers, and tells the kernel of it when the outermost has returned: what that raises has to be known before.
fn within<T>(run: impl FnOnce() -> T) -> T {
    lock(&SIGNALS.0).depth += 1;
    let result = run();
    let is_outermost = {
        let mut state = lock(&SIGNALS.0);
        state.depth = state.depth.saturating_sub(1);
        state.depth == 0
    };
    if is_outermost {
        tell();
    }
    result
}

/// CPython runs handlers between two instructions.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyErr_CheckSignalsTstate(state: *mut ThreadState) -> c_int {
    trip();
    // SAFETY: the caller's argument is handed on.
    within(|| unsafe { __real__PyErr_CheckSignalsTstate(state) })
}

/// Tells the kernel how many signals have been handled.
fn tell() {
    let handled = mem::take(&mut lock(&SIGNALS.0).unhandled);
    if handled > 0 {
        notify(Notice::Handled(handled));
    }
}

/// Has the exception that the interpreter holds raised when the main thread looks next.
pub(super) fn raise_late() {
    // SAFETY: this thread has the interpreter, which holds an exception.
    unsafe {
        if let Ok(raised) = Owned::new(ffi::PyErr_GetRaisedException()) {
            lock(&SIGNALS.0).late = Some(Held(raised));
            ffi::Py_AddPendingCall(raise, std::ptr::null_mut());
        }
    }
}

unsafe extern "C" fn raise(_nothing: *mut c_void) -> c_int {
    if raise_held().is_ok() { 0 } else { -1 }
}

/// Raises what came late, in the main thread, which has the interpreter.
pub(super) fn raise_held() -> Fallible<()> {
    if platform::tid() != Tid::MAIN {
        return Ok(());
    }
    match lock(&SIGNALS.0).late.take() {
        Some(Held(raised)) => {
            // SAFETY: this thread has the interpreter.
            unsafe { ffi::PyErr_SetRaisedException(raised.into_raw()) };
            Err(Raised)
        }
        None => Ok(()),
    }
}

/// `SIG_DFL`, `SIG_IGN` and `SIG_ERR`
const DEFAULT: usize = 0;
const IGNORE: usize = 1;
const FAILED: usize = usize::MAX;

/// CPython sets what the process does about a signal, which the kernel has to know.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyOS_setsig(signal: c_int, handler: *mut c_void) -> *mut c_void {
    // SAFETY: the caller's arguments are handed on.
    let before = unsafe { __real_PyOS_setsig(signal, handler) };
    platform::leave_children(signal);
    if process().is_some()
        && before.addr() != FAILED
        && let Ok(number) = u8::try_from(signal)
    {
        let disposition = match handler.addr() {
            DEFAULT => Disposition::Default,
            IGNORE => Disposition::Ignore,
            _ => Disposition::Handle,
        };
        notify(Notice::Disposition {
            signal: Signal(number),
            disposition,
        });
    }
    before
}
