//! `cargo xtask test`: every check, the quick ones first.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::browser;
use crate::command::{self, program};
use crate::files;
use crate::site::{self, Profile};
use crate::steps::{Steps, note};
use crate::toolchain::{native, require_component};
use crate::workspace::Workspace;

/// Which of the checks to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    All,
    Native,
    Browser,
}

/// Runs the checks, up to the first that fails.
pub fn run(workspace: &Workspace, part: Part, steps: &mut Steps) -> Result<()> {
    // Looked for before anything is built, so that a missing browser is known at once.
    let browser = match part {
        Part::Native => None,
        Part::All | Part::Browser => Some(steps.run("Browser", browser::find)?),
    };
    if part != Part::Browser {
        native_checks(workspace, steps)?;
    }
    if let Some(browser) = browser {
        site::build(workspace, Profile::Release, steps)?;
        steps.run("Tests in the browser", || end_to_end(workspace, browser))?;
    }
    Ok(())
}

fn native_checks(workspace: &Workspace, steps: &mut Steps) -> Result<()> {
    steps.run("Format (cargo fmt)", || {
        require_component("rustfmt", "fmt")?;
        let mut cargo = program("cargo");
        command::run(
            cargo
                .args(["fmt", "--all", "--check"])
                .current_dir(&workspace.root),
        )
        .context("the code is not formatted: run `cargo fmt --all`")
    })?;
    steps.run("Lints (cargo clippy)", || {
        require_component("clippy", "clippy")?;
        let mut cargo = native(workspace, &["clippy", "--workspace", "--all-targets"]);
        command::run(cargo.args(["--", "--deny", "warnings"]))
    })?;
    steps.run("Native tests", || {
        let has_nextest =
            command::output(program("cargo").args(["nextest", "--version"])).is_some();
        if has_nextest {
            command::run(&mut native(workspace, &["nextest", "run", "--workspace"]))
        } else {
            note("cargo-nextest is not installed, which is fine; with it the tests take less time");
            command::run(&mut native(
                workspace,
                &["test", "--workspace", "--all-targets"],
            ))
        }
    })?;
    steps.run("Examples in the documentation", || {
        command::run(&mut native(workspace, &["test", "--workspace", "--doc"]))
    })
}

fn end_to_end(workspace: &Workspace, browser: PathBuf) -> Result<()> {
    let folder = workspace.root.join("tests/e2e");
    // Named one by one: releases of Node differ in what a folder means to `node --test`.
    let tests: Vec<_> = files::list(&folder)?
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .map(|file| folder.join(file))
        .collect();
    if tests.is_empty() {
        bail!("there is no *.test.mjs in {}", folder.display());
    }
    let mut node = program("node");
    // One file at a time: some of them measure, and a browser takes every core it gets.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(tests);
    node.env("SPAWNPOINT_SITE", workspace.output(Profile::Release))
        .env("SPAWNPOINT_CHROMIUM", browser);
    command::run(node.current_dir(&workspace.root))
}
