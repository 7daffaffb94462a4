//! Installing packages where that needs no question: on Debian and its kin, as root.

use std::path::Path;

use anyhow::{Context, Result};

use crate::command;
use crate::steps::note;

/// Whether packages can be installed without asking anybody.
pub fn can_install() -> bool {
    Path::new("/usr/bin/apt-get").is_file()
        && command::output(command::program("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// Whether a package is installed.
pub fn is_installed(package: &str) -> bool {
    command::output(command::program("dpkg-query").args([
        "--show",
        "--showformat=${db:Status-Status}",
        package,
    ]))
    .is_some_and(|status| status == "installed")
}

/// Installs packages.
pub fn install(packages: &[&str]) -> Result<()> {
    note(format!("Installing with apt-get: {}", packages.join(" ")));
    let apt = || {
        let mut apt = command::program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("--quiet");
        apt
    };
    if let Err(error) = command::run(apt().arg("update")) {
        // One source that is out of reach need not be the one with these packages.
        note(format!("{error:#}; going on with the lists that are there"));
    }
    let options = ["install", "--yes", "--no-install-recommends"];
    command::run(apt().args(options).args(packages))
        .with_context(|| format!("could not install {}", packages.join(", ")))
}
