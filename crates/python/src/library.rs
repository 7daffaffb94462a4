//! The standard library as code: what a start takes is built in, the rest comes in pieces of a top-level module or
//! package each, which are fetched when a program imports the first module in them.
//!
//! To CPython all of them are frozen modules; `library/_spawnpoint_library.py` finds those that have not come yet.

#[cfg(target_arch = "wasm32")]
pub(crate) mod side;

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ffi::{CStr, CString, c_char, c_int},
    ptr, slice,
};

#[cfg(target_arch = "wasm32")]
use crate::platform;
use crate::{ffi, host::host};

// `BUILT_IN`: names, where in `CODE` their code is, whether they are packages. `PIECES`: in the order of their names.
include!(concat!(env!("OUT_DIR"), "/library.rs"));

static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/built_in.bin"));

/// A part of the library that is fetched.
struct Piece {
    name: &'static str,
    /// What else will be asked for when the module of this name is imported: names with spaces between.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    needs: &'static str,
}

/// A module among the built-in ones.
struct BuiltIn {
    name: &'static CStr,
    begin: usize,
    length: usize,
    is_package: bool,
}

unsafe extern "C" {
    static mut PyImport_FrozenModules: *const ffi::Frozen;
}

/// CPython's table of frozen modules.
#[derive(Default)]
struct Table {
    /// Ends with a row of nulls.
    rows: Vec<ffi::Frozen>,
    fetched: BTreeSet<&'static str>,
    /// What the host was told that it will be asked for.
    #[cfg(target_arch = "wasm32")]
    expected: BTreeSet<&'static str>,
}

thread_local! {
    static TABLE: RefCell<Table> = RefCell::default();
}

const END: ffi::Frozen = ffi::Frozen {
    name: ptr::null(),
    code: ptr::null(),
    size: 0,
    is_package: 0,
};

impl Table {
    /// Adds modules, and has CPython know where the table is now.
    fn add(&mut self, rows: impl IntoIterator<Item = ffi::Frozen>) -> *const ffi::Frozen {
        self.rows.pop();
        self.rows.extend(rows);
        self.rows.push(END);
        self.rows.as_ptr()
    }
}

fn row(name: &'static CStr, code: &'static [u8], is_package: bool) -> ffi::Frozen {
    ffi::Frozen {
        name: name.as_ptr(),
        code: code.as_ptr(),
        size: c_int::try_from(code.len()).unwrap_or(0),
        is_package: is_package.into(),
    }
}

/// The table with what is built in.
#[unsafe(no_mangle)]
extern "C" fn spawnpoint_frozen_modules() -> *const ffi::Frozen {
    let rows = BUILT_IN.iter().map(|module| {
        let code = &CODE[module.begin..][..module.length];
        row(module.name, code, module.is_package)
    });
    TABLE.with_borrow_mut(|table| table.add(rows))
}

/// Adds the modules of a piece.
fn add_piece(name: &'static str, piece: Vec<u8>) {
    let rows = modules(piece.leak()).map(|(name, code, is_package)| {
        let name = CString::new(name).unwrap_or_default();
        row(Box::leak(name.into_boxed_c_str()), code, is_package)
    });
    TABLE.with_borrow_mut(|table| {
        table.fetched.insert(name);
        let table = table.add(rows);
        // SAFETY: this thread has the interpreter, and the table stays until it is replaced here.
        unsafe { (&raw mut PyImport_FrozenModules).write(table) };
    });
}

/// The modules of a piece: of each the lengths of name and code and whether it is a package, four bytes each, and
/// both. A piece is as it was built, or the rest is left out.
fn modules(mut rest: &'static [u8]) -> impl Iterator<Item = (&'static [u8], &'static [u8], bool)> {
    std::iter::from_fn(move || {
        let mut number = || -> Option<usize> {
            let (bytes, after) = rest.split_first_chunk::<4>()?;
            rest = after;
            usize::try_from(u32::from_le_bytes(*bytes)).ok()
        };
        let (name, code, is_package) = (number()?, number()?, number()?);
        let (name, after) = rest.split_at_checked(name)?;
        let (code, after) = after.split_at_checked(code)?;
        rest = after;
        Some((name, code, is_package != 0))
    })
}

/// `_spawnpoint.find_module(name)`: whether a module is in a piece, which is fetched.
pub(crate) unsafe extern "C" fn find_module(
    _module: *mut ffi::Object,
    name: *mut ffi::Object,
) -> *mut ffi::Object {
    // SAFETY: called by CPython with a function's argument, in a thread that has the interpreter.
    unsafe {
        let mut length = 0;
        let text = ffi::PyUnicode_AsUTF8AndSize(name, &raw mut length);
        if text.is_null() {
            return ptr::null_mut();
        }
        let text = slice::from_raw_parts(text.cast::<u8>(), usize::try_from(length).unwrap_or(0));
        let name = String::from_utf8_lossy(text).into_owned();
        let top = name.split('.').next().unwrap_or_default();
        let place = PIECES.binary_search_by_key(&top, |piece| piece.name);
        let Some(piece) = place.ok().map(|place| &PIECES[place]) else {
            return ffi::PyBool_FromLong(0);
        };
        if TABLE.with_borrow(|table| table.fetched.contains(piece.name)) {
            return ffi::PyBool_FromLong(0);
        }
        let state = ffi::PyEval_SaveThread();
        let found = fetch(piece);
        ffi::PyEval_RestoreThread(state);
        match found {
            Ok(bytes) => {
                add_piece(piece.name, bytes);
                ffi::PyBool_FromLong(1)
            }
            Err(reason) => {
                let message = format!("the standard library could not be loaded: {reason}");
                let message = CString::new(message).unwrap_or_default();
                let message: *const c_char = message.as_ptr();
                ffi::PyErr_SetString(ffi::PyExc_ImportError, message);
                ptr::null_mut()
            }
        }
    }
}

#[cfg(target_arch = "wasm32")]
fn fetch(piece: &Piece) -> Result<Vec<u8>, String> {
    let expected = TABLE.with_borrow_mut(|table| table.expect(piece));
    if !expected.is_empty() {
        host().expect(&expected.join(" "));
    }
    platform::suspend(|| host().piece(piece.name))
}

#[cfg(target_arch = "wasm32")]
impl Table {
    /// What a piece needs that nobody has asked for yet.
    fn expect(&mut self, piece: &Piece) -> Vec<&'static str> {
        let names = piece.needs.split(' ').filter(|name| !name.is_empty());
        names
            .filter(|name| !self.fetched.contains(*name) && self.expected.insert(name))
            .collect()
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn fetch(piece: &Piece) -> Result<Vec<u8>, String> {
    host().piece(piece.name)
}
