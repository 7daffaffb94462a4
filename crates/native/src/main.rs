//! `spawnpoint-native PROGRAM.py`: runs a program and prints what it prints.

use std::{env, fs, process::ExitCode, time::Duration};

use anyhow::{Context, Result, bail};
use spawnpoint_native::{process, run};
use spawnpoint_protocol::{
    Stream,
    event::{Event, EventKind},
    syscall::Program,
};

fn main() -> Result<ExitCode> {
    match env::args().nth(1).as_deref() {
        Some("worker") => process::serve().map(|()| ExitCode::SUCCESS),
        Some(path) => {
            let source = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
            let program = Program {
                source,
                ..Program::default()
            };
            let run = run(&env::current_exe()?, program, Duration::MAX, print)?;
            Ok(ExitCode::from(u8::try_from(
                run.exit_code().unwrap_or(1) & 0xFF,
            )?))
        }
        None => bail!("usage: spawnpoint-native PROGRAM.py"),
    }
}

fn print(event: &Event) {
    match &event.kind {
        EventKind::Printed {
            stream: Stream::Stdout,
            text,
        } => print!("{text}"),
        EventKind::Printed {
            stream: Stream::Stderr,
            text,
        } => eprint!("{text}"),
        EventKind::Deadlocked(deadlock) => eprintln!("{deadlock:#?}"),
        _ => {}
    }
}
