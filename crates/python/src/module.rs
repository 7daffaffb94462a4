//! `_spawnpoint`: the native module through which Python code of ours reaches the host.

use std::{cell::UnsafeCell, ptr};

use crate::{copy, ffi, library};

/// An array that C reads.
#[repr(transparent)]
struct ReadOnly<T>(T);

// SAFETY: nobody writes to it.
unsafe impl<T> Sync for ReadOnly<T> {}

static METHODS: ReadOnly<[ffi::MethodDef; 3]> = ReadOnly([
    method(c"fork", copy::fork, ffi::METH_O),
    method(c"find_module", library::find_module, ffi::METH_O),
    ffi::MethodDef {
        name: ptr::null(),
        function: None,
        flags: 0,
        doc: ptr::null(),
    },
]);

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
    methods: METHODS.0.as_ptr(),
    slots: ptr::null_mut(),
    traverse: ptr::null_mut(),
    clear: ptr::null_mut(),
    free: ptr::null_mut(),
}));

const fn method(
    name: &'static std::ffi::CStr,
    function: ffi::Function,
    flags: std::ffi::c_int,
) -> ffi::MethodDef {
    ffi::MethodDef {
        name: name.as_ptr(),
        function: Some(function),
        flags,
        doc: ptr::null(),
    }
}

#[unsafe(no_mangle)]
extern "C" fn PyInit__spawnpoint() -> *mut ffi::Object {
    // SAFETY: the definition stays.
    unsafe { ffi::PyModule_Create2(MODULE.0.get(), ffi::API_VERSION) }
}
