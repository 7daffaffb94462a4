//! Programs of the grammar print here what CPython prints. `cargo xtask fuzz grammar` tries very many in a browser.

use std::{fs, ops::Range, path::Path, process::Command, time::Duration};

use spawnpoint_grammar::{oracle, program};
use spawnpoint_native::run;
use spawnpoint_protocol::{
    StartMethod, Stream,
    control::Outcome,
    syscall::{Mode, Program, ProgramFile},
};

/// What runs programs that are beside it.
const DRIVERS: &str = "../../tests/language/drivers";

const TIME_LIMIT: Duration = Duration::from_mins(2);

/// Asserts that a driver has the programs of seeds print what it has them print on CPython.
fn agree(seeds: Range<u64>, driver: &str, mode: Mode, start_method: StartMethod) {
    let Some(oracle) = oracle() else {
        eprintln!("skipped: there is no CPython; `cargo xtask python` builds it");
        return;
    };
    let source = fs::read_to_string(Path::new(DRIVERS).join(driver)).expect("the driver is there");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("grammar-{}", seeds.start));
    // What a run before has left.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("main.py"), &source).expect("the folder can be written to");
    let mut files = Vec::new();
    for seed in seeds {
        let path = format!("p{seed}.py");
        let bytes = program(seed).into_bytes();
        fs::write(folder.join(&path), &bytes).expect("the folder can be written to");
        files.push(ProgramFile { path, bytes });
    }
    let expected = Command::new(oracle)
        .arg("main.py")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(&folder)
        .output()
        .expect("the oracle starts");
    let program = Program {
        source,
        files,
        mode,
        start_method,
        ..Program::default()
    };
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let run = run(worker, program, TIME_LIMIT, |_| {}).expect("workers start");
    let stderr = run.text(Stream::Stderr);
    assert_eq!(run.outcome, Outcome::Finished, "{stderr}");
    assert_eq!(stderr, String::from_utf8_lossy(&expected.stderr));
    let expected = String::from_utf8_lossy(&expected.stdout);
    let printed = run.text(Stream::Stdout);
    let mut printed = printed.lines();
    let mut heading = "";
    for line in expected.lines() {
        assert_eq!(
            printed.next(),
            Some(line),
            "{heading}, after the p of which is the seed"
        );
        if line.starts_with("=== ") {
            heading = line;
        }
    }
    assert_eq!(printed.next(), None);
}

#[test]
fn as_modules() {
    agree(0..60, "modules.py", Mode::Processes, StartMethod::Spawn);
}

#[test]
fn in_children() {
    agree(60..80, "children.py", Mode::Processes, StartMethod::Fork);
}

#[test]
fn in_threads_for_processes() {
    agree(80..100, "children.py", Mode::Shared, StartMethod::Spawn);
}
