//! Which tests are known to fail, and why: `conformance/expected.txt`.

use std::cell::Cell;

use anyhow::{Context, Result, bail};

use super::host::Test;

/// Tests that fail for a reason.
#[derive(Debug)]
struct Entry {
    /// Where; everywhere if it is not said.
    host: Option<String>,
    /// Whether such a test may as well pass.
    is_sometimes: bool,
    which: Which,
    line: usize,
    is_used: Cell<bool>,
}

/// Which tests an entry is about.
#[derive(Debug)]
enum Which {
    /// Those whose names are as a pattern says.
    Named(String),
    /// Those that fail and say so. No other text but ours is that certain.
    Saying(String),
}

/// All that is known to fail.
#[derive(Debug, Default)]
pub struct Expected {
    entries: Vec<Entry>,
}

/// What is to be thought of how a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It passed, or was skipped, and nothing else is known.
    Good,
    ExpectedFailure,
    UnexpectedFailure,
    UnexpectedPass,
}

impl Which {
    fn read(line: &str) -> Option<Self> {
        if let Some(text) = line.strip_prefix("says ") {
            return Some(Self::Saying(text.to_owned()));
        }
        let mut words = line.split_whitespace();
        let pattern = words.next()?.to_owned();
        words.next().is_none().then_some(Self::Named(pattern))
    }

    fn is(&self, test: &Test) -> bool {
        match self {
            Self::Named(pattern) => matches(pattern, &test.name),
            Self::Saying(words) => {
                test.outcome == Outcome::Failed && test.detail.contains(words.as_str())
            }
        }
    }
}

/// How a test ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Expected {
    /// Reads the file: lines with a reason, which end with a colon, and below each, indented, the tests that fail for it.
    pub fn read(text: &str, hosts: &[&str]) -> Result<Self> {
        let mut entries = Vec::new();
        let mut has_reason = false;
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if !line.starts_with(' ') {
                if !line.ends_with(':') {
                    bail!("line {number}: a reason ends with a colon");
                }
                has_reason = true;
                continue;
            }
            if !has_reason {
                bail!("line {number}: a test without a reason");
            }
            let mut rest = line.trim();
            let mut word = |word: &str| {
                let after = rest.strip_prefix(word)?.strip_prefix(' ')?;
                rest = after;
                Some(word.to_owned())
            };
            let is_sometimes = word("sometimes").is_some();
            let host = hosts.iter().find_map(|host| word(host));
            let which = Which::read(rest).with_context(|| {
                format!("line {number}: a test is one word, unless it `says` something")
            })?;
            entries.push(Entry {
                host,
                is_sometimes,
                which,
                line: number,
                is_used: Cell::new(false),
            });
        }
        Ok(Self { entries })
    }

    /// Judges how a test ended on a host.
    pub fn judge(&self, host: &str, test: &Test) -> Verdict {
        let mut is_known = false;
        let mut may_pass = true;
        for entry in &self.entries {
            if entry.host.as_deref().is_none_or(|one| one == host) && entry.which.is(test) {
                entry.is_used.set(true);
                is_known = true;
                may_pass &= entry.is_sometimes;
            }
        }
        match test.outcome {
            Outcome::Failed if is_known => Verdict::ExpectedFailure,
            Outcome::Failed => Verdict::UnexpectedFailure,
            Outcome::Passed if is_known && !may_pass => Verdict::UnexpectedPass,
            Outcome::Passed | Outcome::Skipped => Verdict::Good,
        }
    }

    /// The lines about tests that there were not among those judged.
    pub fn unused(&self) -> impl Iterator<Item = usize> {
        let unused = self.entries.iter().filter(|entry| !entry.is_used.get());
        unused.map(|entry| entry.line)
    }
}

/// Whether a text is as a pattern says, in which `*` stands for anything.
pub fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else {
        return false;
    };
    let mut parts: Vec<_> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(place) = rest.find(part) else {
            return false;
        };
        rest = &rest[place + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTS: &[&str] = &["native", "chromium"];

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in [
            ("a.b", "a.b"),
            ("*", "anything"),
            ("a.*", "a.b.c"),
            ("*.c", "a.b.c"),
            ("a*b*c", "a.b.b.c"),
            ("a*", "a"),
        ] {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [("a", "ab"), ("a.*", "b.c"), ("a*a", "a"), ("a*b*c", "a.c")] {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }

    fn test(name: &str, outcome: Outcome) -> Test {
        Test {
            name: name.to_owned(),
            outcome,
            detail: "Error: there is none here\n".to_owned(),
            seconds: 0.0,
        }
    }

    #[test]
    fn tests_are_judged_by_what_is_known() {
        let text = "# About.\n\nIt is so:\n  a.b\n  chromium a.c\n  sometimes native a.d*\n";
        let expected = Expected::read(text, HOSTS).unwrap();
        let judge = |host, name, outcome| expected.judge(host, &test(name, outcome));
        assert_eq!(expected.unused().collect::<Vec<_>>(), [4, 5, 6]);
        for (host, name, outcome, verdict) in [
            ("native", "a.b", Outcome::Failed, Verdict::ExpectedFailure),
            ("native", "a.b", Outcome::Passed, Verdict::UnexpectedPass),
            ("native", "a.b", Outcome::Skipped, Verdict::Good),
            ("native", "a.c", Outcome::Failed, Verdict::UnexpectedFailure),
            ("native", "a.c", Outcome::Passed, Verdict::Good),
            ("native", "a.d1", Outcome::Failed, Verdict::ExpectedFailure),
            ("native", "a.d1", Outcome::Passed, Verdict::Good),
        ] {
            assert_eq!(judge(host, name, outcome), verdict, "{host} {name}");
        }
        assert_eq!(expected.unused().collect::<Vec<_>>(), [5]);
    }

    #[test]
    fn tests_are_judged_by_what_they_say() {
        let text = "There is none:\n  chromium says there is none here\n";
        let expected = Expected::read(text, HOSTS).unwrap();
        let judge = |host, outcome| expected.judge(host, &test("a.b", outcome));
        assert_eq!(judge("native", Outcome::Failed), Verdict::UnexpectedFailure);
        assert_eq!(judge("chromium", Outcome::Passed), Verdict::Good);
        assert_eq!(expected.unused().count(), 1);
        assert_eq!(judge("chromium", Outcome::Failed), Verdict::ExpectedFailure);
        assert_eq!(expected.unused().count(), 0);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for text in [
            "  a.b",
            "reason",
            "reason:\n  a.b c",
            "reason:\n  native a b",
        ] {
            assert!(Expected::read(text, HOSTS).is_err(), "{text}");
        }
    }
}
