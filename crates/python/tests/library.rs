//! Our modules on the interpreter that CPython's source was built into, as far as they need no kernel: each program in
//! `library/` is a test, which fails with an exit status.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Runs one of them.
fn passes(program: &str) {
    let run = Command::new(interpreter())
        .arg(Path::new("tests/library").join(program))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env_remove("LD_LIBRARY_PATH")
        .output()
        .expect("the interpreter can be run");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn modules_imported_ahead_appear_as_they_are_imported() {
    passes("ahead.py");
}

#[test]
fn data_types_are_those_of_c() {
    passes("data_types.py");
}

/// The interpreter, in the target folder that this test is in.
fn interpreter() -> PathBuf {
    let test = env::current_exe().expect("the test is a file");
    let folder = test
        .ancestors()
        .map(|folder| folder.join("xtask/python/native/bin"))
        .find(|folder| folder.is_dir())
        .expect("`cargo xtask python` has built CPython");
    fs::read_dir(folder)
        .expect("the folder can be read")
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("python3.") && !name.ends_with("-config")
        })
        .expect("there is an interpreter")
}
