//! The operating system that C finds: the kernel.

use std::time::Duration;

use spawnpoint_protocol::{
    Pid, Signal, Stream,
    syscall::{Errno as KernelErrno, Notice, Reply, Syscall, Watched},
};

#[cfg(target_arch = "wasm32")]
use spawnpoint_protocol::files::{
    Device, Fd, FileCall, FileKind, FileReply, FileTime, Flags, Inode, Status, Target,
};

use crate::{
    host::{host, process},
    line::{self, attached, blocked, flush, micros, next_call, notify, silently},
    objects::watch,
    platform,
    record::globals,
    system::{Ended, Errno, Interrupted, System},
};

// By Linux's numbers.
const ESRCH: Errno = 3;
const EINTR: Errno = 4;
const ECHILD: Errno = 10;
const EINVAL: Errno = 22;
const ENOSYS: Errno = 38;

/// Signals up to here exist.
const LAST_SIGNAL: u8 = 64;

/// The kernel as C's operating system.
pub(crate) struct Kernel;

pub(crate) static KERNEL: Kernel = Kernel;

/// Ends this process with an exit status.
pub(crate) fn end(status: i32) -> ! {
    attached(globals::look_now);
    notify(Notice::Exit(status & 0xFF));
    platform::suspend(|| host().exit())
}

impl From<line::Interrupted> for Interrupted {
    fn from(_: line::Interrupted) -> Self {
        Self
    }
}

fn number(errno: KernelErrno) -> Errno {
    errno as Errno
}

/// What there is to say of files before there is a process: the standard streams are there.
#[cfg(target_arch = "wasm32")]
fn before_boot(call: &FileCall) -> Result<Option<FileReply>, Errno> {
    const ENOENT: Errno = 2;
    const EBADF: Errno = 9;
    const ESPIPE: Errno = 29;
    let is_standard = |fd: Fd| fd.0 <= Fd::STDERR.0;
    let kind = FileKind::Device(Device::Output);
    match call {
        FileCall::Status(Target::Descriptor(fd)) if is_standard(*fd) => {
            Ok(Some(FileReply::Status(Status {
                inode: Inode(0),
                kind,
                mode: 0o620,
                links: 1,
                size: 0,
                stored: 0,
                accessed: FileTime(0),
                modified: FileTime(0),
                changed: FileTime(0),
            })))
        }
        FileCall::Flags(fd) if is_standard(*fd) => Ok(Some(FileReply::Flags(Flags {
            read: true,
            write: true,
            append: false,
            non_blocking: false,
            kind,
        }))),
        FileCall::Seek { fd, .. } if is_standard(*fd) => Err(ESPIPE),
        FileCall::Open { .. } | FileCall::Status(_) | FileCall::ReadLink(_) => Err(ENOENT),
        _ => Err(EBADF),
    }
}

impl System for Kernel {
    fn pid(&self) -> u32 {
        process().map_or(1, |process| process.boot.pid.0)
    }

    fn parent(&self) -> u32 {
        process().map_or(0, |process| process.boot.ppid.0)
    }

    #[cfg(target_arch = "wasm32")]
    fn processors(&self) -> u32 {
        process().map_or(1, |process| process.boot.cpu_count)
    }

    fn write(&self, stream: Stream, bytes: &[u8]) {
        if bytes.is_empty() || process().is_none() {
            return;
        }
        attached(|| {
            notify(Notice::Output {
                stream,
                text: String::from_utf8_lossy(bytes).into_owned(),
                thread: platform::tid(),
            });
        });
    }

    fn read_line(&self) -> Result<Vec<u8>, Interrupted> {
        attached(flush);
        Ok(match blocked(Syscall::ReadLine)? {
            Reply::Text(line) => line.into_bytes(),
            _ => Vec::new(),
        })
    }

    fn sleep(&self, time: Duration) -> Result<(), Interrupted> {
        // Before there is a process modules are imported, and nobody waits.
        if process().is_some() {
            attached(flush);
            blocked(Syscall::Sleep(micros(time)))?;
        }
        Ok(())
    }

    #[cfg(target_arch = "wasm32")]
    fn file(&self, call: FileCall) -> Result<Option<FileReply>, Errno> {
        if process().is_none() {
            return before_boot(&call);
        }
        match blocked(Syscall::File(call)) {
            Ok(Reply::File(reply)) => Ok(Some(reply)),
            Ok(Reply::Failed(errno)) => Err(number(errno)),
            Ok(_) => Ok(None),
            Err(line::Interrupted) => Err(EINTR),
        }
    }

    fn kill(&self, pid: i32, signal: i32) -> Result<(), Errno> {
        let number_of = u8::try_from(signal).ok();
        let number_of = number_of.filter(|signal| *signal <= LAST_SIGNAL);
        let signal = Signal(number_of.ok_or(EINVAL)?);
        if signal.stops() {
            return Err(ENOSYS);
        }
        let pid = Pid(u32::try_from(pid).map_err(|_| ESRCH)?);
        match silently(next_call(), Syscall::Kill { pid, signal }) {
            Reply::Failed(errno) => Err(number(errno)),
            _ => Ok(()),
        }
    }

    fn wait(&self, child: i32, asks_only: bool) -> Result<Ended, Errno> {
        let children = match u32::try_from(child).ok().filter(|child| *child > 0) {
            Some(child) => vec![Watched::Exit(Pid(child))],
            None => match silently(next_call(), Syscall::Children) {
                Reply::Ready(children) if !children.is_empty() => children,
                _ => return Err(ECHILD),
            },
        };
        let timeout = asks_only.then_some(0);
        let first = if let [Watched::Exit(child)] = children[..] {
            child
        } else {
            let watched = children;
            match blocked(Syscall::Select { watched, timeout }).map_err(|_| EINTR)? {
                Reply::Ready(ready) => match ready.first() {
                    Some(Watched::Exit(child)) => *child,
                    _ => return Ok(Ended::NotYet),
                },
                _ => return Ok(Ended::NotYet),
            }
        };
        let call = Syscall::Wait {
            child: first,
            timeout,
        };
        match blocked(call).map_err(|_| EINTR)? {
            Reply::Exited(code) => Ok(Ended::Child(first.0, code)),
            Reply::Failed(errno) => Err(number(errno)),
            _ => Ok(Ended::NotYet),
        }
    }

    fn select(
        &self,
        watched: Vec<Watched>,
        timeout: Option<u64>,
    ) -> Result<Vec<Watched>, Interrupted> {
        attached(flush);
        Ok(watch::wait(watched, timeout)?)
    }

    fn watched(&self, descriptor: i32) -> Option<Watched> {
        watch::watched(descriptor)
    }

    fn exit(&self, status: i32) -> ! {
        end(status)
    }

    #[cfg(target_arch = "wasm32")]
    fn busy(&self) -> Duration {
        process().map_or(Duration::ZERO, |process| line::busy(process.began))
    }
}
