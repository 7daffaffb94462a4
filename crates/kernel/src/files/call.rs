//! What a call about files does.

use std::{borrow::Cow, io::SeekFrom};

use spawnpoint_files::{
    self as fs, DescriptionId, Descriptors, Errno, FileSystem, Ino, Kind, Timestamp, Transfer,
};
use spawnpoint_protocol::{
    Pid,
    files::{
        Fd, FileCall, FileReply, FileTime, Flags, Open, PathAt, Readiness, Seek, SetTime, Space,
        Start, StreamKind, Target,
    },
};

use super::{
    Answer, Files, form,
    wait::{Wish, has_written},
};
use crate::process::{Caller, Key};

type Result<T = Answer> = std::result::Result<T, Errno>;

impl Files {
    /// Does what a process asks. `has_line` is whether there is a line of the console's input.
    pub(super) fn call(&mut self, key: Key, call: FileCall, by: Caller, has_line: bool) -> Result {
        // A number that is used again before the answer means the later call.
        self.forget(key);
        let pid = key.pid;
        match call {
            FileCall::Open { path, how } => self.open(pid, &path, how),
            FileCall::Close(fd) => self.close(pid, fd),
            FileCall::Read { fd, length, offset } => self.read(key, fd, length as usize, offset),
            FileCall::Write { fd, bytes, offset } => self.write(key, fd, bytes, offset),
            FileCall::Seek { fd, to } => self.seek(pid, fd, to),
            FileCall::SetSize { fd, size } => self.set_size(pid, fd, size),
            FileCall::Status(target) => self.status(pid, &target),
            FileCall::SetMode { target, mode } => self.set_mode(pid, &target, mode),
            FileCall::SetTimes {
                target,
                accessed,
                modified,
            } => self.set_times(pid, &target, accessed, modified),
            FileCall::SetMask(mask) => self.set_mask(pid, mask),
            FileCall::MakeDirectory { path, mode } => self.make_directory(pid, &path, mode),
            FileCall::RemoveDirectory(path) => self.remove_directory(pid, &path),
            FileCall::Unlink(path) => self.unlink(pid, &path),
            FileCall::Rename { from, to } => self.rename(pid, &from, &to),
            FileCall::Link { from, follow, to } => self.link(pid, &from, follow, &to),
            FileCall::Symlink { target, path } => self.symlink(pid, &target, &path),
            FileCall::ReadLink(path) => self.read_link(pid, &path),
            FileCall::ReadDirectory { fd, from, most } => self.read_directory(pid, fd, from, most),
            FileCall::ChangeDirectory(path) => self.change_directory(pid, &path),
            FileCall::ChangeDirectoryTo(fd) => self.change_directory_to(pid, fd),
            FileCall::CurrentDirectory => self.current_directory(pid),
            FileCall::Duplicate { fd, from } => self.duplicate(pid, fd, from),
            FileCall::DuplicateTo { fd, to } => self.duplicate_to(pid, fd, to),
            FileCall::Renumber { fd, to } => self.renumber(pid, fd, to),
            FileCall::Flags(fd) => self.flags(pid, fd),
            FileCall::SetFlags {
                fd,
                append,
                non_blocking,
            } => self.set_flags(pid, fd, append, non_blocking),
            FileCall::Stream { kind, non_blocking } => self.stream(pid, kind, non_blocking),
            FileCall::ShutDown {
                fd,
                reading,
                writing,
            } => self.shut_down(pid, fd, reading, writing),
            FileCall::Readiness(fd) => {
                let readiness = self.readiness(pid, fd, has_line)?;
                Ok(FileReply::Readiness(readiness).into())
            }
            FileCall::Lock { fd, kind, wait } => {
                let description = self.description(pid, fd)?;
                self.lock(key, description, form::lock(kind), wait, by)
            }
            FileCall::Unlock(fd) => self.unlock(pid, fd),
            FileCall::Space => Ok(self.space()),
        }
    }

    /// What a process that is alive has of the files.
    fn own(&self, pid: Pid) -> Result<&Descriptors> {
        self.descriptors.get(&pid).ok_or(Errno::BadDescriptor)
    }

    fn own_mut(&mut self, pid: Pid) -> Result<(&mut FileSystem, &mut Descriptors)> {
        let descriptors = (self.descriptors.get_mut(&pid)).ok_or(Errno::BadDescriptor)?;
        Ok((&mut self.system, descriptors))
    }

    fn description(&self, pid: Pid, fd: Fd) -> Result<DescriptionId> {
        self.own(pid)?.get(fd.0)
    }

    fn inode(&self, pid: Pid, fd: Fd) -> Result<Ino> {
        self.system.inode_of(self.description(pid, fd)?)
    }

    /// What kind of thing a descriptor stands for.
    pub(super) fn kind(&self, pid: Pid, fd: Fd) -> Result<Kind> {
        Ok(self.system.stat(self.inode(pid, fd)?)?.kind)
    }

    /// A path, and the directory at which it begins.
    fn begin<'a>(&self, pid: Pid, path: &'a PathAt) -> Result<(Ino, Cow<'a, [u8]>)> {
        let (at, path) = at(path);
        let start = self.own(pid)?.start(&self.system, at)?;
        Ok((start, path))
    }

    fn look_up(&self, pid: Pid, path: &PathAt, follow: bool) -> Result<Ino> {
        let (start, path) = self.begin(pid, path)?;
        self.system.lookup(start, &path, form::links(follow))
    }

    fn find(&self, pid: Pid, target: &Target) -> Result<Ino> {
        match target {
            Target::Path { path, follow } => self.look_up(pid, path, *follow),
            Target::Descriptor(fd) => self.inode(pid, *fd),
            Target::Inode(inode) => Ok(Ino(inode.0)),
        }
    }

    fn open(&mut self, pid: Pid, path: &PathAt, how: Open) -> Result {
        let now = self.now;
        let (at, path) = at(path);
        let (system, descriptors) = self.own_mut(pid)?;
        let fd = descriptors.open(system, at, &path, &form::open(how), now)?;
        if how.non_blocking {
            system.set_blocking(descriptors.get(fd)?, false)?;
        }
        Ok(FileReply::Descriptor(Fd(fd)).into())
    }

    fn close(&mut self, pid: Pid, fd: Fd) -> Result {
        let (system, descriptors) = self.own_mut(pid)?;
        descriptors.close(system, fd.0)?;
        self.waits.is_moved = true;
        Ok(Answer::DONE)
    }

    fn read(&mut self, key: Key, fd: Fd, length: usize, offset: Option<u64>) -> Result {
        let description = self.description(key.pid, fd)?;
        if offset.is_none() && matches!(self.kind(key.pid, fd)?, Kind::Stream(_)) {
            return self.stream_call(key, fd, description, Wish::Read(length));
        }
        let mut buffer = vec![0; length.min(self.left(description, offset)?)];
        let transfer = match offset {
            None => self.system.read(description, &mut buffer, self.now),
            Some(offset) => (self.system).pread(description, &mut buffer, offset, self.now),
        };
        Ok(match transfer? {
            Transfer::Done(count) => {
                buffer.truncate(count);
                FileReply::Bytes(buffer)
            }
            Transfer::Device(device) => FileReply::Device(form::device(device)),
        }
        .into())
    }

    /// How many bytes a read can bring at the most, which may be less than is asked for. Where there is nothing left it
    /// is one that is not there, so that the file is read all the same. Holes may make a file larger than all memory.
    fn left(&mut self, description: DescriptionId, offset: Option<u64>) -> Result<usize> {
        let stat = self.system.stat(self.system.inode_of(description)?)?;
        let size = match stat.kind {
            Kind::File => stat.size.min(self.system.limits().bytes),
            Kind::Directory | Kind::Symlink | Kind::Device(_) | Kind::Stream(_) => 0,
        };
        let from = match offset {
            None if stat.kind == Kind::File => {
                self.system.seek(description, SeekFrom::Current(0))?
            }
            None => 0,
            Some(offset) => offset,
        };
        let left = stat.size.saturating_sub(from).min(size).max(1);
        Ok(usize::try_from(left).unwrap_or(usize::MAX))
    }

    fn write(&mut self, key: Key, fd: Fd, bytes: Vec<u8>, offset: Option<u64>) -> Result {
        let description = self.description(key.pid, fd)?;
        if offset.is_none() && matches!(self.kind(key.pid, fd)?, Kind::Stream(_)) {
            let wish = Wish::Write { bytes, written: 0 };
            return self.stream_call(key, fd, description, wish);
        }
        let transfer = match offset {
            None => self.system.write(description, &bytes, self.now),
            Some(offset) => (self.system).pwrite(description, &bytes, offset, self.now),
        };
        self.take_in(&bytes);
        Ok(match transfer? {
            Transfer::Done(count) => has_written(count),
            Transfer::Device(device) => FileReply::Device(form::device(device)),
        }
        .into())
    }

    fn seek(&mut self, pid: Pid, fd: Fd, to: Seek) -> Result {
        let description = self.description(pid, fd)?;
        let to = match to {
            Seek::Start(offset) => SeekFrom::Start(offset),
            Seek::Current(by) => SeekFrom::Current(by),
            Seek::End(by) => SeekFrom::End(by),
        };
        Ok(FileReply::Offset(self.system.seek(description, to)?).into())
    }

    fn set_size(&mut self, pid: Pid, fd: Fd, size: u64) -> Result {
        let description = self.description(pid, fd)?;
        self.system.set_size(description, size, self.now)?;
        Ok(Answer::DONE)
    }

    fn status(&self, pid: Pid, target: &Target) -> Result {
        let stat = self.system.stat(self.find(pid, target)?)?;
        Ok(FileReply::Status(form::status(stat)).into())
    }

    fn set_mode(&mut self, pid: Pid, target: &Target, mode: u16) -> Result {
        let ino = self.find(pid, target)?;
        self.system.chmod(ino, mode, self.now)?;
        Ok(Answer::DONE)
    }

    fn set_times(
        &mut self,
        pid: Pid,
        target: &Target,
        accessed: SetTime,
        modified: SetTime,
    ) -> Result {
        let ino = self.find(pid, target)?;
        let now = self.now;
        let time = |time| match time {
            SetTime::Keep => None,
            SetTime::Now => Some(now),
            SetTime::To(FileTime(nanos)) => Some(Timestamp(nanos)),
        };
        let (accessed, modified) = (time(accessed), time(modified));
        self.system.set_times(ino, accessed, modified, now)?;
        Ok(Answer::DONE)
    }

    fn set_mask(&mut self, pid: Pid, mask: u16) -> Result {
        let (_, descriptors) = self.own_mut(pid)?;
        Ok(FileReply::Mode(descriptors.set_mask(mask)).into())
    }

    fn make_directory(&mut self, pid: Pid, path: &PathAt, mode: u16) -> Result {
        let (start, path) = self.begin(pid, path)?;
        let mode = self.own(pid)?.masked(mode);
        self.system.mkdir(start, &path, mode, self.now)?;
        Ok(Answer::DONE)
    }

    fn remove_directory(&mut self, pid: Pid, path: &PathAt) -> Result {
        let (start, path) = self.begin(pid, path)?;
        self.system.rmdir(start, &path, self.now)?;
        Ok(Answer::DONE)
    }

    fn unlink(&mut self, pid: Pid, path: &PathAt) -> Result {
        let (start, path) = self.begin(pid, path)?;
        self.system.unlink(start, &path, self.now)?;
        Ok(Answer::DONE)
    }

    fn rename(&mut self, pid: Pid, from: &PathAt, to: &PathAt) -> Result {
        let (from, old) = self.begin(pid, from)?;
        let (to, new) = self.begin(pid, to)?;
        self.system.rename((from, &old), (to, &new), self.now)?;
        Ok(Answer::DONE)
    }

    fn link(&mut self, pid: Pid, from: &PathAt, follow: bool, to: &PathAt) -> Result {
        let (from, old) = self.begin(pid, from)?;
        let (to, new) = self.begin(pid, to)?;
        let links = form::links(follow);
        (self.system).link((from, &old), links, (to, &new), self.now)?;
        Ok(Answer::DONE)
    }

    fn symlink(&mut self, pid: Pid, target: &[u8], path: &PathAt) -> Result {
        let (start, path) = self.begin(pid, path)?;
        self.system.symlink(target, start, &path, self.now)?;
        Ok(Answer::DONE)
    }

    fn read_link(&self, pid: Pid, path: &PathAt) -> Result {
        let ino = self.look_up(pid, path, false)?;
        let target = self.system.readlink(ino)?;
        Ok(FileReply::Bytes(target.to_owned()).into())
    }

    fn read_directory(&mut self, pid: Pid, fd: Fd, from: u64, most: u32) -> Result {
        let description = self.description(pid, fd)?;
        let entries = self.system.entries(description, from, self.now)?;
        let entries = entries.take(most as usize).map(form::entry);
        Ok(FileReply::Entries(entries.collect()).into())
    }

    fn change_directory(&mut self, pid: Pid, path: &PathAt) -> Result {
        let (at, path) = at(path);
        let (system, descriptors) = self.own_mut(pid)?;
        descriptors.change_directory(system, at, &path)?;
        Ok(Answer::DONE)
    }

    fn change_directory_to(&mut self, pid: Pid, fd: Fd) -> Result {
        let (system, descriptors) = self.own_mut(pid)?;
        descriptors.change_directory_to(system, fd.0)?;
        Ok(Answer::DONE)
    }

    fn current_directory(&self, pid: Pid) -> Result {
        let path = self.system.path_of(self.own(pid)?.directory())?;
        Ok(FileReply::Bytes(path).into())
    }

    fn duplicate(&mut self, pid: Pid, fd: Fd, from: Fd) -> Result {
        let (system, descriptors) = self.own_mut(pid)?;
        let made = descriptors.dup(system, fd.0, from.0)?;
        Ok(FileReply::Descriptor(Fd(made)).into())
    }

    fn duplicate_to(&mut self, pid: Pid, fd: Fd, to: Fd) -> Result {
        let (system, descriptors) = self.own_mut(pid)?;
        descriptors.dup_to(system, fd.0, to.0)?;
        self.waits.is_moved = true;
        Ok(Answer::DONE)
    }

    fn renumber(&mut self, pid: Pid, fd: Fd, to: Fd) -> Result {
        let (system, descriptors) = self.own_mut(pid)?;
        descriptors.renumber(system, fd.0, to.0)?;
        self.waits.is_moved = true;
        Ok(Answer::DONE)
    }

    fn flags(&self, pid: Pid, fd: Fd) -> Result {
        let description = self.description(pid, fd)?;
        let access = self.system.access_of(description)?;
        let flags = Flags {
            read: access.read,
            write: access.write,
            append: access.append,
            non_blocking: !self.system.is_blocking(description)?,
            kind: form::kind(self.kind(pid, fd)?),
        };
        Ok(FileReply::Flags(flags).into())
    }

    fn set_flags(&mut self, pid: Pid, fd: Fd, append: bool, non_blocking: bool) -> Result {
        let description = self.description(pid, fd)?;
        self.system.set_append(description, append)?;
        self.system.set_blocking(description, !non_blocking)?;
        Ok(Answer::DONE)
    }

    fn stream(&mut self, pid: Pid, kind: StreamKind, non_blocking: bool) -> Result {
        let now = self.now;
        let (system, descriptors) = self.own_mut(pid)?;
        let ends = descriptors.stream(system, form::stream(kind), now)?;
        for end in ends {
            system.set_blocking(descriptors.get(end)?, !non_blocking)?;
        }
        Ok(FileReply::Ends(ends.map(Fd)).into())
    }

    fn shut_down(&mut self, pid: Pid, fd: Fd, reading: bool, writing: bool) -> Result {
        let description = self.description(pid, fd)?;
        self.system.shut_down(description, reading, writing)?;
        Ok(Answer::DONE)
    }

    /// What a descriptor is good for. `has_line` is whether there is a line of the console's input.
    pub(super) fn readiness(&self, pid: Pid, fd: Fd, has_line: bool) -> Result<Readiness> {
        let description = self.description(pid, fd)?;
        let mut readiness = form::readiness(self.system.readiness(description)?);
        if let Kind::Device(device) = self.kind(pid, fd)?
            && device.is_stream()
        {
            readiness.readable = has_line;
        }
        Ok(readiness)
    }

    fn unlock(&mut self, pid: Pid, fd: Fd) -> Result {
        let description = self.description(pid, fd)?;
        self.system.unlock(description)?;
        Ok(Answer::DONE)
    }

    fn space(&self) -> Answer {
        let (limits, usage) = (self.system.limits(), self.system.usage());
        let space = Space {
            bytes: limits.bytes,
            free_bytes: limits.bytes.saturating_sub(usage.bytes),
            names: limits.names as u64,
            free_names: limits.names.saturating_sub(usage.names) as u64,
        };
        FileReply::Space(space).into()
    }
}

/// A path, and the descriptor of the directory at which it begins; of the current one if there is none.
fn at(whole: &PathAt) -> (Option<fs::Fd>, Cow<'_, [u8]>) {
    let path = Cow::Borrowed(whole.path.as_slice());
    match whole.start {
        Start::Current => (None, path),
        Start::Directory(Fd(fd)) => (Some(fd), path),
        Start::Root if path.is_empty() => (None, path),
        Start::Root => (None, Cow::Owned([b"/", path.as_ref()].concat())),
    }
}
