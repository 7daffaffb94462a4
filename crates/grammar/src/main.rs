//! Prints the program of a seed: `spawnpoint-grammar SEED`.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let Some(seed) = env::args().nth(1).and_then(|seed| seed.parse().ok()) else {
        eprintln!("usage: spawnpoint-grammar SEED");
        return ExitCode::FAILURE;
    };
    print!("{}", spawnpoint_grammar::program(seed));
    ExitCode::SUCCESS
}
