//! A run as a file.

use std::fmt;

use serde::{Deserialize, Serialize};
use spawnpoint_protocol::{
    DecodeError, StartMethod, Time, VERSION,
    control::Outcome,
    decode, encode,
    event::{Event, EventKind},
    syscall::{Mode, Program, Turns},
};

/// What every file begins with; the version of the protocol and a line feed follow.
const MAGIC: &str = "spawnpoint run ";

/// No run lasts longer, in microseconds: a year. So sums of times stay far below what numbers hold.
const LONGEST: Time = Time(366 * 24 * 3_600 * 1_000_000);

/// A program, and what happened when it ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recording {
    /// What ran.
    pub program: Program,
    /// The log.
    pub events: Vec<Event>,
    /// How it ended, as far as a kernel said so.
    pub outcome: Option<Outcome>,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not the file of a run.
    Foreign,
    /// It is of this other version.
    Version(String),
    /// It is damaged; with what is known.
    Damaged(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("not the file of a run"),
            Self::Version(version) => {
                write!(
                    f,
                    "the file of version {version}; this is version {VERSION}"
                )
            }
            Self::Damaged(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Recording {
    /// The content of the file.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("{MAGIC}{VERSION}\n").into_bytes();
        bytes.extend(encode(self));
        bytes
    }

    /// Reads the content of a file, also of one from before programs had files.
    ///
    /// # Errors
    /// When it is not that of a run, or of a version that cannot be read.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unreadable> {
        let rest = bytes
            .strip_prefix(MAGIC.as_bytes())
            .ok_or(Unreadable::Foreign)?;
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .ok_or(Unreadable::Foreign)?;
        let (version, content) = (&rest[..end], &rest[end + 1..]);
        let version = String::from_utf8_lossy(version);
        let read: fn(&[u8]) -> Result<Self, DecodeError> = match version.parse() {
            Ok(WITH_FILES..=VERSION) => decode,
            Ok(WITHOUT_FILES) => |content| decode::<WithoutFiles>(content).map(Self::from),
            Ok(_) | Err(_) => return Err(Unreadable::Version(version.into_owned())),
        };
        let recording = read(content).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        let events = &recording.events;
        if !events.is_sorted_by_key(|event| event.time) {
            return Err(Unreadable::Damaged("time goes back".to_owned()));
        }
        if !events.iter().all(has_uses_in_order) {
            let reason = "what was done with a semaphore is not in the order of time";
            return Err(Unreadable::Damaged(reason.to_owned()));
        }
        if events.last().is_some_and(|event| event.time > LONGEST) {
            return Err(Unreadable::Damaged("it takes too long".to_owned()));
        }
        Ok(recording)
    }
}

/// Whether what an event tells of earlier is in the order of time, and not later than the event.
fn has_uses_in_order(event: &Event) -> bool {
    let EventKind::Used { uses, .. } = &event.kind else {
        return true;
    };
    let spans = uses.iter().map(|what| <[Time; 2]>::from(what.span()));
    spans.flatten().chain([event.time]).is_sorted()
}

/// The last version in which a program was one text. Its events were a part of what there is now.
const WITHOUT_FILES: u32 = 5;

/// The first version of the [`Recording`] that there is now. What came since are further kinds of events.
const WITH_FILES: u32 = 6;

/// A [`Recording`] of that version.
#[derive(Deserialize)]
struct WithoutFiles {
    program: OneText,
    events: Vec<Event>,
    outcome: Option<Outcome>,
}

/// A [`Program`] of that version.
#[derive(Deserialize)]
struct OneText {
    source: String,
    start_method: StartMethod,
    mode: Mode,
    turns: Turns,
}

impl From<WithoutFiles> for Recording {
    fn from(old: WithoutFiles) -> Self {
        let OneText {
            source,
            start_method,
            mode,
            turns,
        } = old.program;
        Self {
            program: Program {
                source,
                files: Vec::new(),
                start_method,
                mode,
                turns,
            },
            events: old.events,
            outcome: old.outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        ObjectId, Pid, Stream, Tid,
        event::{Limit, Use},
        syscall::ProgramFile,
    };

    use super::*;

    #[test]
    fn a_recording_comes_back_as_it_was() {
        let recording = Recording {
            program: Program {
                source: "print('あ')\n".to_owned(),
                files: vec![ProgramFile {
                    path: "データ/a.bin".to_owned(),
                    bytes: vec![0, 0xFF],
                }],
                ..Program::default()
            },
            events: vec![Event {
                time: Time(5),
                pid: Pid(10),
                thread: Tid::MAIN,
                kind: EventKind::Exited { code: 0 },
            }],
            outcome: Some(Outcome::Finished),
        };
        let bytes = recording.to_bytes();
        assert_eq!(Recording::from_bytes(&bytes), Ok(recording));
        assert_eq!(
            Recording::from_bytes(b"PK\x03\x04"),
            Err(Unreadable::Foreign)
        );
        let older = b"spawnpoint run 1\nxyz";
        let version = Unreadable::Version("1".to_owned());
        assert_eq!(Recording::from_bytes(older), Err(version));
        let header = MAGIC.len() + VERSION.to_string().len() + 1;
        for length in header..bytes.len() {
            let cut = Recording::from_bytes(&bytes[..length]);
            assert!(matches!(cut, Err(Unreadable::Damaged(_))), "{length}");
        }
    }

    #[test]
    fn a_file_from_before_programs_had_files_is_read() {
        let bytes = include_bytes!("../tests/runs/version-5.spawnpoint");
        let recording = Recording::from_bytes(bytes).unwrap();
        let program = Program {
            source: "import time\nprint('あ')\ntime.sleep(5e-6)\nnumbers = [1]\n".to_owned(),
            files: Vec::new(),
            start_method: StartMethod::Spawn,
            mode: Mode::Shared,
            turns: Turns {
                interval: 1_000,
                seed: Some(7),
            },
        };
        assert_eq!(recording.program, program);
        assert_eq!(recording.outcome, Some(Outcome::Finished));
        let kinds: Vec<_> = recording.events.iter().map(|event| &event.kind).collect();
        assert_eq!(kinds.len(), 8);
        let printed = EventKind::Printed {
            stream: Stream::Stdout,
            text: "あ\n".to_owned(),
        };
        assert_eq!(kinds[2], &printed);
        assert_eq!(kinds[6], &EventKind::Limited(Limit::Output(7)));
        assert_eq!(kinds[7], &EventKind::Exited { code: 0 });
    }

    #[test]
    fn a_file_from_before_semaphores_were_lent_is_read() {
        let recording = recording(vec![(5, EventKind::Exited { code: 0 })]);
        let bytes = recording.to_bytes();
        let header = format!("{MAGIC}{VERSION}\n");
        let content = (bytes.strip_prefix(header.as_bytes())).expect("it begins so");
        let older = [b"spawnpoint run 6\n", content].concat();
        assert_eq!(Recording::from_bytes(&older), Ok(recording));
    }

    fn recording(kinds: impl IntoIterator<Item = (u64, EventKind)>) -> Recording {
        let events = kinds.into_iter().map(|(time, kind)| Event {
            time: Time(time),
            pid: Pid(10),
            thread: Tid::MAIN,
            kind,
        });
        Recording {
            program: Program::default(),
            events: events.collect(),
            outcome: None,
        }
    }

    #[test]
    fn a_log_that_no_kernel_writes_is_damaged() {
        for times in [&[2, 1][..], &[0, u64::MAX]] {
            let running = times.iter().map(|time| (*time, EventKind::Running));
            let read = Recording::from_bytes(&recording(running).to_bytes());
            assert!(matches!(read, Err(Unreadable::Damaged(_))), "{times:?}");
        }
    }

    #[test]
    fn what_was_done_with_a_semaphore_has_times_in_order() {
        let thread = Tid::MAIN;
        let line = None;
        for (took, from, to, is_read) in [
            (1, 1, 3, true),
            (5, 5, 5, true),
            (3, 2, 4, false),
            (1, 3, 2, false),
            (1, 2, 6, false),
        ] {
            let uses = vec![
                Use::Took {
                    at: Time(took),
                    thread,
                    line,
                },
                Use::Repeated {
                    count: 2,
                    from: Time(from),
                    to: Time(to),
                    thread,
                    line,
                },
            ];
            let told = EventKind::Used {
                semaphore: ObjectId(1),
                uses,
            };
            let read = Recording::from_bytes(&recording([(5, told)]).to_bytes());
            match read {
                Ok(_) => assert!(is_read, "{took}, {from} to {to}"),
                Err(error) => {
                    assert!(matches!(error, Unreadable::Damaged(_)), "{error}");
                    assert!(!is_read, "{took}, {from} to {to}");
                }
            }
        }
    }
}
