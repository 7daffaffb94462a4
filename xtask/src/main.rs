//! `cargo xtask`: builds, serves, tests and packs Spawnpoint, and installs what that takes.

mod bench;
mod benchmarks;
mod bindings;
mod browser;
mod catalogue;
mod chart;
mod command;
mod conformance;
mod debian;
mod deny;
mod embed;
mod files;
mod fuzz;
mod grammar;
mod guide;
mod notices;
mod offline;
mod page;
mod pictures;
mod plan;
mod policy;
mod python;
mod recipes;
mod serve;
mod site;
mod sizes;
mod soak;
mod steps;
mod test;
mod toolchain;
mod tools;
mod types;
mod version;
mod workspace;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use lexopt::prelude::*;

use crate::site::Profile;
use crate::steps::Steps;
use crate::workspace::Workspace;

const HELP: &str = "\
cargo xtask <command>

  serve              build the site and serve it on this machine
    --port N         the port to listen on (8080; 0 takes a free one)
    --open           open the site in the default browser
    --isolated       send the headers that make the page cross-origin isolated
  test               run every check: format, lints, native tests, browser tests
    --native         only what needs no browser
    --browser        only the site and the tests in the browser
  deny               check the dependencies: licences, sources, known weaknesses
  fuzz [TARGET]      look for bytes that break a promise, of one target or of all
    --seconds N      for how long, each target (60)
  fuzz grammar       look for programs that print something else in a browser than on CPython
    --seconds N      for how long, at least (60)
  soak               many runs in one page, and many that are stopped
    --runs N         how many runs (1000)
    --stops N        how many that are stopped (500)
    --seed N         what the programs and the times to stop are drawn from
  conformance [SUITE…]
                     run tests of CPython's own, natively and in Chromium; all suites, or some
    --native         only natively
    --browser        only in Chromium
    --class PATTERN  only these classes of tests, such as '*.TestDecimal*'
    --patience N     how many seconds may pass without a word of a test (120)
    --site FOLDER    in this site, which is there already
  bench [PART…]      measure the optimised site beside CPython and Pyodide, for the guide; all parts, or some of
                     start exchange computing speed-up loading memory processes messages events frames
    --site FOLDER    measure this site, which is there already
    --rounds N       how often each figure is taken (5); fewer are only shown, and not kept
  build              build the site that serve and test use
  python             build CPython, natively and for WebAssembly
  guide              build only the guide of that site
  pictures           take the guide's pictures anew, of that site
  dist               build the optimised site into dist/ and check its sizes

Missing tools are installed into the target folder; the second run does nothing twice.
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Help,
    Build,
    Guide,
    Pictures,
    Python,
    Serve(serve::Options),
    Test(test::Part),
    Deny,
    Fuzz(fuzz::Options),
    Soak(soak::Options),
    Conformance(conformance::Options),
    Dist,
    Bench(bench::Options),
}

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not the error's debug form: a backtrace of this program tells its user nothing.
            eprintln!("\nerror: {error}");
            for cause in error.chain().skip(1) {
                eprintln!("  because: {cause}");
            }
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Help => {
            print!("{HELP}");
            Ok(())
        }
        Task::Build => {
            with_steps(|steps| site::build(&Workspace::find()?, Profile::Release, steps))
        }
        Task::Guide => {
            let workspace = Workspace::find()?;
            guide::build(&workspace, &workspace.output(Profile::Release))
        }
        Task::Pictures => pictures::run(&Workspace::find()?),
        Task::Python => with_steps(|steps| {
            let workspace = Workspace::find()?;
            steps.run(python::STEP, || python::run(&workspace))
        }),
        Task::Serve(options) => serve::run(&Workspace::find()?, &options),
        Task::Test(part) => with_steps(|steps| test::run(&Workspace::find()?, part, steps)),
        Task::Deny => deny::run(&Workspace::find()?),
        Task::Fuzz(options) => with_steps(|steps| fuzz::run(&Workspace::find()?, &options, steps)),
        Task::Soak(options) => with_steps(|steps| soak::run(&Workspace::find()?, &options, steps)),
        Task::Conformance(options) => {
            with_steps(|steps| conformance::run(&Workspace::find()?, &options, steps))
        }
        Task::Bench(options) => {
            with_steps(|steps| bench::run(&Workspace::find()?, &options, steps))
        }
        Task::Dist => with_steps(|steps| {
            let workspace = Workspace::find()?;
            site::build(&workspace, Profile::Dist, steps)?;
            steps.run("Sizes of dist/", || {
                sizes::check(&workspace.output(Profile::Dist))
            })
        }),
    }
}

/// Runs the steps of a task and closes with their durations, also when one of them has failed.
fn with_steps(task: impl FnOnce(&mut Steps) -> Result<()>) -> Result<()> {
    let mut steps = Steps::default();
    let result = task(&mut steps);
    steps.summary();
    result
}

fn parse(mut arguments: lexopt::Parser) -> Result<Task> {
    let Some(first) = arguments.next()? else {
        return Ok(Task::Help);
    };
    match first {
        Short('h') | Long("help") => Ok(Task::Help),
        Value(command) => match command.to_string_lossy().as_ref() {
            "help" => Ok(Task::Help),
            "serve" => parse_serve(&mut arguments),
            "test" => parse_test(&mut arguments),
            "build" => without_options(&mut arguments, Task::Build),
            "guide" => without_options(&mut arguments, Task::Guide),
            "pictures" => without_options(&mut arguments, Task::Pictures),
            "python" => without_options(&mut arguments, Task::Python),
            "deny" => without_options(&mut arguments, Task::Deny),
            "fuzz" => parse_fuzz(&mut arguments),
            "soak" => parse_soak(&mut arguments),
            "conformance" => parse_conformance(&mut arguments),
            "bench" => parse_bench(&mut arguments),
            "dist" => without_options(&mut arguments, Task::Dist),
            other => bail!("there is no command `{other}`\n\n{HELP}"),
        },
        other => Err(other.unexpected().into()),
    }
}

fn parse_serve(arguments: &mut lexopt::Parser) -> Result<Task> {
    let mut options = serve::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("open") => options.open = true,
            Long("isolated") => options.isolated = true,
            Short('p') | Long("port") => options.port = arguments.value()?.parse()?,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Serve(options))
}

fn parse_test(arguments: &mut lexopt::Parser) -> Result<Task> {
    let (mut native, mut browser) = (false, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("native") => native = true,
            Long("browser") => browser = true,
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Test(match (native, browser) {
        (true, false) => test::Part::Native,
        (false, true) => test::Part::Browser,
        _ => test::Part::All,
    }))
}

fn parse_fuzz(arguments: &mut lexopt::Parser) -> Result<Task> {
    let mut options = fuzz::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("seconds") => options.seconds = arguments.value()?.parse()?,
            Value(target) if options.target.is_none() => options.target = Some(target.string()?),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Fuzz(options))
}

fn parse_soak(arguments: &mut lexopt::Parser) -> Result<Task> {
    let mut options = soak::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("runs") => options.runs = arguments.value()?.parse()?,
            Long("stops") => options.stops = arguments.value()?.parse()?,
            Long("seed") => options.seed = Some(arguments.value()?.parse()?),
            Short('h') | Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Soak(options))
}

fn parse_conformance(arguments: &mut lexopt::Parser) -> Result<Task> {
    let mut options = conformance::Options::default();
    let (mut native, mut browser) = (false, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("native") => native = true,
            Long("browser") => browser = true,
            Long("class") => options.class = Some(arguments.value()?.string()?),
            Long("patience") => {
                options.patience = Duration::from_secs(arguments.value()?.parse()?);
            }
            Long("site") => options.site = Some(arguments.value()?.into()),
            Short('h') | Long("help") => return Ok(Task::Help),
            Value(suite) => {
                let suite = suite.string()?;
                if !conformance::names().any(|name| name == suite) {
                    let all: Vec<_> = conformance::names().collect();
                    bail!("there is no suite `{suite}`, but {}", all.join(", "));
                }
                options.suites.push(suite);
            }
            other => return Err(other.unexpected().into()),
        }
    }
    (options.native, options.browser) = (native || !browser, browser || !native);
    Ok(Task::Conformance(options))
}

fn parse_bench(arguments: &mut lexopt::Parser) -> Result<Task> {
    let mut options = bench::Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("site") => options.site = Some(arguments.value()?.into()),
            Long("rounds") => options.rounds = arguments.value()?.parse()?,
            Short('h') | Long("help") => return Ok(Task::Help),
            Value(part) => match bench::PARTS.iter().find(|name| part == **name) {
                Some(part) => options.parts.push(part),
                None => bail!("there is no part `{}`\n\n{HELP}", part.to_string_lossy()),
            },
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Bench(options))
}

fn without_options(arguments: &mut lexopt::Parser, task: Task) -> Result<Task> {
    match arguments.next()? {
        None => Ok(task),
        Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_readme_says_what_each_module_is() {
        let folder = Workspace::find().unwrap().root.join("xtask");
        let readme = files::read_text(&folder.join("README.md")).unwrap();
        let modules = files::list(&folder.join("src")).unwrap().into_iter();
        let named = |path: &str| readme.contains(&format!("`{path}`"));
        let missing: Vec<_> = modules
            .map(|file| file.to_string_lossy().replace('\\', "/"))
            .filter(|path| !named(path))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
        for row in readme.lines().filter(|line| line.starts_with("| `")) {
            let words = row.split('`').skip(1).step_by(2);
            for path in words.filter(|word| Path::new(word).extension() == Some("rs".as_ref())) {
                assert!(folder.join("src").join(path).is_file(), "{path}");
            }
        }
    }

    fn parsed(arguments: &[&str]) -> Result<Task> {
        parse(lexopt::Parser::from_args(arguments))
    }

    #[test]
    fn reads_the_options_of_serve() {
        let task = parsed(&["serve", "--port", "9000", "--isolated"]).unwrap();
        let expected = serve::Options {
            port: 9000,
            open: false,
            isolated: true,
        };
        assert_eq!(task, Task::Serve(expected));
    }

    #[test]
    fn reads_the_options_of_fuzz_and_soak() {
        let fuzz = fuzz::Options {
            target: Some("link".to_owned()),
            seconds: 5,
        };
        let task = parsed(&["fuzz", "link", "--seconds", "5"]).unwrap();
        assert_eq!(task, Task::Fuzz(fuzz));
        assert!(parsed(&["fuzz", "link", "kernel"]).is_err());
        let soak = soak::Options {
            stops: 7,
            ..soak::Options::default()
        };
        assert_eq!(parsed(&["soak", "--stops", "7"]).unwrap(), Task::Soak(soak));
    }

    #[test]
    fn reads_the_options_of_conformance() {
        let expected = conformance::Options {
            suites: vec!["json".to_owned()],
            browser: false,
            class: Some("*.A".to_owned()),
            ..conformance::Options::default()
        };
        let task = parsed(&["conformance", "--native", "json", "--class", "*.A"]).unwrap();
        assert_eq!(task, Task::Conformance(expected));
        assert!(parsed(&["conformance", "everything"]).is_err());
    }

    #[test]
    fn both_parts_of_test_are_all_of_it() {
        assert_eq!(parsed(&["test"]).unwrap(), Task::Test(test::Part::All));
        assert_eq!(
            parsed(&["test", "--native"]).unwrap(),
            Task::Test(test::Part::Native)
        );
        assert_eq!(
            parsed(&["test", "--browser", "--native"]).unwrap(),
            Task::Test(test::Part::All)
        );
    }

    #[test]
    fn reads_the_parts_of_bench() {
        let expected = bench::Options {
            parts: vec!["speed-up", "start"],
            site: Some("there".into()),
            rounds: 7,
        };
        let arguments = [
            "bench",
            "speed-up",
            "--rounds=7",
            "start",
            "--site",
            "there",
        ];
        assert_eq!(parsed(&arguments).unwrap(), Task::Bench(expected));
        for part in bench::PARTS {
            assert!(HELP.contains(part), "{part}");
        }
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        assert!(parsed(&["bench", "everything"]).is_err());
        assert!(parsed(&["frobnicate"]).is_err());
        assert!(parsed(&["dist", "--port", "1"]).is_err());
        assert!(parsed(&["serve", "--port", "many"]).is_err());
    }
}
