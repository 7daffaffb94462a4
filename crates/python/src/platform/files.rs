//! The files of this process and its standard streams: [`spawnpoint_files`] with the host's clock and streams.

use std::{cell::RefCell, io::SeekFrom, iter, time::Duration};

use spawnpoint_files::{
    Access, Creation, Descriptors, Device, Errno, Fd, FileSystem, Ino, Kind, Limits, Links, Open,
    Output, ROOT, Readiness, Stat, StreamKind, Timestamp, Transfer,
};

use spawnpoint_protocol::Stream;

use super::{waits, wasi::Failure};
use crate::{host::host, system::system};

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
    /// The rest of a line of standard input.
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };

    static FILES: RefCell<Option<Files>> = const { RefCell::new(None) };
}

/// What the host's clock says.
pub(super) fn now() -> Timestamp {
    Timestamp(u64::try_from(host().wall_clock().as_nanos()).unwrap_or(u64::MAX))
}

/// Its address is what those wait at who wait for a stream.
static STIRRED: u8 = 0;

/// Does something with the files. Threads that wait for a stream look again if it may concern them.
pub(super) fn with<T>(work: impl FnOnce(&mut Files) -> T) -> T {
    let (result, is_stirred) = FILES.with_borrow_mut(|files| {
        let files = files.get_or_insert_with(Files::new);
        (work(files), files.settle())
    });
    if is_stirred {
        while waits::wake((&raw const STIRRED).addr()) {}
    }
    result
}

/// Suspends the running thread until something happens to a stream, or the time is up; says which.
pub(super) fn wait_for_streams(timeout: Option<Duration>) -> bool {
    waits::wait((&raw const STIRRED).addr(), timeout)
}

/// Puts a file there, with the directories that lead to it.
pub(super) fn write_file(path: &str, bytes: &[u8]) {
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

    /// Takes in what the last operation has led to; says whether anything happened to a stream.
    fn settle(&mut self) -> bool {
        iter::from_fn(|| self.system.poll())
            .map(|output| match output {
                Output::Stirred(_) => true,
                // Nobody waits for a lock or keeps record of changes.
                Output::Granted(_) | Output::Changed(_) => false,
            })
            .fold(false, |any, one| any | one)
    }

    /// Whether a write that was cut short goes on.
    fn waits_for_room(&self, fd: Fd) -> Result<bool, Errno> {
        let is_stream = matches!(self.stat(fd)?.kind, Kind::Stream(_));
        Ok(is_stream && self.is_blocking(fd)?)
    }

    /// Whether a call that cannot go on at once waits.
    fn is_blocking(&self, fd: Fd) -> Result<bool, Errno> {
        self.system.is_blocking(self.descriptors.get(fd)?)
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

    /// A path, and the directory that it begins at.
    pub fn place<'a>(&self, at: Fd, path: &'a [u8]) -> Result<(Ino, &'a [u8]), Errno> {
        Ok((self.start(at)?, path))
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

/// Makes a stream; the descriptors of its ends.
pub(super) fn stream(kind: StreamKind, is_blocking: bool) -> Result<[Fd; 2], Errno> {
    let now = now();
    with(|files| {
        let ends = (files.descriptors).stream(&mut files.system, kind, now)?;
        for end in ends {
            let description = files.descriptors.get(end)?;
            files.system.set_blocking(description, is_blocking)?;
        }
        Ok(ends)
    })
}

/// What a descriptor is good for at the moment. Standard input is taken to have something always.
pub(super) fn readiness(fd: Fd) -> Result<Readiness, Errno> {
    with(|files| files.system.readiness(files.descriptors.get(fd)?))
}

/// Ends a direction of a socket, or both.
pub(super) fn shut_down(fd: Fd, reading: bool, writing: bool) -> Result<(), Errno> {
    with(|files| {
        let description = files.descriptors.get(fd)?;
        files.system.shut_down(description, reading, writing)
    })
}

/// Does something again and again that would block, unless the descriptor is not to.
fn blocking<T>(fd: Fd, mut work: impl FnMut(&mut Files) -> Result<T, Errno>) -> Result<T, Errno> {
    loop {
        match with(&mut work) {
            Err(Errno::WouldBlock) if with(|files| files.is_blocking(fd))? => {
                wait_for_streams(None);
            }
            result => return result,
        }
    }
}

/// Reads from a descriptor; streams and standard input block.
pub(super) fn read(fd: Fd, into: &mut [u8], place: Place) -> Result<usize, Failure> {
    let now = now();
    let transfer = blocking(fd, |files| {
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
        Transfer::Device(Device::Input | Device::Output | Device::Error) => read_input(into)?,
    })
}

/// What was typed in and not been read yet.
fn read_input(into: &mut [u8]) -> Result<usize, Failure> {
    if INPUT.with_borrow(Vec::is_empty) {
        let line = system().read_line()?;
        INPUT.set(line);
    }
    INPUT.with_borrow_mut(|line| {
        let count = line.len().min(into.len());
        into[..count].copy_from_slice(&line[..count]);
        line.drain(..count);
        Ok(count)
    })
}

/// Writes to a descriptor. A stream that blocks takes all in the end.
pub(super) fn write(fd: Fd, bytes: &[u8], place: Place) -> Result<usize, Errno> {
    let mut written = write_some(fd, bytes, place)?;
    while written < bytes.len() && with(|files| files.waits_for_room(fd))? {
        match write_some(fd, &bytes[written..], place) {
            Ok(count) => written += count,
            // What was written before counts.
            Err(_) => break,
        }
    }
    Ok(written)
}

fn write_some(fd: Fd, bytes: &[u8], place: Place) -> Result<usize, Errno> {
    let now = now();
    let transfer = blocking(fd, |files| {
        let description = files.descriptors.get(fd)?;
        match place {
            Place::Next => files.system.write(description, bytes, now),
            Place::At(offset) => files.system.pwrite(description, bytes, offset, now),
        }
    })?;
    match transfer {
        Transfer::Done(count) => return Ok(count),
        Transfer::Device(Device::Null | Device::Zero | Device::Random) => {}
        Transfer::Device(Device::Input | Device::Output) => system().write(Stream::Stdout, bytes),
        Transfer::Device(Device::Error) => system().write(Stream::Stderr, bytes),
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
