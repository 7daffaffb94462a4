//! Several files as one for the reader's machine: an archive in the ZIP format, uncompressed.

/// The version of the format that is needed to read it: 2.0, which has folders.
const VERSION: u16 = 20;

/// That names are in UTF-8.
const UTF_8: u16 = 1 << 11;

/// The first day of the format, 1 January 1980: an archive of the same files is always the same.
const DATE: u16 = 1 << 5 | 1;

const LOCAL_HEADER: u32 = 0x0403_4b50;
const CENTRAL_HEADER: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;

/// An archive of files, each given by its path and its content, of less than 4 GiB in all.
#[must_use]
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    let mut count = 0_u16;
    for (path, content) in files {
        let at = length(&archive);
        let about = about(path, content);
        put(&mut archive, LOCAL_HEADER);
        archive.extend(&about);
        archive.extend(path.as_bytes());
        archive.extend(content);

        put(&mut directory, CENTRAL_HEADER);
        directory.extend(VERSION.to_le_bytes());
        directory.extend(about);
        // Without a comment, on the first disk, with no attributes.
        directory.extend([0; 10]);
        put(&mut directory, at);
        directory.extend(path.as_bytes());
        count += 1;
    }
    let at = length(&archive);
    archive.append(&mut directory);
    let size = length(&archive) - at;
    put(&mut archive, END);
    archive.extend([0; 4]);
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    put(&mut archive, size);
    put(&mut archive, at);
    archive.extend([0; 2]);
    archive
}

/// What both headers of a file say of it.
fn about(path: &str, content: &[u8]) -> Vec<u8> {
    let mut about = Vec::new();
    for number in [VERSION, UTF_8, 0, 0, DATE] {
        about.extend(number.to_le_bytes());
    }
    put(&mut about, checksum(content));
    // Its size in the archive, and outside.
    put(&mut about, length(content));
    put(&mut about, length(content));
    let path = u16::try_from(path.len()).unwrap_or(u16::MAX);
    about.extend(path.to_le_bytes());
    about.extend([0; 2]);
    about
}

fn put(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend(number.to_le_bytes());
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// The CRC-32 of bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let mix = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 * (crc & 1))
        })
    };
    !bytes.iter().fold(!0, mix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_format() {
        assert_eq!(checksum(b""), 0);
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
    }

    fn number(bytes: &[u8], at: usize) -> usize {
        let bytes = bytes[at..at + 4].try_into().unwrap();
        u32::from_le_bytes(bytes) as usize
    }

    fn short(bytes: &[u8], at: usize) -> usize {
        usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
    }

    /// Reads an archive as others do: from its end, by the directory.
    #[test]
    fn an_archive_leads_to_its_files() {
        let files = [
            ("a.py", &b"x = 1\n"[..]),
            ("b/データ.bin", &[0, 0xFF]),
            ("empty", &[]),
        ];
        let archive = zip(files);
        let end = archive.len() - 22;
        assert_eq!(number(&archive, end), END as usize);
        assert_eq!(short(&archive, end + 10), files.len());
        let mut at = number(&archive, end + 16);
        assert_eq!(at + number(&archive, end + 12), end);
        for (path, content) in files {
            assert_eq!(number(&archive, at), CENTRAL_HEADER as usize);
            assert_eq!(number(&archive, at + 16), checksum(content) as usize);
            let (size, name) = (number(&archive, at + 24), short(&archive, at + 28));
            assert_eq!(&archive[at + 46..at + 46 + name], path.as_bytes());
            let local = number(&archive, at + 42);
            assert_eq!(number(&archive, local), LOCAL_HEADER as usize);
            assert_eq!(archive[local + 4..local + 30], archive[at + 6..at + 32]);
            let content_at = local + 30 + short(&archive, local + 26);
            assert_eq!(&archive[content_at..content_at + size], content);
            at += 46 + name;
        }
        assert_eq!(at, end);
    }
}
