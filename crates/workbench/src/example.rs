//! The programs that come with the page.

use spawnpoint_link::Choice;
use spawnpoint_project::{Files, ProgramFile, Project, ROOM};

/// An example program, as far as it is run and linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it is stored under and linked by; never changes.
    pub id: &'static str,
    /// The runs in which it shows what it is for.
    pub choice: Choice,
    /// The seed of its turns, where they matter.
    pub seed: Option<u32>,
    /// The program.
    pub source: &'static str,
    /// The files beside it: their paths and contents.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Example {
    /// The program with its files.
    #[must_use]
    pub fn project(&self) -> Project {
        let file = |(path, bytes): &(&str, &[u8])| ProgramFile {
            path: (*path).to_owned(),
            bytes: bytes.to_vec(),
        };
        Project {
            source: self.source.to_owned(),
            // A test of the page sees to it that they can be there.
            files: Files::of(self.files.iter().map(file), ROOM).unwrap_or_default(),
        }
    }
}
