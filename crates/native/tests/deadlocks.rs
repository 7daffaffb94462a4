//! Runs each program in `tests/deadlocks/`, which cannot go on, and checks that the kernel says so and
//! why.

use std::{error::Error, fs, path::Path, time::Duration};

use spawnpoint_native::run;
use spawnpoint_protocol::{Stream, control::Outcome, event::EventKind, syscall::Program};
use spawnpoint_trace::record::Record;

/// Far more than any program takes; one that is not found out fails instead of blocking the suite.
const TIME_LIMIT: Duration = Duration::from_mins(1);

fn is_found_out(path: &Path) -> Result<(), Box<dyn Error>> {
    let source = fs::read_to_string(path)?;
    let expected = source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# mistake: "))
        .ok_or("the first line does not name the mistake")?
        .to_owned();
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source,
        ..Program::default()
    };
    let run = run(worker, program, TIME_LIMIT, |_| {})?;
    assert_eq!(
        run.outcome,
        Outcome::Deadlock,
        "stderr:\n{}",
        run.text(Stream::Stderr)
    );
    let event = run
        .events
        .iter()
        .find(|event| matches!(event.kind, EventKind::Deadlocked(_)))
        .ok_or("the deadlock is not in the log")?;
    let record = serde_json::to_value(Record::from(event))?;
    assert_eq!(record["mistake"], *expected, "{record:#}");
    assert!(
        record["waits"]
            .as_array()
            .is_some_and(|waits| !waits.is_empty()),
        "{record:#}"
    );
    Ok(())
}

datatest_stable::harness! {
    {
        test = is_found_out,
        // From the package's folder, in which cargo runs its tests.
        root = "../../tests/deadlocks",
        pattern = r"\.py$",
    },
}
