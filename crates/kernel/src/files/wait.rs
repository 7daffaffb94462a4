//! Calls that wait: for a stream to have something or room, and for the lock of a file.

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
};

use spawnpoint_files::{
    self as fs, DescriptionId, FileSystem, Ino, Locking, STREAM_CAPACITY, Transfer, Waiter,
};
use spawnpoint_protocol::{
    Pid,
    event::WaitFor,
    files::{Fd, FileReply},
    syscall::{CallId, Reply},
};

use super::{Answer, Files, form};
use crate::process::{Caller, Key};

/// A call that waits for a stream.
#[derive(Debug)]
pub(super) struct Waiting {
    key: Key,
    /// Which it keeps open.
    description: DescriptionId,
    end: Ino,
    wish: Wish,
}

#[derive(Debug)]
pub(super) enum Wish {
    /// To read at most so many bytes.
    Read(usize),
    /// To write the rest of these bytes.
    Write { bytes: Vec<u8>, written: usize },
}

impl Wish {
    /// Does what can be done of it; none if the rest has to wait.
    fn fulfil(
        &mut self,
        system: &mut FileSystem,
        description: DescriptionId,
        now: fs::Timestamp,
    ) -> Option<Result<FileReply, fs::Errno>> {
        let done = |transfer| match transfer {
            Transfer::Done(count) => Ok(count),
            // A description of a stream stays one.
            Transfer::Device(_) => Err(fs::Errno::Invalid),
        };
        match self {
            Self::Read(length) => {
                let mut buffer = vec![0; (*length).min(STREAM_CAPACITY)];
                match system.read(description, &mut buffer, now).and_then(done) {
                    Ok(count) => {
                        buffer.truncate(count);
                        Some(Ok(FileReply::Bytes(buffer)))
                    }
                    Err(fs::Errno::WouldBlock) => None,
                    Err(errno) => Some(Err(errno)),
                }
            }
            Self::Write { bytes, written } => loop {
                match system
                    .write(description, &bytes[*written..], now)
                    .and_then(done)
                {
                    Ok(count) => *written += count,
                    Err(fs::Errno::WouldBlock) => return None,
                    // What was written before counts.
                    Err(_) if *written > 0 => return Some(Ok(has_written(*written))),
                    Err(errno) => return Some(Err(errno)),
                }
                if *written >= bytes.len() {
                    return Some(Ok(has_written(*written)));
                }
            },
        }
    }

    /// What is told if the call does not wait; none if nothing has been done.
    fn so_far(&self) -> Option<FileReply> {
        match self {
            Self::Read(_) | Self::Write { written: 0, .. } => None,
            Self::Write { written, .. } => Some(has_written(*written)),
        }
    }

    fn goes_with(&self, other: &Self) -> bool {
        mem::discriminant(self) == mem::discriminant(other)
    }
}

pub(super) fn has_written(count: usize) -> FileReply {
    FileReply::Written(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Who waits, and for what.
#[derive(Debug, Default)]
pub(super) struct Waiters {
    /// For streams, in the order in which they came.
    streams: VecDeque<Waiting>,
    /// For locks, which the file system has in order.
    locks: BTreeMap<Key, Locker>,
    /// Who acquired the lock that a description has.
    holders: BTreeMap<DescriptionId, Caller>,
    /// The ends of streams at which something has happened.
    stirred: VecDeque<Ino>,
    /// Calls whose description has been given the lock.
    granted: VecDeque<Key>,
    /// Whether something has happened that who watches descriptors should see.
    pub is_moved: bool,
}

#[derive(Debug)]
struct Locker {
    description: DescriptionId,
    holder: Caller,
}

impl Waiters {
    pub fn stir(&mut self, end: Ino) {
        self.is_moved = true;
        self.stirred.push_back(end);
    }

    pub fn grant(&mut self, waiter: Waiter) {
        self.granted.push_back(key(waiter));
    }
}

impl Files {
    /// Transfers bytes of a stream, or waits until it is possible. Who comes first is served first.
    pub(super) fn stream_call(
        &mut self,
        key: Key,
        fd: Fd,
        description: DescriptionId,
        mut wish: Wish,
    ) -> Result<Answer, fs::Errno> {
        let end = self.system.inode_of(description)?;
        let waits = self.system.is_blocking(description)?;
        let mut others = self.waits.streams.iter();
        let is_behind =
            waits && others.any(|other| other.end == end && other.wish.goes_with(&wish));
        if !is_behind && let Some(result) = wish.fulfil(&mut self.system, description, self.now) {
            return result.map(Answer::from);
        }
        if !waits {
            return wish.so_far().map(Answer::from).ok_or(fs::Errno::WouldBlock);
        }
        let inode = form::inode(end);
        let on = match &wish {
            Wish::Read(_) => WaitFor::Read { fd, end: inode },
            Wish::Write { .. } => WaitFor::Write { fd, end: inode },
        };
        self.system.share(description)?;
        self.waits.streams.push_back(Waiting {
            key,
            description,
            end,
            wish,
        });
        Ok(Answer::Wait(on))
    }

    /// Locks a file, or waits until it is possible.
    pub(super) fn lock(
        &mut self,
        key: Key,
        description: DescriptionId,
        kind: fs::LockKind,
        waits: bool,
        holder: Caller,
    ) -> Result<Answer, fs::Errno> {
        let waiter = waits.then_some(waiter(key));
        match self.system.lock(description, kind, waiter)? {
            Locking::Locked => {
                self.locked(description, holder);
                Ok(Answer::DONE)
            }
            Locking::Held(_) if waits => {
                let locker = Locker {
                    description,
                    holder,
                };
                self.waits.locks.insert(key, locker);
                let ino = self.system.inode_of(description)?;
                let path = self.name_of(ino);
                let file = form::inode(ino);
                Ok(Answer::Wait(WaitFor::FileLock { file, path }))
            }
            Locking::Held(_) => Err(fs::Errno::WouldBlock),
        }
    }

    fn locked(&mut self, description: DescriptionId, holder: Caller) {
        let system = &self.system;
        (self.waits.holders).retain(|&description, _| system.inode_of(description).is_ok());
        self.waits.holders.insert(description, holder);
    }

    /// A name of a file, if it has one.
    fn name_of(&self, ino: Ino) -> Option<String> {
        let mut all = self.system.tree(fs::ROOT);
        let listed = all.find(|listed| listed.stat.ino == ino)?;
        Some(form::text(&listed.path))
    }

    /// The calls that go on because of what has happened, with their replies.
    pub(super) fn go_on(&mut self) -> Vec<(Key, Reply)> {
        let mut ready = Vec::new();
        loop {
            self.take_in(&[]);
            if let Some(key) = self.waits.granted.pop_front() {
                if let Some(Locker {
                    description,
                    holder,
                }) = self.waits.locks.remove(&key)
                {
                    self.locked(description, holder);
                    ready.push((key, Reply::Done));
                }
            } else if let Some(end) = self.waits.stirred.pop_front() {
                self.serve(end, &mut ready);
            } else {
                return ready;
            }
        }
    }

    /// Does what can be done for those who wait at an end of a stream.
    fn serve(&mut self, end: Ino, ready: &mut Vec<(Key, Reply)>) {
        let mut left = VecDeque::new();
        for mut waiting in mem::take(&mut self.waits.streams) {
            let is_behind =
                |other: &Waiting| other.end == end && other.wish.goes_with(&waiting.wish);
            let result = if waiting.end != end || left.iter().any(is_behind) {
                None
            } else {
                (waiting.wish).fulfil(&mut self.system, waiting.description, self.now)
            };
            match result {
                Some(result) => {
                    let reply = result.map_err(form::errno);
                    ready.push((waiting.key, reply.map_or_else(Reply::Failed, Reply::File)));
                    self.let_go(waiting.description);
                }
                None => left.push_back(waiting),
            }
        }
        self.waits.streams = left;
    }

    /// A call no longer waits.
    pub(crate) fn forget(&mut self, key: Key) {
        if self.waits.locks.remove(&key).is_some() {
            self.system.stop_waiting(waiter(key));
        }
        let mut streams = self.waits.streams.iter();
        let place = streams.position(|waiting| waiting.key == key);
        if let Some(waiting) = place.and_then(|place| self.waits.streams.remove(place)) {
            self.let_go(waiting.description);
            // It may have been in the way of others.
            self.waits.stir(waiting.end);
        }
    }

    /// A call that waited does not keep a description open any more.
    fn let_go(&mut self, description: DescriptionId) {
        // It was kept open until now.
        let _ = self.system.close(description);
    }

    /// Who would have to do something for this call to go on, as far as that is known.
    pub(crate) fn awaited_by(&self, key: Key) -> Vec<Caller> {
        if let Some(locker) = self.waits.locks.get(&key) {
            return self.lock_holders(locker.description);
        }
        let mut streams = self.waits.streams.iter();
        let Some(waiting) = streams.find(|waiting| waiting.key == key) else {
            return Vec::new();
        };
        let Ok(Some(peer)) = self.system.peer_of(waiting.description) else {
            return Vec::new();
        };
        let is_peer = |description| self.system.inode_of(description) == Ok(peer);
        self.processes_with(is_peer).map(Caller::main).collect()
    }

    fn lock_holders(&self, description: DescriptionId) -> Vec<Caller> {
        let Ok(locked) = self.system.lock_holders(description) else {
            return Vec::new();
        };
        locked
            .filter(|(holder, _)| *holder != description)
            .flat_map(|(description, _)| {
                let pids: Vec<_> = (self.processes_with(|other| other == description)).collect();
                match self.waits.holders.get(&description) {
                    Some(holder) if pids.contains(&holder.pid) => vec![*holder],
                    // It is left to copies of who acquired it.
                    _ => pids.into_iter().map(Caller::main).collect(),
                }
            })
            .collect()
    }

    /// The processes that have a descriptor for such a description.
    fn processes_with(
        &self,
        is_meant: impl Fn(DescriptionId) -> bool,
    ) -> impl Iterator<Item = Pid> {
        self.descriptors
            .iter()
            .filter(move |(_, descriptors)| {
                (descriptors.iter()).any(|(_, description)| is_meant(description))
            })
            .map(|(&pid, _)| pid)
    }
}

/// A call by a number.
fn waiter(Key { pid, id }: Key) -> Waiter {
    Waiter(u64::from(pid.0) << 32 | u64::from(id.0))
}

#[expect(clippy::cast_possible_truncation, reason = "the halves of a number")]
fn key(Waiter(number): Waiter) -> Key {
    Key {
        pid: Pid((number >> 32) as u32),
        id: CallId(number as u32),
    }
}
