//! The list of files that a browser keeps, so that a page that was visited works without a network.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::command;
use crate::files;
use crate::site::{LIBRARY, RUNTIME_PREFIX};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The file of the service worker, whose place is the part of the site that it serves.
const WORKER: &str = "service-worker.js";

/// Adds to a finished site the service worker that keeps it.
pub fn build(workspace: &Workspace, tools: &Tools, site: &Path) -> Result<()> {
    let (mut kept, mut library) = (BTreeMap::new(), BTreeMap::new());
    for file in files::list(site)? {
        let path = file.to_string_lossy().replace('\\', "/");
        if is_kept(&path) {
            let list = if is_of_library(&path) {
                &mut library
            } else {
                &mut kept
            };
            list.insert(path, files::hash_bytes(&files::read(&site.join(file))?));
        }
    }
    let (list, library) = (json!(kept).to_string(), json!(library).to_string());
    let mut esbuild = tools.esbuild(&format!("static/{WORKER}"));
    esbuild
        .arg("--format=iife")
        .arg(format!("--define:FILES={list}"))
        .arg(format!("--define:LIBRARY={library}"))
        .arg(format!(
            "--define:VERSION={}",
            json!(files::hash_bytes(format!("{list}{library}").as_bytes()))
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

/// Whether a file is a part of the standard library, which is kept from its first use.
fn is_of_library(path: &str) -> bool {
    let mut folders = path.split('/');
    let is_of_runtime = folders
        .next()
        .is_some_and(|first| first.starts_with(RUNTIME_PREFIX));
    is_of_runtime && folders.next() == Some(LIBRARY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_pages_need() {
        assert!(is_kept("index.html"));
        assert!(is_kept("runtime-0/process_bg.wasm"));
        assert!(is_kept("guide/en/index.html"));
        // Pages lead there, and a copy of the site is to have it.
        assert!(is_kept(crate::notices::PAGE));
        assert!(is_kept("icon.svg"));
        assert!(is_of_library("runtime-0/library/wave.bin"));
        assert!(!is_of_library("runtime-0/process_bg.wasm"));
        assert!(!is_kept("guide/pictures/timeline.en.light.webp"));
        assert!(!is_kept("service-worker.js"));
    }
}
