//! The global variables of the main module, for the record of the run.
//!
//! They are looked at when the process does something that others see, and at every moment at which it looks up; less often
//! where that would take more than a twentieth of its time. Which they are is seen by the first call of a function of the
//! main program that is on the stack then.

use std::{collections::BTreeMap, ffi::c_void, sync::Mutex, time::Duration};

use spawnpoint_protocol::{
    event::{Summary, Variable},
    limits,
    syscall::Notice,
};

use super::summary;
use crate::{
    base::lock,
    ffi,
    host::{host, process},
    line::{Part, frames, notify_later},
    object::{Object, Owned},
};

/// One part in so many of the process's time is spent on looking.
const SHARE: u32 = 20;

/// Looks that were not taken may be made up for until they amount to this.
const BURST: Duration = Duration::from_millis(20);

/// A variable with a longer name is not recorded, in bytes.
const LONGEST_NAME: usize = 1_000;

/// What is known of the variables.
pub(crate) static GLOBALS: Globals = Globals(Mutex::new(Seen {
    main: None,
    has_ended: false,
    variables: BTreeMap::new(),
    due: Duration::ZERO,
}));

pub(crate) struct Globals(Mutex<Seen>);

struct Seen {
    /// The dictionary that holds them, once it is known.
    main: Option<Held>,
    /// Whether the interpreter lets everything go.
    has_ended: bool,
    variables: BTreeMap<String, Summary>,
    /// The monotonic time at which the next look is paid for.
    due: Duration,
}

struct Held(Owned);

// SAFETY: it is touched by threads that have the interpreter alone.
unsafe impl Send for Held {}

impl Part for Globals {
    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        // SAFETY: the function looks up a variable of the thread's own.
        let is_attached = unsafe { !ffi::PyThreadState_GetUnchecked().is_null() };
        if is_attached && process().is_some() && lock(&self.0).due <= host().monotonic() {
            look(tell);
        }
    }

    /// What was told was told of another process.
    fn forget(&self) {
        let mut seen = lock(&self.0);
        seen.variables.clear();
        seen.due = Duration::ZERO;
    }
}

/// These are the variables of a program that has not begun.
pub(crate) fn begin(variables: &Object) {
    let before = lock(&GLOBALS.0).main.replace(Held(variables.share()));
    // Dropping it may run code of the program, which must not find the lock taken.
    drop(before);
    if process().is_some() {
        look_now();
    }
}

/// Looks, and tells what has changed with the next message that goes out.
pub(crate) fn look_now() {
    look(&mut notify_later);
}

unsafe extern "C" {
    fn __real__PyAtExit_Call(interpreter: *mut c_void);
}

/// CPython calls what the program has registered for its end. Afterwards it lets everything go: the variables are looked at
/// for the last time.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap__PyAtExit_Call(interpreter: *mut c_void) {
    // SAFETY: the caller's argument is handed on.
    unsafe { __real__PyAtExit_Call(interpreter) };
    if process().is_some() {
        look_now();
    }
    let held = {
        let mut seen = lock(&GLOBALS.0);
        seen.has_ended = true;
        seen.main.take()
    };
    // Dropping it may run code of the program, which must not find the lock taken.
    drop(held);
}

fn look(tell: &mut dyn FnMut(Notice)) {
    let began = host().monotonic();
    let Some(globals) = main() else {
        return;
    };
    let found = variables(&globals);
    let mut seen = lock(&GLOBALS.0);
    let gone = seen
        .variables
        .keys()
        .filter(|name| !found.contains_key(*name));
    let gone = gone.map(|name| Variable {
        name: name.clone(),
        value: None,
    });
    let is_new = |(name, value): &(&String, &Summary)| seen.variables.get(*name) != Some(*value);
    let new = found.iter().filter(is_new).map(|(name, value)| Variable {
        name: name.clone(),
        value: Some(value.clone()),
    });
    let changed: Vec<_> = gone.chain(new).collect();
    if !changed.is_empty() {
        seen.variables = found;
        tell(Notice::Globals(changed));
    }
    let took = host().monotonic().saturating_sub(began);
    seen.due = seen.due.max(began.saturating_sub(BURST)) + took * SHARE;
}

/// The dictionary of the main module.
fn main() -> Option<Owned> {
    let seen = lock(&GLOBALS.0);
    if seen.has_ended {
        return None;
    }
    if let Some(Held(main)) = &seen.main {
        return Some(main.share());
    }
    drop(seen);
    let main = frames().find(|call| call.is_main())?.globals()?.share();
    lock(&GLOBALS.0).main = Some(Held(main.share()));
    Some(main)
}

fn variables(globals: &Object) -> BTreeMap<String, Summary> {
    let mut found = BTreeMap::new();
    for (name, value) in globals.entries() {
        let Some(name) = name.text() else {
            continue;
        };
        if !name.starts_with("__")
            && name.len() <= LONGEST_NAME
            && is_variable(&value)
            && found.len() < limits::VARIABLES
        {
            found.insert(name, summary::of(&value));
        }
    }
    found
}

/// Whether an object is neither part of the program's text nor something that it imported.
fn is_variable(object: &Object) -> bool {
    let is_definition = object.is_exactly(&raw mut ffi::PyFunction_Type)
        || object.is_exactly(&raw mut ffi::PyCFunction_Type)
        || object.is_exactly(&raw mut ffi::PyMethod_Type)
        || object.is_class()
        || object.is_of(&raw mut ffi::PyModule_Type);
    let is_imported = || {
        let module = object.module();
        module.is_some_and(|module| matches!(module.as_str(), "typing" | "__future__"))
    };
    // What `functools.wraps` and the like make of a function.
    let is_decorated = || object.own_attribute("__wrapped__").is_some();
    !is_definition && !is_decorated() && !is_imported()
}
