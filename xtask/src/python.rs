//! `cargo xtask python`: CPython as a C library, out of its source: natively and for WebAssembly.
//!
//! What is made is in a folder of the target folder, where the build script of `crates/python` finds it.
//!
//! | | |
//! |---|---|
//! | `source/Lib` | the library's modules in Python |
//! | `tzdata/tzdata` | the time zones |
//! | `native/bin/python3.13` | an interpreter for this machine, with all its modules |
//! | `native/lib/*.a`, `wasm/lib/*.a` | the C libraries |
//! | `wasm/side/*.wasm` | the side modules |
//! | `native/link.txt`, `wasm/link.txt` | what to link, in this order: a file in `lib`, or `-lNAME` of the system |
//! | `native/include/python3.13`, `wasm/include` | the headers |

mod compiler;
mod libraries;
mod modules;
mod native;
pub mod notices;
mod own;
mod packages;
mod side;
mod source;
mod wasm;

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result, bail};

use crate::command::{self, program};
use crate::files;
use crate::steps::note;
use crate::workspace::Workspace;
pub use compiler::SDK_VARIABLE;
use compiler::WasmCompiler;
use packages::Package;

/// The release. With the next line this is all that names it.
const VERSION: &str = "3.13.5";

/// The checksum of its upstream tarball, `Python-VERSION.tar.xz`.
const SHA256: &str = "93e583f243454e6e9e4588ca2c2662206ad961659863277afcdb96801647d640";

/// The package with the time zones that `zoneinfo` looks for.
const ZONES: Package = Package {
    name: "tzdata",
    version: "2026.6",
    sha256: &["0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec"],
    about: "the time zones",
};

/// What was built.
pub struct Python {
    root: PathBuf,
}

impl Python {
    /// An interpreter for this machine, with all its modules.
    pub fn interpreter(&self) -> PathBuf {
        self.root.join("native/bin").join(name("python", ""))
    }

    /// The library's modules in Python.
    pub fn library(&self) -> PathBuf {
        self.root.join("source/Lib")
    }

    /// A file that changes with the source.
    pub fn source_stamp(&self) -> PathBuf {
        self.root.join("source").join(STAMP)
    }

    /// What the linker is to be given for this machine, and for WebAssembly.
    pub fn link_lists(&self) -> [PathBuf; 2] {
        link_lists_in(&self.root)
    }
}

/// What the linker is to be given, or where that is going to be.
pub fn link_lists(workspace: &Workspace) -> [PathBuf; 2] {
    link_lists_in(&root(workspace))
}

fn link_lists_in(root: &Path) -> [PathBuf; 2] {
    ["native", "wasm"].map(|target| root.join(target).join(LINK_LIST))
}

/// The folder for all that is made.
fn root(workspace: &Workspace) -> PathBuf {
    workspace.scratch().join("python")
}

/// What the step is called in which everything is made.
pub const STEP: &str = "Python (C library)";

/// The file that says what to link.
const LINK_LIST: &str = "link.txt";

/// The file that says what the others in its folder were made of.
const STAMP: &str = "stamp";

/// Makes sure that everything is there, and says where.
pub fn run(workspace: &Workspace) -> Result<()> {
    let python = prepare(workspace)?;
    note(format!("CPython {VERSION} is there:"));
    note(python.interpreter().display().to_string());
    note(python.library().display().to_string());
    for list in python.link_lists() {
        note(list.display().to_string());
    }
    Ok(())
}

/// Makes sure that everything is there.
pub fn prepare(workspace: &Workspace) -> Result<Python> {
    let places = Places::new(workspace)?;
    let _lock = places.lock()?;
    let source = prepare_here(&places)?;
    let compiler = WasmCompiler::find(&places.root)?;
    let wasm = wasm::prepare(&places, &source, &compiler)?;
    own::prepare_wasm(&places, &wasm, &compiler)?;
    Ok(Python { root: places.root })
}

/// Makes sure that all is there that this machine runs itself.
pub fn prepare_native(workspace: &Workspace) -> Result<Python> {
    let places = Places::new(workspace)?;
    let _lock = places.lock()?;
    prepare_here(&places)?;
    Ok(Python { root: places.root })
}

/// Prepares the source and what is made of it for this machine.
fn prepare_here(places: &Places) -> Result<String> {
    let source = source::prepare(places)?;
    ZONES.prepare(&places.root.join(ZONES.name))?;
    let native = native::prepare(places, &source)?;
    own::prepare_native(places, &native)?;
    Ok(source)
}

/// Where things are.
struct Places {
    /// The folder for all that is made.
    root: PathBuf,
    /// The folder with what is ours.
    ours: PathBuf,
}

impl Places {
    fn new(workspace: &Workspace) -> Result<Self> {
        if cfg!(windows) {
            bail!("CPython's build is one for Unix: run this within WSL");
        }
        let root = root(workspace);
        if root.to_string_lossy().contains(char::is_whitespace) {
            bail!(
                "CPython's build takes no path with a space in it, such as {}: name another target folder with the \
                 environment variable CARGO_TARGET_DIR",
                root.display()
            );
        }
        Ok(Self {
            root,
            ours: workspace.root.join("crates/python"),
        })
    }

    fn lock(&self) -> Result<File> {
        let waiting = "Another build of CPython is under way; waiting for it";
        files::lock(&self.root, waiting)
    }

    fn source(&self) -> PathBuf {
        self.root.join("source")
    }

    fn native(&self) -> PathBuf {
        self.root.join("native")
    }

    fn wasm(&self) -> PathBuf {
        self.root.join("wasm")
    }

    /// The folder with C libraries of others for a target.
    fn libraries(&self, target: &str) -> PathBuf {
        self.root.join("libraries").join(target)
    }

    /// What configure is told of our platform.
    fn site(&self) -> PathBuf {
        self.ours.join("config.site")
    }

    /// The folder with our files in C and assembly.
    fn c(&self) -> PathBuf {
        self.ours.join("c")
    }
}

/// A name with the first two numbers of the release in it, such as `python3.13`.
fn name(before: &str, after: &str) -> String {
    let series = VERSION
        .rsplit_once('.')
        .map_or(VERSION, |(series, _)| series);
    format!("{before}{series}{after}")
}

/// A short name for all that something is made of.
fn stamp(parts: &[&str]) -> String {
    files::hash_bytes(parts.join("\0").as_bytes())
}

/// Whether the file says that this is what something was made of.
fn is_made_of(file: &Path, stamp: &str) -> bool {
    files::read_text(file).is_ok_and(|made_of| made_of == stamp)
}

/// A build of CPython, in a folder of its own.
struct Build<'a> {
    places: &'a Places,
    folder: PathBuf,
    log: PathBuf,
    /// The age of the source, by which the same source gives the same bytes: `sys.version` has a date in it.
    released: u64,
}

impl<'a> Build<'a> {
    fn begin(places: &'a Places, name: &str) -> Result<Self> {
        let folder = places.root.join(format!("{name}-build"));
        files::make_empty(&folder)?;
        let log = places.root.join(format!("{name}.log"));
        files::write(&log, "")?;
        let file = places.source().join("Include/patchlevel.h");
        let released = fs::metadata(&file)
            .and_then(|about| about.modified())
            .with_context(|| format!("cannot tell the age of {}", file.display()))?;
        Ok(Self {
            places,
            folder,
            log,
            released: released.duration_since(UNIX_EPOCH)?.as_secs(),
        })
    }

    /// A command in the build's folder that nothing in the user's environment changes.
    fn command(&self, name: impl AsRef<OsStr>) -> Command {
        let mut command = program(name);
        for (variable, _) in env::vars_os() {
            if changes_builds(&variable.to_string_lossy()) {
                command.env_remove(variable);
            }
        }
        command
            .env("SOURCE_DATE_EPOCH", self.released.to_string())
            .current_dir(&self.folder);
        command
    }

    fn configure(&self) -> Command {
        let mut configure = self.command("sh");
        // By a relative path: this one is in the library, as the names of CPython's files.
        configure.arg("../source/configure");
        configure
    }

    fn make(&self, targets: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let jobs = thread::available_parallelism().map_or(1, usize::from);
        let mut make = self.command("make");
        make.arg(format!("-j{jobs}")).args(targets);
        make
    }

    fn run(&self, command: &mut Command) -> Result<()> {
        command::run_logged(command, &self.log)
    }

    /// What the library of CPython is to be linked with, by its makefile: archives in the folder, and `-lNAME`.
    fn libraries(&self) -> Result<Vec<String>> {
        const QUESTION: &str = "spawnpoint.mk";
        let rule = "spawnpoint:\n\t@echo $(MODLIBS) $(LIBS) $(SYSLIBS)\n";
        files::write(&self.folder.join(QUESTION), rule)?;
        let mut make = self.command("make");
        make.args(["-s", "-f", "Makefile", "-f", QUESTION, "spawnpoint"]);
        Ok(libraries(&command::required_output(&mut make)?))
    }

    /// Puts archives into the folder `lib` of what was built, and writes down what to link.
    fn deliver(&self, built: &Path, archives: &[PathBuf], system: &[String]) -> Result<()> {
        let lib = built.join("lib");
        fs::create_dir_all(&lib)
            .with_context(|| format!("cannot make the folder {}", lib.display()))?;
        let mut list = vec![own::ARCHIVE.to_owned()];
        for archive in archives {
            let name = archive.file_name().unwrap_or_default();
            files::write(&lib.join(name), files::read(&self.folder.join(archive))?)?;
            list.push(name.to_string_lossy().into_owned());
        }
        list.extend_from_slice(system);
        files::write(&built.join(LINK_LIST), list.join("\n") + "\n")
    }

    /// Clears away what is not needed once all is delivered.
    fn end(self) -> Result<()> {
        files::remove(&self.folder)
    }
}

/// Whether an environment variable has a say in how CPython is configured, made, or started.
fn changes_builds(variable: &str) -> bool {
    const NAMES: [&str; 13] = [
        "AR",
        "CC",
        "CFLAGS",
        "CONFIG_SITE",
        "CPP",
        "CPPFLAGS",
        "CXX",
        "CXXFLAGS",
        "LDFLAGS",
        "LIBS",
        "MAKEFLAGS",
        "OPT",
        "RANLIB",
    ];
    NAMES.contains(&variable) || variable.starts_with("PYTHON")
}

/// The libraries among words that `make` prints, each where it is first.
fn libraries(words: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let is_library = word.starts_with("-l") || is_archive(word);
        if is_library && !found.iter().any(|one| one == word) {
            found.push(word.to_owned());
        }
    }
    found
}

fn is_archive(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|kind| kind == "a")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_series_in_them() {
        let series = name("", "");
        assert_eq!(series.matches('.').count(), 1);
        assert!(VERSION.starts_with(&series));
        assert_eq!(name("lib", ".a"), format!("lib{series}.a"));
    }

    #[test]
    fn a_stamp_knows_each_part() {
        assert_eq!(stamp(&["a", "b"]), stamp(&["a", "b"]));
        assert_ne!(stamp(&["a", "b"]), stamp(&["a", "c"]));
        assert_ne!(stamp(&["a", "b"]), stamp(&["ab", ""]));
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(STAMP);
        assert!(!is_made_of(&file, "1"));
        files::write(&file, "1").unwrap();
        assert!(is_made_of(&file, "1"));
        assert!(!is_made_of(&file, "2"));
    }

    #[test]
    fn builds_know_nothing_of_the_users_flags() {
        assert!(changes_builds("CFLAGS"));
        assert!(changes_builds("PYTHONPATH"));
        assert!(!changes_builds("PATH"));
        assert!(!changes_builds("CARGO_TARGET_DIR"));
    }

    #[test]
    fn libraries_are_those_of_the_makefile_in_its_order() {
        let printed = "make: Nothing\n -lm Modules/expat/libexpat.a -L/x -lz -lm\n";
        let expected = ["-lm", "Modules/expat/libexpat.a", "-lz"];
        assert_eq!(libraries(printed), expected);
    }
}
