//! Why an operation did not happen.

use std::fmt;

/// An error, with the meaning that it has in POSIX. A failed operation has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errno {
    /// The mode bits do not allow it.
    Access,
    /// No such descriptor, or it was not opened for this.
    BadDescriptor,
    /// Nobody reads any more what would be written.
    BrokenPipe,
    /// It is in use: the root, or a name that is `.` or `..`.
    Busy,
    /// There is such a name already.
    Exists,
    /// The file would be larger than a file can be.
    FileTooBig,
    /// A stream has no place to go to.
    IllegalSeek,
    /// An argument that makes no sense.
    Invalid,
    /// A directory is not for this.
    IsDirectory,
    /// Too many symbolic links, or one where none may be.
    Loop,
    /// A name of more than [`LONGEST_NAME`](crate::LONGEST_NAME) bytes or a path of more than
    /// [`LONGEST_PATH`](crate::LONGEST_PATH).
    NameTooLong,
    /// No such file or directory.
    NoEntry,
    /// The limit on bytes or on names is reached.
    NoSpace,
    /// It takes a directory.
    NotDirectory,
    /// The directory has entries.
    NotEmpty,
    /// The other end is closed.
    NotConnected,
    /// Nobody may do this, whatever the mode bits.
    NotPermitted,
    /// It takes a socket.
    NotSocket,
    /// This kind of file has no such thing.
    NotSupported,
    /// The process has as many descriptors as it may have.
    TooManyOpen,
    /// There is nothing to read yet, or no room to write.
    WouldBlock,
}

impl Errno {
    /// The name that C and Python use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Access => "EACCES",
            Self::BadDescriptor => "EBADF",
            Self::BrokenPipe => "EPIPE",
            Self::Busy => "EBUSY",
            Self::Exists => "EEXIST",
            Self::FileTooBig => "EFBIG",
            Self::IllegalSeek => "ESPIPE",
            Self::Invalid => "EINVAL",
            Self::IsDirectory => "EISDIR",
            Self::Loop => "ELOOP",
            Self::NameTooLong => "ENAMETOOLONG",
            Self::NoEntry => "ENOENT",
            Self::NoSpace => "ENOSPC",
            Self::NotDirectory => "ENOTDIR",
            Self::NotEmpty => "ENOTEMPTY",
            Self::NotConnected => "ENOTCONN",
            Self::NotPermitted => "EPERM",
            Self::NotSocket => "ENOTSOCK",
            Self::NotSupported => "EOPNOTSUPP",
            Self::TooManyOpen => "EMFILE",
            Self::WouldBlock => "EAGAIN",
        }
    }
}

impl fmt::Display for Errno {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for Errno {}
