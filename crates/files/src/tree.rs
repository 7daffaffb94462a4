//! All files at once: for putting some in before a run, and for keeping them after it.

use crate::{
    Access, Creation, Device, Errno, FileSystem, Ino, Links, Open, ROOT, Stat, Timestamp, Transfer,
    inode::Node,
    path::{LONGEST_PATH, join},
};

const DEVICES: [(&[u8], Device); 7] = [
    (b"null", Device::Null),
    (b"random", Device::Random),
    (b"stderr", Device::Error),
    (b"stdin", Device::Input),
    (b"stdout", Device::Output),
    (b"urandom", Device::Random),
    (b"zero", Device::Zero),
];

/// Something in the tree of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its absolute path.
    pub path: Vec<u8>,
    /// What it is.
    pub stat: Stat,
}

impl FileSystem {
    /// Makes `/dev` with the devices that programs expect.
    ///
    /// # Errors
    ///
    /// [`Exists`](Errno::Exists) if there is one, [`NoSpace`](Errno::NoSpace).
    pub fn make_devices(&mut self, now: Timestamp) -> Result<(), Errno> {
        let directory = self.mkdir(ROOT, b"dev", 0o755, now)?;
        for (name, device) in DEVICES {
            self.make_device(directory, name, device, now)?;
        }
        Ok(())
    }

    /// Writes a whole file, in place of what it had in it. The directories above it are made, and stay also
    /// if the file cannot be written. Relative paths begin at the root.
    ///
    /// # Errors
    ///
    /// Those of [`mkdir`](Self::mkdir) and [`open`](Self::open); [`Invalid`](Errno::Invalid) for a device;
    /// [`NoSpace`](Errno::NoSpace), and then the file is as it was.
    pub fn write_file(&mut self, path: &[u8], bytes: &[u8], now: Timestamp) -> Result<Ino, Errno> {
        let slashes = (1..path.len()).filter(|&at| path[at] == b'/' && path[at - 1] != b'/');
        for end in slashes {
            match self.mkdir(ROOT, &path[..end], 0o755, now) {
                Ok(_) | Err(Errno::Exists) => {}
                Err(errno) => return Err(errno),
            }
        }
        let freed = (self
            .lookup(ROOT, path, Links::Follow)
            .and_then(|ino| self.stat(ino)))
        .map_or(0, |stat| stat.stored);
        if bytes.len() as u64 > self.inodes.room() + freed {
            return Err(Errno::NoSpace);
        }
        let how = Open {
            access: Access {
                write: true,
                ..Access::default()
            },
            creation: Creation::IfMissing,
            truncate: true,
            mode: 0o644,
            ..Open::default()
        };
        let id = self.open(ROOT, path, &how, now)?;
        let ino = self.inode_of(id)?;
        let written = self.write(id, bytes, now);
        self.close(id)?;
        match written? {
            Transfer::Done(_) => Ok(ino),
            Transfer::Device(_) => Err(Errno::Invalid),
        }
    }

    /// Reads a whole file. Relative paths begin at the root.
    ///
    /// # Errors
    ///
    /// Those of any path, and those of [`contents`](Self::contents).
    pub fn read_file(&self, path: &[u8]) -> Result<Vec<u8>, Errno> {
        self.contents(self.lookup(ROOT, path, Links::Follow)?)
    }

    /// What is in a regular file, whatever its mode.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry), [`IsDirectory`](Errno::IsDirectory), [`Invalid`](Errno::Invalid) for links and
    /// devices, and [`FileTooBig`](Errno::FileTooBig) for a file whose holes make it larger than all files may be
    /// together.
    pub fn contents(&self, ino: Ino) -> Result<Vec<u8>, Errno> {
        match &self.inodes.find(ino)?.node {
            Node::File(content) => {
                if content.size() > self.inodes.limits().bytes {
                    return Err(Errno::FileTooBig);
                }
                let size = usize::try_from(content.size()).map_err(|_| Errno::FileTooBig)?;
                let mut bytes = vec![0; size];
                content.read(0, &mut bytes);
                Ok(bytes)
            }
            Node::Directory(_) => Err(Errno::IsDirectory),
            Node::Symlink(_) | Node::Device(_) | Node::Stream(_) => Err(Errno::Invalid),
        }
    }

    /// Everything below a directory, by name, each directory before what is in it. What is too deep for a
    /// path to lead there is left out.
    pub fn tree(&self, directory: Ino) -> impl Iterator<Item = Listed> {
        let mut pending: Vec<(Vec<u8>, Ino)> = Vec::new();
        if let Ok(path) = self.path_of(directory) {
            self.push_entries(&mut pending, &path, directory);
        }
        std::iter::from_fn(move || {
            let (path, ino) = pending.pop()?;
            self.push_entries(&mut pending, &path, ino);
            let stat = self.inodes.get(ino).stat(ino);
            Some(Listed { path, stat })
        })
    }

    fn push_entries(&self, pending: &mut Vec<(Vec<u8>, Ino)>, path: &[u8], ino: Ino) {
        let Ok(directory) = self.inodes.find_directory(ino) else {
            return;
        };
        for (name, ino) in directory.sorted().rev() {
            let mut path = path.to_owned();
            join(&mut path, name);
            if path.len() <= LONGEST_PATH {
                pending.push((path, ino));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Limits,
        fixture::{BOTH, LIMITS, NOW, ino, open, paths, with},
    };

    #[test]
    fn files_are_put_in_with_what_is_above_them() {
        let mut files = with(&["/home/user/data.csv", "helpers.py", "/home//b"]);
        let all = [
            "/helpers.py",
            "/home",
            "/home/b",
            "/home/user",
            "/home/user/data.csv",
        ];
        assert_eq!(paths(&files), all);
        assert_eq!(files.read_file(b"helpers.py").unwrap(), b"helpers.py");
        files.write_file(b"/home/b", b"new", NOW).unwrap();
        assert_eq!(files.read_file(b"home/b").unwrap(), b"new");
        let into_file = files.write_file(b"/home/b/c", b"", NOW);
        assert_eq!(into_file, Err(Errno::NotDirectory));
        assert_eq!(
            files.write_file(b"/home", b"", NOW),
            Err(Errno::IsDirectory)
        );
        assert_eq!(files.write_file(b"new/", b"", NOW), Err(Errno::IsDirectory));
        assert_eq!(files.usage().descriptions, 0);
    }

    #[test]
    fn a_file_that_does_not_fit_stays_as_it_was() {
        let limits = Limits {
            bytes: 10,
            ..LIMITS
        };
        let mut files = FileSystem::new(limits, NOW);
        files.write_file(b"f", &[1; 8], NOW).unwrap();
        files.write_file(b"f", &[2; 10], NOW).unwrap();
        assert_eq!(files.write_file(b"f", &[3; 11], NOW), Err(Errno::NoSpace));
        assert_eq!(files.write_file(b"g", &[3; 1], NOW), Err(Errno::NoSpace));
        assert_eq!(files.read_file(b"f").unwrap(), [2; 10]);
        assert_eq!(paths(&files), ["/f"]);
    }

    #[test]
    fn contents_are_those_of_files() {
        let mut files = with(&["/f"]);
        files.make_devices(NOW).unwrap();
        files.symlink(b"f", ROOT, b"link", NOW).unwrap();
        assert_eq!(files.read_file(b"link").unwrap(), b"/f");
        assert_eq!(files.contents(ino(&files, "link")), Err(Errno::Invalid));
        assert_eq!(files.read_file(b"/dev/zero"), Err(Errno::Invalid));
        assert_eq!(files.read_file(b"/"), Err(Errno::IsDirectory));
        assert_eq!(
            files.write_file(b"/dev/null", b"x", NOW),
            Err(Errno::Invalid)
        );
        let id = open(&mut files, "f", BOTH);
        files.set_size(id, 1 << 40, NOW).unwrap();
        assert_eq!(files.read_file(b"f"), Err(Errno::FileTooBig));
    }

    #[test]
    fn a_part_of_the_tree_is_listed() {
        let files = with(&["/a/b/c", "/a/d", "/e"]);
        let listed: Vec<_> = files.tree(ino(&files, "a")).collect();
        let names: Vec<&[u8]> = listed.iter().map(|one| one.path.as_slice()).collect();
        assert_eq!(names, [&b"/a/b"[..], b"/a/b/c", b"/a/d"]);
        assert_eq!(listed[2].stat, files.stat(ino(&files, "a/d")).unwrap());
    }
}
