//! `_spawnpoint`: the native module through which Python code of ours reaches the rest.

use std::{cell::UnsafeCell, ptr, sync::OnceLock};

use spawnpoint_protocol::syscall::{Notice, Role};

use super::{copy, descriptors};
use crate::{
    ffi::{self, MethodDef},
    function::{Arguments, Table, functions},
    host::{instance, process},
    library,
    line::notify,
    object::{self, Fallible, Object, Owned, done},
    objects::{self, memory, semaphore, watch},
    platform, program,
    record::{globals, updates},
};

/// More threads than a process starts.
const MOST_THREADS: u32 = 1_000;

static OWN: Table<&[MethodDef]> = functions! {
    c"facts" => facts;
    c"running" => running;
    c"look" => look;
    c"exit" => exit;
    c"get_native_id" => native_id;
    c"fork" => copy::fork;
    c"serve" => copy::serve;
    c"at_jump" => program::at_jump;
    c"at_line" => program::at_line;
    c"find_module" => library::find_module;
    c"fcntl" => descriptors::control;
    c"flock" => descriptors::lock;
};

/// All functions of the module, in the form that C reads.
fn methods() -> *const MethodDef {
    static ALL: OnceLock<Table<Vec<MethodDef>>> = OnceLock::new();
    let all = ALL.get_or_init(|| {
        let tables = [OWN.0, objects::FUNCTIONS.0, updates::FUNCTIONS.0];
        let rows = tables.iter().flat_map(|table| table.iter());
        let named = rows.filter(|row| !row.name.is_null());
        let mut all: Vec<_> = named.map(|row| MethodDef { ..*row }).collect();
        all.push(crate::function::END);
        Table(all)
    });
    all.0.as_ptr()
}

/// A structure that C reads and writes.
#[repr(transparent)]
struct Shared<T>(UnsafeCell<T>);

// SAFETY: CPython alone writes to it, in the thread that has the interpreter.
unsafe impl<T> Sync for Shared<T> {}

static MODULE: Shared<ffi::ModuleDef> = Shared(UnsafeCell::new(ffi::ModuleDef {
    references: 1,
    kind: ptr::null_mut(),
    init: None,
    index: 0,
    copy: ptr::null_mut(),
    name: c"_spawnpoint".as_ptr(),
    doc: ptr::null(),
    size: -1,
    methods: ptr::null(),
    slots: ptr::null_mut(),
    traverse: ptr::null_mut(),
    clear: ptr::null_mut(),
    free: ptr::null_mut(),
}));

#[unsafe(no_mangle)]
extern "C" fn PyInit__spawnpoint() -> *mut Object {
    crate::function::answer(make())
}

fn make() -> Fallible<Owned> {
    // SAFETY: the definition stays, and nobody reads it meanwhile.
    let module = unsafe {
        (*MODULE.0.get()).methods = methods();
        Owned::new(ffi::PyModule_Create2(MODULE.0.get(), ffi::API_VERSION))?
    };
    let attributes = [
        (c"SemLock", semaphore::class()?),
        (c"Memory", memory::prepare()?),
        (c"OBJECTS", object::int(watch::OBJECTS)?),
        (c"PROCESSES", object::int(watch::PROCESSES)?),
    ];
    for (name, value) in attributes {
        // SAFETY: the module is one.
        done(unsafe { ffi::PyModule_AddObjectRef(module.raw(), name.as_ptr(), value.raw()) })?;
    }
    Ok(module)
}

/// `facts()`: what there is to know of this process and of the run, by name.
fn facts(_arguments: &Arguments) -> Fallible<Owned> {
    let boot = &instance().boot;
    let program = &boot.program;
    let (role, payload) = match &boot.role {
        Role::Main => ("main", None),
        Role::Child { payload } => ("child", Some(payload)),
        Role::Server { payload } => ("server", Some(payload)),
        Role::Forked { .. } => ("forked", None),
        Role::Served { payload, .. } => ("served", Some(payload)),
    };
    let payload = payload.map_or_else(|| Ok(object::none()), |payload| object::bytes(payload));
    // In seconds.
    let switch_interval = f64::from(program.turns.interval) / 1e6;
    object::dict([
        (c"pid", object::int(boot.pid.0)),
        (c"parent", object::int(boot.parent.0)),
        (c"ppid", object::int(boot.ppid.0)),
        (c"cpu_count", object::int(boot.cpu_count)),
        (c"start_method", object::text(program.start_method.name())),
        (c"mode", object::text(program.mode.name())),
        (c"role", object::text(role)),
        (c"payload", payload),
        (c"switch_interval", object::float(switch_interval)),
    ])
}

/// `running()`: the process is about to run the program. Whoever starts while the run is paused stands still here.
#[expect(
    clippy::unnecessary_wraps,
    reason = "functions of a table have one type"
)]
fn running(_arguments: &Arguments) -> Fallible<Owned> {
    notify(Notice::Running);
    program::breathe();
    Ok(object::none())
}

/// `look(variables)`: these are the program's global variables, which are recorded as they are now.
fn look(arguments: &Arguments) -> Fallible<Owned> {
    globals::begin(arguments.at(0)?);
    Ok(object::none())
}

/// `get_native_id()`: a number that no other thread of the run has.
fn native_id(_arguments: &Arguments) -> Fallible<Owned> {
    let pid = process().map_or(0, |process| process.boot.pid.0);
    object::int(pid * MOST_THREADS + platform::tid().0)
}

/// `exit(status)`: ends the process at once.
fn exit(arguments: &Arguments) -> Fallible<Owned> {
    let status = arguments.number(0)?;
    if process().is_some() {
        globals::look_now();
    }
    program::end(status)
}
