//! `cargo xtask fuzz`: runs the targets in `fuzz/`, and programs of the grammar in a browser.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::browser;
use crate::command::{self, program};
use crate::files;
use crate::grammar;
use crate::python;
use crate::site::{self, Profile};
use crate::steps::{Steps, note};
use crate::test::end_to_end;
use crate::tools::Package;
use crate::workspace::Workspace;

const CARGO_FUZZ: Package = Package {
    name: "cargo-fuzz",
    program: "cargo-fuzz",
    options: &[],
};

const VERSION: &str = "0.13.2";

/// Where the targets are, one to a file.
const TARGETS: &str = "fuzz/fuzz_targets";

/// The target that takes a browser and the site, and so is none of all.
const GRAMMAR: &str = "grammar";

/// How many programs a browser gets until it is started anew.
const PROGRAMS: u64 = 600;

/// What to run.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Which target; none for all.
    pub target: Option<String>,
    /// For how long each.
    pub seconds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            target: None,
            seconds: 60,
        }
    }
}

/// Runs the targets, up to the first that finds something.
pub fn run(workspace: &Workspace, options: &Options, steps: &mut Steps) -> Result<()> {
    if options.target.as_deref() == Some(GRAMMAR) {
        return run_programs(workspace, options.seconds, steps);
    }
    let all: Vec<_> = files::list(&workspace.root.join(TARGETS))?
        .iter()
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    let chosen = match &options.target {
        None => all,
        Some(target) if all.contains(target) => vec![target.clone()],
        Some(other) => bail!(
            "there is no target `{other}`, but {}, {GRAMMAR}",
            all.join(", ")
        ),
    };
    let tools = workspace.target.join("tools");
    steps.run("cargo-fuzz", || CARGO_FUZZ.require(&tools, VERSION))?;
    let folder = workspace.target.join("fuzz");
    for target in chosen {
        steps.run(&format!("Fuzzing {target}"), || {
            // What has been found to reach further is kept, and is where the next run goes on.
            let corpus = folder.join("corpus").join(&target);
            std::fs::create_dir_all(&corpus)
                .with_context(|| format!("cannot make the folder {}", corpus.display()))?;
            let mut fuzz = program(tools.join("bin").join(CARGO_FUZZ.program));
            fuzz.args(["run", "--release", "--debug-assertions"])
                // There is no unsafe code for a sanitizer to look at, and without one any compiler does.
                .args(["--sanitizer", "none", "--target-dir"])
                .arg(&folder)
                .arg(&target)
                .arg(&corpus)
                .args(["--", "-max_len=2000", "-timeout=20", "-print_final_stats=1"])
                .arg(format!("-max_total_time={}", options.seconds))
                .current_dir(&workspace.root);
            command::run(&mut fuzz)
        })?;
    }
    Ok(())
}

/// Compares what programs print in a browser with what they print on CPython, with seeds that follow one another from
/// one that is new each time.
fn run_programs(workspace: &Workspace, seconds: u32, steps: &mut Steps) -> Result<()> {
    let chromium = steps.run("Browser", browser::find)?;
    site::build(workspace, Profile::Release, steps)?;
    let python = steps.run(python::STEP, || python::prepare(workspace))?;
    steps.run("Programs of the grammar", || {
        let end = Instant::now() + Duration::from_secs(seconds.into());
        let mut first = RandomState::new().hash_one(0) >> 32;
        while Instant::now() < end {
            let seeds = first..first + PROGRAMS;
            note(format!("seeds {} to {}", seeds.start, seeds.end - 1));
            let folder = grammar::write(workspace, &python, seeds)?;
            let mut node = end_to_end(workspace, &["grammar.test.mjs"]);
            node.env("SPAWNPOINT_GRAMMAR", folder);
            command::run(node.env("SPAWNPOINT_CHROMIUM", &chromium))?;
            first += PROGRAMS;
        }
        Ok(())
    })
}
