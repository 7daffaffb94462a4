//! The licences of the npm packages that are in scripts of the site.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{Notice, licences};
use crate::command;
use crate::files;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The scripts of the site that esbuild makes of several files.
const BUNDLES: [&str; 3] = [
    "editor/editor.js",
    "embed/spawnpoint.js",
    "static/service-worker.js",
];

/// The folder with the packages.
const FOLDER: &str = "node_modules/";

/// The notices of all packages in the scripts. A package without a text is an error.
pub fn gather(workspace: &Workspace, tools: &Tools) -> Result<Vec<Notice>> {
    let scratch = workspace.scratch().join("notices");
    files::make_empty(&scratch)?;
    let report = scratch.join("report.json");
    let mut esbuild = tools.esbuild(BUNDLES[0]);
    esbuild
        .args(&BUNDLES[1..])
        .args(["--format=esm", "--loader:.css=text"])
        .arg(format!("--metafile={}", report.display()))
        .arg(format!("--outdir={}", scratch.display()));
    command::run(esbuild.current_dir(&workspace.root))?;
    let report = json(&files::read_text(&report)?).context("esbuild wrote no report")?;
    packages(&report)
        .into_iter()
        .map(|package| notice(workspace, &package))
        .collect()
}

fn json(text: &str) -> Result<Value> {
    Ok(serde_json::from_str(text)?)
}

/// The folders of the packages from which esbuild has read files, by its report.
fn packages(report: &Value) -> BTreeSet<String> {
    let inputs = report["inputs"].as_object();
    let files = inputs.into_iter().flat_map(|inputs| inputs.keys());
    files
        .filter_map(|file| {
            let (above, within) = file.rsplit_once(FOLDER)?;
            // `name/file`, or `@scope/name/file`.
            let length = if within.starts_with('@') { 2 } else { 1 };
            let name: Vec<_> = within.split('/').take(length).collect();
            Some(format!("{above}{FOLDER}{}", name.join("/")))
        })
        .collect()
}

fn notice(workspace: &Workspace, package: &str) -> Result<Notice> {
    let folder = workspace.root.join(package);
    let about = files::read_text(&folder.join("package.json"))
        .and_then(|text| json(&text))
        .with_context(|| format!("cannot tell what is in {package}"))?;
    let word = |key: &str| about[key].as_str().unwrap_or_default().to_owned();
    let texts = licences(&folder)?;
    if texts.is_empty() {
        bail!("the npm package in {package} has no file with its licence");
    }
    Ok(Notice {
        name: word("name"),
        version: word("version"),
        licence: word("license"),
        texts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_the_folders_of_what_esbuild_has_read() {
        let report = serde_json::json!({"inputs": {
            "editor/editor.js": {},
            "node_modules/style-mod/src/style-mod.js": {},
            "node_modules/@lezer/lr/dist/index.js": {},
            "node_modules/@lezer/lr/dist/other.js": {},
            "node_modules/a/node_modules/b/index.js": {},
        }});
        let expected = [
            "node_modules/@lezer/lr",
            "node_modules/a/node_modules/b",
            "node_modules/style-mod",
        ];
        assert!(packages(&report).iter().eq(expected));
        assert!(packages(&Value::Null).is_empty());
    }

    #[test]
    fn a_package_without_a_text_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace {
            root: folder.path().to_owned(),
            ..Workspace::find().unwrap()
        };
        let about = r#"{"name": "@a/b", "version": "1.0.0", "license": "MIT"}"#;
        std::fs::write(folder.path().join("package.json"), about).unwrap();
        let error = notice(&workspace, "").err().unwrap();
        assert!(error.to_string().contains("no file with its licence"));
        std::fs::write(folder.path().join("LICENSE"), "MIT").unwrap();
        let notice = notice(&workspace, "").unwrap();
        assert_eq!([&*notice.name, &*notice.licence], ["@a/b", "MIT"]);
    }

    #[test]
    fn the_scripts_are_there() {
        let root = Workspace::find().unwrap().root;
        assert!(BUNDLES.iter().all(|bundle| root.join(bundle).is_file()));
    }
}
