//! The C compiler for WebAssembly: that of a WASI SDK, or zig's, which a Python package brings.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{self, program};
use crate::debian;
use crate::files;
use crate::steps::note;

/// The environment variable that names the folder of a WASI SDK.
const SDK_VARIABLE: &str = "WASI_SDK_PATH";

/// The Python package with zig.
const ZIG_PACKAGE: &str = "ziglang";

const ZIG_VERSION: &str = "0.17.1";

/// The checksums of its wheels: for Linux and macOS, each for x86-64 and ARM.
const ZIG_SHA256: [&str; 4] = [
    "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54",
    "b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e",
    "4e0b4b9c02b8d0d220e9948010f860b62ff11d96abb39762eca5fa2ef3f7bc97",
    "09953b6af7f64168b915180a42774f520f92d86ef6331b28e33915c7e1f0bb23",
];

/// A C compiler for WebAssembly, with a C library.
pub struct WasmCompiler {
    /// Which one it is.
    pub name: String,
    kind: Kind,
    cc: Vec<String>,
    ar: Vec<String>,
    ranlib: Vec<String>,
}

enum Kind {
    Sdk,
    /// With the folder in which zig keeps what it has compiled.
    Zig(PathBuf),
}

impl WasmCompiler {
    /// Finds a compiler, or installs one into a folder.
    pub fn find(folder: &Path) -> Result<Self> {
        match env::var_os(SDK_VARIABLE) {
            Some(sdk) => Self::sdk(Path::new(&sdk)),
            None => Self::zig(folder),
        }
    }

    fn sdk(sdk: &Path) -> Result<Self> {
        let tool = |name: &str| sdk.join("bin").join(name).display().to_string();
        let sysroot = sdk.join("share/wasi-sysroot");
        // The name of the platform in releases of LLVM before 19, and since.
        let target = ["wasm32-wasip1", "wasm32-wasi"]
            .into_iter()
            .find(|target| sysroot.join("lib").join(target).is_dir());
        let about = command::output(program(tool("clang")).arg("--version"));
        let (Some(target), Some(about)) = (target, about) else {
            bail!(
                "{SDK_VARIABLE} names {}, which is no WASI SDK that can be used",
                sdk.display()
            );
        };
        Ok(Self {
            name: format!(
                "{} in {}",
                about.lines().next().unwrap_or_default(),
                sdk.display()
            ),
            kind: Kind::Sdk,
            cc: vec![
                tool("clang"),
                format!("--target={target}"),
                format!("--sysroot={}", sysroot.display()),
            ],
            ar: vec![tool("llvm-ar")],
            ranlib: vec![tool("llvm-ranlib")],
        })
    }

    fn zig(folder: &Path) -> Result<Self> {
        let packages = folder.join("zig");
        let made = packages.join(super::STAMP);
        let wanted = requirement();
        if !super::is_made_of(&made, &wanted) {
            install_zig(&packages, &wanted)?;
            files::write(&made, &wanted)?;
        }
        let zig = packages.join(ZIG_PACKAGE).join("zig").display().to_string();
        let tool = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned());
            std::iter::once(zig.clone()).chain(words).collect()
        };
        Ok(Self {
            name: format!("zig {ZIG_VERSION}"),
            kind: Kind::Zig(folder.join("zig-cache")),
            cc: tool(&["cc", "-target", "wasm32-wasi"]),
            ar: tool(&["ar"]),
            ranlib: tool(&["ranlib"]),
        })
    }

    /// A command that compiles.
    pub fn cc(&self) -> Command {
        self.command(&self.cc)
    }

    /// A command that makes an archive.
    pub fn ar(&self) -> Command {
        self.command(&self.ar)
    }

    fn command(&self, words: &[String]) -> Command {
        let mut command = program(&words[0]);
        command.args(&words[1..]);
        self.apply(&mut command);
        command
    }

    /// Has a command start this compiler as it is to be started.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if let Kind::Zig(cache) = &self.kind {
            command
                .env("ZIG_GLOBAL_CACHE_DIR", cache)
                .env("ZIG_LOCAL_CACHE_DIR", cache);
        }
        command
    }

    /// The compiler as configure wants to be told.
    pub fn variables(&self) -> [String; 3] {
        [
            format!("CC={}", self.cc.join(" ")),
            format!("AR={}", self.ar.join(" ")),
            format!("RANLIB={}", self.ranlib.join(" ")),
        ]
    }

    /// The archives of the C library and of what the compiler itself calls, in the order to link them. The folder
    /// is for a program with which the compiler is asked.
    pub fn c_library(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        match &self.kind {
            Kind::Sdk => self.sdk_library(),
            Kind::Zig(_) => self.zig_library(folder),
        }
    }

    fn sdk_library(&self) -> Result<Vec<PathBuf>> {
        let ask = |question: &str| {
            let answer = command::required_output(self.cc().arg(question))?;
            Ok(PathBuf::from(answer.trim()))
        };
        let questions = [
            "--print-file-name=libwasi-emulated-signal.a",
            "--print-file-name=libwasi-emulated-getpid.a",
            "--print-file-name=libwasi-emulated-process-clocks.a",
            "--print-file-name=libc.a",
            "--print-libgcc-file-name",
        ];
        let archives: Vec<_> = questions.into_iter().map(ask).collect::<Result<_>>()?;
        if let Some(missing) = archives.iter().find(|archive| !archive.is_file()) {
            bail!(
                "the WASI SDK that {SDK_VARIABLE} names has no {}",
                missing.display()
            );
        }
        Ok(archives)
    }

    /// Zig compiles the C library for the first program that is linked with it.
    fn zig_library(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        files::write(&folder.join("program.c"), "int main(void) { return 0; }\n")?;
        let mut cc = self.cc();
        cc.args(super::wasm::FLAGS.split(' '))
            .args(["program.c", "-o", "program.wasm"])
            .env("ZIG_VERBOSE_LINK", "1")
            .current_dir(folder);
        let output = cc.output().context("zig cannot be started")?;
        let said = String::from_utf8_lossy(&output.stderr);
        let archives: Vec<_> = linked_archives(&said)
            .map(|archive| folder.join(archive))
            .collect();
        if !output.status.success() || archives.is_empty() {
            bail!(
                "zig cannot link a program for WebAssembly:\n{}",
                said.trim_end()
            );
        }
        Ok(archives)
    }
}

/// The archives that zig says it gives to the linker.
fn linked_archives(said: &str) -> impl Iterator<Item = &str> {
    let link = said.lines().find(|line| line.starts_with("wasm-ld "));
    let words = link.unwrap_or_default().split(' ');
    words.filter(|word| super::is_archive(word))
}

fn install_zig(packages: &Path, requirement: &str) -> Result<()> {
    note(format!(
        "Installing the Python package {ZIG_PACKAGE} {ZIG_VERSION}, which has a C compiler for WebAssembly; it takes a \
         minute once (a WASI SDK that {SDK_VARIABLE} names would be taken instead)"
    ));
    let python = find_pip()?;
    files::make_empty(packages)?;
    let list = packages.join("requirements.txt");
    files::write(&list, requirement)?;
    let mut pip = program(python);
    pip.args(["-m", "pip", "install", "--quiet"])
        .args(["--no-deps", "--only-binary=:all:", "--require-hashes"])
        .arg("--requirement")
        .arg(list)
        .arg("--target")
        .arg(packages)
        // It says that there is a newer one, and what root should not do elsewhere.
        .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
        .env("PIP_ROOT_USER_ACTION", "ignore");
    command::run(&mut pip).with_context(|| {
        format!(
            "{ZIG_PACKAGE} {ZIG_VERSION} cannot be installed; a WASI SDK (https://github.com/WebAssembly/wasi-sdk) whose folder \
             {SDK_VARIABLE} names does as well"
        )
    })
}

/// The line that makes pip take these files and no others.
fn requirement() -> String {
    let hashes = ZIG_SHA256.map(|hash| format!(" --hash=sha256:{hash}"));
    format!("{ZIG_PACKAGE}=={ZIG_VERSION}{}\n", hashes.concat())
}

/// A Python that can install packages.
fn find_pip() -> Result<&'static str> {
    let find = || {
        ["python3", "/usr/bin/python3", "python"]
            .into_iter()
            .find(|python| {
                command::output(program(python).args(["-m", "pip", "--version"])).is_some()
            })
    };
    if let Some(python) = find() {
        return Ok(python);
    }
    if debian::can_install() {
        debian::install(&["python3-pip"])?;
    }
    find().with_context(|| {
        format!(
            "the C compiler for WebAssembly is a Python package, and there is no `python3` on PATH that has pip: install \
             Python with pip, or a WASI SDK (https://github.com/WebAssembly/wasi-sdk) whose folder {SDK_VARIABLE} names"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_zig_links() {
        let said = "ar rcs c/o/1/libc.a c/o/2/a.o\n\
                    wasm-ld --entry _start -o program.wasm c/o/3/crt1.o c/o/1/libc.a c/o/4/p.o c/o/5/librt.a\n";
        let found: Vec<_> = linked_archives(said).collect();
        assert_eq!(found, ["c/o/1/libc.a", "c/o/5/librt.a"]);
        assert_eq!(linked_archives("error: no\n").count(), 0);
    }

    #[test]
    fn pip_is_told_of_every_checksum() {
        let line = requirement();
        assert!(line.starts_with("ziglang=="), "{line}");
        assert_eq!(line.matches("--hash=sha256:").count(), ZIG_SHA256.len());
    }
}
