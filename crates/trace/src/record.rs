//! Events in the form in which other programs get them.
//!
//! The form is flat, with a `type`, and stays as it is when the messages between the workers change.

use serde::Serialize;
use spawnpoint_protocol::{
    Stream, Tid,
    event::{self, EventKind, Limit, Mistake},
    files::{FileChange, FileKind},
    syscall::{ThreadWait, Watched},
};

use crate::objects;

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

/// A global variable; its value is `null` when it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Variable")]
pub struct Variable<'a> {
    pub name: &'a str,
    pub value: Option<Summary<'a>>,
}

/// What a Python object is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Summary")]
pub struct Summary<'a> {
    pub class: &'a str,
    pub text: &'a str,
    pub length: Option<u32>,
    pub object: Option<u32>,
}

impl<'a> From<&'a event::Summary> for Summary<'a> {
    fn from(summary: &'a event::Summary) -> Self {
        Self {
            class: &summary.class,
            text: &summary.text,
            length: summary.length,
            object: summary.object.map(|object| object.0),
        }
    }
}

/// One thread's part in a deadlock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Wait")]
pub struct Wait<'a> {
    pub pid: u32,
    pub thread: u32,
    pub name: &'a str,
    pub call: Option<&'a str>,
    pub label: Option<&'a str>,
    pub line: Option<u32>,
    pub holders: Vec<Holder>,
}

/// Somebody whom a deadlocked thread waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Holder")]
pub struct Holder {
    pub pid: u32,
    pub thread: u32,
    pub line: Option<u32>,
    pub ended: bool,
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
    Sleep {
        micros: u64,
    },
    Exit {
        of: u32,
    },
    Any {
        exits: Vec<u32>,
        objects: Vec<u32>,
        /// Descriptors that are to be read.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        inputs: Vec<u32>,
        /// Descriptors that are to be written.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        outputs: Vec<u32>,
    },
    Acquire {
        object: u32,
    },
    Put {
        object: u32,
    },
    Get {
        object: u32,
    },
    Tasks {
        object: u32,
    },
    Drain {
        object: u32,
    },
    Send {
        object: u32,
    },
    Receive {
        object: u32,
    },
    Accept {
        object: u32,
    },
    Read {
        descriptor: u32,
        file: u64,
    },
    Write {
        descriptor: u32,
        file: u64,
    },
    FileLock {
        file: u64,
        path: Option<String>,
    },
    Lock {
        lock: u32,
        holder: Option<u32>,
    },
    Thread {
        thread: u32,
    },
    Input,
    Server,
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
                changed: (changed.iter())
                    .map(|variable| Variable {
                        name: &variable.name,
                        value: variable.value.as_ref().map(Summary::from),
                    })
                    .collect(),
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
            EventKind::File { change, line } => changed(change, *line),
        };
        Self {
            time: event.time.0,
            pid: event.pid.0,
            thread: event.thread.0,
            what,
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

impl From<&event::WaitFor> for WaitFor {
    fn from(on: &event::WaitFor) -> Self {
        match on {
            event::WaitFor::Sleep { micros } => Self::Sleep { micros: *micros },
            event::WaitFor::Exit { of } => Self::Exit { of: of.0 },
            event::WaitFor::Any { of } => {
                let (mut exits, mut objects) = (Vec::new(), Vec::new());
                let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
                for watched in of {
                    match watched {
                        Watched::Exit(pid) => exits.push(pid.0),
                        Watched::Readable(object) => objects.push(object.0),
                        Watched::Input(fd) => inputs.push(fd.0),
                        Watched::Output(fd) => outputs.push(fd.0),
                    }
                }
                Self::Any {
                    exits,
                    objects,
                    inputs,
                    outputs,
                }
            }
            event::WaitFor::Acquire { semaphore } => Self::Acquire {
                object: semaphore.0,
            },
            event::WaitFor::Put { queue } => Self::Put { object: queue.0 },
            event::WaitFor::Get { queue } => Self::Get { object: queue.0 },
            event::WaitFor::Tasks { queue } => Self::Tasks { object: queue.0 },
            event::WaitFor::Drain { queue } => Self::Drain { object: queue.0 },
            event::WaitFor::Send { end } => Self::Send { object: end.0 },
            event::WaitFor::Receive { end } => Self::Receive { object: end.0 },
            event::WaitFor::Accept { listener } => Self::Accept { object: listener.0 },
            event::WaitFor::Read { fd, end } => Self::Read {
                descriptor: fd.0,
                file: end.0,
            },
            event::WaitFor::Write { fd, end } => Self::Write {
                descriptor: fd.0,
                file: end.0,
            },
            event::WaitFor::FileLock { file, path } => Self::FileLock {
                file: file.0,
                path: path.clone(),
            },
            event::WaitFor::Thread {
                on: ThreadWait::Lock { lock, holder },
            } => Self::Lock {
                lock: *lock,
                holder: holder.map(|thread| thread.0),
            },
            event::WaitFor::Thread {
                on: ThreadWait::End(thread),
            } => Self::Thread { thread: thread.0 },
            event::WaitFor::Input => Self::Input,
            event::WaitFor::Server => Self::Server,
        }
    }
}

impl<'a> From<&'a event::Wait> for Wait<'a> {
    fn from(wait: &'a event::Wait) -> Self {
        let holders = wait.holders.iter().map(|holder| Holder {
            pid: holder.pid.0,
            thread: holder.thread.0,
            line: holder.line,
            ended: holder.ended,
        });
        Self {
            pid: wait.pid.0,
            thread: wait.thread.0,
            name: &wait.name,
            call: wait.call.as_deref(),
            label: wait.label.as_deref(),
            line: wait.line,
            holders: holders.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{Pid, StartMethod, Time, event::Event, files::Inode};

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
