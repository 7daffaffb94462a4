//! Runs the programs in `tests/language/`: each as main program, all as modules of one program, and each in a child, and
//! compares what they print with what CPython prints. `tests/language/README.md` describes the files.

use std::{
    error::Error,
    fs,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use spawnpoint_native::{Run, run};
use spawnpoint_protocol::{
    StartMethod, Stream,
    control::Outcome,
    syscall::{Mode, Program, ProgramFile},
};

/// From the package's folder, in which cargo runs its tests.
const PROGRAMS: &str = "../../tests/language";

/// What we say besides of a module that is nowhere.
const ABSENT: &str = " (it is not part of this playground)";

/// Far more than any run takes; one that hangs fails instead of blocking the suite.
const TIME_LIMIT: Duration = Duration::from_mins(5);

/// How many run at once, of those that run by themselves.
const AT_ONCE: usize = 2;

/// A program about the language.
struct One {
    name: String,
    source: String,
    /// What CPython prints.
    expected: String,
}

/// All of them, in the order of their names.
fn all() -> Result<Vec<One>, Box<dyn Error>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(PROGRAMS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            all.push(One {
                name: (path.file_stem().unwrap_or_default().to_string_lossy()).into_owned(),
                source: fs::read_to_string(&path)?,
                expected: fs::read_to_string(path.with_extension("out"))?,
            });
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!all.is_empty());
    Ok(all)
}

fn run_program(program: Program) -> Run {
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    run(worker, program, TIME_LIMIT, |_| {}).expect("workers start")
}

/// What is wrong with what a program printed, if anything is.
fn difference(one: &One, printed: &str) -> Option<String> {
    let expected = &one.expected;
    let printed = &printed.replace(ABSENT, "");
    if printed == expected {
        return None;
    }
    let lines = printed.lines().zip(expected.lines());
    let same = lines.take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("the end").to_owned();
    Some(format!(
        "{}, line {}:\n  {}\n  instead of\n  {}\n",
        one.name,
        same + 1,
        line(printed),
        line(expected)
    ))
}

/// Asserts that a driver, with all programs beside it, has each print what it should.
fn check_together(
    driver: &str,
    mode: Mode,
    start_method: StartMethod,
) -> Result<(), Box<dyn Error>> {
    let all = all()?;
    let files = all.iter().map(|one| ProgramFile {
        path: format!("{}.py", one.name),
        bytes: one.source.clone().into_bytes(),
    });
    let run = run_program(Program {
        source: fs::read_to_string(Path::new(PROGRAMS).join("drivers").join(driver))?,
        files: files.collect(),
        mode,
        start_method,
        ..Program::default()
    });
    let stderr = run.text(Stream::Stderr);
    assert_eq!(run.outcome, Outcome::Finished, "stderr:\n{stderr}");
    let stdout = run.text(Stream::Stdout);
    let mut rest = stdout.as_str();
    let mut differences = String::new();
    for (one, next) in all.iter().zip(all.iter().skip(1).map(Some).chain([None])) {
        let heading = format!("=== {}\n", one.name);
        rest = rest.strip_prefix(&heading).unwrap_or(rest);
        let end = next.and_then(|next| rest.find(&format!("=== {}\n", next.name)));
        let (printed, after) = rest.split_at(end.unwrap_or(rest.len()));
        differences.extend(difference(one, printed));
        rest = after;
    }
    assert!(differences.is_empty(), "{differences}stderr:\n{stderr}");
    assert_eq!(stderr, "");
    Ok(())
}

#[test]
fn as_main_programs() -> Result<(), Box<dyn Error>> {
    let all = all()?;
    let next = AtomicUsize::new(0);
    let work = || {
        let mut wrong = String::new();
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            let run = run_program(Program {
                source: one.source.clone(),
                ..Program::default()
            });
            let stderr = run.text(Stream::Stderr);
            let is_well =
                run.outcome == Outcome::Finished && run.exit_code() == Some(0) && stderr.is_empty();
            if !is_well {
                let complaint = format!("{}: {:?} {stderr}\n", one.name, run.outcome);
                wrong.push_str(&complaint);
            }
            wrong.extend(difference(one, &run.text(Stream::Stdout)));
        }
        wrong
    };
    let wrong: String = thread::scope(|scope| {
        let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        let results = threads
            .into_iter()
            .map(|thread| thread.join().expect("no panic"));
        results.collect()
    });
    assert!(wrong.is_empty(), "{wrong}");
    Ok(())
}

#[test]
fn as_modules() -> Result<(), Box<dyn Error>> {
    check_together("modules.py", Mode::Processes, StartMethod::Spawn)
}

#[test]
fn as_children_by_spawn() -> Result<(), Box<dyn Error>> {
    check_together("children.py", Mode::Processes, StartMethod::Spawn)
}

#[test]
fn as_children_by_fork() -> Result<(), Box<dyn Error>> {
    check_together("children.py", Mode::Processes, StartMethod::Fork)
}

#[test]
fn as_children_by_forkserver() -> Result<(), Box<dyn Error>> {
    check_together("children.py", Mode::Processes, StartMethod::ForkServer)
}

#[test]
fn as_threads_for_processes() -> Result<(), Box<dyn Error>> {
    check_together("children.py", Mode::Shared, StartMethod::Spawn)
}
