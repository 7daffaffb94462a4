//! Finalizers that wait, in programs that nobody has seen before: `tests/programs/finalizers_random.py` with other seeds.

use std::{
    fs,
    hash::{BuildHasher, RandomState},
    path::Path,
    time::Duration,
};

use spawnpoint_native::run;
use spawnpoint_protocol::{
    StartMethod, Stream,
    control::Outcome,
    syscall::{Mode, Program},
};

const PROGRAM: &str = "../../tests/programs/finalizers_random.py";

/// What the program draws from, by itself.
const SEEDS: &str = "SEEDS = range(2)";

const TIME_LIMIT: Duration = Duration::from_mins(1);

/// Each finalizer has run once, whatever processes and threads did meanwhile.
fn each_runs_once(mode: Mode, start_method: StartMethod) {
    let drawn = RandomState::new().hash_one(0) % 1_000_000;
    let source = fs::read_to_string(PROGRAM).expect("the program is there");
    assert!(source.contains(SEEDS));
    let mut program = Program {
        source: source.replace(SEEDS, &format!("SEEDS = range({drawn}, {drawn} + 2)")),
        mode,
        start_method,
        ..Program::default()
    };
    program.turns.seed = u32::try_from(drawn).ok();
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let run = run(worker, program, TIME_LIMIT, |_| {}).expect("workers start");
    let stderr = run.text(Stream::Stderr);
    assert_eq!(run.outcome, Outcome::Finished, "seeds {drawn}: {stderr}");
    assert_eq!(run.exit_code(), Some(0), "seeds {drawn}: {stderr}");
    assert_eq!(stderr, "", "seeds {drawn}");
}

#[test]
fn with_spawn() {
    each_runs_once(Mode::Processes, StartMethod::Spawn);
}

#[test]
fn with_fork() {
    each_runs_once(Mode::Processes, StartMethod::Fork);
}

#[test]
fn with_forkserver() {
    each_runs_once(Mode::Processes, StartMethod::ForkServer);
}

#[test]
fn with_threads_for_processes() {
    each_runs_once(Mode::Shared, StartMethod::Spawn);
}
