//! A program and the files beside it, as a reader keeps them: what files may be called, how much there may be of them,
//! and what they are as one piece of bytes.

mod archive;
mod path;
mod zip;

use std::fmt;

pub use spawnpoint_protocol::syscall::ProgramFile;

pub use self::{archive::Damaged, path::LONGEST_PATH, zip::zip};

/// The path of the main module, which is a text of its own and none of the files.
pub const MAIN: &str = "main.py";

/// The most files that a program has beside it.
pub const MOST_FILES: usize = 64;

/// The most bytes that they have together.
pub const ROOM: usize = 8 << 20;

/// The most bytes that they have together in a link: what the addresses of all browsers hold, however little of it can
/// be compressed.
pub const ROOM_IN_LINK: usize = 512 << 10;

/// The most bytes of a file that is edited as text; an editor works through all of it at each key.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A program as a reader keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The source text of the main module.
    pub source: String,
    /// What is beside it.
    pub files: Files,
}

/// The files beside a program, in the order in which they came: each path is there once and can be that of a file, and
/// there are at most [`MOST_FILES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(Vec<ProgramFile>);

/// A file that was taken away or written over, to be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Where it was among the files.
    pub place: usize,
    /// The file.
    pub file: ProgramFile,
}

/// Why a file cannot be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It has no name.
    Unnamed,
    /// Its path has more than 255 bytes.
    Long,
    /// Its path has a control character or a backslash in it.
    Character,
    /// Its path begins or ends with `/`, or a folder in it has no name or is `.` or `..`.
    Folder,
    /// Its path is that of the main module.
    Main,
    /// There is a file of this path.
    Taken,
    /// There is a file where it would have a folder, or the other way round.
    Blocked,
    /// There are as many files as there may be.
    TooMany,
    /// All together would have more than this many bytes.
    TooLarge {
        /// How many they may have.
        room: usize,
    },
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unnamed => formatter.write_str("a file needs a name"),
            Self::Long => formatter.write_str("the name is too long"),
            Self::Character => formatter.write_str("the name has a character that no name has"),
            Self::Folder => formatter.write_str("the name of a folder is missing"),
            Self::Main => write!(formatter, "{MAIN} is the program itself"),
            Self::Taken => formatter.write_str("there is a file of this name"),
            Self::Blocked => formatter.write_str("a file and a folder have the same name"),
            Self::TooMany => write!(formatter, "there are {MOST_FILES} files"),
            Self::TooLarge { room } => write!(formatter, "files have {room} bytes at the most"),
        }
    }
}

impl std::error::Error for Refusal {}

impl Files {
    /// These files, which may have `room` bytes together.
    ///
    /// # Errors
    /// The path of the first that cannot be there, and why.
    pub fn of(
        files: impl IntoIterator<Item = ProgramFile>,
        room: usize,
    ) -> Result<Self, (String, Refusal)> {
        let mut all = Self::default();
        for file in files {
            let refused = |refusal| (file.path.clone(), refusal);
            all.check_new(&file.path).map_err(refused)?;
            all.check_room(file.bytes.len(), room).map_err(refused)?;
            all.0.push(file);
        }
        Ok(all)
    }

    /// All of them.
    #[must_use]
    pub fn list(&self) -> &[ProgramFile] {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The content of the file of this path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        Some(&self.0[self.place(path)?].bytes)
    }

    /// Adds a file, or writes over the one of this path, which is returned. All may have `room` bytes together.
    ///
    /// # Errors
    /// When a file of this path or size cannot be there. Nothing has changed then.
    pub fn put(&mut self, file: ProgramFile, room: usize) -> Result<Option<Former>, Refusal> {
        let place = self.place(&file.path);
        if place.is_none() {
            self.check_new(&file.path)?;
        }
        let before = place.map_or(0, |place| self.0[place].bytes.len());
        self.check_room(file.bytes.len().saturating_sub(before), room)?;
        let Some(place) = place else {
            self.0.push(file);
            return Ok(None);
        };
        let file = std::mem::replace(&mut self.0[place], file);
        Ok(Some(Former { place, file }))
    }

    /// Gives the file of a path another one, if there is such a file.
    ///
    /// # Errors
    /// When a file of the new path cannot be there. Nothing has changed then.
    pub fn rename(&mut self, path: &str, new: &str) -> Result<(), Refusal> {
        let Some(place) = self.place(path).filter(|_| path != new) else {
            return Ok(());
        };
        let file = self.0.remove(place);
        let checked = path::check(new).and_then(|()| self.check_path(new));
        let path = if checked.is_ok() {
            new.to_owned()
        } else {
            file.path
        };
        self.0.insert(place, ProgramFile { path, ..file });
        checked
    }

    /// Takes the file of this path away.
    pub fn remove(&mut self, path: &str) -> Option<Former> {
        let place = self.place(path)?;
        let file = self.0.remove(place);
        Some(Former { place, file })
    }

    /// Puts a file back where it was. What has its path by now is written over and returned.
    ///
    /// # Errors
    /// As [`Self::put`], with the file, so that it is not lost.
    pub fn restore(
        &mut self,
        former: Former,
        room: usize,
    ) -> Result<Option<Former>, (Refusal, Former)> {
        let end = self.0.len();
        // A copy, since the file is given back where it cannot be there.
        match self.put(former.file.clone(), room) {
            Ok(replaced) => {
                if self.0.len() > end
                    && let Some(file) = self.0.pop()
                {
                    self.0.insert(former.place.min(end), file);
                }
                Ok(replaced)
            }
            Err(refusal) => Err((refusal, former)),
        }
    }

    /// How many bytes they have together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.0.iter().map(|file| file.bytes.len()).sum()
    }

    /// A path for a new file that begins as `stem` and ends as `suffix`, with a number between if need be.
    #[must_use]
    pub fn free_path(&self, stem: &str, suffix: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{stem}{number}{suffix}"));
        std::iter::once(format!("{stem}{suffix}"))
            .chain(numbered)
            .find(|path| self.place(path).is_none())
            .unwrap_or_default()
    }

    fn place(&self, path: &str) -> Option<usize> {
        self.0.iter().position(|file| file.path == path)
    }

    /// Whether one more file of this path can be there.
    fn check_new(&self, path: &str) -> Result<(), Refusal> {
        path::check(path)?;
        self.check_path(path)?;
        if self.0.len() >= MOST_FILES {
            return Err(Refusal::TooMany);
        }
        Ok(())
    }

    fn check_path(&self, path: &str) -> Result<(), Refusal> {
        let paths = || self.0.iter().map(|file| file.path.as_str());
        if paths().any(|other| other == path) {
            Err(Refusal::Taken)
        } else if paths().any(|other| path::is_below(other, path) || path::is_below(path, other)) {
            Err(Refusal::Blocked)
        } else {
            Ok(())
        }
    }

    /// Whether there is room for more bytes.
    fn check_room(&self, more: usize, room: usize) -> Result<(), Refusal> {
        // What is less than before is no worse than before.
        if more > 0 && self.size().saturating_add(more) > room {
            return Err(Refusal::TooLarge { room });
        }
        Ok(())
    }
}

/// What the content of a file is to somebody who edits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// Text.
    Text(&'a str),
    /// More text than is edited.
    Long,
    /// Bytes that are no text in UTF-8.
    Binary,
}

impl<'a> Content<'a> {
    /// What these bytes are.
    #[must_use]
    pub fn of(bytes: &'a [u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains('\0') => Self::Binary,
            Ok(text) if text.len() > LONGEST_TEXT => Self::Long,
            Ok(text) => Self::Text(text),
            Err(_) => Self::Binary,
        }
    }
}
