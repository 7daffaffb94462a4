//! Which Rust toolchain builds for WebAssembly, and which for this machine.
//!
//! Most machines have rustup, where the standard library for `wasm32-unknown-unknown` is one
//! command away. Where it cannot be fetched, a toolchain with its source builds it itself.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::command::{self, program};
use crate::debian;
use crate::steps::note;
use crate::version::Version;
use crate::workspace::Workspace;

/// The target that everything in the browser is built for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian puts the toolchain that its packages bring.
const SYSTEM_BIN: &str = "/usr/bin";

/// Debian's packages for a recent Rust and its standard library's source.
const DEBIAN_PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// What looking at a cargo and its compiler showed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Toolchain {
    /// The folder that must come first on PATH; none for the toolchain that PATH gives anyway.
    bin: Option<PathBuf>,
    version: Version,
    /// The standard library for [`WASM_TARGET`] is there, compiled.
    has_wasm_std: bool,
    /// The standard library's source is there.
    has_source: bool,
    linker: Option<PathBuf>,
}

impl Toolchain {
    /// Looks at the toolchain in a folder, or at the one on PATH.
    fn look(bin: Option<&Path>) -> Option<Self> {
        let rustc = || program(bin.map_or_else(|| "rustc".into(), |folder| folder.join("rustc")));
        let about = command::output(rustc().arg("-vV"))?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "))?;
        let sysroot = command::output(rustc().args(["--print", "sysroot"]))?;
        let rustlib = Path::new(sysroot.trim()).join("lib/rustlib");
        let linker = format!("rust-lld{}", std::env::consts::EXE_SUFFIX);
        let linkers = [
            Some(rustlib.join(host).join("bin").join(&linker)),
            bin.map(|folder| folder.join(&linker)),
        ];
        Some(Self {
            bin: bin.map(Path::to_owned),
            version: Version::find(&about)?,
            has_wasm_std: rustlib.join(WASM_TARGET).join("lib").is_dir(),
            has_source: rustlib.join("src/rust/library/std/Cargo.toml").is_file(),
            linker: linkers.into_iter().flatten().find(|path| path.is_file()),
        })
    }
}

/// A way to build for WebAssembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WasmToolchain {
    toolchain: Toolchain,
    /// The standard library is built from its source along with the rest.
    builds_std: bool,
}

impl WasmToolchain {
    /// Finds a way to build for WebAssembly, installing what that takes where nobody need be asked.
    pub fn find(workspace: &Workspace) -> Result<Self> {
        let mut tried = Tried::default();
        loop {
            let facts = Facts::gather(workspace);
            match choose(&facts, tried) {
                Choice::Use(chosen) => {
                    note(format!("WebAssembly is built with {chosen}"));
                    return Ok(chosen);
                }
                Choice::AddTarget => {
                    tried.add_target = true;
                    note(format!("Adding the target {WASM_TARGET} with rustup"));
                    if let Err(error) =
                        command::run(program("rustup").args(["target", "add", WASM_TARGET]))
                    {
                        note(format!("{error:#}; looking for another way"));
                    }
                }
                Choice::InstallPackages => {
                    tried.install_packages = true;
                    if let Err(error) = debian::install(&DEBIAN_PACKAGES) {
                        note(format!("{error:#}"));
                    }
                }
                Choice::GiveUp => bail!("{}", advice(&facts)),
            }
        }
    }

    /// Makes a command, and every cargo that it starts, build with this toolchain.
    pub fn apply(&self, command: &mut Command) -> Result<()> {
        if let Some(bin) = &self.toolchain.bin {
            command::prepend_path(command, bin)?;
        }
        // These would replace the flags that .cargo/config.toml has for the target.
        command
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        if self.toolchain.bin.is_some() {
            command
                .env_remove("RUSTUP_TOOLCHAIN")
                .env_remove("RUSTC")
                .env_remove("RUSTC_WRAPPER");
        }
        if self.builds_std {
            command
                .env("RUSTC_BOOTSTRAP", "1")
                .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
            if let Some(linker) = &self.toolchain.linker {
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            }
        }
        Ok(())
    }
}

impl fmt::Display for WasmToolchain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Rust {}", self.toolchain.version)?;
        if let Some(bin) = &self.toolchain.bin {
            write!(formatter, " in {}", bin.display())?;
        }
        let library = if self.builds_std {
            "built from its source"
        } else {
            "as installed"
        };
        write!(formatter, ", standard library {library}")
    }
}

/// Everything that the choice of a toolchain rests on.
#[derive(Clone, Debug)]
struct Facts {
    needed: Version,
    default: Option<Toolchain>,
    system: Option<Toolchain>,
    has_rustup: bool,
    can_install_packages: bool,
}

impl Facts {
    fn gather(workspace: &Workspace) -> Self {
        let folder = Path::new(SYSTEM_BIN);
        let has_system = folder.join("cargo").is_file() && folder.join("rustc").is_file();
        let default = Toolchain::look(None);
        let mut system = has_system.then(|| Toolchain::look(Some(folder))).flatten();
        // Debian's compiler comes without a linker for this target. Any other's does.
        if let Some(system) = &mut system
            && system.linker.is_none()
        {
            system.linker = (default.as_ref())
                .and_then(|default| default.linker.clone())
                .or_else(|| ["rust-lld", "wasm-ld"].into_iter().find_map(command::find));
        }
        Self {
            needed: workspace.rust_version,
            default,
            system,
            has_rustup: command::find("rustup").is_some(),
            can_install_packages: debian::can_install(),
        }
    }
}

/// What has been done already and need not be done again.
#[derive(Clone, Copy, Debug, Default)]
struct Tried {
    add_target: bool,
    install_packages: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Choice {
    Use(WasmToolchain),
    AddTarget,
    InstallPackages,
    GiveUp,
}

/// The next thing to do: the less it asks of the machine, the earlier its turn.
fn choose(facts: &Facts, tried: Tried) -> Choice {
    let recent = |toolchain: &&Toolchain| toolchain.version >= facts.needed;
    let candidates = || facts.default.iter().chain(&facts.system).filter(recent);
    if let Some(toolchain) = candidates().find(|toolchain| toolchain.has_wasm_std) {
        return Choice::Use(WasmToolchain {
            toolchain: toolchain.clone(),
            builds_std: false,
        });
    }
    if facts.has_rustup
        && facts
            .default
            .as_ref()
            .is_some_and(|default| recent(&default))
        && !tried.add_target
    {
        return Choice::AddTarget;
    }
    let can_build = |toolchain: &&Toolchain| toolchain.has_source && toolchain.linker.is_some();
    if let Some(toolchain) = candidates().find(can_build) {
        return Choice::Use(WasmToolchain {
            toolchain: toolchain.clone(),
            builds_std: true,
        });
    }
    if facts.can_install_packages && !tried.install_packages {
        return Choice::InstallPackages;
    }
    Choice::GiveUp
}

fn advice(facts: &Facts) -> String {
    let needed = facts.needed;
    let found = match &facts.default {
        Some(default) => format!("the Rust on PATH is {}", default.version),
        None => "there is no rustc on PATH".to_owned(),
    };
    let way = if facts.has_rustup {
        format!("Run `rustup update` and `rustup target add {WASM_TARGET}`.")
    } else {
        format!(
            "Install rustup (https://rustup.rs) and run `rustup target add {WASM_TARGET}`,\n\
             or give your Rust that target's standard library, or the library's source\n\
             (a package named like rust-src) and the linker rust-lld or wasm-ld."
        )
    };
    format!(
        "Building for the browser needs Rust {needed} or newer with the target {WASM_TARGET};\n\
         {found}, and nothing else that would do was found.\n{way}\n\
         On Debian, as root, `apt-get install {}` does as well.",
        DEBIAN_PACKAGES.join(" ")
    )
}

/// A cargo command with the toolchain on PATH, for code that runs on this machine.
pub fn native(workspace: &Workspace, subcommand: &[&str]) -> Command {
    let mut cargo = program("cargo");
    cargo
        .current_dir(&workspace.root)
        .args(subcommand)
        .arg("--locked");
    // The newest features are those of the parser's crates, and an older compiler that has come this
    // far compiles them too.
    if Toolchain::look(None).is_some_and(|default| default.version < workspace.rust_version) {
        cargo.arg("--ignore-rust-version");
    }
    cargo
}

/// Makes sure that the toolchain on PATH has a component, such as `clippy`.
pub fn require_component(component: &str, subcommand: &str) -> Result<()> {
    let is_there = || command::output(program("cargo").args([subcommand, "--version"])).is_some();
    if is_there() {
        return Ok(());
    }
    if command::find("rustup").is_some() {
        command::run(program("rustup").args(["component", "add", component]))?;
    }
    if !is_there() {
        bail!(
            "`cargo {subcommand}` is missing: install {component} for the Rust on PATH \
             (with rustup: `rustup component add {component}`)"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolchain(minor: u32) -> Toolchain {
        Toolchain {
            bin: None,
            version: Version(1, minor, 0),
            has_wasm_std: false,
            has_source: false,
            linker: Some("/lib/rust-lld".into()),
        }
    }

    fn facts(default: Option<Toolchain>) -> Facts {
        Facts {
            needed: Version(1, 96, 0),
            default,
            system: None,
            has_rustup: false,
            can_install_packages: false,
        }
    }

    const NOTHING: Tried = Tried {
        add_target: false,
        install_packages: false,
    };

    fn system(has_wasm_std: bool) -> Toolchain {
        Toolchain {
            bin: Some("/usr/bin".into()),
            has_wasm_std,
            has_source: true,
            ..toolchain(96)
        }
    }

    #[test]
    fn prefers_a_default_toolchain_with_the_target() {
        let default = Toolchain {
            has_wasm_std: true,
            has_source: true,
            ..toolchain(97)
        };
        let facts = Facts {
            has_rustup: true,
            system: Some(system(true)),
            ..facts(Some(default.clone()))
        };
        let expected = WasmToolchain {
            toolchain: default,
            builds_std: false,
        };
        assert_eq!(choose(&facts, NOTHING), Choice::Use(expected));
    }

    #[test]
    fn asks_rustup_before_building_the_standard_library() {
        let default = Toolchain {
            has_source: true,
            ..toolchain(96)
        };
        let facts = Facts {
            has_rustup: true,
            ..facts(Some(default.clone()))
        };
        assert_eq!(choose(&facts, NOTHING), Choice::AddTarget);
        let afterwards = choose(
            &facts,
            Tried {
                add_target: true,
                ..NOTHING
            },
        );
        assert_eq!(
            afterwards,
            Choice::Use(WasmToolchain {
                toolchain: default,
                builds_std: true
            })
        );
    }

    #[test]
    fn an_old_default_toolchain_is_of_no_use_even_with_the_target() {
        let default = Toolchain {
            has_wasm_std: true,
            has_source: true,
            ..toolchain(95)
        };
        let facts = Facts {
            has_rustup: true,
            system: Some(system(false)),
            ..facts(Some(default))
        };
        let expected = WasmToolchain {
            toolchain: system(false),
            builds_std: true,
        };
        assert_eq!(choose(&facts, NOTHING), Choice::Use(expected));
    }

    #[test]
    fn a_toolchain_without_a_linker_cannot_build_the_standard_library() {
        let facts = Facts {
            system: Some(Toolchain {
                linker: None,
                ..system(false)
            }),
            ..facts(None)
        };
        assert_eq!(choose(&facts, NOTHING), Choice::GiveUp);
        assert!(advice(&facts).contains("linker"));
    }

    #[test]
    fn installs_packages_once_and_then_says_what_to_do() {
        let facts = Facts {
            can_install_packages: true,
            has_rustup: true,
            ..facts(Some(toolchain(95)))
        };
        assert_eq!(choose(&facts, NOTHING), Choice::InstallPackages);
        assert_eq!(
            choose(
                &facts,
                Tried {
                    install_packages: true,
                    ..NOTHING
                }
            ),
            Choice::GiveUp
        );
        let advice = advice(&facts);
        assert!(
            advice.contains("1.96.0")
                && advice.contains("1.95.0")
                && advice.contains("rustup update")
        );
    }

    #[test]
    fn gives_up_where_there_is_nothing() {
        assert_eq!(choose(&facts(None), NOTHING), Choice::GiveUp);
        assert!(advice(&facts(None)).contains("https://rustup.rs"));
    }
}
