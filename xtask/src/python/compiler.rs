//! The C compiler for WebAssembly: that of a WASI SDK, or zig's, which a Python package brings.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::notices;
use super::packages::Package;
use crate::command::{self, program};
use crate::files;
use crate::notices::{Notice, all_licences};

/// The environment variable that names the folder of a WASI SDK.
pub const SDK_VARIABLE: &str = "WASI_SDK_PATH";

/// The Python package with zig.
const ZIG: Package = Package {
    name: "ziglang",
    version: "0.17.1",
    // For Linux and macOS, each for x86-64 and ARM.
    sha256: &[
        "ea6cc5d87b033cf0aedfbc8f9549a908cae6c50ac31f1698188fa48a74524b54",
        "b7c5f02fccd40f89b999ee16a1f5ddced56e6182370f8affe494bcf8a28cf07e",
        "4e0b4b9c02b8d0d220e9948010f860b62ff11d96abb39762eca5fa2ef3f7bc97",
        "09953b6af7f64168b915180a42774f520f92d86ef6331b28e33915c7e1f0bb23",
    ],
    about: "a C compiler for WebAssembly (a WASI SDK that WASI_SDK_PATH names would be taken instead)",
};

/// A C compiler for WebAssembly, with a C library.
pub struct WasmCompiler {
    /// Which one it is.
    pub name: String,
    kind: Kind,
    cc: Vec<String>,
    ar: Vec<String>,
    ranlib: Vec<String>,
    ld: Vec<String>,
}

enum Kind {
    Sdk,
    Zig {
        /// The folder of the package's files.
        package: PathBuf,
        /// The folder in which zig keeps what it has compiled.
        cache: PathBuf,
    },
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
            ld: vec![tool("wasm-ld")],
        })
    }

    fn zig(folder: &Path) -> Result<Self> {
        let package = ZIG.prepare(&folder.join("zig")).with_context(|| {
            format!(
                "a WASI SDK (https://github.com/WebAssembly/wasi-sdk) whose folder {SDK_VARIABLE} names does as well"
            )
        })?;
        let zig = package.join("zig").display().to_string();
        let tool = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned());
            std::iter::once(zig.clone()).chain(words).collect()
        };
        Ok(Self {
            name: format!("zig {}", ZIG.version),
            cc: tool(&["cc", "-target", "wasm32-wasi"]),
            ar: tool(&["ar"]),
            ranlib: tool(&["ranlib"]),
            ld: tool(&["wasm-ld"]),
            kind: Kind::Zig {
                package,
                cache: folder.join("zig-cache"),
            },
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

    /// The linker, as a makefile wants to be told.
    pub fn ld(&self) -> String {
        self.ld.join(" ")
    }

    fn command(&self, words: &[String]) -> Command {
        let mut command = program(&words[0]);
        command.args(&words[1..]);
        self.apply(&mut command);
        command
    }

    /// Has a command start this compiler as it is to be started.
    pub fn apply<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        if let Kind::Zig { cache, .. } = &self.kind {
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
            Kind::Zig { .. } => self.zig_library(folder),
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

    /// Whether an archive of this name is among those of the C library and of what the compiler calls.
    pub fn brings(archive: &str) -> bool {
        const BEGINS: [&str; 5] = [
            "libc.a",
            "libclang_rt.",
            "libcompiler_rt.",
            "libwasi-emulated-",
            "libzigc.",
        ];
        BEGINS.iter().any(|begin| archive.starts_with(begin))
    }

    /// The notices of those archives. A WASI SDK has no texts.
    pub fn notices(&self) -> Result<Vec<Notice>> {
        let notice = |name: &str, licence: &str, texts| Notice {
            name: name.to_owned(),
            version: format!("of {}", self.name),
            licence: licence.to_owned(),
            texts,
        };
        let library = "MIT, BSD-2-Clause and Apache-2.0 WITH LLVM-exception";
        let Kind::Zig { package, .. } = &self.kind else {
            return Ok(vec![notice(
                "wasi-libc and compiler-rt",
                library,
                Vec::new(),
            )]);
        };
        let texts = all_licences(&package.join("lib/libc"), |file| {
            ["musl", "wasi"].iter().any(|part| file.starts_with(part))
        })?;
        // Its own part of the library and compiler-rt are made anew after musl's and LLVM's, whose texts these are as well.
        let own = notices::read(package, &["LICENSE"])?;
        if texts.is_empty() {
            bail!("{} has no licence of its C library", self.name);
        }
        Ok(vec![
            notice("wasi-libc", library, texts),
            notice("libzigc and compiler_rt", "MIT", own),
        ])
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
}
