//! Which of CPython's modules in C there are in the browser. The native library has these, and few more; the others
//! are there natively, too, but as files of their own, for the interpreter that tests ask.
//!
//! Modules without which there is no Python (`Modules/Setup.bootstrap` of CPython) are not named here.

use anyhow::{Result, bail};

/// The modules that are in the library itself.
pub const INCLUDED: [&str; 25] = [
    "_asyncio",
    "_bisect",
    "_blake2",
    "_contextvars",
    "_csv",
    "_datetime",
    "_heapq",
    "_json",
    "_md5",
    "_opcode",
    "_pickle",
    "_queue",
    "_random",
    "_sha1",
    "_sha2",
    "_sha3",
    "_socket",
    "_statistics",
    "_struct",
    "array",
    "binascii",
    "cmath",
    "math",
    "select",
    "zlib",
];

/// The modules that are side modules in the browser: files of their own, which are fetched when a program imports them.
/// Natively they are in the library, too.
pub const SIDE: [&str; 16] = [
    "_bz2",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "_decimal",
    "_elementtree",
    "_lsprof",
    "_lzma",
    "_multibytecodec",
    "_sqlite3",
    "_zoneinfo",
    "pyexpat",
    "unicodedata",
];

/// The modules that there are not.
pub const LEFT_OUT: [&str; 22] = [
    // There is no foreign code to call; data types of C are a module of ours (crates/python/library/_spawnpoint_ctypes.py).
    "_ctypes",
    // A process has no network: its sockets are connected to each other.
    "_ssl",
    // Locks of files are the kernel's, in a module of ours (crates/python/library/_spawnpoint_fcntl.py).
    "fcntl",
    // No operating system starts, maps, limits or logs anything for it, or knows its user.
    "_posixshmem",
    "_posixsubprocess",
    "grp",
    "mmap",
    "resource",
    "syslog",
    // It has no terminal, and no windows.
    "_curses",
    "_curses_panel",
    "_tkinter",
    "readline",
    "termios",
    // A second interpreter in one memory is not what a process is.
    "_interpchannels",
    "_interpqueues",
    "_interpreters",
    // Semaphores are objects of the kernel.
    "_multiprocessing",
    // OpenSSL; the algorithms that any Python has are in modules of their own.
    "_hashlib",
    // They need libraries of the operating system, and `dbm` and `uuid` do without.
    "_dbm",
    "_gdbm",
    "_uuid",
];

/// The modules that there are natively all the same: modules in Python look for them where there is an operating system.
pub const NATIVE: [&str; 1] = ["_posixsubprocess"];

/// What configure is told for WebAssembly, in the form of a file for `CONFIG_SITE`.
pub fn site() -> String {
    let lines = LEFT_OUT.map(|module| format!("py_cv_module_{module}=n/a\n"));
    lines.concat()
}

/// What `Modules/Setup.local` is natively, given the `Modules/Setup.stdlib` that configure wrote: all becomes a part of the
/// library.
pub fn native_setup(stdlib: &str) -> Result<String> {
    check(stdlib, &LEFT_OUT)?;
    Ok(setup("static", stdlib, &[&INCLUDED, &SIDE, &NATIVE]))
}

/// What it is for WebAssembly, where all but the side modules becomes a part of the library.
pub fn wasm_setup(stdlib: &str) -> Result<String> {
    check(stdlib, &[])?;
    Ok(setup("shared", stdlib, &[&SIDE]))
}

/// The lines for some modules, and what they are to become.
fn setup(kind: &str, stdlib: &str, chosen: &[&[&str]]) -> String {
    let is_chosen = |module: &str| chosen.iter().any(|list| list.contains(&module));
    let lines: Vec<_> = modules(stdlib)
        .filter(|(module, _)| is_chosen(module))
        .map(|(_, line)| line)
        .collect();
    format!("*{kind}*\n{}\n", lines.join("\n"))
}

/// Makes sure that what configure wrote has what is meant to be there, and besides that some others at most.
fn check(stdlib: &str, others: &[&str]) -> Result<()> {
    let wanted = [&INCLUDED[..], &SIDE].concat();
    let unknown: Vec<_> = modules(stdlib)
        .map(|(module, _)| module)
        .filter(|module| !wanted.contains(module) && !others.contains(module))
        .collect();
    if !unknown.is_empty() {
        bail!(
            "this release of CPython has modules that are not meant to be there: {}. Say whether they are to be in \
             {}",
            unknown.join(", "),
            file!()
        );
    }
    let missing: Vec<_> = wanted
        .into_iter()
        .filter(|wanted| modules(stdlib).all(|(module, _)| module != *wanted))
        .collect();
    if !missing.is_empty() {
        bail!(
            "CPython's configure finds that these modules cannot be built: {}",
            missing.join(", ")
        );
    }
    Ok(())
}

/// The modules that a file for `makesetup` builds, with their lines.
fn modules(setup: &str) -> impl Iterator<Item = (&str, &str)> {
    setup.lines().filter_map(|line| {
        let module = line.split_whitespace().next()?;
        let is_module = !module.starts_with(['#', '*']);
        is_module.then_some((module, line))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn stdlib(others: &str) -> String {
        let wanted: Vec<_> = INCLUDED
            .iter()
            .chain(&SIDE)
            .map(|module| format!("{module} {module}module.c\n"))
            .collect();
        let wanted = wanted.concat();
        format!("# A comment\n*shared*\n\n{wanted}#readline readline.c\n{others}")
    }

    #[test]
    fn a_module_is_in_one_list() {
        let all = [&INCLUDED[..], &SIDE, &LEFT_OUT].concat();
        let different: BTreeSet<_> = all.iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn natively_all_that_there_is_is_in_the_library_and_nothing_else() {
        let setup = native_setup(&stdlib("_ssl _ssl.c\n_posixsubprocess p.c\n")).unwrap();
        assert!(setup.starts_with("*static*\n_asyncio _asynciomodule.c\n"));
        let lines = 1 + INCLUDED.len() + SIDE.len() + NATIVE.len();
        assert_eq!(setup.lines().count(), lines);
        assert!(!setup.contains("_ssl"));
    }

    #[test]
    fn in_the_browser_side_modules_are_files_of_their_own() {
        let setup = wasm_setup(&stdlib("")).unwrap();
        assert!(setup.starts_with("*shared*\n_bz2 _bz2module.c\n"));
        assert_eq!(setup.lines().count(), 1 + SIDE.len());
    }

    #[test]
    fn what_nobody_has_decided_about_is_named() {
        let error = native_setup(&stdlib("_zstd _zstd.c\n"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("_zstd") && error.contains("modules.rs"),
            "{error}"
        );
        let error = wasm_setup(&stdlib("_ssl _ssl.c\n"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("_ssl"), "{error}");
    }

    #[test]
    fn what_cannot_be_built_is_named() {
        let without = stdlib("").replace("math mathmodule.c\n", "#math mathmodule.c\n");
        let error = wasm_setup(&without).unwrap_err().to_string();
        assert!(error.contains(": math"), "{error}");
    }

    #[test]
    fn configure_is_told_of_what_is_left_out() {
        assert!(site().lines().any(|line| line == "py_cv_module__ssl=n/a"));
    }
}
