//! Runs each program in `tests/engine/` on CPython natively, as the browser's tests do there.

use std::{
    error::Error,
    fs,
    io::{Read, Write},
    path::Path,
    process::{Command, Stdio},
};

/// From the package's folder, in which cargo runs its tests.
const PROGRAMS: &str = "../../tests/engine";

fn checks_itself(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_spawnpoint-native"))
        .arg("engine")
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // Where the browser's host says that a child has ended, nobody does natively: the numbers come in advance.
    if let Some(mut input) = child.stdin.take() {
        for status in (0..1_000).map(|number| number % 256) {
            // A program that reads none may have ended.
            if writeln!(input, "{status}").is_err() {
                break;
            }
        }
    }
    let mut printed = String::new();
    if let Some(mut output) = child.stdout.take() {
        output.read_to_string(&mut printed)?;
    }
    let status = child.wait()?;
    assert!(status.success(), "{status}");
    assert_eq!(printed, fs::read_to_string(path.with_extension("out"))?);
    Ok(())
}

datatest_stable::harness! {
    { test = checks_itself, root = PROGRAMS, pattern = r"\.py$" },
}
