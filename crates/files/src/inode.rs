//! Inodes: what a name leads to.

use std::{collections::BTreeMap, fmt};

use crate::{Errno, Limits, StreamKind, content::Content, directory::Directory, end::End};

/// The number of an inode; none is used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ino(pub u64);

impl fmt::Display for Ino {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The directory that absolute paths begin at.
pub const ROOT: Ino = Ino(1);

/// A time of the calendar: nanoseconds since the beginning of 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub u64);

/// What is written and read by whoever calls, because it takes more than memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Device {
    /// Empty to read; takes anything.
    Null,
    /// Endless zeros; takes anything.
    Zero,
    /// Endless random bytes; takes anything.
    Random,
    /// The standard input of whoever reads.
    Input,
    /// The standard output of whoever writes.
    Output,
    /// The standard error output of whoever writes.
    Error,
}

impl Device {
    /// Whether its bytes come one after another, so that there is no offset.
    #[must_use]
    pub fn is_stream(self) -> bool {
        match self {
            Self::Null | Self::Zero | Self::Random => false,
            Self::Input | Self::Output | Self::Error => true,
        }
    }
}

/// What an inode is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link.
    Symlink,
    /// A character device.
    Device(Device),
    /// An end of a stream.
    Stream(StreamKind),
}

/// What is known about an inode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Its number.
    pub ino: Ino,
    /// What it is.
    pub kind: Kind,
    /// The permission bits.
    pub mode: u16,
    /// How many names it has; of a directory, with `.` and the `..` in it.
    pub links: u32,
    /// How long it is; of a symbolic link, its target.
    pub size: u64,
    /// How many bytes it takes of the limit; a hole takes none.
    pub stored: u64,
    /// When it was last read, as exactly as Linux keeps it unless told otherwise.
    pub accessed: Timestamp,
    /// When its content last changed.
    pub modified: Timestamp,
    /// When anything of it last changed.
    pub changed: Timestamp,
}

#[derive(Debug)]
pub(crate) enum Node {
    File(Content),
    Directory(Directory),
    /// With its target.
    Symlink(Vec<u8>),
    Device(Device),
    Stream(End),
}

/// Who may do what; everything belongs to the one user there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    Read,
    Write,
    /// To look something up in a directory.
    Search,
}

/// How long a time of access stands although the file is read.
const RELATIVE_ATIME: u64 = 24 * 60 * 60 * 1_000_000_000;

#[derive(Debug)]
pub(crate) struct Inode {
    pub node: Node,
    pub mode: u16,
    /// How many names it has; of a directory, with `.` and the `..` in it; 0 when it is removed.
    pub links: u32,
    /// What keeps it when it is removed: open descriptions, processes whose current directory it is, and
    /// directories whose parent it is.
    references: u32,
    pub accessed: Timestamp,
    pub modified: Timestamp,
    pub changed: Timestamp,
}

impl Inode {
    pub fn kind(&self) -> Kind {
        match &self.node {
            Node::File(_) => Kind::File,
            Node::Directory(_) => Kind::Directory,
            Node::Symlink(_) => Kind::Symlink,
            Node::Device(device) => Kind::Device(*device),
            Node::Stream(stream) => Kind::Stream(stream.kind),
        }
    }

    pub fn is_directory(&self) -> bool {
        self.kind() == Kind::Directory
    }

    pub fn is_removed(&self) -> bool {
        self.links == 0
    }

    /// How many bytes it takes of the limit.
    pub fn stored(&self) -> u64 {
        match &self.node {
            Node::File(content) => content.stored(),
            Node::Symlink(target) => target.len() as u64,
            Node::Directory(_) | Node::Device(_) | Node::Stream(_) => 0,
        }
    }

    pub fn stat(&self, ino: Ino) -> Stat {
        let size = match &self.node {
            Node::File(content) => content.size(),
            Node::Symlink(target) => target.len() as u64,
            Node::Directory(_) => 4_096,
            Node::Device(_) | Node::Stream(_) => 0,
        };
        Stat {
            ino,
            kind: self.kind(),
            mode: self.mode,
            links: self.links,
            size,
            stored: self.stored(),
            accessed: self.accessed,
            modified: self.modified,
            changed: self.changed,
        }
    }

    pub fn check(&self, permission: Permission) -> Result<(), Errno> {
        let bit = match permission {
            Permission::Read => 0o400,
            Permission::Write => 0o200,
            Permission::Search => 0o100,
        };
        if self.mode & bit == 0 {
            return Err(Errno::Access);
        }
        Ok(())
    }

    /// It is read. As on Linux (`relatime`), its time of access moves only if somebody who compares the
    /// times would be misled, or once a day.
    pub fn touch_read(&mut self, now: Timestamp) {
        let is_misleading = self.accessed <= self.modified || self.accessed <= self.changed;
        if is_misleading || now.0.saturating_sub(self.accessed.0) >= RELATIVE_ATIME {
            self.accessed = now;
        }
    }

    /// Its content changes.
    pub fn touch_written(&mut self, now: Timestamp) {
        self.modified = now;
        self.changed = now;
    }
}

/// Every inode that has a name or is in use.
#[derive(Debug)]
pub(crate) struct Inodes {
    table: BTreeMap<Ino, Inode>,
    next: Ino,
    limits: Limits,
    stored: u64,
    /// How many names there are beyond the first of each.
    further_names: usize,
}

impl Inodes {
    /// Nothing but the root.
    pub fn new(limits: Limits, now: Timestamp) -> Self {
        let root = Inode {
            node: Node::Directory(Directory::new(ROOT, Vec::new())),
            mode: 0o755,
            links: 2,
            references: 0,
            accessed: now,
            modified: now,
            changed: now,
        };
        Self {
            table: BTreeMap::from([(ROOT, root)]),
            next: Ino(ROOT.0 + 1),
            limits,
            stored: 0,
            further_names: 0,
        }
    }

    /// One that a caller names, who may be wrong.
    pub fn find(&self, ino: Ino) -> Result<&Inode, Errno> {
        self.table.get(&ino).ok_or(Errno::NoEntry)
    }

    /// One that is there because something leads to it.
    pub fn get(&self, ino: Ino) -> &Inode {
        (self.table.get(&ino)).expect("a name, a description and a parent lead to an inode")
    }

    pub fn get_mut(&mut self, ino: Ino) -> &mut Inode {
        (self.table.get_mut(&ino)).expect("a name, a description and a parent lead to an inode")
    }

    /// A directory that a caller names.
    pub fn find_directory(&self, ino: Ino) -> Result<&Directory, Errno> {
        match &self.find(ino)?.node {
            Node::Directory(directory) => Ok(directory),
            Node::File(_) | Node::Symlink(_) | Node::Device(_) | Node::Stream(_) => {
                Err(Errno::NotDirectory)
            }
        }
    }

    /// One that is there and known to be a directory.
    pub fn directory(&self, ino: Ino) -> &Directory {
        self.find_directory(ino).expect("a parent is a directory")
    }

    pub fn directory_mut(&mut self, ino: Ino) -> &mut Directory {
        match &mut self.get_mut(ino).node {
            Node::Directory(directory) => directory,
            Node::File(_) | Node::Symlink(_) | Node::Device(_) | Node::Stream(_) => {
                panic!("a parent is a directory")
            }
        }
    }

    /// An end of a stream; `None` if it is something else.
    pub fn stream(&self, ino: Ino) -> Option<&End> {
        match &self.get(ino).node {
            Node::Stream(stream) => Some(stream),
            Node::File(_) | Node::Directory(_) | Node::Symlink(_) | Node::Device(_) => None,
        }
    }

    pub fn stream_mut(&mut self, ino: Ino) -> Option<&mut End> {
        match &mut self.get_mut(ino).node {
            Node::Stream(stream) => Some(stream),
            Node::File(_) | Node::Directory(_) | Node::Symlink(_) | Node::Device(_) => None,
        }
    }

    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// How many bytes all take together.
    pub fn stored(&self) -> u64 {
        self.stored
    }

    /// How many bytes more may be stored.
    pub fn room(&self) -> u64 {
        self.limits.bytes.saturating_sub(self.stored)
    }

    /// How many names there are, those of removed files that are in use included.
    pub fn names(&self) -> usize {
        self.table.len() + self.further_names
    }

    /// Whether there may be one name more.
    pub fn check_names(&self) -> Result<(), Errno> {
        if self.names() >= self.limits.names {
            return Err(Errno::NoSpace);
        }
        Ok(())
    }

    /// Adds one that has no name yet.
    pub fn add(&mut self, node: Node, mode: u16, now: Timestamp) -> Result<Ino, Errno> {
        self.check_names()?;
        let inode = Inode {
            node,
            mode: mode & 0o7777,
            links: 0,
            references: 0,
            accessed: now,
            modified: now,
            changed: now,
        };
        if inode.stored() > self.room() {
            return Err(Errno::NoSpace);
        }
        self.stored += inode.stored();
        let ino = self.next;
        self.next = Ino(ino.0 + 1);
        if let Node::Directory(directory) = &inode.node {
            self.hold(directory.parent);
        }
        self.table.insert(ino, inode);
        Ok(ino)
    }

    /// Does something to the content of a file; `None` if it is no regular file.
    pub fn with_content<T>(
        &mut self,
        ino: Ino,
        change: impl FnOnce(&mut Content, u64) -> T,
    ) -> Option<T> {
        let room = self.room();
        let Node::File(content) = &mut self.get_mut(ino).node else {
            return None;
        };
        let before = content.stored();
        let result = change(content, room);
        let after = content.stored();
        self.stored = self.stored - before + after;
        Some(result)
    }

    /// Another name leads to a file that is no directory.
    pub fn named(&mut self, ino: Ino) {
        let inode = self.get_mut(ino);
        inode.links += 1;
        if inode.links > 1 {
            self.further_names += 1;
        }
    }

    /// A name fewer leads to it. It goes if nothing else keeps it; a directory has only one name.
    pub fn unnamed(&mut self, ino: Ino) {
        let inode = self.get_mut(ino);
        if inode.is_directory() {
            inode.links = 0;
        } else {
            inode.links -= 1;
            if inode.links > 0 {
                self.further_names -= 1;
            }
        }
        self.collect(ino);
    }

    /// Something keeps it, also when it is removed.
    pub fn hold(&mut self, ino: Ino) {
        self.get_mut(ino).references += 1;
    }

    pub fn release(&mut self, ino: Ino) {
        self.get_mut(ino).references -= 1;
        self.collect(ino);
    }

    /// Removes it if nothing leads to it any more, and then its parent, which it may have kept. The other end of a
    /// stream stays, alone.
    fn collect(&mut self, ino: Ino) {
        let mut next = Some(ino);
        while let Some(ino) = next.take() {
            let inode = self.get(ino);
            if !inode.is_removed() || inode.references > 0 {
                return;
            }
            self.stored -= inode.stored();
            match self.table.remove(&ino).map(|inode| inode.node) {
                Some(Node::Directory(directory)) => {
                    self.get_mut(directory.parent).references -= 1;
                    next = Some(directory.parent);
                }
                Some(Node::Stream(End {
                    peer: Some(peer), ..
                })) => {
                    if let Some(stream) = self.stream_mut(peer) {
                        stream.peer = None;
                    }
                }
                Some(Node::File(_) | Node::Symlink(_) | Node::Device(_) | Node::Stream(_))
                | None => {}
            }
        }
    }
}
