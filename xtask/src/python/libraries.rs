//! The C libraries that modules of CPython need and that are not in its source, for one machine. Their sources are in
//! packages of Rust, which cargo has.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Places, STAMP, is_made_of, native, notices, own, stamp};
use crate::command::{self, program};
use crate::files;
use crate::notices::Notice;
use crate::steps::note;

/// A library.
struct Library {
    /// As the linker knows it.
    name: &'static str,
    /// How the variables begin by which CPython's configure is told of it.
    variable: &'static str,
    /// The package of Rust that carries its source.
    package: &'static str,
    /// The files in C within the source, or folders of those.
    files: &'static [&'static str],
    /// How the names of those files of the folders end, without their kind, that are not for it.
    without: &'static [&'static str],
    /// The folder of its headers within the source.
    include: &'static str,
    /// Further folders that its own files have headers from.
    internal: &'static [&'static str],
    flags: &'static [&'static str],
    /// What to link besides it.
    needs: &'static str,
    licence: &'static str,
    /// The files with its licence within the source.
    notices: &'static [&'static str],
}

const LIBRARIES: [Library; 4] = [
    Library {
        name: "bz2",
        variable: "BZIP2",
        package: "bzip2-sys",
        files: &[
            "bzip2-1.0.8/blocksort.c",
            "bzip2-1.0.8/bzlib.c",
            "bzip2-1.0.8/compress.c",
            "bzip2-1.0.8/crctable.c",
            "bzip2-1.0.8/decompress.c",
            "bzip2-1.0.8/huffman.c",
            "bzip2-1.0.8/randtable.c",
        ],
        without: &[],
        include: "bzip2-1.0.8",
        internal: &[],
        flags: &["-O3"],
        needs: "",
        licence: "bzip2-1.0.6",
        notices: &["bzip2-1.0.8/LICENSE"],
    },
    Library {
        name: "lzma",
        variable: "LIBLZMA",
        package: "liblzma-sys",
        files: &[
            "xz/src/liblzma/check",
            "xz/src/liblzma/common",
            "xz/src/liblzma/delta",
            "xz/src/liblzma/lz",
            "xz/src/liblzma/lzma",
            "xz/src/liblzma/rangecoder",
            "xz/src/liblzma/simple",
            "xz/src/common/tuklib_physmem.c",
        ],
        // Variants for small programs, programs that made its tables, and what needs threads.
        without: &["_small", "_gen", "tablegen", "_mt"],
        include: "xz/src/liblzma/api",
        internal: &[
            "",
            "xz/src/common",
            "xz/src/liblzma/check",
            "xz/src/liblzma/common",
            "xz/src/liblzma/delta",
            "xz/src/liblzma/lz",
            "xz/src/liblzma/lzma",
            "xz/src/liblzma/rangecoder",
            "xz/src/liblzma/simple",
        ],
        flags: &["-O2", "-DHAVE_CONFIG_H"],
        needs: "",
        licence: "0BSD",
        notices: &["xz/COPYING", "xz/COPYING.0BSD"],
    },
    Library {
        name: "sqlite3",
        variable: "LIBSQLITE3",
        package: "libsqlite3-sys",
        files: &["sqlite3/sqlite3.c"],
        without: &[],
        include: "sqlite3",
        internal: &[],
        flags: &[
            "-Os",
            "-DSQLITE_ENABLE_FTS5",
            "-DSQLITE_ENABLE_MATH_FUNCTIONS",
            "-DSQLITE_THREADSAFE=1",
            // No mutex of ours can be locked twice.
            "-DSQLITE_HOMEGROWN_RECURSIVE_MUTEX=1",
            // Nothing is loaded at run time, and no file is mapped.
            "-DSQLITE_OMIT_LOAD_EXTENSION",
            "-DSQLITE_OMIT_WAL",
            "-DSQLITE_MAX_MMAP_SIZE=0",
        ],
        needs: "-lm",
        licence: "public domain",
        notices: &["sqlite3/sqlite3.h"],
    },
    Library {
        name: "z",
        variable: "ZLIB",
        package: "libz-sys",
        files: &["src/zlib"],
        // Those for files.
        without: &["gzclose", "gzlib", "gzread", "gzwrite"],
        include: "src/zlib",
        internal: &[],
        flags: &["-O3"],
        needs: "",
        licence: "Zlib",
        notices: &["src/zlib/LICENSE"],
    },
];

/// The folder with the manifest that names the packages.
const MANIFEST_FOLDER: &str = "libraries";

/// How C is compiled for a machine.
pub struct Compiler<'a> {
    /// The machine, for whoever reads the output.
    pub machine: &'a str,
    pub cc: &'a dyn Fn() -> Command,
    pub ar: &'a dyn Fn() -> Command,
    pub flags: &'a [String],
}

/// Libraries that are there.
pub struct Libraries {
    /// What they are made of.
    pub stamp: String,
    /// How configure is told of them: variables with their values.
    pub variables: Vec<(String, String)>,
}

/// Makes sure that the libraries are in a folder, given what else there is to know of the compiler.
pub fn prepare(
    places: &Places,
    folder: &Path,
    compiler: &Compiler,
    about: &str,
) -> Result<Libraries> {
    let packages = packages(&places.ours.join(MANIFEST_FOLDER))?;
    let mut parts = vec![about.to_owned(), compiler.flags.join(" ")];
    let mut variables = Vec::new();
    for library in &LIBRARIES {
        let source = find_package(&packages, library.package)?;
        parts.extend([
            source.version.clone(),
            library.files.join(" "),
            library.without.join(" "),
            library.flags.join(" "),
        ]);
        let include = source.folder.join(library.include);
        variables.extend([
            (
                format!("{}_CFLAGS", library.variable),
                format!("-I{}", include.display()),
            ),
            (
                format!("{}_LIBS", library.variable),
                // By its path for what is linked, and by its folder for configure's questions, which name it.
                format!(
                    "-L{} {} {}",
                    folder.display(),
                    folder.join(library.archive()).display(),
                    library.needs
                ),
            ),
        ]);
    }
    let parts: Vec<_> = parts.iter().map(String::as_str).collect();
    let libraries = Libraries {
        stamp: stamp(&parts),
        variables,
    };
    let made = folder.join(STAMP);
    if is_made_of(&made, &libraries.stamp) {
        return Ok(libraries);
    }
    native::require_tools()?;
    files::make_empty(folder)?;
    for library in &LIBRARIES {
        note(format!(
            "Compiling the C library {} for {}",
            library.name, compiler.machine
        ));
        library.build(
            &find_package(&packages, library.package)?.folder,
            folder,
            compiler,
        )?;
    }
    files::write(&made, &libraries.stamp)?;
    Ok(libraries)
}

/// Whether an archive is that of a library.
pub fn has(archive: &str) -> bool {
    LIBRARIES.iter().any(|library| library.archive() == archive)
}

/// The notices of all libraries.
pub fn notices(places: &Places) -> Result<Vec<Notice>> {
    let packages = packages(&places.ours.join(MANIFEST_FOLDER))?;
    let notice = |library: &Library| {
        let source = find_package(&packages, library.package)?;
        Ok(Notice {
            name: format!("lib{}", library.name),
            version: format!("of {}", source.version),
            licence: library.licence.to_owned(),
            texts: notices::read(&source.folder, library.notices)?,
        })
    };
    LIBRARIES.iter().map(notice).collect()
}

impl Library {
    fn archive(&self) -> String {
        format!("lib{}.a", self.name)
    }

    fn build(&self, source: &Path, folder: &Path, compiler: &Compiler) -> Result<()> {
        let objects = folder.join(self.name);
        files::make_empty(&objects)?;
        let mut ar = (compiler.ar)();
        ar.arg("rcs").arg(folder.join(self.archive()));
        for (number, file) in self.sources(source)?.iter().enumerate() {
            // Files of different folders may have the same name.
            let object = objects.join(format!("{number}.o"));
            let mut cc = (compiler.cc)();
            cc.args(compiler.flags)
                .arg("-fvisibility=hidden")
                .args(self.flags);
            for include in self.internal.iter().chain([&self.include]) {
                cc.arg("-I").arg(source.join(include));
            }
            cc.arg("-c").arg(file).arg("-o").arg(&object);
            command::required_output(&mut cc)?;
            ar.arg(object);
        }
        command::run(&mut ar)?;
        files::remove(&objects)
    }

    /// The files in C that it is made of.
    fn sources(&self, source: &Path) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for name in self.files {
            let path = source.join(name);
            if path.is_file() {
                found.push(path);
                continue;
            }
            let mut entries: Vec<_> = fs::read_dir(&path)
                .with_context(|| format!("cannot list {}", path.display()))?
                .filter_map(|entry| Some(entry.ok()?.path()))
                .filter(|file| own::is_of(file, &["c"]) && !self.is_without(file))
                .collect();
            entries.sort();
            found.append(&mut entries);
        }
        Ok(found)
    }

    fn is_without(&self, file: &Path) -> bool {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        self.without.iter().any(|ending| name.ends_with(ending))
    }
}

/// A source that is there.
struct Found {
    folder: PathBuf,
    /// What changes with its content.
    version: String,
}

/// Where a package is, by what cargo says of all.
fn find_package(metadata: &Value, name: &str) -> Result<Found> {
    let find = || {
        let packages = metadata["packages"].as_array()?;
        let package = packages.iter().find(|package| package["name"] == name)?;
        let manifest = Path::new(package["manifest_path"].as_str()?);
        Some(Found {
            folder: manifest.parent()?.to_owned(),
            version: format!("{name} {}", package["version"].as_str()?),
        })
    };
    find().with_context(|| format!("{MANIFEST_FOLDER}/Cargo.toml does not name {name}"))
}

/// Has cargo get the packages, and says what it says of them.
fn packages(folder: &Path) -> Result<Value> {
    let mut cargo = program("cargo");
    cargo
        .args(["metadata", "--locked", "--format-version", "1"])
        .arg("--manifest-path")
        .arg(folder.join("Cargo.toml"));
    let metadata = command::required_output(&mut cargo)
        .context("the sources of C libraries cannot be had from the registry of Rust's packages")?;
    let metadata: Value =
        serde_json::from_str(&metadata).context("`cargo metadata` printed no JSON")?;
    if !metadata["packages"].is_array() {
        bail!("`cargo metadata` names no packages");
    }
    Ok(metadata)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    #[test]
    fn every_library_has_its_files() {
        let places = Places::new(&Workspace::find().unwrap()).unwrap();
        let packages = packages(&places.ours.join(MANIFEST_FOLDER)).unwrap();
        for library in &LIBRARIES {
            let source = find_package(&packages, library.package).unwrap();
            let files = library.sources(&source.folder).unwrap();
            assert!(!files.is_empty(), "{}", library.name);
            assert!(source.folder.join(library.include).is_dir());
        }
    }

    #[test]
    fn every_library_has_its_notice() {
        let places = Places::new(&Workspace::find().unwrap()).unwrap();
        let notices = notices(&places).unwrap();
        assert_eq!(notices.len(), LIBRARIES.len());
        for (library, notice) in LIBRARIES.iter().zip(&notices) {
            assert!(!notice.texts.is_empty(), "{}", library.name);
            assert!(notice.texts.iter().all(|text| text.text.len() > 100));
            assert!(has(&library.archive()));
        }
    }

    #[test]
    fn files_of_folders_are_left_out_by_the_ends_of_their_names() {
        let lzma = LIBRARIES
            .iter()
            .find(|library| library.name == "lzma")
            .unwrap();
        assert!(lzma.is_without(Path::new("check/crc32_small.c")));
        assert!(!lzma.is_without(Path::new("check/crc32_fast.c")));
    }

    #[test]
    fn a_package_is_found_by_its_name() {
        let metadata = serde_json::json!({"packages": [
            {"name": "a", "version": "1", "manifest_path": "/a/Cargo.toml"},
            {"name": "b", "version": "2", "manifest_path": "/b/Cargo.toml"},
        ]});
        let found = find_package(&metadata, "b").unwrap();
        assert_eq!(found.folder, Path::new("/b"));
        assert_eq!(found.version, "b 2");
        assert!(find_package(&metadata, "c").is_err());
    }
}
