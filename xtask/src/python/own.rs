//! Our own files in C and assembly, as a library beside CPython's.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::compiler::WasmCompiler;
use super::{Places, is_made_of, name, native, stamp, wasm};
use crate::command::{self, program};
use crate::files;
use crate::steps::note;

/// The library, in the folder `lib` of what was built.
pub const ARCHIVE: &str = "libspawnpoint.a";

/// The file in the folder of what was built that says what the library was made of.
const STAMP: &str = "spawnpoint.stamp";

/// What the compiler is to complain about.
const WARNINGS: &str = "-Wall -Wextra -Werror";

/// A library for one machine.
struct Library<'a> {
    /// The machine, for whoever reads the output.
    machine: &'a str,
    /// The folder with the files.
    source: PathBuf,
    /// How the names of those end that are for the machine.
    kinds: &'a [&'a str],
    /// The folder of what was built for the machine.
    built: PathBuf,
    flags: &'a str,
    /// The folder with CPython's headers.
    include: PathBuf,
    /// The header that files in C include before all others.
    first: Option<PathBuf>,
    cc: &'a dyn Fn() -> Command,
    ar: &'a dyn Fn() -> Command,
}

/// Makes sure that the library is there for this machine, given what CPython was made of.
pub fn prepare_native(places: &Places, cpython: &str) -> Result<()> {
    let built = places.native();
    let library = Library {
        machine: "this machine",
        source: places.c(),
        kinds: &["c"],
        include: built.join("include").join(name("python", "")),
        built,
        flags: native::FLAGS,
        first: Some(look_up(places)),
        cc: &|| program("cc"),
        ar: &|| program("ar"),
    };
    library.prepare(cpython)
}

/// Makes sure that the library is there for WebAssembly, given what CPython was made of.
pub fn prepare_wasm(places: &Places, cpython: &str, compiler: &WasmCompiler) -> Result<()> {
    let built = places.wasm();
    let library = Library {
        machine: "WebAssembly",
        source: places.c(),
        kinds: &["c", "S"],
        include: built.join("include"),
        built,
        flags: wasm::FLAGS,
        first: Some(platform(places)),
        cc: &|| compiler.cc(),
        ar: &|| compiler.ar(),
    };
    library.prepare(cpython)
}

/// The header that all of CPython includes first for WebAssembly.
pub fn platform(places: &Places) -> PathBuf {
    places.c().join("platform.h")
}

/// The header that all of CPython includes first for this machine.
pub fn look_up(places: &Places) -> PathBuf {
    places.c().join("look_up.h")
}

/// The headers of a system that the C library for WebAssembly does without.
pub fn system_headers(places: &Places) -> PathBuf {
    places.c().join("include")
}

/// What our headers say.
pub fn headers(places: &Places) -> Result<String> {
    let folder = places.c();
    let headers = files::list(&folder)?;
    let texts = headers
        .iter()
        .filter(|file| is_of(file, &["h"]))
        .map(|file| files::read_text(&folder.join(file)));
    texts.collect()
}

impl Library<'_> {
    fn prepare(&self, cpython: &str) -> Result<()> {
        let content = files::hash_folder(&self.source)?;
        let wanted = stamp(&[cpython, self.flags, WARNINGS, &content]);
        let made = self.built.join(STAMP);
        if is_made_of(&made, &wanted) {
            return Ok(());
        }
        note(format!(
            "Compiling {} for {}",
            self.source.display(),
            self.machine
        ));
        let staging = self.built.join("objects");
        files::make_empty(&staging)?;
        let archive = staging.join(ARCHIVE);
        let mut ar = (self.ar)();
        ar.arg("rcs").arg(&archive);
        for file in files::list(&self.source)? {
            if is_of(&file, self.kinds) {
                let object = staging.join(&file).with_extension("o");
                command::run(&mut self.compile(&file, &object))?;
                ar.arg(object);
            }
        }
        command::run(&mut ar)?;
        let place = self.built.join("lib").join(ARCHIVE);
        fs::rename(&archive, &place)
            .with_context(|| format!("cannot move {} to {}", archive.display(), place.display()))?;
        files::remove(&staging)?;
        files::write(&made, wanted)
    }

    fn compile(&self, file: &Path, object: &Path) -> Command {
        let mut cc = (self.cc)();
        cc.args(self.flags.split(' ')).args(WARNINGS.split(' '));
        // What they do is not ours to complain about.
        cc.arg("-isystem").arg(&self.include);
        if let Some(header) = &self.first
            && is_of(file, &["c"])
        {
            cc.arg("-include").arg(header);
        }
        cc.arg("-c").arg(self.source.join(file));
        cc.arg("-o").arg(object);
        cc
    }
}

/// Whether a file is of one of these kinds, by its name.
pub fn is_of(file: &Path, kinds: &[&str]) -> bool {
    let kind = file.extension().unwrap_or_default();
    kinds.iter().any(|one| kind == *one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_names() {
        assert!(is_of(Path::new("start.c"), &["c", "S"]));
        assert!(is_of(Path::new("stack.S"), &["c", "S"]));
        assert!(!is_of(Path::new("stack.S"), &["c"]));
        assert!(!is_of(Path::new("c"), &["c"]));
    }
}
