//! `cargo xtask bench`: how fast it is, beside CPython and Pyodide on the same machine in the same run.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::browser;
use crate::command::{self, program};
use crate::site::{self, Profile};
use crate::sizes;
use crate::steps::Steps;
use crate::tools;
use crate::workspace::Workspace;

/// What can be measured by itself, each by a module in `benches/parts/`.
pub const PARTS: [&str; 10] = [
    "start",
    "exchange",
    "computing",
    "speed-up",
    "loading",
    "memory",
    "processes",
    "messages",
    "events",
    "frames",
];

/// What to measure, and how.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// All, if there are none.
    pub parts: Vec<&'static str>,
    /// A site that is there already, instead of the published one.
    pub site: Option<PathBuf>,
    /// How often each figure is taken.
    pub rounds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            parts: Vec::new(),
            site: None,
            rounds: 5,
        }
    }
}

/// Measures parts one after the other; each writes its figures where the guide finds them.
pub fn run(workspace: &Workspace, options: &Options, steps: &mut Steps) -> Result<()> {
    let browser = steps.run("Browser", browser::find)?;
    let python = ["python3", "python"]
        .into_iter()
        .find_map(command::find)
        .context("there is no python3 on PATH to compare with")?;
    let site = if let Some(site) = &options.site {
        std::path::absolute(site)?
    } else {
        site::build(workspace, Profile::Dist, steps)?;
        workspace.output(Profile::Dist)
    };
    let benches = workspace.root.join("benches");
    steps.run("Packages", || {
        tools::install_npm_packages(&workspace.root)?;
        tools::install_npm_packages(&benches)
    })?;
    let first_load = sizes::first_load(&site)?.to_string();
    let parts = if options.parts.is_empty() {
        &PARTS
    } else {
        &options.parts[..]
    };
    for part in parts {
        steps.run(&format!("Benchmarks: {part}"), || {
            let mut node = program("node");
            node.arg(benches.join("run.mjs"))
                .arg(part)
                .env("SPAWNPOINT_SITE", &site)
                .env("SPAWNPOINT_CHROMIUM", &browser)
                .env("SPAWNPOINT_PYTHON", &python)
                .env("SPAWNPOINT_FIRST_LOAD", &first_load)
                .env("SPAWNPOINT_ROUNDS", options.rounds.to_string())
                .env_remove("SPAWNPOINT_BROWSER");
            command::run(node.current_dir(&workspace.root))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::files;

    #[test]
    fn each_part_has_its_module() {
        let folder = Workspace::find().unwrap().root.join("benches/parts");
        let modules: BTreeSet<_> = files::list(&folder).unwrap().into_iter().collect();
        let parts = PARTS.map(|part| PathBuf::from(part).with_extension("mjs"));
        assert_eq!(modules, BTreeSet::from(parts));
    }
}
