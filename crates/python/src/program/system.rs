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
    base::micros,
    host::{host, process},
    line::{self, attached, blocked, flush, next_call, notify, silently},
    objects::watch,
    platform,
    record::globals,
    system::{EINTR, ENOSYS, Ended, Errno, Interrupted, System},
};

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
    let is_standard = |fd: Fd| fd.0 <= Fd::STDERR.0;
    let kind = FileKind::Device(Device::Output);
    let names_a_file = matches!(
        call,
        FileCall::Open { .. } | FileCall::Status(_) | FileCall::ReadLink(_)
    );
    if let FileCall::Status(Target::Descriptor(fd)) = call
        && is_standard(*fd)
    {
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
    } else if let FileCall::Flags(fd) = call
        && is_standard(*fd)
    {
        Ok(Some(FileReply::Flags(Flags {
            read: true,
            write: true,
            append: false,
            non_blocking: false,
            kind,
        })))
    } else if let FileCall::Seek { fd, .. } = call
        && is_standard(*fd)
    {
        Err(number(KernelErrno::IllegalSeek))
    } else if names_a_file {
        Err(number(KernelErrno::NoEntry))
    } else {
        Err(number(KernelErrno::BadObject))
    }
}

/// What is ready, by a reply; nothing, by another one.
fn ready(reply: Reply) -> Vec<Watched> {
    if let Reply::Ready(ready) = reply {
        ready
    } else {
        Vec::new()
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
            });
        });
    }

    fn read_line(&self) -> Result<Vec<u8>, Interrupted> {
        attached(flush);
        let reply = blocked(Syscall::ReadLine)?;
        Ok(if let Reply::Text(line) = reply {
            line.into_bytes()
        } else {
            Vec::new()
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
        let reply = blocked(Syscall::File(call)).map_err(|line::Interrupted| EINTR)?;
        if let Reply::File(reply) = reply {
            Ok(Some(reply))
        } else if let Reply::Failed(errno) = reply {
            Err(number(errno))
        } else {
            Ok(None)
        }
    }

    fn kill(&self, pid: i32, signal: i32) -> Result<(), Errno> {
        // 0 is no signal: it asks whether there is somebody to send to.
        let signal = match signal {
            0 => Some(Signal(0)),
            _ => Signal::of_number(signal),
        };
        let signal = signal.ok_or(number(KernelErrno::Invalid))?;
        if signal.stops() {
            return Err(ENOSYS);
        }
        let pid = Pid(u32::try_from(pid).map_err(|_| number(KernelErrno::NoSuchProcess))?);
        let reply = silently(next_call(), Syscall::Kill { pid, signal });
        if let Reply::Failed(errno) = reply {
            return Err(number(errno));
        }
        Ok(())
    }

    fn wait(&self, child: i32, asks_only: bool) -> Result<Ended, Errno> {
        let children = match u32::try_from(child).ok().filter(|child| *child > 0) {
            Some(child) => vec![Watched::Exit(Pid(child))],
            None => ready(silently(next_call(), Syscall::Children)),
        };
        let timeout = asks_only.then_some(0);
        let ended = match children[..] {
            [] => return Err(number(KernelErrno::NoChild)),
            [_] => children,
            [_, _, ..] => {
                let watched = children;
                ready(blocked(Syscall::Select { watched, timeout }).map_err(|_| EINTR)?)
            }
        };
        let Some(&Watched::Exit(child)) = ended.first() else {
            return Ok(Ended::NotYet);
        };
        let reply = blocked(Syscall::Wait { child, timeout }).map_err(|_| EINTR)?;
        if let Reply::Exited(code) = reply {
            Ok(Ended::Child(child.0, code))
        } else if let Reply::Failed(errno) = reply {
            Err(number(errno))
        } else {
            Ok(Ended::NotYet)
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
