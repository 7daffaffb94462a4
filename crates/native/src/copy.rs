//! Copies of a process by `fork`, and how the shell gets hold of them.
//!
//! A copy begins with the pipes of the original, which are not its own. So it connects to a socket of the
//! shell's, says whose copy it is, and waits there for its boot message.

#![allow(unsafe_code, reason = "a fork is a call of C's")]

use std::{
    collections::HashMap,
    io,
    os::unix::net::{UnixListener, UnixStream},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use spawnpoint_protocol::syscall::{Boot, Image, ToProcess};
use tempfile::TempDir;

use crate::{frame, wire::Wire};

/// Far more than a copy takes to say that it is there.
const PATIENCE: Duration = Duration::from_secs(20);

/// The name of the socket in a folder of its own.
const SOCKET: &str = "copies";

/// Which of the two that there are after a fork.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Original,
    Copy,
}

/// Makes a copy of this process, in which no other thread than the calling one exists.
///
/// The caller sees to it that no other thread holds a lock that the copy needs.
pub(crate) fn fork() -> io::Result<Side> {
    // SAFETY: the function touches no memory of ours. What it is dangerous for are locks that other
    // threads hold: the allocator's are taken care of by the C library, those of the host by the caller,
    // and a thread that waits for its turn to run Python holds none of the interpreter's.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => Ok(Side::Copy),
        _ => Ok(Side::Original),
    }
}

/// Nobody collects copies of this process when they have ended.
pub(crate) fn reap_by_itself() {
    // SAFETY: no handler of ours is set, so none can run at a bad moment.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
}

/// A copy that has become a process.
pub(crate) struct Copy {
    pub boot: Boot,
    /// The way to the kernel.
    pub stream: Wire,
}

/// Of a copy: has the shell know it, and waits for the boot message. None when it is not wanted.
pub(crate) fn connect(shell: &Path, image: Image) -> Result<Option<Copy>> {
    let mut stream = Wire::from(UnixStream::connect(shell)?);
    frame::write(&mut stream, &(image, own_id()))?;
    match frame::read(&mut stream)? {
        Some(ToProcess::Boot(boot)) => Ok(Some(Copy {
            boot: *boot,
            stream,
        })),
        Some(_) => bail!("the first message must be a boot message"),
        None => Ok(None),
    }
}

/// The number of this process for the operating system; C's function tells that for the kernel.
fn own_id() -> u32 {
    // SAFETY: the call touches no memory.
    let id = unsafe { libc::syscall(libc::SYS_getpid) };
    u32::try_from(id).unwrap_or(0)
}

/// Of the shell: where copies connect to.
pub(crate) struct Copies {
    listener: UnixListener,
    /// Where the socket is, for as long as this is there.
    folder: TempDir,
    waiting: HashMap<Image, (UnixStream, u32)>,
}

impl Copies {
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("spawnpoint-").tempdir()?;
        let path = folder.path().join(SOCKET);
        let listener = UnixListener::bind(&path)
            .with_context(|| format!("cannot listen at {}", path.display()))?;
        listener.set_nonblocking(true)?;
        let waiting = HashMap::new();
        Ok(Self {
            listener,
            folder,
            waiting,
        })
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(SOCKET)
    }

    /// A copy, of which the original has said that there is one, and its number for the operating system.
    pub fn take(&mut self, image: Image) -> Result<(UnixStream, u32)> {
        let began = Instant::now();
        loop {
            if let Some(copy) = self.waiting.remove(&image) {
                return Ok(copy);
            }
            match self.listener.accept() {
                Ok((mut stream, _)) => {
                    stream.set_nonblocking(false)?;
                    // One that is killed before it has said who it is is none that anybody waits for.
                    if let Some((image, id)) = frame::read(&mut stream)? {
                        self.waiting.insert(image, (stream, id));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    if began.elapsed() > PATIENCE {
                        bail!("a copy of process {} does not come", image.of);
                    }
                    thread::sleep(Duration::from_micros(200));
                }
                Err(error) => bail!(error),
            }
        }
    }
}

/// Ends a copy at once.
pub(crate) fn kill(id: u32) {
    if let Ok(id) = libc::pid_t::try_from(id) {
        // SAFETY: the function touches no memory. The number is that of a process that we have a stream
        // to; if it has ended, nobody has its number again so soon.
        unsafe { libc::syscall(libc::SYS_kill, id, libc::SIGKILL) };
    }
}
