//! The browsers that the end-to-end tests run in.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Error, Result, bail};

use crate::command::{self, program};
use crate::debian;
use crate::steps::note;
use crate::version::Version;

/// What is known of a browser.
struct Kind {
    name: &'static str,
    /// The environment variable that names the one to take.
    variable: &'static str,
    /// The first that can suspend WebAssembly on a promise (JSPI): how Python blocks.
    oldest: Version,
    names: &'static [&'static str],
    places: &'static [&'static str],
    /// What the tests need from Debian.
    packages: &'static [&'static str],
    /// How to get it elsewhere.
    source: &'static str,
}

const CHROMIUM: Kind = Kind {
    name: "Chrome or Chromium",
    variable: "CHROME_PATH",
    oldest: Version(137, 0, 0),
    names: &[
        "google-chrome",
        "google-chrome-stable",
        "chromium",
        "chromium-browser",
        "chrome",
    ],
    places: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    ],
    // The browser with its driver, and glyphs for Japanese.
    packages: &["chromium", "chromium-driver", "fonts-noto-cjk"],
    source: "https://www.google.com/chrome or your system's `chromium` package",
};

const FIREFOX: Kind = Kind {
    name: "Firefox",
    variable: "FIREFOX_PATH",
    oldest: Version(153, 0, 0),
    names: &["firefox", "firefox-esr"],
    places: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ],
    packages: &["firefox-esr"],
    source: "https://www.mozilla.org/firefox or your system's `firefox` package",
};

/// Finds a Chromium, installing one where that needs no question.
pub fn find() -> Result<PathBuf> {
    if env::var_os(CHROMIUM.variable).is_none() {
        CHROMIUM.install()?;
    }
    CHROMIUM.find().context(
        "the browser tests cannot run; `cargo xtask test --native` runs those that need no browser",
    )
}

/// Finds a Firefox, installing one where that needs no question. A machine without one is told how
/// to get it, except where nobody would read that.
pub fn find_firefox() -> Result<Option<PathBuf>> {
    let is_chosen = env::var_os(FIREFOX.variable).is_some();
    let is_ci = env::var_os("CI").is_some_and(|ci| ci == "true");
    let installed = if is_chosen || FIREFOX.look().is_ok() {
        Ok(())
    } else {
        FIREFOX.install()
    };
    match installed.and_then(|()| FIREFOX.find()) {
        Ok(browser) => Ok(Some(browser)),
        Err(error) => {
            note(left_out(error, is_chosen || is_ci)?);
            Ok(None)
        }
    }
}

/// What to say of a browser that cannot be had; an error where it is required.
fn left_out(error: Error, is_required: bool) -> Result<String> {
    if is_required {
        return Err(error.context("the tests cannot run in Firefox"));
    }
    Ok(format!("The tests in Firefox are left out: {error:#}"))
}

impl Kind {
    fn install(&self) -> Result<()> {
        debian::require(self.packages)
    }

    fn find(&self) -> Result<PathBuf> {
        let browser = self.look()?;
        // Not every system's browser answers; one that does not is taken as it is.
        let about = command::output(program(&browser).arg("--version"));
        let version = about.as_deref().and_then(version);
        self.check(&browser, version)?;
        match version {
            Some(version) => note(format!("Browser: {} {}", browser.display(), version.0)),
            None => note(format!("Browser: {}", browser.display())),
        }
        Ok(browser)
    }

    fn look(&self) -> Result<PathBuf> {
        if let Some(path) = env::var_os(self.variable).map(PathBuf::from) {
            if !path.is_file() {
                bail!(
                    "{} names {}, which is no file",
                    self.variable,
                    path.display()
                );
            }
            return Ok(path);
        }
        let on_path = self.names.iter().find_map(|name| command::find(name));
        let in_place = || {
            self.places
                .iter()
                .map(PathBuf::from)
                .find(|path| path.is_file())
        };
        on_path.or_else(in_place).with_context(|| {
            format!(
                "{} {} or newer was not found: install it ({}), or set {} to the program's file",
                self.name, self.oldest.0, self.source, self.variable
            )
        })
    }

    fn check(&self, browser: &Path, version: Option<Version>) -> Result<()> {
        match version {
            Some(version) if version < self.oldest => bail!(
                "{} is version {}; the tests need {} {} or newer: update it, or set {} to another one",
                browser.display(),
                version.0,
                self.name,
                self.oldest.0,
                self.variable
            ),
            _ => Ok(()),
        }
    }
}

/// The version that a browser tells; Firefox marks long support at the end of the number.
fn version(about: &str) -> Option<Version> {
    Version::find(about.trim_end().trim_end_matches("esr"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_tell_their_versions() {
        for (about, expected) in [
            (
                "Google Chrome 156.0.8078.79 \n",
                Some(Version(156, 0, 8078)),
            ),
            ("Mozilla Firefox 153.7.0esr\n", Some(Version(153, 7, 0))),
            ("Mozilla Firefox 154.0\n", Some(Version(154, 0, 0))),
            ("cannot open display\n", None),
        ] {
            assert_eq!(version(about), expected, "{about}");
        }
    }

    #[test]
    fn a_browser_that_is_too_old_is_refused_with_what_to_do() {
        let path = Path::new("/opt/firefox");
        let error = FIREFOX.check(path, Some(Version(152, 9, 0))).unwrap_err();
        let message = error.to_string();
        for part in [
            "/opt/firefox",
            "version 152",
            "153 or newer",
            "FIREFOX_PATH",
        ] {
            assert!(message.contains(part), "{message}");
        }
        FIREFOX.check(path, Some(Version(153, 0, 0))).unwrap();
        FIREFOX.check(path, None).unwrap();
    }

    #[test]
    fn firefox_is_left_out_in_one_line_but_not_where_it_is_required() {
        let missing = || Error::msg("no such package").context("could not install firefox-esr");
        let line = left_out(missing(), false).unwrap();
        assert!(line.ends_with("could not install firefox-esr: no such package"));
        assert_eq!(line.lines().count(), 1);
        left_out(missing(), true).unwrap_err();
    }
}
