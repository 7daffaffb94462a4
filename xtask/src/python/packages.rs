//! Python packages that a build takes, each one release with the checksums of its files.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{STAMP, is_made_of};
use crate::command::{self, program};
use crate::debian;
use crate::files;
use crate::notices::{Notice, all_licences};
use crate::steps::note;

/// A release of a package.
pub struct Package {
    pub name: &'static str,
    pub version: &'static str,
    /// The checksums of its wheels.
    pub sha256: &'static [&'static str],
    /// What it has, for whoever reads the output.
    pub about: &'static str,
}

impl Package {
    /// Makes sure that the package is installed in a folder of its own, and returns that of its files.
    pub fn prepare(&self, folder: &Path) -> Result<PathBuf> {
        let made = folder.join(STAMP);
        let wanted = self.requirement();
        if !is_made_of(&made, &wanted) {
            self.install(folder, &wanted)?;
            files::write(&made, &wanted)?;
        }
        Ok(folder.join(self.name))
    }

    /// The notice of the package in a folder.
    pub fn notice(&self, folder: &Path, licence: &str) -> Result<Notice> {
        // As wheels have them: `NAME-VERSION.dist-info/licenses`.
        let texts = all_licences(folder, |file| {
            file.iter().nth(1).is_some_and(|part| part == "licenses")
        })?;
        if texts.is_empty() {
            bail!("the Python package {} has no licence", self.name);
        }
        Ok(Notice {
            name: self.name.to_owned(),
            version: self.version.to_owned(),
            licence: licence.to_owned(),
            texts,
        })
    }

    /// The line that makes pip take these files and no others.
    fn requirement(&self) -> String {
        let hashes = self
            .sha256
            .iter()
            .map(|hash| format!(" --hash=sha256:{hash}"));
        let hashes: String = hashes.collect();
        format!("{}=={}{hashes}\n", self.name, self.version)
    }

    fn install(&self, folder: &Path, requirement: &str) -> Result<()> {
        note(format!(
            "Installing the Python package {} {}, which has {}",
            self.name, self.version, self.about
        ));
        let python = find_pip()?;
        files::make_empty(folder)?;
        let list = folder.join("requirements.txt");
        files::write(&list, requirement)?;
        let mut pip = program(python);
        pip.args(["-m", "pip", "install", "--quiet"])
            .args(["--no-deps", "--only-binary=:all:", "--require-hashes"])
            .arg("--requirement")
            .arg(list)
            .arg("--target")
            .arg(folder)
            // It says that there is a newer one, and what root should not do elsewhere.
            .env("PIP_DISABLE_PIP_VERSION_CHECK", "1")
            .env("PIP_ROOT_USER_ACTION", "ignore");
        command::run(&mut pip).with_context(|| {
            format!(
                "the Python package {} {} cannot be installed",
                self.name, self.version
            )
        })
    }
}

/// A Python that can install packages.
fn find_pip() -> Result<&'static str> {
    let find = || {
        ["python3", "/usr/bin/python3", "python"]
            .into_iter()
            .find(|python| {
                command::output(program(python).args(["-m", "pip", "--version"])).is_some()
            })
    };
    if let Some(python) = find() {
        return Ok(python);
    }
    if debian::can_install() {
        debian::install(&["python3-pip"])?;
    }
    find().context(
        "CPython is built with the help of Python packages, and there is no `python3` on PATH that has pip: install \
         Python with pip",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pip_is_told_of_every_checksum() {
        let package = Package {
            name: "a",
            version: "1.0",
            sha256: &["12", "34"],
            about: "nothing",
        };
        let line = package.requirement();
        assert_eq!(line, "a==1.0 --hash=sha256:12 --hash=sha256:34\n");
    }
}
