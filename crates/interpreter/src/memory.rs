//! The shared memory that this process has mapped.
//!
//! Where the platform gives it in place, reads and writes go there. Python may also want the bytes as
//! a buffer in the interpreter's own memory: that is a copy, brought up to date whenever somebody asks
//! for it, and what was changed in it goes back before anything else leaves the process.
//!
//! Elsewhere the copy is all there is. Writes go to the copy at once and to the kernel before anything
//! else does; the writes of others come from the kernel. All agree in the end, since the kernel puts
//! all writes in one order: what another wrote before this process's own latest writes took their
//! place there is overwritten by them here, too.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use rustpython_vm::{
    VirtualMachine,
    common::lock::{PyMutex, PyMutexGuard},
};
use spawnpoint_protocol::{
    ObjectId,
    syscall::{Notice, Syscall},
};

use crate::{
    host::{MemoryInPlace, host},
    kernel::{ask_to_keep, lock, post_later},
};

/// Changes that are nearer to each other than this are sent as one.
const GAP: usize = 16;

/// How much is compared at once.
const BLOCK: usize = 4_096;

static REGIONS: Mutex<BTreeMap<ObjectId, Arc<Region>>> = Mutex::new(BTreeMap::new());

/// Some shared memory.
#[derive(Debug)]
pub(crate) struct Region {
    pub id: ObjectId,
    pub size: usize,
    /// The way to it if it is in place.
    place: Option<&'static dyn MemoryInPlace>,
    /// The copy; nothing of memory in place until somebody wants it.
    bytes: PyMutex<Vec<u8>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Own writes that have not taken their place in the kernel's order yet, oldest first.
    pending: VecDeque<(usize, Vec<u8>)>,
    /// What the bytes were before somebody got them to write to as he pleases.
    before: Option<Vec<u8>>,
    /// The generation of memory in place that the copy is of.
    generation: Option<u32>,
    /// What is here is another process's copy, of which this process is one.
    is_stale: bool,
}

/// Begins to keep a copy.
pub(crate) fn keep_copy(id: ObjectId, bytes: Vec<u8>) {
    keep(id, bytes.len(), None, bytes);
}

/// Begins to use memory in place, of `size` bytes.
pub(crate) fn keep_in_place(id: ObjectId, size: u32) {
    if let Some(place) = host().memory() {
        keep(id, size as usize, Some(place), Vec::new());
    }
}

fn keep(id: ObjectId, size: usize, place: Option<&'static dyn MemoryInPlace>, bytes: Vec<u8>) {
    if let Some(region) = find(id) {
        let was_stale = std::mem::take(&mut lock(&region.state).is_stale);
        if was_stale && place.is_none() {
            *region.bytes.lock() = bytes;
        }
        return;
    }
    let region = Region {
        id,
        size,
        place,
        bytes: PyMutex::new(bytes),
        state: Mutex::default(),
    };
    lock(&REGIONS).insert(id, Arc::new(region));
}

/// Maps all memory again, after this process became a copy of another one that has mapped it.
pub(crate) fn map_again(vm: &VirtualMachine) {
    let regions: Vec<_> = lock(&REGIONS).values().cloned().collect();
    for region in regions {
        *lock(&region.state) = State {
            is_stale: true,
            ..State::default()
        };
        // It cannot fail, since the kernel holds for the copy what it held for the original.
        ask_to_keep(region.id, Syscall::Map(region.id), vm);
    }
}

/// Some memory, if it is mapped.
pub(crate) fn find(id: ObjectId) -> Option<Arc<Region>> {
    lock(&REGIONS).get(&id).cloned()
}

/// Lets go of the memory if `region` is the last to use it.
pub(crate) fn unmap(region: &Arc<Region>) {
    let mut regions = lock(&REGIONS);
    // One is here, one is the caller's.
    if Arc::strong_count(region) == 2 && regions.remove(&region.id).is_some() {
        region.publish();
        if let Some(place) = region.place {
            place.unmap(region.id);
        }
        post_later(Notice::Unmap(region.id));
    }
}

/// Another process wrote.
pub(crate) fn apply(id: ObjectId, offset: u32, written: &[u8]) {
    let Some(region) = find(id) else {
        return;
    };
    let mut state = lock(&region.state);
    let mut bytes = region.bytes.lock();
    for copy in state.before.iter_mut().chain([&mut *bytes]) {
        write(copy, offset as usize, written);
    }
    for (offset, own) in &state.pending {
        write(&mut bytes, *offset, own);
    }
}

/// The oldest own write has taken its place.
pub(crate) fn acknowledge(id: ObjectId) {
    if let Some(region) = find(id) {
        lock(&region.state).pending.pop_front();
    }
}

/// Sends what was written since the last time by those who write as they please.
pub(crate) fn publish() {
    let regions: Vec<_> = lock(&REGIONS).values().cloned().collect();
    for region in regions {
        region.publish();
    }
}

impl Region {
    /// Some of the bytes; none when they are not all there.
    pub fn read(&self, offset: usize, length: usize) -> Option<Vec<u8>> {
        let end = offset.checked_add(length)?;
        if end > self.size {
            return None;
        }
        let Some(place) = self.place else {
            return Some(self.bytes.lock()[offset..end].to_vec());
        };
        self.publish();
        let mut bytes = vec![0; length];
        place.read(self.id, offset, &mut bytes);
        Some(bytes)
    }

    /// Writes if there is room, and says whether.
    pub fn store(&self, offset: usize, written: &[u8]) -> bool {
        let end = offset.checked_add(written.len());
        let fits = end.is_some_and(|end| end <= self.size);
        if let (true, Some(place)) = (fits, self.place) {
            // What was written earlier must not come later.
            self.publish();
            place.write(self.id, offset, written);
        } else if fits {
            write(&mut self.bytes.lock(), offset, written);
            if let Some(before) = &mut lock(&self.state).before {
                write(before, offset, written);
            }
            self.send(offset, written.to_vec());
        }
        fits
    }

    /// The bytes, to read.
    pub fn look(&self) -> PyMutexGuard<'_, Vec<u8>> {
        if let Some(place) = self.place {
            self.refresh(place);
        }
        self.bytes.lock()
    }

    /// The bytes, to write to as he who asks pleases.
    pub fn watch(&self) -> PyMutexGuard<'_, Vec<u8>> {
        let bytes = self.look();
        lock(&self.state)
            .before
            .get_or_insert_with(|| bytes.clone());
        bytes
    }

    /// Brings the copy of memory in place up to date.
    fn refresh(&self, place: &dyn MemoryInPlace) {
        if lock(&self.state).generation == Some(place.generation(self.id)) {
            return;
        }
        self.publish();
        // Asked for first: what is written while the bytes are read is not missed the next time.
        let generation = place.generation(self.id);
        let mut bytes = self.bytes.lock();
        bytes.resize(self.size, 0);
        place.read(self.id, 0, &mut bytes);
        lock(&self.state).generation = Some(generation);
    }

    fn publish(&self) {
        let before = lock(&self.state).before.take();
        if let Some(before) = before {
            // Sent without the lock, which whoever holds the state waits for.
            let changed: Vec<_> = {
                let bytes = self.bytes.lock();
                let places = changes(&before, &bytes).into_iter();
                places
                    .map(|(start, end)| (start, bytes[start..end].to_vec()))
                    .collect()
            };
            for (start, bytes) in changed {
                self.send(start, bytes);
            }
        }
    }

    fn send(&self, offset: usize, bytes: Vec<u8>) {
        if let Some(place) = self.place {
            let before = place.write(self.id, offset, &bytes);
            let mut state = lock(&self.state);
            if state.generation == Some(before) {
                state.generation = Some(before.wrapping_add(1));
            }
            return;
        }
        lock(&self.state).pending.push_back((offset, bytes.clone()));
        post_later(Notice::Store {
            memory: self.id,
            offset: u32::try_from(offset).unwrap_or(u32::MAX),
            bytes,
        });
    }
}

fn write(to: &mut [u8], offset: usize, bytes: &[u8]) -> bool {
    let place = offset
        .checked_add(bytes.len())
        .and_then(|end| to.get_mut(offset..end));
    match place {
        Some(place) => {
            place.copy_from_slice(bytes);
            true
        }
        None => false,
    }
}

/// Where two states of the same memory differ.
fn changes(before: &[u8], after: &[u8]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let blocks = before.chunks(BLOCK).zip(after.chunks(BLOCK));
    // Whole blocks are compared faster than bytes, and few differ.
    for (number, (before, after)) in blocks.enumerate().filter(|(_, (a, b))| a != b) {
        for offset in (0..after.len()).filter(|&offset| before[offset] != after[offset]) {
            let index = number * BLOCK + offset;
            match found.last_mut() {
                Some((_, end)) if index - *end < GAP => *end = index + 1,
                _ => found.push((index, index + 1)),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_that_are_near_are_one() {
        let before = vec![0; 64];
        let mut after = before.clone();
        for index in [3, 5, 40, 63] {
            after[index] = 1;
        }
        assert_eq!(changes(&before, &after), [(3, 6), (40, 41), (63, 64)]);
        let before = vec![0; 2 * BLOCK + 1];
        let mut after = before.clone();
        for index in [BLOCK - 1, BLOCK, 2 * BLOCK] {
            after[index] = 1;
        }
        assert_eq!(
            changes(&before, &after),
            [(BLOCK - 1, BLOCK + 1), (2 * BLOCK, 2 * BLOCK + 1)]
        );
    }
}
