//! Where tests are run: a program at a time, whose output has the lines of `conformance/spawnpoint_conformance.py`.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::expected::Outcome;

/// What a line of the driver begins with.
const MARK: char = '\u{1e}';

/// What the driver says.
#[derive(Debug, Default, PartialEq)]
pub struct Said {
    pub classes: Vec<String>,
    pub tests: Vec<Test>,
    /// The test that had begun, and not ended.
    pub begun: Option<String>,
    /// Whether it came to its end.
    pub has_ended: bool,
}

/// A test that has been run.
#[derive(Debug, PartialEq)]
pub struct Test {
    pub name: String,
    pub outcome: Outcome,
    pub detail: String,
    /// How long it took; 0 if it is not known.
    pub seconds: f64,
}

/// A run of a program.
#[derive(Debug, Default)]
pub struct Run {
    pub said: Said,
    /// How it ended, and the last that it wrote to standard error: for a run that did not come to its end.
    pub end: String,
}

/// Something that runs programs.
pub trait Host {
    /// The lines by which a program imports the driver, and can import tests.
    fn beginning(&self) -> Vec<String>;

    /// Runs a program to its end, or until nothing was heard of it for too long.
    fn run(&mut self, program: &str) -> Result<Run>;
}

#[derive(Deserialize)]
struct Line {
    classes: Option<Vec<String>>,
    begin: Option<String>,
    test: Option<String>,
    outcome: Option<String>,
    detail: Option<String>,
    seconds: Option<f64>,
    end: Option<bool>,
}

impl Said {
    /// Takes in a line of what a program printed.
    pub fn take(&mut self, line: &str) -> Result<()> {
        let Some(line) = line.strip_prefix(MARK) else {
            return Ok(());
        };
        let unreadable = || format!("cannot read what the driver says: {line}");
        let line: Line = serde_json::from_str(line).with_context(unreadable)?;
        self.classes.extend(line.classes.unwrap_or_default());
        self.has_ended |= line.end.unwrap_or_default();
        if let Some(name) = line.begin {
            self.begun = Some(name);
        }
        if let (Some(name), Some(outcome)) = (line.test, line.outcome) {
            self.begun = None;
            self.tests.push(Test {
                name,
                outcome: match outcome.as_str() {
                    "passed" => Outcome::Passed,
                    "skipped" => Outcome::Skipped,
                    _ => Outcome::Failed,
                },
                detail: line.detail.unwrap_or_default(),
                seconds: line.seconds.unwrap_or_default(),
            });
        }
        Ok(())
    }
}

/// The last lines of a text.
pub fn end_of(text: &str) -> String {
    const SHOWN: usize = 30;
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(SHOWN)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_the_driver_among_all_that_is_printed() {
        let mut said = Said::default();
        for line in [
            "something",
            "\u{1e}{\"begin\": \"a.b\"}",
            "{\"begin\": \"not.ours\"}",
            "\u{1e}{\"test\": \"a.b\", \"outcome\": \"failed\", \"detail\": \"why\", \"seconds\": 1.5}",
            "\u{1e}{\"begin\": \"a.c\"}",
        ] {
            said.take(line).unwrap();
        }
        let test = Test {
            name: "a.b".to_owned(),
            outcome: Outcome::Failed,
            detail: "why".to_owned(),
            seconds: 1.5,
        };
        assert_eq!(said.tests, [test]);
        assert_eq!(said.begun.as_deref(), Some("a.c"));
        assert!(!said.has_ended);
        said.take("\u{1e}{\"end\": true}").unwrap();
        assert!(said.has_ended);
        assert!(said.take("\u{1e}what?").is_err());
    }

    #[test]
    fn the_end_of_a_text_is_what_is_shown() {
        let text: Vec<_> = (0..100).map(|number| number.to_string()).collect();
        let end = end_of(&text.join("\n"));
        assert!(end.starts_with("70\n") && end.ends_with("\n99"));
        assert_eq!(end_of("one"), "one");
    }
}
