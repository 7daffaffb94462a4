//! Standing still while the run is paused, and going on by a line.
//!
//! A thread stands still wherever it comes to after it was asked to: after a call of the kernel, or where a busy process
//! looks up. To go on by a line, CPython tells of each line of the main program (`_spawnpoint_step`).

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::c_int,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use spawnpoint_protocol::{
    Tid,
    syscall::{Reply, Syscall, ToProcess},
};

use super::signals;
use crate::{
    base::{MAIN_PATH, lock},
    ffi,
    function::Arguments,
    host::host,
    line::{Part, attached, brief_site, detached, flush, next_call, silently},
    object::{self, Fallible, Object, Owned},
    platform,
    record::globals,
};

/// Whether the run is paused, and which threads are on the way to the next line.
pub(crate) static PAUSE: Pause = Pause {
    is_paused: AtomicBool::new(false),
    stepping: Mutex::new(BTreeSet::new()),
    preparing: Mutex::new(BTreeSet::new()),
    begun: Mutex::new(BTreeMap::new()),
};

pub(crate) struct Pause {
    is_paused: AtomicBool,
    stepping: Mutex<BTreeSet<Tid>>,
    /// The threads that have the stepper prepare for that, or for its end: they do not stand still meanwhile.
    preparing: Mutex<BTreeSet<Tid>>,
    /// The lines that threads had begun without a step when they looked up: they may be told of these once more.
    begun: Mutex<BTreeMap<Tid, u32>>,
}

impl Part for Pause {
    fn deliver(&self, message: &ToProcess) {
        match message {
            ToProcess::Hold => self.is_paused.store(true, Ordering::Relaxed),
            ToProcess::Release => self.is_paused.store(false, Ordering::Relaxed),
            ToProcess::Boot(_)
            | ToProcess::Reply { .. }
            | ToProcess::Recall(_)
            | ToProcess::Reclaim(_)
            | ToProcess::Shut(_)
            | ToProcess::Signal(_)
            | ToProcess::Exhausted
            | ToProcess::Store(_)
            | ToProcess::Stored => {}
        }
    }

    fn forget(&self) {
        self.is_paused.store(false, Ordering::Relaxed);
        lock(&self.stepping).clear();
        lock(&self.preparing).clear();
        lock(&self.begun).clear();
    }
}

/// Stands still while the run is paused, except on the way to the next line.
pub(super) fn hold() {
    if lock(&PAUSE.preparing).contains(&platform::tid()) {
        return;
    }
    let is_stepping = lock(&PAUSE.stepping).contains(&platform::tid());
    match (PAUSE.is_paused.load(Ordering::Relaxed), is_stepping) {
        (true, false) => stand_still(),
        (false, true) => end_step(),
        (true, true) | (false, false) => {}
    }
}

/// Stands still, and prepares for what comes then.
fn stand_still() {
    if PAUSE.is_paused.load(Ordering::Relaxed) {
        attached(globals::look_now);
        if silently(next_call(), Syscall::Hold) == Reply::Step {
            attached(begin_step);
            return;
        }
    }
    end_step();
}

fn begin_step() {
    // Who imports the module makes calls, at which a step would end.
    call_stepper(c"begin");
    lock(&PAUSE.stepping).insert(platform::tid());
}

fn end_step() {
    let is_last = {
        let mut stepping = lock(&PAUSE.stepping);
        stepping.remove(&platform::tid()) && stepping.is_empty()
    };
    if is_last {
        attached(|| call_stepper(c"end"));
    }
}

/// Calls a function of `_spawnpoint_step`, as long as there are modules. If it fails, the thread goes on to where it looks up
/// next. In the main thread a handler of a signal may run in it, and what that raises is the program's.
fn call_stepper(function: &std::ffi::CStr) {
    // SAFETY: this thread has the interpreter. An exception that there is meanwhile is put back.
    unsafe {
        if ffi::Py_IsFinalizing() != 0 {
            return;
        }
        let raised = ffi::PyErr_GetRaisedException();
        lock(&PAUSE.preparing).insert(platform::tid());
        let called = object::call_of(c"_spawnpoint_step", function);
        lock(&PAUSE.preparing).remove(&platform::tid());
        if called.is_err() {
            if platform::tid() == Tid::MAIN {
                signals::raise_late();
            } else {
                object::clear();
            }
        }
        ffi::PyErr_SetRaisedException(raised);
    }
}

/// `at_line(code, line)`: a line is about to be executed; `sys.monitoring.DISABLE` if it is none of the main program.
pub(crate) fn at_line(arguments: &Arguments) -> Fallible<Owned> {
    visit(arguments.at(0)?)
}

/// `at_jump(code, from, to)`: as [`at_line`], for a line that jumps back to itself: debuggers see it visited again.
pub(crate) fn at_jump(arguments: &Arguments) -> Fallible<Owned> {
    let code = arguments.at(0)?;
    let (from, to): (c_int, c_int) = (arguments.number(1)?, arguments.number(2)?);
    // SAFETY: CPython tells of its own code.
    let line = |offset| unsafe { ffi::PyCode_Addr2Line(code.raw(), offset) };
    if to > from || line(to) != line(from) {
        return Ok(object::disable());
    }
    visit(code)
}

/// The running thread is at a line of some code.
fn visit(code: &Object) -> Fallible<Owned> {
    // SAFETY: it is an object.
    let file = unsafe {
        Owned::new(ffi::PyObject_GetAttrString(
            code.raw(),
            c"co_filename".as_ptr(),
        ))?
    };
    if file.text().as_deref() != Some(MAIN_PATH) {
        return Ok(object::disable());
    }
    let thread = platform::tid();
    if lock(&PAUSE.stepping).contains(&thread) {
        let begun = lock(&PAUSE.begun).remove(&thread);
        if begun.is_none() || begun != brief_site().line {
            stand_still();
        }
    }
    Ok(object::none())
}

/// Lets other threads and the platform have their turn, and stands still if the run is paused.
pub(crate) fn breathe() {
    flush();
    detached(|| platform::suspend(|| host().breathe()));
    let is_stepping = lock(&PAUSE.stepping).contains(&platform::tid());
    if PAUSE.is_paused.load(Ordering::Relaxed)
        && !is_stepping
        && let Some(line) = brief_site().line
    {
        lock(&PAUSE.begun).insert(platform::tid(), line);
    }
    hold();
}
