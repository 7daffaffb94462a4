//! What a process asks of the run's files, and what it is answered.
//!
//! A process sees files as one of POSIX does: by paths and by descriptors of its own, which stand for open
//! descriptions that it may share with others. Where POSIX leaves a choice, files are as on Linux. Paths and
//! names are bytes, as a program gives them.
//!
//! A call fails by [`Reply::Failed`](crate::syscall::Reply::Failed) and then has changed nothing. Beside what its
//! documentation names, a call with a descriptor fails with [`BadObject`](crate::syscall::Errno::BadObject)
//! if there is no such descriptor, and one with a path with
//! [`NoEntry`](crate::syscall::Errno::NoEntry), [`NotDirectory`](crate::syscall::Errno::NotDirectory),
//! [`Access`](crate::syscall::Errno::Access), [`Loop`](crate::syscall::Errno::Loop),
//! [`NameTooLong`](crate::syscall::Errno::NameTooLong) and, for what is made,
//! [`NoSpace`](crate::syscall::Errno::NoSpace).

use std::fmt;

use serde::{Deserialize, Serialize};

/// The directory in which a program is, and in which the main process begins.
pub const HOME: &str = "/home/user";

/// Where the main module is.
pub const MAIN_PATH: &str = "/home/user/main.py";

/// The number by which a process knows an open description. Each process begins with
/// [`STDIN`](Self::STDIN), [`STDOUT`](Self::STDOUT) and [`STDERR`](Self::STDERR) alone, or with a share of all
/// that the process has of which it is a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(transparent)]
pub struct Fd(pub u32);

impl Fd {
    /// Standard input.
    pub const STDIN: Self = Self(0);
    /// Standard output.
    pub const STDOUT: Self = Self(1);
    /// Standard error output.
    pub const STDERR: Self = Self(2);
}

impl fmt::Display for Fd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A file, directory, link, device or end of a stream, by the number of its inode; never reused within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Inode(pub u64);

impl fmt::Display for Inode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A time of the calendar: nanoseconds since the beginning of 1970.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct FileTime(pub u64);

/// A path and where it begins if it is relative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathAt {
    /// Where.
    pub start: Start,
    /// The path.
    #[serde(with = "serde_bytes")]
    pub path: Vec<u8>,
}

/// Where a relative path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// In the current directory of the process.
    Current,
    /// In the root: for a platform that takes the slash off absolute paths. No descriptor stands for it.
    Root,
    /// In a directory that is open.
    Directory(Fd),
}

/// What a call is about that takes a path as well as a descriptor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// What a path leads to.
    Path {
        /// The path.
        path: PathAt,
        /// Whether a symbolic link that is its last name is followed.
        follow: bool,
    },
    /// What is open.
    Descriptor(Fd),
    /// An inode that an earlier call told of. [`NoEntry`](crate::syscall::Errno::NoEntry) if it is gone.
    Inode(Inode),
}

/// How to open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of `open`")]
pub struct Open {
    /// To be read.
    pub read: bool,
    /// To be written.
    pub write: bool,
    /// Each write goes to the end of the file, wherever that is by then (`O_APPEND`).
    pub append: bool,
    /// Whether a file is made that is not there.
    pub creation: Creation,
    /// Whether to empty a regular file (`O_TRUNC`).
    pub truncate: bool,
    /// Whether it has to be a directory (`O_DIRECTORY`).
    pub directory: bool,
    /// Whether it must not be a symbolic link (`O_NOFOLLOW`).
    pub no_follow: bool,
    /// Whether a call that cannot go on at once fails instead of waiting (`O_NONBLOCK`).
    pub non_blocking: bool,
    /// The permission bits of a file that is made, before the process's mask.
    pub mode: u16,
}

/// Whether a file is made that is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Creation {
    /// It has to be there.
    #[default]
    Never,
    /// If it is not there (`O_CREAT`).
    IfMissing,
    /// It must not be there (`O_CREAT | O_EXCL`).
    Always,
}

/// Where to seek to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Seek {
    /// An offset from the beginning.
    Start(u64),
    /// From where the description stands.
    Current(i64),
    /// From the end of the file.
    End(i64),
}

/// What becomes of a time of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetTime {
    /// It stays.
    Keep,
    /// It is that of the call.
    Now,
    /// It is this.
    To(FileTime),
}

/// What kind of stream an end is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StreamKind {
    /// Bytes go from the second end to the first.
    Pipe,
    /// Bytes go both ways.
    Socket,
}

/// How a file is locked (`flock`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LockKind {
    /// Beside others that are shared.
    Shared,
    /// Alone.
    Exclusive,
}

/// An operation on files.
///
/// Where nothing is said of a reply, it is [`Reply::Done`](crate::syscall::Reply::Done).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileCall {
    /// Open what a path leads to. Reply: [`FileReply::Descriptor`], the lowest that is free; or
    /// [`Exists`](crate::syscall::Errno::Exists), [`IsDirectory`](crate::syscall::Errno::IsDirectory),
    /// [`Invalid`](crate::syscall::Errno::Invalid), [`TooManyOpen`](crate::syscall::Errno::TooManyOpen).
    Open {
        /// The path.
        path: PathAt,
        /// How.
        how: Open,
    },
    /// Give up a descriptor. With the last one of a description its lock goes, and its file if that has no name.
    Close(Fd),
    /// Read some bytes: at least one unless it is the end, and at most as many as asked for. Reply:
    /// [`FileReply::Bytes`], or [`FileReply::Device`] if the caller has to read itself. A stream in which there is
    /// nothing yet is waited for, or [`TryAgain`](crate::syscall::Errno::TryAgain).
    Read {
        /// A descriptor that is open for reading.
        fd: Fd,
        /// How many bytes at the most.
        length: u32,
        /// Where, without moving the description (`pread`); otherwise where the description stands.
        offset: Option<u64>,
    },
    /// Write bytes. Reply: [`FileReply::Written`], or [`FileReply::Device`] if the caller has to write itself. As much is
    /// written as there is room for in all, or [`NoSpace`](crate::syscall::Errno::NoSpace). A stream
    /// takes everything in the end, which is waited for; if the description does not wait, what there is room for, or
    /// [`TryAgain`](crate::syscall::Errno::TryAgain). Of a stream that nobody reads any more
    /// [`BrokenPipe`](crate::syscall::Errno::BrokenPipe), unless some was read before.
    Write {
        /// A descriptor that is open for writing.
        fd: Fd,
        /// What.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
        /// As for [`FileCall::Read`] (`pwrite`).
        offset: Option<u64>,
    },
    /// Move to another offset. Reply: [`FileReply::Offset`]; or [`Invalid`](crate::syscall::Errno::Invalid), and of a
    /// stream [`IllegalSeek`](crate::syscall::Errno::IllegalSeek).
    Seek {
        /// A descriptor.
        fd: Fd,
        /// Where to.
        to: Seek,
    },
    /// Set the size of a file that is open for writing (`ftruncate`).
    SetSize {
        /// A descriptor.
        fd: Fd,
        /// In bytes.
        size: u64,
    },
    /// Ask what is known about something. Reply: [`FileReply::Status`].
    Status(Target),
    /// Set the permission bits (`chmod`). Of a link itself [`NotSupported`](crate::syscall::Errno::NotSupported).
    SetMode {
        /// Of what.
        target: Target,
        /// The bits.
        mode: u16,
    },
    /// Set the times of access and of modification (`utimensat`).
    SetTimes {
        /// Of what.
        target: Target,
        /// When it was last read.
        accessed: SetTime,
        /// When its content last changed.
        modified: SetTime,
    },
    /// Set which permission bits what the process makes does not get (`umask`). Reply: [`FileReply::Mode`], the mask
    /// before.
    SetMask(u16),
    /// Make a directory. [`Exists`](crate::syscall::Errno::Exists).
    MakeDirectory {
        /// Its path.
        path: PathAt,
        /// Its permission bits, before the process's mask.
        mode: u16,
    },
    /// Remove an empty directory. [`NotEmpty`](crate::syscall::Errno::NotEmpty),
    /// [`Busy`](crate::syscall::Errno::Busy), [`Invalid`](crate::syscall::Errno::Invalid).
    RemoveDirectory(PathAt),
    /// Remove a name that is not that of a directory. [`IsDirectory`](crate::syscall::Errno::IsDirectory).
    Unlink(PathAt),
    /// Give what has one name another, in place of what had that. [`Busy`](crate::syscall::Errno::Busy),
    /// [`Invalid`](crate::syscall::Errno::Invalid), [`IsDirectory`](crate::syscall::Errno::IsDirectory),
    /// [`NotEmpty`](crate::syscall::Errno::NotEmpty).
    Rename {
        /// Its name before.
        from: PathAt,
        /// Its name afterwards.
        to: PathAt,
    },
    /// Give a file a further name. [`Exists`](crate::syscall::Errno::Exists),
    /// [`NotPermitted`](crate::syscall::Errno::NotPermitted).
    Link {
        /// A name that it has.
        from: PathAt,
        /// Whether a symbolic link that is the last name is followed.
        follow: bool,
        /// The further name.
        to: PathAt,
    },
    /// Make a symbolic link. [`Exists`](crate::syscall::Errno::Exists).
    Symlink {
        /// Where it leads, whatever is there.
        #[serde(with = "serde_bytes")]
        target: Vec<u8>,
        /// Its path.
        path: PathAt,
    },
    /// Ask where a symbolic link leads. Reply: [`FileReply::Bytes`], or
    /// [`Invalid`](crate::syscall::Errno::Invalid).
    ReadLink(PathAt),
    /// List an open directory. Reply: [`FileReply::Entries`], none at the end.
    ReadDirectory {
        /// A descriptor that is open for reading.
        fd: Fd,
        /// 0, or what [`Entry::next`] of an earlier one says.
        from: u64,
        /// How many entries at the most.
        most: u32,
    },
    /// Make what a path leads to the current directory.
    ChangeDirectory(PathAt),
    /// Make an open directory the current one (`fchdir`).
    ChangeDirectoryTo(Fd),
    /// Ask for the path of the current directory. Reply: [`FileReply::Bytes`].
    CurrentDirectory,
    /// Make a further descriptor for the same description. Reply: [`FileReply::Descriptor`], the lowest that is free from
    /// `from` on; or [`TooManyOpen`](crate::syscall::Errno::TooManyOpen), [`Invalid`](crate::syscall::Errno::Invalid).
    Duplicate {
        /// A descriptor.
        fd: Fd,
        /// The lowest that will do.
        from: Fd,
    },
    /// Make `to` a descriptor for the same description as `fd`, in place of what it was (`dup2`).
    DuplicateTo {
        /// A descriptor.
        fd: Fd,
        /// The other.
        to: Fd,
    },
    /// As [`FileCall::DuplicateTo`], and then close `fd`.
    Renumber {
        /// A descriptor.
        fd: Fd,
        /// The other.
        to: Fd,
    },
    /// Ask what a description is open for (`F_GETFL`). Reply: [`FileReply::Flags`].
    Flags(Fd),
    /// Set whether writes go to the end, and whether calls wait (`F_SETFL`).
    SetFlags {
        /// A descriptor.
        fd: Fd,
        /// See [`Open::append`].
        append: bool,
        /// See [`Open::non_blocking`].
        non_blocking: bool,
    },
    /// Make a stream. Reply: [`FileReply::Ends`], of a pipe the one to read from first.
    Stream {
        /// Of which kind.
        kind: StreamKind,
        /// See [`Open::non_blocking`].
        non_blocking: bool,
    },
    /// End what comes in at this end of a socket, what goes out, or both. [`NotSocket`](crate::syscall::Errno::NotSocket),
    /// [`NotConnected`](crate::syscall::Errno::NotConnected).
    ShutDown {
        /// A descriptor.
        fd: Fd,
        /// What comes in.
        reading: bool,
        /// What goes out.
        writing: bool,
    },
    /// Ask what a descriptor is good for at the moment. Reply: [`FileReply::Readiness`].
    /// [`Watched::Input`](crate::syscall::Watched::Input) and [`Output`](crate::syscall::Watched::Output) wait for it.
    Readiness(Fd),
    /// Lock the file of a description, or change the lock that it has. If others are in the way, wait, or
    /// [`TryAgain`](crate::syscall::Errno::TryAgain).
    Lock {
        /// A descriptor.
        fd: Fd,
        /// How.
        kind: LockKind,
        /// Whether to wait (without `LOCK_NB`).
        wait: bool,
    },
    /// Give up the lock that a description has; none is no error.
    Unlock(Fd),
    /// Ask how much there may be and is (`statvfs`). Reply: [`FileReply::Space`].
    Space,
}

/// What the kernel answers to a [`FileCall`] that asks for something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileReply {
    /// A new descriptor.
    Descriptor(Fd),
    /// The two ends of a stream.
    Ends([Fd; 2]),
    /// What was asked for.
    Bytes(#[serde(with = "serde_bytes")] Vec<u8>),
    /// So many bytes were written.
    Written(u32),
    /// It is no file. The caller reads or writes itself, which the kernel has no part in: it goes on with
    /// [`Syscall::ReadLine`](crate::syscall::Syscall::ReadLine) or [`Notice::Output`](crate::syscall::Notice::Output)
    /// where it is the console. It stays so as long as the descriptor stands for what it does.
    Device(Device),
    /// Where a description stands.
    Offset(u64),
    /// What is known about something.
    Status(Status),
    /// Permission bits.
    Mode(u16),
    /// Names in a directory, in the order in which they were made, after `.` and `..`.
    Entries(Vec<Entry>),
    /// What a description is open for.
    Flags(Flags),
    /// What a descriptor is good for.
    Readiness(Readiness),
    /// How much there may be and is.
    Space(Space),
}

/// What takes more than memory to read and write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Device {
    /// Empty to read; takes anything.
    Null,
    /// Endless zeros; takes anything.
    Zero,
    /// Endless random bytes; takes anything.
    Random,
    /// The console's input. What is written to it is output.
    Input,
    /// The console's output. It is read as its input.
    Output,
    /// The console's error output. It is read as its input.
    Error,
}

/// What an inode is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileKind {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Its number.
    pub inode: Inode,
    /// What it is.
    pub kind: FileKind,
    /// The permission bits. All belongs to one user.
    pub mode: u16,
    /// How many names it has; of a directory, with `.` and the `..` in it.
    pub links: u32,
    /// How long it is; of a symbolic link, its target.
    pub size: u64,
    /// How many bytes it takes of those there may be; a hole takes none.
    pub stored: u64,
    /// When it was last read, as exactly as Linux keeps it unless told otherwise.
    pub accessed: FileTime,
    /// When its content last changed.
    pub modified: FileTime,
    /// When anything of it last changed.
    pub changed: FileTime,
}

/// A name in a directory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// What it is called.
    #[serde(with = "serde_bytes")]
    pub name: Vec<u8>,
    /// What it leads to.
    pub inode: Inode,
    /// What that is.
    pub kind: FileKind,
    /// Where to read on after it.
    pub next: u64,
}

/// What a description is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of `open`")]
pub struct Flags {
    /// To be read.
    pub read: bool,
    /// To be written.
    pub write: bool,
    /// See [`Open::append`].
    pub append: bool,
    /// See [`Open::non_blocking`].
    pub non_blocking: bool,
    /// What it stands for.
    pub kind: FileKind,
}

/// What a descriptor is good for at the moment. Files and devices that are no console never block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// A read would not block: there is something, or the end of all. Of the console's input: somebody typed a line
    /// that no process has read. What a process keeps of lines that it has read is its own business.
    pub readable: bool,
    /// A write of at most 4,096 bytes would not block: there is room, or nobody who reads.
    pub writable: bool,
    /// The other end of a stream is closed.
    pub hung_up: bool,
}

/// How much there may be in all files, and is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Space {
    /// How many bytes there may be.
    pub bytes: u64,
    /// How many of them are free.
    pub free_bytes: u64,
    /// How many names there may be.
    pub names: u64,
    /// How many of them are free.
    pub free_names: u64,
}

/// What a process did to the files.
///
/// Paths are absolute. Of what is no UTF-8 in them there are replacement characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileChange {
    /// The file is part of the program: it was there before the run began, and no process made it.
    Given {
        /// Which.
        file: Inode,
        /// Its name.
        path: String,
        /// How long it is.
        size: u64,
        /// What is in it, from its beginning, as far as the record has room.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// It made something.
    Created {
        /// What.
        file: Inode,
        /// As what.
        kind: FileKind,
        /// Its first name.
        path: String,
    },
    /// It gave a file a further name.
    Linked {
        /// Which.
        file: Inode,
        /// The further name.
        path: String,
    },
    /// It wrote to a file.
    Written {
        /// Which.
        file: Inode,
        /// From where on.
        offset: u64,
        /// How many bytes.
        length: u64,
        /// The first of them, as far as the record has room.
        #[serde(with = "serde_bytes")]
        bytes: Vec<u8>,
    },
    /// It set the size of a file.
    Resized {
        /// Which.
        file: Inode,
        /// To what.
        size: u64,
    },
    /// It gave something another name. What had that name was [removed](Self::Removed) before.
    Renamed {
        /// What.
        file: Inode,
        /// Its name before.
        from: String,
        /// Its name afterwards.
        to: String,
    },
    /// It removed a name. The file may have others, or be in use without one.
    Removed {
        /// What had the name.
        file: Inode,
        /// The name.
        path: String,
    },
}
