//! `cargo xtask test`: every check, the quick ones first.

use std::ops::Range;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser;
use crate::command::{self, program};
use crate::deny;
use crate::files;
use crate::grammar;
use crate::python;
use crate::recipes;
use crate::site::{self, Profile};
use crate::steps::{Steps, note};
use crate::toolchain::{native, require_component};
use crate::types;
use crate::workspace::Workspace;

const END_TO_END: &str = "tests/e2e";

/// What also runs in Firefox: all in which the browser does the work.
const IN_FIREFOX: [&str; 7] = [
    "automation.test.mjs",
    "comparison.test.mjs",
    "conformance.test.mjs",
    "deadlocks.test.mjs",
    "page.test.mjs",
    "security.test.mjs",
    "views.test.mjs",
];

/// The seeds of the programs that are drawn from the grammar.
const SEEDS: Range<u64> = 0..60;

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
    let browsers = match part {
        Part::Native => None,
        Part::All | Part::Browser => Some(steps.run("Browsers", || {
            Ok((browser::find()?, browser::find_firefox()?))
        })?),
    };
    if part != Part::Browser {
        native_checks(workspace, steps)?;
    }
    if let Some((chromium, firefox)) = browsers {
        site::build(workspace, Profile::Release, steps)?;
        steps.run("Types of the workers' scripts (tsc)", || {
            types::check(workspace, Profile::Release)
        })?;
        let recipes = steps.run("Recipes for pages of documentation", || {
            recipes::build(workspace)
        })?;
        let programs = steps.run("Programs of the grammar", || {
            let python = python::prepare(workspace)?;
            grammar::write(workspace, &python, SEEDS)
        })?;
        steps.run("Tests in Chromium", || {
            let mut node = end_to_end(workspace, &all_tests(workspace)?);
            node.env("SPAWNPOINT_RECIPES", recipes);
            node.env("SPAWNPOINT_GRAMMAR", programs);
            command::run(node.env("SPAWNPOINT_CHROMIUM", chromium))
        })?;
        if let Some(firefox) = firefox {
            steps.run("Tests in Firefox", || {
                let mut node = end_to_end(workspace, &IN_FIREFOX);
                node.env("SPAWNPOINT_BROWSER", "firefox");
                command::run(node.env("SPAWNPOINT_FIREFOX", firefox))
            })?;
        }
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
    steps.run(python::STEP, || python::prepare(workspace))?;
    steps.run("Lints (cargo clippy)", || {
        require_component("clippy", "clippy")?;
        let mut cargo = native(workspace, &["clippy", "--workspace", "--all-targets"]);
        command::run(cargo.args(["--", "--deny", "warnings"]))
    })?;
    steps.run("Dependencies (cargo deny)", || deny::run(workspace))?;
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

/// The files of end-to-end tests, named one by one: releases of Node differ in what a folder means to
/// `node --test`.
fn all_tests(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.root.join(END_TO_END);
    let tests: Vec<_> = files::list(&folder)?
        .into_iter()
        .map(|file| file.to_string_lossy().into_owned())
        .filter(|file| file.ends_with(".test.mjs"))
        .collect();
    if tests.is_empty() {
        bail!("there is no *.test.mjs in {}", folder.display());
    }
    Ok(tests)
}

/// Prepares a run of tests; the caller adds the browser.
pub fn end_to_end(workspace: &Workspace, tests: &[impl AsRef<Path>]) -> Command {
    let folder = workspace.root.join(END_TO_END);
    let mut node = program("node");
    // One file at a time: some of them measure, and a browser takes every core it gets.
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(tests.iter().map(|file| folder.join(file)))
        .env("SPAWNPOINT_SITE", workspace.output(Profile::Release))
        .env_remove("SPAWNPOINT_BROWSER")
        .current_dir(&workspace.root);
    node
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_for_firefox_are_among_all() {
        let all = all_tests(&Workspace::find().unwrap()).unwrap();
        for file in IN_FIREFOX {
            assert!(all.iter().any(|one| one == file), "{file}");
        }
    }
}
