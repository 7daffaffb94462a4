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
        replies: Mutex::default(),
        arrived: Condvar::new(),
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
            lock(&host.replies).insert(id, reply);
            host.arrived.notify_all();
        }
    }
    bail!("the kernel is gone")
}

struct PipeHost {
    baton: Arc<Baton>,
    replies: Mutex<HashMap<CallId, Reply>>,
    arrived: Condvar,
    /// The wall clock at `began`.
    epoch: Duration,
    began: Instant,
}

/// Lets one thread at a time run Python, in the order in which they ask.
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
}

impl Baton {
    fn take(&self) {
        let mut turns = lock(&self.turns);
        let turn = turns.next;
        turns.next += 1;
        while turns.serving != turn {
            turns = (self.changed.wait(turns)).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give(&self) {
        lock(&self.turns).serving += 1;
        self.changed.notify_all();
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
        let mut replies = lock(&self.replies);
        let reply = loop {
            match replies.remove(&id) {
                Some(reply) => break reply,
                None => {
                    replies = (self.arrived.wait(replies)).unwrap_or_else(PoisonError::into_inner);
                }
            }
        };
        drop(replies);
        self.baton.take();
        reply
    }

    fn start_thread(&self, body: Box<dyn FnOnce() + Send>) -> Result<(), String> {
        let baton = Arc::clone(&self.baton);
        thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn(move || {
                baton.take();
                body();
                baton.give();
            })
            .map(drop)
            .map_err(|error| error.to_string())
    }

    fn safepoint(&self) {
        self.baton.give();
        self.baton.take();
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
