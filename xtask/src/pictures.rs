//! `cargo xtask pictures`: takes the guide's pictures of the built site.

use anyhow::{Result, bail};

use crate::browser;
use crate::command::{self, program};
use crate::site::Profile;
use crate::workspace::Workspace;

/// Has a browser run the examples and writes what it shows into `docs/guide/pictures/`.
pub fn run(workspace: &Workspace) -> Result<()> {
    let site = workspace.output(Profile::Release);
    if !site.join("index.html").is_file() {
        bail!("there is no site to take pictures of: run `cargo xtask build` first");
    }
    let mut node = program("node");
    node.arg("guide/pictures.mjs")
        .env("SPAWNPOINT_SITE", site)
        .env("SPAWNPOINT_CHROMIUM", browser::find()?);
    command::run(node.current_dir(&workspace.root))
}
