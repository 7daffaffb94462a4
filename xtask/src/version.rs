//! Version numbers as tools print them.

use std::fmt;

/// A version of three numbers; what a tool leaves out counts as zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32, pub u32);

impl Version {
    /// The first version in a text such as `rustc 1.96.0 (30a34c682 2026-05-25)` or `v20.20.2`.
    pub fn find(text: &str) -> Option<Self> {
        text.split_whitespace().find_map(Self::parse)
    }

    fn parse(word: &str) -> Option<Self> {
        let number = word.strip_prefix('v').unwrap_or(word);
        let number = number.split(['-', '+']).next()?;
        let mut parts = number.split('.').map(|part| part.parse().ok());
        let major = parts.next()??;
        let minor = parts.next()??;
        let patch = parts.next().unwrap_or(Some(0))?;
        Some(Self(major, minor, patch))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_versions_in_what_tools_print() {
        assert_eq!(
            Version::find("rustc 1.96.0 (30a34c682 2026-05-25)"),
            Some(Version(1, 96, 0))
        );
        assert_eq!(
            Version::find("cargo 1.98.0-nightly (abc 2026-06-01)"),
            Some(Version(1, 98, 0))
        );
        assert_eq!(Version::find("v20.20.2\n"), Some(Version(20, 20, 2)));
        assert_eq!(
            Version::find("Google Chrome 156.0.8078.79 "),
            Some(Version(156, 0, 8078))
        );
        assert_eq!(Version::find("1.96"), Some(Version(1, 96, 0)));
        assert_eq!(Version::find("command not found"), None);
    }

    #[test]
    fn orders_by_number_rather_than_by_letter() {
        assert!(Version(1, 96, 0) > Version(1, 9, 5));
    }
}
