//! What happened, flat and with a `type`.

use serde::Serialize;
use spawnpoint_protocol::event::Mistake;

use super::{
    value::{Summary, Variable},
    wait::{Wait, WaitFor},
};

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
    Copied {
        bytes: u64,
        micros: u64,
    },
    Memory {
        bytes: u64,
    },
    Running,
    ThreadStarted {
        name: &'a str,
        by: u32,
        line: Option<u32>,
    },
    ThreadEnded,
    Blocked {
        on: WaitFor,
        call: Option<&'a str>,
        line: Option<u32>,
    },
    Unblocked {
        timed_out: bool,
        by: Option<Thread>,
    },
    Held {
        line: Option<u32>,
    },
    Resumed,
    Globals {
        changed: Vec<Variable<'a>>,
    },
    Turn,
    Overwritten {
        name: &'a str,
        lost: u32,
        line: Option<u32>,
    },
    Printed {
        stream: &'a str,
        text: &'a str,
    },
    Made {
        object: u32,
        what: &'a str,
        line: Option<u32>,
    },
    Mapped {
        object: u32,
        in_place: bool,
    },
    Unmapped {
        object: u32,
    },
    FileGiven {
        file: u64,
        path: &'a str,
        size: u64,
        /// What is in it; `null` if the record has not all, or it is no text.
        text: Option<&'a str>,
    },
    FileCreated {
        file: u64,
        kind: &'a str,
        path: &'a str,
        line: Option<u32>,
    },
    FileLinked {
        file: u64,
        path: &'a str,
        line: Option<u32>,
    },
    FileWritten {
        file: u64,
        offset: u64,
        length: u64,
        /// What was written; `null` if the record has not all, or it is no text.
        text: Option<&'a str>,
        line: Option<u32>,
    },
    FileResized {
        file: u64,
        size: u64,
        line: Option<u32>,
    },
    FileRenamed {
        file: u64,
        from: &'a str,
        to: &'a str,
        line: Option<u32>,
    },
    FileRemoved {
        file: u64,
        path: &'a str,
        line: Option<u32>,
    },
    Acquired {
        object: u32,
        line: Option<u32>,
    },
    Released {
        object: u32,
        line: Option<u32>,
    },
    Sent {
        to: u32,
        message: u64,
        bytes: u32,
        value: Summary<'a>,
        line: Option<u32>,
    },
    Received {
        from: u32,
        message: u64,
        line: Option<u32>,
    },
    Signalled {
        by: Option<u32>,
        signal: u8,
        line: Option<u32>,
    },
    Deadlocked {
        mistake: Mistake,
        waits: Vec<Wait<'a>>,
    },
    Limited {
        limit: &'a str,
        left_out: Option<u64>,
    },
    Exited {
        code: i32,
    },
}

/// A thread of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Thread {
    pub pid: u32,
    pub thread: u32,
}
