//! This process's copies of shared memory.
//!
//! Writes go to the copy at once and to the kernel before anything else does; the writes of others
//! come from the kernel. All agree in the end, since the kernel puts all writes in one order: what
//! another wrote before this process's own latest writes took their place there is overwritten by
//! them here, too.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
};

use rustpython_vm::common::lock::PyMutex;
use spawnpoint_protocol::{ObjectId, syscall::Notice};

use crate::kernel::{lock, post_later};

/// Changes that are nearer to each other than this are sent as one.
const GAP: usize = 16;

/// How much is compared at once.
const BLOCK: usize = 4_096;

static REGIONS: Mutex<BTreeMap<ObjectId, Arc<Region>>> = Mutex::new(BTreeMap::new());

/// A copy of some shared memory.
#[derive(Debug)]
pub(crate) struct Region {
    pub id: ObjectId,
    pub bytes: PyMutex<Vec<u8>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Own writes that have not taken their place in the kernel's order yet, oldest first.
    pending: VecDeque<(usize, Vec<u8>)>,
    /// What the bytes were before somebody got them to write to as he pleases.
    before: Option<Vec<u8>>,
}

/// Begins to keep a copy of what a reply brings.
pub(crate) fn keep(id: ObjectId, bytes: &mut Vec<u8>) {
    let bytes = std::mem::take(bytes);
    lock(&REGIONS).entry(id).or_insert_with(|| {
        Arc::new(Region {
            id,
            bytes: PyMutex::new(bytes),
            state: Mutex::default(),
        })
    });
}

/// The copy of some memory, if it is mapped.
pub(crate) fn find(id: ObjectId) -> Option<Arc<Region>> {
    lock(&REGIONS).get(&id).cloned()
}

/// Stops keeping the copy if `region` is the last to use it.
pub(crate) fn unmap(region: &Arc<Region>) {
    let mut regions = lock(&REGIONS);
    // One is here, one is the caller's.
    if Arc::strong_count(region) == 2 && regions.remove(&region.id).is_some() {
        region.publish();
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
        self.bytes.lock().get(offset..end).map(<[u8]>::to_vec)
    }

    /// Writes if there is room, and says whether.
    pub fn store(&self, offset: usize, written: &[u8]) -> bool {
        let fits = write(&mut self.bytes.lock(), offset, written);
        if fits {
            if let Some(before) = &mut lock(&self.state).before {
                write(before, offset, written);
            }
            self.send(offset, written.to_vec());
        }
        fits
    }

    /// Somebody is about to write as he pleases.
    pub fn watch(&self) {
        let mut state = lock(&self.state);
        if state.before.is_none() {
            state.before = Some(self.bytes.lock().clone());
        }
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
