//! Nothing of CPython's library is written once more in ours: what is different is a subclass, or stands below.

use std::{
    collections::HashMap,
    env, fs,
    path::{Path, PathBuf},
};

/// The number of lines that may stand in both, one after the other, by chance.
const BY_CHANCE: usize = 3;

/// A line that is not longer says little, as `else:` does.
const SHORT: usize = 10;

/// So many lines in a row that are in both are a repetition.
type Run<'a> = [&'a str; BY_CHANCE + 1];

#[test]
fn nothing_of_cpython_is_retyped() {
    let ours = texts(Path::new("library"));
    assert!(
        ours.len() > 10,
        "our modules are not where they are looked for"
    );
    let theirs = texts(&library());
    assert!(
        theirs.len() > 500,
        "CPython's modules are not where they are looked for"
    );
    let repeated = repeated(&ours, &theirs);
    assert!(repeated.is_empty(), "{}", repeated.join("\n"));
}

#[test]
fn a_repetition_is_found_and_less_is_not() {
    let text = |lines: &[&str]| vec![(PathBuf::from("module.py"), lines.join("\n"))];
    let theirs = text(&[
        "def wait(timeout):",
        "    begin_to_wait(timeout)",
        "    # A comment",
        "",
        "    if it:",
        "        go_on_waiting(it)",
        "    return what_came(it)",
    ]);
    let three = text(&[
        "begin_to_wait(timeout)",
        "go_on_waiting(it)",
        "return what_came(it)",
    ]);
    let four = text(&[
        "def wait(timeout):",
        "  begin_to_wait(timeout)",
        "  go_on_waiting(it)",
        "  return what_came(it)",
    ]);
    assert_eq!(repeated(&three, &theirs), [""; 0]);
    assert_eq!(
        repeated(&four, &theirs),
        ["module.py:4 repeats module.py:7: return what_came(it)"]
    );
}

/// Where runs of lines of `ours` are in `theirs`.
fn repeated(ours: &[(PathBuf, String)], theirs: &[(PathBuf, String)]) -> Vec<String> {
    let mut places: HashMap<Run, String> = HashMap::new();
    for (path, text) in ours {
        for (run, line) in runs(text) {
            places.insert(run, format!("{}:{line}", path.display()));
        }
    }
    let mut found = Vec::new();
    for (path, text) in theirs {
        for (run, line) in runs(text) {
            if let Some(place) = places.get(&run) {
                let last = run[BY_CHANCE];
                found.push(format!("{place} repeats {}:{line}: {last}", path.display()));
            }
        }
    }
    found
}

/// All runs of substantial lines, with the number of the last line of each.
fn runs(text: &str) -> Vec<(Run<'_>, usize)> {
    let lines: Vec<_> = (1..)
        .zip(text.lines().map(str::trim))
        .filter(|(_, line)| is_substantial(line))
        .collect();
    let runs = lines.windows(BY_CHANCE + 1);
    runs.filter_map(|run| {
        let last = run.last()?.0;
        let run: Vec<_> = run.iter().map(|(_, line)| *line).collect();
        Some((run.try_into().ok()?, last))
    })
    .collect()
}

/// Whether a line says something of its own. What a module imports is not its own.
fn is_substantial(line: &str) -> bool {
    let is_import = line.starts_with("import ") || line.starts_with("from ");
    line.len() > SHORT && !line.starts_with('#') && !is_import
}

/// The modules in a folder and in those in it.
fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut folders = vec![folder.to_owned()];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "py") {
                // A few are in other encodings on purpose.
                let text = fs::read(&path).expect("the file can be read");
                texts.push((path, String::from_utf8_lossy(&text).into_owned()));
            }
        }
    }
    texts
}

/// CPython's library, in the target folder that this test is in.
fn library() -> PathBuf {
    let test = env::current_exe().expect("the test is a file");
    test.ancestors()
        .map(|folder| folder.join("xtask/python/source/Lib"))
        .find(|folder| folder.is_dir())
        .expect("`cargo xtask python` has taken CPython's source apart")
}
