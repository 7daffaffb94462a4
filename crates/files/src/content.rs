//! What is in a regular file: pages, of which those that nobody wrote are not stored.

use std::collections::BTreeMap;

/// How much is stored together.
const PAGE: usize = 4_096;

/// The largest size that a file can have: what an offset in C can say.
pub(crate) const LARGEST: u64 = i64::MAX as u64;

/// The bytes of a regular file.
#[derive(Debug, Default)]
pub(crate) struct Content {
    size: u64,
    /// By number. A page that is shorter than `PAGE`, or missing, goes on with zeros; none is empty.
    pages: BTreeMap<u64, Vec<u8>>,
    stored: u64,
}

impl Content {
    pub fn size(&self) -> u64 {
        self.size
    }

    /// How many bytes it takes; a hole takes none.
    pub fn stored(&self) -> u64 {
        self.stored
    }

    /// Reads from `offset` on, and returns how many bytes there were.
    pub fn read(&self, offset: u64, buffer: &mut [u8]) -> usize {
        let left = usize::try_from(self.size.saturating_sub(offset)).unwrap_or(usize::MAX);
        let length = left.min(buffer.len());
        for (page, start, part) in pieces(offset, length) {
            let buffer = &mut buffer[part];
            let stored = self.pages.get(&page).map_or(&[][..], Vec::as_slice);
            let stored = stored.get(start..).unwrap_or_default();
            let (known, zeros) = buffer.split_at_mut(stored.len().min(buffer.len()));
            known.copy_from_slice(&stored[..known.len()]);
            zeros.fill(0);
        }
        length
    }

    /// Writes at `offset` what fits into `room` more bytes of storage, and returns how many bytes that
    /// were. The caller sees to it that the file does not become larger than [`LARGEST`].
    pub fn write(&mut self, offset: u64, bytes: &[u8], mut room: u64) -> usize {
        let mut written = 0;
        for (page, start, part) in pieces(offset, bytes.len()) {
            let bytes = &bytes[part];
            let before = self.pages.get(&page).map_or(0, Vec::len);
            let most = usize::try_from(room).unwrap_or(usize::MAX);
            let end = (start + bytes.len()).min(before.saturating_add(most));
            let count = end.saturating_sub(start);
            if count == 0 {
                break;
            }
            let stored = self.pages.entry(page).or_default();
            reserve(stored, end);
            if stored.len() < start {
                stored.resize(start, 0);
            }
            let over = count.min(stored.len() - start);
            stored[start..start + over].copy_from_slice(&bytes[..over]);
            stored.extend_from_slice(&bytes[over..count]);
            let growth = (stored.len() - before) as u64;
            room -= growth;
            self.stored += growth;
            written += count;
            if count < bytes.len() {
                break;
            }
        }
        if written > 0 {
            self.size = self.size.max(offset + written as u64);
        }
        written
    }

    /// Cuts off what is beyond `size`, or goes on with a hole until there.
    pub fn resize(&mut self, size: u64) {
        if size < self.size {
            let cut = self.pages.split_off(&size.div_ceil(PAGE as u64));
            self.stored -= cut.values().map(|page| page.len() as u64).sum::<u64>();
            let (last, end) = place(size);
            if end > 0
                && let Some(page) = self.pages.get_mut(&last)
                && page.len() > end
            {
                self.stored -= (page.len() - end) as u64;
                page.truncate(end);
            }
        }
        self.size = size;
    }
}

/// Makes room for `length` bytes and a few to come, though never for more than a page.
fn reserve(page: &mut Vec<u8>, length: usize) {
    if length > page.capacity() {
        let wanted = length.max(2 * page.capacity()).min(PAGE);
        page.reserve_exact(wanted - page.len());
    }
}

/// The page of an offset, and where in it.
#[expect(clippy::cast_possible_truncation, reason = "less than a page")]
fn place(offset: u64) -> (u64, usize) {
    (offset / PAGE as u64, (offset % PAGE as u64) as usize)
}

/// The page, the place in it and the part of the caller's bytes, for each page that `length` bytes at
/// `offset` touch.
fn pieces(
    offset: u64,
    length: usize,
) -> impl Iterator<Item = (u64, usize, std::ops::Range<usize>)> {
    let mut done = 0;
    std::iter::from_fn(move || {
        let (page, start) = place(offset + done as u64);
        let count = (length - done).min(PAGE - start);
        let part = done..done + count;
        done += count;
        (count > 0).then_some((page, start, part))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(content: &Content) -> Vec<u8> {
        let mut bytes = vec![1; usize::try_from(content.size()).unwrap()];
        assert_eq!(content.read(0, &mut bytes), bytes.len());
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        let mut content = Content::default();
        let long: Vec<u8> = (0..10_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        assert_eq!(content.write(0, &long, u64::MAX), long.len());
        assert_eq!(content.write(4_090, b"across pages", u64::MAX), 12);
        let mut expected = long;
        expected[4_090..4_102].copy_from_slice(b"across pages");
        assert_eq!(bytes(&content), expected);
        assert_eq!(content.stored(), 10_000);
    }

    #[test]
    fn holes_are_zeros_and_take_nothing() {
        let mut content = Content::default();
        content.write(1 << 40, b"far", u64::MAX);
        assert_eq!((content.size(), content.stored()), ((1 << 40) + 3, 3));
        let mut buffer = [7; 5];
        assert_eq!(content.read((1 << 40) - 2, &mut buffer), 5);
        assert_eq!(&buffer, b"\0\0far");
        assert_eq!(content.read(1 << 39, &mut buffer), 5);
        assert_eq!(buffer, [0; 5]);
    }

    #[test]
    fn what_was_cut_off_comes_back_as_zeros() {
        let mut content = Content::default();
        content.write(0, &[9; 9_000], u64::MAX);
        content.resize(4_100);
        content.resize(9_000);
        assert_eq!(content.stored(), 4_100);
        let mut expected = vec![9; 4_100];
        expected.resize(9_000, 0);
        assert_eq!(bytes(&content), expected);
        content.resize(4_096);
        assert_eq!(content.stored(), 4_096);
        content.resize(0);
        assert_eq!((content.stored(), content.pages.len()), (0, 0));
    }

    #[test]
    fn only_what_fits_is_written() {
        let mut content = Content::default();
        assert_eq!(content.write(0, b"abcdef", 4), 4);
        assert_eq!(bytes(&content), b"abcd");
        // Writing over takes no room.
        assert_eq!(content.write(1, b"XYZ!", 0), 3);
        assert_eq!(bytes(&content), b"aXYZ");
        assert_eq!(content.write(0, &[1; 5_000], 4_093), 4_097);
        assert_eq!((content.size(), content.stored()), (4_097, 4_097));
        // The zeros before an offset in a page take room.
        assert_eq!(content.write(5_000, b"abc", 904), 1);
        assert_eq!(content.write(6_000, b"abc", 900), 0);
        assert_eq!(content.size(), 5_001);
    }

    #[test]
    fn nothing_written_changes_nothing() {
        let mut content = Content::default();
        assert_eq!(content.write(100, b"", u64::MAX), 0);
        assert_eq!(content.size(), 0);
        assert_eq!(content.read(200, &mut [0; 4]), 0);
    }
}
