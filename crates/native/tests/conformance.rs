//! Runs each program in `tests/programs/` and compares what it prints with what CPython prints.
//! `tests/programs/README.md` describes the files.

use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
    thread,
    time::Duration,
};

use spawnpoint_kernel::Input;
use spawnpoint_native::run_with;
use spawnpoint_protocol::{
    StartMethod, Stream,
    control::Outcome,
    event::{Event, EventKind},
    syscall::{Mode, Program},
};

/// From the package's folder, in which cargo runs its tests.
const PROGRAMS: &str = "../../tests/programs";

/// Far more than any program takes; a program that hangs fails instead of blocking the suite.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// How long a run that is disturbed goes on, and stands still, by turns.
const TURN: Duration = Duration::from_millis(10);

/// How many events are shown of a run that ended otherwise than it should.
const LAST: usize = 60;

/// How the processes of a run come to be.
type Way = (Mode, StartMethod);

const SPAWN: Way = (Mode::Processes, StartMethod::Spawn);
const FORK: Way = (Mode::Processes, StartMethod::Fork);
const FORK_SERVER: Way = (Mode::Processes, StartMethod::ForkServer);
// Processes are threads, and only named after the start method.
const SHARED: Way = (Mode::Shared, StartMethod::ForkServer);
const SERIAL: Way = (Mode::Serial, StartMethod::ForkServer);

fn prints_what_cpython_prints_with_spawn(path: &Path) -> Result<(), Box<dyn Error>> {
    check(path, SPAWN, |_, _| {})
}

fn prints_what_cpython_prints_with_fork(path: &Path) -> Result<(), Box<dyn Error>> {
    check(path, FORK, |_, _| {})
}

fn prints_what_cpython_prints_with_forkserver(path: &Path) -> Result<(), Box<dyn Error>> {
    check(path, FORK_SERVER, |_, _| {})
}

fn prints_what_threads_would(path: &Path) -> Result<(), Box<dyn Error>> {
    check(path, SHARED, |_, _| {})?;
    check(path, SERIAL, |_, _| {})
}

/// Whoever pauses a run and steps through it changes nothing of what it does.
fn prints_the_same_when_paused(path: &Path) -> Result<(), Box<dyn Error>> {
    for (way, _) in expectations(path)? {
        let mut is_disturbed = false;
        let mut held = 0;
        check(path, way, |event, inputs| {
            if !is_disturbed {
                is_disturbed = true;
                let inputs = inputs.clone();
                thread::spawn(move || disturb(&inputs));
            }
            if matches!(event.kind, EventKind::Held { .. }) {
                held += 1;
                if held % 5 != 0 {
                    // The run may have ended.
                    let _ = inputs.send(Input::Step(event.pid));
                }
            }
        })?;
    }
    Ok(())
}

/// Pauses and resumes a run until it ends.
fn disturb(inputs: &Sender<Input>) {
    let turns = [Input::Pause, Input::Resume];
    for input in turns.iter().cycle() {
        thread::sleep(TURN);
        if inputs.send(input.clone()).is_err() {
            return;
        }
    }
}

/// Runs a program in one way, if it has a defined result there.
fn check(
    path: &Path,
    way: Way,
    observe: impl FnMut(&Event, &Sender<Input>),
) -> Result<(), Box<dyn Error>> {
    let expectations = expectations(path)?;
    let Some((_, expected)) = expectations.iter().find(|(defined, _)| *defined == way) else {
        return Ok(());
    };
    let (mode, start_method) = way;
    let source = fs::read_to_string(path)?;
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.clone(),
        mode,
        start_method,
        ..Program::default()
    };
    let run = run_with(worker, program, TIME_LIMIT, observe)?;
    let stderr = run.text(Stream::Stderr);

    let last: Vec<_> = run.events.iter().rev().take(LAST).rev().collect();
    assert_eq!(
        run.outcome,
        Outcome::Finished,
        "the last events: {last:#?}\nstderr:\n{stderr}"
    );
    assert_eq!(
        run.text(Stream::Stdout),
        fs::read_to_string(expected.with_added_extension("out"))?,
        "stdout differs; stderr:\n{stderr}"
    );
    assert_eq!(
        run.exit_code(),
        Some(expected_exit_code(&source)),
        "stderr:\n{stderr}"
    );
    let expected = match fs::read_to_string(expected.with_added_extension("err")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        expected => expected?,
    };
    assert_eq!(without_library_frames(&stderr), expected, "stderr differs");
    Ok(())
}

/// The ways in which a program has a defined result, and the files with that, but for their
/// extensions.
fn expectations(path: &Path) -> Result<Vec<(Way, PathBuf)>, Box<dyn Error>> {
    let source = fs::read_to_string(path)?;
    let header = |name: &str| {
        let mut lines = source.lines().take_while(|line| line.starts_with('#'));
        lines.find_map(|line| {
            line.strip_prefix("# ")?
                .strip_prefix(name)?
                .strip_prefix(": ")
        })
    };
    let same = path.with_extension("");
    if let Some(modes) = header("modes") {
        let modes = modes.split(", ").map(|name| {
            let mode = Mode::from_name(name).ok_or("an unknown mode")?;
            Ok(((mode, StartMethod::ForkServer), same.clone()))
        });
        return modes.collect();
    }
    let own = |name: &str| {
        let own = same.with_added_extension(name);
        own.with_added_extension("out").exists().then_some(own)
    };
    let methods = match header("methods") {
        Some(names) => names
            .split(", ")
            .map(StartMethod::from_name)
            .collect::<Option<_>>()
            .ok_or("an unknown start method")?,
        None => Vec::from(StartMethod::ALL),
    };
    let mut expectations: Vec<_> = methods
        .into_iter()
        .map(|method| {
            let expected = own(method.name()).unwrap_or_else(|| same.clone());
            ((Mode::Processes, method), expected)
        })
        .collect();
    if let Some(shared) = own("shared") {
        expectations.push((SHARED, shared));
    } else {
        match header("shared").ok_or("its result in shared-state mode is not said")? {
            "same" => expectations.push((SHARED, same)),
            reason => assert!(reason.starts_with("no, "), "{reason}"),
        }
    }
    Ok(expectations)
}

fn expected_exit_code(source: &str) -> i32 {
    source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# exit: "))
        .and_then(|code| code.parse().ok())
        .unwrap_or(0)
}

/// `stderr` without the traceback entries of the standard library, whose paths and lines are no
/// part of the language.
fn without_library_frames(stderr: &str) -> String {
    let mut kept = String::new();
    let mut skipping = false;
    for line in stderr.lines() {
        if line.starts_with("  File ") {
            skipping = !line.starts_with("  File \"/home/user/main.py\"");
        } else if !line.starts_with("    ") {
            skipping = false;
        }
        if !skipping {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

datatest_stable::harness! {
    {
        test = prints_what_cpython_prints_with_spawn,
        root = PROGRAMS,
        pattern = r"\.py$",
    },
    {
        test = prints_what_cpython_prints_with_fork,
        root = PROGRAMS,
        pattern = r"\.py$",
    },
    {
        test = prints_what_cpython_prints_with_forkserver,
        root = PROGRAMS,
        pattern = r"\.py$",
    },
    {
        test = prints_what_threads_would,
        root = PROGRAMS,
        pattern = r"\.py$",
    },
    {
        test = prints_the_same_when_paused,
        root = PROGRAMS,
        pattern = r"\.py$",
    },
}
