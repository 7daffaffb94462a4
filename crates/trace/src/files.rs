//! The files of a run: which there were at a moment, what was in them, and who did that.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    Time,
    files::{FileChange, FileKind, Inode},
};

use crate::{
    channels::Thread,
    moment::{History, Moment, Step},
};

/// How much of a file [`Files::content`] shows, in bytes: the record has no more of all together.
pub const MOST_SHOWN: usize = 4 << 20;

/// Every file, directory and link that the record knows, removed ones included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files(BTreeMap<Inode, File>);

#[derive(Clone, Debug, PartialEq)]
struct File {
    kind: FileKind,
    /// In the order in which they were given; a set would be a larger part of the page's download.
    names: History<Vec<String>>,
    size: History<u64>,
    edits: Vec<Edit>,
}

/// Something that was done to a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The first moment at which it is done.
    pub moment: Moment,
    /// When.
    pub time: Time,
    /// By whom; means nothing for a file that was [given](FileChange::Given).
    pub by: Thread,
    /// The line of the main program that did it.
    pub line: Option<u32>,
    /// What.
    pub change: FileChange,
}

/// A name at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The absolute path.
    pub path: &'a str,
    /// What it leads to.
    pub file: Inode,
    /// What that is.
    pub kind: FileKind,
    /// How long it is, in bytes.
    pub size: u64,
    /// What was last done to its content; its beginning if there was nothing else.
    pub written: &'a Edit,
}

/// What is in a file at a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The bytes from the beginning on, as far as they are known.
    pub bytes: Vec<u8>,
    /// Whether that is all of it.
    pub is_whole: bool,
}

impl File {
    fn new(kind: FileKind) -> Self {
        Self {
            kind,
            names: History::default(),
            size: History::default(),
            edits: Vec::new(),
        }
    }

    fn names(&self) -> Vec<String> {
        self.names.last().cloned().unwrap_or_default()
    }

    fn edits(&self, moment: Moment) -> &[Edit] {
        let end = self.edits.partition_point(|edit| edit.moment <= moment);
        &self.edits[..end]
    }
}

impl Edit {
    /// Whether the content is another afterwards, or begins.
    fn is_of_content(&self) -> bool {
        match &self.change {
            FileChange::Given { .. }
            | FileChange::Created { .. }
            | FileChange::Written { .. }
            | FileChange::Resized { .. } => true,
            FileChange::Linked { .. } | FileChange::Renamed { .. } | FileChange::Removed { .. } => {
                false
            }
        }
    }

    /// Whether nothing that was in the file before is in it afterwards.
    fn is_fresh(&self) -> bool {
        match &self.change {
            FileChange::Given { .. }
            | FileChange::Created { .. }
            | FileChange::Resized { size: 0, .. } => true,
            FileChange::Linked { .. }
            | FileChange::Written { .. }
            | FileChange::Resized { .. }
            | FileChange::Renamed { .. }
            | FileChange::Removed { .. } => false,
        }
    }
}

impl Files {
    /// A process changed files.
    pub(crate) fn changed(
        &mut self,
        Step { moment, event }: Step,
        change: &FileChange,
        line: Option<u32>,
    ) {
        if let FileChange::Renamed { file, from, to } = change
            && self.kind_before(*file) == FileKind::Directory
        {
            self.move_all(moment, from, to);
        }
        let inode = file_of(change);
        let kind = match change {
            FileChange::Created { kind, .. } => *kind,
            FileChange::Given { .. } => FileKind::File,
            FileChange::Linked { .. }
            | FileChange::Written { .. }
            | FileChange::Resized { .. }
            | FileChange::Renamed { .. }
            | FileChange::Removed { .. } => self.kind_before(inode),
        };
        let file = self.0.entry(inode).or_insert_with(|| File::new(kind));
        let size = file.size.last().copied().unwrap_or_default();
        let mut names = file.names();
        match change {
            FileChange::Given { path, size, .. } => {
                add(&mut names, path);
                file.size.push(moment, *size);
            }
            FileChange::Created { path, .. } | FileChange::Linked { path, .. } => {
                add(&mut names, path);
            }
            FileChange::Written { offset, length, .. } => {
                let end = offset.saturating_add(*length);
                file.size.push(moment, size.max(end));
            }
            FileChange::Resized { size, .. } => file.size.push(moment, *size),
            FileChange::Renamed { from, to, .. } => {
                names.retain(|name| name != from);
                add(&mut names, to);
            }
            FileChange::Removed { path, .. } => {
                names.retain(|name| name != path);
            }
        }
        if names != file.names() {
            file.names.push(moment, names);
        }
        file.edits.push(Edit {
            moment,
            time: event.time,
            by: (event.pid, event.thread),
            line,
            change: change.clone(),
        });
    }

    /// What is known as a file before something is done to it. What a run begins with, but for the files of its program,
    /// is in no record: directories, and devices that nobody renames.
    fn kind_before(&self, file: Inode) -> FileKind {
        self.0
            .get(&file)
            .map_or(FileKind::Directory, |file| file.kind)
    }

    /// A directory has another name, and so has all that is in it.
    fn move_all(&mut self, moment: Moment, from: &str, to: &str) {
        for file in self.0.values_mut() {
            let names = file.names();
            let moved = |name: &String| {
                let rest = name.strip_prefix(from).filter(|rest| rest.starts_with('/'));
                rest.map_or_else(|| name.clone(), |rest| format!("{to}{rest}"))
            };
            let after: Vec<_> = names.iter().map(moved).collect();
            if after != names {
                file.names.push(moment, after);
            }
        }
    }

    /// All names at `moment`, in their order.
    #[must_use]
    pub fn at(&self, moment: Moment) -> Vec<Row<'_>> {
        let mut rows: Vec<_> = (self.0.iter())
            .flat_map(|(&inode, file)| {
                let names = file.names.at(moment).map(|(_, names)| names);
                let edits = file.edits(moment).iter();
                let written = edits.clone().rev().find(|edit| edit.is_of_content());
                let written = written.or(edits.clone().next());
                let size = file.size.at(moment).map_or(0, |(_, size)| *size);
                let row = move |path| {
                    written.map(|written| Row {
                        path,
                        file: inode,
                        kind: file.kind,
                        size,
                        written,
                    })
                };
                let names = names.into_iter().flatten().map(String::as_str);
                names.filter_map(row)
            })
            .collect();
        rows.sort_unstable_by_key(|row| (row.path, row.file));
        rows
    }

    /// What was done to a file up to `moment`, the first first.
    #[must_use]
    pub fn history(&self, file: Inode, moment: Moment) -> &[Edit] {
        self.0.get(&file).map_or(&[], |file| file.edits(moment))
    }

    /// A name that a file had when something was done to it, or before.
    #[must_use]
    pub fn name(&self, file: Inode, moment: Moment) -> Option<&str> {
        let values = self.0.get(&file)?.names.iter();
        let past = values.take_while(|(since, _)| *since <= moment);
        let firsts = past.filter_map(|(_, names)| names.first());
        firsts.last().map(String::as_str)
    }

    /// What is in a regular file at `moment`. Of what is larger than [`MOST_SHOWN`] it is the beginning.
    #[must_use]
    pub fn content(&self, file: Inode, moment: Moment) -> Content {
        let edits = self.history(file, moment);
        let first = edits.iter().rposition(Edit::is_fresh).unwrap_or_default();
        let mut replay = Replay::default();
        for edit in &edits[first..] {
            match &edit.change {
                FileChange::Given { size, bytes, .. } => replay.write(0, *size, bytes),
                FileChange::Written {
                    offset,
                    length,
                    bytes,
                    ..
                } => replay.write(*offset, *length, bytes),
                FileChange::Resized { size, .. } => replay.resize(*size),
                FileChange::Created { .. }
                | FileChange::Linked { .. }
                | FileChange::Renamed { .. }
                | FileChange::Removed { .. } => {}
            }
        }
        replay.content()
    }
}

/// Adds a name to those that there are.
fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_owned());
    }
}

fn file_of(change: &FileChange) -> Inode {
    match change {
        FileChange::Given { file, .. }
        | FileChange::Created { file, .. }
        | FileChange::Linked { file, .. }
        | FileChange::Written { file, .. }
        | FileChange::Resized { file, .. }
        | FileChange::Renamed { file, .. }
        | FileChange::Removed { file, .. } => *file,
    }
}

/// A file while it is written once more.
#[derive(Default)]
struct Replay {
    size: u64,
    bytes: Vec<u8>,
    /// Which of the bytes are known.
    known: Vec<bool>,
}

impl Replay {
    fn resize(&mut self, size: u64) {
        self.size = size;
        let shown = shown(size);
        self.bytes.resize(shown, 0);
        self.known.resize(shown, true);
    }

    /// Writes `length` bytes at `offset`, of which these are the first.
    fn write(&mut self, offset: u64, length: u64, bytes: &[u8]) {
        let end = offset.saturating_add(length);
        self.resize(self.size.max(end));
        let (start, end) = (shown(offset), shown(end));
        let known = bytes.len().min(end - start);
        self.bytes[start..start + known].copy_from_slice(&bytes[..known]);
        self.known[start..start + known].fill(true);
        self.known[start + known..end].fill(false);
    }

    fn content(mut self) -> Content {
        let known = self.known.iter().position(|known| !known);
        self.bytes.truncate(known.unwrap_or(self.bytes.len()));
        let is_whole = self.bytes.len() as u64 == self.size;
        Content {
            bytes: self.bytes,
            is_whole,
        }
    }
}

/// How much of so many bytes is shown.
fn shown(size: u64) -> usize {
    usize::try_from(size).unwrap_or(usize::MAX).min(MOST_SHOWN)
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, Tid,
        event::{Event, EventKind},
    };

    use super::*;
    use crate::Trace;

    const F: Inode = Inode(5);
    const D: Inode = Inode(6);

    fn files(changes: &[(u32, FileChange)]) -> Files {
        let mut trace = Trace::default();
        for (number, (pid, change)) in (1..).zip(changes) {
            trace.push(Event {
                time: Time(10 * number),
                pid: Pid(*pid),
                thread: Tid::MAIN,
                kind: EventKind::File {
                    change: change.clone(),
                    line: Some(3),
                },
            });
        }
        trace.files().clone()
    }

    fn created(file: Inode, kind: FileKind, path: &str) -> FileChange {
        let path = path.to_owned();
        FileChange::Created { file, kind, path }
    }

    fn written(offset: u64, bytes: &[u8]) -> FileChange {
        FileChange::Written {
            file: F,
            offset,
            length: bytes.len() as u64,
            bytes: bytes.to_vec(),
        }
    }

    fn renamed(file: Inode, from: &str, to: &str) -> FileChange {
        let (from, to) = (from.to_owned(), to.to_owned());
        FileChange::Renamed { file, from, to }
    }

    fn rows(files: &Files, moment: usize) -> Vec<(&str, u64, u32)> {
        (files.at(Moment(moment)).into_iter())
            .map(|row| (row.path, row.size, row.written.by.0.0))
            .collect()
    }

    fn content(files: &Files, moment: usize) -> (String, bool) {
        let Content { bytes, is_whole } = files.content(F, Moment(moment));
        (String::from_utf8(bytes).unwrap(), is_whole)
    }

    #[test]
    fn a_file_is_as_it_was_at_each_moment() {
        let files = files(&[
            (1, created(F, FileKind::File, "/tmp/f")),
            (2, written(0, b"hello")),
            (3, written(3, b"p!?")),
            (2, FileChange::Resized { file: F, size: 4 }),
            (
                4,
                FileChange::Removed {
                    file: F,
                    path: "/tmp/f".to_owned(),
                },
            ),
        ]);
        let all: Vec<_> = (0..=5).map(|moment| rows(&files, moment)).collect();
        let f = |size, pid| vec![("/tmp/f", size, pid)];
        assert_eq!(all, [vec![], f(0, 1), f(5, 2), f(6, 3), f(4, 2), vec![]]);
        let texts: Vec<_> = (1..=5).map(|moment| content(&files, moment).0).collect();
        assert_eq!(texts, ["", "hello", "help!?", "help", "help"]);
        let edits = files.history(F, Moment(3));
        let who: Vec<_> = edits
            .iter()
            .map(|edit| (edit.by.0.0, edit.time.0))
            .collect();
        assert_eq!(who, [(1, 10), (2, 20), (3, 30)]);
        assert_eq!(files.name(F, Moment(0)), None);
        assert_eq!(files.name(F, Moment(5)), Some("/tmp/f"));
    }

    #[test]
    fn what_is_in_a_directory_goes_with_it() {
        let files = files(&[
            (1, created(D, FileKind::Directory, "/tmp/d")),
            (1, created(F, FileKind::File, "/tmp/d/f")),
            (
                1,
                FileChange::Linked {
                    file: F,
                    path: "/tmp/dd".to_owned(),
                },
            ),
            (2, renamed(D, "/tmp/d", "/tmp/e")),
            // The record does not know where this directory comes from.
            (2, renamed(Inode(2), "/tmp", "/var")),
            (2, renamed(F, "/var/dd", "/f")),
        ]);
        let paths = |moment| {
            rows(&files, moment)
                .into_iter()
                .map(|(path, ..)| path)
                .collect()
        };
        let now: Vec<_> = paths(3);
        assert_eq!(now, ["/tmp/d", "/tmp/d/f", "/tmp/dd"]);
        let now: Vec<_> = paths(4);
        assert_eq!(now, ["/tmp/dd", "/tmp/e", "/tmp/e/f"]);
        let now: Vec<_> = paths(6);
        assert_eq!(now, ["/f", "/var", "/var/e", "/var/e/f"]);
    }

    #[test]
    fn what_the_record_leaves_out_is_not_made_up() {
        let cut = FileChange::Written {
            file: F,
            offset: 2,
            length: 4,
            bytes: b"c".to_vec(),
        };
        let files = files(&[
            (1, created(F, FileKind::File, "/f")),
            (1, written(0, b"ab")),
            (1, cut),
            (1, written(3, b"d")),
            (1, written(4, b"ef")),
            (1, FileChange::Resized { file: F, size: 0 }),
            (1, written(2, b"x")),
            (
                1,
                FileChange::Resized {
                    file: F,
                    size: u64::MAX,
                },
            ),
        ]);
        let known = |text: &str, is_whole| (text.to_owned(), is_whole);
        assert_eq!(content(&files, 3), known("abc", false));
        assert_eq!(content(&files, 4), known("abcd", false));
        assert_eq!(content(&files, 5), known("abcdef", true));
        assert_eq!(content(&files, 6), known("", true));
        assert_eq!(content(&files, 7), known("\0\0x", true));
        let Content { bytes, is_whole } = files.content(F, Moment(8));
        assert_eq!((bytes.len(), is_whole), (MOST_SHOWN, false));
    }

    #[test]
    fn the_files_of_the_program_are_there_at_first() {
        let given = FileChange::Given {
            file: F,
            path: "/home/user/main.py".to_owned(),
            size: 7,
            bytes: b"pass\n".to_vec(),
        };
        let files = files(&[(1, given)]);
        assert_eq!(rows(&files, 1), [("/home/user/main.py", 7, 1)]);
        assert_eq!(files.at(Moment(1))[0].kind, FileKind::File);
        assert_eq!(content(&files, 1), ("pass\n".to_owned(), false));
    }
}
