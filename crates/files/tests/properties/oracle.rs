//! The same operations here and on the file system of the machine, by an ordinary user: the same results,
//! the same errors, the same files in the end.
//!
//! Programs here may go up from where they begin. So they begin so deep in a folder of their own that no
//! path of theirs leads out of it.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fmt::Debug,
    fs,
    io::{Seek, SeekFrom},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::{
            ffi::{OsStrExt, OsStringExt},
            fs::{MetadataExt, PermissionsExt},
        },
    },
    path::{Path, PathBuf},
};

use proptest::prelude::*;
use rustix::fs::{AtFlags, Dir, FileType, FlockOperation, Mode, OFlags, Timespec, Timestamps, Uid};
use spawnpoint_files::{
    Access, Creation, DescriptionId, FileSystem, Ino, Kind, Links, LockKind, Locking, Open, ROOT,
    Stat, Timestamp, Transfer,
};
use tempfile::TempDir;

/// Who does it on the machine, if the tests are run by somebody who may do anything.
const NOBODY: u32 = 65_534;
const ROOT_USER: u32 = 0;

/// How deep programs begin.
const DEPTH: usize = 100;

/// How far up a path can lead: four names of its own, and two each of forty links.
const HIGHEST: usize = 84;

/// Times that are set are before this or after it; those that come of an operation are between.
const SET_BEFORE: u64 = 1_000_000_000_000_000;
const SET_AFTER: u64 = 7_000_000_000_000_000_000;
const NOW: u64 = 1_000_000_000_000_000_000;

/// The largest offset that C can say.
const LARGEST: u64 = (1 << 63) - 1;

const SLOTS: usize = 4;

#[derive(Clone, Debug)]
enum Op {
    Open(usize, Where, How),
    Close(usize),
    /// The first slot becomes what the second is.
    Dup(usize, usize),
    Append(usize, bool),
    /// Never nothing: whether that counts as reading depends on the file system.
    Read(usize, usize),
    Write(usize, usize),
    ReadAt(usize, usize, u64),
    WriteAt(usize, usize, u64),
    Seek(usize, SeekFrom),
    SetSize(usize, u64),
    Stat(Where, bool),
    List(usize),
    ReadLink(Where),
    MakeDirectory(Where, u16),
    RemoveDirectory(Where),
    Unlink(Where),
    Link(Where, bool, Where),
    Symlink(Name, Where),
    Rename(Where, Where),
    Chmod(Where, u16),
    SetTimes(Where, bool, Set, Set),
    Lock(usize, Option<LockKind>),
}

impl Op {
    /// Whether it is about the largest offset.
    fn is_far(&self) -> bool {
        matches!(
            self,
            Self::ReadAt(.., LARGEST)
                | Self::WriteAt(.., LARGEST)
                | Self::Seek(_, SeekFrom::Start(LARGEST))
        )
    }
}

/// A path, and the slot of the directory that it begins at, or else the one where all begin.
#[derive(Clone, Debug)]
struct Where {
    at: Option<usize>,
    name: Name,
}

/// A path, or what is added to that of the directory where all begin.
#[derive(Clone, Debug)]
struct Name {
    absolute: bool,
    text: String,
}

#[derive(Clone, Debug)]
struct How {
    access: Access,
    creation: Creation,
    truncate: bool,
    directory: bool,
    no_follow: bool,
    mode: u16,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Set {
    Keep,
    Now,
    To(u64),
}

fn text(most: usize) -> impl Strategy<Value = String> {
    let part = prop_oneof![
        20 => prop::sample::select(&["a", "b", "c", "d"][..]).prop_map(str::to_owned),
        2 => prop::sample::select(&[".", ".."][..]).prop_map(str::to_owned),
    ];
    let slashes = || prop::sample::select(&["/", "/", "/", "//"][..]);
    let end = prop_oneof![
        9 => Just(""),
        1 => prop::sample::select(&["/", "//", "/."][..]),
    ];
    let usual =
        (prop::collection::vec((part, slashes()), 1..=most), end).prop_map(|(parts, end)| {
            let mut text = String::new();
            for (part, slash) in parts {
                if !text.is_empty() {
                    text += slash;
                }
                text += &part;
            }
            text + end
        });
    let unusual = prop_oneof![
        Just(String::new()),
        Just("n".repeat(255)),
        Just("n".repeat(256)),
        Just("a/".to_owned() + &"n".repeat(256)),
        Just("./".repeat(2_047) + "a"),
        Just("./".repeat(2_047) + "aa"),
    ];
    prop_oneof![60 => usual, 1 => unusual]
}

fn name(most: usize) -> impl Strategy<Value = Name> {
    (prop::bool::weighted(0.1), text(most)).prop_map(|(absolute, text)| Name { absolute, text })
}

fn place() -> impl Strategy<Value = Where> {
    let most = prop_oneof![6 => Just(1), 3 => Just(2), 1 => Just(4)];
    let at = prop_oneof![4 => Just(None), 1 => (0..SLOTS).prop_map(Some)];
    (at, most.prop_flat_map(name)).prop_map(|(at, name)| Where { at, name })
}

fn how() -> impl Strategy<Value = How> {
    let access = prop_oneof![
        3 => Just((true, false)),
        1 => Just((false, true)),
        3 => Just((true, true)),
    ];
    let access = (access, prop::bool::weighted(0.2)).prop_map(|((read, write), append)| Access {
        read,
        write,
        append,
    });
    let creation = prop_oneof![
        3 => Just(Creation::Never),
        4 => Just(Creation::IfMissing),
        1 => Just(Creation::Always),
    ];
    let rare = || prop::bool::weighted(0.15);
    let mode = prop_oneof![6 => Just(0o644), 1 => mode()];
    (access, creation, rare(), rare(), rare(), mode).prop_map(
        |(access, creation, truncate, directory, no_follow, mode)| How {
            access,
            creation,
            truncate,
            // Linux has refused to make a directory by opening it only since 6.4.
            directory: directory && creation == Creation::Never,
            no_follow,
            mode,
        },
    )
}

/// Nothing for anybody else, whatever the mask of the tests' process.
fn mode() -> impl Strategy<Value = u16> {
    prop::sample::select(&[0o700, 0o700, 0o600, 0o500, 0o400, 0o300, 0o000][..])
}

fn set() -> impl Strategy<Value = Set> {
    prop_oneof![
        Just(Set::Keep),
        Just(Set::Now),
        (1..5_u64).prop_map(|seconds| Set::To(seconds * 1_000_000_000 + 5)),
        (1..5_u64).prop_map(|seconds| Set::To(SET_AFTER + seconds)),
    ]
}

/// What makes something, so that there is something.
fn beginning() -> impl Strategy<Value = Op> {
    let slot = 0..SLOTS;
    let how = Just(How {
        access: Access {
            read: true,
            write: true,
            append: false,
        },
        creation: Creation::IfMissing,
        truncate: false,
        directory: false,
        no_follow: false,
        mode: 0o644,
    });
    prop_oneof![
        4 => (slot, place(), how).prop_map(|(slot, place, how)| Op::Open(slot, place, how)),
        4 => place().prop_map(|place| Op::MakeDirectory(place, 0o755)),
        2 => (name(2), place()).prop_map(|(target, place)| Op::Symlink(target, place)),
    ]
}

fn ops() -> impl Strategy<Value = Vec<Op>> {
    let beginning = prop::collection::vec(beginning(), 0..12);
    let rest = prop::collection::vec(op(), 1..50);
    (beginning, rest).prop_map(|(mut ops, rest)| {
        ops.extend(rest);
        ops
    })
}

fn op() -> impl Strategy<Value = Op> {
    let slot = || 0..SLOTS;
    let length = || prop::sample::select(&[0, 1, 5, 4_096, 5_000][..]);
    let offset = || {
        let usual = prop::sample::select(&[0, 1, 4_095, 4_096, 9_000, 70_000][..]);
        prop_oneof![20 => usual, 1 => Just(1 << 63), 1 => Just(LARGEST)]
    };
    let by = || prop::sample::select(&[-5_000_i64, -4_096, -1, 0, 1, 4_096][..]);
    let seek = prop_oneof![
        offset().prop_map(SeekFrom::Start),
        by().prop_map(SeekFrom::Current),
        by().prop_map(SeekFrom::End),
    ];
    let size = prop::sample::select(&[0, 1, 4_095, 4_096, 4_097, 20_000, 1 << 63][..]);
    let kind = prop_oneof![
        Just(None),
        Just(Some(LockKind::Shared)),
        Just(Some(LockKind::Exclusive))
    ];
    prop_oneof![
        16 => (slot(), place(), how()).prop_map(|(slot, place, how)| Op::Open(slot, place, how)),
        3 => slot().prop_map(Op::Close),
        2 => (slot(), slot()).prop_map(|(a, b)| Op::Dup(a, b)),
        1 => (slot(), any::<bool>()).prop_map(|(slot, append)| Op::Append(slot, append)),
        5 => (slot(), length()).prop_map(|(slot, length)| Op::Read(slot, length.max(1))),
        8 => (slot(), length()).prop_map(|(slot, length)| Op::Write(slot, length)),
        3 => (slot(), length(), offset()).prop_map(|(s, n, at)| Op::ReadAt(s, n.max(1), at)),
        3 => (slot(), length(), offset()).prop_map(|(s, n, at)| Op::WriteAt(s, n, at)),
        4 => (slot(), seek).prop_map(|(slot, to)| Op::Seek(slot, to)),
        3 => (slot(), size).prop_map(|(slot, size)| Op::SetSize(slot, size)),
        4 => (place(), any::<bool>()).prop_map(|(place, follow)| Op::Stat(place, follow)),
        3 => slot().prop_map(Op::List),
        2 => place().prop_map(Op::ReadLink),
        10 => (place(), prop_oneof![6 => Just(0o755), 1 => mode()])
            .prop_map(|(place, mode)| Op::MakeDirectory(place, mode)),
        4 => place().prop_map(Op::RemoveDirectory),
        5 => place().prop_map(Op::Unlink),
        5 => (place(), any::<bool>(), place()).prop_map(|(a, follow, b)| Op::Link(a, follow, b)),
        6 => (name(2), place()).prop_map(|(target, place)| Op::Symlink(target, place)),
        12 => (place(), place()).prop_map(|(a, b)| Op::Rename(a, b)),
        3 => (place(), mode()).prop_map(|(place, mode)| Op::Chmod(place, mode)),
        4 => (place(), any::<bool>(), set(), set())
            .prop_map(|(place, follow, a, b)| Op::SetTimes(place, follow, a, b)),
        6 => (slot(), kind).prop_map(|(slot, kind)| Op::Lock(slot, kind)),
    ]
}

/// What an operation results in, in a form that both sides have.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    Done,
    Number(u64),
    Bytes(Vec<u8>),
    Seen(Seen),
    Names(Vec<(Vec<u8>, char)>),
    Failed(String),
}

/// What both sides know about a file.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    kind: char,
    mode: u16,
    links: Option<u64>,
    size: Option<u64>,
    accessed: Option<Time>,
    modified: Time,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Time {
    Set(u64),
    Now,
}

impl Time {
    fn of(nanoseconds: u64) -> Self {
        if (SET_BEFORE..SET_AFTER).contains(&nanoseconds) {
            Self::Now
        } else {
            Self::Set(nanoseconds)
        }
    }
}

fn letter(kind: Kind) -> char {
    match kind {
        Kind::File => 'f',
        Kind::Directory => 'd',
        Kind::Symlink => 'l',
        Kind::Device(_) => 'c',
        Kind::Stream(_) => 's',
    }
}

fn letter_of(kind: FileType) -> char {
    match kind {
        FileType::RegularFile => 'f',
        FileType::Directory => 'd',
        FileType::Symlink => 'l',
        _ => '?',
    }
}

/// Makes what the file system of the machine does not keep the same on both sides.
struct Kept {
    accessed: bool,
    /// Whether files can be as large as C can say.
    largest: bool,
    links_of_directories: bool,
}

impl Kept {
    fn seen(&self, seen: Seen) -> Seen {
        let of_directory = seen.kind == 'd';
        Seen {
            links: (seen.links).filter(|_| !of_directory || self.links_of_directories),
            size: seen.size.filter(|_| !of_directory),
            // Here a link that is followed is not read.
            accessed: (seen.accessed).filter(|_| self.accessed && seen.kind != 'l'),
            ..seen
        }
    }
}

fn seen_here(stat: &Stat) -> Seen {
    Seen {
        kind: letter(stat.kind),
        mode: stat.mode & 0o700,
        links: Some(stat.links.into()),
        size: Some(stat.size),
        accessed: Some(Time::of(stat.accessed.0)),
        modified: Time::of(stat.modified.0),
    }
}

/// A number of whatever type the platform gives it.
fn number(number: impl TryInto<u64>) -> u64 {
    (number.try_into().ok()).expect("a number that is not negative")
}

fn nanoseconds(seconds: impl TryInto<u64>, nanoseconds: impl TryInto<u64>) -> u64 {
    number(seconds) * 1_000_000_000 + number(nanoseconds)
}

fn seen_there(stat: &rustix::fs::Stat) -> Seen {
    Seen {
        kind: letter_of(FileType::from_raw_mode(stat.st_mode)),
        mode: u16::try_from(stat.st_mode & 0o700).expect("nine bits"),
        links: Some(number(stat.st_nlink)),
        size: Some(number(stat.st_size)),
        accessed: Some(Time::of(nanoseconds(stat.st_atime, stat.st_atime_nsec))),
        modified: Time::of(nanoseconds(stat.st_mtime, stat.st_mtime_nsec)),
    }
}

fn name_of(errno: rustix::io::Errno) -> String {
    use rustix::io::Errno;
    let name = match errno {
        Errno::ACCESS => "EACCES",
        Errno::AGAIN => "EAGAIN",
        Errno::BADF => "EBADF",
        Errno::BUSY => "EBUSY",
        Errno::EXIST => "EEXIST",
        Errno::FBIG => "EFBIG",
        Errno::INVAL => "EINVAL",
        Errno::ISDIR => "EISDIR",
        Errno::LOOP => "ELOOP",
        Errno::NAMETOOLONG => "ENAMETOOLONG",
        Errno::NOENT => "ENOENT",
        Errno::NOTDIR => "ENOTDIR",
        Errno::NOTEMPTY => "ENOTEMPTY",
        Errno::PERM => "EPERM",
        other => return format!("{other:?}"),
    };
    name.to_owned()
}

fn here<T>(result: Result<T, spawnpoint_files::Errno>, answer: impl FnOnce(T) -> Answer) -> Answer {
    result.map_or_else(|errno| Answer::Failed(errno.name().to_owned()), answer)
}

fn there<T>(result: rustix::io::Result<T>, answer: impl FnOnce(T) -> Answer) -> Answer {
    result.map_or_else(|errno| Answer::Failed(name_of(errno)), answer)
}

fn done<T>(_: T) -> Answer {
    Answer::Done
}

fn count(transfer: Transfer) -> u64 {
    match transfer {
        Transfer::Done(count) => count as u64,
        Transfer::Device(device) => panic!("nobody opened {device:?}"),
    }
}

/// A folder of the machine for one test, and who works in it.
struct Machine {
    folder: TempDir,
    kept: Kept,
    by_root: bool,
}

impl Machine {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir());
        let folder = folder.expect("a folder");
        let file = folder.path().join("file");
        let times = |accessed| Timestamps {
            last_access: timespec(accessed),
            last_modification: timespec(1),
        };
        let moves = |accessed| {
            fs::write(&file, "x").expect("a file");
            let open = fs::File::open(&file).expect("a file");
            rustix::fs::futimens(&open, &times(accessed)).expect("times");
            fs::read(&file).expect("a file");
            let now = fs::metadata(&file).expect("a file");
            nanoseconds(now.atime(), now.atime_nsec()) != accessed
        };
        let kept = Kept {
            accessed: moves(5) && !moves(SET_AFTER + 5),
            largest: fs::File::open(&file)
                .and_then(|mut file| file.seek(SeekFrom::Start(LARGEST)))
                .is_ok(),
            links_of_directories: fs::metadata(folder.path()).expect("a folder").nlink() == 2,
        };
        fs::remove_file(&file).expect("a file");
        // Whoever made the folder owns it.
        let by_root = fs::metadata(folder.path()).expect("a folder").uid() == ROOT_USER;
        if by_root {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), None).expect("by root");
            become_user(NOBODY);
        }
        Self {
            folder,
            kept,
            by_root,
        }
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        if self.by_root {
            become_user(ROOT_USER);
        }
    }
}

/// From now on this thread acts as another user.
fn become_user(uid: u32) {
    let uid = Uid::from_raw(uid);
    rustix::thread::set_thread_res_uid(None::<Uid>, uid, None::<Uid>).expect("by root");
}

fn timespec(nanoseconds: u64) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(nanoseconds / 1_000_000_000).expect("a time"),
        tv_nsec: (nanoseconds % 1_000_000_000).cast_signed(),
    }
}

/// Both sides.
struct World<'a> {
    machine: &'a Machine,
    files: FileSystem,
    /// Where all begin.
    base: Ino,
    base_there: OwnedFd,
    path: PathBuf,
    /// The folder of the machine for this world.
    top: PathBuf,
    slots: [Option<(DescriptionId, OwnedFd)>; SLOTS],
    /// When what was open had changed last, on both sides.
    changed: BTreeMap<Ino, [u64; 2]>,
    steps: u64,
}

impl<'a> World<'a> {
    fn new(machine: &'a Machine) -> Self {
        let top = machine.folder.path().join("top");
        let mut files = FileSystem::new(crate::LIMITS, Timestamp(NOW));
        let below = top.join("x");
        files
            .write_file(below.as_os_str().as_bytes(), b"", Timestamp(NOW))
            .expect("a file");
        let base = files.lookup(ROOT, top.as_os_str().as_bytes(), Links::Follow);
        let mut base = base.expect("a folder");
        files.unlink(base, b"x", Timestamp(NOW)).expect("a file");
        fs::create_dir(&top).expect("a folder");
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let base_there = rustix::fs::open(&top, flags, Mode::empty());
        let mut base_there = base_there.expect("a folder");
        let mut path = top.clone();
        for _ in 0..DEPTH {
            path.push("p");
            base = files
                .mkdir(base, b"p", 0o755, Timestamp(NOW))
                .expect("a folder");
            rustix::fs::mkdirat(&base_there, "p", Mode::from(0o755)).expect("a folder");
            let next = rustix::fs::openat(&base_there, "p", flags, Mode::empty());
            base_there = next.expect("a folder");
        }
        let how = Open {
            access: Access {
                read: true,
                ..Access::default()
            },
            ..Open::default()
        };
        // It may be removed.
        let held = files.open(base, b".", &how, Timestamp(NOW));
        held.expect("a folder");
        Self {
            machine,
            files,
            base,
            base_there,
            path,
            top,
            slots: [const { None }; SLOTS],
            changed: BTreeMap::new(),
            steps: 0,
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp(NOW + self.steps)
    }

    fn text(&self, name: &Name) -> Vec<u8> {
        let mut text = Vec::new();
        if name.absolute {
            text.extend(self.path.as_os_str().as_bytes());
            text.push(b'/');
        }
        text.extend(name.text.as_bytes());
        text
    }

    fn at(&self, place: &Where) -> (Ino, BorrowedFd<'_>) {
        if let Some(slot) = place.at
            && let Some((id, fd)) = &self.slots[slot]
        {
            let ino = self.files.inode_of(*id).expect("an open one");
            if self.is_deep(ino) {
                return (ino, fd.as_fd());
            }
        }
        (self.base, self.base_there.as_fd())
    }

    /// Whether no path that begins here leads out of the folder.
    fn is_deep(&self, mut ino: Ino) -> bool {
        let mut below = 0;
        loop {
            if let Ok(path) = self.files.path_of(ino) {
                let of_top = self.top.as_os_str().as_bytes();
                let Some(rest) = path.strip_prefix(of_top) else {
                    return false;
                };
                let depth = rest.split(|&byte| byte == b'/').count() - 1;
                return below + depth > HIGHEST;
            }
            // It is removed or no directory, or what is above it is not to be seen.
            let Ok(parent) = self.files.lookup(ino, b"..", Links::Keep) else {
                return true;
            };
            ino = parent;
            below += 1;
        }
    }

    /// Does it on both sides.
    fn apply(&mut self, op: &Op) -> (Answer, Answer) {
        self.steps += 1;
        if op.is_far() && !self.machine.kept.largest {
            return (Answer::Done, Answer::Done);
        }
        self.apply_to_slot(op)
    }

    fn apply_to_slot(&mut self, op: &Op) -> (Answer, Answer) {
        let now = self.now();
        match op {
            Op::Open(slot, place, how) => self.open(*slot, place, how),
            Op::Close(slot) => self.close(*slot),
            Op::Dup(to, from) => self.dup(*to, *from),
            Op::Append(slot, append) => self.with_slot(*slot, |files, id, fd| {
                let flags = rustix::fs::fcntl_getfl(fd).expect("flags");
                let flags = if *append {
                    flags | OFlags::APPEND
                } else {
                    flags - OFlags::APPEND
                };
                (
                    here(files.set_append(id, *append), done),
                    there(rustix::fs::fcntl_setfl(fd, flags), done),
                )
            }),
            Op::Read(..) | Op::ReadAt(..) | Op::Write(..) | Op::WriteAt(..) => self.transfer(op),
            Op::Seek(slot, to) => self.with_slot(*slot, |files, id, fd| {
                let ino = files.inode_of(id).expect("an open one");
                if files.stat(ino).expect("an open one").kind == Kind::Directory {
                    // Directories are read by places.
                    return (Answer::Done, Answer::Done);
                }
                let there_to = match *to {
                    SeekFrom::Start(at) => rustix::fs::SeekFrom::Start(at),
                    SeekFrom::Current(by) => rustix::fs::SeekFrom::Current(by),
                    SeekFrom::End(by) => rustix::fs::SeekFrom::End(by),
                };
                (
                    here(files.seek(id, *to), Answer::Number),
                    there(rustix::fs::seek(fd, there_to), Answer::Number),
                )
            }),
            Op::SetSize(slot, size) => self.with_slot(*slot, |files, id, fd| {
                (
                    here(files.set_size(id, *size, now), done),
                    there(rustix::fs::ftruncate(fd, *size), done),
                )
            }),
            Op::List(slot) => self.with_slot(*slot, |files, id, fd| {
                let is_open_for_this = files.access_of(id).expect("an open one").read;
                let ours = list_here(files, id, now);
                (ours, list_there(fd, is_open_for_this))
            }),
            Op::Lock(slot, kind) => self.with_slot(*slot, |files, id, fd| {
                let wanted = match kind {
                    None => FlockOperation::NonBlockingUnlock,
                    Some(LockKind::Shared) => FlockOperation::NonBlockingLockShared,
                    Some(LockKind::Exclusive) => FlockOperation::NonBlockingLockExclusive,
                };
                let ours = match kind {
                    None => files.unlock(id).map(|()| Locking::Locked),
                    Some(kind) => files.lock(id, *kind, None),
                };
                let ours = here(ours, |locking| match locking {
                    Locking::Locked => Answer::Done,
                    Locking::Held(_) => Answer::Failed("EAGAIN".to_owned()),
                });
                (ours, there(rustix::fs::flock(fd, wanted), done))
            }),
            Op::Stat(..)
            | Op::ReadLink(_)
            | Op::MakeDirectory(..)
            | Op::RemoveDirectory(_)
            | Op::Unlink(_)
            | Op::Link(..)
            | Op::Symlink(..)
            | Op::Rename(..)
            | Op::Chmod(..)
            | Op::SetTimes(..) => self.apply_to_path(op),
        }
    }

    fn transfer(&mut self, op: &Op) -> (Answer, Answer) {
        let now = self.now();
        let bytes = |length: usize| vec![u8::try_from(self.steps % 251).expect("a byte"); length];
        match op {
            Op::Read(slot, length) => self.with_slot(*slot, |files, id, fd| {
                let mut buffers = [vec![0xAA; *length], vec![0xAA; *length]];
                let [ours, theirs] = &mut buffers;
                let ours = here(files.read(id, ours, now).map(count), Answer::Number);
                let theirs = there(rustix::io::read(fd, theirs), |n| Answer::Number(n as u64));
                assert_eq!(buffers[0], buffers[1], "of {op:?}");
                (ours, theirs)
            }),
            Op::ReadAt(slot, length, at) => self.with_slot(*slot, |files, id, fd| {
                let mut buffers = [vec![0xAA; *length], vec![0xAA; *length]];
                let [ours, theirs] = &mut buffers;
                let ours = here(files.pread(id, ours, *at, now).map(count), Answer::Number);
                let theirs = rustix::io::pread(fd, theirs, *at);
                let theirs = there(theirs, |n| Answer::Number(n as u64));
                assert_eq!(buffers[0], buffers[1], "of {op:?}");
                (ours, theirs)
            }),
            Op::Write(slot, length) => {
                let bytes = bytes(*length);
                self.with_slot(*slot, |files, id, fd| {
                    (
                        here(files.write(id, &bytes, now).map(count), Answer::Number),
                        there(rustix::io::write(fd, &bytes), |n| Answer::Number(n as u64)),
                    )
                })
            }
            Op::WriteAt(slot, length, at) => {
                let bytes = bytes(*length);
                self.with_slot(*slot, |files, id, fd| {
                    let ours = files.pwrite(id, &bytes, *at, now).map(count);
                    let theirs = rustix::io::pwrite(fd, &bytes, *at);
                    (
                        here(ours, Answer::Number),
                        there(theirs, |n| Answer::Number(n as u64)),
                    )
                })
            }
            other => panic!("{other:?} moves no bytes"),
        }
    }

    fn apply_to_path(&mut self, op: &Op) -> (Answer, Answer) {
        let now = self.now();
        match op {
            Op::Stat(place, follow) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let ours = self.files.lookup(at, &path, links(*follow));
                let ours = ours.and_then(|ino| self.files.stat(ino));
                let theirs = rustix::fs::statat(fd, path, flags(*follow));
                let kept = &self.machine.kept;
                (
                    here(ours, |stat| Answer::Seen(kept.seen(seen_here(&stat)))),
                    there(theirs, |stat| Answer::Seen(kept.seen(seen_there(&stat)))),
                )
            }
            Op::ReadLink(place) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let ours = self.files.lookup(at, &path, Links::Keep);
                let ours = ours.and_then(|ino| self.files.readlink(ino));
                let theirs = rustix::fs::readlinkat(fd, path, Vec::new());
                (
                    here(ours, |target| Answer::Bytes(target.to_owned())),
                    there(theirs, |target| Answer::Bytes(target.into_bytes())),
                )
            }
            Op::MakeDirectory(place, mode) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let theirs = rustix::fs::mkdirat(fd, &path, Mode::from(u32::from(*mode)));
                let ours = self.files.mkdir(at, &path, *mode, now);
                (here(ours, done), there(theirs, done))
            }
            Op::RemoveDirectory(place) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let theirs = rustix::fs::unlinkat(fd, &path, AtFlags::REMOVEDIR);
                (
                    here(self.files.rmdir(at, &path, now), done),
                    there(theirs, done),
                )
            }
            Op::Unlink(place) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let theirs = rustix::fs::unlinkat(fd, &path, AtFlags::empty());
                (
                    here(self.files.unlink(at, &path, now), done),
                    there(theirs, done),
                )
            }
            Op::Link(from, follow, to) => {
                let (old, new) = (self.text(&from.name), self.text(&to.name));
                let (old_at, old_fd) = self.at(from);
                let (new_at, new_fd) = self.at(to);
                let flags = if *follow {
                    AtFlags::SYMLINK_FOLLOW
                } else {
                    AtFlags::empty()
                };
                let theirs = rustix::fs::linkat(old_fd, &old, new_fd, &new, flags);
                let ours = (self.files).link((old_at, &old), links(*follow), (new_at, &new), now);
                (here(ours, done), there(theirs, done))
            }
            Op::Symlink(target, place) => {
                let (target, path) = (self.text(target), self.text(&place.name));
                let (at, fd) = self.at(place);
                let theirs = rustix::fs::symlinkat(&target, fd, &path);
                let ours = self.files.symlink(&target, at, &path, now);
                (here(ours, done), there(theirs, done))
            }
            Op::Rename(from, to) => {
                let (old, new) = (self.text(&from.name), self.text(&to.name));
                let (old_at, old_fd) = self.at(from);
                let (new_at, new_fd) = self.at(to);
                let theirs = rustix::fs::renameat(old_fd, &old, new_fd, &new);
                let ours = self.files.rename((old_at, &old), (new_at, &new), now);
                (here(ours, done), there(theirs, done))
            }
            Op::Chmod(place, mode) => {
                let path = self.text(&place.name);
                let (at, fd) = self.at(place);
                let theirs = Mode::from(u32::from(*mode));
                let theirs = rustix::fs::chmodat(fd, &path, theirs, AtFlags::empty());
                let ours = self.files.lookup(at, &path, Links::Follow);
                let ours = ours.and_then(|ino| self.files.chmod(ino, *mode, now));
                (here(ours, done), there(theirs, done))
            }
            Op::SetTimes(place, follow, accessed, modified) => {
                self.set_times(place, *follow, *accessed, *modified)
            }
            other => panic!("{other:?} is about a slot"),
        }
    }

    fn set_times(
        &mut self,
        place: &Where,
        follow: bool,
        accessed: Set,
        modified: Set,
    ) -> (Answer, Answer) {
        if (accessed, modified) == (Set::Keep, Set::Keep) {
            // Linux does not even look whether the file is there.
            return (Answer::Done, Answer::Done);
        }
        let now = self.now();
        let ours = |set| match set {
            Set::Keep => None,
            Set::Now => Some(now),
            Set::To(time) => Some(Timestamp(time)),
        };
        let theirs = |set| match set {
            Set::Keep => Timespec {
                tv_sec: 0,
                tv_nsec: rustix::fs::UTIME_OMIT,
            },
            Set::Now => Timespec {
                tv_sec: 0,
                tv_nsec: rustix::fs::UTIME_NOW,
            },
            Set::To(time) => timespec(time),
        };
        let path = self.text(&place.name);
        let (at, fd) = self.at(place);
        let times = Timestamps {
            last_access: theirs(accessed),
            last_modification: theirs(modified),
        };
        let theirs = rustix::fs::utimensat(fd, &path, &times, flags(follow));
        let ino = self.files.lookup(at, &path, links(follow));
        let (accessed, modified) = (ours(accessed), ours(modified));
        let ours = ino.and_then(|ino| self.files.set_times(ino, accessed, modified, now));
        (here(ours, done), there(theirs, done))
    }

    fn open(&mut self, slot: usize, place: &Where, how: &How) -> (Answer, Answer) {
        let now = self.now();
        let path = self.text(&place.name);
        let (at, fd) = self.at(place);
        let Access {
            read,
            write,
            append,
        } = how.access;
        let mut flags = match (read, write) {
            (true, true) => OFlags::RDWR,
            (false, true) => OFlags::WRONLY,
            _ => OFlags::RDONLY,
        };
        flags |= OFlags::CLOEXEC;
        flags.set(OFlags::APPEND, append);
        flags.set(OFlags::CREATE, how.creation != Creation::Never);
        flags.set(OFlags::EXCL, how.creation == Creation::Always);
        flags.set(OFlags::TRUNC, how.truncate);
        flags.set(OFlags::DIRECTORY, how.directory);
        flags.set(OFlags::NOFOLLOW, how.no_follow);
        let theirs = rustix::fs::openat(fd, &path, flags, Mode::from(u32::from(how.mode)));
        let how = Open {
            access: how.access,
            creation: how.creation,
            truncate: how.truncate,
            directory: how.directory,
            no_follow: how.no_follow,
            mode: how.mode,
        };
        let ours = self.files.open(at, &path, &how, now);
        let theirs_done = theirs.as_ref().map_err(|errno| *errno);
        let answers = (here(ours, done), there(theirs_done, done));
        if let (Ok(id), Ok(fd)) = (ours, theirs) {
            self.close(slot);
            self.slots[slot] = Some((id, fd));
        }
        answers
    }

    fn close(&mut self, slot: usize) -> (Answer, Answer) {
        let Some((id, fd)) = self.slots[slot].take() else {
            return (Answer::Done, Answer::Done);
        };
        drop(fd);
        (here(self.files.close(id), done), Answer::Done)
    }

    fn dup(&mut self, to: usize, from: usize) -> (Answer, Answer) {
        let Some((id, fd)) = &self.slots[from] else {
            return (Answer::Done, Answer::Done);
        };
        let (id, fd) = (*id, rustix::io::dup(fd).expect("a descriptor"));
        let shared = self.files.share(id);
        self.close(to);
        self.slots[to] = Some((id, fd));
        (here(shared, done), Answer::Done)
    }

    fn with_slot(
        &mut self,
        slot: usize,
        act: impl FnOnce(&mut FileSystem, DescriptionId, BorrowedFd<'_>) -> (Answer, Answer),
    ) -> (Answer, Answer) {
        match &self.slots[slot] {
            Some((id, fd)) => act(&mut self.files, *id, fd.as_fd()),
            None => (Answer::Done, Answer::Done),
        }
    }

    /// What is open is the same on both sides.
    fn check_slots(&mut self) {
        for (id, fd) in self.slots.iter().flatten() {
            let ino = self.files.inode_of(*id).expect("an open one");
            let ours = self.files.stat(ino).expect("an open one");
            let theirs = rustix::fs::fstat(fd).expect("an open one");
            let kept = &self.machine.kept;
            let changed = [
                ours.changed.0,
                nanoseconds(theirs.st_ctime, theirs.st_ctime_nsec),
            ];
            let before = self.changed.insert(ino, changed).unwrap_or(changed);
            let [here, there] = [0, 1].map(|side| changed[side] != before[side]);
            // The machine's clock may stand still from one operation to the next.
            assert!(here || !there, "{ino} changed only there");
            let (ours, theirs) = (seen_here(&ours), seen_there(&theirs));
            assert_eq!(kept.seen(ours), kept.seen(theirs), "of {ino}");
            if ours.kind == 'f' {
                let ours = self.files.seek(*id, SeekFrom::Current(0));
                let theirs = rustix::fs::seek(fd, rustix::fs::SeekFrom::Current(0));
                assert_eq!(ours.ok(), theirs.ok(), "the offset in {ino}");
            }
        }
    }

    /// All files are the same on both sides.
    fn check_tree(&self) {
        let top = self.top.as_os_str().as_bytes();
        let top = self
            .files
            .lookup(ROOT, top, Links::Follow)
            .expect("the top");
        let ours: Vec<_> = self
            .files
            .tree(top)
            .map(|listed| {
                let ino = listed.stat.ino;
                let content = match listed.stat.kind {
                    Kind::File => self.files.contents(ino).expect("a file"),
                    Kind::Symlink => self.files.readlink(ino).expect("a link").to_owned(),
                    Kind::Directory | Kind::Device(_) | Kind::Stream(_) => Vec::new(),
                };
                let seen = self.machine.kept.seen(seen_here(&listed.stat));
                (listed.path, seen, content, ino.0)
            })
            .collect();
        let mut theirs = Vec::new();
        self.tree_there(&self.top, &mut theirs);
        // A file may have several names, so only now may it change.
        for (path, seen, content, _) in &mut theirs {
            let path = Path::new(OsStr::from_bytes(path));
            *content = match seen.kind {
                'f' => {
                    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("own");
                    fs::read(path).expect("a file")
                }
                'l' => (fs::read_link(path).expect("a link").into_os_string()).into_vec(),
                _ => Vec::new(),
            };
        }
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let path = String::from_utf8_lossy(&ours.0);
            assert_eq!(path, String::from_utf8_lossy(&theirs.0));
            assert_eq!(ours.1, theirs.1, "of {path}");
            assert!(ours.2 == theirs.2, "the contents of {path}");
        }
        assert_eq!(ours.len(), theirs.len());
        // Names of one file here are names of one file there.
        for (one, one_there) in ours.iter().zip(&theirs) {
            for (other, other_there) in ours.iter().zip(&theirs) {
                assert_eq!(one.3 == other.3, one_there.3 == other_there.3);
            }
        }
    }

    fn tree_there(&self, folder: &Path, all: &mut Vec<(Vec<u8>, Seen, Vec<u8>, u64)>) {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        paths.sort();
        for path in paths {
            let stat = rustix::fs::lstat(&path).expect("an entry");
            let seen = self.machine.kept.seen(seen_there(&stat));
            let is_folder = seen.kind == 'd';
            let name = path.as_os_str().as_bytes().to_owned();
            all.push((name, seen, Vec::new(), stat.st_ino));
            if is_folder {
                fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("own");
                self.tree_there(&path, all);
            }
        }
    }
}

impl Drop for World<'_> {
    fn drop(&mut self) {
        open_up(&self.top);
        let removed = fs::remove_dir_all(&self.top);
        assert!(removed.is_ok() || std::thread::panicking(), "{removed:?}");
    }
}

/// Lets everything below a folder be removed.
fn open_up(folder: &Path) {
    // What cannot be opened up cannot be removed either, which is found out then.
    let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o700));
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            open_up(&entry.path());
        }
    }
}

fn links(follow: bool) -> Links {
    if follow { Links::Follow } else { Links::Keep }
}

fn flags(follow: bool) -> AtFlags {
    if follow {
        AtFlags::empty()
    } else {
        AtFlags::SYMLINK_NOFOLLOW
    }
}

fn list_here(files: &mut FileSystem, id: DescriptionId, now: Timestamp) -> Answer {
    let mut names = Vec::new();
    let mut from = 0;
    loop {
        // Two at a time.
        let some = match files.entries(id, from, now) {
            Ok(entries) => entries.take(2).map(|entry| {
                let name = (entry.name.to_owned(), letter(entry.kind));
                (name, entry.next)
            }),
            Err(errno) => return Answer::Failed(errno.name().to_owned()),
        };
        let some: Vec<_> = some.collect();
        let Some(&(_, next)) = some.last() else {
            break;
        };
        from = next;
        names.extend(some.into_iter().map(|(name, _)| name));
    }
    names.sort();
    Answer::Names(names)
}

fn list_there(fd: BorrowedFd<'_>, is_readable: bool) -> Answer {
    if !is_readable {
        return Answer::Failed("EBADF".to_owned());
    }
    let stat = rustix::fs::fstat(fd).expect("an open one");
    if letter_of(FileType::from_raw_mode(stat.st_mode)) != 'd' {
        return Answer::Failed("ENOTDIR".to_owned());
    }
    let rewind = || rustix::fs::seek(fd, rustix::fs::SeekFrom::Start(0)).expect("a folder");
    rewind();
    let names = Dir::new(rustix::io::dup(fd).expect("a descriptor")).and_then(|dir| {
        dir.map(|entry| {
            let entry = entry?;
            let name = entry.file_name().to_bytes().to_owned();
            Ok((name, letter_of(entry.file_type())))
        })
        .collect()
    });
    // Where it stands otherwise depends on the file system.
    rewind();
    there(names, |mut names: Vec<_>| {
        names.sort();
        Answer::Names(names)
    })
}

fn play(machine: &Machine, ops: &[Op]) {
    let mut world = World::new(machine);
    for (step, op) in ops.iter().enumerate() {
        let (ours, theirs) = world.apply(op);
        assert_eq!(ours, theirs, "step {step}: {op:?}");
        world.check_slots();
    }
    world.check_tree();
    for slot in 0..SLOTS {
        world.close(slot);
    }
}

#[test]
fn the_machine_does_the_same() {
    let machine = Machine::new();
    let usual = ProptestConfig::default();
    let config = ProptestConfig {
        cases: 2 * usual.cases,
        failure_persistence: None,
        ..usual
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&ops(), |ops| {
        play(&machine, &ops);
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
