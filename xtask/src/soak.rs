//! `cargo xtask soak`: whether a page stays as it is through very many runs.

use anyhow::Result;

use crate::browser;
use crate::command::{self, program};
use crate::site::{self, Profile};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// How long to go on.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// How many runs end by themselves.
    pub runs: u32,
    /// How many runs are stopped.
    pub stops: u32,
    /// What the programs and the times are drawn from; none for one that is new each time.
    pub seed: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runs: 1_000,
            stops: 500,
            seed: None,
        }
    }
}

/// Builds the site and has a browser run programs in it.
pub fn run(workspace: &Workspace, options: &Options, steps: &mut Steps) -> Result<()> {
    let chromium = steps.run("Browser", browser::find)?;
    site::build(workspace, Profile::Release, steps)?;
    steps.run("Soak", || {
        let mut node = program("node");
        node.arg("tests/soak/run.mjs")
            .arg(format!("--runs={}", options.runs))
            .arg(format!("--stops={}", options.stops));
        if let Some(seed) = options.seed {
            node.arg(format!("--seed={seed}"));
        }
        node.env("SPAWNPOINT_SITE", workspace.output(Profile::Release))
            .env("SPAWNPOINT_CHROMIUM", &chromium)
            .env_remove("SPAWNPOINT_BROWSER")
            .current_dir(&workspace.root);
        command::run(&mut node)
    })
}
