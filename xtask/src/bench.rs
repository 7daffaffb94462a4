//! `cargo xtask bench`: how fast it is, beside CPython on the same machine in the same run.

use anyhow::{Context, Result};

use crate::browser;
use crate::command::{self, program};
use crate::site::{self, Profile};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Builds the published site, and runs `benches/` in it and with CPython in turn; then the timeline of a
/// large run.
pub fn run(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    let browser = steps.run("Browser", browser::find)?;
    let python = ["python3", "python"]
        .into_iter()
        .find_map(command::find)
        .context("there is no python3 on PATH to compare with")?;
    site::build(workspace, Profile::Dist, steps)?;
    steps.run("Benchmarks", || {
        for script in ["benches/run.mjs", "benches/frames.mjs"] {
            let mut node = program("node");
            node.arg(script)
                .env("SPAWNPOINT_SITE", workspace.output(Profile::Dist))
                .env("SPAWNPOINT_CHROMIUM", &browser)
                .env("SPAWNPOINT_PYTHON", &python);
            command::run(node.current_dir(&workspace.root))?;
        }
        Ok(())
    })
}
