//! Names: making, linking, renaming and removing them.

use crate::{
    Change, Device, Errno, FileSystem, Ino, Kind, Links, ROOT, Timestamp,
    directory::Directory,
    inode::{Node, Permission},
    path::{self, Last, Name},
};

impl FileSystem {
    /// Makes a directory.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Exists`](Errno::Exists), [`NoSpace`](Errno::NoSpace).
    pub fn mkdir(&mut self, at: Ino, path: &[u8], mode: u16, now: Timestamp) -> Result<Ino, Errno> {
        let (directory, name) = self.place_to_make(at, path, true)?;
        let node = Node::Directory(Directory::new(directory, name.clone()));
        self.make(directory, &name, node, mode, now)
    }

    /// Makes a symbolic link that leads to `target`, whatever is there.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Exists`](Errno::Exists), [`NoSpace`](Errno::NoSpace).
    pub fn symlink(
        &mut self,
        target: &[u8],
        at: Ino,
        path: &[u8],
        now: Timestamp,
    ) -> Result<Ino, Errno> {
        path::check(target)?;
        let (directory, name) = self.place_to_make(at, path, false)?;
        let node = Node::Symlink(target.to_owned());
        self.make(directory, &name, node, 0o777, now)
    }

    /// Makes a character device.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Exists`](Errno::Exists), [`NoSpace`](Errno::NoSpace).
    pub fn make_device(
        &mut self,
        at: Ino,
        path: &[u8],
        device: Device,
        now: Timestamp,
    ) -> Result<Ino, Errno> {
        let (directory, name) = self.place_to_make(at, path, false)?;
        self.make(directory, &name, Node::Device(device), 0o666, now)
    }

    /// Gives what `from` leads to a further name. [`Links`] is about `from`.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Exists`](Errno::Exists), [`NotPermitted`](Errno::NotPermitted) for a directory,
    /// [`NoEntry`](Errno::NoEntry) if it has no name any more, [`NoSpace`](Errno::NoSpace).
    pub fn link(
        &mut self,
        from: (Ino, &[u8]),
        links: Links,
        to: (Ino, &[u8]),
        now: Timestamp,
    ) -> Result<(), Errno> {
        let ino = self.lookup(from.0, from.1, links)?;
        let (directory, name) = self.place_to_make(to.0, to.1, false)?;
        self.check_can_make(directory)?;
        if self.inodes.get(ino).is_directory() {
            return Err(Errno::NotPermitted);
        }
        self.inodes.check_names()?;
        self.inodes.named(ino);
        self.inodes.directory_mut(directory).put(&name, ino);
        self.inodes.get_mut(directory).touch_written(now);
        self.inodes.get_mut(ino).changed = now;
        self.record(|files| Change::Linked {
            ino,
            path: files.path_of_entry(directory, &name),
        });
        Ok(())
    }

    /// Removes a name that leads to anything but a directory. A file that is open lives on without it.
    ///
    /// # Errors
    ///
    /// Those of any path; [`IsDirectory`](Errno::IsDirectory).
    pub fn unlink(&mut self, at: Ino, path: &[u8], now: Timestamp) -> Result<(), Errno> {
        let destination = self.walk(at, path, Last::Name)?;
        let Name::Entry(name) = &destination.name else {
            return Err(Errno::IsDirectory);
        };
        let ino = self.find(&destination)?.ok_or(Errno::NoEntry)?;
        let is_directory = self.inodes.get(ino).is_directory();
        if destination.slash && !is_directory {
            return Err(Errno::NotDirectory);
        }
        if destination.slash {
            return Err(Errno::IsDirectory);
        }
        self.check_can_remove(destination.directory)?;
        if is_directory {
            return Err(Errno::IsDirectory);
        }
        self.remove(destination.directory, name, ino, now);
        Ok(())
    }

    /// Removes an empty directory. Processes that have it open, or as their current one, keep it, but
    /// nothing can be made in it.
    ///
    /// # Errors
    ///
    /// Those of any path; [`NotEmpty`](Errno::NotEmpty), also for `..`; [`Invalid`](Errno::Invalid) for `.`;
    /// [`Busy`](Errno::Busy) for the root.
    pub fn rmdir(&mut self, at: Ino, path: &[u8], now: Timestamp) -> Result<(), Errno> {
        let destination = self.walk(at, path, Last::Name)?;
        let name = match &destination.name {
            Name::Entry(name) => name,
            Name::Dot => return Err(Errno::Invalid),
            Name::DotDot => return Err(Errno::NotEmpty),
            Name::Root => return Err(Errno::Busy),
        };
        let ino = self.find(&destination)?.ok_or(Errno::NoEntry)?;
        self.check_can_remove(destination.directory)?;
        if !self.inodes.find_directory(ino)?.is_empty() {
            return Err(Errno::NotEmpty);
        }
        self.remove(destination.directory, name, ino, now);
        Ok(())
    }

    /// Gives what has one name another, in place of what had that. Nobody sees a moment without.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Busy`](Errno::Busy) for `.`, `..` and the root; [`Invalid`](Errno::Invalid) for a
    /// directory into itself; [`NotDirectory`](Errno::NotDirectory), [`IsDirectory`](Errno::IsDirectory) and
    /// [`NotEmpty`](Errno::NotEmpty) for what cannot take the other's place.
    pub fn rename(
        &mut self,
        from: (Ino, &[u8]),
        to: (Ino, &[u8]),
        now: Timestamp,
    ) -> Result<(), Errno> {
        let old = self.walk(from.0, from.1, Last::Name)?;
        let new = self.walk(to.0, to.1, Last::Name)?;
        let (Name::Entry(old_name), Name::Entry(new_name)) = (&old.name, &new.name) else {
            return Err(Errno::Busy);
        };
        let ino = self.find(&old)?.ok_or(Errno::NoEntry)?;
        let target = self.find(&new)?;
        let is_directory = self.inodes.get(ino).is_directory();
        if !is_directory && (old.slash || new.slash) {
            return Err(Errno::NotDirectory);
        }
        if self.leads_to(ino, new.directory) {
            return Err(Errno::Invalid);
        }
        if target.is_some_and(|target| self.leads_to(target, old.directory)) {
            return Err(Errno::NotEmpty);
        }
        if target == Some(ino) {
            return Ok(());
        }
        self.check_can_remove(old.directory)?;
        self.check_can_make(new.directory)?;
        if let Some(target) = target {
            match (is_directory, self.inodes.get(target).kind()) {
                (true, Kind::Directory)
                | (false, Kind::File | Kind::Symlink | Kind::Device(_) | Kind::Stream(_)) => {}
                (true, Kind::File | Kind::Symlink | Kind::Device(_) | Kind::Stream(_)) => {
                    return Err(Errno::NotDirectory);
                }
                (false, Kind::Directory) => return Err(Errno::IsDirectory),
            }
        }
        if is_directory && old.directory != new.directory {
            // What `..` means in it changes.
            self.inodes.get(ino).check(Permission::Write)?;
        }
        if let Some(target) = target {
            if is_directory && !self.inodes.directory(target).is_empty() {
                return Err(Errno::NotEmpty);
            }
            self.detach(new.directory, target, now);
            self.record(|files| Change::Removed {
                ino: target,
                path: files.path_of_entry(new.directory, new_name),
            });
        }
        self.inodes.directory_mut(old.directory).remove(old_name);
        self.inodes.directory_mut(new.directory).put(new_name, ino);
        if is_directory {
            self.inodes.get_mut(old.directory).links -= 1;
            self.inodes.get_mut(new.directory).links += 1;
            self.inodes.directory_mut(ino).name.clone_from(new_name);
            self.inodes.directory_mut(ino).parent = new.directory;
            self.inodes.hold(new.directory);
            self.inodes.release(old.directory);
        }
        self.inodes.get_mut(old.directory).touch_written(now);
        self.inodes.get_mut(new.directory).touch_written(now);
        self.inodes.get_mut(ino).changed = now;
        self.record(|files| Change::Renamed {
            ino,
            from: files.path_of_entry(old.directory, old_name),
            to: files.path_of_entry(new.directory, new_name),
        });
        Ok(())
    }

    fn remove(&mut self, directory: Ino, name: &[u8], ino: Ino, now: Timestamp) {
        self.inodes.directory_mut(directory).remove(name);
        self.inodes.get_mut(directory).touch_written(now);
        self.detach(directory, ino, now);
        self.record(|files| Change::Removed {
            ino,
            path: files.path_of_entry(directory, name),
        });
    }

    /// What was in a directory has a name fewer.
    fn detach(&mut self, directory: Ino, ino: Ino, now: Timestamp) {
        let inode = self.inodes.get_mut(ino);
        inode.changed = now;
        if inode.is_directory() {
            self.inodes.get_mut(directory).links -= 1;
        }
        self.inodes.unnamed(ino);
    }

    /// Whether names may be removed from a directory.
    fn check_can_remove(&self, directory: Ino) -> Result<(), Errno> {
        self.inodes.get(directory).check(Permission::Write)
    }

    /// Whether `ino` is this directory or one above it.
    fn leads_to(&self, ino: Ino, directory: Ino) -> bool {
        let mut next = directory;
        while next != ino && next != ROOT {
            next = self.inodes.directory(next).parent;
        }
        next == ino
    }

    /// The directory and the name for something that is made there. Only a directory may have a slash after
    /// its name before it is there.
    fn place_to_make(
        &self,
        at: Ino,
        path: &[u8],
        is_directory: bool,
    ) -> Result<(Ino, Vec<u8>), Errno> {
        let destination = self.walk(at, path, Last::Name)?;
        if self.find(&destination)?.is_some() {
            return Err(Errno::Exists);
        }
        let Name::Entry(name) = destination.name else {
            return Err(Errno::Exists);
        };
        if destination.slash && !is_directory {
            return Err(Errno::NoEntry);
        }
        Ok((destination.directory, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{LATER, NOW, READ, ino, open, paths, with};

    fn rename(files: &mut FileSystem, from: &str, to: &str) -> Result<(), Errno> {
        files.rename((ROOT, from.as_bytes()), (ROOT, to.as_bytes()), LATER)
    }

    fn links(files: &FileSystem, path: &str) -> u32 {
        files.stat(ino(files, path)).unwrap().links
    }

    #[test]
    fn directories_are_made_once() {
        let mut files = with(&["/f"]);
        let mut mkdir = |path: &[u8]| files.mkdir(ROOT, path, 0o755, NOW).map(|_| ());
        assert_eq!(mkdir(b"d//"), Ok(()));
        for path in [&b"d"[..], b"f", b"f/", b".", b"d/..", b"/"] {
            assert_eq!(mkdir(path), Err(Errno::Exists), "{path:?}");
        }
        assert_eq!(mkdir(b"nowhere/d"), Err(Errno::NoEntry));
        assert_eq!(mkdir(b"f/d"), Err(Errno::NotDirectory));
        assert_eq!(mkdir(b"d/e"), Ok(()));
        assert_eq!(
            (links(&files, "/"), links(&files, "d"), links(&files, "d/e")),
            (3, 3, 2)
        );
    }

    #[test]
    fn only_empty_directories_are_removed() {
        let mut files = with(&["/d/", "/d/e/", "/f"]);
        files.symlink(b"d/e", ROOT, b"link", NOW).unwrap();
        let mut rmdir = |path: &[u8]| files.rmdir(ROOT, path, NOW);
        assert_eq!(rmdir(b"d"), Err(Errno::NotEmpty));
        assert_eq!(rmdir(b"d/e/."), Err(Errno::Invalid));
        assert_eq!(rmdir(b"d/e/.."), Err(Errno::NotEmpty));
        assert_eq!(rmdir(b"/"), Err(Errno::Busy));
        assert_eq!(rmdir(b"f"), Err(Errno::NotDirectory));
        assert_eq!(rmdir(b"link"), Err(Errno::NotDirectory));
        assert_eq!(rmdir(b"link/"), Err(Errno::NotDirectory));
        assert_eq!(rmdir(b"g"), Err(Errno::NoEntry));
        assert_eq!(rmdir(b"d/e/"), Ok(()));
        assert_eq!(rmdir(b"d"), Ok(()));
        assert_eq!(
            (paths(&files), links(&files, "/")),
            (vec!["/f".into(), "/link".into()], 2)
        );
    }

    #[test]
    fn directories_are_not_unlinked() {
        let mut files = with(&["/d/", "/f"]);
        files.symlink(b"d", ROOT, b"link", NOW).unwrap();
        let mut unlink = |path: &[u8]| files.unlink(ROOT, path, NOW);
        assert_eq!(unlink(b"d"), Err(Errno::IsDirectory));
        assert_eq!(unlink(b"d/"), Err(Errno::IsDirectory));
        assert_eq!(unlink(b"d/."), Err(Errno::IsDirectory));
        assert_eq!(unlink(b"/"), Err(Errno::IsDirectory));
        assert_eq!(unlink(b"f/"), Err(Errno::NotDirectory));
        assert_eq!(unlink(b"link/"), Err(Errno::NotDirectory));
        assert_eq!(unlink(b"link"), Ok(()));
        assert_eq!(unlink(b"f"), Ok(()));
        assert_eq!(unlink(b"f"), Err(Errno::NoEntry));
    }

    #[test]
    fn what_is_open_lives_on_without_a_name() {
        let mut files = with(&["/f"]);
        let f = ino(&files, "f");
        let id = open(&mut files, "f", READ);
        files.unlink(ROOT, b"f", LATER).unwrap();
        assert_eq!(files.usage().bytes, 2);
        let stat = files.stat(f).unwrap();
        assert_eq!((stat.links, stat.changed), (0, LATER));
        assert_eq!(crate::fixture::read(&mut files, id, 9), b"/f");
        files.close(id).unwrap();
        assert_eq!(files.usage().bytes, 0);
        assert_eq!(files.stat(f), Err(Errno::NoEntry));
    }

    #[test]
    fn a_removed_directory_keeps_those_above_it() {
        let mut files = with(&["/a/", "/a/b/", "/a/b/c/"]);
        let [a, c] = ["a", "a/b/c"].map(|path| ino(&files, path));
        let id = open(&mut files, "a/b/c", READ);
        for path in [&b"a/b/c"[..], b"a/b", b"a"] {
            files.rmdir(ROOT, path, NOW).unwrap();
        }
        assert_eq!(files.lookup(c, b"../..", Links::Keep), Ok(a));
        assert_eq!(files.usage().inodes, 4);
        files.close(id).unwrap();
        assert_eq!(files.usage().inodes, 1);
    }

    #[test]
    fn a_file_has_several_names() {
        let mut files = with(&["/d/", "/f"]);
        files.symlink(b"f", ROOT, b"link", NOW).unwrap();
        let mut link =
            |from: &[u8], how, to: &[u8]| files.link((ROOT, from), how, (ROOT, to), LATER);
        assert_eq!(link(b"f", Links::Keep, b"d/g"), Ok(()));
        assert_eq!(link(b"link", Links::Keep, b"l"), Ok(()));
        assert_eq!(link(b"link", Links::Follow, b"h"), Ok(()));
        assert_eq!(link(b"f", Links::Keep, b"h"), Err(Errno::Exists));
        assert_eq!(link(b"f", Links::Keep, b"new/"), Err(Errno::NoEntry));
        assert_eq!(link(b"d", Links::Keep, b"e"), Err(Errno::NotPermitted));
        assert_eq!(link(b"g", Links::Keep, b"e"), Err(Errno::NoEntry));
        assert_eq!((links(&files, "f"), links(&files, "l")), (3, 2));
        assert_eq!(ino(&files, "h"), ino(&files, "d/g"));
        files.unlink(ROOT, b"f", NOW).unwrap();
        assert_eq!(files.read_file(b"h").unwrap(), b"/f");
    }

    #[test]
    fn symbolic_links_lead_anywhere() {
        let mut files = with(&["/f"]);
        let mut symlink =
            |target: &[u8], path: &[u8]| files.symlink(target, ROOT, path, NOW).map(|_| ());
        assert_eq!(symlink(b"no/where", b"link"), Ok(()));
        assert_eq!(symlink(b"f", b"link"), Err(Errno::Exists));
        assert_eq!(symlink(b"f", b"new/"), Err(Errno::NoEntry));
        assert_eq!(symlink(b"", b"new"), Err(Errno::NoEntry));
        assert_eq!(symlink(&[b'n'; 4_096], b"new"), Err(Errno::NameTooLong));
        let link = ino(&files, "link");
        assert_eq!(files.readlink(link), Ok(&b"no/where"[..]));
        let stat = files.stat(link).unwrap();
        assert_eq!((stat.size, stat.stored, stat.mode), (8, 8, 0o777));
    }

    #[test]
    fn a_file_takes_another_name() {
        let mut files = with(&["/d/", "/f", "/g"]);
        let f = ino(&files, "f");
        assert_eq!(rename(&mut files, "f", "d/h"), Ok(()));
        assert_eq!(rename(&mut files, "f", "g"), Err(Errno::NoEntry));
        assert_eq!(rename(&mut files, "d/h", "g"), Ok(()));
        assert_eq!((ino(&files, "g"), files.usage().inodes), (f, 3));
        assert_eq!(rename(&mut files, "g", "d"), Err(Errno::IsDirectory));
        assert_eq!(rename(&mut files, "g", "h/"), Err(Errno::NotDirectory));
        assert_eq!(rename(&mut files, "g/", "h"), Err(Errno::NotDirectory));
        assert_eq!(rename(&mut files, "g", "nowhere/h"), Err(Errno::NoEntry));
        assert_eq!(files.stat(f).unwrap().changed, LATER);
        assert_eq!(files.stat(f).unwrap().modified, NOW);
    }

    #[test]
    fn a_directory_takes_the_place_of_an_empty_one() {
        let mut files = with(&["/a/f", "/b/", "/c/g", "/f"]);
        assert_eq!(rename(&mut files, "a", "c"), Err(Errno::NotEmpty));
        assert_eq!(rename(&mut files, "a", "f"), Err(Errno::NotDirectory));
        assert_eq!(rename(&mut files, "a/", "b/"), Ok(()));
        assert_eq!(links(&files, "/"), 4);
        assert_eq!(rename(&mut files, "b", "c/d"), Ok(()));
        assert_eq!((links(&files, "/"), links(&files, "c")), (3, 3));
        assert_eq!(paths(&files), ["/c", "/c/d", "/c/d/f", "/c/g", "/f"]);
        let d = ino(&files, "c/d");
        assert_eq!(files.lookup(d, b"..", Links::Keep), Ok(ino(&files, "c")));
    }

    #[test]
    fn a_directory_does_not_go_into_itself() {
        let mut files = with(&["/a/b/f", "/c/"]);
        assert_eq!(rename(&mut files, "a", "a/d"), Err(Errno::Invalid));
        assert_eq!(rename(&mut files, "a", "a/b/d"), Err(Errno::Invalid));
        assert_eq!(rename(&mut files, "a/b", "a"), Err(Errno::NotEmpty));
        assert_eq!(rename(&mut files, "a/b/f", "a"), Err(Errno::NotEmpty));
        assert_eq!(rename(&mut files, "a", "a"), Ok(()));
        for dots in [".", "a/..", "a/.", "/"] {
            assert_eq!(rename(&mut files, dots, "d"), Err(Errno::Busy));
            assert_eq!(rename(&mut files, "a", dots), Err(Errno::Busy));
        }
    }

    #[test]
    fn names_of_one_file_are_not_renamed_to_one_another() {
        let mut files = with(&["/f"]);
        files
            .link((ROOT, b"f"), Links::Keep, (ROOT, b"g"), NOW)
            .unwrap();
        assert_eq!(rename(&mut files, "f", "g"), Ok(()));
        assert_eq!(paths(&files), ["/f", "/g"]);
    }

    #[test]
    fn links_are_renamed_themselves() {
        let mut files = with(&["/d/", "/f"]);
        files.symlink(b"d", ROOT, b"link", NOW).unwrap();
        assert_eq!(rename(&mut files, "link/", "l"), Err(Errno::NotDirectory));
        assert_eq!(rename(&mut files, "link", "l"), Ok(()));
        assert_eq!(rename(&mut files, "f", "l"), Ok(()));
        assert_eq!(paths(&files), ["/d", "/l"]);
    }

    #[test]
    fn names_change_only_where_it_is_allowed() {
        let mut files = with(&["/d/e/f", "/g"]);
        let [d, e] = ["d", "d/e"].map(|path| ino(&files, path));
        files.chmod(d, 0o500, NOW).unwrap();
        assert_eq!(files.unlink(d, b"e", NOW), Err(Errno::Access));
        assert_eq!(files.rmdir(d, b"e", NOW), Err(Errno::Access));
        assert_eq!(rename(&mut files, "d/e", "e"), Err(Errno::Access));
        assert_eq!(rename(&mut files, "g", "d/g"), Err(Errno::Access));
        files.chmod(d, 0o700, NOW).unwrap();
        files.chmod(e, 0o500, NOW).unwrap();
        // What `..` means in it would change, but not within the same directory.
        assert_eq!(rename(&mut files, "d/e", "e"), Err(Errno::Access));
        assert_eq!(rename(&mut files, "d/e", "d/h"), Ok(()));
    }

    #[test]
    fn a_directory_is_modified_when_its_names_change() {
        let mut files = with(&["/d/", "/f"]);
        let d = ino(&files, "d");
        files.set_times(d, None, Some(NOW), NOW).unwrap();
        files
            .link((ROOT, b"f"), Links::Keep, (d, b"g"), LATER)
            .unwrap();
        assert_eq!(files.stat(d).unwrap().modified, LATER);
        assert_eq!(files.stat(d).unwrap().changed, LATER);
    }
}
