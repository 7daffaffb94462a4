//! The standard library as code: what a start takes is built in, the rest comes in pieces of a top-level module or
//! package each, which are fetched when a program imports the first module in them.
//!
//! To CPython all of them are frozen modules; `library/_spawnpoint_library.py` finds those that have not come yet.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    ffi::{CStr, CString, c_int},
    ptr,
};

use crate::{
    ffi,
    function::Arguments,
    host::host,
    line::detached,
    object::{self, Fallible, Owned, raise},
    platform,
};

/// The folder with the pieces, natively.
#[cfg(not(target_arch = "wasm32"))]
pub const PIECES_FOLDER: &str = concat!(env!("OUT_DIR"), "/pieces");

// `BUILT_IN`: names, where in `CODE` their code is, whether they are packages. `PIECES`: the names of pieces.
include!(concat!(env!("OUT_DIR"), "/library.rs"));

static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/built_in.bin"));

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
    fetched: BTreeSet<String>,
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
fn add_piece(name: &str, piece: Vec<u8>) {
    let rows = modules(piece.leak()).map(|(name, code, is_package)| {
        let name = CString::new(name).unwrap_or_default();
        row(Box::leak(name.into_boxed_c_str()), code, is_package)
    });
    TABLE.with_borrow_mut(|table| {
        table.fetched.insert(name.to_owned());
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

/// `find_module(name)`: whether a module is in a piece, which is fetched.
pub(crate) fn find_module(arguments: &Arguments) -> Fallible<Owned> {
    let name = arguments.text(0)?;
    let piece = name.split('.').next().unwrap_or_default();
    let is_known = PIECES.binary_search(&piece).is_ok();
    if !is_known || TABLE.with_borrow(|table| table.fetched.contains(piece)) {
        return object::boolean(false);
    }
    match detached(|| platform::suspend(|| host().piece(piece))) {
        Ok(bytes) => {
            add_piece(piece, bytes);
            object::boolean(true)
        }
        Err(reason) => Err(raise(
            // SAFETY: CPython sets it at its start and never again.
            unsafe { ffi::PyExc_ImportError },
            &format!("the standard library could not be loaded: {reason}"),
        )),
    }
}
