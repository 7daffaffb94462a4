//! The list of files that a browser keeps, so that a page that was visited works without a network.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::command;
use crate::files;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The file of the service worker, whose place is the part of the site that it serves.
const WORKER: &str = "service-worker.js";

/// Adds to a finished site the service worker that keeps it.
pub fn build(workspace: &Workspace, tools: &Tools, site: &Path) -> Result<()> {
    let mut kept = BTreeMap::new();
    for file in files::list(site)? {
        let path = file.to_string_lossy().replace('\\', "/");
        if is_kept(&path) {
            kept.insert(path, files::hash_bytes(&files::read(&site.join(file))?));
        }
    }
    let list = json!(kept).to_string();
    let mut esbuild = tools.esbuild(&format!("static/{WORKER}"));
    esbuild
        .arg("--format=iife")
        .arg(format!("--define:FILES={list}"))
        .arg(format!(
            "--define:VERSION={}",
            json!(files::hash_bytes(list.as_bytes()))
        ))
        .arg(format!("--outfile={}", site.join(WORKER).display()));
    command::run(esbuild.current_dir(&workspace.root))
}

/// Whether a page may need the file. Other pages load `spawnpoint.js`, and the guide has its pictures from
/// the network: they are as large as all the rest.
fn is_kept(path: &str) -> bool {
    let is_picture = path.starts_with("guide/")
        && [".png", ".webp", ".svg"]
            .iter()
            .any(|kind| path.ends_with(kind));
    !is_picture && path != WORKER && path != "spawnpoint.d.ts"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_pages_need() {
        assert!(is_kept("index.html"));
        assert!(is_kept("runtime-0/process_bg.wasm"));
        assert!(is_kept("guide/en/index.html"));
        assert!(is_kept("icon.svg"));
        assert!(!is_kept("guide/pictures/timeline.en.light.webp"));
        assert!(!is_kept("service-worker.js"));
    }
}
