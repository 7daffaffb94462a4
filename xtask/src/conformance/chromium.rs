//! Tests in Chromium: `conformance/chromium.mjs` has a page, in which it runs one program after the other.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::host::{Host, Run, end_of};
use super::suites::Suite;
use crate::command::{self, program};
use crate::files;
use crate::python::Python;
use crate::tools;
use crate::workspace::Workspace;

/// Where a program unpacks the tests.
const LIBRARY: &str = "/tmp/library";

/// The file beside a program that they are in. What may be beside a program is limited in number.
const ARCHIVE: &str = "tests.zip";

/// How many times as long as a test a class may take.
const CLASS: u32 = 3;

pub struct Chromium {
    /// Its input is where programs go.
    node: Child,
    answers: BufReader<ChildStdout>,
    patience: Duration,
}

/// How a run in the page ended.
#[derive(Deserialize)]
struct Answer {
    status: String,
    stdout: String,
    stderr: String,
}

impl Chromium {
    /// Opens the page, for the tests of a suite.
    pub fn open(
        workspace: &Workspace,
        python: &Python,
        site: &Path,
        browser: &Path,
        tests: &Suite,
        patience: Duration,
    ) -> Result<Self> {
        tools::install_npm_packages(&workspace.root)?;
        let archive = pack(workspace, python, tests)?;
        let mut node = program("node")
            .arg("conformance/chromium.mjs")
            .arg(super::driver(workspace))
            .arg(archive)
            .env("SPAWNPOINT_SITE", site)
            .env("SPAWNPOINT_CHROMIUM", browser)
            .env_remove("SPAWNPOINT_BROWSER")
            .current_dir(&workspace.root)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start node")?;
        let answers = node.stdout.take().context("node has an output")?;
        Ok(Self {
            node,
            answers: BufReader::new(answers),
            patience,
        })
    }
}

/// Makes an archive of what the tests of a suite take, compiled.
fn pack(workspace: &Workspace, python: &Python, suite: &Suite) -> Result<PathBuf> {
    let library = workspace.scratch().join("conformance/chromium");
    files::make_empty(&library)?;
    suite.copy(&python.library(), &library)?;
    super::compile(python, &library);
    let archive = library.join(ARCHIVE);
    command::required_output(
        program(python.interpreter())
            .args(["-m", "zipfile", "--create"])
            .arg(&archive)
            .arg("test")
            .current_dir(&library),
    )?;
    Ok(archive)
}

impl Host for Chromium {
    fn beginning(&self) -> Vec<String> {
        vec![
            "import spawnpoint_conformance".to_owned(),
            format!("spawnpoint_conformance.unpack({ARCHIVE:?}, {LIBRARY:?})"),
            // Not before: Python remembers of a folder on the path that it was not there.
            format!("sys.path.insert(0, {LIBRARY:?})"),
        ]
    }

    fn run(&mut self, source: &str) -> Result<Run> {
        // What it prints is only known in the end, so this is for a whole class.
        let limit = u64::try_from((CLASS * self.patience).as_millis())?;
        let request = serde_json::json!({ "code": source, "timeoutMs": limit });
        let programs = self.node.stdin.as_mut().context("node has an input")?;
        writeln!(programs, "{request}").context("node is gone")?;
        let mut answer = String::new();
        self.answers
            .read_line(&mut answer)
            .context("node is gone")?;
        let answer: Answer =
            serde_json::from_str(&answer).context("node did not say how a run ended")?;
        let mut run = Run::default();
        for line in answer.stdout.lines() {
            run.said.take(line)?;
        }
        if !run.said.has_ended {
            run.end = format!(
                "its status is {}\n{}",
                answer.status,
                end_of(&answer.stderr)
            );
        }
        Ok(run)
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It ends at the end of its input, which this is, and closes the browser.
        let _ = self.node.wait();
    }
}
