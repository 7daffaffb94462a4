//! The byte form of messages: [postcard](https://postcard.jamesmunns.com/wire-format).

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};

/// Bytes that are not a message of the expected type and [version](crate::VERSION).
#[derive(Debug)]
pub struct DecodeError(postcard::Error);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not a Spawnpoint message of protocol version {}: {}",
            crate::VERSION,
            self.0
        )
    }
}

impl std::error::Error for DecodeError {}

/// The bytes of `message`.
///
/// # Panics
/// Never for this crate's types: each has a byte form, and the buffer grows as needed.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_stdvec(message).expect("every message of this crate has a byte form")
}

/// The message in `bytes`.
///
/// # Errors
/// When `bytes` were not made by [`encode`] from a `T` of this version.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, DecodeError> {
    postcard::from_bytes(bytes).map_err(DecodeError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        MessageId, ObjectId, Pid, StartMethod, Stream, Tid, Time,
        control::FromKernel,
        event::{Event, EventKind, Limit, Summary, Variable, WaitFor},
        files::{Fd, FileChange, Inode},
        syscall::Watched,
    };

    #[test]
    fn every_kind_of_event_survives_the_wire() {
        let kinds = [
            EventKind::Created {
                parent: Some(Pid(10)),
                name: "プロセス-1".to_owned(),
                daemon: true,
                method: StartMethod::Spawn,
                line: Some(7),
            },
            EventKind::Running,
            EventKind::Blocked {
                on: WaitFor::Sleep { micros: 5 },
                call: None,
                line: None,
            },
            EventKind::Blocked {
                on: WaitFor::Exit { of: Pid(11) },
                call: Some("Process.join".to_owned()),
                line: Some(3),
            },
            EventKind::Blocked {
                on: WaitFor::Any {
                    of: vec![Watched::Exit(Pid(11)), Watched::Readable(ObjectId(2))],
                },
                call: None,
                line: None,
            },
            EventKind::Unblocked {
                timed_out: true,
                by: None,
            },
            EventKind::Unblocked {
                timed_out: false,
                by: Some((Pid(11), Tid(2))),
            },
            EventKind::Held { line: Some(4) },
            EventKind::Resumed,
            EventKind::Globals(vec![
                Variable {
                    name: "numbers".to_owned(),
                    value: Some(Summary {
                        class: "list".to_owned(),
                        text: "[1]".to_owned(),
                        length: Some(1),
                        object: Some(ObjectId(3)),
                    }),
                },
                Variable {
                    name: "gone".to_owned(),
                    value: None,
                },
            ]),
            EventKind::Turn,
            EventKind::Overwritten {
                name: "counter".to_owned(),
                lost: Tid(2),
                line: Some(9),
            },
            EventKind::Sent {
                to: ObjectId(3),
                message: MessageId(1),
                bytes: 5,
                value: Summary::default(),
                line: Some(1),
            },
            EventKind::Printed {
                stream: Stream::Stderr,
                text: "\u{1f600}\n".to_owned(),
            },
            EventKind::Signalled {
                by: None,
                signal: crate::Signal::KILL,
                line: None,
            },
            EventKind::Limited(Limit::Output(u64::MAX)),
            EventKind::Exited { code: -9 },
        ];
        survive(kinds.to_vec());
    }

    #[test]
    fn events_about_files_survive_the_wire() {
        let kinds = vec![
            EventKind::File {
                change: FileChange::Written {
                    file: Inode(7),
                    offset: u64::MAX,
                    length: 3,
                    bytes: vec![0, 0xFF],
                },
                line: Some(2),
            },
            EventKind::Blocked {
                on: WaitFor::Read {
                    fd: Fd(3),
                    end: Inode(8),
                },
                call: None,
                line: None,
            },
        ];
        survive(kinds);
    }

    fn survive(kinds: Vec<EventKind>) {
        let events = kinds.into_iter().map(|kind| Event {
            time: Time(u64::MAX),
            pid: Pid(10),
            thread: Tid(1),
            kind,
        });
        let message = FromKernel::Events(events.collect());
        assert_eq!(decode::<FromKernel>(&encode(&message)).unwrap(), message);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        assert!(decode::<FromKernel>(&[0xFF; 4]).is_err());
        let cut = encode(&FromKernel::Events(vec![Event {
            time: Time(1),
            pid: Pid(10),
            thread: Tid::MAIN,
            kind: EventKind::Running,
        }]));
        assert!(decode::<FromKernel>(&cut[..cut.len() - 1]).is_err());
    }
}
