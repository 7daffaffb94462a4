//! Locks on whole files (`flock`), which belong to open descriptions.

use std::collections::{BTreeMap, VecDeque};

use crate::{DescriptionId, Errno, FileSystem, Ino, Output};

/// How a file is locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// Beside others that are shared.
    Shared,
    /// Alone.
    Exclusive,
}

/// A call that waits for a lock, by a number that the caller chooses. No two wait with the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Waiter(pub u64);

/// What became of the wish for a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locking {
    /// It is there.
    Locked,
    /// Others have locks that do not go with it (`EWOULDBLOCK`).
    Held(Vec<DescriptionId>),
}

/// The lock of one file.
#[derive(Debug, Default)]
struct Lock {
    holders: BTreeMap<DescriptionId, LockKind>,
    waiting: VecDeque<Waiting>,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    waiter: Waiter,
    /// Which it keeps open.
    description: DescriptionId,
    kind: LockKind,
}

/// The locks of all files, of those that have one.
#[derive(Debug, Default)]
pub(crate) struct Locks {
    locks: BTreeMap<Ino, Lock>,
}

impl Lock {
    /// Who is in the way. Who holds one is never in his own way.
    fn against(&self, description: DescriptionId, kind: LockKind) -> Vec<DescriptionId> {
        self.holders
            .iter()
            .filter(|&(&holder, &held)| {
                let goes = held == LockKind::Shared && kind == LockKind::Shared;
                holder != description && !goes
            })
            .map(|(&holder, _)| holder)
            .collect()
    }

    /// As on Linux, one of another kind is given up first, and so lost if the new one is not to be had.
    fn acquire(&mut self, description: DescriptionId, kind: LockKind) -> Vec<DescriptionId> {
        self.holders
            .retain(|&holder, held| holder != description || *held == kind);
        let against = self.against(description, kind);
        if against.is_empty() {
            self.holders.insert(description, kind);
        }
        against
    }

    /// Gives the lock to the first that waits and can have it.
    fn grant(&mut self) -> Option<Waiting> {
        let index = (self.waiting.iter())
            .position(|next| self.against(next.description, next.kind).is_empty())?;
        let next = self.waiting.remove(index)?;
        self.holders.insert(next.description, next.kind);
        Some(next)
    }
}

impl Locks {
    /// The description gives up its lock, if it has one.
    pub fn release(&mut self, ino: Ino, description: DescriptionId) {
        if let Some(lock) = self.locks.get_mut(&ino) {
            lock.holders.remove(&description);
        }
    }

    fn grant(&mut self, ino: Ino) -> Option<Waiting> {
        let lock = self.locks.get_mut(&ino)?;
        let next = lock.grant();
        if lock.holders.is_empty() && lock.waiting.is_empty() {
            self.locks.remove(&ino);
        }
        next
    }

    fn forget(&mut self, waiter: Waiter) -> Option<(Ino, Waiting)> {
        self.locks.iter_mut().find_map(|(&ino, lock)| {
            let index = (lock.waiting.iter()).position(|waiting| waiting.waiter == waiter)?;
            Some((ino, lock.waiting.remove(index)?))
        })
    }
}

impl FileSystem {
    /// Locks the file of an open description, or changes the lock that it has.
    ///
    /// If others are in the way and there is a `waiter`, it waits from now on, and is put out as
    /// [`Output::Granted`] when the lock is its description's. The description stays open until then. A lock
    /// of another kind that the description had is lost if the new one is not to be had, as on Linux.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn lock(
        &mut self,
        id: DescriptionId,
        kind: LockKind,
        waiter: Option<Waiter>,
    ) -> Result<Locking, Errno> {
        let ino = self.descriptions.get(id)?.ino;
        let lock = self.locks.locks.entry(ino).or_default();
        let against = lock.acquire(id, kind);
        if against.is_empty() {
            self.settle_locks(ino);
            return Ok(Locking::Locked);
        }
        if let Some(waiter) = waiter {
            lock.waiting.push_back(Waiting {
                waiter,
                description: id,
                kind,
            });
            self.descriptions.get_mut(id)?.references += 1;
        }
        self.settle_locks(ino);
        Ok(Locking::Held(against))
    }

    /// Gives up the lock that an open description has; none is no error.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn unlock(&mut self, id: DescriptionId) -> Result<(), Errno> {
        let ino = self.descriptions.get(id)?.ino;
        self.locks.release(ino, id);
        self.settle_locks(ino);
        Ok(())
    }

    /// A call no longer waits, because its time is up or its process has ended.
    pub fn stop_waiting(&mut self, waiter: Waiter) {
        if let Some((ino, waiting)) = self.locks.forget(waiter) {
            self.drop_reference(waiting.description);
            self.settle_locks(ino);
        }
    }

    /// Which descriptions have locks on the file of this one, itself included, and of which kind.
    ///
    /// # Errors
    ///
    /// [`BadDescriptor`](Errno::BadDescriptor).
    pub fn lock_holders(
        &self,
        id: DescriptionId,
    ) -> Result<impl Iterator<Item = (DescriptionId, LockKind)>, Errno> {
        let ino = self.descriptions.get(id)?.ino;
        let lock = self.locks.locks.get(&ino);
        let holders = lock.into_iter().flat_map(|lock| &lock.holders);
        Ok(holders.map(|(&holder, &kind)| (holder, kind)))
    }

    /// Gives the lock of a file to all that can have it.
    pub(crate) fn settle_locks(&mut self, ino: Ino) {
        while let Some(granted) = self.locks.grant(ino) {
            self.outputs.push_back(Output::Granted(granted.waiter));
            // If nobody else has the description any more, the lock is free again.
            self.drop_reference(granted.description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        LockKind::{Exclusive, Shared},
        ROOT,
        fixture::{NOW, READ, open, with},
    };

    /// A file that is open so often.
    fn opened<const COUNT: usize>() -> (FileSystem, [DescriptionId; COUNT]) {
        let mut files = with(&["/f"]);
        let ids = [(); COUNT].map(|()| open(&mut files, "f", READ));
        (files, ids)
    }

    fn held(by: &[DescriptionId]) -> Locking {
        Locking::Held(by.to_owned())
    }

    fn granted(files: &mut FileSystem) -> Vec<u64> {
        std::iter::from_fn(|| files.poll())
            .map(|output| match output {
                Output::Granted(Waiter(waiter)) => waiter,
                Output::Changed(_) | Output::Stirred(_) => panic!("nobody wants {output:?}"),
            })
            .collect()
    }

    #[test]
    fn many_share_or_one_has_it() {
        let (mut files, [a, b, c]) = opened();
        assert_eq!(files.lock(a, Shared, None), Ok(Locking::Locked));
        assert_eq!(files.lock(b, Shared, None), Ok(Locking::Locked));
        assert_eq!(files.lock(c, Exclusive, None), Ok(held(&[a, b])));
        files.unlock(a).unwrap();
        assert_eq!(files.lock(c, Exclusive, None), Ok(held(&[b])));
        files.unlock(b).unwrap();
        assert_eq!(files.lock(c, Exclusive, None), Ok(Locking::Locked));
        assert_eq!(files.lock(c, Exclusive, None), Ok(Locking::Locked));
        assert_eq!(files.lock(a, Shared, None), Ok(held(&[c])));
        let holders: Vec<_> = files.lock_holders(a).unwrap().collect();
        assert_eq!(holders, [(c, Exclusive)]);
        files.unlock(a).unwrap();
        assert_eq!(files.lock(b, Shared, None), Ok(held(&[c])));
    }

    #[test]
    fn it_belongs_to_the_description_and_goes_with_it() {
        let (mut files, [a, b]) = opened();
        files.share(a).unwrap();
        assert_eq!(files.lock(a, Exclusive, None), Ok(Locking::Locked));
        files.close(a).unwrap();
        assert_eq!(files.lock(b, Exclusive, None), Ok(held(&[a])));
        files.close(a).unwrap();
        assert_eq!(files.lock(b, Exclusive, None), Ok(Locking::Locked));
        assert_eq!(files.lock(a, Exclusive, None), Err(Errno::BadDescriptor));
    }

    #[test]
    fn whoever_waits_is_served_in_order() {
        let (mut files, [a, b, c, d]) = opened();
        assert_eq!(files.lock(a, Exclusive, None), Ok(Locking::Locked));
        assert_eq!(files.lock(b, Shared, Some(Waiter(1))), Ok(held(&[a])));
        assert_eq!(files.lock(c, Exclusive, Some(Waiter(2))), Ok(held(&[a])));
        assert_eq!(files.lock(d, Shared, Some(Waiter(3))), Ok(held(&[a])));
        assert_eq!(granted(&mut files), []);
        files.unlock(a).unwrap();
        assert_eq!(granted(&mut files), [1, 3]);
        files.close(b).unwrap();
        assert_eq!(granted(&mut files), []);
        files.close(d).unwrap();
        assert_eq!(granted(&mut files), [2]);
    }

    #[test]
    fn changing_the_kind_gives_up_the_lock_first() {
        let (mut files, [a, b, c]) = opened();
        files.lock(a, Shared, None).unwrap();
        files.lock(b, Shared, None).unwrap();
        assert_eq!(files.lock(c, Exclusive, Some(Waiter(1))), Ok(held(&[a, b])));
        files.unlock(a).unwrap();
        // Its shared lock is lost, so the other gets it.
        assert_eq!(files.lock(a, Shared, None), Ok(Locking::Locked));
        assert_eq!(files.lock(a, Exclusive, None), Ok(held(&[b])));
        files.unlock(b).unwrap();
        assert_eq!(granted(&mut files), [1]);
        assert_eq!(files.lock(b, Shared, Some(Waiter(2))), Ok(held(&[c])));
        assert_eq!(files.lock(c, Shared, None), Ok(Locking::Locked));
        assert_eq!(granted(&mut files), [2]);
    }

    #[test]
    fn whoever_no_longer_waits_gets_nothing() {
        let (mut files, [a, b]) = opened();
        files.lock(a, Exclusive, None).unwrap();
        files.lock(b, Exclusive, Some(Waiter(1))).unwrap();
        files.stop_waiting(Waiter(1));
        files.stop_waiting(Waiter(1));
        files.unlock(a).unwrap();
        assert_eq!(granted(&mut files), []);
        assert_eq!(files.lock(a, Exclusive, None), Ok(Locking::Locked));
    }

    #[test]
    fn waiting_keeps_the_description_open() {
        let (mut files, [a, b, c]) = opened();
        files.lock(a, Exclusive, None).unwrap();
        files.lock(b, Exclusive, Some(Waiter(1))).unwrap();
        files.lock(c, Exclusive, Some(Waiter(2))).unwrap();
        files.close(b).unwrap();
        files.unlink(ROOT, b"f", NOW).unwrap();
        assert_eq!(files.usage().descriptions, 3);
        files.close(a).unwrap();
        // The first has it for as long as its call takes, and nobody can give it back later.
        assert_eq!(granted(&mut files), [1, 2]);
        files.close(c).unwrap();
        assert_eq!((files.usage().descriptions, files.usage().inodes), (0, 1));
    }
}
