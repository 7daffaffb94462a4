//! Where the engine is that others are compared with.

use std::{env, fs, path::PathBuf};

/// The interpreter that `cargo xtask python` builds, if it did, for a program in the same target folder.
#[must_use]
pub fn oracle() -> Option<PathBuf> {
    let folder = env::current_exe()
        .ok()?
        .ancestors()
        .map(|folder| folder.join("xtask/python/native/bin"))
        .find(|folder| folder.is_dir())?;
    fs::read_dir(folder)
        .ok()?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("python3.") && !name.ends_with("-config")
        })
}
