//! Open descriptions: a file that is open, and where in it.

use std::{collections::BTreeMap, io::SeekFrom};

use crate::{
    Change, Device, Errno, FileSystem, Ino, Kind, Output, Timestamp,
    content::LARGEST,
    inode::{Node, Permission},
};

/// An open description; none is used twice. Descriptors of several processes may stand for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DescriptionId(pub u64);

/// What a file is open for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// To be read.
    pub read: bool,
    /// To be written.
    pub write: bool,
    /// Each write goes to the end of the file, wherever that is by then.
    pub append: bool,
}

/// What became of a read or a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// So many bytes were read or written.
    Done(usize),
    /// It is no file. The caller does it.
    Device(Device),
}

/// A name in a directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it is called.
    pub name: &'a [u8],
    /// What it leads to.
    pub ino: Ino,
    /// What that is.
    pub kind: Kind,
    /// Where to read on after it.
    pub next: u64,
}

/// An open file and how often it is held.
#[derive(Debug)]
pub(crate) struct Description {
    pub ino: Ino,
    offset: u64,
    access: Access,
    /// Whether a call that cannot go on at once waits; for whoever calls.
    is_blocking: bool,
    /// Descriptors, and calls that wait for a lock.
    pub references: u32,
}

#[derive(Debug, Default)]
pub(crate) struct Descriptions {
    table: BTreeMap<DescriptionId, Description>,
    next: u64,
}

impl Descriptions {
    pub fn add(&mut self, ino: Ino, access: Access) -> DescriptionId {
        self.next += 1;
        let id = DescriptionId(self.next);
        let description = Description {
            ino,
            offset: 0,
            access,
            is_blocking: true,
            references: 1,
        };
        self.table.insert(id, description);
        id
    }

    pub fn get(&self, id: DescriptionId) -> Result<&Description, Errno> {
        self.table.get(&id).ok_or(Errno::BadDescriptor)
    }

    pub fn get_mut(&mut self, id: DescriptionId) -> Result<&mut Description, Errno> {
        self.table.get_mut(&id).ok_or(Errno::BadDescriptor)
    }

    fn readable(&self, id: DescriptionId) -> Result<&Description, Errno> {
        let description = self.get(id)?;
        if !description.access.read {
            return Err(Errno::BadDescriptor);
        }
        Ok(description)
    }

    fn writable(&self, id: DescriptionId) -> Result<&Description, Errno> {
        let description = self.get(id)?;
        if !description.access.write {
            return Err(Errno::BadDescriptor);
        }
        Ok(description)
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }
}

impl FileSystem {
    /// One descriptor more stands for the description.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn share(&mut self, id: DescriptionId) -> Result<(), Errno> {
        self.descriptions.get_mut(id)?.references += 1;
        Ok(())
    }

    /// One descriptor fewer stands for the description. With the last its lock goes, and its file if that
    /// has no name any more.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn close(&mut self, id: DescriptionId) -> Result<(), Errno> {
        let ino = self.descriptions.get(id)?.ino;
        self.drop_reference(id);
        self.settle_locks(ino);
        Ok(())
    }

    /// Drops a reference, and with the last the description. Whoever waits for its lock is not served yet.
    pub(crate) fn drop_reference(&mut self, id: DescriptionId) {
        let Ok(description) = self.descriptions.get_mut(id) else {
            return;
        };
        description.references -= 1;
        if description.references == 0 {
            let ino = description.ino;
            self.descriptions.table.remove(&id);
            self.locks.release(ino, id);
            let peer = self.inodes.stream(ino).and_then(|stream| stream.peer);
            self.inodes.release(ino);
            if let Some(peer) = peer {
                self.outputs.push_back(Output::Stirred(peer));
            }
        }
    }

    /// The inode of an open description.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn inode_of(&self, id: DescriptionId) -> Result<Ino, Errno> {
        Ok(self.descriptions.get(id)?.ino)
    }

    /// What an open description is open for.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn access_of(&self, id: DescriptionId) -> Result<Access, Errno> {
        Ok(self.descriptions.get(id)?.access)
    }

    /// Sets whether writes go to the end (`F_SETFL`).
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn set_append(&mut self, id: DescriptionId, append: bool) -> Result<(), Errno> {
        self.descriptions.get_mut(id)?.access.append = append;
        Ok(())
    }

    /// Sets whether a call that cannot go on at once waits (`O_NONBLOCK`). It is only kept here: to wait is up to
    /// whoever calls.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn set_blocking(&mut self, id: DescriptionId, is_blocking: bool) -> Result<(), Errno> {
        self.descriptions.get_mut(id)?.is_blocking = is_blocking;
        Ok(())
    }

    /// Whether a call that cannot go on at once waits.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn is_blocking(&self, id: DescriptionId) -> Result<bool, Errno> {
        Ok(self.descriptions.get(id)?.is_blocking)
    }

    /// Reads where the description stands, and moves it on.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), also if it is not open for reading,
    /// [`IsDirectory`](Errno::IsDirectory), and of a stream [`WouldBlock`](Errno::WouldBlock).
    pub fn read(
        &mut self,
        id: DescriptionId,
        buffer: &mut [u8],
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        let &Description { ino, offset, .. } = self.descriptions.readable(id)?;
        let transfer = self.read_inode(ino, offset, buffer, now)?;
        if let Transfer::Done(count) = transfer {
            self.descriptions.get_mut(id)?.offset += count as u64;
        }
        Ok(transfer)
    }

    /// Reads at an offset, and leaves the description where it stands.
    ///
    /// # Errors
    ///
    /// Those of [`read`](Self::read), [`Invalid`](Errno::Invalid) for an offset that C cannot say, and
    /// [`IllegalSeek`](Errno::IllegalSeek) for a stream.
    pub fn pread(
        &mut self,
        id: DescriptionId,
        buffer: &mut [u8],
        offset: u64,
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        check_offset(offset)?;
        self.check_has_offset(id)?;
        let ino = self.descriptions.readable(id)?.ino;
        self.read_inode(ino, offset, buffer, now)
    }

    fn read_inode(
        &mut self,
        ino: Ino,
        offset: u64,
        buffer: &mut [u8],
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        check_range(offset, buffer.len())?;
        let inode = self.inodes.get_mut(ino);
        match &inode.node {
            Node::File(content) => {
                let count = content.read(offset, buffer);
                if !buffer.is_empty() {
                    inode.touch_read(now);
                }
                Ok(Transfer::Done(count))
            }
            Node::Directory(_) => Err(Errno::IsDirectory),
            Node::Symlink(_) => Err(Errno::Invalid),
            Node::Device(device) => Ok(Transfer::Device(*device)),
            Node::Stream(_) => self.read_stream(ino, buffer),
        }
    }

    /// Writes where the description stands or, if it appends, at the end of the file, and moves it to the
    /// end of what it wrote. As much is written as there is room for.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), also if it is not open for writing,
    /// [`NoSpace`](Errno::NoSpace) if there is room for nothing, [`Invalid`](Errno::Invalid) if it would end at an
    /// offset that C cannot say, and [`FileTooBig`](Errno::FileTooBig) at the end of the largest file; of a stream
    /// [`WouldBlock`](Errno::WouldBlock) and [`BrokenPipe`](Errno::BrokenPipe).
    pub fn write(
        &mut self,
        id: DescriptionId,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        let &Description {
            ino,
            offset,
            access,
            ..
        } = self.descriptions.writable(id)?;
        check_range(offset, bytes.len())?;
        let offset = if access.append {
            self.stat(ino)?.size
        } else {
            offset
        };
        let transfer = self.write_inode(ino, offset, bytes, now)?;
        if let Transfer::Done(count) = transfer
            && count > 0
        {
            self.descriptions.get_mut(id)?.offset = offset + count as u64;
        }
        Ok(transfer)
    }

    /// Writes at an offset, and leaves the description where it stands. As on Linux, one that appends does
    /// so all the same.
    ///
    /// # Errors
    ///
    /// Those of [`write`](Self::write), [`Invalid`](Errno::Invalid) for an offset that C cannot say, and
    /// [`IllegalSeek`](Errno::IllegalSeek) for a stream.
    pub fn pwrite(
        &mut self,
        id: DescriptionId,
        bytes: &[u8],
        offset: u64,
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        check_offset(offset)?;
        self.check_has_offset(id)?;
        let &Description { ino, access, .. } = self.descriptions.writable(id)?;
        check_range(offset, bytes.len())?;
        let offset = if access.append {
            self.stat(ino)?.size
        } else {
            offset
        };
        self.write_inode(ino, offset, bytes, now)
    }

    fn write_inode(
        &mut self,
        ino: Ino,
        offset: u64,
        bytes: &[u8],
        now: Timestamp,
    ) -> Result<Transfer, Errno> {
        match self.inodes.get(ino).kind() {
            Kind::File => {}
            Kind::Directory | Kind::Symlink => return Err(Errno::Invalid),
            Kind::Device(device) => return Ok(Transfer::Device(device)),
            Kind::Stream(_) => return self.write_stream(ino, bytes),
        }
        if bytes.is_empty() {
            return Ok(Transfer::Done(0));
        }
        let longest = usize::try_from(LARGEST - offset).unwrap_or(usize::MAX);
        if longest == 0 {
            return Err(Errno::FileTooBig);
        }
        let bytes = &bytes[..bytes.len().min(longest)];
        let written =
            (self.inodes).with_content(ino, |content, room| content.write(offset, bytes, room));
        let written = written.unwrap_or(0);
        if written == 0 {
            return Err(Errno::NoSpace);
        }
        self.inodes.get_mut(ino).touch_written(now);
        self.record(|_| Change::Written {
            ino,
            offset,
            bytes: written as u64,
        });
        Ok(Transfer::Done(written))
    }

    /// Moves to another offset, which may be beyond the end, and returns it.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), [`Invalid`](Errno::Invalid) for an offset that C cannot say,
    /// [`IllegalSeek`](Errno::IllegalSeek) for a stream.
    pub fn seek(&mut self, id: DescriptionId, to: SeekFrom) -> Result<u64, Errno> {
        self.check_has_offset(id)?;
        let &Description { ino, offset, .. } = self.descriptions.get(id)?;
        let inode = self.inodes.get(ino);
        if let Kind::Device(_) = inode.kind() {
            return Ok(0);
        }
        let to = match to {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::Current(by) => offset.checked_add_signed(by),
            SeekFrom::End(_) if inode.is_directory() => None,
            SeekFrom::End(by) => inode.stat(ino).size.checked_add_signed(by),
        };
        let to = to.ok_or(Errno::Invalid)?;
        check_offset(to)?;
        self.descriptions.get_mut(id)?.offset = to;
        Ok(to)
    }

    /// Sets the size of a file that is open for writing.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor); [`Invalid`](Errno::Invalid) if it is not open for writing or no
    /// regular file.
    pub fn set_size(&mut self, id: DescriptionId, size: u64, now: Timestamp) -> Result<(), Errno> {
        check_offset(size)?;
        let ino = self.descriptions.get(id)?.ino;
        if self.descriptions.writable(id).is_err() {
            return Err(Errno::Invalid);
        }
        self.resize(ino, size, now)
    }

    /// Sets the size of a file.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry), [`IsDirectory`](Errno::IsDirectory), [`Access`](Errno::Access) and, if it is no
    /// regular file, [`Invalid`](Errno::Invalid).
    pub fn truncate(&mut self, ino: Ino, size: u64, now: Timestamp) -> Result<(), Errno> {
        check_offset(size)?;
        let inode = self.inodes.find(ino)?;
        match inode.kind() {
            Kind::File => inode.check(Permission::Write)?,
            Kind::Directory => return Err(Errno::IsDirectory),
            Kind::Symlink | Kind::Device(_) | Kind::Stream(_) => return Err(Errno::Invalid),
        }
        if inode.stat(ino).size == size {
            return Ok(());
        }
        self.resize(ino, size, now)
    }

    pub(crate) fn resize(&mut self, ino: Ino, size: u64, now: Timestamp) -> Result<(), Errno> {
        let before = (self.inodes).with_content(ino, |content, _| {
            let before = content.size();
            content.resize(size);
            before
        });
        let before = before.ok_or(Errno::Invalid)?;
        self.inodes.get_mut(ino).touch_written(now);
        if before != size {
            self.record(|_| Change::Resized { ino, size });
        }
        Ok(())
    }

    /// The entries of an open directory from a place on: 0, or what [`Entry::next`] of an earlier one says.
    /// They come in the order in which they were made, after `.` and `..`. Of what is made or removed
    /// between two calls it is open if it comes; all else comes once. A removed directory has none.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), also if it is not open for reading, and
    /// [`NotDirectory`](Errno::NotDirectory).
    pub fn entries(
        &mut self,
        id: DescriptionId,
        from: u64,
        now: Timestamp,
    ) -> Result<impl Iterator<Item = Entry<'_>>, Errno> {
        let ino = self.descriptions.readable(id)?.ino;
        let parent = self.inodes.find_directory(ino)?.parent;
        let inode = self.inodes.get_mut(ino);
        let is_removed = inode.is_removed();
        if !is_removed {
            inode.touch_read(now);
        }
        let inodes = &self.inodes;
        let dots = [(0, &b"."[..], ino), (1, &b".."[..], parent)];
        let entries = inodes.directory(ino).from(from);
        let dots = dots.into_iter().filter(move |(place, ..)| *place >= from);
        let all = dots.chain(entries).take_while(move |_| !is_removed);
        Ok(all.map(|(place, name, ino)| Entry {
            name,
            ino,
            kind: inodes.get(ino).kind(),
            next: place + 1,
        }))
    }

    fn check_has_offset(&self, id: DescriptionId) -> Result<(), Errno> {
        let ino = self.descriptions.get(id)?.ino;
        match self.inodes.get(ino).kind() {
            Kind::Device(device) if device.is_stream() => Err(Errno::IllegalSeek),
            Kind::Stream(_) => Err(Errno::IllegalSeek),
            Kind::File | Kind::Directory | Kind::Symlink | Kind::Device(_) => Ok(()),
        }
    }
}

/// Whether C can say this offset or size.
fn check_offset(offset: u64) -> Result<(), Errno> {
    if offset > LARGEST {
        return Err(Errno::Invalid);
    }
    Ok(())
}

/// Whether C can say where this ends.
fn check_range(offset: u64, length: usize) -> Result<(), Errno> {
    check_offset(offset.saturating_add(length as u64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ROOT,
        fixture::{BOTH, LATER, LIMITS, NOW, READ, WRITE, ino, open, read, with},
    };

    const APPEND: Access = Access {
        append: true,
        ..BOTH
    };

    fn write(files: &mut FileSystem, id: DescriptionId, bytes: &[u8]) -> Result<Transfer, Errno> {
        files.write(id, bytes, LATER)
    }

    fn names(files: &mut FileSystem, id: DescriptionId, from: u64) -> Vec<(Vec<u8>, u64)> {
        let entries = files.entries(id, from, NOW).unwrap();
        entries
            .map(|entry| (entry.name.to_owned(), entry.next))
            .collect()
    }

    #[test]
    fn descriptions_that_are_shared_share_the_offset() {
        let mut files = with(&["/file"]);
        let id = open(&mut files, "file", READ);
        let other = open(&mut files, "file", READ);
        files.share(id).unwrap();
        assert_eq!(read(&mut files, id, 3), b"/fi");
        assert_eq!(read(&mut files, id, 3), b"le");
        assert_eq!(read(&mut files, id, 3), b"");
        assert_eq!(read(&mut files, other, 3), b"/fi");
        files.close(id).unwrap();
        assert_eq!(files.seek(id, SeekFrom::Current(0)), Ok(5));
        files.close(id).unwrap();
        assert_eq!(files.close(id), Err(Errno::BadDescriptor));
        assert_eq!(files.read(id, &mut [0], NOW), Err(Errno::BadDescriptor));
    }

    #[test]
    fn what_is_not_open_for_it_is_refused() {
        let mut files = with(&["/f", "/d/"]);
        let to_read = open(&mut files, "f", READ);
        let to_write = open(&mut files, "f", WRITE);
        let directory = open(&mut files, "d", READ);
        assert_eq!(write(&mut files, to_read, b"x"), Err(Errno::BadDescriptor));
        assert_eq!(
            files.pwrite(to_read, b"x", 0, NOW),
            Err(Errno::BadDescriptor)
        );
        assert_eq!(files.set_size(to_read, 0, NOW), Err(Errno::Invalid));
        assert_eq!(
            files.read(to_write, &mut [0], NOW),
            Err(Errno::BadDescriptor)
        );
        assert_eq!(
            files.pread(to_write, &mut [0], 0, NOW),
            Err(Errno::BadDescriptor)
        );
        assert_eq!(
            files.read(directory, &mut [0], NOW),
            Err(Errno::IsDirectory)
        );
        assert!(files.entries(to_read, 0, NOW).is_err());
    }

    #[test]
    fn appending_goes_to_the_end_whatever_others_do() {
        let mut files = with(&[]);
        let one = open(&mut files, "f", APPEND);
        let other = open(&mut files, "f", APPEND);
        for (id, bytes) in [(one, b"1, "), (other, b"2, "), (one, b"3, ")] {
            assert_eq!(write(&mut files, id, bytes), Ok(Transfer::Done(3)));
        }
        assert_eq!(files.seek(one, SeekFrom::Start(1)), Ok(1));
        assert_eq!(write(&mut files, one, b"4"), Ok(Transfer::Done(1)));
        assert_eq!(files.seek(one, SeekFrom::Current(0)), Ok(10));
        // As on Linux, not at the offset.
        assert_eq!(files.pwrite(one, b"5", 0, NOW), Ok(Transfer::Done(1)));
        assert_eq!(files.read_file(b"f").unwrap(), b"1, 2, 3, 45");
        files.set_append(one, false).unwrap();
        assert_eq!(files.pwrite(one, b"0", 0, NOW), Ok(Transfer::Done(1)));
        assert_eq!(files.read_file(b"f").unwrap(), b"0, 2, 3, 45");
    }

    #[test]
    fn offsets_may_be_beyond_the_end_but_not_before_the_beginning() {
        let mut files = with(&["/file"]);
        let id = open(&mut files, "file", BOTH);
        assert_eq!(files.seek(id, SeekFrom::End(-2)), Ok(3));
        assert_eq!(files.seek(id, SeekFrom::Current(-4)), Err(Errno::Invalid));
        assert_eq!(files.seek(id, SeekFrom::End(5)), Ok(10));
        assert_eq!(read(&mut files, id, 4), b"");
        assert_eq!(write(&mut files, id, b"x"), Ok(Transfer::Done(1)));
        assert_eq!(files.read_file(b"file").unwrap(), b"/file\0\0\0\0\0x");
        assert_eq!(
            files.seek(id, SeekFrom::Start(1 << 63)),
            Err(Errno::Invalid)
        );
        let last = (1 << 63) - 1;
        assert_eq!(files.seek(id, SeekFrom::Start(last)), Ok(last));
        assert_eq!(files.seek(id, SeekFrom::Current(1)), Err(Errno::Invalid));
        assert_eq!(write(&mut files, id, b"x"), Err(Errno::Invalid));
        files.set_append(id, true).unwrap();
        files.set_size(id, last, NOW).unwrap();
        files.seek(id, SeekFrom::Start(0)).unwrap();
        assert_eq!(write(&mut files, id, b"x"), Err(Errno::FileTooBig));
    }

    #[test]
    fn reading_and_writing_at_an_offset_moves_nothing() {
        let mut files = with(&["/file"]);
        let id = open(&mut files, "file", BOTH);
        let mut buffer = [0; 9];
        assert_eq!(files.pread(id, &mut buffer, 2, NOW), Ok(Transfer::Done(3)));
        assert_eq!(&buffer[..3], b"ile");
        assert_eq!(files.pwrite(id, b"xyz", 4, NOW), Ok(Transfer::Done(3)));
        assert_eq!(read(&mut files, id, 9), b"/filxyz");
        assert_eq!(
            files.pread(id, &mut buffer, 1 << 63, NOW),
            Err(Errno::Invalid)
        );
        assert_eq!(files.pwrite(id, b"x", 1 << 63, NOW), Err(Errno::Invalid));
    }

    #[test]
    fn sizes_are_set() {
        let mut files = with(&["/file", "/d/"]);
        let id = open(&mut files, "file", BOTH);
        let [file, d] = ["file", "d"].map(|path| ino(&files, path));
        files.set_size(id, 2, LATER).unwrap();
        files.set_size(id, 4, LATER).unwrap();
        assert_eq!(files.read_file(b"file").unwrap(), b"/f\0\0");
        assert_eq!(files.usage().bytes, 2);
        files.truncate(file, 1, NOW).unwrap();
        assert_eq!(files.truncate(d, 1, NOW), Err(Errno::IsDirectory));
        assert_eq!(files.truncate(file, 1 << 63, NOW), Err(Errno::Invalid));
        files.chmod(file, 0o400, NOW).unwrap();
        assert_eq!(files.truncate(file, 0, NOW), Err(Errno::Access));
        // What is open stays open.
        files.set_size(id, 0, LATER).unwrap();
        assert_eq!(files.stat(file).unwrap().modified, LATER);
    }

    #[test]
    fn a_size_that_stays_counts_only_for_who_has_it_open() {
        let mut files = with(&["/f"]);
        let (f, id) = (ino(&files, "f"), open(&mut files, "f", BOTH));
        files.truncate(f, 2, LATER).unwrap();
        assert_eq!(files.stat(f).unwrap().modified, NOW);
        files.set_size(id, 2, LATER).unwrap();
        assert_eq!(files.stat(f).unwrap().modified, LATER);
    }

    #[test]
    fn as_much_is_written_as_there_is_room_for() {
        let limits = crate::Limits {
            bytes: 10,
            ..LIMITS
        };
        let mut files = FileSystem::new(limits, NOW);
        let id = open(&mut files, "f", WRITE);
        assert_eq!(write(&mut files, id, &[1; 8]), Ok(Transfer::Done(8)));
        assert_eq!(write(&mut files, id, &[1; 8]), Ok(Transfer::Done(2)));
        assert_eq!(write(&mut files, id, &[1; 8]), Err(Errno::NoSpace));
        assert_eq!(files.symlink(b"f", ROOT, b"link", NOW), Err(Errno::NoSpace));
        assert_eq!(files.seek(id, SeekFrom::Start(0)), Ok(0));
        assert_eq!(write(&mut files, id, &[2; 8]), Ok(Transfer::Done(8)));
        files.set_size(id, 4, NOW).unwrap();
        assert_eq!(files.seek(id, SeekFrom::Start(1 << 40)), Ok(1 << 40));
        assert_eq!(write(&mut files, id, &[3; 8]), Ok(Transfer::Done(6)));
        assert_eq!(files.usage().bytes, 10);
    }

    #[test]
    fn devices_are_left_to_the_caller() {
        let mut files = with(&[]);
        files.make_devices(NOW).unwrap();
        let null = open(&mut files, "/dev/null", BOTH);
        let output = open(&mut files, "/dev/stdout", WRITE);
        let device = Ok(Transfer::Device(Device::Null));
        assert_eq!(files.read(null, &mut [0], NOW), device);
        assert_eq!(files.pwrite(null, b"x", 9, NOW), device);
        assert_eq!(files.seek(null, SeekFrom::End(5)), Ok(0));
        assert_eq!(files.set_size(null, 0, NOW), Err(Errno::Invalid));
        assert_eq!(
            write(&mut files, output, b"x"),
            Ok(Transfer::Device(Device::Output))
        );
        assert_eq!(files.read(output, &mut [0], NOW), Err(Errno::BadDescriptor));
        assert_eq!(
            files.seek(output, SeekFrom::Start(0)),
            Err(Errno::IllegalSeek)
        );
        assert_eq!(files.pwrite(output, b"x", 0, NOW), Err(Errno::IllegalSeek));
    }

    #[test]
    fn directories_are_read_in_pieces_while_they_change() {
        let mut files = with(&["/d/a", "/d/b", "/d/c", "/d/d"]);
        let id = open(&mut files, "d", READ);
        let all = names(&mut files, id, 0);
        let only: Vec<&[u8]> = all.iter().map(|(name, _)| name.as_slice()).collect();
        assert_eq!(only, [&b"."[..], b"..", b"a", b"b", b"c", b"d"]);
        // As who removes a tree does.
        let mut next = 0;
        let mut seen = Vec::new();
        while let Some((name, after)) = names(&mut files, id, next).into_iter().next() {
            next = after;
            if !name.starts_with(b".") {
                files.unlink(ino(&files, "d"), &name, NOW).unwrap();
            }
            seen.push(name);
        }
        assert_eq!(seen, only);
        files.rmdir(ROOT, b"d", NOW).unwrap();
        assert_eq!(names(&mut files, id, 0), []);
    }

    #[test]
    fn entries_say_what_they_are() {
        let mut files = with(&["/d/f"]);
        let d = ino(&files, "d");
        let link = files.symlink(b"f", d, b"link", NOW).unwrap();
        let id = open(&mut files, "d", READ);
        let entries: Vec<_> = files.entries(id, 1, NOW).unwrap().collect();
        let kinds: Vec<_> = entries.iter().map(|entry| entry.kind).collect();
        assert_eq!(kinds, [Kind::Directory, Kind::File, Kind::Symlink]);
        assert_eq!((entries[0].ino, entries[2].ino), (ROOT, link));
    }

    #[test]
    fn much_is_written_in_pieces() {
        let mut files = with(&[]);
        let id = open(&mut files, "f", BOTH);
        let piece: Vec<u8> = (0..8_192_u32).map(|n| n.to_le_bytes()[0]).collect();
        for _ in 0..1_280 {
            assert_eq!(write(&mut files, id, &piece), Ok(Transfer::Done(8_192)));
        }
        assert_eq!(files.usage().bytes, 10 * 1_024 * 1_024);
        assert_eq!(files.seek(id, SeekFrom::End(-8_192)), Ok(8_192 * 1_279));
        assert_eq!(read(&mut files, id, 10_000), piece);
    }
}
