//! Building the site: the page by trunk, and beside it a folder with what the workers run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use serde_json::Value;

use crate::catalogue::LANGUAGES;
use crate::command;
use crate::embed;
use crate::files;
use crate::guide;
use crate::offline;
use crate::policy;
use crate::prune;
use crate::python;
use crate::sizes;
use crate::steps::{Steps, note};
use crate::toolchain::WASM_TARGET;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The interpreter's module within the runtime's folder.
pub const PROCESS_WASM: &str = "process_bg.wasm";

/// The part of the standard library that processes fetch, within the runtime's folder and within
/// the folder of what the interpreter's build script makes.
pub const LIBRARY: &str = "library.bin";

/// The crate of the interpreter's module.
const PROCESS_PACKAGE: &str = "spawnpoint-process";

/// The crate whose build script compiles the standard library.
const INTERPRETER_PACKAGE: &str = "spawnpoint-interpreter";

/// The crate of the kernel's module.
const KERNEL_PACKAGE: &str = "spawnpoint-kernel-worker";

/// The crate of the engine's module, and the one whose build script compiles its standard library.
const ENGINE_PACKAGE: &str = "spawnpoint-worker";
const PYTHON_PACKAGE: &str = "spawnpoint-python";

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
    /// What wasm-bindgen is to be told besides what it is for all.
    options: &'static [&'static str],
}

const WORKERS: [Worker; 2] = [
    Worker {
        package: PROCESS_PACKAGE,
        name: "process",
        options: &[],
    },
    Worker {
        package: KERNEL_PACKAGE,
        name: "kernel",
        options: &[],
    },
];

/// Builds the site into [`Workspace::output`].
pub fn build(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<()> {
    let tools = steps.run("Tools", || Tools::prepare(workspace))?;
    steps.run(python::STEP, || python::prepare(workspace))?;
    // Two builds, of `serve` and of `test` say, would get into each other's half-made folders.
    let _lock = files::lock(
        &workspace.scratch(),
        "Another build of the site is under way; waiting for it",
    )?;
    let builder = Builder {
        workspace,
        profile,
        tools,
    };
    steps.run("Editor and styles (esbuild)", || builder.bundle())?;
    let runtime = steps.run("Workers (cargo, wasm-bindgen)", || builder.build_runtime())?;
    steps.run("Page (trunk)", || {
        let output = workspace.output(profile);
        let staging = files::sibling(&output, "next");
        builder.build_page(&staging)?;
        complete_page(workspace, &runtime, &staging)?;
        embed::build(workspace, &builder.tools, &runtime, &staging)?;
        guide::build(workspace, &staging)?;
        offline::build(workspace, &builder.tools, &staging)?;
        files::replace(&staging, &output)?;
        note(format!("The site is in {}", workspace.shown(&output)));
        Ok(())
    })
}

/// Builds the engine alone, as a folder of files for a page of its own: what `process.js` and its worker are, and the
/// pieces of the standard library.
pub fn build_engine(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<PathBuf> {
    let tools = steps.run("Tools", || Tools::prepare(workspace))?;
    steps.run(python::STEP, || python::prepare(workspace))?;
    let builder = Builder {
        workspace,
        profile,
        tools,
    };
    steps.run("Engine (cargo, wasm-bindgen)", || builder.build_engine())
}

struct Builder<'a> {
    workspace: &'a Workspace,
    profile: Profile,
    tools: Tools,
}

impl Builder<'_> {
    /// Makes one file of the editor's modules, and one of the styles.
    fn bundle(&self) -> Result<()> {
        const EDITOR: &str = "editor.bundle.js";
        self.esbuild("editor/editor.js", EDITOR, &["--format=esm"])?;
        if self.profile == Profile::Dist {
            self.minify(&self.workspace.root.join("static").join(EDITOR))?;
        }
        self.esbuild("static/style.css", "style.bundle.css", &[])
    }

    fn esbuild(&self, entry: &str, bundle: &str, options: &[&str]) -> Result<()> {
        let mut esbuild = self.tools.esbuild(entry);
        esbuild.arg(format!("--outfile=static/{bundle}"));
        command::run(esbuild.args(options).current_dir(&self.workspace.root))
    }

    /// Compiles the workers; the result is a folder with all their files.
    fn build_runtime(&self) -> Result<PathBuf> {
        let library = self.build_process()?;
        self.cargo(["--package", KERNEL_PACKAGE])?;
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
        files::write(&runtime.join(LIBRARY), files::read(&library)?)?;
        Ok(runtime)
    }

    /// Compiles the interpreter, has the linker tell what is where in it, and returns the file with
    /// the part of the standard library that is fetched.
    fn build_process(&self) -> Result<PathBuf> {
        let map = self.map();
        if let Some(folder) = map.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        let option = format!("link-arg=--Map={}", map.display());
        let mut cargo = self.cargo_command("rustc", ["--package", PROCESS_PACKAGE, "--lib"])?;
        cargo.arg("--message-format=json-render-diagnostics");
        let messages = command::run_for_output(cargo.args(["--", "-C", &option]))?;
        let library = build_folder(&messages, INTERPRETER_PACKAGE)
            .map(|folder| folder.join(LIBRARY))
            .filter(|library| library.is_file());
        library.with_context(|| format!("the build of {INTERPRETER_PACKAGE} made no {LIBRARY}"))
    }

    fn build_engine(&self) -> Result<PathBuf> {
        let mut cargo = self.cargo_command("build", ["--package", ENGINE_PACKAGE])?;
        cargo.arg("--message-format=json-render-diagnostics");
        let messages = command::run_for_output(&mut cargo)?;
        let pieces = build_folder(&messages, PYTHON_PACKAGE)
            .map(|folder| folder.join("pieces"))
            .filter(|pieces| pieces.is_dir());
        let pieces =
            pieces.with_context(|| format!("the build of {PYTHON_PACKAGE} made no pieces"))?;
        let scratch = self.workspace.scratch().join(self.profile.name());
        let bindings = scratch.join("engine-bindings");
        let worker = Worker {
            package: ENGINE_PACKAGE,
            name: "process",
            // Side modules share its table of functions.
            options: &["--keep-lld-exports"],
        };
        self.bind(&worker, &bindings)?;
        let engine = scratch.join("engine");
        files::make_empty(&engine)?;
        files::copy_all(&bindings, &engine)?;
        files::copy_all(&self.workspace.root.join("static/engine"), &engine)?;
        compress_library(&pieces, &engine.join("library"))?;
        note(format!(
            "The engine is in {}",
            self.workspace.shown(&engine)
        ));
        Ok(engine)
    }

    /// The linker's map of the interpreter.
    fn map(&self) -> PathBuf {
        let scratch = self.workspace.scratch();
        scratch.join(self.profile.name()).join("process.map")
    }

    fn cargo<'a>(&self, selection: impl IntoIterator<Item = &'a str>) -> Result<()> {
        command::run(&mut self.cargo_command("build", selection)?)
    }

    fn cargo_command<'a>(
        &self,
        subcommand: &str,
        selection: impl IntoIterator<Item = &'a str>,
    ) -> Result<Command> {
        let mut cargo = self.tools.command("cargo")?;
        cargo.args([
            subcommand,
            "--locked",
            "--target",
            WASM_TARGET,
            "--profile",
            self.profile.name(),
        ]);
        cargo.args(selection).current_dir(&self.workspace.root);
        Ok(cargo)
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
            "{} {} {}",
            files::hash_bytes(&files::read(&module)?),
            self.tools.wasm_bindgen_version,
            worker.options.join(" ")
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
        bindgen.args(worker.options);
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
        self.cargo(["--package", "spawnpoint", "--bin", "spawnpoint"])?;
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
        )?;
        if self.profile == Profile::Dist {
            self.minify(&page_script(staging)?)?;
        }
        Ok(())
    }

    /// Makes a module of JavaScript smaller, in place.
    fn minify(&self, module: &Path) -> Result<()> {
        let mut terser = self.tools.terser(module);
        command::run(terser.arg("--output").arg(module))
    }
}

/// Puts the pieces of the standard library and the side modules into a folder, compressed: hosts of static files leave
/// files of this kind as they are.
fn compress_library(pieces: &Path, folder: &Path) -> Result<()> {
    files::make_empty(folder)?;
    for file in files::list(pieces)? {
        let content = sizes::compressed(&files::read(&pieces.join(&file))?, Compression::best())?;
        files::write(&folder.join(file).with_extension("bin"), content)?;
    }
    Ok(())
}

/// The bindings of the page's program, which trunk names after their content.
fn page_script(site: &Path) -> Result<PathBuf> {
    let name = files::list(site)?.into_iter().find(|file| {
        let name = file.to_string_lossy();
        name.starts_with("spawnpoint-") && name.ends_with(".js")
    });
    Ok(site.join(name.context("trunk made no bindings of the page's program")?))
}

/// The folder of what a package's build script made, by what cargo says of a build.
fn build_folder(messages: &str, package: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "build-script-executed")
        .filter(|message| {
            let id = message["package_id"].as_str().unwrap_or_default();
            // `path+file:///…/crates/interpreter#spawnpoint-interpreter@0.1.0`
            id.split(['#', '@']).any(|part| part == package)
        })
        .find_map(|message| message["out_dir"].as_str().map(PathBuf::from))
}

/// Puts the runtime beside the page, named by its content, and tells the page of it and of what to say before
/// its program is there.
fn complete_page(workspace: &Workspace, runtime: &Path, site: &Path) -> Result<()> {
    let name = format!("{RUNTIME_PREFIX}{}", files::hash_folder(runtime)?);
    files::copy_all(runtime, &site.join(&name))?;
    let process = runtime.join(PROCESS_WASM);
    let bytes = fs::metadata(&process)
        .with_context(|| format!("there is no {}", process.display()))?
        .len();
    let mut values = vec![
        ("%RUNTIME%".to_owned(), name),
        ("%PROCESS_BYTES%".to_owned(), bytes.to_string()),
    ];
    for language in LANGUAGES {
        let messages = embed::messages(workspace, language)?;
        let tagline = messages.get(embed::TAGLINE);
        let tagline = tagline.with_context(|| format!("{language} has no tagline"))?;
        let placeholder = format!("%TAGLINE_{}%", language.to_uppercase());
        values.push((placeholder, guide::escaped(tagline)));
    }
    let page = site.join("index.html");
    let filled = fill_in(&files::read_text(&page)?, &values)?;
    files::write(&page, policy::allow_scripts(&compact(&filled))?)
}

/// The page without what only its authors read, and without what trunk's script offers to scripts that are not
/// there.
fn compact(page: &str) -> String {
    const LEFT_OUT: [&str; 3] = [
        "<!-- ",
        "window.wasmBindings = ",
        "dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\"",
    ];
    let lines = page.lines().map(str::trim).filter(|line| {
        let is_left_out = LEFT_OUT.iter().any(|begin| line.starts_with(begin));
        !line.is_empty() && !is_left_out
    });
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

/// Replaces the placeholders of the page.
fn fill_in(page: &str, values: &[(String, String)]) -> Result<String> {
    let mut page = page.to_owned();
    for (placeholder, value) in values {
        if !page.contains(placeholder) {
            bail!("index.html lacks the placeholder {placeholder}, without which it is not whole");
        }
        page = page.replace(placeholder, value);
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values() -> [(String, String); 2] {
        [("%RUNTIME%", "runtime-1"), ("%PROCESS_BYTES%", "42")]
            .map(|(placeholder, value)| (placeholder.to_owned(), value.to_owned()))
    }

    #[test]
    fn fills_in_every_placeholder() {
        let page = r#"<meta content="%RUNTIME%" data-bytes="%PROCESS_BYTES%"><link href="%RUNTIME%/kernel.js">"#;
        let expected =
            r#"<meta content="runtime-1" data-bytes="42"><link href="runtime-1/kernel.js">"#;
        assert_eq!(fill_in(page, &values()).unwrap(), expected);
    }

    #[test]
    fn the_page_has_nothing_that_is_for_its_authors() {
        let page = "<body>\n  <!-- Why. -->\n\n  <script>\n    window.wasmBindings = bindings;\n    f();\n\
                    dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\", {}));\n  </script>";
        assert_eq!(compact(page), "<body>\n<script>\nf();\n</script>\n");
    }

    #[test]
    fn finds_what_a_build_script_made() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","package_id":"path+file:///a#b@1"}"#,
            "\nnot JSON\n",
            r#"{"reason":"build-script-executed","package_id":"path+file:///a#b@1","out_dir":"/x"}"#,
            "\n",
            r#"{"reason":"build-script-executed","package_id":"path+file:///a#c@1","out_dir":"/y"}"#,
        );
        assert_eq!(build_folder(messages, "c"), Some(PathBuf::from("/y")));
        assert_eq!(build_folder(messages, "d"), None);
    }

    #[test]
    fn a_page_without_placeholders_is_refused() {
        assert!(fill_in("<html></html>", &values()).is_err());
        assert!(fill_in("%RUNTIME%", &values()).is_err());
    }
}
