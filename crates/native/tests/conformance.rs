//! Runs each program in `tests/programs/` and compares what it prints with what CPython prints.
//! `tests/programs/README.md` describes the files.

use std::{error::Error, fs, path::Path, sync::mpsc::Sender, thread, time::Duration};

use spawnpoint_kernel::Input;
use spawnpoint_native::run_with;
use spawnpoint_protocol::{
    Stream,
    control::Outcome,
    event::{Event, EventKind},
    syscall::Program,
};

/// Far more than any program takes; a program that hangs fails instead of blocking the suite.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// How long a run that is disturbed goes on, and stands still, by turns.
const TURN: Duration = Duration::from_millis(10);

fn prints_what_cpython_prints(path: &Path) -> Result<(), Box<dyn Error>> {
    check(path, |_, _| {})
}

/// Whoever pauses a run and steps through it changes nothing of what it does.
fn prints_the_same_when_paused(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut is_disturbed = false;
    let mut held = 0;
    check(path, |event, inputs| {
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
    })
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

fn check(path: &Path, observe: impl FnMut(&Event, &Sender<Input>)) -> Result<(), Box<dyn Error>> {
    let source = fs::read_to_string(path)?;
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.clone(),
        ..Program::default()
    };
    let run = run_with(worker, program, TIME_LIMIT, observe)?;
    let stderr = run.text(Stream::Stderr);

    assert_eq!(run.outcome, Outcome::Finished, "stderr:\n{stderr}");
    assert_eq!(
        run.text(Stream::Stdout),
        fs::read_to_string(path.with_extension("out"))?,
        "stdout differs; stderr:\n{stderr}"
    );
    assert_eq!(
        run.exit_code(),
        Some(expected_exit_code(&source)),
        "stderr:\n{stderr}"
    );
    let expected = path.with_extension("err");
    let expected = if expected.exists() {
        fs::read_to_string(expected)?
    } else {
        String::new()
    };
    assert_eq!(without_library_frames(&stderr), expected, "stderr differs");
    Ok(())
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
        test = prints_what_cpython_prints,
        root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/programs"),
        pattern = r"\.py$",
    },
    {
        test = prints_the_same_when_paused,
        root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/programs"),
        pattern = r"\.py$",
    },
}
