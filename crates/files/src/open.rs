//! Opening, and making what is opened.

use crate::{
    Access, Change, DescriptionId, Errno, FileSystem, Ino, Kind, Timestamp,
    content::Content,
    inode::{Node, Permission},
    path::{Last, Name},
};

/// Whether a file is made that is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Creation {
    /// It has to be there.
    #[default]
    Never,
    /// If it is not there (`O_CREAT`).
    IfMissing,
    /// It must not be there (`O_CREAT | O_EXCL`).
    Always,
}

/// How to open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// What for.
    pub access: Access,
    /// Whether to make the file.
    pub creation: Creation,
    /// Whether to empty a regular file (`O_TRUNC`).
    pub truncate: bool,
    /// Whether it has to be a directory (`O_DIRECTORY`).
    pub directory: bool,
    /// Whether it must not be a symbolic link (`O_NOFOLLOW`).
    pub no_follow: bool,
    /// The permission bits of a file that is made.
    pub mode: u16,
}

impl FileSystem {
    /// Opens what a path leads to.
    ///
    /// # Errors
    ///
    /// Those of any path; [`Exists`](Errno::Exists), [`IsDirectory`](Errno::IsDirectory) for a directory that
    /// would be written or made, [`Loop`](Errno::Loop) for a link that is not to be followed,
    /// [`Invalid`](Errno::Invalid) for a directory to be made, [`NoSpace`](Errno::NoSpace).
    pub fn open(
        &mut self,
        at: Ino,
        path: &[u8],
        how: &Open,
        now: Timestamp,
    ) -> Result<DescriptionId, Errno> {
        let makes = how.creation != Creation::Never;
        if makes && how.directory {
            return Err(Errno::Invalid);
        }
        let last = match (how.creation, how.no_follow) {
            (Creation::Never, false) => Last::Follow,
            (Creation::Never, true) => Last::Keep,
            (Creation::IfMissing, false) => Last::Make,
            (Creation::IfMissing, true) | (Creation::Always, _) => Last::Name,
        };
        let destination = self.walk(at, path, last)?;
        if makes && destination.slash && matches!(destination.name, Name::Entry(_)) {
            return Err(Errno::IsDirectory);
        }
        let Some(ino) = self.find(&destination)? else {
            let Name::Entry(name) = destination.name else {
                return Err(Errno::NoEntry);
            };
            if !makes {
                return Err(Errno::NoEntry);
            }
            let node = Node::File(Content::default());
            let ino = self.make(destination.directory, &name, node, how.mode, now)?;
            return Ok(self.describe(ino, how.access));
        };
        if how.creation == Creation::Always {
            return Err(Errno::Exists);
        }
        let inode = self.inodes.get(ino);
        if makes && inode.is_directory() {
            return Err(Errno::IsDirectory);
        }
        if (how.directory || destination.slash) && !inode.is_directory() {
            return Err(Errno::NotDirectory);
        }
        let writes = how.access.write || how.truncate;
        match inode.kind() {
            Kind::Symlink => return Err(Errno::Loop),
            Kind::Directory if writes => return Err(Errno::IsDirectory),
            Kind::Directory | Kind::File | Kind::Device(_) | Kind::Stream(_) => {}
        }
        if how.access.read {
            inode.check(Permission::Read)?;
        }
        if writes {
            inode.check(Permission::Write)?;
        }
        if how.truncate && inode.kind() == Kind::File {
            self.resize(ino, 0, now)?;
        }
        Ok(self.describe(ino, how.access))
    }

    /// Opens an inode.
    pub(crate) fn describe(&mut self, ino: Ino, access: Access) -> DescriptionId {
        self.inodes.hold(ino);
        self.descriptions.add(ino, access)
    }

    /// Makes something and gives it a name that is free.
    pub(crate) fn make(
        &mut self,
        directory: Ino,
        name: &[u8],
        node: Node,
        mode: u16,
        now: Timestamp,
    ) -> Result<Ino, Errno> {
        self.check_can_make(directory)?;
        let ino = self.inodes.add(node, mode, now)?;
        let inode = self.inodes.get_mut(ino);
        let kind = inode.kind();
        if kind == Kind::Directory {
            inode.links = 2;
            self.inodes.get_mut(directory).links += 1;
        } else {
            self.inodes.named(ino);
        }
        self.inodes.directory_mut(directory).put(name, ino);
        self.inodes.get_mut(directory).touch_written(now);
        self.record(|files| Change::Created {
            ino,
            kind,
            path: files.path_of_entry(directory, name),
        });
        Ok(ino)
    }

    /// Whether a directory may get a further name.
    pub(crate) fn check_can_make(&self, directory: Ino) -> Result<(), Errno> {
        let inode = self.inodes.get(directory);
        if inode.is_removed() {
            return Err(Errno::NoEntry);
        }
        inode.check(Permission::Write)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Limits, Links, ROOT,
        fixture::{BOTH, LATER, LIMITS, NOW, READ, WRITE, ino, with},
    };

    const MAKE: Open = Open {
        access: BOTH,
        creation: Creation::IfMissing,
        truncate: false,
        directory: false,
        no_follow: false,
        mode: 0o640,
    };

    fn to_open(access: Access) -> Open {
        Open {
            access,
            ..Open::default()
        }
    }

    #[test]
    fn a_file_is_made_only_if_it_may_be() {
        let mut files = with(&["/f"]);
        let mut open = |path: &[u8], how: &Open| files.open(ROOT, path, how, NOW).map(|_| ());
        assert_eq!(open(b"g", &to_open(BOTH)), Err(Errno::NoEntry));
        assert_eq!(open(b"g", &MAKE), Ok(()));
        assert_eq!(open(b"g", &MAKE), Ok(()));
        let always = Open {
            creation: Creation::Always,
            ..MAKE
        };
        assert_eq!(open(b"g", &always), Err(Errno::Exists));
        assert_eq!(open(b"h", &always), Ok(()));
        assert_eq!(open(b"nowhere/h", &MAKE), Err(Errno::NoEntry));
        assert_eq!(open(b"f/h", &MAKE), Err(Errno::NotDirectory));
        assert_eq!(files.stat(ino(&files, "g")).unwrap().mode, 0o640);
    }

    #[test]
    fn a_file_is_made_where_a_link_leads() {
        let mut files = with(&["/d/"]);
        files.symlink(b"d/f", ROOT, b"link", NOW).unwrap();
        let new = Open {
            creation: Creation::Always,
            ..MAKE
        };
        assert_eq!(files.open(ROOT, b"link", &new, NOW), Err(Errno::Exists));
        let no_follow = Open {
            no_follow: true,
            ..MAKE
        };
        assert_eq!(files.open(ROOT, b"link", &no_follow, NOW), Err(Errno::Loop));
        files.open(ROOT, b"link", &MAKE, NOW).unwrap();
        assert!(files.lookup(ROOT, b"d/f", Links::Keep).is_ok());
    }

    #[test]
    fn directories_are_read_and_nothing_else() {
        let mut files = with(&["/d/", "/f"]);
        let mut open = |path: &[u8], how: &Open| files.open(ROOT, path, how, NOW).map(|_| ());
        assert_eq!(open(b"d", &to_open(READ)), Ok(()));
        assert_eq!(open(b"d", &to_open(WRITE)), Err(Errno::IsDirectory));
        assert_eq!(open(b"d", &MAKE), Err(Errno::IsDirectory));
        assert_eq!(open(b"new/", &MAKE), Err(Errno::IsDirectory));
        assert_eq!(open(b".", &MAKE), Err(Errno::IsDirectory));
        let truncate = Open {
            truncate: true,
            ..to_open(READ)
        };
        assert_eq!(open(b"d", &truncate), Err(Errno::IsDirectory));
        let directory = Open {
            directory: true,
            ..to_open(READ)
        };
        assert_eq!(open(b"d", &directory), Ok(()));
        assert_eq!(open(b"f", &directory), Err(Errno::NotDirectory));
        assert_eq!(open(b"f/", &to_open(READ)), Err(Errno::NotDirectory));
        let made = Open {
            directory: true,
            ..MAKE
        };
        assert_eq!(open(b"d", &made), Err(Errno::Invalid));
    }

    #[test]
    fn links_are_followed_unless_they_must_not_be() {
        let mut files = with(&["/d/", "/f"]);
        files.symlink(b"f", ROOT, b"link", NOW).unwrap();
        files.symlink(b"d", ROOT, b"folder", NOW).unwrap();
        let mut open = |path: &[u8], how: &Open| files.open(ROOT, path, how, NOW).map(|_| ());
        let keep = Open {
            no_follow: true,
            ..to_open(READ)
        };
        assert_eq!(open(b"link", &to_open(READ)), Ok(()));
        assert_eq!(open(b"link", &keep), Err(Errno::Loop));
        assert_eq!(open(b"folder/", &keep), Ok(()));
        let directory = Open {
            directory: true,
            ..keep
        };
        assert_eq!(open(b"folder", &directory), Err(Errno::NotDirectory));
    }

    #[test]
    fn truncating_empties_and_counts_as_writing() {
        let mut files = with(&["/f"]);
        let how = Open {
            truncate: true,
            ..to_open(WRITE)
        };
        files.open(ROOT, b"f", &how, LATER).unwrap();
        let stat = files.stat(ino(&files, "f")).unwrap();
        assert_eq!(
            (stat.size, stat.modified, files.usage().bytes),
            (0, LATER, 0)
        );
    }

    #[test]
    fn the_mode_says_what_for() {
        let mut files = with(&["/f", "/d/"]);
        let [f, d] = ["f", "d"].map(|path| ino(&files, path));
        files.chmod(f, 0o400, NOW).unwrap();
        files.chmod(d, 0o500, NOW).unwrap();
        let mut open = |path: &[u8], how: &Open| files.open(ROOT, path, how, NOW).map(|_| ());
        assert_eq!(open(b"f", &to_open(READ)), Ok(()));
        assert_eq!(open(b"f", &to_open(BOTH)), Err(Errno::Access));
        assert_eq!(open(b"d/g", &MAKE), Err(Errno::Access));
        // Whoever makes a file has it open as he likes.
        let closed = Open { mode: 0, ..MAKE };
        assert_eq!(open(b"g", &closed), Ok(()));
        assert_eq!(open(b"g", &to_open(READ)), Err(Errno::Access));
    }

    #[test]
    fn nothing_is_made_in_a_removed_directory() {
        let mut files = with(&["/d/"]);
        let d = ino(&files, "d");
        files.open(ROOT, b"d", &to_open(READ), NOW).unwrap();
        files.rmdir(ROOT, b"d", NOW).unwrap();
        assert_eq!(files.open(d, b"f", &MAKE, NOW), Err(Errno::NoEntry));
        assert_eq!(files.mkdir(d, b"e", 0o755, NOW), Err(Errno::NoEntry));
        assert_eq!(files.lookup(d, b"..", Links::Keep), Ok(ROOT));
        assert_eq!(files.path_of(d), Err(Errno::NoEntry));
    }

    #[test]
    fn there_are_only_so_many_names() {
        let limits = Limits { names: 3, ..LIMITS };
        let mut files = FileSystem::new(limits, NOW);
        files.open(ROOT, b"a", &MAKE, NOW).unwrap();
        files
            .link((ROOT, b"a"), Links::Keep, (ROOT, b"b"), NOW)
            .unwrap();
        assert_eq!(files.open(ROOT, b"c", &MAKE, NOW), Err(Errno::NoSpace));
        let again = files.link((ROOT, b"a"), Links::Keep, (ROOT, b"c"), NOW);
        assert_eq!(again, Err(Errno::NoSpace));
        files.unlink(ROOT, b"a", NOW).unwrap();
        assert!(files.open(ROOT, b"c", &MAKE, NOW).is_ok());
    }
}
