//! The standard library as code: what a start takes is built in, the rest comes in pieces of a top-level module or
//! package each, which are fetched when a program imports the first module in them.
//!
//! To CPython all of them are frozen modules; `library/_spawnpoint_library.py` finds those that have not come yet.

#[cfg(target_arch = "wasm32")]
pub(crate) mod side;

use std::{
    collections::BTreeSet,
    ffi::{CStr, CString, c_int},
    ptr,
    sync::{Mutex, MutexGuard, PoisonError},
};

#[cfg(target_arch = "wasm32")]
use crate::platform;
use crate::{
    ffi,
    function::Arguments,
    host::host,
    line::detached,
    object::{self, Fallible, Owned, Raised, raise},
};

/// The folder with the pieces, natively.
#[cfg(not(target_arch = "wasm32"))]
pub const PIECES_FOLDER: &str = concat!(env!("OUT_DIR"), "/pieces");

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
struct Table {
    /// Ends with a row of nulls.
    rows: Vec<ffi::Frozen>,
    fetched: BTreeSet<&'static str>,
    /// What the host was told that it will be asked for.
    #[cfg(target_arch = "wasm32")]
    expected: BTreeSet<&'static str>,
}

// SAFETY: its rows point to what stays for ever and is never written to.
unsafe impl Send for Table {}

static TABLE: Mutex<Table> = Mutex::new(Table {
    rows: Vec::new(),
    fetched: BTreeSet::new(),
    #[cfg(target_arch = "wasm32")]
    expected: BTreeSet::new(),
});

fn table() -> MutexGuard<'static, Table> {
    TABLE.lock().unwrap_or_else(PoisonError::into_inner)
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
    table().add(rows)
}

/// Adds the modules of a piece.
fn add_piece(name: &'static str, piece: Vec<u8>) {
    let rows = modules(piece.leak()).map(|(name, code, is_package)| {
        let name = CString::new(name).unwrap_or_default();
        row(Box::leak(name.into_boxed_c_str()), code, is_package)
    });
    let mut table = table();
    table.fetched.insert(name);
    let rows = table.add(rows);
    // SAFETY: this thread has the interpreter, and the table stays until it is replaced here.
    unsafe { (&raw mut PyImport_FrozenModules).write(rows) };
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

/// `find_module(name)`: whether there is a piece that a module would be in, which is here afterwards.
pub(crate) fn find_module(arguments: &Arguments) -> Fallible<Owned> {
    let name = arguments.text(0)?;
    let top = name.split('.').next().unwrap_or_default();
    let place = PIECES.binary_search_by_key(&top, |piece| piece.name);
    let Some(piece) = place.ok().map(|place| &PIECES[place]) else {
        return object::boolean(false);
    };
    // Another thread may have fetched it since the caller looked.
    if table().fetched.contains(piece.name) {
        return object::boolean(true);
    }
    match detached(|| fetch(piece)) {
        Ok(bytes) => {
            add_piece(piece.name, bytes);
            object::boolean(true)
        }
        Err(reason) => Err(not_loaded(&reason)),
    }
}

/// Raises `ImportError`, since a part of the library could not be had.
fn not_loaded(reason: &str) -> Raised {
    raise(
        // SAFETY: CPython sets it at its start and never again.
        unsafe { ffi::PyExc_ImportError },
        &format!("the standard library could not be loaded: {reason}"),
    )
}

#[cfg(target_arch = "wasm32")]
fn fetch(piece: &Piece) -> Result<Vec<u8>, String> {
    let expected = table().expect(piece);
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
