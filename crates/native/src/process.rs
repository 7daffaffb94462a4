//! The process side: a [`Host`] over standard input and output, with operating-system threads.

use std::{
    collections::HashMap,
    fs,
    io::{self, BufRead, BufReader, Write},
    os::fd::AsFd,
    path::PathBuf,
    process,
    sync::{
        Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use spawnpoint_protocol::{
    Pid,
    syscall::{CallId, FromProcess, Image, Reply, ToProcess},
};
use spawnpoint_python::{
    Copied, Host, Machine, MemoryInPlace, PIECES_FOLDER, Side, begin_copy, deliver,
};

use crate::{copy, frame, wire::Wire};

/// Python recurses 1,000 deep, also through C.
const STACK_BYTES: usize = 64 << 20;

static HOST: OnceLock<&'static PipeHost> = OnceLock::new();

/// Waits for the boot message on standard input, is that process, and returns after its end. Copies of the process connect
/// to the socket at `shell`; `root` is the folder with the program's files.
///
/// # Errors
/// When the pipe to the shell breaks or carries something else than a boot message.
pub fn serve(shell: PathBuf, root: PathBuf) -> Result<()> {
    copy::reap_by_itself();
    // The standard descriptors are the program's.
    let input = Wire::from(io::stdin().as_fd().try_clone_to_owned()?);
    let watched = input.try_clone()?;
    let mut input = BufReader::new(input);
    let output = Wire::from(io::stdout().as_fd().try_clone_to_owned()?);
    let Some(ToProcess::Boot(boot)) = frame::read(&mut input)? else {
        bail!("the first message must be a boot message");
    };
    let host: &'static PipeHost = Box::leak(Box::new(PipeHost {
        baton: Baton::default(),
        shell,
        root,
        pid: AtomicU32::new(boot.pid.0),
        output: Mutex::new(output),
        input: Mutex::new(watched),
        delivering: Mutex::default(),
        epoch: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
        began: Instant::now(),
    }));
    let host = HOST.get_or_init(|| host);
    // Some messages may have come with the first one.
    let delivering = lock(&host.delivering);
    let (started, has_started) = mpsc::channel();
    thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            host.baton.take();
            if let Err(reason) = spawnpoint_python::start(*host) {
                fail(&reason);
            }
            // Whoever waits for that is there as long as the process.
            let _ = started.send(());
            spawnpoint_python::run(*boot);
        })?;
    // Nobody would take in what comes before.
    has_started.recv()?;
    host.read(&mut input, delivering)
}

/// Ends the process, which cannot go on.
fn fail(reason: &str) -> ! {
    // Nobody reads what a program that does not run prints.
    let _ = writeln!(io::stderr(), "{reason}");
    process::exit(1)
}

struct PipeHost {
    baton: Baton,
    /// Where the shell takes in copies of this process.
    shell: PathBuf,
    /// The folder with the program's files.
    root: PathBuf,
    /// Which process this is.
    pid: AtomicU32,
    output: Mutex<Wire>,
    /// Where the kernel's messages come from, to see whether there are any.
    input: Mutex<Wire>,
    /// Held while messages are read and taken in.
    delivering: Mutex<()>,
    /// The wall clock at `began`.
    epoch: Duration,
    began: Instant,
}

impl PipeHost {
    /// Takes in the kernel's messages, for as long as there are any.
    fn read<'a>(
        &'a self,
        input: &mut BufReader<Wire>,
        mut delivering: MutexGuard<'a, ()>,
    ) -> Result<()> {
        loop {
            while !input.buffer().is_empty() {
                let message = frame::read(input)?.context("a message has an end")?;
                if let Some((id, reply)) = deliver(message) {
                    self.baton.arrive(id, reply);
                }
            }
            drop(delivering);
            input.get_ref().await_input()?;
            delivering = lock(&self.delivering);
            if input.fill_buf()?.is_empty() {
                bail!("the kernel is gone");
            }
        }
    }

    /// Sees that what the kernel has sent by now is taken in.
    fn take_in(&self) {
        while lock(&self.input).has_input().is_ok_and(|has| has) {
            thread::yield_now();
        }
        drop(lock(&self.delivering));
    }

    /// Makes this copy of a process one of its own, once it is known which.
    fn begin(&self, copy: copy::Copy, forked: Instant) -> Result<Side> {
        let copy::Copy { boot, stream } = copy;
        *lock(&self.baton.turns) = Turns::held();
        self.pid.store(boot.pid.0, Ordering::Relaxed);
        *lock(&self.output) = stream.try_clone()?;
        *lock(&self.input) = stream.try_clone()?;
        let mut input = BufReader::new(stream);
        let host = *HOST.get().context("a process has a host")?;
        thread::Builder::new().spawn(move || {
            // There is no process without a kernel, and nobody to tell.
            let _ = host.read(&mut input, lock(&host.delivering));
            process::exit(1);
        })?;
        let copied = Copied {
            // The operating system copies what is written to, when it is written to.
            bytes: 0,
            took: forked.elapsed(),
        };
        Ok(Side::Copy(Box::new(boot), copied))
    }
}

/// Lets one thread at a time run Python, in the order in which they ask. For a thread that waits for a
/// reply the reply asks as it arrives, so that the order does not depend on when the operating system
/// wakes the thread.
#[derive(Default)]
struct Baton {
    turns: Mutex<Turns>,
    changed: Condvar,
}

#[derive(Default)]
struct Turns {
    /// The turn that the next to ask gets.
    next: u64,
    /// The turn that may run.
    serving: u64,
    /// The replies that have arrived, and the turns of those who wait for them.
    replies: HashMap<CallId, (Reply, u64)>,
}

impl Turns {
    /// Those of a process with one thread, which runs.
    fn held() -> Self {
        Self {
            next: 1,
            ..Self::default()
        }
    }

    fn ask(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }
}

impl Baton {
    fn take(&self) {
        let mut turns = lock(&self.turns);
        let turn = turns.ask();
        drop(self.wait_while(turns, |turns| turns.serving != turn));
    }

    fn give(&self) {
        lock(&self.turns).serving += 1;
        self.changed.notify_all();
    }

    /// Lets those run who have asked.
    fn pass(&self) {
        let mut turns = lock(&self.turns);
        let turn = turns.ask();
        turns.serving += 1;
        self.changed.notify_all();
        drop(self.wait_while(turns, |turns| turns.serving != turn));
    }

    fn arrive(&self, id: CallId, reply: Reply) {
        let mut turns = lock(&self.turns);
        let turn = turns.ask();
        turns.replies.insert(id, (reply, turn));
        drop(turns);
        self.changed.notify_all();
    }

    /// Waits for a reply and for the turn that came with it.
    fn wait(&self, id: CallId) -> Reply {
        let is_waiting =
            |turns: &Turns| (turns.replies.get(&id)).is_none_or(|(_, turn)| *turn != turns.serving);
        let mut turns = self.wait_while(lock(&self.turns), is_waiting);
        let arrived = turns.replies.remove(&id);
        arrived.expect("it was waited for").0
    }

    fn wait_while<'a>(
        &self,
        turns: MutexGuard<'a, Turns>,
        is_waiting: impl Fn(&Turns) -> bool,
    ) -> MutexGuard<'a, Turns> {
        (self.changed.wait_while(turns, |turns| is_waiting(turns)))
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Machine for PipeHost {
    fn root(&self) -> PathBuf {
        self.root.clone()
    }

    fn outside(&self, work: &mut dyn FnMut()) {
        self.baton.give();
        work();
        self.baton.take();
    }
}

impl Host for PipeHost {
    fn post(&self, messages: Vec<FromProcess>) {
        if let Err(error) = frame::write(&mut *lock(&self.output), &messages) {
            eprintln!("lost the kernel: {error:#}");
            process::exit(1);
        }
    }

    fn wait(&self, id: CallId) -> Reply {
        self.baton.give();
        self.baton.wait(id)
    }

    fn begin_thread(&self, after: CallId) {
        self.baton.wait(after);
    }

    fn end_thread(&self) {
        self.baton.give();
    }

    fn glance(&self) -> bool {
        self.take_in();
        true
    }

    fn breathe(&self) {
        self.take_in();
        self.baton.pass();
    }

    fn monotonic(&self) -> Duration {
        self.epoch + self.began.elapsed()
    }

    fn wall_clock(&self) -> Duration {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
    }

    fn piece(&self, name: &str) -> Result<Vec<u8>, String> {
        let path = PathBuf::from(PIECES_FOLDER)
            .join(name)
            .with_extension("bin");
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn memory(&self) -> Option<&dyn MemoryInPlace> {
        None
    }

    fn copy(&self, call: CallId) -> Result<Side, String> {
        let forked = Instant::now();
        let image = Image {
            of: Pid(self.pid.load(Ordering::Relaxed)),
            call,
        };
        // Neither the thread that takes in messages nor one that looks whether its turn has come may hold
        // something at the moment of the copy, in which it does not exist.
        let delivering = lock(&self.delivering);
        let turns = lock(&self.baton.turns);
        let side = copy::fork().map_err(|error| error.to_string())?;
        drop((delivering, turns));
        if side == copy::Side::Original {
            return Ok(Side::Original);
        }
        begin_copy();
        match copy::connect(&self.shell, image)
            .and_then(|copy| copy.map(|copy| self.begin(copy, forked)).transpose())
        {
            Ok(Some(side)) => Ok(side),
            // It is not wanted.
            Ok(None) => process::exit(0),
            Err(_) => process::exit(1),
        }
    }

    fn exit(&self) -> ! {
        process::exit(0)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
