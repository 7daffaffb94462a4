//! What the protocol and the file system call the same things.

use spawnpoint_files as fs;
use spawnpoint_protocol::{
    files::{
        Creation, Device, Entry, FileKind, FileTime, Inode, LockKind, Open, Readiness, Status,
        StreamKind,
    },
    syscall::Errno,
};

/// Why an operation failed.
pub(super) fn errno(errno: fs::Errno) -> Errno {
    match errno {
        fs::Errno::Access => Errno::Access,
        fs::Errno::BadDescriptor => Errno::BadObject,
        fs::Errno::BrokenPipe => Errno::BrokenPipe,
        fs::Errno::Busy => Errno::Busy,
        fs::Errno::Exists => Errno::Exists,
        fs::Errno::FileTooBig => Errno::FileTooBig,
        fs::Errno::IllegalSeek => Errno::IllegalSeek,
        fs::Errno::Invalid => Errno::Invalid,
        fs::Errno::IsDirectory => Errno::IsDirectory,
        fs::Errno::Loop => Errno::Loop,
        fs::Errno::NameTooLong => Errno::NameTooLong,
        fs::Errno::NoEntry => Errno::NoEntry,
        fs::Errno::NoSpace => Errno::NoSpace,
        fs::Errno::NotDirectory => Errno::NotDirectory,
        fs::Errno::NotEmpty => Errno::NotEmpty,
        fs::Errno::NotConnected => Errno::NotConnected,
        fs::Errno::NotPermitted => Errno::NotPermitted,
        fs::Errno::NotSocket => Errno::NotSocket,
        fs::Errno::NotSupported => Errno::NotSupported,
        fs::Errno::TooManyOpen => Errno::TooManyOpen,
        fs::Errno::WouldBlock => Errno::TryAgain,
    }
}

pub(super) fn inode(ino: fs::Ino) -> Inode {
    Inode(ino.0)
}

pub(super) fn device(device: fs::Device) -> Device {
    match device {
        fs::Device::Null => Device::Null,
        fs::Device::Zero => Device::Zero,
        fs::Device::Random => Device::Random,
        fs::Device::Input => Device::Input,
        fs::Device::Output => Device::Output,
        fs::Device::Error => Device::Error,
    }
}

pub(super) fn kind(kind: fs::Kind) -> FileKind {
    match kind {
        fs::Kind::File => FileKind::File,
        fs::Kind::Directory => FileKind::Directory,
        fs::Kind::Symlink => FileKind::Symlink,
        fs::Kind::Device(of) => FileKind::Device(device(of)),
        fs::Kind::Stream(fs::StreamKind::Pipe) => FileKind::Stream(StreamKind::Pipe),
        fs::Kind::Stream(fs::StreamKind::Socket) => FileKind::Stream(StreamKind::Socket),
    }
}

pub(super) fn status(stat: fs::Stat) -> Status {
    let time = |fs::Timestamp(nanos)| FileTime(nanos);
    Status {
        inode: inode(stat.ino),
        kind: kind(stat.kind),
        mode: stat.mode,
        links: stat.links,
        size: stat.size,
        stored: stat.stored,
        accessed: time(stat.accessed),
        modified: time(stat.modified),
        changed: time(stat.changed),
    }
}

pub(super) fn entry(entry: fs::Entry) -> Entry {
    Entry {
        name: entry.name.to_owned(),
        inode: inode(entry.ino),
        kind: kind(entry.kind),
        next: entry.next,
    }
}

pub(super) fn readiness(readiness: fs::Readiness) -> Readiness {
    Readiness {
        readable: readiness.readable,
        writable: readiness.writable,
        hung_up: readiness.hung_up,
    }
}

pub(super) fn stream(kind: StreamKind) -> fs::StreamKind {
    match kind {
        StreamKind::Pipe => fs::StreamKind::Pipe,
        StreamKind::Socket => fs::StreamKind::Socket,
    }
}

pub(super) fn lock(kind: LockKind) -> fs::LockKind {
    match kind {
        LockKind::Shared => fs::LockKind::Shared,
        LockKind::Exclusive => fs::LockKind::Exclusive,
    }
}

pub(super) fn links(follow: bool) -> fs::Links {
    if follow {
        fs::Links::Follow
    } else {
        fs::Links::Keep
    }
}

pub(super) fn open(how: Open) -> fs::Open {
    fs::Open {
        access: fs::Access {
            read: how.read,
            write: how.write,
            append: how.append,
        },
        creation: match how.creation {
            Creation::Never => fs::Creation::Never,
            Creation::IfMissing => fs::Creation::IfMissing,
            Creation::Always => fs::Creation::Always,
        },
        truncate: how.truncate,
        directory: how.directory,
        no_follow: how.no_follow,
        mode: how.mode,
    }
}

/// A path as text.
pub(super) fn text(path: &[u8]) -> String {
    String::from_utf8_lossy(path).into_owned()
}
