//! The licences of the crates that are linked into the modules of the site.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, ParseMode};

use super::{Notice, Text, licences};
use crate::command::{self, program};
use crate::site::MODULES;
use crate::toolchain::WASM_TARGET;
use crate::workspace::Workspace;

/// The licence whose text does for any crate that offers it: it has no line in it that is a crate's own.
const COMMON: &str = "Apache-2.0";

/// The file with it, in this repository as well.
const COMMON_FILE: &str = "LICENSE-APACHE";

/// The notices of all crates in the modules. A crate without a text that does is an error.
pub fn gather(workspace: &Workspace) -> Result<Vec<Notice>> {
    let linked = linked(workspace)?;
    let metadata = metadata(workspace)?;
    let packages = metadata["packages"].as_array();
    let packages = packages.context("`cargo metadata` names no packages")?;
    let common = Text::read(&workspace.root.join(COMMON_FILE), COMMON_FILE)?;
    let mut notices = Vec::new();
    for package in packages {
        let package =
            Package::read(package).context("`cargo metadata` describes a package badly")?;
        // The other members of the workspace are parts of the one that is named like it.
        if linked.contains(&(package.name.to_owned(), package.version.to_owned()))
            && (!package.is_ours || package.name == MODULES[0])
        {
            notices.push(package.notice(&common)?);
        }
    }
    Ok(notices)
}

/// Names and versions of the crates that are linked into the modules: what runs on this machine, such as macros, is not.
fn linked(workspace: &Workspace) -> Result<BTreeSet<(String, String)>> {
    let mut cargo = program("cargo");
    cargo
        .args(["tree", "--locked", "--target", WASM_TARGET])
        .args(["--edges", "normal,no-proc-macro"])
        .args(["--prefix", "none", "--format", "{p}"])
        .args(MODULES.iter().flat_map(|module| ["--package", module]))
        .current_dir(&workspace.root);
    Ok(read_tree(&command::required_output(&mut cargo)?))
}

/// What `cargo tree` prints: `name v1.0.0`, and perhaps more, on each line.
fn read_tree(tree: &str) -> BTreeSet<(String, String)> {
    tree.lines()
        .filter_map(|line| {
            let (name, rest) = line.split_once(" v")?;
            let version = rest.split_whitespace().next()?;
            Some((name.to_owned(), version.to_owned()))
        })
        .collect()
}

fn metadata(workspace: &Workspace) -> Result<Value> {
    let mut cargo = program("cargo");
    cargo
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", WASM_TARGET])
        .current_dir(&workspace.root);
    let metadata = command::required_output(&mut cargo)?;
    serde_json::from_str(&metadata).context("`cargo metadata` printed no JSON")
}

/// A crate, by what cargo says of it.
struct Package<'a> {
    name: &'a str,
    version: &'a str,
    folder: &'a Path,
    licence: &'a str,
    is_ours: bool,
}

impl<'a> Package<'a> {
    fn read(package: &'a Value) -> Option<Self> {
        Some(Self {
            name: package["name"].as_str()?,
            version: package["version"].as_str()?,
            folder: Path::new(package["manifest_path"].as_str()?).parent()?,
            licence: package["license"].as_str().unwrap_or_default(),
            is_ours: package["source"].is_null(),
        })
    }

    /// Its own texts, or the common one if it has none.
    fn notice(&self, common: &Text) -> Result<Notice> {
        let mut texts = licences(self.folder)?;
        if texts.is_empty() {
            if !offers_common(self.licence) {
                bail!(
                    "the crate {} {} has no file with its licence ({}), and is not to be had under {COMMON} alone",
                    self.name,
                    self.version,
                    self.licence
                );
            }
            texts.push(Text {
                name: common.name.clone(),
                text: common.text.clone(),
            });
        }
        Ok(Notice {
            name: self.name.to_owned(),
            version: self.version.to_owned(),
            licence: self.licence.to_owned(),
            texts,
        })
    }
}

/// Whether the common licence alone satisfies an expression.
fn offers_common(licence: &str) -> bool {
    // Old crates write `MIT/Apache-2.0`.
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| {
        expression.evaluate(|required| {
            let is_common = required.license.id() == spdx::license_id(COMMON);
            is_common && required.addition.is_none()
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_in_the_modules_has_its_notice() {
        let workspace = Workspace::find().unwrap();
        let notices = gather(&workspace).unwrap();
        assert!(notices.iter().all(|notice| !notice.texts.is_empty()));
        let ours = |name: &str| name.starts_with(MODULES[0]) && name != MODULES[0];
        for (name, version) in linked(&workspace).unwrap() {
            let is_there = notices
                .iter()
                .any(|notice| notice.name == name && notice.version == version);
            assert!(is_there || ours(&name), "{name} {version}");
        }
        for name in ["spawnpoint", "yew", "dlmalloc", "postcard"] {
            assert!(notices.iter().any(|notice| notice.name == name), "{name}");
        }
    }

    #[test]
    fn reads_the_tree_that_cargo_prints() {
        let tree = "a v1.0.0 (/x/a)\nb-v2 v0.2.0+c (*)\n\na v1.0.0 (/x/a) (*)\n";
        let expected = [("a", "1.0.0"), ("b-v2", "0.2.0+c")]
            .map(|(name, version)| (name.to_owned(), version.to_owned()));
        assert_eq!(read_tree(tree), BTreeSet::from(expected));
    }

    #[test]
    fn a_crate_without_a_text_needs_a_licence_that_is_the_same_for_all() {
        let folder = tempfile::tempdir().unwrap();
        let common = || Text {
            name: COMMON_FILE.to_owned(),
            text: "Apache".to_owned(),
        };
        let package = |licence| Package {
            name: "a",
            version: "1.0.0",
            folder: folder.path(),
            licence,
            is_ours: false,
        };
        for licence in ["MIT OR Apache-2.0", "MIT/Apache-2.0", "Apache-2.0"] {
            let notice = package(licence).notice(&common()).unwrap();
            assert_eq!(notice.texts[0].text, "Apache");
        }
        for licence in [
            "MIT",
            "MIT AND Apache-2.0",
            "",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            let error = package(licence).notice(&common()).err().unwrap();
            assert!(error.to_string().contains("crate a 1.0.0"), "{error}");
        }
        std::fs::write(folder.path().join("LICENSE"), "MIT").unwrap();
        assert_eq!(
            package("MIT").notice(&common()).unwrap().texts[0].text,
            "MIT"
        );
    }
}
