//! The files of this process and its standard streams: [`spawnpoint_files`] with the host's clock and streams.

use std::{cell::RefCell, io::SeekFrom};

use spawnpoint_files::{
    Access, Creation, Descriptors, Device, Errno, Fd, FileSystem, Ino, Limits, Links, Open, ROOT,
    Stat, Timestamp, Transfer,
};

use super::fiber::suspend;
use crate::{Stream, host::host};

/// The descriptor from which the C library looks for absolute paths: the root directory.
pub(super) const ROOT_DESCRIPTOR: Fd = 3;

/// The directory in which a program is.
const HOME: &[u8] = b"/home/user";

/// The directories that there are from the beginning.
const DIRECTORIES: [&[u8]; 3] = [b"/home", HOME, b"/tmp"];

/// The standard streams, by the numbers of their descriptors.
const STREAMS: [&[u8]; 3] = [b"/dev/stdin", b"/dev/stdout", b"/dev/stderr"];

/// What a process sees of the files.
pub(super) struct Files {
    pub system: FileSystem,
    pub descriptors: Descriptors,
}

thread_local! {
    static FILES: RefCell<Option<Files>> = const { RefCell::new(None) };
}

/// What the host's clock says.
pub(super) fn now() -> Timestamp {
    Timestamp(u64::try_from(host().wall_clock().as_nanos()).unwrap_or(u64::MAX))
}

/// Does something with the files.
pub(super) fn with<T>(work: impl FnOnce(&mut Files) -> T) -> T {
    FILES.with_borrow_mut(|files| work(files.get_or_insert_with(Files::new)))
}

/// Puts a file there, with the directories that lead to it.
pub(crate) fn write_file(path: &str, bytes: &[u8]) {
    let now = now();
    // It is within all limits, since nothing else is there yet.
    let _ = with(|files| files.system.write_file(path.as_bytes(), bytes, now));
}

impl Files {
    fn new() -> Self {
        let now = now();
        let mut system = FileSystem::new(Limits::default(), now);
        let mut descriptors = Descriptors::new(&mut system);
        // None of this can fail in an empty file system.
        for directory in DIRECTORIES {
            let _ = system.mkdir(ROOT, directory, 0o755, now);
        }
        let _ = system.make_devices(now);
        let mut open = |path, access, directory| {
            let how = Open {
                access,
                directory,
                ..Open::default()
            };
            descriptors.open(&mut system, None, path, &how, now)
        };
        let read = Access {
            read: true,
            ..Access::default()
        };
        let write = Access {
            write: true,
            ..Access::default()
        };
        for (path, access) in STREAMS.iter().zip([read, write, write]) {
            let _ = open(path, access, false);
        }
        let root = open(b"/", read, true);
        assert_eq!(root, Ok(ROOT_DESCRIPTOR), "the streams come first");
        Self {
            system,
            descriptors,
        }
    }

    /// What a path from a directory's descriptor leads to.
    pub fn find(&self, at: Fd, path: &[u8], links: Links) -> Result<Ino, Errno> {
        let at = self.descriptors.start(&self.system, Some(at))?;
        self.system.lookup(at, path, links)
    }

    /// The directory that a descriptor stands for.
    pub fn start(&self, at: Fd) -> Result<Ino, Errno> {
        self.descriptors.start(&self.system, Some(at))
    }

    /// What is known about what a descriptor stands for.
    pub fn stat(&self, fd: Fd) -> Result<Stat, Errno> {
        let description = self.descriptors.get(fd)?;
        self.system.stat(self.system.inode_of(description)?)
    }
}

/// Opens what a path leads to.
pub(super) fn open(at: Fd, path: &[u8], how: &Open) -> Result<Fd, Errno> {
    let now = now();
    with(|files| {
        files
            .descriptors
            .open(&mut files.system, Some(at), path, how, now)
    })
}

/// How a call says where in a file.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Where the last transfer ended.
    Next,
    /// There.
    At(u64),
}

/// Reads from a descriptor; standard input blocks.
pub(super) fn read(fd: Fd, into: &mut [u8], place: Place) -> Result<usize, Errno> {
    let now = now();
    let transfer = with(|files| {
        let description = files.descriptors.get(fd)?;
        match place {
            Place::Next => files.system.read(description, into, now),
            Place::At(offset) => files.system.pread(description, into, offset, now),
        }
    })?;
    Ok(match transfer {
        Transfer::Done(count) => count,
        Transfer::Device(Device::Null) => 0,
        Transfer::Device(Device::Zero) => {
            into.fill(0);
            into.len()
        }
        Transfer::Device(Device::Random) => {
            host().random(into);
            into.len()
        }
        Transfer::Device(Device::Input | Device::Output | Device::Error) => {
            suspend(|| host().read(into))
        }
    })
}

/// Writes to a descriptor.
pub(super) fn write(fd: Fd, bytes: &[u8], place: Place) -> Result<usize, Errno> {
    let now = now();
    let transfer = with(|files| {
        let description = files.descriptors.get(fd)?;
        match place {
            Place::Next => files.system.write(description, bytes, now),
            Place::At(offset) => files.system.pwrite(description, bytes, offset, now),
        }
    })?;
    match transfer {
        Transfer::Done(count) => return Ok(count),
        Transfer::Device(Device::Null | Device::Zero | Device::Random) => {}
        Transfer::Device(Device::Input | Device::Output) => host().write(Stream::Stdout, bytes),
        Transfer::Device(Device::Error) => host().write(Stream::Stderr, bytes),
    }
    Ok(bytes.len())
}

/// Moves the place of the next transfer.
pub(super) fn seek(fd: Fd, to: SeekFrom) -> Result<u64, Errno> {
    with(|files| files.system.seek(files.descriptors.get(fd)?, to))
}

/// Whether a file is made, as flags say.
pub(super) fn creation(create: bool, exclusive: bool) -> Creation {
    match (create, exclusive) {
        (true, true) => Creation::Always,
        (true, false) => Creation::IfMissing,
        (false, _) => Creation::Never,
    }
}
