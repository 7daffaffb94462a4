//! The kernel's shell: operating-system processes for workers, a channel for messages, the clock.

use std::{
    collections::HashMap,
    io::{self, BufReader, Read},
    os::unix::net::UnixStream,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use spawnpoint_kernel::{Input, Kernel, MAIN, Output};
use spawnpoint_protocol::{
    Pid, Stream, Time,
    control::Outcome,
    event::{Event, EventKind},
    syscall::{Boot, FromProcess, Image, Program, ToProcess},
};
use tempfile::TempDir;

use crate::{
    copy::{self, Copies},
    frame,
};

/// A finished run.
#[derive(Debug)]
pub struct Run {
    /// How it ended.
    pub outcome: Outcome,
    /// What happened.
    pub events: Vec<Event>,
}

impl Run {
    /// All that went to `stream`, in order, of all processes together.
    #[must_use]
    pub fn text(&self, stream: Stream) -> String {
        self.events
            .iter()
            .filter_map(|event| match &event.kind {
                EventKind::Printed { stream: to, text } if *to == stream => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The main process's exit code, if it ended.
    #[must_use]
    pub fn exit_code(&self) -> Option<i32> {
        self.events.iter().find_map(|event| match event.kind {
            EventKind::Exited { code } if event.pid == MAIN => Some(code),
            _ => None,
        })
    }
}

/// Runs `program` to its end, at most for `time_limit`, handing each event to `observe` as it
/// happens. `worker` is an executable that calls [`crate::process::serve`] when it is started with
/// the argument `worker`.
///
/// # Errors
/// When a worker cannot be started.
pub fn run(
    worker: &Path,
    program: Program,
    time_limit: Duration,
    mut observe: impl FnMut(&Event),
) -> Result<Run> {
    run_with(worker, program, time_limit, |event, _| observe(event))
}

/// As [`run`], for an observer who takes part: what it sends goes to the kernel, as what somebody at
/// the page does would, at once or later.
///
/// # Errors
/// When a worker cannot be started.
pub fn run_with(
    worker: &Path,
    program: Program,
    time_limit: Duration,
    mut observe: impl FnMut(&Event, &Sender<Input>),
) -> Result<Run> {
    let cpu_count =
        thread::available_parallelism().map_or(1, |n| u32::try_from(n.get()).unwrap_or(1));
    let limit = u64::try_from(time_limit.as_micros()).unwrap_or(u64::MAX);
    let epoch = (SystemTime::now().duration_since(UNIX_EPOCH)).unwrap_or_default();
    let epoch = u64::try_from(epoch.as_micros()).unwrap_or(u64::MAX);
    let mut kernel = Kernel::new(program, cpu_count, Some(limit), epoch);
    // Nobody types.
    kernel.handle(Time(0), Input::Line(String::new()));
    let mut workers = Workers::new(worker)?;
    let mut events = Vec::new();
    let began = Instant::now();
    let now = || Time(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    loop {
        while let Some(output) = kernel.poll() {
            match output {
                Output::StartWorker(boot) => workers.start(*boot)?,
                Output::TerminateWorker(pid) | Output::ReleaseWorker(pid) => workers.terminate(pid),
                Output::Send { pid, message } => workers.send(pid, &message),
                // A copy is there and waits; and no kernel without memory in place gives any.
                Output::Prepare(_) | Output::Share { .. } | Output::Unshare(_) => {}
                Output::Event(event) => {
                    observe(&event, &workers.sender);
                    events.push(event);
                }
                Output::Ended(outcome) => return Ok(Run { outcome, events }),
            }
        }
        let wait = kernel
            .deadline()
            .map_or(u64::MAX, |deadline| deadline.since(now()));
        let input = workers.receive(Duration::from_micros(wait));
        kernel.handle(now(), input);
    }
}

struct Workers {
    executable: PathBuf,
    /// The folder with the program's files.
    root: TempDir,
    running: HashMap<Pid, Worker>,
    sender: Sender<Input>,
    receiver: Receiver<Input>,
    copies: Copies,
}

enum Worker {
    Started {
        child: Child,
        input: ChildStdin,
    },
    /// A copy of another process, with its number for the operating system.
    Copied {
        id: u32,
        stream: UnixStream,
    },
}

impl Workers {
    fn new(executable: &Path) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        Ok(Self {
            executable: executable.to_owned(),
            root: tempfile::Builder::new()
                .prefix("spawnpoint-root-")
                .tempdir()?,
            running: HashMap::new(),
            sender,
            receiver,
            copies: Copies::new()?,
        })
    }

    fn start(&mut self, boot: Boot) -> Result<()> {
        let pid = boot.pid;
        let worker = match boot.role.image() {
            Some(image) => self.start_copy(pid, image)?,
            None => self.start_new(pid)?,
        };
        self.running.insert(pid, worker);
        self.send(pid, &ToProcess::Boot(Box::new(boot)));
        Ok(())
    }

    fn start_copy(&mut self, pid: Pid, image: Image) -> Result<Worker> {
        let (stream, id) = self.copies.take(image)?;
        let output = stream.try_clone()?;
        let sender = self.sender.clone();
        thread::spawn(move || forward(pid, output, io::empty(), &sender));
        Ok(Worker::Copied { id, stream })
    }

    fn start_new(&mut self, pid: Pid) -> Result<Worker> {
        let mut child = Command::new(&self.executable)
            .arg("worker")
            .arg(self.copies.path())
            .arg(self.root.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", self.executable.display()))?;
        let input = child
            .stdin
            .take()
            .context("the worker has no standard input")?;
        let output = child
            .stdout
            .take()
            .context("the worker has no standard output")?;
        let errors = child
            .stderr
            .take()
            .context("the worker has no standard error")?;
        let sender = self.sender.clone();
        thread::spawn(move || forward(pid, output, errors, &sender));
        Ok(Worker::Started { child, input })
    }

    fn send(&mut self, pid: Pid, message: &ToProcess) {
        // A worker that is gone is reported by the thread that reads its output.
        let _ = match self.running.get_mut(&pid) {
            Some(Worker::Started { input, .. }) => frame::write(input, message),
            Some(Worker::Copied { stream, .. }) => frame::write(stream, message),
            None => Ok(()),
        };
    }

    fn terminate(&mut self, pid: Pid) {
        match self.running.remove(&pid) {
            Some(Worker::Started { mut child, .. }) => {
                // Fails only when it has ended already.
                let _ = child.kill();
                let _ = child.wait();
            }
            Some(Worker::Copied { id, .. }) => copy::kill(id),
            None => {}
        }
    }

    fn receive(&self, wait: Duration) -> Input {
        match self.receiver.recv_timeout(wait) {
            Ok(input) => input,
            // The sender in `self` keeps the channel open.
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Input::Tick,
        }
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        let pids: Vec<Pid> = self.running.keys().copied().collect();
        for pid in pids {
            self.terminate(pid);
        }
    }
}

/// Hands on what a worker says until it says no more.
fn forward(pid: Pid, output: impl Read, mut errors: impl Read, sender: &Sender<Input>) {
    let mut output = BufReader::new(output);
    let failure = loop {
        match frame::read::<Vec<FromProcess>>(&mut output) {
            Ok(Some(messages)) => {
                for message in messages {
                    // Nobody listens any more once the run is over.
                    if sender.send(Input::Message { pid, message }).is_err() {
                        return;
                    }
                }
            }
            Ok(None) => break String::new(),
            Err(error) => break format!("{error:#}\n"),
        }
    };
    let mut report = failure;
    let _ = errors.read_to_string(&mut report);
    let _ = sender.send(Input::WorkerDied {
        pid,
        report,
        out_of_memory: false,
    });
}
