//! The shared memory that this process has mapped.
//!
//! Python gets a copy in the process's own memory, to which it reads and writes as it pleases. What it has written is found
//! by comparing with what was there, before anything else leaves the process, and whenever the process looks up.
//!
//! Where the platform gives memory in place, it goes there, and what others have written is copied from there. Elsewhere the
//! copies are all there is: writes go to the kernel, and those of others come from it. All agree in the end, since the
//! kernel puts all writes in one order: what another wrote before this process's own latest writes took their place there
//! is overwritten by them here, too.

use std::{
    cell::UnsafeCell,
    collections::{BTreeMap, VecDeque},
    mem,
    ops::Range,
    ptr,
    sync::{Arc, Mutex},
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Notice, Reply, Syscall, ToProcess, Write},
};

use crate::{
    base::lock,
    host::{MemoryInPlace, host},
    line::{Part, notify_later, silently_keeping},
};

/// The widths of numbers, which are written whole: nobody reads a half of one.
const WIDTHS: [usize; 3] = [2, 4, 8];

/// So many separate places of one memory are told of at once.
const MOST_WRITES: usize = 256;

/// How much is compared at once.
const BLOCK: usize = 4_096;

/// The regions by their numbers.
pub(crate) static REGIONS: Regions = Regions {
    all: Mutex::new(BTreeMap::new()),
    pending: Mutex::new(VecDeque::new()),
};

pub(crate) struct Regions {
    all: Mutex<BTreeMap<ObjectId, Arc<Region>>>,
    /// Own writes that have not taken their place in the kernel's order yet, oldest first.
    pending: Mutex<VecDeque<Vec<Write>>>,
}

impl Regions {
    fn all(&self) -> Vec<Arc<Region>> {
        lock(&self.all).values().cloned().collect()
    }

    /// Others wrote.
    fn apply(&self, writes: &[Write]) {
        let pending = lock(&self.pending);
        for write in writes {
            if let Some(region) = find(write.memory) {
                region.apply(write, pending.iter().flatten());
            }
        }
    }
}

impl Part for Regions {
    fn deliver(&self, message: &ToProcess) {
        match message {
            ToProcess::Store(writes) => self.apply(writes),
            ToProcess::Stored => {
                lock(&self.pending).pop_front();
            }
            ToProcess::Boot(_)
            | ToProcess::Reply { .. }
            | ToProcess::Recall(_)
            | ToProcess::Reclaim(_)
            | ToProcess::Shut(_)
            | ToProcess::Hold
            | ToProcess::Release
            | ToProcess::Signal(_)
            | ToProcess::Exhausted => {}
        }
    }

    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        // Whoever comes next finds nothing to tell only after this was told.
        let mut pending = lock(&self.pending);
        let mut writes = Vec::new();
        for region in self.all() {
            region.publish(&mut writes);
        }
        if !writes.is_empty() {
            pending.push_back(writes.clone());
            tell(Notice::Store(writes));
        }
    }

    fn forget(&self) {
        lock(&self.pending).clear();
        for region in self.all() {
            let mut state = lock(&region.state);
            *state = State {
                is_stale: true,
                writers: state.writers,
                ..State::default()
            };
        }
    }
}

/// Some shared memory.
#[derive(Debug)]
pub(crate) struct Region {
    pub id: ObjectId,
    pub size: usize,
    /// The way to it if it is in place.
    place: Option<&'static dyn MemoryInPlace>,
    /// The copy.
    bytes: Box<[UnsafeCell<u8>]>,
    state: Mutex<State>,
}

// SAFETY: the copy is read and written with the state locked, and by Python's threads, of which one runs at a time, as
// memory that others change meanwhile.
unsafe impl Sync for Region {}
// SAFETY: nothing in it belongs to a thread.
unsafe impl Send for Region {}

#[derive(Debug, Default)]
struct State {
    /// Where was written that nobody was told of yet.
    written: Vec<Range<usize>>,
    /// What the bytes were when they were last compared, once somebody writes to them as he pleases.
    before: Option<Vec<u8>>,
    /// How many have the bytes to write to at any time.
    writers: usize,
    /// The generation of memory in place that the copy is of.
    generation: Option<u32>,
    /// What is here is another process's copy, of which this process is one.
    is_stale: bool,
}

/// Begins to keep what a reply to [`Syscall::Map`] brings.
pub(super) fn keep(id: ObjectId, reply: &mut Reply) {
    if let Reply::Memory(bytes) = reply {
        keep_region(id, bytes.len(), None, bytes);
    } else if let (Reply::MemoryInPlace(size), Some(place)) = (reply, host().memory()) {
        keep_region(id, *size as usize, Some(place), &[]);
    }
}

fn keep_region(id: ObjectId, size: usize, place: Option<&'static dyn MemoryInPlace>, bytes: &[u8]) {
    if let Some(region) = find(id) {
        let mut state = lock(&region.state);
        if mem::take(&mut state.is_stale) {
            if place.is_none() {
                region.put(0, bytes);
            }
            // Views of it are there that may be written to.
            state.before = Some(region.get(0, region.size));
        }
        return;
    }
    let region = Region {
        id,
        size,
        place,
        bytes: cells(size),
        state: Mutex::default(),
    };
    region.put(0, bytes);
    lock(&REGIONS.all).insert(id, Arc::new(region));
}

/// So many zeros.
fn cells(size: usize) -> Box<[UnsafeCell<u8>]> {
    let bytes = Box::into_raw(vec![0_u8; size].into_boxed_slice());
    // SAFETY: a cell is laid out as what is in it.
    unsafe { Box::from_raw(bytes as *mut [UnsafeCell<u8>]) }
}

/// Maps all memory again, after this process became a copy of another one that has mapped it.
pub(crate) fn map_again() {
    for region in REGIONS.all() {
        // It cannot fail, since the kernel holds for the copy what it held for the original.
        silently_keeping(region.id, keep, Syscall::Map(region.id));
    }
}

/// Brings all copies of memory in place up to date.
pub(crate) fn refresh() {
    for region in REGIONS.all() {
        region.refresh();
    }
}

/// Some memory, if it is mapped.
pub(super) fn find(id: ObjectId) -> Option<Arc<Region>> {
    lock(&REGIONS.all).get(&id).cloned()
}

/// Lets go of the memory if `region` is the last to use it.
pub(super) fn unmap(region: &Arc<Region>) {
    REGIONS.collect(&mut notify_later);
    let mut regions = lock(&REGIONS.all);
    // One is here, one is the caller's.
    if Arc::strong_count(region) == 2 && regions.remove(&region.id).is_some() {
        if let Some(place) = region.place {
            place.unmap(region.id);
        }
        notify_later(Notice::Unmap(region.id));
    }
}

impl Region {
    /// The copy, to read and to write to at any time.
    pub fn bytes(&self) -> *mut u8 {
        self.refresh();
        let mut state = lock(&self.state);
        if state.before.is_none() {
            state.before = Some(self.get(0, self.size));
        }
        self.at(0)
    }

    /// The way to memory in place, unless this process has not mapped it again since it became a copy.
    fn in_place(&self) -> Option<&'static dyn MemoryInPlace> {
        self.place.filter(|_| !lock(&self.state).is_stale)
    }

    /// Where the copy is.
    pub fn address(&self) -> usize {
        self.at(0).addr()
    }

    /// Has what others wrote to a part of memory in place in the copy.
    pub fn refresh_part(&self, part: Range<usize>) {
        let Some(place) = self.in_place() else {
            return;
        };
        if part.end > self.size || part.is_empty() {
            return;
        }
        if lock(&self.state).generation == Some(place.generation(self.id)) {
            return;
        }
        // What was written here is not written over.
        self.publish_part(part.clone(), false);
        let mut bytes = vec![0; part.len()];
        place.read(self.id, part.start, &mut bytes);
        let mut state = lock(&self.state);
        self.put(part.start, &bytes);
        if let Some(before) = &mut state.before {
            write(before, part.start, &bytes);
        }
    }

    /// A part of the copy was written to: has it in memory that is in place, or notes that it is to be told. It was
    /// written to `all` of the part, or perhaps to some of it.
    pub fn publish_part(&self, part: Range<usize>, all: bool) {
        if part.end > self.size {
            return;
        }
        let is_in_place = self.in_place().is_some();
        let mut is_much = false;
        let changed: Vec<_> = {
            let mut state = lock(&self.state);
            let State {
                before, written, ..
            } = &mut *state;
            let Some(before) = before else {
                return;
            };
            let (before, now) = (&mut before[part.clone()], self.get(part.start, part.len()));
            let is_number = WIDTHS.contains(&part.len()) && *before != now[..];
            let found = if is_number || all && !is_in_place {
                vec![(0, part.len())]
            } else {
                changes(before, &now)
            };
            before.copy_from_slice(&now);
            if !is_in_place {
                for (start, end) in &found {
                    note(written, part.start + start..part.start + end);
                }
                is_much = written.len() >= MOST_WRITES;
            }
            let changed =
                |(start, end): (usize, usize)| (part.start + start, now[start..end].to_vec());
            found.into_iter().map(changed).collect()
        };
        for (start, bytes) in changed {
            self.put_in_place(start, &bytes);
        }
        if is_much {
            REGIONS.collect(&mut notify_later);
        }
    }

    /// Somebody has the bytes to write to at any time, or has them no longer.
    pub fn has_writer(&self, has: bool) {
        let mut state = lock(&self.state);
        state.writers = if has {
            state.writers + 1
        } else {
            state.writers.saturating_sub(1)
        };
    }

    /// Some of the bytes; none when they are not all there.
    pub fn read(&self, offset: usize, length: usize) -> Option<Vec<u8>> {
        if offset.checked_add(length)? > self.size {
            return None;
        }
        let Some(place) = self.in_place() else {
            return Some(self.get(offset, length));
        };
        self.publish_in_place();
        let mut bytes = vec![0; length];
        place.read(self.id, offset, &mut bytes);
        Some(bytes)
    }

    /// Writes if there is room, and says whether.
    pub fn store(&self, offset: usize, written: &[u8]) -> bool {
        let end = offset.checked_add(written.len());
        if end.is_none_or(|end| end > self.size) {
            return false;
        }
        if self.place.is_some() {
            // What was written earlier must not come later.
            REGIONS.collect(&mut notify_later);
        }
        let is_much = {
            let mut state = lock(&self.state);
            self.put(offset, written);
            if let Some(before) = &mut state.before {
                write(before, offset, written);
            }
            if self.place.is_none() {
                note(&mut state.written, offset..offset + written.len());
            }
            state.written.len() >= MOST_WRITES
        };
        self.put_in_place(offset, written);
        if is_much {
            REGIONS.collect(&mut notify_later);
        }
        true
    }

    fn at(&self, offset: usize) -> *mut u8 {
        self.bytes
            .get(offset)
            .map_or(ptr::null_mut(), UnsafeCell::get)
    }

    /// Some of the copy.
    fn get(&self, offset: usize, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        if let Some(part) = self.bytes.get(offset..offset + length) {
            // SAFETY: there are so many bytes, and nobody writes to them in this moment: who runs Python code is here.
            unsafe { ptr::copy_nonoverlapping(part.as_ptr().cast(), bytes.as_mut_ptr(), length) };
        }
        bytes
    }

    /// Writes to the copy.
    fn put(&self, offset: usize, bytes: &[u8]) {
        if let Some(part) = self.bytes.get(offset..offset + bytes.len()) {
            let place = UnsafeCell::raw_get(part.as_ptr());
            // SAFETY: as above.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), place, bytes.len()) };
        }
    }

    /// Another process wrote. What this one wrote comes later: `pending`, and what it has not told of yet.
    fn apply<'a>(&self, written: &Write, pending: impl Iterator<Item = &'a Write>) {
        let begin = written.offset as usize;
        let end = begin + written.bytes.len();
        if end > self.size {
            return;
        }
        let mut bytes = written.bytes.clone();
        for own in pending.filter(|own| own.memory == self.id) {
            overlay(&mut bytes, begin, own.offset as usize, &own.bytes);
        }
        let mut state = lock(&self.state);
        let State {
            before, written, ..
        } = &mut *state;
        let here = self.get(begin, bytes.len());
        for part in &*written {
            let (from, to) = (part.start.max(begin), part.end.min(end));
            if from < to {
                overlay(&mut bytes, begin, from, &here[from - begin..to - begin]);
            }
        }
        if let Some(before) = before
            .as_mut()
            .and_then(|before| before.get_mut(begin..end))
        {
            for ((byte, before), here) in bytes.iter_mut().zip(before).zip(&here) {
                if *here != mem::replace(before, *byte) {
                    *byte = *here;
                }
            }
        }
        self.put(begin, &bytes);
    }

    /// Brings the copy of memory in place up to date.
    fn refresh(&self) {
        let Some(place) = self.in_place() else {
            return;
        };
        if lock(&self.state).generation == Some(place.generation(self.id)) {
            return;
        }
        self.publish_in_place();
        // Asked for first: what is written while the bytes are read is not missed the next time.
        let generation = place.generation(self.id);
        let mut bytes = vec![0; self.size];
        place.read(self.id, 0, &mut bytes);
        let mut state = lock(&self.state);
        self.put(0, &bytes);
        state.generation = Some(generation);
        if state.before.is_some() {
            state.before = Some(bytes);
        }
    }

    /// Adds what was written since the last time, unless it goes to memory in place.
    fn publish(&self, writes: &mut Vec<Write>) {
        if self.place.is_some() {
            self.publish_in_place();
            return;
        }
        let written = mem::take(&mut lock(&self.state).written);
        let known = written.into_iter().map(|part| {
            let bytes = self.get(part.start, part.len());
            (part.start, bytes)
        });
        for (offset, bytes) in known.chain(self.changed()) {
            writes.push(Write {
                memory: self.id,
                offset: u32::try_from(offset).unwrap_or(u32::MAX),
                bytes,
            });
        }
    }

    /// Has memory in place have what was written since the last time.
    fn publish_in_place(&self) {
        for (offset, bytes) in self.changed() {
            self.put_in_place(offset, &bytes);
        }
    }

    /// What those wrote who write as they please, since the last time.
    fn changed(&self) -> Vec<(usize, Vec<u8>)> {
        let mut state = lock(&self.state);
        let has_writers = state.writers > 0;
        let Some(before) = state.before.as_mut().filter(|_| has_writers) else {
            return Vec::new();
        };
        let now = self.get(0, self.size);
        if *before == now {
            return Vec::new();
        }
        let changed = changes(before, &now)
            .into_iter()
            .map(|(start, end)| (start, now[start..end].to_vec()))
            .collect();
        *before = now;
        changed
    }

    /// Writes to the memory itself, if it is in place.
    fn put_in_place(&self, offset: usize, bytes: &[u8]) {
        let Some(place) = self.place else {
            return;
        };
        let before = place.write(self.id, offset, bytes);
        let mut state = lock(&self.state);
        if state.generation == Some(before) {
            state.generation = Some(before.wrapping_add(1));
        }
    }
}

/// Something was written there. What touches the last such place is told together with it.
fn note(written: &mut Vec<Range<usize>>, part: Range<usize>) {
    if let Some(last) = written.last_mut()
        && part.start <= last.end
        && last.start <= part.end
    {
        *last = last.start.min(part.start)..last.end.max(part.end);
    } else if !written.contains(&part) {
        written.push(part);
    }
}

/// Puts what lies at `at` over the bytes that begin at `begin`, as far as they are the same places.
fn overlay(bytes: &mut [u8], begin: usize, at: usize, over: &[u8]) {
    let (from, to) = (at.max(begin), (at + over.len()).min(begin + bytes.len()));
    if from < to {
        bytes[from - begin..to - begin].copy_from_slice(&over[from - at..to - at]);
    }
}

fn write(to: &mut [u8], offset: usize, bytes: &[u8]) {
    if let Some(place) = to.get_mut(offset..offset + bytes.len()) {
        place.copy_from_slice(bytes);
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
                Some((_, end)) if index == *end => *end = index + 1,
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
    fn what_comes_later_lies_over_what_came_before() {
        let over = |at, over: &[u8]| {
            let mut bytes = [1; 4];
            overlay(&mut bytes, 10, at, over);
            bytes
        };
        assert_eq!(over(9, &[2, 3]), [3, 1, 1, 1]);
        assert_eq!(over(11, &[2]), [1, 2, 1, 1]);
        assert_eq!(over(13, &[2, 3]), [1, 1, 1, 2]);
        assert_eq!(over(8, &[2; 8]), [2; 4]);
        assert_eq!(over(8, &[2, 2]), [1; 4]);
        assert_eq!(over(14, &[2]), [1; 4]);
    }

    fn region() -> Region {
        Region {
            id: ObjectId(1),
            size: 4,
            place: None,
            bytes: cells(4),
            state: Mutex::default(),
        }
    }

    fn of_others(offset: u32, bytes: &[u8]) -> Write {
        Write {
            memory: ObjectId(1),
            offset,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn what_others_wrote_comes_before_what_this_process_has_not_told_or_heard_of() {
        let region = region();
        region.bytes();
        // Written as one pleases, written by a call that noted it, and told without an answer yet.
        region.put(0, &[5]);
        region.has_writer(true);
        region.store(1, &[6]);
        let pending = of_others(2, &[7]);
        region.apply(&of_others(0, &[9; 4]), [pending].iter());
        assert_eq!(region.get(0, 4), [5, 6, 7, 9]);
        let mut told = Vec::new();
        region.publish(&mut told);
        assert_eq!(told, [of_others(1, &[6]), of_others(0, &[5])]);
        region.apply(&of_others(0, &[8; 4]), [].iter());
        assert_eq!(region.get(0, 4), [8; 4]);
        told.clear();
        region.publish(&mut told);
        assert_eq!(told, []);
    }

    #[test]
    fn places_that_touch_are_one() {
        let mut written = Vec::new();
        for part in [4..8, 4..8, 8..12, 0..4, 20..24, 0..4, 20..24] {
            note(&mut written, part);
        }
        assert_eq!(written, [0..12, 20..24, 0..4]);
    }

    #[test]
    fn changes_that_touch_are_one() {
        let before = vec![0; 2 * BLOCK + 1];
        let mut after = before.clone();
        for index in [3, 4, 6, BLOCK - 1, BLOCK, 2 * BLOCK] {
            after[index] = 1;
        }
        assert_eq!(
            changes(&before, &after),
            [
                (3, 5),
                (6, 7),
                (BLOCK - 1, BLOCK + 1),
                (2 * BLOCK, 2 * BLOCK + 1)
            ]
        );
    }
}
