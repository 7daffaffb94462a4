//! What a process has of the files: its descriptors, its current directory, its mask for modes.

use crate::{
    DescriptionId, Errno, FileSystem, Ino, Links, Open, ROOT, StreamKind, Timestamp,
    inode::Permission,
};

/// The number by which a process knows an open description.
pub type Fd = u32;

/// How many descriptors a process may have.
pub const MOST_DESCRIPTORS: Fd = 1_024;

/// The descriptors of a process, and where relative paths begin. It holds what it names, so it has to be
/// given back by [`close_all`](Self::close_all).
#[derive(Debug)]
pub struct Descriptors {
    table: Vec<Option<Descriptor>>,
    directory: Ino,
    mask: u16,
}

#[derive(Clone, Copy, Debug)]
struct Descriptor {
    description: DescriptionId,
    close_on_exec: bool,
}

impl Descriptors {
    /// Those of a process that has nothing open and is in the root.
    #[must_use]
    pub fn new(files: &mut FileSystem) -> Self {
        files.inodes.hold(ROOT);
        Self {
            table: Vec::new(),
            directory: ROOT,
            mask: 0o022,
        }
    }

    /// Those of a copy of the process, with the same descriptions.
    #[must_use]
    pub fn fork(&self, files: &mut FileSystem) -> Self {
        for (_, description) in self.iter() {
            // A descriptor keeps its description open.
            let _ = files.share(description);
        }
        files.inodes.hold(self.directory);
        Self {
            table: self.table.clone(),
            directory: self.directory,
            mask: self.mask,
        }
    }

    /// Closes all, because the process has ended.
    pub fn close_all(self, files: &mut FileSystem) {
        for (_, description) in self.iter() {
            // A descriptor keeps its description open.
            let _ = files.close(description);
        }
        files.inodes.release(self.directory);
    }

    /// Every descriptor, with what it stands for.
    pub fn iter(&self) -> impl Iterator<Item = (Fd, DescriptionId)> {
        (0..)
            .zip(&self.table)
            .filter_map(|(fd, descriptor)| Some((fd, descriptor.as_ref()?.description)))
    }

    /// What a descriptor stands for.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn get(&self, fd: Fd) -> Result<DescriptionId, Errno> {
        Ok(self.descriptor(fd)?.description)
    }

    fn descriptor(&self, fd: Fd) -> Result<&Descriptor, Errno> {
        let descriptor = self.table.get(fd as usize);
        descriptor
            .and_then(Option::as_ref)
            .ok_or(Errno::BadDescriptor)
    }

    /// Opens what a path leads to, under the lowest number that is free. `at` is where a relative path
    /// begins, if not in the current directory.
    ///
    /// # Errors
    ///
    /// [`TooManyOpen`](Errno::TooManyOpen), and those of [`FileSystem::open`].
    pub fn open(
        &mut self,
        files: &mut FileSystem,
        at: Option<Fd>,
        path: &[u8],
        how: &Open,
        now: Timestamp,
    ) -> Result<Fd, Errno> {
        let fd = self.free(0)?;
        let at = self.start(files, at)?;
        let mode = self.masked(how.mode);
        let description = files.open(at, path, &Open { mode, ..*how }, now)?;
        self.put(fd, description);
        Ok(fd)
    }

    /// Makes a stream; see [`FileSystem::stream`].
    ///
    /// # Errors
    ///
    /// [`TooManyOpen`](Errno::TooManyOpen), and those of [`FileSystem::stream`].
    pub fn stream(
        &mut self,
        files: &mut FileSystem,
        kind: StreamKind,
        now: Timestamp,
    ) -> Result<[Fd; 2], Errno> {
        let first = self.free(0)?;
        let second = self.free(first + 1)?;
        let ends = files.stream(kind, now)?;
        let fds = [first, second];
        for (fd, end) in fds.into_iter().zip(ends) {
            self.put(fd, end);
        }
        Ok(fds)
    }

    /// Closes a descriptor.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn close(&mut self, files: &mut FileSystem, fd: Fd) -> Result<(), Errno> {
        let description = self.get(fd)?;
        self.table[fd as usize] = None;
        files.close(description)
    }

    /// A further descriptor for the same description, the lowest that is free from `from` on.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), [`TooManyOpen`](Errno::TooManyOpen);
    /// [`Invalid`](Errno::Invalid) if `from` is no descriptor that can be.
    pub fn dup(&mut self, files: &mut FileSystem, fd: Fd, from: Fd) -> Result<Fd, Errno> {
        let description = self.get(fd)?;
        if from >= MOST_DESCRIPTORS {
            return Err(Errno::Invalid);
        }
        let to = self.free(from)?;
        files.share(description)?;
        self.put(to, description);
        Ok(to)
    }

    /// Makes `to` a descriptor for the same description as `fd`, in place of what it was.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), also if `to` is no descriptor that can be.
    pub fn dup_to(&mut self, files: &mut FileSystem, fd: Fd, to: Fd) -> Result<(), Errno> {
        let description = self.get(fd)?;
        if to >= MOST_DESCRIPTORS {
            return Err(Errno::BadDescriptor);
        }
        if fd == to {
            return Ok(());
        }
        files.share(description)?;
        if let Ok(before) = self.get(to) {
            files.close(before)?;
        }
        self.put(to, description);
        Ok(())
    }

    /// Gives a descriptor another number, in place of what that was (`fd_renumber` of WASI).
    ///
    /// # Errors
    ///
    /// Those of [`dup_to`](Self::dup_to).
    pub fn renumber(&mut self, files: &mut FileSystem, fd: Fd, to: Fd) -> Result<(), Errno> {
        self.dup_to(files, fd, to)?;
        if fd != to {
            self.close(files, fd)?;
        }
        Ok(())
    }

    /// Whether the descriptor is closed when the process becomes another program. Nothing here does so.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn close_on_exec(&self, fd: Fd) -> Result<bool, Errno> {
        Ok(self.descriptor(fd)?.close_on_exec)
    }

    /// Sets what [`close_on_exec`](Self::close_on_exec) says.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn set_close_on_exec(&mut self, fd: Fd, close: bool) -> Result<(), Errno> {
        let descriptor = (self.table.get_mut(fd as usize)).and_then(Option::as_mut);
        descriptor.ok_or(Errno::BadDescriptor)?.close_on_exec = close;
        Ok(())
    }

    /// Where a relative path begins: at the directory that is open as `at`, or in the current one.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn start(&self, files: &FileSystem, at: Option<Fd>) -> Result<Ino, Errno> {
        match at {
            Some(fd) => files.inode_of(self.get(fd)?),
            None => Ok(self.directory),
        }
    }

    /// The current directory.
    #[must_use]
    pub fn directory(&self) -> Ino {
        self.directory
    }

    /// Makes what a path leads to the current directory.
    ///
    /// # Errors
    ///
    /// Those of any path; [`BadDescriptor`](Errno::BadDescriptor).
    pub fn change_directory(
        &mut self,
        files: &mut FileSystem,
        at: Option<Fd>,
        path: &[u8],
    ) -> Result<(), Errno> {
        let ino = files.lookup(self.start(files, at)?, path, Links::Follow)?;
        self.enter(files, ino)
    }

    /// Makes an open directory the current one (`fchdir`).
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor), [`NotDirectory`](Errno::NotDirectory), [`Access`](Errno::Access).
    pub fn change_directory_to(&mut self, files: &mut FileSystem, fd: Fd) -> Result<(), Errno> {
        self.enter(files, files.inode_of(self.get(fd)?)?)
    }

    fn enter(&mut self, files: &mut FileSystem, ino: Ino) -> Result<(), Errno> {
        files.inodes.find_directory(ino)?;
        files.inodes.get(ino).check(Permission::Search)?;
        files.inodes.hold(ino);
        files.inodes.release(self.directory);
        self.directory = ino;
        Ok(())
    }

    /// Sets which mode bits what is made does not get (`umask`), and returns what that was.
    pub fn set_mask(&mut self, mask: u16) -> u16 {
        std::mem::replace(&mut self.mask, mask & 0o777)
    }

    /// The mode that something gets which is to be made with this one.
    #[must_use]
    pub fn masked(&self, mode: u16) -> u16 {
        mode & !self.mask
    }

    fn free(&self, from: Fd) -> Result<Fd, Errno> {
        (from..MOST_DESCRIPTORS)
            .find(|&fd| self.descriptor(fd).is_err())
            .ok_or(Errno::TooManyOpen)
    }

    fn put(&mut self, fd: Fd, description: DescriptionId) {
        let index = fd as usize;
        if self.table.len() <= index {
            self.table.resize(index + 1, None);
        }
        self.table[index] = Some(Descriptor {
            description,
            close_on_exec: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use std::io::SeekFrom;

    use super::*;
    use crate::fixture::{BOTH, NOW, READ, ino, read, with};

    fn how() -> Open {
        Open {
            access: READ,
            ..Open::default()
        }
    }

    #[test]
    fn the_lowest_number_is_given_out() {
        let mut files = with(&["/f"]);
        let mut process = Descriptors::new(&mut files);
        for expected in [0, 1, 2] {
            assert_eq!(
                process.open(&mut files, None, b"f", &how(), NOW),
                Ok(expected)
            );
        }
        process.close(&mut files, 1).unwrap();
        assert_eq!(process.close(&mut files, 1), Err(Errno::BadDescriptor));
        assert_eq!(process.dup(&mut files, 2, 0), Ok(1));
        assert_eq!(process.dup(&mut files, 2, 5), Ok(5));
        assert_eq!(process.dup(&mut files, 2, 0), Ok(3));
        assert_eq!(process.get(3), process.get(2));
        assert_ne!(process.get(0), process.get(2));
        assert_eq!(
            process.dup(&mut files, 2, MOST_DESCRIPTORS),
            Err(Errno::Invalid)
        );
        assert_eq!(process.dup(&mut files, 9, 0), Err(Errno::BadDescriptor));
    }

    #[test]
    fn a_descriptor_takes_the_place_of_another() {
        let mut files = with(&["/f", "/g"]);
        let mut process = Descriptors::new(&mut files);
        process.open(&mut files, None, b"f", &how(), NOW).unwrap();
        process.open(&mut files, None, b"g", &how(), NOW).unwrap();
        process.set_close_on_exec(0, true).unwrap();
        assert_eq!(process.dup_to(&mut files, 0, 0), Ok(()));
        assert_eq!(process.close_on_exec(0), Ok(true));
        assert_eq!(process.dup_to(&mut files, 0, 1), Ok(()));
        assert_eq!(files.usage().descriptions, 1);
        assert_eq!(process.dup_to(&mut files, 0, 7), Ok(()));
        assert_eq!(process.dup_to(&mut files, 4, 4), Err(Errno::BadDescriptor));
        let too_high = process.dup_to(&mut files, 0, MOST_DESCRIPTORS);
        assert_eq!(too_high, Err(Errno::BadDescriptor));
        process.renumber(&mut files, 7, 3).unwrap();
        let all: Vec<Fd> = process.iter().map(|(fd, _)| fd).collect();
        assert_eq!(all, [0, 1, 3]);
    }

    #[test]
    fn there_are_only_so_many() {
        let mut files = with(&["/f"]);
        let mut process = Descriptors::new(&mut files);
        for _ in 0..MOST_DESCRIPTORS {
            process.open(&mut files, None, b"f", &how(), NOW).unwrap();
        }
        let full = Err(Errno::TooManyOpen);
        assert_eq!(
            process.open(&mut files, None, b"nothing", &how(), NOW),
            full
        );
        assert_eq!(process.dup(&mut files, 0, 0), full);
        process.close_all(&mut files);
        assert_eq!(files.usage().descriptions, 0);
    }

    #[test]
    fn a_copy_of_a_process_shares_its_descriptions() {
        let mut files = with(&["/d/file"]);
        let mut parent = Descriptors::new(&mut files);
        parent.change_directory(&mut files, None, b"d").unwrap();
        parent.set_mask(0o077);
        let fd = parent.open(&mut files, None, b"file", &how(), NOW).unwrap();
        parent.set_close_on_exec(fd, true).unwrap();
        let mut child = parent.fork(&mut files);
        let id = child.get(fd).unwrap();
        assert_eq!(read(&mut files, id, 3), b"/d/");
        parent.close(&mut files, fd).unwrap();
        assert_eq!(files.seek(id, SeekFrom::Current(0)), Ok(3));
        assert_eq!(child.close_on_exec(fd), Ok(true));
        assert_eq!(child.dup(&mut files, fd, 0), Ok(1));
        assert_eq!(child.close_on_exec(1), Ok(false));
        assert_eq!(child.directory(), ino(&files, "d"));
        assert_eq!(child.masked(0o666), 0o600);
        parent.close_all(&mut files);
        child.close_all(&mut files);
        assert_eq!(files.usage().descriptions, 0);
    }

    #[test]
    fn relative_paths_begin_in_the_current_directory() {
        let mut files = with(&["/a/f", "/b/g"]);
        let mut process = Descriptors::new(&mut files);
        let b = process.open(&mut files, None, b"b", &how(), NOW).unwrap();
        process.change_directory(&mut files, None, b"a").unwrap();
        let mut open = |at, path: &[u8]| process.open(&mut files, at, path, &how(), NOW);
        assert_eq!(open(None, b"f"), Ok(1));
        assert_eq!(open(None, b"g"), Err(Errno::NoEntry));
        assert_eq!(open(Some(b), b"g"), Ok(2));
        assert_eq!(open(Some(2), b"g"), Err(Errno::NotDirectory));
        assert_eq!(open(Some(9), b"g"), Err(Errno::BadDescriptor));
        process.change_directory_to(&mut files, b).unwrap();
        assert_eq!(process.directory(), ino(&files, "/b"));
        let into_file = process.change_directory_to(&mut files, 1);
        assert_eq!(into_file, Err(Errno::NotDirectory));
        let into_file = process.change_directory(&mut files, None, b"g");
        assert_eq!(into_file, Err(Errno::NotDirectory));
    }

    #[test]
    fn the_current_directory_stays_when_it_is_removed() {
        let mut files = with(&["/d/"]);
        let mut process = Descriptors::new(&mut files);
        process.change_directory(&mut files, None, b"d").unwrap();
        files.rmdir(process.directory(), b"../d", NOW).unwrap();
        assert_eq!(files.path_of(process.directory()), Err(Errno::NoEntry));
        process.change_directory(&mut files, None, b"..").unwrap();
        assert_eq!(files.usage().inodes, 1);
    }

    #[test]
    fn the_mask_takes_from_the_mode() {
        let mut files = with(&[]);
        let mut process = Descriptors::new(&mut files);
        assert_eq!(process.set_mask(0o027), 0o022);
        let how = Open {
            access: BOTH,
            creation: crate::Creation::IfMissing,
            mode: 0o666,
            ..Open::default()
        };
        process.open(&mut files, None, b"f", &how, NOW).unwrap();
        assert_eq!(files.stat(ino(&files, "f")).unwrap().mode, 0o640);
    }
}
