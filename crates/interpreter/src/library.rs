//! The part of the standard library that a process asks its host for when a program needs it.

use std::{collections::HashMap, sync::OnceLock};

use rustpython_vm::compiler::core::frozen::{FrozenLib, FrozenModule};

use crate::{host::host, kernel::suspended};

/// The file that [`Host::library`](crate::Host::library) is to return. A host that fetches it
/// elsewhere leaves this alone, and the linker leaves it out.
pub static LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

/// The names of the modules in the library, and whether each is a package; sorted.
static INDEX: &[(&str, bool)] = include!(concat!(env!("OUT_DIR"), "/library_index.rs"));

/// Whether the library has this module, and if so, whether it is a package.
pub(crate) fn find(name: &str) -> Option<bool> {
    let index = INDEX.binary_search_by_key(&name, |entry| entry.0).ok()?;
    Some(INDEX[index].1)
}

/// A module that [`find`] found; the first call asks the host for the library.
pub(crate) fn module(name: &str) -> Result<FrozenModule, String> {
    static MODULES: OnceLock<HashMap<&str, FrozenModule>> = OnceLock::new();
    let modules = if let Some(modules) = MODULES.get() {
        modules
    } else {
        let bytes: &'static [u8] = suspended(|| host().library())?.leak();
        MODULES.get_or_init(|| FrozenLib::from_ref(bytes).decode().collect())
    };
    (modules.get(name).copied()).ok_or_else(|| format!("the file that was loaded lacks {name}"))
}
