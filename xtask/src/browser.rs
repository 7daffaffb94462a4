//! The browser that the end-to-end tests run in.

use std::env;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::{self, program};
use crate::debian;
use crate::steps::note;
use crate::version::Version;

/// The first Chromium that can suspend WebAssembly on a promise (JSPI): how Python blocks.
const OLDEST: Version = Version(137, 0, 0);

const NAMES: [&str; 5] = [
    "google-chrome",
    "google-chrome-stable",
    "chromium",
    "chromium-browser",
    "chrome",
];

const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// What the tests need from Debian: the browser with its driver, and glyphs for Japanese.
const DEBIAN_PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// Finds a Chromium, installing one where that needs no question.
pub fn find() -> Result<PathBuf> {
    if env::var_os("CHROME_PATH").is_none() && debian::can_install() {
        let missing: Vec<_> = DEBIAN_PACKAGES
            .into_iter()
            .filter(|package| !debian::is_installed(package))
            .collect();
        if !missing.is_empty() {
            debian::install(&missing)?;
        }
    }
    let browser = look()?;
    // Not every system's Chrome answers; one that does not is taken as it is.
    let version =
        command::output(program(&browser).arg("--version")).and_then(|about| Version::find(&about));
    match version {
        Some(version) if version < OLDEST => bail!(
            "{} is version {}; the tests need Chrome or Chromium {} or newer: update it, or set \
             CHROME_PATH to another one",
            browser.display(),
            version.0,
            OLDEST.0
        ),
        Some(version) => note(format!("Browser: {} {}", browser.display(), version.0)),
        None => note(format!("Browser: {}", browser.display())),
    }
    Ok(browser)
}

fn look() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME_PATH").map(PathBuf::from) {
        if !path.is_file() {
            bail!("CHROME_PATH names {}, which is no file", path.display());
        }
        return Ok(path);
    }
    let on_path = NAMES.iter().find_map(|name| command::find(name));
    let in_place = || PLACES.iter().map(PathBuf::from).find(|path| path.is_file());
    match on_path.or_else(in_place) {
        Some(path) => Ok(path),
        None => bail!(
            "the browser tests need Chrome or Chromium {} or newer, and none was found. Install\n\
             Google Chrome (https://www.google.com/chrome) or your system's `chromium` package, or\n\
             set CHROME_PATH to the program's file.\n\
             `cargo xtask test --native` runs the tests that need no browser.",
            OLDEST.0
        ),
    }
}
