//! Where things are, and which versions the workspace asks for.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;
use crate::site::Profile;
use crate::version::Version;

/// The workspace on disk.
pub struct Workspace {
    /// The folder with the workspace's `Cargo.toml`.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the user's settings put it.
    pub target: PathBuf,
    /// The oldest Rust that every member compiles with.
    pub rust_version: Version,
}

impl Workspace {
    /// Asks cargo about the workspace that this program belongs to.
    pub fn find() -> Result<Self> {
        // The variable rather than the compiled-in path: with a target folder that two clones share,
        // the latter may be the other one's.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = package.parent().context("xtask has no folder above it")?;
        let metadata = command::required_output(
            command::program("cargo")
                .args(["metadata", "--no-deps", "--format-version", "1"])
                .current_dir(root),
        )?;
        let metadata: Value =
            serde_json::from_str(&metadata).context("`cargo metadata` printed no JSON")?;
        let target = metadata["target_directory"]
            .as_str()
            .context("`cargo metadata` names no target folder")?;
        Ok(Self {
            root: root.to_owned(),
            target: target.into(),
            rust_version: newest_rust_version(&metadata)
                .context("no package of the workspace states a rust-version")?,
        })
    }

    /// The folder that this program keeps its own things in.
    pub fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The folder that a finished site is in.
    pub fn output(&self, profile: Profile) -> PathBuf {
        match profile {
            Profile::Release => self.target.join("site"),
            Profile::Dist => self.root.join("dist"),
        }
    }

    /// A path shown relative to the workspace where that is shorter.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root)
            .unwrap_or(path)
            .display()
            .to_string()
    }
}

fn newest_rust_version(metadata: &Value) -> Option<Version> {
    let packages = metadata["packages"].as_array()?;
    packages
        .iter()
        .filter_map(|package| Version::find(package["rust_version"].as_str()?))
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_newest_rust_that_a_member_asks_for() {
        let metadata = serde_json::json!({ "packages": [
            { "rust_version": "1.95" }, { "rust_version": "1.96" }, { "rust_version": null },
        ]});
        assert_eq!(newest_rust_version(&metadata), Some(Version(1, 96, 0)));
    }
}
