//! Prints the program of a seed, or writes those of many: `spawnpoint-grammar SEED [COUNT FOLDER]`.

use std::{env, fs, path::Path, process::ExitCode};

const USAGE: &str = "usage: spawnpoint-grammar SEED [COUNT FOLDER]";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match *arguments {
        [seed] => print(seed),
        [first, count, folder] => write(first, count, Path::new(folder)),
        _ => None,
    };
    if done.is_none() {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn print(seed: &str) -> Option<()> {
    print!("{}", spawnpoint_grammar::program(seed.parse().ok()?));
    Some(())
}

/// Writes programs into a folder, each as `pSEED.py`.
fn write(first: &str, count: &str, folder: &Path) -> Option<()> {
    let first: u64 = first.parse().ok()?;
    let count: u64 = count.parse().ok()?;
    for seed in first..first.checked_add(count)? {
        let path = folder.join(format!("p{seed}.py"));
        if let Err(error) = fs::write(&path, spawnpoint_grammar::program(seed)) {
            eprintln!("{}: {error}", path.display());
            return None;
        }
    }
    Some(())
}
