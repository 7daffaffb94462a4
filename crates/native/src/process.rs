//! The process side: a [`Host`] over standard input and output.

use std::{
    io::{self, BufReader, Stdin},
    process,
    sync::Mutex,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use spawnpoint_interpreter::{Host, LIBRARY, Python};
use spawnpoint_protocol::syscall::{CallId, FromProcess, Notice, Reply, Syscall, ToProcess};

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
        pipe: Mutex::new(Pipe { input, next: 0 }),
        epoch: SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default(),
        began: Instant::now(),
    }));
    let interpreter = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            let status = Python::new().run(*boot, host);
            host.notify(Notice::Exit(status));
            // What the VM still holds goes with the process.
            process::exit(0);
        })?;
    if interpreter.join().is_err() {
        process::abort();
    }
    Ok(())
}

struct PipeHost {
    pipe: Mutex<Pipe>,
    /// The wall clock at `began`.
    epoch: Duration,
    began: Instant,
}

struct Pipe {
    input: BufReader<Stdin>,
    next: u32,
}

impl PipeHost {
    fn ask(&self, syscall: Syscall, line: Option<u32>) -> Result<Reply> {
        let mut pipe = self.pipe.lock().ok().context("another thread panicked")?;
        let id = CallId(pipe.next);
        pipe.next += 1;
        frame::write(&mut io::stdout(), &FromProcess::Call { id, syscall, line })?;
        match frame::read(&mut pipe.input)? {
            Some(ToProcess::Reply {
                id: answered,
                reply,
            }) if answered == id => Ok(reply),
            other => bail!("expected the reply to call {id:?}, got {other:?}"),
        }
    }
}

impl Host for PipeHost {
    fn call(&self, syscall: Syscall, line: Option<u32>) -> Reply {
        self.ask(syscall, line).unwrap_or_else(|error| {
            eprintln!("lost the kernel: {error:#}");
            process::exit(1)
        })
    }

    fn notify(&self, notice: Notice) {
        if let Err(error) = frame::write(&mut io::stdout(), &FromProcess::Notice(notice)) {
            eprintln!("lost the kernel: {error:#}");
            process::exit(1);
        }
    }

    fn monotonic(&self) -> Duration {
        self.epoch + self.began.elapsed()
    }

    fn wall_clock(&self) -> Duration {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
    }

    fn safepoint(&self) {
        // The operating system can end the process at any moment.
    }

    fn library(&self) -> Result<Vec<u8>, String> {
        Ok(LIBRARY.to_vec())
    }

    fn exit(&self) -> ! {
        process::exit(0)
    }
}
