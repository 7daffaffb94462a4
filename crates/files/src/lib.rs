//! The files of one run: a file system in memory, with the rules of POSIX and, where those leave a
//! choice, of Linux.
//!
//! It is a deterministic state machine. It deliberately has no clock, no I/O, no randomness and no
//! blocking: times come in as arguments, devices are left to whoever calls, and who has to wait for a
//! lock or a stream is told so. The same calls have the same results.
//!
//! [`FileSystem`] is what all processes of a run share: inodes, open descriptions, locks.
//! [`Descriptors`] is what each process has of its own. Paths and names are bytes, as a program gives
//! them. Everything belongs to one user, so of the permission bits only the owner's count.
//!
//! The contract with a caller:
//!
//! 1. After each operation, poll with [`FileSystem::poll`] until `None`.
//! 2. What [`FileSystem::open`] and [`FileSystem::share`] gave is given back by [`FileSystem::close`], and
//!    [`Descriptors`] by [`Descriptors::close_all`].
//! 3. An [`Ino`] is good for as long as something keeps it: a name, an open description, a current
//!    directory. Afterwards it is [`NoEntry`](Errno::NoEntry) and never another file.

mod change;
mod content;
mod description;
mod descriptors;
mod directory;
mod end;
mod errno;
#[cfg(test)]
mod fixture;
mod inode;
mod lock;
mod names;
mod open;
mod path;
mod status;
mod stream;
mod tree;

use std::collections::VecDeque;

use description::Descriptions;
use inode::Inodes;
use lock::Locks;

pub use change::Change;
pub use description::{Access, DescriptionId, Entry, Transfer};
pub use descriptors::{Descriptors, Fd, MOST_DESCRIPTORS};
pub use directory::LONGEST_NAME;
pub use end::{STREAM_CAPACITY, StreamKind};
pub use errno::Errno;
pub use inode::{Device, Ino, Kind, ROOT, Stat, Timestamp};
pub use lock::{LockKind, Locking, Waiter};
pub use open::{Creation, Open};
pub use path::{LONGEST_PATH, Links};
pub use stream::{LONGEST_ATOMIC, Readiness};
pub use tree::Listed;

/// How much there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in all files and targets of symbolic links together.
    pub bytes: u64,
    /// Names in all directories together.
    pub names: usize,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Bytes in all files and targets of symbolic links together, also of those that are removed and in
    /// use.
    pub bytes: u64,
    /// Names in all directories together, and what is removed and in use.
    pub names: usize,
    /// Inodes.
    pub inodes: usize,
    /// Open descriptions.
    pub descriptions: usize,
}

/// What an operation leads to beside its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// This call's description has the lock that it waits for.
    Granted(Waiter),
    /// Who waits for this end of a stream should look again.
    Stirred(Ino),
    /// Something is other than before. Only after [`FileSystem::record_changes`].
    Changed(Change),
}

/// The files of one run. See the [crate documentation](crate) for how to use it.
#[derive(Debug)]
pub struct FileSystem {
    inodes: Inodes,
    descriptions: Descriptions,
    locks: Locks,
    recording: bool,
    outputs: VecDeque<Output>,
}

impl FileSystem {
    /// An empty root.
    #[must_use]
    pub fn new(limits: Limits, now: Timestamp) -> Self {
        Self {
            inodes: Inodes::new(limits, now),
            descriptions: Descriptions::default(),
            locks: Locks::default(),
            recording: false,
            outputs: VecDeque::new(),
        }
    }

    /// What the last operation has led to, one after another.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// The limits that hold.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.inodes.limits()
    }

    /// How much there is.
    #[must_use]
    pub fn usage(&self) -> Usage {
        Usage {
            bytes: self.inodes.stored(),
            names: self.inodes.names(),
            inodes: self.inodes.len(),
            descriptions: self.descriptions.len(),
        }
    }
}
