//! What the standard library lacks for whole folders.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::steps::note;

/// Makes a folder that is there and empty.
pub fn make_empty(folder: &Path) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))
}

/// Removes a folder; it need not be there.
pub fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Every file under a folder, relative to it and sorted.
pub fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    fn walk(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder.join(below))? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                walk(folder, &path, found)?;
            } else {
                found.push(path);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    walk(folder, Path::new(""), &mut found)
        .with_context(|| format!("cannot list {}", folder.display()))?;
    found.sort();
    Ok(found)
}

/// Copies every file under one folder into another.
pub fn copy_all(from: &Path, to: &Path) -> Result<()> {
    copy_some(from, to, |_| true)
}

/// Copies the files under one folder into another for which `is_wanted` says so.
pub fn copy_some(from: &Path, to: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<()> {
    for file in list(from)?.into_iter().filter(|file| is_wanted(file)) {
        let target = to.join(&file);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        fs::copy(from.join(&file), &target).with_context(|| {
            format!(
                "cannot copy {} to {}",
                from.join(&file).display(),
                target.display()
            )
        })?;
    }
    Ok(())
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// A short name for a folder's content: changes with any name or byte in it.
pub fn hash_folder(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for file in list(folder)? {
        let content = read(&folder.join(&file))?;
        // Lengths keep one file's end from passing for the next one's beginning.
        let name = file.to_string_lossy().replace('\\', "/");
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update((content.len() as u64).to_le_bytes());
        hash.update(content);
    }
    Ok(short(hash))
}

/// A short name for some bytes.
pub fn hash_bytes(bytes: &[u8]) -> String {
    short(Sha256::new_with_prefix(bytes))
}

fn short(hash: Sha256) -> String {
    let number = hash
        .finalize()
        .iter()
        .take(8)
        .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

/// Puts a finished folder where another one may be, with no moment in which half of it is there.
pub fn replace(finished: &Path, place: &Path) -> Result<()> {
    let old = sibling(place, "old");
    remove(&old)?;
    match fs::rename(place, &old) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot move {} away", place.display()));
        }
        _ => {}
    }
    fs::rename(finished, place)
        .with_context(|| format!("cannot move {} to {}", finished.display(), place.display()))?;
    remove(&old)
}

/// Has a folder made, unless it was made of the same before. What it is made of is written down beside it.
pub fn make_once(folder: &Path, made_of: &str, make: impl FnOnce() -> Result<()>) -> Result<()> {
    let stamp = folder.with_extension("stamp");
    if folder.is_dir() && read_text(&stamp).is_ok_and(|before| before == made_of) {
        return Ok(());
    }
    make_empty(folder)?;
    // As long as half of it is there, it is made of nothing.
    write(&stamp, "")?;
    make()?;
    write(&stamp, made_of)
}

/// Keeps others out of a folder until the result is dropped. Who has to wait is told so.
pub fn lock(folder: &Path, waiting: &str) -> Result<File> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let path = folder.join("lock");
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        note(waiting);
        file.lock()
            .with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

/// A hidden folder beside another one: on the same disk, so that moving there is one step.
pub fn sibling(folder: &Path, suffix: &str) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    folder.with_file_name(format!(".{name}.{suffix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    #[test]
    fn the_hash_of_a_folder_knows_names_and_content() {
        let hash = |files: &[_]| hash_folder(folder(files).path()).unwrap();
        assert_eq!(
            hash(&[("a", "1"), ("b/c", "2")]),
            hash(&[("b/c", "2"), ("a", "1")])
        );
        assert_ne!(hash(&[("a", "1")]), hash(&[("a", "2")]));
        assert_ne!(hash(&[("a", "1")]), hash(&[("b", "1")]));
        assert_ne!(hash(&[("a", "1b")]), hash(&[("a", ""), ("1b", "")]));
        assert_eq!(hash(&[]).len(), 16);
    }

    #[test]
    fn replacing_leaves_nothing_of_the_old_folder() {
        let parent = folder(&[("site/old", ""), (".site.next/sub/new", "content")]);
        let site = parent.path().join("site");
        replace(&sibling(&site, "next"), &site).unwrap();
        assert_eq!(list(parent.path()).unwrap(), [Path::new("site/sub/new")]);
        assert_eq!(read_text(&site.join("sub/new")).unwrap(), "content");
    }

    #[test]
    fn a_folder_is_made_again_only_of_something_else() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("made");
        let times = std::cell::Cell::new(0);
        let make = |made_of: &str, succeeds: bool| {
            make_once(&folder, made_of, || {
                times.set(times.get() + 1);
                write(&folder.join(made_of), "")?;
                anyhow::ensure!(succeeds);
                Ok(())
            })
        };
        make("a", true).unwrap();
        make("a", true).unwrap();
        assert_eq!(times.get(), 1);
        make("b", false).unwrap_err();
        make("a", true).unwrap();
        assert_eq!(times.get(), 3);
        assert_eq!(list(&folder).unwrap(), [Path::new("a")]);
    }

    #[test]
    fn copies_folders_within_folders() {
        let from = folder(&[("a", "1"), ("b/c/d", "2")]);
        let to = tempfile::tempdir().unwrap();
        copy_all(from.path(), to.path()).unwrap();
        assert_eq!(
            hash_folder(from.path()).unwrap(),
            hash_folder(to.path()).unwrap()
        );
    }
}
