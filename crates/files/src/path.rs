//! From a path to an inode.

use std::borrow::Cow;

use crate::{
    Errno, FileSystem, Ino, Kind, ROOT,
    inode::{Node, Permission},
};

/// The longest path, in bytes.
pub const LONGEST_PATH: usize = 4_095;

/// How many symbolic links a path may lead through.
const MOST_LINKS: u32 = 40;

/// What a path means whose last name is a symbolic link. With a slash at its end it always means where
/// the link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Where the link leads.
    Follow,
    /// The link itself.
    Keep,
}

/// Whether the walk follows a symbolic link that is the last name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Last {
    /// For what is there.
    Follow,
    /// For a link itself, unless there is a slash.
    Keep,
    /// For the name, whatever is there.
    Name,
    /// For a file that may be made where the link leads. There are none with a slash.
    Make,
}

impl From<Links> for Last {
    fn from(links: Links) -> Self {
        match links {
            Links::Follow => Self::Follow,
            Links::Keep => Self::Keep,
        }
    }
}

impl Last {
    /// Whether it matters what is there, and not only the name.
    fn looks(self, slash: bool) -> bool {
        match self {
            Self::Follow | Self::Keep => true,
            Self::Name => false,
            Self::Make => !slash,
        }
    }

    /// Whether a symbolic link that is there is followed.
    fn follows(self, slash: bool) -> bool {
        match self {
            Self::Follow => true,
            Self::Keep => slash,
            Self::Name => false,
            Self::Make => !slash,
        }
    }
}

/// Where a path leads.
#[derive(Debug)]
pub(crate) struct Destination {
    /// The directory that has the last name, or would have it.
    pub directory: Ino,
    pub name: Name,
    /// Whether a slash follows the last name, so that only a directory is meant.
    pub slash: bool,
}

/// The last name of a path.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// One that an entry can have.
    Entry(Vec<u8>),
    Dot,
    DotDot,
    /// There is none but the slash.
    Root,
}

impl FileSystem {
    /// The inode that a path leads to.
    ///
    /// Relative paths begin at the directory `at`.
    ///
    /// # Errors
    ///
    /// Those of any path: [`NoEntry`](Errno::NoEntry), [`NotDirectory`](Errno::NotDirectory),
    /// [`Access`](Errno::Access), [`Loop`](Errno::Loop), [`NameTooLong`](Errno::NameTooLong).
    pub fn lookup(&self, at: Ino, path: &[u8], links: Links) -> Result<Ino, Errno> {
        let destination = self.walk(at, path, links.into())?;
        let ino = self.find(&destination)?.ok_or(Errno::NoEntry)?;
        if destination.slash && !self.inodes.get(ino).is_directory() {
            return Err(Errno::NotDirectory);
        }
        Ok(ino)
    }

    /// The absolute path of what a path leads to, without symbolic links, `.` and `..`.
    ///
    /// # Errors
    ///
    /// Those of [`lookup`](Self::lookup) and [`path_of`](Self::path_of).
    pub fn real_path(&self, at: Ino, path: &[u8]) -> Result<Vec<u8>, Errno> {
        let ino = self.lookup(at, path, Links::Follow)?;
        if self.inodes.get(ino).is_directory() {
            return self.path_of(ino);
        }
        let destination = self.walk(at, path, Last::Follow)?;
        let Name::Entry(name) = destination.name else {
            return Err(Errno::NotDirectory);
        };
        let mut path = self.path_of(destination.directory)?;
        join(&mut path, &name);
        if path.len() > LONGEST_PATH {
            return Err(Errno::NameTooLong);
        }
        Ok(path)
    }

    /// The absolute path of a directory.
    ///
    /// # Errors
    ///
    /// [`NoEntry`](Errno::NoEntry) if it is removed, [`NotDirectory`](Errno::NotDirectory), and
    /// [`NameTooLong`](Errno::NameTooLong) if it is too deep to be said.
    pub fn path_of(&self, directory: Ino) -> Result<Vec<u8>, Errno> {
        self.inodes.find_directory(directory)?;
        let mut names = Vec::new();
        let mut length = 0;
        let mut ino = directory;
        while ino != ROOT {
            if self.inodes.get(ino).is_removed() {
                return Err(Errno::NoEntry);
            }
            let directory = self.inodes.directory(ino);
            length += 1 + directory.name.len();
            if length > LONGEST_PATH {
                return Err(Errno::NameTooLong);
            }
            names.push(directory.name.as_slice());
            ino = directory.parent;
        }
        let mut path = vec![b'/'];
        for name in names.into_iter().rev() {
            join(&mut path, name);
        }
        Ok(path)
    }

    /// What is where a path leads.
    pub(crate) fn find(&self, destination: &Destination) -> Result<Option<Ino>, Errno> {
        match &destination.name {
            Name::Entry(name) => self.entry(destination.directory, name),
            Name::Dot | Name::Root => Ok(Some(destination.directory)),
            Name::DotDot => Ok(Some(self.inodes.directory(destination.directory).parent)),
        }
    }

    fn entry(&self, directory: Ino, name: &[u8]) -> Result<Option<Ino>, Errno> {
        if self.inodes.get(directory).is_removed() {
            return Ok(None);
        }
        self.inodes.directory(directory).get(name)
    }

    /// Walks along a path up to its last name, and follows what that is as far as `last` says.
    pub(crate) fn walk(&self, at: Ino, path: &[u8], last: Last) -> Result<Destination, Errno> {
        check(path)?;
        let mut text = Cow::Borrowed(path);
        let mut position = 0;
        let mut links = 0;
        let mut directory = if text[0] == b'/' { ROOT } else { at };
        self.inodes.find_directory(directory)?;
        loop {
            position += text[position..]
                .iter()
                .take_while(|&&byte| byte == b'/')
                .count();
            let rest = &text[position..];
            if rest.is_empty() {
                return Ok(Destination {
                    directory,
                    name: Name::Root,
                    slash: true,
                });
            }
            let length = rest.iter().take_while(|&&byte| byte != b'/').count();
            let (name, after) = rest.split_at(length);
            let slash = !after.is_empty();
            let is_last = after.iter().all(|&byte| byte == b'/');
            self.inodes.get(directory).check(Permission::Search)?;
            let found = match name {
                b"." => Some(directory),
                b".." => Some(self.inodes.directory(directory).parent),
                _ if is_last && !last.looks(slash) => None,
                _ => self.entry(directory, name)?,
            };
            if let Some(ino) = found
                && let Node::Symlink(target) = &self.inodes.get(ino).node
                && (!is_last || last.follows(slash))
            {
                links += 1;
                if links > MOST_LINKS {
                    return Err(Errno::Loop);
                }
                if target[0] == b'/' {
                    directory = ROOT;
                }
                text = Cow::Owned([target, after].concat());
                position = 0;
                continue;
            }
            if is_last {
                let name = match name {
                    b"." => Name::Dot,
                    b".." => Name::DotDot,
                    _ => Name::Entry(name.to_owned()),
                };
                return Ok(Destination {
                    directory,
                    name,
                    slash,
                });
            }
            directory = found.ok_or(Errno::NoEntry)?;
            if self.inodes.get(directory).kind() != Kind::Directory {
                return Err(Errno::NotDirectory);
            }
            position += length;
        }
    }
}

/// Whether a path can be one at all.
pub(crate) fn check(path: &[u8]) -> Result<(), Errno> {
    if path.is_empty() {
        Err(Errno::NoEntry)
    } else if path.len() > LONGEST_PATH {
        Err(Errno::NameTooLong)
    } else if path.contains(&0) {
        Err(Errno::Invalid)
    } else {
        Ok(())
    }
}

/// Goes on with a name, with a slash before it.
pub(crate) fn join(path: &mut Vec<u8>, name: &[u8]) {
    if path.last() != Some(&b'/') {
        path.push(b'/');
    }
    path.extend_from_slice(name);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        LONGEST_NAME,
        fixture::{LIMITS, NOW, READ, ino, open, with},
    };

    fn follow(files: &FileSystem, at: Ino, path: &str) -> Result<Ino, Errno> {
        files.lookup(at, path.as_bytes(), Links::Follow)
    }

    #[test]
    fn relative_paths_begin_where_they_are_said_to() {
        let files = with(&["/a/b/f", "/f"]);
        let (a, b) = (ino(&files, "/a"), ino(&files, "/a/b"));
        assert_eq!(follow(&files, b, "f"), Ok(ino(&files, "/a/b/f")));
        assert_eq!(follow(&files, a, "b//./f"), Ok(ino(&files, "/a/b/f")));
        assert_eq!(follow(&files, b, "/f"), Ok(ino(&files, "/f")));
        assert_eq!(follow(&files, b, "../../f"), Ok(ino(&files, "/f")));
        assert_eq!(follow(&files, b, "../../../../f"), Ok(ino(&files, "/f")));
        assert_eq!(follow(&files, b, "."), Ok(b));
        assert_eq!(follow(&files, ROOT, "//"), Ok(ROOT));
        assert_eq!(
            follow(&files, ino(&files, "/f"), "."),
            Err(Errno::NotDirectory)
        );
        assert_eq!(follow(&files, Ino(99), "f"), Err(Errno::NoEntry));
    }

    #[test]
    fn what_is_not_there_or_no_directory() {
        let files = with(&["/d/", "/f"]);
        assert_eq!(follow(&files, ROOT, "g"), Err(Errno::NoEntry));
        assert_eq!(follow(&files, ROOT, "g/h"), Err(Errno::NoEntry));
        assert_eq!(follow(&files, ROOT, "g/.."), Err(Errno::NoEntry));
        assert_eq!(follow(&files, ROOT, "f/.."), Err(Errno::NotDirectory));
        assert_eq!(follow(&files, ROOT, "f/"), Err(Errno::NotDirectory));
        assert_eq!(follow(&files, ROOT, "f/."), Err(Errno::NotDirectory));
        assert_eq!(follow(&files, ROOT, "d/"), Ok(ino(&files, "d")));
        assert_eq!(follow(&files, ROOT, ""), Err(Errno::NoEntry));
        assert_eq!(follow(&files, ROOT, "f\0g"), Err(Errno::Invalid));
    }

    #[test]
    fn links_lead_on_from_where_they_are() {
        let mut files = with(&["/a/f", "/f"]);
        let a = ino(&files, "/a");
        let link = files.symlink(b"f", a, b"near", NOW).unwrap();
        files.symlink(b"/f", a, b"far", NOW).unwrap();
        files.symlink(b"../a", a, b"round", NOW).unwrap();
        files.symlink(b"f/", a, b"slash", NOW).unwrap();
        files.symlink(b"nothing", a, b"nowhere", NOW).unwrap();
        assert_eq!(follow(&files, ROOT, "a/near"), Ok(ino(&files, "/a/f")));
        assert_eq!(follow(&files, ROOT, "a/far"), Ok(ino(&files, "/f")));
        assert_eq!(
            follow(&files, ROOT, "a/round/round/f"),
            Ok(ino(&files, "/a/f"))
        );
        assert_eq!(follow(&files, ROOT, "a/slash"), Err(Errno::NotDirectory));
        assert_eq!(follow(&files, ROOT, "a/nowhere"), Err(Errno::NoEntry));
        let keep = |path: &[u8]| files.lookup(a, path, Links::Keep);
        assert_eq!(keep(b"near"), Ok(link));
        assert_eq!(keep(b"near/"), Err(Errno::NotDirectory));
        assert_eq!(keep(b"round/"), Ok(a));
    }

    #[test]
    fn forty_links_are_followed_and_no_more() {
        let mut files = with(&["/0"]);
        for link in 1..=41 {
            let (link, target) = (link.to_string(), (link - 1).to_string());
            let made = files.symlink(target.as_bytes(), ROOT, link.as_bytes(), NOW);
            made.unwrap();
        }
        assert_eq!(follow(&files, ROOT, "40"), Ok(ino(&files, "/0")));
        assert_eq!(follow(&files, ROOT, "41"), Err(Errno::Loop));
        files.symlink(b"self", ROOT, b"self", NOW).unwrap();
        assert_eq!(follow(&files, ROOT, "self"), Err(Errno::Loop));
        assert_eq!(follow(&files, ROOT, "self/f"), Err(Errno::Loop));
    }

    #[test]
    fn names_and_paths_are_bytes_of_limited_length() {
        let mut files = with(&[]);
        let name = [b'\xFF'; LONGEST_NAME];
        files.mkdir(ROOT, &name, 0o755, NOW).unwrap();
        assert_eq!(files.tree(ROOT).next().unwrap().path[1..], name);
        let long = [b'n'; LONGEST_NAME + 1];
        assert_eq!(
            files.mkdir(ROOT, &long, 0o755, NOW),
            Err(Errno::NameTooLong)
        );
        // Nothing is called anything in a directory that is removed.
        let d = files.mkdir(ROOT, b"d", 0o755, NOW).unwrap();
        open(&mut files, "d", READ);
        files.rmdir(ROOT, b"d", NOW).unwrap();
        assert_eq!(files.mkdir(d, &long, 0o755, NOW), Err(Errno::NoEntry));
        let path = "./".repeat(LONGEST_PATH / 2) + "/";
        assert_eq!(follow(&files, ROOT, &path), Ok(ROOT));
        assert_eq!(follow(&files, ROOT, &(path + "/")), Err(Errno::NameTooLong));
    }

    #[test]
    fn nothing_is_looked_up_where_it_is_not_allowed() {
        let mut files = with(&["/d/e/f"]);
        let [d, e] = ["/d", "/d/e"].map(|path| ino(&files, path));
        files.chmod(d, 0o600, NOW).unwrap();
        assert_eq!(follow(&files, ROOT, "d"), Ok(d));
        assert_eq!(follow(&files, ROOT, "d/e"), Err(Errno::Access));
        assert_eq!(follow(&files, d, ".."), Err(Errno::Access));
        assert!(follow(&files, e, "f").is_ok());
    }

    #[test]
    fn directories_know_their_path() {
        let mut files = with(&["/a/b/f", "/c/"]);
        let [a, b] = ["/a", "/a/b"].map(|path| ino(&files, path));
        files.symlink(b"a/b", ROOT, b"link", NOW).unwrap();
        assert_eq!(files.path_of(ROOT).unwrap(), b"/");
        assert_eq!(files.path_of(b).unwrap(), b"/a/b");
        assert_eq!(files.real_path(ROOT, b"link").unwrap(), b"/a/b");
        assert_eq!(files.real_path(b, b"../../link/./f").unwrap(), b"/a/b/f");
        files.rename((ROOT, b"a"), (ROOT, b"c/d"), NOW).unwrap();
        assert_eq!(files.path_of(b).unwrap(), b"/c/d/b");
        assert_eq!(files.path_of(a).unwrap(), b"/c/d");
        assert_eq!(
            files.path_of(ino(&files, "/c/d/b/f")),
            Err(Errno::NotDirectory)
        );
    }

    #[test]
    fn a_directory_may_be_too_deep_to_have_a_path() {
        let mut files = FileSystem::new(LIMITS, NOW);
        let mut at = ROOT;
        for _ in 0..16 {
            at = files.mkdir(at, &[b'n'; 255], 0o755, NOW).unwrap();
        }
        assert_eq!(files.path_of(at), Err(Errno::NameTooLong));
        assert_eq!(files.tree(ROOT).count(), 15);
        assert!(files.lookup(at, b"..", Links::Keep).is_ok());
    }
}
