//! The process side: a [`Host`] over standard input and output, with operating-system threads.

use std::{
    collections::HashMap,
    io::{self, BufReader},
    process,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Result, bail};
use spawnpoint_interpreter::{Host, LIBRARY, MemoryInPlace, Python, deliver};
use spawnpoint_protocol::syscall::{CallId, FromProcess, Reply, ToProcess};

use crate::frame;

/// The interpreter's frames are large without optimisation, and Python recurses 1,000 deep.
const STACK_BYTES: usize = 512 << 20;

/// Waits for the boot message on standard input, is that process, and returns after its end.
///
/// # Errors
/// When the pipe to the shell breaks or carries something else than a boot message.
pub fn serve() -> Result<()> {
    let mut input = BufReader::new(io::stdin());
    let Some(ToProcess::Boot(boot)) = frame::read(&mut input)? else {
        bail!("the first message must be a boot message");
    };
    let host: &'static PipeHost = Box::leak(Box::new(PipeHost {
        baton: Arc::default(),
        epoch: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
        began: Instant::now(),
    }));
    thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            host.baton.take();
            Python::new().run(*boot, host);
            // What the VM still holds goes with the process.
            process::exit(0);
        })?;
    while let Some(message) = frame::read(&mut input)? {
        if let Some((id, reply)) = deliver(message) {
            host.baton.arrive(id, reply);
        }
    }
    bail!("the kernel is gone")
}

struct PipeHost {
    baton: Arc<Baton>,
    /// The wall clock at `began`.
    epoch: Duration,
    began: Instant,
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
        if let Err(error) = frame::write(&mut io::stdout().lock(), &messages) {
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

    fn exit(&self) -> ! {
        process::exit(0)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
