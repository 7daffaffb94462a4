//! What threads wait for, and for whom in a deadlock.

use serde::Serialize;
use spawnpoint_protocol::{
    event,
    syscall::{ThreadWait, Watched},
};

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
