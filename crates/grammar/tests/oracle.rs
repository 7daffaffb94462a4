//! Programs as CPython sees them: they compile without a warning, end by themselves, and print the same again.

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
};

use spawnpoint_grammar::{oracle, program, program_of};

/// Runs programs that follow one another, each after its length, and prints what each prints. A warning of the
/// compiler is an error, and so is whatever a program does not catch.
const RUNNER: &str = r#"
import contextlib, io, sys, warnings
for line in sys.stdin.buffer:
    source = sys.stdin.buffer.read(int(line)).decode()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        code = compile(source, "<program>", "exec")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(code, {"__name__": "program"})
    print(printed.getvalue(), end="")
"#;

/// What the oracle prints for programs; none where there is no oracle.
fn printed(programs: &[String], hash_seed: &str) -> Option<String> {
    let Some(oracle) = oracle() else {
        eprintln!("skipped: there is no CPython; `cargo xtask python` builds it");
        return None;
    };
    let mut child = Command::new(oracle)
        .args(["-c", RUNNER])
        .env("PYTHONHASHSEED", hash_seed)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut input = child.stdin.take().expect("it was piped");
    let mut text = String::new();
    for program in programs {
        write!(text, "{}\n{program}", program.len()).expect("a string takes all");
    }
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && complaint.is_empty(),
        "{complaint}"
    );
    writer.join().expect("no panic").expect("it read all");
    Some(String::from_utf8(output.stdout).expect("only ASCII is printed"))
}

/// Asserts that they compile, end and print the same in whatever order texts are hashed, and how much they print.
fn agree(programs: &[String], lines: usize) {
    let (Some(first), Some(second)) = (printed(programs, "1"), printed(programs, "2")) else {
        return;
    };
    assert!(first == second, "the order of hashes shows");
    let count = first.lines().count();
    assert!(count >= lines, "only {count} lines");
}

#[test]
fn programs_of_seeds_run() {
    let programs: Vec<String> = (0..100).map(program).collect();
    agree(&programs, 100 * 20);
}

#[test]
fn programs_of_bytes_run() {
    let programs: Vec<String> = (0..100_u8)
        .map(|seed| {
            let bytes: Vec<u8> = (0..usize::from(seed) * 40)
                .scan(seed, |state, _| {
                    *state = state.wrapping_mul(77).wrapping_add(31);
                    Some(*state ^ (*state >> 3))
                })
                .collect();
            program_of(&bytes)
        })
        .collect();
    agree(&programs, 100);
}
