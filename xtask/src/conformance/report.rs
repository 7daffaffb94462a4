//! What has become of all tests.

use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::expected::{Expected, Outcome, Verdict};
use super::host::Test;
use crate::steps::note;

/// How the tests of all suites ended.
pub struct Report {
    expected: Expected,
    /// The folder for files with all that tests said.
    folder: PathBuf,
    counts: Vec<Count>,
    surprises: Vec<String>,
}

/// How many tests of a suite ended how, on a host.
struct Count {
    host: &'static str,
    suite: &'static str,
    passed: usize,
    failed: usize,
    skipped: usize,
    surprises: usize,
}

/// A report while a suite is run.
pub struct SuiteReport<'a> {
    expected: &'a Expected,
    count: &'a mut Count,
    surprises: &'a mut Vec<String>,
    log: File,
}

impl Report {
    pub fn new(expected: Expected, folder: PathBuf) -> Self {
        Self {
            expected,
            folder,
            counts: Vec::new(),
            surprises: Vec::new(),
        }
    }

    /// Begins with a suite on a host.
    pub fn begin(&mut self, host: &'static str, suite: &'static str) -> Result<SuiteReport<'_>> {
        let folder = self.folder.join("log");
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let path = folder.join(format!("{host}-{suite}.jsonl"));
        let log =
            File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        self.counts.push(Count {
            host,
            suite,
            passed: 0,
            failed: 0,
            skipped: 0,
            surprises: 0,
        });
        let count = self.counts.last_mut().context("it was put there")?;
        Ok(SuiteReport {
            expected: &self.expected,
            count,
            surprises: &mut self.surprises,
            log,
        })
    }

    /// Shows all figures; it is an error if they are not as was expected. If all was run, everything that is expected
    /// must have been met.
    pub fn end(&self, is_all: bool) -> Result<()> {
        println!(
            "\n{:<10} {:<26} {:>7} {:>7} {:>7} {:>11}",
            "", "", "passed", "failed", "skipped", "unexpected"
        );
        for count in &self.counts {
            println!(
                "{:<10} {:<26} {:>7} {:>7} {:>7} {:>11}",
                count.host, count.suite, count.passed, count.failed, count.skipped, count.surprises
            );
        }
        println!(
            "\nWhat each test said is in {}",
            self.folder.join("log").display()
        );
        for surprise in &self.surprises {
            println!("{surprise}");
        }
        let mut left = self.surprises.len();
        if is_all {
            for entry in self.expected.unused() {
                println!("line {entry} of conformance/expected.txt is about no test");
                left += 1;
            }
        }
        if left > 0 {
            bail!("{left} of the tests are not as conformance/expected.txt says");
        }
        Ok(())
    }
}

impl SuiteReport<'_> {
    /// Takes in how a test ended.
    pub fn take(&mut self, test: &Test) -> Result<()> {
        let host = self.count.host;
        let (counter, outcome) = match test.outcome {
            Outcome::Passed => (&mut self.count.passed, "passed"),
            Outcome::Failed => (&mut self.count.failed, "failed"),
            Outcome::Skipped => (&mut self.count.skipped, "skipped"),
        };
        *counter += 1;
        let record = serde_json::json!({
            "test": test.name, "outcome": outcome, "seconds": test.seconds, "detail": test.detail,
        });
        writeln!(self.log, "{record}").context("cannot write what a test said")?;
        let surprise = match self.expected.judge(host, test) {
            Verdict::Good | Verdict::ExpectedFailure => return Ok(()),
            Verdict::UnexpectedFailure => "unexpected failure",
            Verdict::UnexpectedPass => "unexpected pass",
        };
        self.count.surprises += 1;
        let surprise = format!("{surprise} ({host}): {}", test.name);
        note(&surprise);
        self.surprises.push(surprise);
        Ok(())
    }
}
