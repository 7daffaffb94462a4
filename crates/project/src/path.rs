//! What files may be called.

use crate::{MAIN, Refusal};

/// The longest path of a file, in bytes.
pub const LONGEST_PATH: usize = 255;

/// Whether a file can have this path, whatever else there is.
pub fn check(path: &str) -> Result<(), Refusal> {
    let is_odd = |char: char| char.is_control() || char == '\\';
    let is_no_name = |name: &str| matches!(name, "" | "." | "..");
    if path.is_empty() {
        Err(Refusal::Unnamed)
    } else if path.len() > LONGEST_PATH {
        Err(Refusal::Long)
    } else if path.contains(is_odd) {
        Err(Refusal::Character)
    } else if path.split('/').any(is_no_name) {
        Err(Refusal::Folder)
    } else if path == MAIN || is_below(path, MAIN) {
        Err(Refusal::Main)
    } else {
        Ok(())
    }
}

/// Whether a path leads through this folder.
pub fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_names_are_names() {
        let long = "a".repeat(LONGEST_PATH);
        for path in [
            "helpers.py",
            "data/2024/prices.csv",
            "データ.csv",
            "no suffix",
            ".hidden",
            "a..b",
            "Main.py",
            "package/main.py",
            &long,
        ] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn what_is_no_name_is_refused_for_its_reason() {
        let long = "é".repeat(LONGEST_PATH / 2 + 1);
        for (path, refusal) in [
            ("", Refusal::Unnamed),
            (&*long, Refusal::Long),
            ("a\nb", Refusal::Character),
            ("a\0", Refusal::Character),
            ("a\u{85}b", Refusal::Character),
            ("a\\b.py", Refusal::Character),
            ("/etc/passwd", Refusal::Folder),
            ("../main.py", Refusal::Folder),
            ("a/../b", Refusal::Folder),
            ("a//b", Refusal::Folder),
            ("a/", Refusal::Folder),
            (".", Refusal::Folder),
            ("main.py", Refusal::Main),
            ("main.py/x", Refusal::Main),
        ] {
            assert_eq!(check(path), Err(refusal), "{path:?}");
        }
    }
}
