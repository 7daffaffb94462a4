//! Building the site: the page, and beside it a folder with what the workers run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use html_escape::encode_double_quoted_attribute;
use serde_json::Value;

use crate::bindings::Bindings;
use crate::catalogue::LANGUAGES;
use crate::command;
use crate::embed;
use crate::files;
use crate::guide;
use crate::notices;
use crate::offline;
use crate::page::{self, Program};
use crate::plan;
use crate::policy;
use crate::python;
use crate::sizes;
use crate::steps::{Steps, note};
use crate::toolchain::WASM_TARGET;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The interpreter's module within the runtime's folder.
pub const PROCESS_WASM: &str = "process_bg.wasm";

/// The folder with the parts of the standard library that processes fetch, within the runtime's folder.
pub const LIBRARY: &str = "library";

/// The crate of the interpreter's module.
const PROCESS_PACKAGE: &str = "spawnpoint-worker";

/// The crate whose build script compiles the standard library.
const PYTHON_PACKAGE: &str = "spawnpoint-python";

/// The crate of the kernel's module.
const KERNEL_PACKAGE: &str = "spawnpoint-kernel-worker";

/// The crates that are modules of the site; first that of the page.
pub const MODULES: [&str; 3] = ["spawnpoint", KERNEL_PACKAGE, PROCESS_PACKAGE];

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
    pub fn name(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Dist => "dist",
        }
    }
}

/// The crates that become workers' modules, and what they become.
const WORKERS: [(&str, Bindings); 2] = [
    (
        PROCESS_PACKAGE,
        Bindings {
            name: "process",
            has_side_modules: true,
        },
    ),
    (
        KERNEL_PACKAGE,
        Bindings {
            name: "kernel",
            has_side_modules: false,
        },
    ),
];

/// What the page's program becomes.
const PAGE: Bindings = Bindings {
    name: MODULES[0],
    has_side_modules: false,
};

/// The folder with the bindings of a module, and their declarations.
fn bindings_of(workspace: &Workspace, profile: Profile, bindings: &Bindings) -> PathBuf {
    (workspace.scratch().join(profile.name())).join(bindings.name)
}

/// The folders with what the scripts of the workers import that the build of a site has made.
pub fn bindings(workspace: &Workspace, profile: Profile) -> [PathBuf; WORKERS.len()] {
    WORKERS.map(|(_, bindings)| bindings_of(workspace, profile, &bindings))
}

/// Builds the site into [`Workspace::output`].
pub fn build(workspace: &Workspace, profile: Profile, steps: &mut Steps) -> Result<()> {
    plan::tell(workspace, profile);
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
    let runtime = steps.run("Workers", || builder.build_runtime())?;
    steps.run("Page", || {
        let output = workspace.output(profile);
        let staging = files::sibling(&output, "next");
        builder.build_page(&staging)?;
        complete_page(workspace, &runtime, &staging)?;
        embed::build(workspace, &builder.tools, &runtime, &staging)?;
        guide::build(workspace, &staging)?;
        notices::build(workspace, &builder.tools, profile, &staging)?;
        offline::build(workspace, &builder.tools, &staging)?;
        files::replace(&staging, &output)?;
        note(format!("The site is in {}", workspace.shown(&output)));
        Ok(())
    })
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
            let editor = self.workspace.root.join("static").join(EDITOR);
            self.minify(&editor, &editor)?;
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
        let pieces = self.build_process()?;
        self.cargo(["--package", KERNEL_PACKAGE])?;
        let scratch = self.scratch();
        let runtime = scratch.join("runtime");
        files::make_empty(&runtime)?;
        for (package, bindings) in WORKERS {
            let made = bindings_of(self.workspace, self.profile, &bindings);
            bindings.make(&self.module(package), &made)?;
            // The declarations are for the check of the scripts.
            files::copy_some(&made, &runtime, |file| {
                !file.to_string_lossy().ends_with(".d.ts")
            })?;
        }
        let entries = self.workspace.root.join("static/runtime");
        files::copy_all(&entries, &runtime)?;
        let library = scratch.join(LIBRARY);
        compress_library(&pieces, &library)?;
        files::copy_all(&library, &runtime.join(LIBRARY))?;
        Ok(runtime)
    }

    /// Compiles the interpreter, and returns the folder with the parts of the standard library that are fetched.
    fn build_process(&self) -> Result<PathBuf> {
        let mut cargo = self.cargo_command("build", ["--package", PROCESS_PACKAGE])?;
        cargo.arg("--message-format=json-render-diagnostics");
        let messages = command::run_for_output(&mut cargo)?;
        let pieces = build_folder(&messages, PYTHON_PACKAGE)
            .map(|folder| folder.join("pieces"))
            .filter(|pieces| pieces.is_dir());
        pieces.with_context(|| format!("the build of {PYTHON_PACKAGE} made no pieces"))
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

    /// The folder for what this profile's site is made of.
    fn scratch(&self) -> PathBuf {
        self.workspace.scratch().join(self.profile.name())
    }

    /// The compiled module of a crate.
    fn module(&self, package: &str) -> PathBuf {
        let folder = self.workspace.target.join(WASM_TARGET);
        let name = package.replace('-', "_");
        folder
            .join(self.profile.name())
            .join(name)
            .with_extension("wasm")
    }

    fn build_page(&self, staging: &Path) -> Result<()> {
        self.cargo(["--package", PAGE.name, "--bin", PAGE.name])?;
        let made = self.scratch().join(PAGE.name);
        PAGE.make(&self.module(PAGE.name), &made)?;
        let mut program = Program {
            script: made.join(PAGE.name).with_extension("js"),
            module: made.join(format!("{}_bg.wasm", PAGE.name)),
        };
        if self.profile == Profile::Dist {
            let smaller = self.scratch().join("minified");
            files::make_empty(&smaller)?;
            let smaller = smaller.join(PAGE.name).with_extension("js");
            self.minify(&program.script, &smaller)?;
            program.script = smaller;
        }
        files::make_empty(staging)?;
        page::build(&self.workspace.root, &program, staging)
    }

    /// Makes a module of JavaScript smaller.
    fn minify(&self, module: &Path, smaller: &Path) -> Result<()> {
        let mut terser = self.tools.terser(module);
        command::run(terser.arg("--output").arg(smaller))
    }
}

/// Puts the pieces of the standard library and the side modules into a folder, compressed: hosts of static files leave
/// files of this kind as they are.
fn compress_library(pieces: &Path, folder: &Path) -> Result<()> {
    files::make_once(folder, &files::hash_folder(pieces)?, || {
        for file in files::list(pieces)? {
            let content =
                sizes::compressed(&files::read(&pieces.join(&file))?, Compression::best())?;
            files::write(&folder.join(file).with_extension("bin"), content)?;
        }
        Ok(())
    })
}

/// The folder of what a package's build script made, by what cargo says of a build.
fn build_folder(messages: &str, package: &str) -> Option<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["reason"] == "build-script-executed")
        .filter(|message| {
            let id = message["package_id"].as_str().unwrap_or_default();
            // `path+file:///…/crates/python#spawnpoint-python@0.1.0`
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
        values.push((
            placeholder,
            encode_double_quoted_attribute(tagline).into_owned(),
        ));
    }
    let page = site.join("index.html");
    let filled = fill_in(&files::read_text(&page)?, &values)?;
    files::write(&page, policy::allow_scripts(&filled)?)
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
