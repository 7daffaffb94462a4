//! Events in the form in which other programs get them.
//!
//! The form is flat, with a `type`, and stays as it is when the messages between the workers change.

mod value;
mod wait;
mod what;

use serde::Serialize;
use spawnpoint_protocol::{Tid, event};

pub use self::{
    value::{Summary, Variable},
    wait::{Holder, Wait, WaitFor},
    what::{Thread, Use, What},
};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    /// Microseconds since the run began.
    pub time: u64,
    /// The process it happened to.
    pub pid: u32,
    /// Its thread, by the order in which the process started them; left out for the main thread.
    #[serde(skip_serializing_if = "is_main")]
    pub thread: u32,
    /// What happened.
    #[serde(flatten)]
    pub what: What<'a>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over references"
)]
fn is_main(thread: &u32) -> bool {
    *thread == Tid::MAIN.0
}

impl<'a> From<&'a event::Event> for Record<'a> {
    fn from(event: &'a event::Event) -> Self {
        Self {
            time: event.time.0,
            pid: event.pid.0,
            thread: event.thread.0,
            what: (&event.kind).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        ObjectId, Pid, StartMethod, Stream, Time,
        event::{Event, EventKind},
        files::{FileChange, Inode},
    };

    use super::*;

    #[test]
    fn events_are_flat_objects() {
        let json = |kind| {
            let event = Event {
                time: Time(5),
                pid: Pid(2),
                thread: Tid::MAIN,
                kind,
            };
            serde_json::to_string(&Record::from(&event)).expect("a record has a JSON form")
        };
        assert_eq!(
            json(EventKind::Created {
                parent: Some(Pid(1)),
                name: "worker".to_owned(),
                daemon: false,
                method: StartMethod::Spawn,
                line: None,
            }),
            r#"{"time":5,"pid":2,"type":"created","parent":1,"name":"worker","daemon":false,"method":"spawn","line":null}"#
        );
        assert_eq!(
            json(EventKind::Blocked {
                on: event::WaitFor::Exit { of: Pid(3) },
                call: Some("Process.join".to_owned()),
                line: Some(7)
            }),
            r#"{"time":5,"pid":2,"type":"blocked","on":{"type":"exit","of":3},"call":"Process.join","line":7}"#
        );
        assert_eq!(
            json(EventKind::Printed {
                stream: Stream::Stderr,
                text: "x\n".to_owned()
            }),
            r#"{"time":5,"pid":2,"type":"printed","stream":"stderr","text":"x\n"}"#
        );
        assert_eq!(
            json(EventKind::Running),
            r#"{"time":5,"pid":2,"type":"running"}"#
        );
        let written = |length| EventKind::File {
            change: FileChange::Written {
                file: Inode(9),
                offset: 1,
                length,
                bytes: b"ab".to_vec(),
            },
            line: Some(4),
        };
        assert_eq!(
            json(written(2)),
            r#"{"time":5,"pid":2,"type":"fileWritten","file":9,"offset":1,"length":2,"text":"ab","line":4}"#
        );
        assert_eq!(
            json(written(3)),
            r#"{"time":5,"pid":2,"type":"fileWritten","file":9,"offset":1,"length":3,"text":null,"line":4}"#
        );
        let uses = vec![
            event::Use::GaveBack {
                at: Time(1),
                thread: Tid::MAIN,
                line: Some(4),
            },
            event::Use::Repeated {
                count: 7,
                from: Time(2),
                to: Time(3),
                thread: Tid(1),
                line: None,
            },
            event::Use::Took {
                at: Time(4),
                thread: Tid(1),
                line: Some(6),
            },
        ];
        assert_eq!(
            json(EventKind::Used {
                semaphore: ObjectId(8),
                uses
            }),
            concat!(
                r#"{"time":5,"pid":2,"type":"used","object":8,"uses":["#,
                r#"{"type":"gaveBack","time":1,"line":4},"#,
                r#"{"type":"repeated","count":7,"from":2,"to":3,"thread":1,"line":null},"#,
                r#"{"type":"took","time":4,"thread":1,"line":6}]}"#
            )
        );
    }
}
