//! The types of the workers' scripts, checked by TypeScript's compiler: among them the messages that they post.

use anyhow::Result;
use serde_json::json;

use crate::command;
use crate::files;
use crate::site::{self, Profile};
use crate::tools;
use crate::workspace::Workspace;

/// Checks the scripts beside the bindings of a site that was built.
pub fn check(workspace: &Workspace, profile: Profile) -> Result<()> {
    let mut folders = vec![workspace.root.join("static/runtime")];
    folders.extend(site::bindings(workspace, profile));
    // `tsconfig.json` cannot say this, for where the bindings are depends on the target folder.
    let config = json!({
        "extends": workspace.root.join("tsconfig.json"),
        "compilerOptions": { "rootDirs": folders },
    });
    let path = workspace.scratch().join("tsconfig.json");
    files::write(&path, config.to_string())?;
    command::run(tools::tsc(workspace).arg("--project").arg(path))
}
