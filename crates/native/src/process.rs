//! The process side: a [`Host`] over standard input and output, with operating-system threads.

use std::{
    collections::HashMap,
    io::{self, BufReader, Read, Write},
    path::PathBuf,
    process,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use spawnpoint_interpreter::{
    Child, Copied, Host, LIBRARY, MemoryInPlace, Python, deliver, forget_original,
};
use spawnpoint_protocol::{
    Pid,
    syscall::{CallId, FromProcess, Image, Reply, ToProcess},
};

use crate::{
    copy::{self, Side},
    frame,
};

/// The interpreter's frames are large without optimisation, and Python recurses 1,000 deep.
const STACK_BYTES: usize = 512 << 20;

static HOST: OnceLock<&'static PipeHost> = OnceLock::new();

/// Waits for the boot message on standard input, is that process, and returns after its end. Copies of
/// the process connect to the socket at `shell`.
///
/// # Errors
/// When the pipe to the shell breaks or carries something else than a boot message.
pub fn serve(shell: PathBuf) -> Result<()> {
    copy::reap_by_itself();
    let mut input = BufReader::new(io::stdin());
    let Some(ToProcess::Boot(boot)) = frame::read(&mut input)? else {
        bail!("the first message must be a boot message");
    };
    let host: &'static PipeHost = Box::leak(Box::new(PipeHost {
        baton: Arc::default(),
        shell,
        pid: AtomicU32::new(boot.pid.0),
        output: Mutex::new(Box::new(io::stdout())),
        delivering: Mutex::default(),
        epoch: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
        began: Instant::now(),
    }));
    let host = HOST.get_or_init(|| host);
    thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            host.baton.take();
            Python::new(*host).run(*boot);
            // What the VM still holds goes with the process.
            process::exit(0);
        })?;
    host.read(&mut input)
}

struct PipeHost {
    baton: Arc<Baton>,
    /// Where the shell takes in copies of this process.
    shell: PathBuf,
    /// Which process this is.
    pid: AtomicU32,
    output: Mutex<Box<dyn Write + Send>>,
    /// Held while a message is taken in.
    delivering: Mutex<()>,
    /// The wall clock at `began`.
    epoch: Duration,
    began: Instant,
}

impl PipeHost {
    /// Takes in the kernel's messages, for as long as there are any.
    fn read(&self, input: &mut impl Read) -> Result<()> {
        while let Some(message) = frame::read(input)? {
            let _delivering = lock(&self.delivering);
            if let Some((id, reply)) = deliver(message) {
                self.baton.arrive(id, reply);
            }
        }
        bail!("the kernel is gone")
    }

    /// Is the process that a copy of another one becomes.
    fn begin(&self, copy: copy::Copy, child: Child, forked: Instant) -> Result<()> {
        let copy::Copy { boot, stream } = copy;
        *lock(&self.baton.turns) = Turns::held();
        self.pid.store(boot.pid.0, Ordering::Relaxed);
        *lock(&self.output) = Box::new(stream.try_clone()?);
        let mut input = BufReader::new(stream);
        let host = *HOST.get().context("a process has a host")?;
        thread::Builder::new().spawn(move || {
            // There is no process without a kernel, and nobody to tell.
            let _ = host.read(&mut input);
            process::exit(1);
        })?;
        let copied = Copied {
            // The operating system copies what is written to, when it is written to.
            bytes: 0,
            took: forked.elapsed(),
        };
        child(boot, copied);
        Ok(())
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

    fn start_thread(&self, after: CallId, body: Box<dyn FnOnce() + Send>) -> Result<(), String> {
        let baton = Arc::clone(&self.baton);
        thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn(move || {
                baton.wait(after);
                body();
                baton.give();
            })
            .map(drop)
            .map_err(|error| error.to_string())
    }

    fn safepoint(&self) {
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

    fn library(&self) -> Result<Vec<u8>, String> {
        Ok(LIBRARY.to_vec())
    }

    fn memory(&self) -> Option<&dyn MemoryInPlace> {
        None
    }

    fn memory_size(&self) -> Option<u64> {
        None
    }

    fn stack_left(&self) -> Option<usize> {
        None
    }

    fn copy(&self, call: CallId, child: Child) -> Result<(), String> {
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
        if side == Side::Original {
            return Ok(());
        }
        forget_original();
        let begun = copy::connect(&self.shell, image)
            .and_then(|copy| copy.map_or(Ok(()), |copy| self.begin(copy, child, forked)));
        process::exit(i32::from(begun.is_err()))
    }

    fn exit(&self) -> ! {
        process::exit(0)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
