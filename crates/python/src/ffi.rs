//! CPython's C API, as much of it as is called from here.
//!
//! Written by hand: `pyo3-ffi` takes C's types from `libc`, which has none for this target, and `PyO3` itself counts in
//! variables of each Rust thread how often a thread has the interpreter's lock, where all of a process's threads are
//! one thread of Rust. The linker compares each declaration with C's definition for WebAssembly.

use std::ffi::{c_char, c_int, c_long, c_void};

/// Any object; only pointers to it are used.
#[repr(C)]
pub(crate) struct Object {
    _private: [u8; 0],
}

/// A thread's state; only pointers to it are used.
#[repr(C)]
pub(crate) struct ThreadState {
    _private: [u8; 0],
}

/// A module that is among the program's own data: its code, as `marshal` writes it.
#[repr(C)]
pub(crate) struct Frozen {
    pub name: *const c_char,
    pub code: *const u8,
    pub size: c_int,
    pub is_package: c_int,
}

pub(crate) type Function = unsafe extern "C" fn(*mut Object, *mut Object) -> *mut Object;

/// A function of a module.
#[repr(C)]
pub(crate) struct MethodDef {
    pub name: *const c_char,
    pub function: Option<Function>,
    pub flags: c_int,
    pub doc: *const c_char,
}

/// It takes one object.
pub(crate) const METH_O: c_int = 0x8;

/// A module.
#[repr(C)]
pub(crate) struct ModuleDef {
    pub references: isize,
    pub kind: *mut Object,
    pub init: Option<unsafe extern "C" fn() -> *mut Object>,
    pub index: isize,
    pub copy: *mut Object,
    pub name: *const c_char,
    pub doc: *const c_char,
    pub size: isize,
    pub methods: *const MethodDef,
    pub slots: *mut c_void,
    pub traverse: *mut c_void,
    pub clear: *mut c_void,
    pub free: *mut c_void,
}

/// The version of the API, as `PyModule_Create2` wants to hear it.
pub(crate) const API_VERSION: c_int = 1013;

unsafe extern "C" {
    pub fn PyModule_Create2(def: *mut ModuleDef, version: c_int) -> *mut Object;
    pub fn PyImport_ImportModule(name: *const c_char) -> *mut Object;
    pub fn PyObject_CallNoArgs(callable: *mut Object) -> *mut Object;
    pub fn PyLong_AsLong(object: *mut Object) -> c_long;
    pub fn PyErr_Occurred() -> *mut Object;
    pub fn PyErr_Print();
    pub fn PyErr_SetString(exception: *mut Object, message: *const c_char);
    pub fn PyUnicode_AsUTF8AndSize(text: *mut Object, size: *mut isize) -> *const c_char;
    pub fn PyBool_FromLong(value: c_long) -> *mut Object;
    pub fn Py_DecRef(object: *mut Object);
    pub fn Py_RunMain() -> c_int;
    pub fn PyEval_SaveThread() -> *mut ThreadState;
    pub fn PyEval_RestoreThread(state: *mut ThreadState);
    pub fn PyOS_BeforeFork();
    pub fn PyOS_AfterFork_Parent();
    pub fn PyOS_AfterFork_Child();

    pub static mut PyExc_OSError: *mut Object;
    pub static mut PyExc_ImportError: *mut Object;
}
