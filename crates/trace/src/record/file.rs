//! What was done to files.

use spawnpoint_protocol::files::{FileChange, FileKind};

use super::what::What;

/// What somebody did to files.
pub(super) fn changed(change: &FileChange, line: Option<u32>) -> What<'_> {
    match change {
        FileChange::Given {
            file,
            path,
            size,
            bytes,
        } => What::FileGiven {
            file: file.0,
            path,
            size: *size,
            text: text(bytes, *size),
        },
        FileChange::Created { file, kind, path } => What::FileCreated {
            file: file.0,
            kind: match kind {
                FileKind::File => "file",
                FileKind::Directory => "directory",
                FileKind::Symlink => "symlink",
                FileKind::Device(_) => "device",
                FileKind::Stream(_) => "stream",
            },
            path,
            line,
        },
        FileChange::Linked { file, path } => What::FileLinked {
            file: file.0,
            path,
            line,
        },
        FileChange::Written {
            file,
            offset,
            length,
            bytes,
        } => What::FileWritten {
            file: file.0,
            offset: *offset,
            length: *length,
            text: text(bytes, *length),
            line,
        },
        FileChange::Resized { file, size } => What::FileResized {
            file: file.0,
            size: *size,
            line,
        },
        FileChange::Renamed { file, from, to } => What::FileRenamed {
            file: file.0,
            from,
            to,
            line,
        },
        FileChange::Removed { file, path } => What::FileRemoved {
            file: file.0,
            path,
            line,
        },
    }
}

/// Bytes as text, if they are all of so many.
fn text(bytes: &[u8], length: u64) -> Option<&str> {
    let is_whole = bytes.len() as u64 == length;
    std::str::from_utf8(bytes).ok().filter(|_| is_whole)
}
