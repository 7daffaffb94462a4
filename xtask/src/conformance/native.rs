//! Tests on `crates/native`, each run a process of its own.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::host::{Host, Run, end_of};
use crate::command::{self, program};
use crate::files;
use crate::python::Python;
use crate::toolchain::native;
use crate::workspace::Workspace;

/// What a program's paths may not begin with: it has folders of its own under these names.
const OWN: [&str; 2] = ["/home/user/", "/tmp/"];

/// How long a run that has said all may take to end.
const LAST: Duration = Duration::from_secs(5);

pub struct Native {
    executable: PathBuf,
    /// The folder with the driver and the package `test`.
    library: PathBuf,
    /// The folder for what runs write.
    scratch: PathBuf,
    patience: Duration,
}

impl Native {
    /// Builds what runs programs, and puts the tests where they find them.
    pub fn prepare(workspace: &Workspace, python: &Python, patience: Duration) -> Result<Self> {
        let mut cargo = native(workspace, &["build", "--package", "spawnpoint-native"]);
        command::run(&mut cargo)?;
        let folder = workspace.scratch().join("conformance");
        let library = folder.join("native");
        if OWN.iter().any(|own| library.starts_with(own)) {
            bail!(
                "a program cannot see {}: name another target folder with the environment variable CARGO_TARGET_DIR",
                library.display()
            );
        }
        copy_tests(python, &library)?;
        let driver = files::read(&super::driver(workspace))?;
        files::write(&library.join(super::DRIVER), driver)?;
        let scratch = folder.join("run");
        files::make_empty(&scratch)?;
        let name = format!("spawnpoint-native{}", env::consts::EXE_SUFFIX);
        Ok(Self {
            executable: workspace.target.join("debug").join(name),
            library,
            scratch,
            patience,
        })
    }
}

/// Copies the package `test` with its modules compiled, unless that was done before: the source stays as it is.
fn copy_tests(python: &Python, library: &Path) -> Result<()> {
    const STAMP: &str = "stamp";
    let wanted = files::read_text(&python.source_stamp())?;
    if files::read_text(&library.join(STAMP)).is_ok_and(|made_of| made_of == wanted) {
        return Ok(());
    }
    files::make_empty(library)?;
    files::copy_all(&python.library().join("test"), &library.join("test"))?;
    super::compile(python, library);
    files::write(&library.join(STAMP), wanted)
}

impl Host for Native {
    fn beginning(&self) -> Vec<String> {
        let library = serde_json::json!(self.library.to_string_lossy());
        vec![
            format!("sys.path.insert(0, {library})"),
            "import spawnpoint_conformance".to_owned(),
        ]
    }

    fn run(&mut self, source: &str) -> Result<Run> {
        files::make_empty(&self.scratch)?;
        let main = self.scratch.join("main.py");
        files::write(&main, source)?;
        let mut command = program(&self.executable);
        // So that its processes can be ended with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command
            .arg(&main)
            // The folder for the program's files is there: a run that is ended from outside leaves it behind.
            .env("TMPDIR", &self.scratch)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", self.executable.display()))?;
        let heard = listen(&mut child, self.patience);
        end(&mut child)?;
        heard
    }
}

impl Drop for Native {
    fn drop(&mut self) {
        // It is made anew by the next, too.
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Hears what a run says, until it ends or is silent for too long.
fn listen(child: &mut Child, patience: Duration) -> Result<Run> {
    let output = child.stdout.take().context("a run has an output")?;
    let mut errors = child.stderr.take().context("a run has errors")?;
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).split(b'\n') {
            let Ok(line) = line else { return };
            // Nobody listens any more once the run was given up.
            if sender
                .send(String::from_utf8_lossy(&line).into_owned())
                .is_err()
            {
                return;
            }
        }
    });
    let complaints = thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read until then is what there is.
        let _ = errors.read_to_end(&mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let mut run = Run::default();
    let how = loop {
        let wait = if run.said.has_ended { LAST } else { patience };
        match lines.recv_timeout(wait) {
            Ok(line) => run.said.take(&line)?,
            Err(RecvTimeoutError::Disconnected) => break "it ended early".to_owned(),
            Err(RecvTimeoutError::Timeout) => {
                break format!("nothing was heard of it for {} s", wait.as_secs());
            }
        }
    };
    if !run.said.has_ended {
        end(child)?;
        let complaints = complaints.join().unwrap_or_default();
        run.end = format!("{how}\n{}", end_of(&complaints));
    }
    Ok(run)
}

/// Ends a run with all its processes, if it has not ended.
fn end(child: &mut Child) -> Result<()> {
    // Fails only when all have ended already.
    let _ = command::output(program("kill").args(["-KILL", "--", &format!("-{}", child.id())]));
    child.wait().context("cannot wait for the end of a run")?;
    Ok(())
}
