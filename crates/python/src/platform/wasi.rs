//! The functions that WASI's C library expects of its system, defined instead of imported. What they mean is in
//! [`super::files`], [`super::clock`] and their like; here are their numbers and layouts (WASI preview 1).

use std::{ffi::c_int, ptr, slice, time::Duration};

use spawnpoint_protocol::{
    files::{
        Creation, FileCall, FileKind, FileReply, FileTime, Open, Seek, SetTime, Status, StreamKind,
        Target,
    },
    syscall::Watched,
};

use super::{
    clock,
    environment::{self, VARIABLES},
    failure::{
        BAD_DESCRIPTOR, Failure, INVALID, NOT_IMPLEMENTED, NOT_SOCKET, NOT_SUPPORTED, UNEXPECTED,
    },
    files::{self, ROOT_DESCRIPTOR},
};
use crate::{base::micros, host::host, system::system};

/// A descriptor, as WASI has it.
type Fd = u32;

fn fd_of(fd: Fd) -> spawnpoint_protocol::files::Fd {
    spawnpoint_protocol::files::Fd(fd)
}

/// For what there is not.
fn refuse() -> Result<(), Failure> {
    Err(NOT_IMPLEMENTED)
}

/// Defines functions of WASI. They return 0 or the number of an error.
macro_rules! calls {
    ($($(#[$about:meta])* fn $name:ident($($parameter:ident: $type:ty),* $(,)?) $body:block)*) => { $(
        $(#[$about])*
        #[unsafe(export_name = concat!("__imported_wasi_snapshot_preview1_", stringify!($name)))]
        unsafe extern "C" fn $name($($parameter: $type),*) -> i32 {
            // A block of its own, so that `?` ends it.
            let work = || -> Result<(), Failure> { $body Ok(()) };
            match work() {
                Ok(()) => 0,
                Err(failure) => failure.number(),
            }
        }
    )* };
}

/// Puts a value where the caller wants it.
fn put<T>(place: *mut T, value: T) {
    // SAFETY: the C library gives places of its own, large enough for what the call puts there.
    unsafe { place.write_unaligned(value) }
}

/// The bytes of a path.
fn path<'a>(begin: *const u8, length: usize) -> &'a [u8] {
    // SAFETY: the C library gives a string that stays as it is during the call.
    unsafe { slice::from_raw_parts(begin, length) }
}

/// A part of memory to be read to or written from.
#[repr(C)]
#[derive(Clone, Copy)]
struct Piece {
    begin: *mut u8,
    length: usize,
}

/// The memory that a vector of pieces describes.
fn pieces<'a>(first: *const Piece, count: usize) -> impl Iterator<Item = &'a mut [u8]> {
    // SAFETY: the C library gives so many pieces of memory that is the caller's during the call.
    let pieces = unsafe { slice::from_raw_parts(first, count) };
    pieces
        .iter()
        .filter(|piece| piece.length > 0)
        .map(|piece| unsafe { slice::from_raw_parts_mut(piece.begin, piece.length) })
}

fn read_all(
    fd: Fd,
    first: *const Piece,
    count: usize,
    mut place: Option<u64>,
) -> Result<usize, Failure> {
    let mut total = 0;
    for piece in pieces(first, count) {
        let read = files::read(fd, piece, place)?;
        total += read;
        place = place.map(|offset| offset + read as u64);
        if read < piece.len() {
            break;
        }
    }
    Ok(total)
}

fn write_all(
    fd: Fd,
    first: *const Piece,
    count: usize,
    mut place: Option<u64>,
) -> Result<usize, Failure> {
    let mut total = 0;
    for piece in pieces(first, count) {
        match files::write(fd, piece, place) {
            Ok(written) => {
                total += written;
                place = place.map(|offset| offset + written as u64);
                if written < piece.len() {
                    break;
                }
            }
            // What was written before counts.
            Err(_) if total > 0 => break,
            Err(failure) => return Err(failure),
        }
    }
    Ok(total)
}

/// What `fstat` and its like tell.
#[repr(C)]
struct FileStatus {
    device: u64,
    inode: u64,
    kind: u8,
    links: u64,
    size: u64,
    accessed: u64,
    modified: u64,
    changed: u64,
}

impl From<Status> for FileStatus {
    fn from(stat: Status) -> Self {
        Self {
            device: 1,
            inode: stat.inode.0,
            kind: number_of(stat.kind),
            links: stat.links.into(),
            size: stat.size,
            accessed: stat.accessed.0,
            modified: stat.modified.0,
            changed: stat.changed.0,
        }
    }
}

fn number_of(kind: FileKind) -> u8 {
    match kind {
        FileKind::Device(_) => 2,
        FileKind::Directory => 3,
        FileKind::File => 4,
        FileKind::Symlink => 7,
        FileKind::Stream(StreamKind::Socket) => 6,
        // It has no number.
        FileKind::Stream(StreamKind::Pipe) => 0,
    }
}

/// What a descriptor was opened for.
#[repr(C)]
struct DescriptorStatus {
    kind: u8,
    flags: u16,
    rights: u64,
    inherited_rights: u64,
}

/// The head of an entry of a directory; its name follows.
#[repr(C)]
struct DirectoryEntry {
    next: u64,
    inode: u64,
    name_length: u32,
    kind: u8,
}

const FLAG_APPEND: u16 = 1;
const FLAG_NOT_BLOCKING: u16 = 4;

const RIGHT_READ: u64 = 1 << 1;
const RIGHT_WRITE: u64 = 1 << 6;
/// Seeking and telling: the C library takes a character device without these for a terminal.
const RIGHTS_OF_FILES: u64 = 1 << 2 | 1 << 5;

/// What a file in a directory may be opened for.
const ALL_RIGHTS: u64 = u64::MAX;

const OPEN_CREATE: u16 = 1;
const OPEN_DIRECTORY: u16 = 2;
const OPEN_EXCLUSIVE: u16 = 4;
const OPEN_TRUNCATE: u16 = 8;

/// These bits if something is so, otherwise none.
fn bits<T: Default>(is_so: bool, bits: T) -> T {
    if is_so { bits } else { T::default() }
}

const FOLLOW: u32 = 1;

fn follows(flags: u32) -> bool {
    flags & FOLLOW != 0
}

/// What a path leads to.
fn target(at: Fd, begin: *const u8, length: usize, follow: u32) -> Target {
    Target::Path {
        path: files::path_at(at, path(begin, length)),
        follow: follows(follow),
    }
}

/// The times that `utimensat` sets.
fn times(accessed: u64, modified: u64, flags: u32) -> (SetTime, SetTime) {
    let time = |given: u64, set: u32, set_now: u32| {
        if flags & set_now != 0 {
            SetTime::Now
        } else if flags & set != 0 {
            SetTime::To(FileTime(given))
        } else {
            SetTime::Keep
        }
    };
    (time(accessed, 1, 2), time(modified, 4, 8))
}

calls! {
    fn args_sizes_get(count: *mut usize, bytes: *mut usize) {
        put(count, 0);
        put(bytes, 0);
    }

    fn args_get(_arguments: *mut *mut u8, _bytes: *mut u8) {}

    fn environ_sizes_get(count: *mut usize, bytes: *mut usize) {
        put(count, VARIABLES.len());
        put(bytes, VARIABLES.iter().map(|variable| variable.to_bytes_with_nul().len()).sum());
    }

    fn environ_get(variables: *mut *mut u8, bytes: *mut u8) {
        let mut place = bytes;
        for (number, variable) in VARIABLES.iter().enumerate() {
            let text = variable.to_bytes_with_nul();
            // SAFETY: there is room for as much as the other call said.
            unsafe {
                variables.add(number).write(place);
                place.copy_from_nonoverlapping(text.as_ptr(), text.len());
                place = place.add(text.len());
            }
        }
    }

    fn clock_res_get(_clock: c_int, resolution: *mut u64) {
        put(resolution, 1_000);
    }

    fn clock_time_get(clock: c_int, _precision: i64, time: *mut u64) {
        put(time, u64::try_from(clock::now(clock).as_nanos()).unwrap_or(u64::MAX));
    }

    fn random_get(begin: *mut u8, length: usize) {
        // SAFETY: the C library gives memory of the caller's.
        host().random(unsafe { slice::from_raw_parts_mut(begin, length) });
    }

    fn sched_yield() {
        system().sleep(Duration::ZERO)?;
    }

    fn fd_prestat_get(_fd: Fd, _about: *mut [u32; 2]) {
        // The root is told of otherwise.
        Err(BAD_DESCRIPTOR)?;
    }

    fn fd_prestat_dir_name(_fd: Fd, _name: *mut u8, _length: usize) {
        Err(BAD_DESCRIPTOR)?;
    }

    fn fd_close(fd: Fd) {
        files::call(FileCall::Close(fd_of(fd)))?;
        files::forget(fd);
    }

    fn fd_renumber(from: Fd, to: Fd) {
        files::call(FileCall::Renumber { fd: fd_of(from), to: fd_of(to) })?;
        files::forget(from);
        files::forget(to);
    }

    fn fd_fdstat_get(fd: Fd, about: *mut DescriptorStatus) {
        if fd == ROOT_DESCRIPTOR {
            put(about, DescriptorStatus { kind: number_of(FileKind::Directory), flags: 0, rights: ALL_RIGHTS, inherited_rights: ALL_RIGHTS });
            return Ok(());
        }
        let FileReply::Flags(open) = files::ask(FileCall::Flags(fd_of(fd)))? else {
            return Err(UNEXPECTED);
        };
        let rights = bits(open.read, RIGHT_READ) | bits(open.write, RIGHT_WRITE) | RIGHTS_OF_FILES;
        let flags = bits(open.append, FLAG_APPEND) | bits(open.non_blocking, FLAG_NOT_BLOCKING);
        put(about, DescriptorStatus { kind: number_of(open.kind), flags, rights, inherited_rights: ALL_RIGHTS });
    }

    fn fd_fdstat_set_flags(fd: Fd, flags: u32) {
        let is_set = |flag: u16| flags & u32::from(flag) != 0;
        files::call(FileCall::SetFlags {
            fd: fd_of(fd),
            append: is_set(FLAG_APPEND),
            non_blocking: is_set(FLAG_NOT_BLOCKING),
        })?;
    }

    fn fd_fdstat_set_rights(_fd: Fd, _rights: i64, _inherited_rights: i64) {}

    fn fd_filestat_get(fd: Fd, about: *mut FileStatus) {
        put(about, files::status_of(fd)?.into());
    }

    fn fd_filestat_set_size(fd: Fd, size: u64) {
        files::call(FileCall::SetSize { fd: fd_of(fd), size })?;
    }

    fn fd_filestat_set_times(fd: Fd, accessed: u64, modified: u64, flags: u32) {
        let (accessed, modified) = times(accessed, modified, flags);
        files::call(FileCall::SetTimes { target: Target::Descriptor(fd_of(fd)), accessed, modified })?;
    }

    fn fd_advise(_fd: Fd, _offset: i64, _length: i64, _advice: i32) {}

    fn fd_allocate(_fd: Fd, _offset: i64, _length: i64) {
        refuse()?;
    }

    fn fd_sync(fd: Fd) {
        files::status_of(fd)?;
    }

    fn fd_datasync(fd: Fd) {
        files::status_of(fd)?;
    }

    fn fd_read(fd: Fd, first: *const Piece, count: usize, total: *mut usize) {
        put(total, read_all(fd, first, count, None)?);
    }

    fn fd_pread(fd: Fd, first: *const Piece, count: usize, offset: u64, total: *mut usize) {
        put(total, read_all(fd, first, count, Some(offset))?);
    }

    fn fd_write(fd: Fd, first: *const Piece, count: usize, total: *mut usize) {
        put(total, write_all(fd, first, count, None)?);
    }

    fn fd_pwrite(fd: Fd, first: *const Piece, count: usize, offset: u64, total: *mut usize) {
        put(total, write_all(fd, first, count, Some(offset))?);
    }

    fn fd_seek(fd: Fd, offset: i64, from: u32, place: *mut u64) {
        let to = match from {
            0 => Seek::Start(u64::try_from(offset).map_err(|_| INVALID)?),
            1 => Seek::Current(offset),
            2 => Seek::End(offset),
            _ => return Err(INVALID),
        };
        put(place, files::seek(fd, to)?);
    }

    fn fd_tell(fd: Fd, place: *mut u64) {
        put(place, files::seek(fd, Seek::Current(0))?);
    }

    fn fd_readdir(fd: Fd, buffer: *mut u8, length: usize, from: u64, used: *mut usize) {
        // SAFETY: the C library gives a buffer of its own.
        let buffer = unsafe { slice::from_raw_parts_mut(buffer, length) };
        let most = u32::try_from(length / size_of::<DirectoryEntry>() + 1).unwrap_or(u32::MAX);
        let FileReply::Entries(entries) = files::ask(FileCall::ReadDirectory { fd: fd_of(fd), from, most })? else {
            return Err(UNEXPECTED);
        };
        let mut filled = 0;
        for entry in entries {
            let head = DirectoryEntry {
                next: entry.next,
                inode: entry.inode.0,
                name_length: u32::try_from(entry.name.len()).unwrap_or(0),
                kind: number_of(entry.kind),
            };
            // SAFETY: any structure can be looked at as bytes, and all of these are written from its fields.
            let head = unsafe {
                let mut bytes = [0_u8; size_of::<DirectoryEntry>()];
                ptr::copy_nonoverlapping((&raw const head).cast(), bytes.as_mut_ptr(), bytes.len());
                bytes
            };
            // A last entry that is cut says that there are more.
            for part in [&head[..], &entry.name] {
                let room = part.len().min(buffer.len() - filled);
                buffer[filled..filled + room].copy_from_slice(&part[..room]);
                filled += room;
            }
            if filled == buffer.len() {
                break;
            }
        }
        put(used, filled);
    }

    fn path_open(
        at: Fd,
        follow: u32,
        begin: *const u8,
        length: usize,
        open: u32,
        rights: u64,
        _inherited_rights: u64,
        flags: u32,
        fd: *mut Fd,
    ) {
        let is_set = |flag: u16| open & u32::from(flag) != 0;
        let how = Open {
            read: rights & RIGHT_READ != 0,
            write: rights & RIGHT_WRITE != 0,
            append: flags & u32::from(FLAG_APPEND) != 0,
            creation: match (is_set(OPEN_CREATE), is_set(OPEN_EXCLUSIVE)) {
                (true, true) => Creation::Always,
                (true, false) => Creation::IfMissing,
                (false, _) => Creation::Never,
            },
            truncate: is_set(OPEN_TRUNCATE),
            directory: is_set(OPEN_DIRECTORY),
            no_follow: !follows(follow),
            non_blocking: flags & u32::from(FLAG_NOT_BLOCKING) != 0,
            mode: 0o666,
        };
        let path = files::path_at(at, path(begin, length));
        put(fd, files::descriptor(FileCall::Open { path, how })?);
    }

    fn path_filestat_get(at: Fd, follow: u32, begin: *const u8, length: usize, about: *mut FileStatus) {
        put(about, files::status(target(at, begin, length, follow))?.into());
    }

    fn path_filestat_set_times(
        at: Fd,
        follow: u32,
        begin: *const u8,
        length: usize,
        accessed: u64,
        modified: u64,
        flags: u32,
    ) {
        let (accessed, modified) = times(accessed, modified, flags);
        files::call(FileCall::SetTimes { target: target(at, begin, length, follow), accessed, modified })?;
    }

    fn path_create_directory(at: Fd, begin: *const u8, length: usize) {
        files::call(FileCall::MakeDirectory { path: files::path_at(at, path(begin, length)), mode: 0o777 })?;
    }

    fn path_remove_directory(at: Fd, begin: *const u8, length: usize) {
        files::call(FileCall::RemoveDirectory(files::path_at(at, path(begin, length))))?;
    }

    fn path_unlink_file(at: Fd, begin: *const u8, length: usize) {
        files::call(FileCall::Unlink(files::path_at(at, path(begin, length))))?;
    }

    fn path_rename(
        at: Fd,
        begin: *const u8,
        length: usize,
        new_at: Fd,
        new_begin: *const u8,
        new_length: usize,
    ) {
        files::call(FileCall::Rename {
            from: files::path_at(at, path(begin, length)),
            to: files::path_at(new_at, path(new_begin, new_length)),
        })?;
    }

    fn path_link(
        at: Fd,
        follow: u32,
        begin: *const u8,
        length: usize,
        new_at: Fd,
        new_begin: *const u8,
        new_length: usize,
    ) {
        files::call(FileCall::Link {
            from: files::path_at(at, path(begin, length)),
            follow: follows(follow),
            to: files::path_at(new_at, path(new_begin, new_length)),
        })?;
    }

    fn path_symlink(target: *const u8, target_length: usize, at: Fd, begin: *const u8, length: usize) {
        files::call(FileCall::Symlink {
            target: path(target, target_length).to_vec(),
            path: files::path_at(at, path(begin, length)),
        })?;
    }

    fn path_readlink(
        at: Fd,
        begin: *const u8,
        length: usize,
        buffer: *mut u8,
        room: usize,
        used: *mut usize,
    ) {
        // SAFETY: the C library gives a buffer of the caller's.
        let buffer = unsafe { slice::from_raw_parts_mut(buffer, room) };
        let call = FileCall::ReadLink(files::path_at(at, path(begin, length)));
        let FileReply::Bytes(target) = files::ask(call)? else {
            return Err(UNEXPECTED);
        };
        let filled = target.len().min(buffer.len());
        buffer[..filled].copy_from_slice(&target[..filled]);
        put(used, filled);
    }

    fn poll_oneoff(first: *const Subscription, events: *mut Event, count: usize, happened: *mut usize) {
        // SAFETY: the C library gives so many subscriptions, and room for as many events.
        let subscriptions = unsafe { slice::from_raw_parts(first, count) };
        let ready = poll(subscriptions)?;
        for (number, event) in ready.into_iter().enumerate() {
            // SAFETY: as above.
            put(unsafe { events.add(number) }, event);
            put(happened, number + 1);
        }
    }

    fn sock_accept(_fd: Fd, _flags: i32, _accepted: *mut Fd) {
        refuse()?;
    }

    fn sock_recv(
        fd: Fd,
        first: *const Piece,
        count: usize,
        flags: i32,
        total: *mut usize,
        about: *mut u16,
    ) {
        check_socket(fd, flags)?;
        put(total, read_all(fd, first, count, None)?);
        put(about, 0);
    }

    fn sock_send(fd: Fd, first: *const Piece, count: usize, flags: i32, total: *mut usize) {
        check_socket(fd, flags)?;
        put(total, write_all(fd, first, count, None)?);
    }

    fn sock_shutdown(fd: Fd, how: i32) {
        files::call(FileCall::ShutDown {
            fd: fd_of(fd),
            reading: how & SHUT_READING != 0,
            writing: how & SHUT_WRITING != 0,
        })?;
    }
}

const SHUT_READING: i32 = 1;
const SHUT_WRITING: i32 = 2;

/// Whether a descriptor stands for a socket, with flags that it has: none.
pub(super) fn check_socket(fd: Fd, flags: i32) -> Result<(), Failure> {
    if !files::is_socket(fd)? {
        return Err(NOT_SOCKET);
    }
    if flags != 0 {
        return Err(NOT_SUPPORTED);
    }
    Ok(())
}

/// What a call waits for: a time, or a descriptor.
#[repr(C)]
struct Subscription {
    about: u64,
    kind: u8,
    time: Time,
}

impl Subscription {
    /// How long it is until the time that it is about.
    fn left(&self) -> Duration {
        let time = Duration::from_nanos(self.time.timeout);
        if self.time.flags & ABSOLUTE == 0 {
            time
        } else {
            clock::until(self.time.clock, time)
        }
    }

    /// What it waits for, unless that is a time.
    fn watched(&self) -> Option<Watched> {
        match self.kind {
            CLOCK => None,
            kind => system().watched(self.time.clock).or({
                let fd = fd_of(self.descriptor());
                Some(if kind == READABLE {
                    Watched::Input(fd)
                } else {
                    Watched::Output(fd)
                })
            }),
        }
    }

    /// The descriptor, if it is about one.
    fn descriptor(&self) -> Fd {
        self.time.clock.cast_unsigned()
    }
}

/// When, if it is a time.
#[repr(C)]
struct Time {
    /// The clock; where it is no time, the descriptor.
    clock: c_int,
    timeout: u64,
    precision: u64,
    flags: u16,
}

const CLOCK: u8 = 0;
const READABLE: u8 = 1;
const ABSOLUTE: u16 = 1;

const HUNG_UP: u16 = 1;

/// Suspends the running thread until at least one of these has happened, and says which: at least one.
fn poll(subscriptions: &[Subscription]) -> Result<Vec<Event>, Failure> {
    let clock = (subscriptions.iter().filter(|one| one.kind == CLOCK)).min_by_key(|one| one.left());
    let deadline = clock.map(|clock| host().monotonic().saturating_add(clock.left()));
    let left = || deadline.map(|deadline| deadline.saturating_sub(host().monotonic()));
    let watched: Vec<_> = (subscriptions.iter())
        .filter_map(Subscription::watched)
        .collect();
    if watched.is_empty() {
        system().sleep(left().ok_or(INVALID)?)?;
        return Ok(vec![Event::of(clock.ok_or(INVALID)?)]);
    }
    let has_input =
        |one: &&Subscription| one.kind == READABLE && files::has_input(one.descriptor());
    let here: Vec<_> = subscriptions
        .iter()
        .filter(has_input)
        .map(Event::of)
        .collect();
    let timeout = if here.is_empty() {
        left()
    } else {
        Some(Duration::ZERO)
    };
    let found = system().select(watched, timeout.map(micros))?;
    let is_found = |one: &&Subscription| one.watched().is_some_and(|one| found.contains(&one));
    let mut ready = here;
    for one in subscriptions.iter().filter(is_found) {
        ready.push(Event::of_watched(one)?);
    }
    if ready.is_empty() {
        ready.push(Event::of(clock.ok_or(INVALID)?));
    }
    Ok(ready)
}

/// What has happened.
#[repr(C)]
struct Event {
    about: u64,
    error: u16,
    kind: u8,
    bytes: u64,
    flags: u16,
}

impl Event {
    fn of(subscription: &Subscription) -> Self {
        Self {
            about: subscription.about,
            error: 0,
            kind: subscription.kind,
            bytes: 0,
            flags: 0,
        }
    }

    /// What has happened to a descriptor that is ready.
    fn of_watched(subscription: &Subscription) -> Result<Self, Failure> {
        let event = Self::of(subscription);
        if system().watched(subscription.time.clock).is_some() {
            return Ok(event);
        }
        match files::ask(FileCall::Readiness(fd_of(subscription.descriptor()))) {
            Ok(FileReply::Readiness(ready)) => Ok(Self {
                flags: bits(ready.hung_up, HUNG_UP),
                ..event
            }),
            Ok(_) => Err(UNEXPECTED),
            Err(failure) => Ok(Self {
                error: u16::try_from(failure.number()).unwrap_or(u16::MAX),
                ..event
            }),
        }
    }
}

#[unsafe(export_name = "__imported_wasi_snapshot_preview1_proc_exit")]
extern "C" fn proc_exit(status: c_int) -> ! {
    environment::exit(status)
}
