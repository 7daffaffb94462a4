//! What happened, flat and with a `type`.

use serde::Serialize;
use spawnpoint_protocol::{
    Stream,
    event::{self, EventKind, Limit, Mistake},
    files::{FileChange, FileKind},
};

use super::{
    is_main,
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
    Used {
        object: u32,
        uses: Vec<Use>,
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

impl<'a> From<&'a EventKind> for What<'a> {
    #[expect(clippy::too_many_lines, reason = "a line or two for each kind")]
    fn from(kind: &'a EventKind) -> Self {
        match kind {
            EventKind::Created {
                parent,
                name,
                daemon,
                method,
                line,
            } => Self::Created {
                parent: parent.map(|parent| parent.0),
                name,
                daemon: *daemon,
                method: method.name(),
                line: *line,
            },
            EventKind::Copied { bytes, micros } => Self::Copied {
                bytes: *bytes,
                micros: *micros,
            },
            EventKind::Memory(bytes) => Self::Memory { bytes: *bytes },
            EventKind::Running => Self::Running,
            EventKind::ThreadStarted { name, by, line } => Self::ThreadStarted {
                name,
                by: by.0,
                line: *line,
            },
            EventKind::ThreadEnded => Self::ThreadEnded,
            EventKind::Blocked { on, call, line } => Self::Blocked {
                on: on.into(),
                call: call.as_deref(),
                line: *line,
            },
            EventKind::Held { line } => Self::Held { line: *line },
            EventKind::Resumed => Self::Resumed,
            EventKind::Turn => Self::Turn,
            EventKind::Overwritten { name, lost, line } => Self::Overwritten {
                name,
                lost: lost.0,
                line: *line,
            },
            EventKind::Globals(changed) => Self::Globals {
                changed: changed.iter().map(Variable::from).collect(),
            },
            EventKind::Unblocked { timed_out, by } => Self::Unblocked {
                timed_out: *timed_out,
                by: by.map(|(pid, thread)| Thread {
                    pid: pid.0,
                    thread: thread.0,
                }),
            },
            EventKind::Printed { stream, text } => Self::Printed {
                stream: match stream {
                    Stream::Stdout => "stdout",
                    Stream::Stderr => "stderr",
                },
                text,
            },
            EventKind::Signalled { by, signal, line } => Self::Signalled {
                by: by.map(|by| by.0),
                signal: signal.0,
                line: *line,
            },
            EventKind::Made { object, spec, line } => Self::Made {
                object: object.0,
                what: spec.class(),
                line: *line,
            },
            EventKind::Mapped { memory, in_place } => Self::Mapped {
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
                Self::Limited { limit, left_out }
            }
            EventKind::Unmapped(memory) => Self::Unmapped { object: memory.0 },
            EventKind::Acquired { semaphore, line } => Self::Acquired {
                object: semaphore.0,
                line: *line,
            },
            EventKind::Released { semaphore, line } => Self::Released {
                object: semaphore.0,
                line: *line,
            },
            EventKind::Used { semaphore, uses } => Self::Used {
                object: semaphore.0,
                uses: uses.iter().map(Use::from).collect(),
            },
            EventKind::Sent {
                to,
                message,
                bytes,
                value,
                line,
            } => Self::Sent {
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
            } => Self::Received {
                from: from.0,
                message: message.0,
                line: *line,
            },
            EventKind::Deadlocked(deadlock) => Self::Deadlocked {
                mistake: deadlock.mistake,
                waits: deadlock.waits.iter().map(Wait::from).collect(),
            },
            EventKind::Exited { code } => Self::Exited { code: *code },
            EventKind::File { change, line } => changed(change, *line),
        }
    }
}

/// What somebody did to files.
fn changed(change: &FileChange, line: Option<u32>) -> What<'_> {
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

/// What a process did with a semaphore that it had borrowed, by the thread that did it. It is left out for the main thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of event::Use")]
pub enum Use {
    Took {
        time: u64,
        #[serde(skip_serializing_if = "is_main")]
        thread: u32,
        line: Option<u32>,
    },
    GaveBack {
        time: u64,
        #[serde(skip_serializing_if = "is_main")]
        thread: u32,
        line: Option<u32>,
    },
    Repeated {
        count: u32,
        from: u64,
        to: u64,
        #[serde(skip_serializing_if = "is_main")]
        thread: u32,
        line: Option<u32>,
    },
}

impl From<&event::Use> for Use {
    fn from(what: &event::Use) -> Self {
        match *what {
            event::Use::Took { at, thread, line } => Self::Took {
                time: at.0,
                thread: thread.0,
                line,
            },
            event::Use::GaveBack { at, thread, line } => Self::GaveBack {
                time: at.0,
                thread: thread.0,
                line,
            },
            event::Use::Repeated {
                count,
                from,
                to,
                thread,
                line,
            } => Self::Repeated {
                count,
                from: from.0,
                to: to.0,
                thread: thread.0,
                line,
            },
        }
    }
}

/// A thread of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Thread {
    pub pid: u32,
    pub thread: u32,
}
