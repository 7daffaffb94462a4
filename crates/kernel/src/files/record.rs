//! What the record says about changes of files.

use spawnpoint_files::{Change, Ino};
use spawnpoint_protocol::{files::FileChange, limits};

use super::form;

/// What the record has of files.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Changes that are not in the log yet.
    changes: Vec<FileChange>,
    /// How many bytes of contents the log has.
    bytes: usize,
}

impl Record {
    /// A change. If it is that of a write, these are the bytes that were to be written.
    pub fn add(&mut self, change: Change, bytes: &[u8]) {
        let change = match change {
            Change::Created { ino, kind, path } => FileChange::Created {
                file: form::inode(ino),
                kind: form::kind(kind),
                path: form::text(&path),
            },
            Change::Linked { ino, path } => FileChange::Linked {
                file: form::inode(ino),
                path: form::text(&path),
            },
            Change::Written {
                ino,
                offset,
                bytes: length,
            } => FileChange::Written {
                file: form::inode(ino),
                offset,
                length,
                bytes: self.piece(bytes, length),
            },
            Change::Resized { ino, size } => FileChange::Resized {
                file: form::inode(ino),
                size,
            },
            // Modes and times are not in the record.
            Change::Described(_) => return,
            Change::Renamed { ino, from, to } => FileChange::Renamed {
                file: form::inode(ino),
                from: form::text(&from),
                to: form::text(&to),
            },
            Change::Removed { ino, path } => FileChange::Removed {
                file: form::inode(ino),
                path: form::text(&path),
            },
        };
        self.changes.push(change);
    }

    /// A file that is there before the run.
    pub fn give(&mut self, ino: Ino, path: String, bytes: &[u8]) {
        let size = bytes.len() as u64;
        let bytes = self.piece(bytes, size);
        let file = form::inode(ino);
        self.changes.push(FileChange::Given {
            file,
            path,
            size,
            bytes,
        });
    }

    /// The changes since the last call.
    pub fn take(&mut self) -> Vec<FileChange> {
        std::mem::take(&mut self.changes)
    }

    /// The first of so many bytes, as far as there is room for them.
    fn piece(&mut self, bytes: &[u8], length: u64) -> Vec<u8> {
        let room = limits::RECORDED_WRITE.min(limits::RECORDED - self.bytes);
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let piece = &bytes[..bytes.len().min(length).min(room)];
        self.bytes += piece.len();
        piece.to_owned()
    }
}
