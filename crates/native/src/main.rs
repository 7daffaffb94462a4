//! Runs a program and prints what it prints.

use std::{env, fs, process::ExitCode, time::Duration};

use anyhow::{Context, Result, bail};
use spawnpoint_native::{process, run};
use spawnpoint_protocol::{
    StartMethod, Stream,
    event::{Event, EventKind},
    syscall::{Mode, Program},
};

const USAGE: &str = "usage: spawnpoint-native [--mode processes|shared|serial] \
    [--start-method spawn|fork|forkserver] [--seed N] PROGRAM.py";

fn main() -> Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == "worker") {
        let shell = arguments.next().context(USAGE)?;
        let root = arguments.next().context(USAGE)?;
        return process::serve(shell.into(), root.into()).map(|()| ExitCode::SUCCESS);
    }
    let run = run(&env::current_exe()?, program()?, Duration::MAX, print)?;
    Ok(ExitCode::from(u8::try_from(
        run.exit_code().unwrap_or(1) & 0xFF,
    )?))
}

/// What the command line asks for.
fn program() -> Result<Program> {
    let mut program = Program::default();
    let mut path = None;
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--mode" => {
                let name = arguments.next().context(USAGE)?;
                program.mode = Mode::from_name(&name).context(USAGE)?;
            }
            "--start-method" => {
                let name = arguments.next().context(USAGE)?;
                program.start_method = StartMethod::from_name(&name).context(USAGE)?;
            }
            "--seed" => {
                let seed = arguments.next().context(USAGE)?;
                program.turns.seed = Some(seed.parse().context(USAGE)?);
            }
            _ if path.is_none() && !argument.starts_with('-') => path = Some(argument),
            _ => bail!(USAGE),
        }
    }
    let path = path.context(USAGE)?;
    program.source = fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
    Ok(program)
}

fn print(event: &Event) {
    if let EventKind::Printed { stream, text } = &event.kind {
        match stream {
            Stream::Stdout => print!("{text}"),
            Stream::Stderr => eprint!("{text}"),
        }
    } else if let EventKind::Deadlocked(deadlock) = &event.kind {
        eprintln!("{deadlock:#?}");
    }
}
