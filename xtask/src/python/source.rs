//! CPython's source, with our patches.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use diffy::patch_set::{FileOperation, ParseOptions, PatchSet};
use sha2::{Digest, Sha256};

use super::{Places, SHA256, STAMP, VERSION, is_made_of, name, native, stamp};
use crate::command::{self, program};
use crate::debian;
use crate::files;
use crate::steps::note;

/// Debian's releases, in which the source is looked for one after the other.
const SUITES: [&str; 3] = ["trixie", "forky", "sid"];

/// Makes sure that the source is there; the result changes with whatever is in it.
pub fn prepare(places: &Places) -> Result<String> {
    let patches = patches(&places.ours.join("patches"))?;
    let mut parts = vec![VERSION, SHA256];
    parts.extend(patches.iter().flat_map(|(name, text)| [&**name, &**text]));
    let wanted = stamp(&parts);
    let source = places.source();
    if is_made_of(&source.join(STAMP), &wanted) {
        return Ok(wanted);
    }
    native::require_tools()?;
    let tarball = places.root.join(tarball());
    if tarball.is_file() {
        check(&tarball)?;
    } else {
        get(&tarball)?;
    }
    note(format!(
        "Unpacking the source of CPython {VERSION}, with {} patches",
        patches.len()
    ));
    let staging = files::sibling(&source, "next");
    files::make_empty(&staging)?;
    let mut tar = program("tar");
    tar.arg("-xf").arg(&tarball).arg("-C").arg(&staging);
    command::required_output(&mut tar).context("the source cannot be unpacked")?;
    let unpacked = staging.join(format!("Python-{VERSION}"));
    for (name, text) in &patches {
        apply(text, &unpacked).with_context(|| format!("{name} cannot be applied"))?;
    }
    files::write(&unpacked.join(STAMP), &wanted)?;
    files::replace(&unpacked, &source)?;
    files::remove(&staging)?;
    Ok(wanted)
}

fn tarball() -> String {
    format!("Python-{VERSION}.tar.xz")
}

/// The patches in a folder with their names, in the order of these.
pub fn patches(folder: &Path) -> Result<Vec<(String, String)>> {
    files::list(folder)?
        .into_iter()
        .map(|file| {
            let text = files::read_text(&folder.join(&file))?;
            Ok((file.to_string_lossy().into_owned(), text))
        })
        .collect()
}

/// Changes files below a folder as a patch wants it.
fn apply(patch: &str, folder: &Path) -> Result<()> {
    for file in PatchSet::parse(patch, ParseOptions::unidiff()) {
        let file = file.context("it is no unified diff")?;
        let operation = file.operation().strip_prefix(1);
        let FileOperation::Modify { original, .. } = &operation else {
            bail!("it does something else than to change files");
        };
        let place = folder.join(&**original);
        let text = files::read_text(&place)?;
        let change = file.patch().as_text().context("it is no text")?;
        let changed = diffy::apply(&text, change)
            .with_context(|| format!("{original} is not what it was made for"))?;
        files::write(&place, changed)?;
    }
    Ok(())
}

/// Gets the tarball from wherever it can be had.
fn get(tarball: &Path) -> Result<()> {
    note(format!("Getting the source of CPython {VERSION}"));
    let staging = tarball.with_extension("next");
    if debian::can_install() {
        match from_debian(&staging) {
            Ok(()) => return accept(&staging, tarball),
            Err(error) => note(format!("{error:#}; looking elsewhere")),
        }
    }
    let url = format!(
        "https://www.python.org/ftp/python/{VERSION}/{}",
        self::tarball()
    );
    download(&url, &staging).with_context(|| {
        format!(
            "the source cannot be downloaded; get {url} by any other way, and put it at {}",
            tarball.display()
        )
    })?;
    accept(&staging, tarball)
}

fn download(url: &str, to: &Path) -> Result<()> {
    let mut download = if command::find("curl").is_some() {
        let mut curl = program("curl");
        curl.args(["--fail", "--location", "--silent", "--show-error"]);
        curl.arg("--output");
        curl
    } else if command::find("wget").is_some() {
        let mut wget = program("wget");
        wget.args(["--no-verbose", "--output-document"]);
        wget
    } else {
        bail!("there is neither `curl` nor `wget` on PATH");
    };
    command::run(download.arg(to).arg(url))
}

/// Has the tarball from Debian's source package, whose upstream part is the tarball as it is.
fn from_debian(staging: &Path) -> Result<()> {
    let package = name("python", "");
    let mut result = Ok(());
    for suite in SUITES {
        let folder = files::sibling(staging, suite);
        result = debian::fetch_source(&package, suite, &folder).and_then(|()| {
            let tarball = folder.join(format!("{package}_{VERSION}.orig.tar.xz"));
            fs::rename(&tarball, staging)
                .with_context(|| format!("{suite} has another release of {package}"))
        });
        files::remove(&folder)?;
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Puts a tarball that was fetched in its place, if it is the right one.
fn accept(staging: &Path, tarball: &Path) -> Result<()> {
    check(staging)?;
    fs::rename(staging, tarball)
        .with_context(|| format!("cannot move {} to {}", staging.display(), tarball.display()))
}

fn check(tarball: &Path) -> Result<()> {
    let found = checksum(&files::read(tarball)?);
    if found != SHA256 {
        bail!(
            "{} is not the source of CPython {VERSION}: its SHA-256 is {found}, and should be {SHA256}. Remove it, \
             and the next run gets it anew",
            tarball.display()
        );
    }
    Ok(())
}

fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits: Vec<_> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Workspace;

    const PATCH: &str =
        "Why.\n\n--- a/sub/file.c\n+++ b/sub/file.c\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n";

    fn folder(text: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("sub/file.c"), text).unwrap();
        folder
    }

    #[test]
    fn a_patch_begins_with_its_reason_and_changes_the_file_that_it_names() {
        let folder = folder("zero\none\ntwo\n");
        apply(PATCH, folder.path()).unwrap();
        let text = files::read_text(&folder.path().join("sub/file.c")).unwrap();
        assert_eq!(text, "zero\none\nthree\n");
    }

    #[test]
    fn a_patch_for_another_release_names_the_file() {
        let error = apply(PATCH, folder("one\n").path()).unwrap_err();
        assert!(error.to_string().contains("sub/file.c"), "{error}");
    }

    #[test]
    fn patches_are_few_and_each_has_a_reason() {
        let workspace = Workspace::find().unwrap();
        let patches = patches(&workspace.root.join("crates/python/patches"));
        let patches = patches.unwrap();
        assert!(!patches.is_empty());
        for (name, text) in &patches {
            assert!(!text.starts_with("---"), "{name} gives no reason");
        }
        let lines: usize = patches.iter().map(|(_, text)| text.lines().count()).sum();
        assert!(lines < 200, "{lines} lines");
    }

    #[test]
    fn a_wrong_tarball_is_named_with_both_sums() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.tar.xz");
        fs::write(&path, "abc").unwrap();
        let error = check(&path).unwrap_err().to_string();
        // The example of the standard.
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        for part in ["x.tar.xz", SHA256, sum] {
            assert!(error.contains(part), "{error}");
        }
    }
}
