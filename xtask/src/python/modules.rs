//! Which of CPython's modules in C there are in the browser. The native library has these, and few more; the others
//! are there natively, too, but as files of their own, for the interpreter that tests ask.
//!
//! Modules without which there is no Python (`Modules/Setup.bootstrap` of CPython) are not named here.

use anyhow::{Result, bail};

/// The modules that there are.
pub const INCLUDED: [&str; 30] = [
    "_asyncio",
    "_bisect",
    "_blake2",
    "_contextvars",
    "_csv",
    "_datetime",
    "_decimal",
    "_elementtree",
    "_heapq",
    "_json",
    "_lsprof",
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
    "_zoneinfo",
    "array",
    "binascii",
    "cmath",
    "math",
    "pyexpat",
    "select",
    "unicodedata",
];

/// The modules that there are not.
const LEFT_OUT: [&str; 33] = [
    // A process has no network: its sockets are connected to each other.
    "_ssl",
    // Locks of files are to come.
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
    // Code that is made at run time cannot be called.
    "_ctypes",
    // A second interpreter in one memory is not what a process is.
    "_interpchannels",
    "_interpqueues",
    "_interpreters",
    // Semaphores are objects of the kernel.
    "_multiprocessing",
    // OpenSSL; the algorithms that any Python has are in modules of their own.
    "_hashlib",
    // They need libraries whose sources are not here. These are to come.
    "_bz2",
    "_lzma",
    "_sqlite3",
    "zlib",
    // These are not.
    "_dbm",
    "_gdbm",
    "_uuid",
    // Encodings of East Asia: 0.4 MB gzipped, and the web is in UTF-8.
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "_multibytecodec",
];

/// The modules that there are natively all the same: modules in Python look for them where there is an operating system.
pub const NATIVE: [&str; 1] = ["_posixsubprocess"];

/// What configure is told for WebAssembly, in the form of a file for `CONFIG_SITE`.
pub fn site() -> String {
    let lines = LEFT_OUT.map(|module| format!("py_cv_module_{module}=n/a\n"));
    lines.concat()
}

/// What `Modules/Setup.local` is natively, given the `Modules/Setup.stdlib` that configure wrote: what becomes a part
/// of the library.
pub fn setup(stdlib: &str) -> Result<String> {
    check(stdlib, &LEFT_OUT)?;
    let lines =
        modules(stdlib).filter(|(module, _)| INCLUDED.contains(module) || NATIVE.contains(module));
    let lines: Vec<_> = lines.map(|(_, line)| line).collect();
    Ok(format!("*static*\n{}\n", lines.join("\n")))
}

/// Makes sure that what configure wrote for WebAssembly has what is included and nothing else.
pub fn check_included(stdlib: &str) -> Result<()> {
    check(stdlib, &[])
}

fn check(stdlib: &str, others: &[&str]) -> Result<()> {
    let is_known = |module: &str| INCLUDED.contains(&module) || others.contains(&module);
    let unknown: Vec<_> = modules(stdlib)
        .map(|(module, _)| module)
        .filter(|module| !is_known(module))
        .collect();
    if !unknown.is_empty() {
        bail!(
            "this release of CPython has modules that are not meant to be there: {}. Say whether they are to be in \
             {}",
            unknown.join(", "),
            file!()
        );
    }
    let missing: Vec<_> = INCLUDED
        .iter()
        .filter(|included| modules(stdlib).all(|(module, _)| module != **included))
        .copied()
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
    use super::*;

    fn stdlib(others: &str) -> String {
        let included = INCLUDED
            .map(|module| format!("{module} {module}module.c\n"))
            .concat();
        format!("# A comment\n*shared*\n\n{included}#readline readline.c\n{others}")
    }

    #[test]
    fn a_module_is_included_or_left_out() {
        for module in LEFT_OUT {
            assert!(!INCLUDED.contains(&module), "{module}");
        }
    }

    #[test]
    fn natively_all_that_is_included_is_in_the_library_and_nothing_else() {
        let setup = setup(&stdlib("_ssl _ssl.c\n_posixsubprocess p.c\n")).unwrap();
        assert!(setup.starts_with("*static*\n_asyncio _asynciomodule.c\n"));
        assert_eq!(setup.lines().count(), INCLUDED.len() + NATIVE.len() + 1);
        assert!(!setup.contains("_ssl"));
    }

    #[test]
    fn what_nobody_has_decided_about_is_named() {
        let error = setup(&stdlib("_zstd _zstd.c\n")).unwrap_err().to_string();
        assert!(
            error.contains("_zstd") && error.contains("modules.rs"),
            "{error}"
        );
        let error = check_included(&stdlib("_ssl _ssl.c\n"))
            .unwrap_err()
            .to_string();
        assert!(error.contains("_ssl"), "{error}");
        check_included(&stdlib("")).unwrap();
    }

    #[test]
    fn what_cannot_be_built_is_named() {
        let without = stdlib("").replace("math mathmodule.c\n", "#math mathmodule.c\n");
        let error = check_included(&without).unwrap_err().to_string();
        assert!(error.contains(": math"), "{error}");
    }

    #[test]
    fn configure_is_told_of_what_is_left_out() {
        assert!(site().lines().any(|line| line == "py_cv_module__ssl=n/a"));
    }
}
