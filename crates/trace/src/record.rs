//! Events in the form in which other programs get them.
//!
//! The form is flat, with a `type`, and stays as it is when the messages between the workers change.

use serde::Serialize;
use spawnpoint_protocol::{
    Stream,
    event::{self, EventKind},
};

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record<'a> {
    /// Microseconds since the run began.
    pub time: u64,
    /// The process it happened to.
    pub pid: u32,
    /// What happened.
    #[serde(flatten)]
    pub what: What<'a>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "the fields are those of EventKind")]
pub enum What<'a> {
    Created {
        parent: Option<u32>,
        name: &'a str,
        daemon: bool,
        method: &'a str,
        line: Option<u32>,
    },
    Running,
    Blocked {
        on: WaitFor,
        line: Option<u32>,
    },
    Unblocked {
        timed_out: bool,
    },
    Printed {
        stream: &'a str,
        text: &'a str,
    },
    Signalled {
        by: Option<u32>,
        signal: u8,
        line: Option<u32>,
    },
    Exited {
        code: i32,
    },
}

/// What a process waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(
    tag = "type",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
#[expect(missing_docs, reason = "the fields are those of event::WaitFor")]
pub enum WaitFor {
    Sleep { micros: u64 },
    Exit { of: u32 },
    AnyExit { of: Vec<u32> },
}

impl<'a> From<&'a event::Event> for Record<'a> {
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
            EventKind::Running => What::Running,
            EventKind::Blocked { on, line } => What::Blocked {
                on: on.into(),
                line: *line,
            },
            EventKind::Unblocked { timed_out } => What::Unblocked {
                timed_out: *timed_out,
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
            EventKind::Exited { code } => What::Exited { code: *code },
        };
        Self {
            time: event.time.0,
            pid: event.pid.0,
            what,
        }
    }
}

impl From<&event::WaitFor> for WaitFor {
    fn from(on: &event::WaitFor) -> Self {
        match on {
            event::WaitFor::Sleep { micros } => Self::Sleep { micros: *micros },
            event::WaitFor::Exit { of } => Self::Exit { of: of.0 },
            event::WaitFor::AnyExit { of } => Self::AnyExit {
                of: of.iter().map(|pid| pid.0).collect(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{Pid, StartMethod, Time, event::Event};

    use super::*;

    #[test]
    fn events_are_flat_objects() {
        let json = |kind| {
            let event = Event {
                time: Time(5),
                pid: Pid(2),
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
                line: Some(7)
            }),
            r#"{"time":5,"pid":2,"type":"blocked","on":{"type":"exit","of":3},"line":7}"#
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
    }
}
