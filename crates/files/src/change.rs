//! What operations have done to the files, for whoever shows it.

use crate::{FileSystem, Ino, Kind, Output, path::join};

/// Something that an operation has done. Whose operation it was is known to whoever called it. Paths are
/// absolute; of what is too deep for one there is only the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A file, a directory or a link was made.
    Created {
        /// What.
        ino: Ino,
        /// As what.
        kind: Kind,
        /// Its first name.
        path: Vec<u8>,
    },
    /// A file got a further name.
    Linked {
        /// Which.
        ino: Ino,
        /// The further name.
        path: Vec<u8>,
    },
    /// Bytes were written. What is written one after another is one change.
    Written {
        /// To which file.
        ino: Ino,
        /// From where on.
        offset: u64,
        /// How many.
        bytes: u64,
    },
    /// The size was set.
    Resized {
        /// Of which file.
        ino: Ino,
        /// To what.
        size: u64,
    },
    /// The mode or the times were set.
    Described(Ino),
    /// It has another name; if there was something of that name, it was removed before.
    Renamed {
        /// What.
        ino: Ino,
        /// Its name before.
        from: Vec<u8>,
        /// Its name now.
        to: Vec<u8>,
    },
    /// A name is no more. The file may have others, or be in use without one.
    Removed {
        /// What had the name.
        ino: Ino,
        /// The name.
        path: Vec<u8>,
    },
}

impl FileSystem {
    /// Whether changes are put out; at first they are not.
    pub fn record_changes(&mut self, recording: bool) {
        self.recording = recording;
    }

    pub(crate) fn record(&mut self, change: impl FnOnce(&Self) -> Change) {
        if !self.recording {
            return;
        }
        let change = change(self);
        if let Change::Written { ino, offset, bytes } = change
            && let Some(Output::Changed(Change::Written {
                ino: last,
                offset: start,
                bytes: before,
            })) = self.outputs.back_mut()
            && *last == ino
            && *start + *before == offset
        {
            *before += bytes;
            return;
        }
        self.outputs.push_back(Output::Changed(change));
    }

    /// The absolute path of an entry. Of one that is too deep for a path, the name.
    pub(crate) fn path_of_entry(&self, directory: Ino, name: &[u8]) -> Vec<u8> {
        let Ok(mut path) = self.path_of(directory) else {
            return name.to_owned();
        };
        join(&mut path, name);
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Links, ROOT,
        fixture::{BOTH, NOW, ino, open, with},
    };

    fn changes(files: &mut FileSystem) -> Vec<Change> {
        std::iter::from_fn(|| files.poll())
            .map(|output| match output {
                Output::Changed(change) => change,
                Output::Granted(_) | Output::Stirred(_) => panic!("nobody waits for {output:?}"),
            })
            .collect()
    }

    #[test]
    fn nothing_is_put_out_before_somebody_wants_it() {
        let mut files = with(&["/f"]);
        assert_eq!(changes(&mut files), []);
    }

    #[test]
    fn each_operation_tells_what_it_did() {
        let mut files = with(&["/d/f", "/e/"]);
        files.record_changes(true);
        let [d, f, e] = ["/d", "/d/f", "/e"].map(|path| ino(&files, path));
        let made = files.mkdir(d, b"new", 0o755, NOW).unwrap();
        files.link((d, b"f"), Links::Keep, (e, b"g"), NOW).unwrap();
        files.rename((ROOT, b"d"), (ROOT, b"e/d"), NOW).unwrap();
        files.rename((e, b"g"), (d, b"f"), NOW).unwrap();
        files.chmod(f, 0o600, NOW).unwrap();
        files.rename((e, b"d/f"), (e, b"h"), NOW).unwrap();
        files.unlink(e, b"g", NOW).unwrap();
        let expected = [
            Change::Created {
                ino: made,
                kind: Kind::Directory,
                path: b"/d/new".into(),
            },
            Change::Linked {
                ino: f,
                path: b"/e/g".into(),
            },
            Change::Renamed {
                ino: d,
                from: b"/d".into(),
                to: b"/e/d".into(),
            },
            Change::Described(f),
            Change::Renamed {
                ino: f,
                from: b"/e/d/f".into(),
                to: b"/e/h".into(),
            },
            Change::Removed {
                ino: f,
                path: b"/e/g".into(),
            },
        ];
        assert_eq!(changes(&mut files), expected);
    }

    #[test]
    fn what_is_replaced_is_removed_before() {
        let mut files = with(&["/f", "/g"]);
        files.record_changes(true);
        let [f, g] = ["/f", "/g"].map(|path| ino(&files, path));
        files.rename((ROOT, b"f"), (ROOT, b"g"), NOW).unwrap();
        let expected = [
            Change::Removed {
                ino: g,
                path: b"/g".into(),
            },
            Change::Renamed {
                ino: f,
                from: b"/f".into(),
                to: b"/g".into(),
            },
        ];
        assert_eq!(changes(&mut files), expected);
    }

    #[test]
    fn what_is_written_on_and_on_is_one_change() {
        let mut files = with(&["/f"]);
        files.record_changes(true);
        let (f, id) = (ino(&files, "/f"), open(&mut files, "/f", BOTH));
        for _ in 0..3 {
            files.write(id, b"four", NOW).unwrap();
        }
        files.pwrite(id, b"x", 0, NOW).unwrap();
        files.set_size(id, 5, NOW).unwrap();
        files.set_size(id, 5, NOW).unwrap();
        let written = |offset, bytes| Change::Written {
            ino: f,
            offset,
            bytes,
        };
        let resized = Change::Resized { ino: f, size: 5 };
        assert_eq!(
            changes(&mut files),
            [written(0, 12), written(0, 1), resized]
        );
    }
}
