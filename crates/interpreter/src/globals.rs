//! The global variables of the main module, for the record of the run.
//!
//! They are looked at when the process does something that others see, and at every moment at which it
//! looks up; less often where that would take more than a twentieth of its time.

use std::{collections::BTreeMap, mem, sync::Mutex, time::Duration};

use rustpython_vm::{
    AsObject, PyObject, VirtualMachine,
    builtins::{PyBoundMethod, PyDict, PyDictRef, PyFunction, PyModule, PyStr, PyType},
};
use spawnpoint_protocol::{
    event::{Summary, Variable},
    syscall::Notice,
};

use crate::{
    host::host,
    kernel::{lock, post_later},
    summary::{attribute, module_of, summary},
};

/// One part in so many of the process's time is spent on looking.
const SHARE: u32 = 20;

/// Looks that were not taken may be made up for until they amount to this.
const BURST: Duration = Duration::from_millis(20);

/// A variable with a longer name is not recorded, in bytes.
const LONGEST_NAME: usize = 1_000;

/// More variables than these are not recorded.
const MOST: usize = 500;

/// The variables, as long as they are to be looked at.
static MAIN: Mutex<Option<PyDictRef>> = Mutex::new(None);

static SEEN: Mutex<Seen> = Mutex::new(Seen {
    variables: BTreeMap::new(),
    due: Duration::ZERO,
});

struct Seen {
    variables: BTreeMap<String, Summary>,
    /// The monotonic time at which the next look is paid for.
    due: Duration,
}

/// Has these looked at from now on; with none, looks for the last time.
pub(crate) fn watch(globals: Option<PyDictRef>, vm: &VirtualMachine) {
    if globals.is_none() {
        look_now(vm);
    }
    let before = mem::replace(&mut *lock(&MAIN), globals);
    // Dropping it may run code of the program, which must not find the lock taken.
    drop(before);
}

/// What was told was told of another process, of which this one is a copy.
pub(crate) fn forget() {
    let mut seen = lock(&SEEN);
    seen.variables.clear();
    seen.due = Duration::ZERO;
}

/// Looks if it is paid for.
pub(crate) fn look(vm: &VirtualMachine) {
    if lock(&SEEN).due <= host().monotonic() {
        look_now(vm);
    }
}

/// Looks, and tells what has changed with the next message that goes out.
pub(crate) fn look_now(vm: &VirtualMachine) {
    let host = host();
    let began = host.monotonic();
    let Some(globals) = lock(&MAIN).clone() else {
        return;
    };
    let found = variables(&globals, vm);
    let mut seen = lock(&SEEN);
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
        post_later(Notice::Globals(changed));
        seen.variables = found;
    }
    let took = host.monotonic().saturating_sub(began);
    seen.due = seen.due.max(began.saturating_sub(BURST)) + took * SHARE;
}

fn variables(globals: &PyDict, vm: &VirtualMachine) -> BTreeMap<String, Summary> {
    let mut found = BTreeMap::new();
    let mut position = 0;
    while let Some((next, name, value)) = globals.next_entry(position) {
        position = next;
        let Some(name) = name.downcast_ref::<PyStr>().and_then(|name| name.to_str()) else {
            continue;
        };
        if !name.starts_with("__")
            && name.len() <= LONGEST_NAME
            && is_variable(&value, vm)
            && found.len() < MOST
        {
            found.insert(name.to_owned(), summary(&value, vm));
        }
    }
    found
}

/// Whether an object is neither part of the program's text nor something that it imported.
fn is_variable(object: &PyObject, vm: &VirtualMachine) -> bool {
    let is_definition = object.downcast_ref::<PyFunction>().is_some()
        || object
            .class()
            .is(vm.ctx.types.builtin_function_or_method_type)
        || object.downcast_ref::<PyBoundMethod>().is_some()
        || object.downcast_ref::<PyType>().is_some()
        || object.downcast_ref::<PyModule>().is_some();
    let is_imported = || {
        let module = module_of(object.class(), vm);
        module.is_some_and(|module| matches!(module.as_str(), "typing" | "__future__"))
    };
    // What `functools.wraps` and the like make of a function.
    let is_decorated = || attribute(object, "__wrapped__", vm).is_some();
    !is_definition && !is_decorated() && !is_imported()
}
