//! Building the site: the page by trunk, and beside it a folder with what the workers run.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command;
use crate::files;
use crate::prune;
use crate::steps::{Steps, note};
use crate::toolchain::WASM_TARGET;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The interpreter's module within the runtime's folder.
pub const PROCESS_WASM: &str = "process_bg.wasm";

/// The crate of the interpreter's module.
const PROCESS_PACKAGE: &str = "spawnpoint-process";

/// How the name of the runtime's folder begins; a hash of its content follows.
pub const RUNTIME_PREFIX: &str = "runtime-";

/// The cargo profile to build with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Fast enough, and built in reasonable time.
    Release,
    /// As small and as fast as can be, for publishing.
    Dist,
}

impl Profile {
    /// Cargo's name for the profile, and for its folder in the target folder.
    fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dist => "dist",
        }
    }
}

/// A crate that becomes a worker's module.
struct Worker {
    package: &'static str,
    /// The name of its files in the runtime's folder.
    name: &'static str,
}

const WORKERS: [Worker; 2] = [
    Worker {
        package: PROCESS_PACKAGE,
        name: "process",
    },
    Worker {
        package: "spawnpoint-kernel-worker",
        name: "kernel",
    },
];

/// Builds the site into [`Workspace::output`].
pub fn build(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<()> {
    let tools = steps.run("Tools", || Tools::prepare(workspace))?;
    let _lock = lock(workspace)?;
    let builder = Builder {
        workspace,
        profile,
        tools,
    };
    steps.run("Editor (esbuild)", || builder.bundle_editor())?;
    let runtime = steps.run("Workers (cargo, wasm-bindgen)", || builder.build_runtime())?;
    steps.run("Page (trunk)", || {
        let output = workspace.output(profile);
        let staging = files::sibling(&output, "next");
        builder.build_page(&staging)?;
        add_runtime(&runtime, &staging)?;
        files::replace(&staging, &output)?;
        note(format!("The site is in {}", workspace.shown(&output)));
        Ok(())
    })
}

/// Keeps two builds, of `serve` and of `test` say, out of each other's half-made folders.
fn lock(workspace: &Workspace) -> Result<File> {
    let folder = workspace.scratch();
    fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let path = folder.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        note("Another build of the site is under way; waiting for it");
        file.lock()
            .with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

struct Builder<'a> {
    workspace: &'a Workspace,
    profile: Profile,
    tools: Tools,
}

impl Builder<'_> {
    fn bundle_editor(&self) -> Result<()> {
        let mut esbuild = self.tools.npm_command("esbuild");
        esbuild.args(["editor/editor.js", "--outfile=static/editor.bundle.js"]);
        esbuild.args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ]);
        command::run(esbuild.current_dir(&self.workspace.root))
    }

    /// Compiles the workers; the result is a folder with all their files.
    fn build_runtime(&self) -> Result<PathBuf> {
        if self.profile == Profile::Dist {
            self.build_process()?;
        }
        let packages = WORKERS
            .iter()
            .filter(|worker| self.profile != Profile::Dist || worker.package != PROCESS_PACKAGE)
            .flat_map(|worker| ["--package", worker.package]);
        self.cargo("build", packages, [])?;
        let scratch = self.workspace.scratch().join(self.profile.name());
        let runtime = scratch.join("runtime");
        files::make_empty(&runtime)?;
        for worker in WORKERS {
            let bindings = scratch.join(worker.name);
            self.bind(&worker, &bindings)?;
            files::copy_all(&bindings, &runtime)?;
        }
        let entries = self.workspace.root.join("static/runtime");
        files::copy_all(&entries, &runtime)?;
        Ok(runtime)
    }

    /// Compiles the interpreter and has the linker tell what is where in it.
    fn build_process(&self) -> Result<()> {
        let map = self.map();
        if let Some(folder) = map.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let option = format!("link-arg=--Map={}", map.display());
        self.cargo(
            "rustc",
            ["--package", PROCESS_PACKAGE, "--lib"],
            ["--", "-C", &option],
        )
    }

    /// The linker's map of the interpreter.
    fn map(&self) -> PathBuf {
        let scratch = self.workspace.scratch();
        scratch.join(self.profile.name()).join("process.map")
    }

    fn cargo<'a>(
        &self,
        subcommand: &str,
        selection: impl IntoIterator<Item = &'a str>,
        last: impl IntoIterator<Item = &'a str>,
    ) -> Result<()> {
        let mut cargo = self.tools.command("cargo")?;
        cargo.args([
            subcommand,
            "--locked",
            "--target",
            WASM_TARGET,
            "--profile",
            self.profile.name(),
        ]);
        cargo.args(selection).args(last);
        command::run(cargo.current_dir(&self.workspace.root))
    }

    /// Makes a compiled worker loadable by JavaScript, unless this very module has been before.
    fn bind(&self, worker: &Worker, output: &Path) -> Result<()> {
        let folder = self
            .workspace
            .target
            .join(WASM_TARGET)
            .join(self.profile.name());
        let module = folder
            .join(worker.package.replace('-', "_"))
            .with_extension("wasm");
        let stamp = output.with_extension("stamp");
        let prunes = self.profile == Profile::Dist && worker.package == PROCESS_PACKAGE;
        let module = if prunes {
            self.prune(files::read(&module)?, output)?
        } else {
            module
        };
        let wanted = format!(
            "{} {}",
            files::hash_bytes(&files::read(&module)?),
            self.tools.wasm_bindgen_version
        );
        if output.is_dir() && fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
            return Ok(());
        }
        files::make_empty(output)?;
        let mut bindgen = self.tools.command("wasm-bindgen")?;
        bindgen.args([
            "--target",
            "web",
            "--no-typescript",
            "--remove-name-section",
            "--remove-producers-section",
        ]);
        command::run(
            bindgen
                .args(["--out-name", worker.name])
                .arg("--out-dir")
                .arg(output)
                .arg(&module),
        )?;
        files::write(&stamp, wanted)
    }

    /// Takes out of the linked interpreter what no program uses; the result is a file beside `output`.
    fn prune(&self, mut linked: Vec<u8>, output: &Path) -> Result<PathBuf> {
        let map = self.map();
        let text = files::read_text(&map).with_context(|| {
            format!(
                "the linker's map is gone; `cargo clean --package {PROCESS_PACKAGE} --target \
                 {WASM_TARGET} --profile {}` has it made again",
                self.profile.name()
            )
        })?;
        let pruned = prune::prune(&mut linked, &text)?;
        note(format!(
            "{pruned} bytes of modules that are not offered are taken out"
        ));
        let module = output.with_extension("wasm");
        files::write(&module, linked)?;
        Ok(module)
    }

    fn build_page(&self, staging: &Path) -> Result<()> {
        // Before trunk would do it: trunk is kept from the network, which cargo may need.
        self.cargo(
            "build",
            ["--package", "spawnpoint", "--bin", "spawnpoint"],
            [],
        )?;
        files::make_empty(staging)?;
        let mut trunk = self.tools.command("trunk")?;
        // Without `--release`, which to trunk means no more than wasm-opt: a 100 MB package from npm
        // that takes some 10 KB off the page.
        trunk.args([
            "build",
            "--skip-version-check",
            "--log=warn",
            "--cargo-profile",
            self.profile.name(),
        ]);
        // Trunk takes any value but `true` and `false` for a mistake.
        trunk.env_remove("NO_COLOR");
        command::run(
            trunk
                .arg("--dist")
                .arg(staging)
                .current_dir(&self.workspace.root),
        )
    }
}

/// Puts the runtime beside the page, named by its content, and tells the page.
fn add_runtime(runtime: &Path, site: &Path) -> Result<()> {
    let name = format!("{RUNTIME_PREFIX}{}", files::hash_folder(runtime)?);
    files::copy_all(runtime, &site.join(&name))?;
    let process = runtime.join(PROCESS_WASM);
    let bytes = fs::metadata(&process)
        .with_context(|| format!("there is no {}", process.display()))?
        .len();
    let page = site.join("index.html");
    files::write(&page, fill_in(&files::read_text(&page)?, &name, bytes)?)
}

/// Replaces the placeholders of the page.
fn fill_in(page: &str, runtime: &str, process_bytes: u64) -> Result<String> {
    const RUNTIME: &str = "%RUNTIME%";
    const PROCESS_BYTES: &str = "%PROCESS_BYTES%";
    for placeholder in [RUNTIME, PROCESS_BYTES] {
        if !page.contains(placeholder) {
            bail!(
                "index.html lacks the placeholder {placeholder}, by which the page finds the workers"
            );
        }
    }
    Ok(page
        .replace(RUNTIME, runtime)
        .replace(PROCESS_BYTES, &process_bytes.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_in_every_placeholder() {
        let page = r#"<meta content="%RUNTIME%" data-bytes="%PROCESS_BYTES%"><link href="%RUNTIME%/kernel.js">"#;
        let expected =
            r#"<meta content="runtime-1" data-bytes="42"><link href="runtime-1/kernel.js">"#;
        assert_eq!(fill_in(page, "runtime-1", 42).unwrap(), expected);
    }

    #[test]
    fn a_page_without_placeholders_is_refused() {
        assert!(fill_in("<html></html>", "runtime-1", 42).is_err());
        assert!(fill_in("%RUNTIME%", "runtime-1", 42).is_err());
    }
}
