//! `cargo xtask deny`: which licences, sources and known weaknesses the dependencies have, as `deny.toml`
//! wants it.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::command::{self, program};
use crate::steps::note;
use crate::tools::Package;
use crate::workspace::Workspace;

const CARGO_DENY: Package = Package {
    name: "cargo-deny",
    program: "cargo-deny",
    options: &[],
};

const VERSION: &str = "0.20.2";

/// Checks the dependencies. Known weaknesses are in a repository elsewhere; where that cannot be fetched,
/// this is said, and all else is checked.
pub fn run(workspace: &Workspace) -> Result<()> {
    let tools = workspace.target.join("tools");
    CARGO_DENY.require(&tools, VERSION)?;
    command::run(deny(workspace, &tools).args(["check", "licenses", "bans", "sources"]))?;
    if command::output(deny(workspace, &tools).args(["fetch", "db"])).is_none() {
        note("Known weaknesses are NOT checked: the advisory database cannot be fetched from here");
        return Ok(());
    }
    command::run(deny(workspace, &tools).args(["check", "--disable-fetch", "advisories"]))
}

fn deny(workspace: &Workspace, tools: &Path) -> Command {
    let mut deny = program(tools.join("bin").join(CARGO_DENY.program));
    // Not the page's dependencies alone.
    deny.args(["--workspace", "--locked", "--log-level", "error"])
        .current_dir(&workspace.root);
    deny
}
