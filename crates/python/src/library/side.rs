//! Side modules: CPython's modules in C that are no part of this module but WebAssembly of their own, which is linked
//! with this instance when a program imports them. `xtask/src/python/side.rs` makes them.
//!
//! To CPython all of them are built in. What it calls to make one fetches it first.

use std::{
    alloc::{self, Layout},
    ffi::{CStr, c_int},
    mem, ptr,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::not_loaded;
use crate::{ffi, host::host, line::detached, object::Fallible, platform};

/// What makes a module.
type Init = unsafe extern "C" fn() -> *mut ffi::Object;

/// A side module.
struct SideModule {
    name: &'static CStr,
    init: Init,
    /// Its own function that makes it, once it is linked: a place in the table of functions, which is not 0.
    linked: AtomicUsize,
}

impl SideModule {
    const fn new(name: &'static CStr, init: Init) -> Self {
        Self {
            name,
            init,
            linked: AtomicUsize::new(0),
        }
    }
}

// `SIDE_MODULES`: all of them, each with `init` of its place.
include!(concat!(env!("OUT_DIR"), "/side_modules.rs"));

/// What a pointer into a side module's data may have to be a multiple of.
const ALIGNMENT: usize = 128;

unsafe extern "C" {
    /// The addresses of what side modules take from here.
    static spawnpoint_symbols: [usize; 0];

    fn PyImport_AppendInittab(name: *const std::ffi::c_char, init: Init) -> c_int;
}

/// Has CPython know all side modules. To be called before it is started.
///
/// # Errors
/// When there is no memory for it.
pub(crate) fn announce() -> Result<(), String> {
    for module in &SIDE_MODULES {
        // SAFETY: CPython was not started; the name stays.
        if unsafe { PyImport_AppendInittab(module.name.as_ptr(), module.init) } < 0 {
            return Err("no memory for the table of modules".to_owned());
        }
    }
    Ok(())
}

/// Makes the side module with this place in the list.
unsafe extern "C" fn init<const PLACE: usize>() -> *mut ffi::Object {
    let Ok(function) = linked(&SIDE_MODULES[PLACE]) else {
        return ptr::null_mut();
    };
    // SAFETY: called by CPython, in a thread that has the interpreter.
    unsafe { function() }
}

/// The function that makes a module, which is linked the first time.
fn linked(module: &'static SideModule) -> Fallible<Init> {
    if module.linked.load(Ordering::Relaxed) == 0 {
        let place = detached(|| link(module.name)).map_err(|reason| not_loaded(&reason))?;
        module.linked.store(place, Ordering::Relaxed);
    }
    let place = ptr::with_exposed_provenance::<()>(module.linked.load(Ordering::Relaxed));
    // SAFETY: what was linked is a function of this type.
    Ok(unsafe { mem::transmute::<*const (), Init>(place) })
}

/// Fetches a module and links it with this instance; returns where its function is that makes it.
fn link(name: &CStr) -> Result<usize, String> {
    let name = name.to_string_lossy();
    let size = platform::suspend(|| host().fetch_side_module(&name))?;
    let layout =
        Layout::from_size_align(size.max(1), ALIGNMENT).map_err(|error| error.to_string())?;
    // SAFETY: it is not empty. It stays as long as the process: nothing takes a module out again.
    let data = unsafe { alloc::alloc_zeroed(layout) };
    if data.is_null() {
        return Err("there is no memory for its data".to_owned());
    }
    let symbols = (&raw const spawnpoint_symbols).expose_provenance();
    Ok(host().link_side_module(&name, data.expose_provenance(), symbols))
}
