//! The functions that WASI's C library expects of its system, defined instead of imported. What they mean is in
//! [`super::files`], [`super::clock`] and their like; here are their numbers and layouts (WASI preview 1).

use std::{ffi::c_int, io::SeekFrom, ptr, slice, time::Duration};

use spawnpoint_files::{Access, Errno, Fd, Kind, Links, Open, Stat, StreamKind, Timestamp};

use super::{
    clock,
    environment::{self, VARIABLES},
    errno,
    files::{self, Place, ROOT_DESCRIPTOR},
};
use spawnpoint_protocol::syscall::Watched;

use crate::{
    host::host,
    line::micros,
    system::{Interrupted, system},
};

/// Why a call failed: WASI's number.
#[derive(Clone, Copy)]
pub(super) struct Failure(i32);

impl Failure {
    /// Says so to C, as a function does that is not of WASI; what it returns then.
    pub fn report(self) -> c_int {
        errno::fail(errno::linux(self.0))
    }
}

const BAD_DESCRIPTOR: Failure = Failure(8);
const INTERRUPTED: Failure = Failure(27);
const INVALID: Failure = Failure(28);
const NOT_IMPLEMENTED: Failure = Failure(52);
const NOT_SOCKET: Failure = Failure(57);
const NOT_SUPPORTED: Failure = Failure(58);

impl From<Interrupted> for Failure {
    fn from(_: Interrupted) -> Self {
        INTERRUPTED
    }
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Self {
        Self(match errno {
            Errno::Access => 2,
            Errno::BadDescriptor => BAD_DESCRIPTOR.0,
            Errno::BrokenPipe => 64,
            Errno::Busy => 10,
            Errno::Exists => 20,
            Errno::FileTooBig => 22,
            Errno::IllegalSeek => 70,
            Errno::Invalid => INVALID.0,
            Errno::IsDirectory => 31,
            Errno::Loop => 32,
            Errno::NameTooLong => 37,
            Errno::NoEntry => 44,
            Errno::NoSpace => 51,
            Errno::NotDirectory => 54,
            Errno::NotEmpty => 55,
            Errno::NotConnected => 53,
            Errno::NotPermitted => 63,
            Errno::NotSocket => NOT_SOCKET.0,
            Errno::NotSupported => NOT_SUPPORTED.0,
            Errno::TooManyOpen => 33,
            Errno::WouldBlock => 6,
        })
    }
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
                Err(Failure(number)) => number,
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

fn read_all(fd: Fd, first: *const Piece, count: usize, mut place: Place) -> Result<usize, Failure> {
    let mut total = 0;
    for piece in pieces(first, count) {
        let read = files::read(fd, piece, place)?;
        total += read;
        place = place.after(read);
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
    mut place: Place,
) -> Result<usize, Failure> {
    let mut total = 0;
    for piece in pieces(first, count) {
        match files::write(fd, piece, place) {
            Ok(written) => {
                total += written;
                place = place.after(written);
                if written < piece.len() {
                    break;
                }
            }
            // What was written before counts.
            Err(_) if total > 0 => break,
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(total)
}

impl Place {
    fn after(self, count: usize) -> Self {
        match self {
            Self::Next => Self::Next,
            Self::At(offset) => Self::At(offset + count as u64),
        }
    }
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

impl From<Stat> for FileStatus {
    fn from(stat: Stat) -> Self {
        Self {
            device: 1,
            inode: stat.ino.0,
            kind: number_of(stat.kind),
            links: stat.links.into(),
            size: stat.size,
            accessed: stat.accessed.0,
            modified: stat.modified.0,
            changed: stat.changed.0,
        }
    }
}

fn number_of(kind: Kind) -> u8 {
    match kind {
        Kind::Device(_) => 2,
        Kind::Directory => 3,
        Kind::File => 4,
        Kind::Symlink => 7,
        Kind::Stream(StreamKind::Socket) => 6,
        // It has no number.
        Kind::Stream(StreamKind::Pipe) => 0,
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

fn links(flags: u32) -> Links {
    if flags & FOLLOW == 0 {
        Links::Keep
    } else {
        Links::Follow
    }
}

/// The times that `utimensat` sets.
fn times(accessed: u64, modified: u64, flags: u16) -> (Option<Timestamp>, Option<Timestamp>) {
    let time = |given: u64, set: u16, set_now: u16| {
        if flags & set_now != 0 {
            Some(files::now())
        } else if flags & set != 0 {
            Some(Timestamp(given))
        } else {
            None
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

    fn fd_prestat_get(fd: Fd, about: *mut [u32; 2]) {
        if fd != ROOT_DESCRIPTOR {
            return Err(BAD_DESCRIPTOR);
        }
        put(about, [0, 1]);
    }

    fn fd_prestat_dir_name(fd: Fd, name: *mut u8, _length: usize) {
        if fd != ROOT_DESCRIPTOR {
            return Err(BAD_DESCRIPTOR);
        }
        put(name, b'/');
    }

    fn fd_close(fd: Fd) {
        files::with(|files| files.descriptors.close(&mut files.system, fd))?;
    }

    fn fd_renumber(from: Fd, to: Fd) {
        files::with(|files| files.descriptors.renumber(&mut files.system, from, to))?;
    }

    fn fd_fdstat_get(fd: Fd, about: *mut DescriptorStatus) {
        let status = files::with(|files| {
            let description = files.descriptors.get(fd)?;
            let access = files.system.access_of(description)?;
            let is_blocking = files.system.is_blocking(description)?;
            let kind = number_of(files.stat(fd)?.kind);
            let rights = bits(access.read, RIGHT_READ) | bits(access.write, RIGHT_WRITE) | RIGHTS_OF_FILES;
            let flags = bits(access.append, FLAG_APPEND) | bits(!is_blocking, FLAG_NOT_BLOCKING);
            Ok::<_, Errno>(DescriptorStatus { kind, flags, rights, inherited_rights: ALL_RIGHTS })
        })?;
        put(about, status);
    }

    fn fd_fdstat_set_flags(fd: Fd, flags: u32) {
        let is_set = |flag: u16| flags & u32::from(flag) != 0;
        files::with(|files| {
            let description = files.descriptors.get(fd)?;
            files.system.set_append(description, is_set(FLAG_APPEND))?;
            files.system.set_blocking(description, !is_set(FLAG_NOT_BLOCKING))
        })?;
    }

    fn fd_fdstat_set_rights(_fd: Fd, _rights: i64, _inherited_rights: i64) {}

    fn fd_filestat_get(fd: Fd, about: *mut FileStatus) {
        put(about, files::with(|files| files.stat(fd))?.into());
    }

    fn fd_filestat_set_size(fd: Fd, size: u64) {
        let now = files::now();
        files::with(|files| files.system.set_size(files.descriptors.get(fd)?, size, now))?;
    }

    fn fd_filestat_set_times(fd: Fd, accessed: u64, modified: u64, flags: u32) {
        let (accessed, modified) = times(accessed, modified, flags as u16);
        let now = files::now();
        files::with(|files| {
            let ino = files.stat(fd)?.ino;
            files.system.set_times(ino, accessed, modified, now)
        })?;
    }

    fn fd_advise(_fd: Fd, _offset: i64, _length: i64, _advice: i32) {}

    fn fd_allocate(_fd: Fd, _offset: i64, _length: i64) {
        refuse()?;
    }

    fn fd_sync(fd: Fd) {
        files::with(|files| files.stat(fd))?;
    }

    fn fd_datasync(fd: Fd) {
        files::with(|files| files.stat(fd))?;
    }

    fn fd_read(fd: Fd, first: *const Piece, count: usize, total: *mut usize) {
        put(total, read_all(fd, first, count, Place::Next)?);
    }

    fn fd_pread(fd: Fd, first: *const Piece, count: usize, offset: u64, total: *mut usize) {
        put(total, read_all(fd, first, count, Place::At(offset))?);
    }

    fn fd_write(fd: Fd, first: *const Piece, count: usize, total: *mut usize) {
        put(total, write_all(fd, first, count, Place::Next)?);
    }

    fn fd_pwrite(fd: Fd, first: *const Piece, count: usize, offset: u64, total: *mut usize) {
        put(total, write_all(fd, first, count, Place::At(offset))?);
    }

    fn fd_seek(fd: Fd, offset: i64, from: u32, place: *mut u64) {
        let to = match from {
            0 => SeekFrom::Start(u64::try_from(offset).map_err(|_| INVALID)?),
            1 => SeekFrom::Current(offset),
            2 => SeekFrom::End(offset),
            _ => return Err(INVALID),
        };
        put(place, files::seek(fd, to)?);
    }

    fn fd_tell(fd: Fd, place: *mut u64) {
        put(place, files::seek(fd, SeekFrom::Current(0))?);
    }

    fn fd_readdir(fd: Fd, buffer: *mut u8, length: usize, from: u64, used: *mut usize) {
        let now = files::now();
        // SAFETY: the C library gives a buffer of its own.
        let buffer = unsafe { slice::from_raw_parts_mut(buffer, length) };
        let mut filled = 0;
        files::with(|files| {
            let description = files.descriptors.get(fd)?;
            for entry in files.system.entries(description, from, now)? {
                let head = DirectoryEntry {
                    next: entry.next,
                    inode: entry.ino.0,
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
                for part in [&head[..], entry.name] {
                    let room = part.len().min(buffer.len() - filled);
                    buffer[filled..filled + room].copy_from_slice(&part[..room]);
                    filled += room;
                }
                if filled == buffer.len() {
                    break;
                }
            }
            Ok::<_, Errno>(())
        })?;
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
        let open = open as u16;
        let is_set = |flag: u16| open & flag != 0;
        let how = Open {
            access: Access {
                read: rights & RIGHT_READ != 0,
                write: rights & RIGHT_WRITE != 0,
                append: flags & u32::from(FLAG_APPEND) != 0,
            },
            creation: files::creation(is_set(OPEN_CREATE), is_set(OPEN_EXCLUSIVE)),
            truncate: is_set(OPEN_TRUNCATE),
            directory: is_set(OPEN_DIRECTORY),
            no_follow: links(follow) == Links::Keep,
            mode: 0o666,
        };
        put(fd, files::open(at, path(begin, length), &how)?);
    }

    fn path_filestat_get(at: Fd, follow: u32, begin: *const u8, length: usize, about: *mut FileStatus) {
        let stat = files::with(|files| {
            let ino = files.find(at, path(begin, length), links(follow))?;
            files.system.stat(ino)
        })?;
        put(about, stat.into());
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
        let (accessed, modified) = times(accessed, modified, flags as u16);
        let now = files::now();
        files::with(|files| {
            let ino = files.find(at, path(begin, length), links(follow))?;
            files.system.set_times(ino, accessed, modified, now)
        })?;
    }

    fn path_create_directory(at: Fd, begin: *const u8, length: usize) {
        let now = files::now();
        files::with(|files| {
            let at = files.start(at)?;
            let mode = files.descriptors.masked(0o777);
            files.system.mkdir(at, path(begin, length), mode, now)
        })?;
    }

    fn path_remove_directory(at: Fd, begin: *const u8, length: usize) {
        let now = files::now();
        files::with(|files| {
            let at = files.start(at)?;
            files.system.rmdir(at, path(begin, length), now)
        })?;
    }

    fn path_unlink_file(at: Fd, begin: *const u8, length: usize) {
        let now = files::now();
        files::with(|files| {
            let at = files.start(at)?;
            files.system.unlink(at, path(begin, length), now)
        })?;
    }

    fn path_rename(
        at: Fd,
        begin: *const u8,
        length: usize,
        new_at: Fd,
        new_begin: *const u8,
        new_length: usize,
    ) {
        let now = files::now();
        files::with(|files| {
            let from = files.place(at, path(begin, length))?;
            let to = files.place(new_at, path(new_begin, new_length))?;
            files.system.rename(from, to, now)
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
        let now = files::now();
        files::with(|files| {
            let from = files.place(at, path(begin, length))?;
            let to = files.place(new_at, path(new_begin, new_length))?;
            files.system.link(from, links(follow), to, now)
        })?;
    }

    fn path_symlink(target: *const u8, target_length: usize, at: Fd, begin: *const u8, length: usize) {
        let now = files::now();
        files::with(|files| {
            let at = files.start(at)?;
            files.system.symlink(path(target, target_length), at, path(begin, length), now)
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
        let filled = files::with(|files| {
            let ino = files.find(at, path(begin, length), Links::Keep)?;
            let target = files.system.readlink(ino)?;
            let filled = target.len().min(buffer.len());
            buffer[..filled].copy_from_slice(&target[..filled]);
            Ok::<_, Errno>(filled)
        })?;
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
        put(total, read_all(fd, first, count, Place::Next)?);
        put(about, 0);
    }

    fn sock_send(fd: Fd, first: *const Piece, count: usize, flags: i32, total: *mut usize) {
        check_socket(fd, flags)?;
        put(total, write_all(fd, first, count, Place::Next)?);
    }

    fn sock_shutdown(fd: Fd, how: i32) {
        files::shut_down(fd, how & SHUT_READING != 0, how & SHUT_WRITING != 0)?;
    }
}

const SHUT_READING: i32 = 1;
const SHUT_WRITING: i32 = 2;

/// Whether a descriptor stands for a socket, with flags that it has: none.
pub(super) fn check_socket(fd: Fd, flags: i32) -> Result<(), Failure> {
    if files::with(|files| files.stat(fd))?.kind != Kind::Stream(StreamKind::Socket) {
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

    /// What it waits for, if that is of the kernel.
    fn watched(&self) -> Option<Watched> {
        if self.kind == CLOCK {
            return None;
        }
        system().watched(self.time.clock)
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
    let kernels: Vec<_> = (subscriptions.iter())
        .filter_map(Subscription::watched)
        .collect();
    let waits_for_files =
        (subscriptions.iter()).any(|one| one.kind != CLOCK && one.watched().is_none());
    loop {
        let mut ready: Vec<_> = subscriptions
            .iter()
            .filter_map(Event::of_descriptor)
            .collect();
        if !kernels.is_empty() {
            let timeout = if ready.is_empty() { left() } else { Some(Duration::ZERO) };
            let found = system().select(kernels.clone(), timeout.map(micros))?;
            let is_found = |one: &&Subscription| one.watched().is_some_and(|one| found.contains(&one));
            ready.extend(subscriptions.iter().filter(is_found).map(Event::of));
        }
        if !ready.is_empty() {
            return Ok(ready);
        }
        if kernels.is_empty() && !waits_for_files {
            system().sleep(left().ok_or(INVALID)?)?;
        } else if kernels.is_empty() && left() != Some(Duration::ZERO) {
            files::wait_for_streams(left());
            continue;
        }
        return Ok(vec![Event::of(clock.ok_or(INVALID)?)]);
    }
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

    /// What has happened to a descriptor, if it is what the caller waits for.
    fn of_descriptor(subscription: &Subscription) -> Option<Self> {
        if subscription.kind == CLOCK || subscription.watched().is_some() {
            return None;
        }
        let event = Self::of(subscription);
        let ready = match files::readiness(subscription.descriptor()) {
            Ok(ready) => ready,
            Err(errno) => {
                let error = u16::try_from(Failure::from(errno).0).unwrap_or(u16::MAX);
                return Some(Self { error, ..event });
            }
        };
        let is_ready = if subscription.kind == READABLE {
            ready.readable
        } else {
            ready.writable
        };
        let flags = bits(ready.hung_up, HUNG_UP);
        is_ready.then_some(Self { flags, ..event })
    }
}

#[unsafe(export_name = "__imported_wasi_snapshot_preview1_proc_exit")]
extern "C" fn proc_exit(status: c_int) -> ! {
    environment::exit(status)
}
