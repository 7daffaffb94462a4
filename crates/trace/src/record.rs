//! Events in the form in which other programs get them.
//!
//! The form is flat, with a `type`, and stays as it is when the messages between the workers change.

mod file;
mod value;
mod wait;
mod what;

use serde::Serialize;
use spawnpoint_protocol::{
    Stream, Tid,
    event::{self, EventKind, Limit},
};

use crate::objects;

pub use self::{
    value::{Summary, Variable},
    wait::{Holder, Wait, WaitFor},
    what::{Thread, What},
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
    #[expect(clippy::too_many_lines, reason = "a line or two for each kind")]
    fn from(event: &'a event::Event) -> Self {
        let what = match &event.kind {
            EventKind::Created {
                parent,
                name,
                daemon,
                method,
                line,
            } => What::Created {
                parent: parent.map(|parent| parent.0),
                name,
                daemon: *daemon,
                method: method.name(),
                line: *line,
            },
            EventKind::Copied { bytes, micros } => What::Copied {
                bytes: *bytes,
                micros: *micros,
            },
            EventKind::Memory(bytes) => What::Memory { bytes: *bytes },
            EventKind::Running => What::Running,
            EventKind::ThreadStarted { name, by, line } => What::ThreadStarted {
                name,
                by: by.0,
                line: *line,
            },
            EventKind::ThreadEnded => What::ThreadEnded,
            EventKind::Blocked { on, call, line } => What::Blocked {
                on: on.into(),
                call: call.as_deref(),
                line: *line,
            },
            EventKind::Held { line } => What::Held { line: *line },
            EventKind::Resumed => What::Resumed,
            EventKind::Turn => What::Turn,
            EventKind::Overwritten { name, lost, line } => What::Overwritten {
                name,
                lost: lost.0,
                line: *line,
            },
            EventKind::Globals(changed) => What::Globals {
                changed: changed.iter().map(Variable::from).collect(),
            },
            EventKind::Unblocked { timed_out, by } => What::Unblocked {
                timed_out: *timed_out,
                by: by.map(|(pid, thread)| Thread {
                    pid: pid.0,
                    thread: thread.0,
                }),
            },
            EventKind::Printed { stream, text } => What::Printed {
                stream: match stream {
                    Stream::Stdout => "stdout",
                    Stream::Stderr => "stderr",
                },
                text,
            },
            EventKind::Signalled { by, signal, line } => What::Signalled {
                by: by.map(|by| by.0),
                signal: signal.0,
                line: *line,
            },
            EventKind::Made { object, spec, line } => What::Made {
                object: object.0,
                what: objects::name(spec),
                line: *line,
            },
            EventKind::Mapped { memory, in_place } => What::Mapped {
                object: memory.0,
                in_place: *in_place,
            },
            EventKind::Limited(limit) => {
                let (limit, left_out) = match limit {
                    Limit::Processes => ("processes", None),
                    Limit::Memory => ("memory", None),
                    Limit::Message => ("message", None),
                    Limit::Output(bytes) => ("output", Some(*bytes)),
                };
                What::Limited { limit, left_out }
            }
            EventKind::Unmapped(memory) => What::Unmapped { object: memory.0 },
            EventKind::Acquired { semaphore, line } => What::Acquired {
                object: semaphore.0,
                line: *line,
            },
            EventKind::Released { semaphore, line } => What::Released {
                object: semaphore.0,
                line: *line,
            },
            EventKind::Sent {
                to,
                message,
                bytes,
                value,
                line,
            } => What::Sent {
                to: to.0,
                message: message.0,
                bytes: *bytes,
                value: value.into(),
                line: *line,
            },
            EventKind::Received {
                from,
                message,
                line,
            } => What::Received {
                from: from.0,
                message: message.0,
                line: *line,
            },
            EventKind::Deadlocked(deadlock) => What::Deadlocked {
                mistake: deadlock.mistake,
                waits: deadlock.waits.iter().map(Wait::from).collect(),
            },
            EventKind::Exited { code } => What::Exited { code: *code },
            EventKind::File { change, line } => file::changed(change, *line),
        };
        Self {
            time: event.time.0,
            pid: event.pid.0,
            thread: event.thread.0,
            what,
        }
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, StartMethod, Time,
        event::Event,
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
    }
}
