//! The files of C: those of the kernel, and devices, which are the process's own business.

use std::{cell::RefCell, collections::BTreeMap};

use spawnpoint_protocol::{
    Stream,
    files::{
        Device, Fd, FileCall, FileKind, FileReply, Inode, PathAt, Seek, Start, Status, StreamKind,
        Target,
    },
};

use super::failure::{Failure, UNEXPECTED};
use crate::{host::host, system::system};

/// The descriptor from which the C library looks for absolute paths, whose slash it takes off. No file has it.
pub(super) const ROOT_DESCRIPTOR: u32 = 0x3FFF_FFFF;

thread_local! {
    /// The rest of a line of standard input.
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };

    /// The descriptors that are known to stand for devices.
    static DEVICES: RefCell<BTreeMap<u32, Device>> = const { RefCell::new(BTreeMap::new()) };
}

/// Asks the kernel for something.
pub(super) fn ask(call: FileCall) -> Result<FileReply, Failure> {
    system()
        .file(call)
        .map_err(Failure::of_linux)?
        .ok_or(UNEXPECTED)
}

/// Asks the kernel to do something.
pub(super) fn call(call: FileCall) -> Result<(), Failure> {
    system().file(call).map_err(Failure::of_linux)?;
    Ok(())
}

/// A path from a directory's descriptor on.
pub(super) fn path_at(at: u32, path: &[u8]) -> PathAt {
    let start = if at == ROOT_DESCRIPTOR {
        Start::Root
    } else {
        Start::Directory(Fd(at))
    };
    PathAt {
        start,
        path: path.to_vec(),
    }
}

pub(super) fn status(target: Target) -> Result<Status, Failure> {
    let FileReply::Status(status) = ask(FileCall::Status(target))? else {
        return Err(UNEXPECTED);
    };
    Ok(status)
}

pub(super) fn status_of(fd: u32) -> Result<Status, Failure> {
    status(Target::Descriptor(Fd(fd)))
}

pub(super) fn status_of_inode(inode: u64) -> Result<Status, Failure> {
    status(Target::Inode(Inode(inode)))
}

/// A descriptor that a call has made.
pub(super) fn descriptor(call: FileCall) -> Result<u32, Failure> {
    let FileReply::Descriptor(Fd(fd)) = ask(call)? else {
        return Err(UNEXPECTED);
    };
    forget(fd);
    Ok(fd)
}

/// A descriptor stands for something else from now on.
pub(super) fn forget(fd: u32) {
    DEVICES.with_borrow_mut(|devices| devices.remove(&fd));
}

/// Makes a stream; the descriptors of its ends.
pub(super) fn stream(kind: StreamKind, is_blocking: bool) -> Result<[u32; 2], Failure> {
    let call = FileCall::Stream {
        kind,
        non_blocking: !is_blocking,
    };
    let FileReply::Ends(ends) = ask(call)? else {
        return Err(UNEXPECTED);
    };
    Ok(ends.map(|Fd(fd)| {
        forget(fd);
        fd
    }))
}

/// Whether a descriptor stands for a socket.
pub(super) fn is_socket(fd: u32) -> Result<bool, Failure> {
    Ok(status_of(fd)?.kind == FileKind::Stream(StreamKind::Socket))
}

/// Reads from a descriptor.
pub(super) fn read(fd: u32, into: &mut [u8], offset: Option<u64>) -> Result<usize, Failure> {
    let device = match known_device(fd) {
        Some(device) => device,
        None => {
            let call = FileCall::Read {
                fd: Fd(fd),
                length: length_of(into),
                offset,
            };
            let reply = ask(call)?;
            if let FileReply::Bytes(bytes) = reply {
                let count = bytes.len().min(into.len());
                into[..count].copy_from_slice(&bytes[..count]);
                return Ok(count);
            }
            learn_device(fd, &reply)?
        }
    };
    match device {
        Device::Null => Ok(0),
        Device::Zero => {
            into.fill(0);
            Ok(into.len())
        }
        Device::Random => {
            host().random(into);
            Ok(into.len())
        }
        Device::Input | Device::Output | Device::Error => read_input(into),
    }
}

fn known_device(fd: u32) -> Option<Device> {
    DEVICES.with_borrow(|devices| devices.get(&fd).copied())
}

/// Learns from a reply which device a descriptor stands for.
fn learn_device(fd: u32, reply: &FileReply) -> Result<Device, Failure> {
    let FileReply::Device(device) = *reply else {
        return Err(UNEXPECTED);
    };
    DEVICES.with_borrow_mut(|devices| devices.insert(fd, device));
    Ok(device)
}

fn length_of(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
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

/// Whether a part of a line is here that has not been read.
pub(super) fn has_input(fd: u32) -> bool {
    known_device(fd) == Some(Device::Input) && !INPUT.with_borrow(Vec::is_empty)
}

/// Writes to a descriptor.
pub(super) fn write(fd: u32, bytes: &[u8], offset: Option<u64>) -> Result<usize, Failure> {
    let device = match known_device(fd) {
        Some(device) => device,
        None => {
            let call = FileCall::Write {
                fd: Fd(fd),
                bytes: bytes.to_vec(),
                offset,
            };
            let reply = ask(call)?;
            if let FileReply::Written(count) = reply {
                return Ok(count as usize);
            }
            learn_device(fd, &reply)?
        }
    };
    match device {
        Device::Null | Device::Zero | Device::Random => {}
        Device::Input | Device::Output => system().write(Stream::Stdout, bytes),
        Device::Error => system().write(Stream::Stderr, bytes),
    }
    Ok(bytes.len())
}

/// Moves the place of the next transfer.
pub(super) fn seek(fd: u32, to: Seek) -> Result<u64, Failure> {
    let FileReply::Offset(offset) = ask(FileCall::Seek { fd: Fd(fd), to })? else {
        return Err(UNEXPECTED);
    };
    Ok(offset)
}
