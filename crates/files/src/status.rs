//! What is known about an inode, and setting it.

use crate::{Change, Errno, FileSystem, Ino, Stat, Timestamp, inode::Node};

impl FileSystem {
    /// What is known about an inode.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry) if it is gone.
    pub fn stat(&self, ino: Ino) -> Result<Stat, Errno> {
        Ok(self.inodes.find(ino)?.stat(ino))
    }

    /// The target of a symbolic link.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry) if it is gone, [`Invalid`](Errno::Invalid) if it is something else.
    pub fn readlink(&self, ino: Ino) -> Result<&[u8], Errno> {
        match &self.inodes.find(ino)?.node {
            Node::Symlink(target) => Ok(target),
            Node::File(_) | Node::Directory(_) | Node::Device(_) | Node::Stream(_) => {
                Err(Errno::Invalid)
            }
        }
    }

    /// Sets the permission bits.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry) if it is gone, [`NotSupported`](Errno::NotSupported) for a symbolic link.
    pub fn chmod(&mut self, ino: Ino, mode: u16, now: Timestamp) -> Result<(), Errno> {
        if let Node::Symlink(_) = self.inodes.find(ino)?.node {
            return Err(Errno::NotSupported);
        }
        let inode = self.inodes.get_mut(ino);
        inode.mode = mode & 0o7777;
        inode.changed = now;
        self.record(|_| Change::Described(ino));
        Ok(())
    }

    /// Sets the times of access and of modification; `None` leaves one as it is.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry) if it is gone.
    pub fn set_times(
        &mut self,
        ino: Ino,
        accessed: Option<Timestamp>,
        modified: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), Errno> {
        self.inodes.find(ino)?;
        if accessed.is_none() && modified.is_none() {
            return Ok(());
        }
        let inode = self.inodes.get_mut(ino);
        inode.accessed = accessed.unwrap_or(inode.accessed);
        inode.modified = modified.unwrap_or(inode.modified);
        inode.changed = now;
        self.record(|_| Change::Described(ino));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Device, Kind, ROOT,
        fixture::{BOTH, LATER, NOW, READ, ino, open, with},
    };

    #[test]
    fn a_new_file_is_as_it_was_made() {
        let mut files = with(&["/f"]);
        let stat = files.stat(ino(&files, "f")).unwrap();
        assert_eq!((stat.kind, stat.mode, stat.links), (Kind::File, 0o644, 1));
        assert_eq!((stat.size, stat.stored), (2, 2));
        assert_eq!([stat.accessed, stat.modified, stat.changed], [NOW; 3]);
        let null = files.make_device(ROOT, b"null", Device::Null, NOW).unwrap();
        assert_eq!(files.stat(null).unwrap().kind, Kind::Device(Device::Null));
    }

    #[test]
    fn modes_are_set() {
        let mut files = with(&["/f"]);
        let f = ino(&files, "f");
        files.chmod(f, 0o10_7654, LATER).unwrap();
        let stat = files.stat(f).unwrap();
        assert_eq!(
            (stat.mode, stat.modified, stat.changed),
            (0o7654, NOW, LATER)
        );
        let link = files.symlink(b"f", ROOT, b"link", NOW).unwrap();
        assert_eq!(files.chmod(link, 0o600, NOW), Err(Errno::NotSupported));
        assert_eq!(files.chmod(Ino(99), 0o600, NOW), Err(Errno::NoEntry));
    }

    #[test]
    fn times_are_set_one_by_one() {
        let mut files = with(&["/f"]);
        let f = ino(&files, "f");
        let (one, two) = (Some(Timestamp(1)), Some(Timestamp(2)));
        let mut times = |accessed, modified| {
            files.set_times(f, accessed, modified, LATER).unwrap();
            let stat = files.stat(f).unwrap();
            [stat.accessed, stat.modified, stat.changed].map(|time| time.0)
        };
        assert_eq!(times(None, None), [NOW.0; 3]);
        assert_eq!(times(one, None), [1, NOW.0, LATER.0]);
        assert_eq!(times(None, two), [1, 2, LATER.0]);
        assert_eq!(times(two, one), [2, 1, LATER.0]);
    }

    #[test]
    fn reading_moves_the_time_of_access_if_it_would_mislead() {
        let mut files = with(&["/f"]);
        let f = ino(&files, "f");
        let id = open(&mut files, "f", READ);
        let mut accessed = |now| {
            files.read(id, &mut [0; 9], Timestamp(now)).unwrap();
            files.stat(f).unwrap().accessed.0
        };
        assert_eq!(accessed(1_100), 1_100);
        assert_eq!(accessed(1_200), 1_100);
        let day = 24 * 60 * 60 * 1_000_000_000;
        assert_eq!(accessed(1_099 + day), 1_100);
        assert_eq!(accessed(1_100 + day), 1_100 + day);
        files.chmod(f, 0o600, Timestamp(1_200 + day)).unwrap();
        files.read(id, &mut [0], Timestamp(1_300 + day)).unwrap();
        assert_eq!(files.stat(f).unwrap().accessed.0, 1_300 + day);
    }

    #[test]
    fn reading_or_writing_nothing_is_neither() {
        let mut files = with(&["/f"]);
        let f = ino(&files, "f");
        let before = files.stat(f).unwrap();
        let id = open(&mut files, "f", BOTH);
        files.read(id, &mut [], LATER).unwrap();
        files.write(id, &[], LATER).unwrap();
        assert_eq!(files.stat(f).unwrap(), before);
    }

    #[test]
    fn only_links_have_a_target() {
        let files = with(&["/f"]);
        assert_eq!(files.readlink(ino(&files, "f")), Err(Errno::Invalid));
        assert_eq!(files.readlink(ROOT), Err(Errno::Invalid));
        assert_eq!(files.readlink(Ino(99)), Err(Errno::NoEntry));
    }
}
