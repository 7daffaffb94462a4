//! The programs that the build calls, at the versions that it wants.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command::{self, program};
use crate::files;
use crate::steps::note;
use crate::toolchain::WasmToolchain;
use crate::version::Version;
use crate::workspace::Workspace;

/// The oldest Node that runs the bundler and the tests.
const NODE_VERSION: Version = Version(20, 0, 0);

/// Everything that building a site calls.
pub struct Tools {
    /// The toolchain for WebAssembly.
    pub rust: WasmToolchain,
    /// The folder with the programs that npm packages bring.
    npm_bin: PathBuf,
}

impl Tools {
    /// Makes sure that every tool is there.
    pub fn prepare(workspace: &Workspace) -> Result<Self> {
        require_node()?;
        let rust = WasmToolchain::find(workspace)?;
        install_npm_packages(&workspace.root)?;
        Ok(Self {
            rust,
            npm_bin: npm_bin(workspace),
        })
    }

    /// A command that finds the right Rust on its PATH.
    pub fn command(&self, name: &str) -> Result<Command> {
        let mut command = program(name);
        self.rust.apply(&mut command)?;
        Ok(command)
    }

    /// A command that makes one small file of this one and of all that it needs.
    pub fn esbuild(&self, entry: &str) -> Command {
        let mut esbuild = self.npm_program("esbuild");
        esbuild.args([
            entry,
            "--bundle",
            "--minify",
            "--target=es2022",
            "--log-level=warning",
        ]);
        esbuild
    }

    /// A command that makes a module of JavaScript smaller, more slowly and by more than esbuild.
    pub fn terser(&self, module: &Path) -> Command {
        let mut terser = self.npm_program("terser");
        terser.arg(module).args([
            "--module",
            "--ecma=2022",
            "--compress=passes=3,unsafe_arrows=true",
            "--mangle",
        ]);
        terser
    }

    fn npm_program(&self, name: &str) -> Command {
        npm_program(&self.npm_bin, name)
    }
}

/// A command that checks types. Building a site has installed it.
pub fn tsc(workspace: &Workspace) -> Command {
    npm_program(&npm_bin(workspace), "tsc")
}

fn npm_bin(workspace: &Workspace) -> PathBuf {
    workspace.root.join("node_modules/.bin")
}

fn npm_program(bin: &Path, name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    program(bin.join(format!("{name}{suffix}")))
}

/// A program that a crate brings.
pub struct Package {
    pub name: &'static str,
    /// The program's name.
    pub program: &'static str,
    /// Options for installing it.
    pub options: &'static [&'static str],
}

impl Package {
    /// Installs a version of the package into a folder, unless it is there.
    pub fn require(&self, folder: &Path, version: &str) -> Result<()> {
        let installed = folder.join("bin").join(self.program);
        let about = command::output(program(installed).arg("--version"));
        if about.is_some_and(|text| text.split_whitespace().nth(1) == Some(version)) {
            return Ok(());
        }
        note(format!(
            "Installing {} {version}, which takes some minutes once",
            self.name
        ));
        let build = folder.join("build");
        let cargo = |options: &[&str]| {
            let mut cargo = program("cargo");
            cargo
                .args([
                    "install",
                    self.name,
                    "--version",
                    version,
                    "--force",
                    "--root",
                ])
                .arg(folder);
            cargo
                .arg("--target-dir")
                .arg(&build)
                .args(self.options)
                .args(options);
            command::run(&mut cargo)
        };
        // A lock file may name a release that has been withdrawn since; today's versions then do.
        cargo(&["--locked"]).or_else(|_| {
            note("Again, without the package's lock file");
            cargo(&[])
        })?;
        files::remove(&build)
    }
}

fn require_node() -> Result<()> {
    let wanted = format!("Node.js {} or newer", NODE_VERSION.0);
    let Some(about) = command::output(program("node").arg("--version")) else {
        bail!(
            "{wanted} is needed, and there is no `node` on PATH: install it from https://nodejs.org"
        );
    };
    match Version::find(&about) {
        Some(version) if version >= NODE_VERSION => Ok(()),
        _ => bail!(
            "{wanted} is needed, and `node --version` says {}: update it",
            about.trim()
        ),
    }
}

/// The file that says which packages a folder has.
pub fn npm_packages(folder: &Path) -> PathBuf {
    folder.join("node_modules/.spawnpoint-stamp")
}

/// Installs the packages of a folder's `package-lock.json`, unless those of this very file are there.
pub fn install_npm_packages(folder: &Path) -> Result<()> {
    let stamp = npm_packages(folder);
    let wanted = files::hash_bytes(&files::read(&folder.join("package-lock.json"))?);
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    note("Installing npm packages");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    // No package here needs its install script, and a script could do anything.
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    command::run(program(npm).args(options).current_dir(folder))
        .context("cannot install the npm packages")?;
    files::write(&stamp, wanted)
}
