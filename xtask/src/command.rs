//! Running other programs in an environment that this one has not coloured.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Prepares a program to be run as if from the user's own shell.
///
/// `cargo run` describes this package and its own toolchain in variables. Handed on, they would make
/// another cargo's build differ from one started by hand, and its compiler load this one's libraries.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    for (variable, _) in env::vars_os() {
        if is_set_by_cargo(&variable.to_string_lossy()) {
            command.env_remove(variable);
        }
    }
    for variable in ["LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"] {
        if let Some(folders) = env::var_os(variable) {
            let kept: Vec<_> = env::split_paths(&folders)
                .filter(|folder| !is_added_by_cargo(folder))
                .collect();
            match env::join_paths(&kept) {
                Ok(folders) if !kept.is_empty() => command.env(variable, folders),
                _ => command.env_remove(variable),
            };
        }
    }
    command
}

fn is_set_by_cargo(variable: &str) -> bool {
    const NAMES: [&str; 6] = [
        "CARGO",
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "OUT_DIR",
        "RUST_RECURSION_COUNT",
    ];
    NAMES.contains(&variable)
        || variable.starts_with("CARGO_PKG_")
        || variable.starts_with("CARGO_MANIFEST_")
}

/// Whether `cargo run` put the folder on the library path.
fn is_added_by_cargo(folder: &Path) -> bool {
    let toolchain = env::var_os("RUSTUP_HOME").is_some_and(|home| folder.starts_with(home))
        || folder
            .components()
            .any(|part| part.as_os_str() == "rustlib");
    let own = env::current_exe().ok();
    toolchain
        || own
            .as_deref()
            .and_then(Path::parent)
            .is_some_and(|build| folder.starts_with(build))
}

/// Puts a folder in front of the program search path of a command.
pub fn prepend_path(command: &mut Command, folder: &Path) -> Result<()> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = std::iter::once(folder.to_owned()).chain(env::split_paths(&inherited));
    let path = env::join_paths(all).context("a folder of the tools cannot be put on PATH")?;
    command.env("PATH", path);
    Ok(())
}

/// Runs a command with its output shown; failing is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| not_started(command))?;
    if !status.success() {
        bail!("`{}` failed ({status})", line(command));
    }
    Ok(())
}

/// Runs a command with its output added to a file; failing is an error with the end of it.
pub fn run_logged(command: &mut Command, log: &Path) -> Result<()> {
    const SHOWN: usize = 20;
    let not_opened = || format!("cannot write {}", log.display());
    let file = File::options()
        .append(true)
        .create(true)
        .open(log)
        .with_context(not_opened)?;
    let errors = file.try_clone().with_context(not_opened)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(errors)
        .status()
        .with_context(|| not_started(command))?;
    if !status.success() {
        // What is no UTF-8 in it is no reason to show nothing.
        let said = fs::read(log).unwrap_or_default();
        let said = String::from_utf8_lossy(&said);
        let lines: Vec<_> = said.lines().collect();
        bail!(
            "`{}` failed ({status}). The end of {}:\n{}",
            line(command),
            log.display(),
            lines[lines.len().saturating_sub(SHOWN)..].join("\n")
        );
    }
    Ok(())
}

/// What a command prints, if it can be run and succeeds: for asking tools about themselves.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// What a command prints; failing is an error with what it complained about.
pub fn required_output(command: &mut Command) -> Result<String> {
    let output = command.output().with_context(|| not_started(command))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!(
            "`{}` failed ({}):\n{}",
            line(command),
            output.status,
            complaint.trim_end()
        );
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// What a command prints, with its progress and complaints shown; failing is an error.
pub fn run_for_output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| not_started(command))?;
    if !output.status.success() {
        bail!("`{}` failed ({})", line(command), output.status);
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` printed no UTF-8", line(command)))
}

/// The file that a program's name stands for, looked up on PATH.
pub fn find(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&path)
        .map(|folder| folder.join(&file))
        .find(|candidate| candidate.is_file())
}

fn line(command: &Command) -> String {
    let words: Vec<OsString> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(OsStr::to_owned)
        .collect();
    words.join(OsStr::new(" ")).to_string_lossy().into_owned()
}

fn not_started(command: &Command) -> String {
    let program = command.get_program().to_string_lossy();
    if Path::new(&*program).is_file() || find(&program).is_some() {
        format!("`{program}` could not be started")
    } else {
        format!("`{program}` is not installed, or not on PATH")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hides_what_cargo_says_about_this_package_but_not_the_users_settings() {
        assert!(is_set_by_cargo("CARGO"));
        assert!(is_set_by_cargo("CARGO_PKG_NAME"));
        assert!(is_set_by_cargo("CARGO_MANIFEST_DIR"));
        assert!(!is_set_by_cargo("CARGO_HOME"));
        assert!(!is_set_by_cargo("CARGO_TARGET_DIR"));
        assert!(!is_set_by_cargo("RUSTUP_TOOLCHAIN"));
    }

    #[cfg(unix)]
    #[test]
    fn the_end_of_what_a_failed_command_said_is_in_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let mut shell = program("sh");
        shell.args(["-c", "seq 100; echo why >&2; exit 3"]);
        let error = run_logged(&mut shell, &log).unwrap_err().to_string();
        assert!(error.ends_with("\n99\n100\nwhy"), "{error}");
        assert!(
            error.contains("log") && !error.contains("\n80\n"),
            "{error}"
        );
        run_logged(program("true").arg("x"), &log).unwrap();
    }

    #[test]
    fn a_missing_program_is_named() {
        let error = run(&mut program("no-such-program-anywhere")).unwrap_err();
        assert!(format!("{error:#}").contains("`no-such-program-anywhere` is not installed"));
    }
}
