//! Lost updates: a thread sets a global variable to what it made of the value it had read, and another thread has set it
//! meanwhile.
//!
//! Where all processes share one interpreter, `_spawnpoint_updates` marks the instructions of the main program that read
//! and write global variables that functions set, and CPython tells of each before it is executed. A variable has a
//! version, which each write raises; a thread whose last read was of an older version, and not its own, overwrites an
//! update.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
    sync::Mutex,
};

use spawnpoint_protocol::{
    Tid,
    syscall::{Mode, Notice},
};

use crate::{
    base::lock,
    ffi,
    function::{Arguments, Table, functions},
    host::process,
    line::{self, Part, notify},
    object::{self, Fallible, Owned},
    platform,
};

/// What is marked, and what is known of the variables.
pub(crate) static UPDATES: Updates = Updates(Mutex::new(None));

pub(crate) struct Updates(Mutex<Option<Watched>>);

#[derive(Default)]
struct Watched {
    /// By the address of the code and the offset of the instruction.
    marks: HashMap<(usize, i64), Mark>,
    variables: BTreeMap<String, Variable>,
}

struct Mark {
    variable: String,
    is_write: bool,
}

#[derive(Default)]
struct Variable {
    version: u64,
    /// Who wrote this version.
    by: Tid,
    /// The versions that threads have read since they last wrote.
    read: BTreeMap<Tid, u64>,
}

impl Part for Updates {}

/// The functions of this in `_spawnpoint`.
pub(crate) static FUNCTIONS: Table<&[ffi::MethodDef]> = functions! {
    c"mark" => mark;
    c"touched" => touched;
};

/// Watches the main program of a run in which all processes share this interpreter, from when there is a second thread:
/// a single one loses no updates. To be called by a thread of the interpreter.
pub(crate) fn begin() {
    let is_shared = process().is_some_and(|process| process.boot.program.mode != Mode::Processes);
    if !is_shared || lock(&UPDATES.0).is_some() {
        return;
    }
    *lock(&UPDATES.0) = Some(Watched::default());
    if object::call_of(c"_spawnpoint_updates", c"watch_main").is_err() {
        // The record lacks them; the program is none the worse.
        object::clear();
    }
}

/// `mark(code, offset, name, is_write)`: the instruction there reads or writes this variable. The code stays.
fn mark(arguments: &Arguments) -> Fallible<Owned> {
    let code = arguments.at(0)?;
    // It is known by its address for as long as the interpreter is there.
    mem::forget(code.share());
    let place = (code.raw().addr(), arguments.number(1)?);
    let mark = Mark {
        variable: arguments.text(2)?,
        is_write: arguments.is_true(3)?,
    };
    lock(&UPDATES.0)
        .get_or_insert_default()
        .marks
        .insert(place, mark);
    Ok(object::none())
}

/// `touched(code, offset)`: the instruction there is about to be executed; no other thread runs before it has been. Returns
/// `sys.monitoring.DISABLE` if it is not marked.
fn touched(arguments: &Arguments) -> Fallible<Owned> {
    let place = (arguments.at(0)?.raw().addr(), arguments.number(1)?);
    let thread = platform::tid();
    let lost = {
        let mut watched = lock(&UPDATES.0);
        let Some(Watched { marks, variables }) = watched.as_mut() else {
            return Ok(object::disable());
        };
        let Some(mark) = marks.get(&place) else {
            return Ok(object::disable());
        };
        let variable = variables.entry(mark.variable.clone()).or_default();
        if mark.is_write {
            variable.write(thread).map(|by| (mark.variable.clone(), by))
        } else {
            variable.read.insert(thread, variable.version);
            None
        }
    };
    if let Some((name, lost)) = lost {
        let site = line::brief_site();
        notify(Notice::Overwritten { name, lost, site });
    }
    Ok(object::none())
}

impl Variable {
    /// A thread writes; whose update it overwrites, if it does.
    fn write(&mut self, thread: Tid) -> Option<Tid> {
        let read = self.read.remove(&thread);
        let is_outdated = read.is_some_and(|version| version < self.version);
        let by = mem::replace(&mut self.by, thread);
        self.version += 1;
        (is_outdated && by != thread).then_some(by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Tid = Tid(1);
    const TWO: Tid = Tid(2);

    #[test]
    fn who_writes_what_it_read_before_anothers_write_overwrites_that() {
        let mut variable = Variable::default();
        for thread in [ONE, TWO] {
            variable.read.insert(thread, variable.version);
        }
        assert_eq!(variable.write(ONE), None);
        assert_eq!(variable.write(TWO), Some(ONE));
        variable.read.insert(ONE, variable.version);
        assert_eq!(variable.write(ONE), None);
    }
}
