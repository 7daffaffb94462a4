//! Directories: names in the order in which they were given.

use std::collections::BTreeMap;

use crate::{Errno, Ino};

/// The longest name, in bytes.
pub const LONGEST_NAME: usize = 255;

/// Where the first entry after `.` and `..` stands.
const FIRST: u64 = 2;

/// The entries of a directory. Each has a place that it keeps, and places are not used twice, so that
/// whoever reads on from a place misses none that stays and meets none twice.
#[derive(Debug)]
pub(crate) struct Directory {
    /// The root is its own.
    pub parent: Ino,
    /// What it is called in its parent; what it was called, if it is removed.
    pub name: Vec<u8>,
    places: BTreeMap<Vec<u8>, u64>,
    entries: BTreeMap<u64, (Vec<u8>, Ino)>,
    next: u64,
}

impl Directory {
    pub fn new(parent: Ino, name: Vec<u8>) -> Self {
        Self {
            parent,
            name,
            places: BTreeMap::new(),
            entries: BTreeMap::new(),
            next: FIRST,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn get(&self, name: &[u8]) -> Result<Option<Ino>, Errno> {
        if name.len() > LONGEST_NAME {
            return Err(Errno::NameTooLong);
        }
        let entry = self.places.get(name).and_then(|at| self.entries.get(at));
        Ok(entry.map(|&(_, ino)| ino))
    }

    /// Gives a name to an inode, and takes it from the one that had it.
    pub fn put(&mut self, name: &[u8], ino: Ino) {
        let place = *self.places.entry(name.to_owned()).or_insert(self.next);
        self.entries.insert(place, (name.to_owned(), ino));
        self.next = self.next.max(place + 1);
    }

    pub fn remove(&mut self, name: &[u8]) {
        if let Some(place) = self.places.remove(name) {
            self.entries.remove(&place);
        }
    }

    /// The entries from a place on, each with its place.
    pub fn from(&self, place: u64) -> impl Iterator<Item = (u64, &[u8], Ino)> {
        self.entries
            .range(place.max(FIRST)..)
            .map(|(&place, (name, ino))| (place, name.as_slice(), *ino))
    }

    /// The entries by name.
    pub fn sorted(&self) -> impl DoubleEndedIterator<Item = (&[u8], Ino)> {
        self.places
            .iter()
            .filter_map(|(name, place)| Some((name.as_slice(), self.entries.get(place)?.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Directory, place: u64) -> Vec<&[u8]> {
        directory.from(place).map(|(_, name, _)| name).collect()
    }

    #[test]
    fn entries_keep_their_places() {
        let mut directory = Directory::new(Ino(1), Vec::new());
        for (ino, name) in [b"c", b"a", b"b"].into_iter().enumerate() {
            directory.put(name, Ino(ino as u64));
        }
        assert_eq!(names(&directory, 0), [b"c", b"a", b"b"]);
        let second = directory.from(0).nth(1).unwrap().0;
        directory.remove(b"c");
        directory.remove(b"a");
        directory.put(b"c", Ino(9));
        assert_eq!(names(&directory, second + 1), [b"b", b"c"]);
        // A name that is given to another inode was there all the time.
        directory.put(b"b", Ino(10));
        assert_eq!(names(&directory, 0), [b"b", b"c"]);
        assert_eq!(directory.get(b"b"), Ok(Some(Ino(10))));
        let sorted: Vec<_> = directory.sorted().collect();
        assert_eq!(sorted, [(&b"b"[..], Ino(10)), (&b"c"[..], Ino(9))]);
    }

    #[test]
    fn names_are_of_limited_length() {
        let directory = Directory::new(Ino(1), Vec::new());
        assert_eq!(directory.get(&[b'n'; 255]), Ok(None));
        assert_eq!(directory.get(&[b'n'; 256]), Err(Errno::NameTooLong));
    }
}
