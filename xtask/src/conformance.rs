//! `cargo xtask conformance`: runs tests that CPython has for itself on what we make of it, natively and in Chromium.
//!
//! The tests are those of the source that `cargo xtask python` unpacks; nothing of them is in this repository.

mod chromium;
mod expected;
mod host;
mod native;
mod report;
mod suites;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;

use self::chromium::Chromium;
use self::expected::{Expected, Outcome, matches};
use self::host::{Host, Said, Test};
use self::native::Native;
use self::report::{Report, SuiteReport};
use self::suites::{SUITES, Suite};
use crate::browser;
use crate::command::{self, program};
use crate::files;
use crate::python::{self, Python};
use crate::site::{self, Profile};
use crate::steps::{Steps, note};
use crate::workspace::Workspace;

/// The module of ours that runs tests.
const DRIVER: &str = "spawnpoint_conformance.py";

const NATIVE: &str = "native";
const CHROMIUM: &str = "chromium";

/// What to run, and where.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// All, if there are none.
    pub suites: Vec<String>,
    pub native: bool,
    pub browser: bool,
    /// A pattern for the names of classes; none for all.
    pub class: Option<String>,
    /// How long a test may take.
    pub patience: Duration,
    /// A site that is there already, instead of one that is built.
    pub site: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            suites: Vec::new(),
            native: true,
            browser: true,
            class: None,
            patience: Duration::from_mins(2),
            site: None,
        }
    }
}

impl Options {
    fn is_chosen(&self, suite: &Suite) -> bool {
        self.suites.is_empty() || self.suites.iter().any(|name| name == suite.name)
    }

    /// Whether all is run that something is known of.
    fn is_all(&self) -> bool {
        self.suites.is_empty() && self.class.is_none() && self.native && self.browser
    }
}

/// The names of all suites.
pub fn names() -> impl Iterator<Item = &'static str> {
    SUITES.iter().map(|suite| suite.name)
}

/// Runs tests; it is an error if some end otherwise than is known of them.
pub fn run(workspace: &Workspace, options: &Options, steps: &mut Steps) -> Result<()> {
    let file = workspace.root.join("conformance/expected.txt");
    let expected = Expected::read(&files::read_text(&file)?, &[NATIVE, CHROMIUM])?;
    let chosen: Vec<_> = SUITES
        .iter()
        .filter(|suite| options.is_chosen(suite))
        .collect();
    let python = steps.run(python::STEP, || python::prepare_native(workspace))?;
    let mut report = Report::new(expected, workspace.scratch().join("conformance"));
    if options.native {
        let mut host = steps.run("Native host, and the tests for it", || {
            Native::prepare(workspace, &python, options.patience)
        })?;
        for suite in &chosen {
            steps.run(&format!("Natively: {}", suite.name), || {
                let modules = suite.modules(&python.library())?;
                run_suite(
                    &mut host,
                    &modules,
                    options,
                    &mut report.begin(NATIVE, suite.name)?,
                )
            })?;
        }
    }
    if options.browser {
        let browser = steps.run("Browser", browser::find)?;
        let site = if let Some(site) = &options.site {
            std::path::absolute(site)?
        } else {
            site::build(workspace, Profile::Release, steps)?;
            workspace.output(Profile::Release)
        };
        for suite in chosen.iter().filter(|suite| suite.is_for_browser()) {
            steps.run(&format!("In Chromium: {}", suite.name), || {
                let patience = options.patience;
                let mut host =
                    Chromium::open(workspace, &python, &site, &browser, suite, patience)?;
                let modules = suite.modules(&python.library())?;
                run_suite(
                    &mut host,
                    &modules,
                    options,
                    &mut report.begin(CHROMIUM, suite.name)?,
                )
            })?;
        }
    }
    report.end(options.is_all())
}

/// Runs the tests of some modules, class by class.
fn run_suite(
    host: &mut dyn Host,
    modules: &[String],
    options: &Options,
    report: &mut SuiteReport,
) -> Result<()> {
    for module in modules {
        let start = Instant::now();
        let source = program_source(host, &format!("list_classes({})", literal(module)));
        let run = host.run(&source)?;
        if !run.said.has_ended {
            report.take(&failed(module, &run.end))?;
        }
        for test in &run.said.tests {
            report.take(test)?;
        }
        for class in &run.said.classes {
            let is_chosen = |pattern: &str| matches(pattern, &format!("{module}.{class}"));
            if options.class.as_deref().is_none_or(is_chosen) {
                run_class(host, module, class, report)?;
            }
        }
        note(format!("{module} ({:.0} s)", start.elapsed().as_secs_f64()));
    }
    Ok(())
}

/// Runs the tests of a class. Where one of them ends the run, another run goes on with those after it.
fn run_class(
    host: &mut dyn Host,
    module: &str,
    class: &str,
    report: &mut SuiteReport,
) -> Result<()> {
    let mut done: Vec<String> = Vec::new();
    loop {
        let call = format!(
            "run_class({}, {}, {})",
            literal(module),
            literal(class),
            serde_json::json!(done)
        );
        let run = host.run(&program_source(host, &call))?;
        let Said {
            mut tests,
            begun,
            has_ended,
            ..
        } = run.said;
        match begun {
            Some(name) if !has_ended => tests.push(failed(&name, &run.end)),
            // Nothing would become of the next run either.
            None if !has_ended && tests.is_empty() => {
                return report.take(&failed(&format!("{module}.{class}"), &run.end));
            }
            _ => {}
        }
        for test in tests {
            report.take(&test)?;
            done.push(test.name);
        }
        if has_ended {
            return Ok(());
        }
    }
}

fn failed(name: &str, detail: &str) -> Test {
    Test {
        name: name.to_owned(),
        outcome: Outcome::Failed,
        detail: detail.to_owned(),
        seconds: 0.0,
    }
}

/// A program that calls a function of the driver. Other processes of it have the module search path from this one, and
/// nothing of the program is for them.
fn program_source(host: &dyn Host, call: &str) -> String {
    let mut lines = vec!["import sys".to_owned()];
    lines.extend(host.beginning());
    lines.push(format!("spawnpoint_conformance.{call}"));
    format!(
        "if __name__ == \"__main__\":\n    {}\n",
        lines.join("\n    ")
    )
}

/// A text as Python has it.
fn literal(text: &str) -> String {
    serde_json::json!(text).to_string()
}

/// The file with the driver.
fn driver(workspace: &Workspace) -> PathBuf {
    workspace.root.join("conformance").join(DRIVER)
}

/// Compiles all modules in a folder; nobody looks again whether they have changed.
fn compile(python: &Python, folder: &Path) {
    let mut compile = program(python.interpreter());
    compile
        .args([
            "-m",
            "compileall",
            "-q",
            "--invalidation-mode",
            "unchecked-hash",
        ])
        .arg(folder);
    // Some modules cannot be compiled, which is what tests are about.
    let _ = command::output(&mut compile);
}
