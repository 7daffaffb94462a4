//! What a run leaves in the log besides its output.

use std::{path::Path, time::Duration};

use spawnpoint_native::{Run, run};
use spawnpoint_protocol::{
    control::Outcome,
    event::{EventKind, WaitFor},
    syscall::Program,
};

fn run_source(source: &str, limit: Duration) -> Run {
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.to_owned(),
        ..Program::default()
    };
    run(worker, program, limit, |_| {}).expect("workers start")
}

#[test]
fn events_name_the_line_of_the_program() {
    let source = "\
import time
from multiprocessing import Process

def start(process):
    process.start()

if __name__ == '__main__':
    child = Process(target=time.sleep, args=(0.01,))
    start(child)
    time.sleep(0.001)
    child.join()
";
    let run = run_source(source, Duration::from_mins(1));
    let lines: Vec<_> = run
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Created {
                parent: Some(_),
                line,
                ..
            } => Some(("start", *line)),
            EventKind::Blocked {
                on: WaitFor::Sleep { micros: 1_000 },
                call: _,
                line,
            } => Some(("sleep", *line)),
            EventKind::Blocked {
                on: WaitFor::Exit { .. },
                call: _,
                line,
            } => Some(("join", *line)),
            _ => None,
        })
        .collect();
    assert_eq!(
        lines,
        [("start", Some(5)), ("sleep", Some(10)), ("join", Some(11))]
    );
}

#[test]
fn a_process_that_never_looks_up_is_ended_by_the_time_limit() {
    let run = run_source("while True: pass", Duration::from_millis(200));
    assert_eq!(run.outcome, Outcome::Timeout);
    assert_eq!(run.exit_code(), Some(-9));
}
