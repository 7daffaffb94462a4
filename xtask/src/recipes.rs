//! The recipes in `examples/embed/`: pages with a program, each built by the tool that its readers use.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, anyhow};

use crate::command::{self, program};
use crate::files;
use crate::steps::note;
use crate::tools::Package;
use crate::workspace::Workspace;

const MDBOOK: &str = "0.4.52";
const MKDOCS_MATERIAL: &str = "9.8.2";
const SPHINX: &str = "9.0.4";

/// A recipe, and how it becomes pages.
struct Recipe {
    name: &'static str,
    /// The releases of its tools, on which the pages depend.
    tools: &'static [&'static str],
    /// Makes sure that the tools are there; failing, the recipe is left out.
    install: fn(&Places) -> Result<()>,
    /// Builds the pages.
    build: fn(&Places) -> Result<()>,
}

const RECIPES: [Recipe; 5] = [
    Recipe {
        name: "html",
        tools: &[],
        install: |_| Ok(()),
        build: |places| files::copy_all(&places.work, &places.pages),
    },
    Recipe {
        name: "mdbook",
        tools: &[MDBOOK],
        install: install_mdbook,
        build: build_mdbook,
    },
    Recipe {
        name: "mkdocs",
        tools: &[MKDOCS_MATERIAL],
        install: install_python,
        build: build_mkdocs,
    },
    Recipe {
        name: "sphinx",
        tools: &[SPHINX],
        install: install_python,
        build: build_sphinx,
    },
    Recipe {
        name: "docusaurus",
        // It names its tools itself.
        tools: &[],
        install: install_docusaurus,
        build: build_docusaurus,
    },
];

/// Where a recipe is built.
struct Places {
    /// The folder with tools that are installed for recipes.
    tools: PathBuf,
    /// A copy of the recipe, in which tools may leave what they like.
    work: PathBuf,
    /// Where the pages go.
    pages: PathBuf,
}

/// Builds the recipes whose tools can be had; the result is a folder with a folder of pages for each. What
/// was built before of the same recipe stays.
pub fn build(workspace: &Workspace) -> Result<PathBuf> {
    let built = workspace.target.join("recipes");
    for recipe in RECIPES {
        let source = workspace.root.join("examples/embed").join(recipe.name);
        let places = Places {
            tools: workspace.target.join("tools/recipes"),
            work: workspace.scratch().join("recipes").join(recipe.name),
            pages: built.join(recipe.name),
        };
        let wanted = format!(
            "{} {}",
            files::hash_folder(&source)?,
            recipe.tools.join(" ")
        );
        let stamp = places.work.with_extension("stamp");
        if places.pages.is_dir() && files::read_text(&stamp).is_ok_and(|made| made == wanted) {
            continue;
        }
        files::make_empty(&places.work)?;
        files::copy_all(&source, &places.work)?;
        files::remove(&places.pages)?;
        if let Err(error) = (recipe.install)(&places) {
            note(format!(
                "The recipe for {} is left out, since its tool cannot be installed: {error:#}",
                recipe.name
            ));
            continue;
        }
        note(format!("Building the recipe for {}", recipe.name));
        (recipe.build)(&places)
            .with_context(|| format!("the recipe for {} does not build", recipe.name))?;
        files::write(&stamp, wanted)?;
    }
    Ok(built)
}

fn install_mdbook(places: &Places) -> Result<()> {
    let mdbook = Package {
        name: "mdbook",
        program: "mdbook",
        options: &["--no-default-features"],
    };
    mdbook.require(&places.tools, MDBOOK)
}

fn build_mdbook(places: &Places) -> Result<()> {
    let mut mdbook = program(places.tools.join("bin/mdbook"));
    mdbook.arg("build").arg(&places.work).arg("--dest-dir");
    command::run(mdbook.arg(&places.pages))
}

/// A command of the Python environment for documentation.
fn python(places: &Places, name: &str) -> Command {
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    program(places.tools.join("python").join(folder).join(name))
}

fn install_python(places: &Places) -> Result<()> {
    let wanted = [
        format!("mkdocs-material=={MKDOCS_MATERIAL}"),
        format!("sphinx=={SPHINX}"),
    ];
    let stamp = places.tools.join("python.stamp");
    if files::read_text(&stamp).is_ok_and(|installed| installed == wanted.join(" ")) {
        return Ok(());
    }
    note("Installing MkDocs and Sphinx into an environment of their own");
    let environment = places.tools.join("python");
    let python3 = command::find("python3")
        .or_else(|| command::find("python"))
        .ok_or_else(|| anyhow!("there is no Python on PATH"))?;
    command::required_output(program(python3).args(["-m", "venv"]).arg(environment))?;
    let mut pip = python(places, "python");
    pip.args(["-m", "pip", "install", "--quiet"]).args(&wanted);
    command::run(&mut pip)?;
    files::write(&stamp, wanted.join(" "))
}

fn build_mkdocs(places: &Places) -> Result<()> {
    let mut mkdocs = python(places, "mkdocs");
    mkdocs.args(["build", "--quiet", "--strict", "--config-file"]);
    mkdocs.arg(places.work.join("mkdocs.yml")).arg("--site-dir");
    // A notice about a later release, which is not about this one.
    mkdocs.env("NO_MKDOCS_2_WARNING", "1");
    command::run(mkdocs.arg(&places.pages))
}

fn build_sphinx(places: &Places) -> Result<()> {
    let mut sphinx = python(places, "sphinx-build");
    sphinx.args(["-q", "--fail-on-warning"]).arg(&places.work);
    command::run(sphinx.arg(&places.pages))
}

fn npm(work: &Path) -> Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(work);
    npm
}

fn install_docusaurus(places: &Places) -> Result<()> {
    note("Installing Docusaurus, which takes a minute or two once");
    let options = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
    command::run(
        npm(&places.work)
            .args(options)
            .args(["--loglevel", "error"]),
    )
}

fn build_docusaurus(places: &Places) -> Result<()> {
    let mut docusaurus = npm(&places.work);
    docusaurus.args(["exec", "--", "docusaurus", "build", "--out-dir"]);
    command::run(docusaurus.arg(&places.pages))
}
