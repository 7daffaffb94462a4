//! CPython's C API, as much of it as is called from here.
//!
//! Written by hand: `pyo3-ffi` takes C's types from `libc`, which has none for this target, and `PyO3` itself counts in
//! variables of each Rust thread how often a thread has the interpreter's lock, where all of a process's threads are
//! one thread of Rust. The linker compares each declaration with C's definition for WebAssembly.

use std::{
    cell::UnsafeCell,
    ffi::{c_char, c_double, c_int, c_long, c_longlong, c_uint, c_ulong, c_ulonglong, c_void},
};

/// The beginning of every object. What is behind a reference to one changes.
#[repr(C)]
pub(crate) struct Object {
    references: UnsafeCell<isize>,
    pub class: *mut Class,
}

/// A class; only pointers to it are used.
#[repr(C)]
pub(crate) struct Class {
    _private: [u8; 0],
}

/// A thread's state; only pointers to it are used.
#[repr(C)]
pub(crate) struct ThreadState {
    _private: [u8; 0],
}

/// A call of a function of Python, on the stack of a thread; only pointers to it are used.
#[repr(C)]
pub(crate) struct Frame {
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

/// A function with its arguments in an array.
pub(crate) type Function =
    unsafe extern "C" fn(*mut Object, *const *mut Object, isize) -> *mut Object;

/// A function of a module or a class.
#[repr(C)]
pub(crate) struct MethodDef {
    pub name: *const c_char,
    pub function: Option<Function>,
    pub flags: c_int,
    pub doc: *const c_char,
}

/// Its arguments come in an array.
pub(crate) const METH_FASTCALL: c_int = 0x80;

/// Arguments may have names, which then come as a tuple after the array.
pub(crate) const METH_KEYWORDS: c_int = 0x2;

/// It belongs to the class, not to an object of it.
pub(crate) const METH_CLASS: c_int = 0x10;

/// An attribute that is computed.
#[repr(C)]
pub(crate) struct GetSetDef {
    pub name: *const c_char,
    pub get: Option<unsafe extern "C" fn(*mut Object, *mut c_void) -> *mut Object>,
    pub set: Option<unsafe extern "C" fn(*mut Object, *mut Object, *mut c_void) -> c_int>,
    pub doc: *const c_char,
    pub closure: *mut c_void,
}

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

/// One property of a class that is made.
#[repr(C)]
pub(crate) struct Slot {
    pub number: c_int,
    pub value: *mut c_void,
}

pub(crate) const BF_GETBUFFER: c_int = 1;
pub(crate) const TP_DEALLOC: c_int = 52;
pub(crate) const TP_METHODS: c_int = 64;
pub(crate) const TP_NEW: c_int = 65;
pub(crate) const TP_GETSET: c_int = 73;
pub(crate) const TP_FREE: c_int = 74;

/// What a class is made of.
#[repr(C)]
pub(crate) struct Spec {
    pub name: *const c_char,
    pub basic_size: c_int,
    pub item_size: c_int,
    pub flags: c_uint,
    pub slots: *mut Slot,
}

pub(crate) const TPFLAGS_DEFAULT: c_uint = 0;
pub(crate) const TPFLAGS_BASETYPE: c_uint = 1 << 10;

// What a class is derived from, by its flags.
pub(crate) const LONG_SUBCLASS: c_ulong = 1 << 24;
pub(crate) const LIST_SUBCLASS: c_ulong = 1 << 25;
pub(crate) const TUPLE_SUBCLASS: c_ulong = 1 << 26;
pub(crate) const BYTES_SUBCLASS: c_ulong = 1 << 27;
pub(crate) const UNICODE_SUBCLASS: c_ulong = 1 << 28;
pub(crate) const DICT_SUBCLASS: c_ulong = 1 << 29;
pub(crate) const BASE_EXC_SUBCLASS: c_ulong = 1 << 30;
pub(crate) const TYPE_SUBCLASS: c_ulong = 1 << 31;

/// Bytes of an object that somebody uses.
#[repr(C)]
pub(crate) struct Buffer {
    pub bytes: *mut c_void,
    pub object: *mut Object,
    pub length: isize,
    pub item_size: isize,
    pub is_read_only: c_int,
    pub dimensions: c_int,
    pub format: *mut c_char,
    pub shape: *mut isize,
    pub strides: *mut isize,
    pub sub_offsets: *mut isize,
    pub internal: *mut c_void,
}

pub(crate) const BUFFER_SIMPLE: c_int = 0;

unsafe extern "C" {
    pub fn PyBool_FromLong(value: c_long) -> *mut Object;
    pub fn PyBuffer_FillInfo(
        view: *mut Buffer,
        object: *mut Object,
        bytes: *mut c_void,
        length: isize,
        is_read_only: c_int,
        flags: c_int,
    ) -> c_int;
    pub fn PyBuffer_Release(view: *mut Buffer);
    pub fn PyBytes_AsString(bytes: *mut Object) -> *mut c_char;
    pub fn PyBytes_FromStringAndSize(bytes: *const c_char, length: isize) -> *mut Object;
    pub fn PyBytes_Size(bytes: *mut Object) -> isize;
    pub fn PyDict_New() -> *mut Object;
    pub fn PyDict_Next(
        dict: *mut Object,
        position: *mut isize,
        key: *mut *mut Object,
        value: *mut *mut Object,
    ) -> c_int;
    pub fn PyDict_SetItemString(
        dict: *mut Object,
        name: *const c_char,
        value: *mut Object,
    ) -> c_int;
    pub fn PyDict_Size(dict: *mut Object) -> isize;
    pub fn PyErr_CheckSignals() -> c_int;
    pub fn PyErr_Clear();
    pub fn PyErr_GetRaisedException() -> *mut Object;
    pub fn PyErr_Occurred() -> *mut Object;
    pub fn PyErr_Print();
    pub fn PyErr_SetInterruptEx(signal: c_int) -> c_int;
    pub fn PyErr_NoMemory() -> *mut Object;
    pub fn PyErr_SetFromErrno(class: *mut Object) -> *mut Object;
    pub fn PyCode_Addr2Line(code: *mut Object, offset: c_int) -> c_int;
    pub fn PyErr_SetNone(exception: *mut Object);
    pub fn PyErr_SetObject(exception: *mut Object, value: *mut Object);
    pub fn PyErr_SetRaisedException(exception: *mut Object);
    pub fn PyEval_RestoreThread(state: *mut ThreadState);
    pub fn PyEval_SaveThread() -> *mut ThreadState;
    pub fn PyFloat_AsDouble(object: *mut Object) -> c_double;
    pub fn PyFloat_FromDouble(value: c_double) -> *mut Object;
    pub fn PyGILState_GetThisThreadState() -> *mut ThreadState;
    pub fn PyImport_ImportModule(name: *const c_char) -> *mut Object;
    pub fn PyList_GetItem(list: *mut Object, index: isize) -> *mut Object;
    pub fn PyList_Size(list: *mut Object) -> isize;
    pub fn PyLong_AsLongLong(object: *mut Object) -> c_longlong;
    pub fn PyLong_FromLongLong(value: c_longlong) -> *mut Object;
    pub fn PyLong_FromUnsignedLongLong(value: c_ulonglong) -> *mut Object;
    pub fn PyModule_AddObjectRef(
        module: *mut Object,
        name: *const c_char,
        value: *mut Object,
    ) -> c_int;
    pub fn PyModule_Create2(def: *mut ModuleDef, version: c_int) -> *mut Object;
    pub fn PyOS_AfterFork_Child();
    pub fn PyOS_AfterFork_Parent();
    pub fn PyOS_BeforeFork();
    pub fn PyObject_CallNoArgs(callable: *mut Object) -> *mut Object;
    pub fn PyObject_GetAttrString(object: *mut Object, name: *const c_char) -> *mut Object;
    pub fn PyObject_GetBuffer(object: *mut Object, view: *mut Buffer, flags: c_int) -> c_int;
    pub fn PyObject_IsTrue(object: *mut Object) -> c_int;
    pub fn PyObject_Repr(object: *mut Object) -> *mut Object;
    pub fn PyObject_SetAttrString(
        object: *mut Object,
        name: *const c_char,
        value: *mut Object,
    ) -> c_int;
    pub fn PySequence_Tuple(object: *mut Object) -> *mut Object;
    pub fn PySet_Size(set: *mut Object) -> isize;
    pub fn PyThreadState_GetUnchecked() -> *mut ThreadState;
    pub fn PyTuple_GetItem(tuple: *mut Object, index: isize) -> *mut Object;
    pub fn PyTuple_New(length: isize) -> *mut Object;
    pub fn PyTuple_SetItem(tuple: *mut Object, index: isize, item: *mut Object) -> c_int;
    pub fn PyTuple_Size(tuple: *mut Object) -> isize;
    pub fn PyType_FromSpec(spec: *mut Spec) -> *mut Object;
    pub fn PyType_GenericAlloc(class: *mut Class, items: isize) -> *mut Object;
    pub fn PyType_GetFlags(class: *mut Class) -> c_ulong;
    pub fn PyType_GetName(class: *mut Class) -> *mut Object;
    pub fn PyType_GetSlot(class: *mut Class, slot: c_int) -> *mut c_void;
    pub fn PyType_IsSubtype(class: *mut Class, of: *mut Class) -> c_int;
    pub fn PyUnicode_AsEncodedString(
        text: *mut Object,
        encoding: *const c_char,
        errors: *const c_char,
    ) -> *mut Object;
    pub fn PyUnicode_AsUTF8AndSize(text: *mut Object, size: *mut isize) -> *const c_char;
    pub fn PyUnicode_EqualToUTF8AndSize(
        text: *mut Object,
        other: *const c_char,
        length: isize,
    ) -> c_int;
    pub fn PyUnicode_FromStringAndSize(text: *const c_char, length: isize) -> *mut Object;
    pub fn PyUnicode_GetLength(text: *mut Object) -> isize;
    pub fn PyUnicode_Substring(text: *mut Object, start: isize, end: isize) -> *mut Object;
    pub fn PyUnstable_InterpreterFrame_GetLine(frame: *mut Frame) -> c_int;
    pub fn PyUnstable_InterpreterFrame_GetLasti(frame: *mut Frame) -> c_int;
    pub fn Py_AddPendingCall(
        call: unsafe extern "C" fn(*mut c_void) -> c_int,
        argument: *mut c_void,
    ) -> c_int;
    pub fn Py_DecRef(object: *mut Object);
    pub fn Py_FinalizeEx() -> c_int;
    pub fn Py_IncRef(object: *mut Object);
    pub fn Py_IsFinalizing() -> c_int;
    pub fn Py_RunMain() -> c_int;
    pub fn _PyLong_Format(number: *mut Object, base: c_int) -> *mut Object;
    pub fn _PyLong_NumBits(object: *mut Object) -> usize;
    pub fn _PySet_NextEntry(
        set: *mut Object,
        position: *mut isize,
        element: *mut *mut Object,
        hash: *mut isize,
    ) -> c_int;
    pub fn _PyType_Lookup(class: *mut Class, name: *mut Object) -> *mut Object;

    pub static mut PyBool_Type: Class;
    pub static mut PyCFunction_Type: Class;
    pub static mut PyComplex_Type: Class;
    pub static mut PyEllipsis_Type: Class;
    pub static mut PyFloat_Type: Class;
    pub static mut PyFrozenSet_Type: Class;
    pub static mut PyFunction_Type: Class;
    pub static mut PyMethod_Type: Class;
    pub static mut PyModule_Type: Class;
    pub static mut PyRange_Type: Class;
    pub static mut PySet_Type: Class;
    pub static mut _PyNone_Type: Class;
    pub static mut PyLong_Type: Class;
    pub static mut PyUnicode_Type: Class;
    pub static mut PyBytes_Type: Class;
    pub static mut PyTuple_Type: Class;
    pub static mut PyList_Type: Class;
    pub static mut PyDict_Type: Class;
    pub static _PyInstrumentation_DISABLE: Object;
    pub static _Py_NoneStruct: Object;

    pub static mut PyExc_AssertionError: *mut Object;
    pub static mut PyExc_EOFError: *mut Object;
    pub static mut PyExc_ImportError: *mut Object;
    pub static mut PyExc_IndexError: *mut Object;
    pub static mut PyExc_LookupError: *mut Object;
    pub static mut PyExc_OSError: *mut Object;
    pub static mut PyExc_OverflowError: *mut Object;
    pub static mut PyExc_RuntimeError: *mut Object;
    pub static mut PyExc_TypeError: *mut Object;
    pub static mut PyExc_ValueError: *mut Object;
}

// `c/inside.c`: what is private to CPython.
unsafe extern "C" {
    /// The call that a thread is in, or null.
    pub fn spawnpoint_frame(state: *mut ThreadState) -> *mut Frame;
    /// The call from which a call was made, or null.
    pub fn spawnpoint_caller(frame: *mut Frame) -> *mut Frame;
    /// The code that a call runs: its file, its qualified name, its name; borrowed.
    pub fn spawnpoint_frame_file(frame: *mut Frame) -> *mut Object;
    pub fn spawnpoint_frame_qualname(frame: *mut Frame) -> *mut Object;
    pub fn spawnpoint_frame_name(frame: *mut Frame) -> *mut Object;
    /// A number that no other code of the same interpreter has or had; 0 for code that has none.
    pub fn spawnpoint_frame_version(frame: *mut Frame) -> u32;
    /// The global variables that a call sees; borrowed.
    pub fn spawnpoint_frame_globals(frame: *mut Frame) -> *mut Object;
    /// The attributes that an object has of its own, one after another, without making a dictionary of them: 0 when
    /// there are no more; borrowed.
    pub fn spawnpoint_attribute(
        object: *mut Object,
        position: *mut isize,
        name: *mut *mut Object,
        value: *mut *mut Object,
    ) -> c_int;
    /// An exception's arguments; borrowed.
    pub fn spawnpoint_arguments(exception: *mut Object) -> *mut Object;
    /// A class and all that it is derived from; borrowed.
    pub fn spawnpoint_derivation(class: *mut Class) -> *mut Object;
}
