//! All files as one piece of bytes, as links and the storage of the browser have them: the list of files in the form of
//! the protocol's messages ([postcard](https://postcard.jamesmunns.com/wire-format)), which stays as it is. A reader of a
//! later version still has the links.

use std::fmt;

use spawnpoint_protocol::{decode, encode};

use crate::{Files, ProgramFile, Refusal};

/// Why bytes are no files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damaged {
    /// Nothing wrote them so; with what is known.
    Bytes(String),
    /// The file of this path cannot be there.
    File(String, Refusal),
}

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes(reason) => formatter.write_str(reason),
            Self::File(path, refusal) => write!(formatter, "{path:?}: {refusal}"),
        }
    }
}

impl std::error::Error for Damaged {}

impl Files {
    /// All of them as one piece of bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.0)
    }

    /// The files that became these bytes. They may have `room` bytes together.
    ///
    /// # Errors
    /// When they are no files, or such as cannot be there.
    pub fn from_bytes(bytes: &[u8], room: usize) -> Result<Self, Damaged> {
        let files: Vec<ProgramFile> =
            decode(bytes).map_err(|error| Damaged::Bytes(error.to_string()))?;
        Self::of(files, room).map_err(|(path, refusal)| Damaged::File(path, refusal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ROOM;

    /// Links with these bytes are in the world.
    #[test]
    fn the_bytes_of_files_stay_what_they_were() {
        let bytes = b"\x02\x04a.py\x08def f():\x05b/\xC3\xA9\x2E\x02\x00\xFF";
        let files = Files::from_bytes(bytes, ROOM).unwrap();
        assert_eq!(files.get("a.py"), Some(&b"def f():"[..]));
        assert_eq!(files.get("b/é."), Some(&[0, 0xFF][..]));
        assert_eq!(files.to_bytes(), bytes);
    }

    #[test]
    fn files_that_cannot_be_are_refused() {
        let file = |path: &str, size| ProgramFile {
            path: path.to_owned(),
            bytes: vec![0; size],
        };
        let read = |files: &[ProgramFile]| Files::from_bytes(&encode(&files), 10);
        assert!(read(&[file("a", 4), file("b", 6)]).is_ok());
        for (files, path, refusal) in [
            (&[file("main.py", 1)][..], "main.py", Refusal::Main),
            (&[file("a", 1), file("a", 1)], "a", Refusal::Taken),
            (&[file("a", 1), file("a/b", 1)], "a/b", Refusal::Blocked),
            (
                &[file("a", 4), file("b", 7)],
                "b",
                Refusal::TooLarge { room: 10 },
            ),
        ] {
            assert_eq!(read(files), Err(Damaged::File(path.to_owned(), refusal)));
        }
        let cut = Files::from_bytes(b"\x02\x04a.p", 10);
        assert!(matches!(cut, Err(Damaged::Bytes(_))));
    }
}
