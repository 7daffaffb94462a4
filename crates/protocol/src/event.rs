//! The record of a run: what happened, to whom, when. The views read nothing else.

use serde::{Deserialize, Serialize};

use crate::{
    base::{MessageId, ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time},
    files::{Fd, FileChange, Inode},
    syscall::{Spec, ThreadWait, Watched},
};

pub use crate::report::{Limit, Summary, Use, Variable};

/// The version of what a saved run consists of: its program and its [`Event`]s. It changes with any change of
/// their shape.
pub const VERSION: u32 = 7;

/// One thing that happened.
///
/// A log holds events in the order in which they happened, so [`Event::time`] never decreases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub time: Time,
    /// The process it happened to.
    pub pid: Pid,
    /// The thread of the process that it happened to; the main thread where it concerns all.
    pub thread: Tid,
    /// What.
    pub kind: EventKind,
}

/// What can happen to a process.
///
/// A new kind comes last, and has to be named where each kind is: in [`EventKind::line`] and in the test of this
/// file, in `spawnpoint-trace` in `Trace::push`, which says what it means for each view, and in the form in which
/// other programs get it (`record/what.rs`), and among the texts of the page. [`VERSION`] goes up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum EventKind {
    /// It was started: `Process.start()`, or Run for the main process.
    Created {
        /// Who started it; none for the main process.
        parent: Option<Pid>,
        /// `Process.name`
        name: String,
        /// `Process.daemon`
        daemon: bool,
        /// How.
        method: StartMethod,
        /// The line of the main program that started it.
        line: Option<u32>,
    },
    /// It began with a copy of another process's memory: of its parent's, or of the fork server's.
    Copied {
        /// How much was copied.
        bytes: u64,
        /// How many microseconds it took to copy it out and in.
        micros: u64,
    },
    /// Its own memory has this many bytes from now on. Memory of a WebAssembly instance never shrinks.
    Memory(u64),
    /// Its interpreter is up and its code begins.
    Running,
    /// The thread of this event began.
    ThreadStarted {
        /// `Thread.name`
        name: String,
        /// The thread that started it.
        by: Tid,
        /// The line of the main program that started it.
        line: Option<u32>,
    },
    /// The thread of this event ended.
    ThreadEnded,
    /// The thread stands still.
    Blocked {
        /// Until what.
        on: WaitFor,
        /// The function of the standard library that the main program called, such as `Queue.get`.
        call: Option<String>,
        /// The line of the main program that waits.
        line: Option<u32>,
    },
    /// It goes on.
    Unblocked {
        /// Whether the time was up before what it waited for came.
        timed_out: bool,
        /// The thread whose act let it go on; none if that was time, a person, or nobody's act.
        by: Option<(Pid, Tid)>,
    },
    /// Somebody paused the run: the thread stands still before it does anything more.
    Held {
        /// The line of the main program that is next.
        line: Option<u32>,
    },
    /// The thread goes on after [`EventKind::Held`].
    Resumed,
    /// Global variables of the main module that are new, or changed since they were last recorded.
    /// They are looked at now and then, and at the end; functions, classes and modules are left out.
    Globals(Vec<Variable>),
    /// The thread runs Python from now on, and no other of its process does: it has the interpreter's
    /// lock. Recorded where a process has several threads.
    Turn,
    /// The thread set a global variable of the main module to what it made of the value that it had read
    /// before another thread set it: the other's update is lost.
    Overwritten {
        /// The variable.
        name: String,
        /// Whose update is lost.
        lost: Tid,
        /// The line of the main program that set it.
        line: Option<u32>,
    },
    /// It printed.
    Printed {
        /// Where to.
        stream: Stream,
        /// What.
        text: String,
    },
    /// It made something to share.
    Made {
        /// The new object; for a pipe the first of its ends.
        object: ObjectId,
        /// What it made.
        spec: Spec,
        /// The line of the main program that made it.
        line: Option<u32>,
    },
    /// It took one from a semaphore.
    Acquired {
        /// Which.
        semaphore: ObjectId,
        /// The line of the main program that took it.
        line: Option<u32>,
    },
    /// It gave one back to a semaphore.
    Released {
        /// Which.
        semaphore: ObjectId,
        /// The line of the main program that gave it back.
        line: Option<u32>,
    },
    /// It sent a message.
    Sent {
        /// The queue it was put into, or the end of a pipe it was sent to.
        to: ObjectId,
        /// Which message.
        message: MessageId,
        /// The length of the message.
        bytes: u32,
        /// What was sent.
        value: Summary,
        /// The line of the main program that sent it.
        line: Option<u32>,
    },
    /// It received a message.
    Received {
        /// The queue it was taken from, or the end of a pipe it came out of.
        from: ObjectId,
        /// Which message.
        message: MessageId,
        /// The line of the main program that received it.
        line: Option<u32>,
    },
    /// It mapped shared memory.
    Mapped {
        /// Which.
        memory: ObjectId,
        /// Whether it sees the memory in place; otherwise it has a copy, and the kernel the original.
        in_place: bool,
    },
    /// It let go of shared memory before its end.
    Unmapped(ObjectId),
    /// It was sent a signal.
    Signalled {
        /// By whom; none for the kernel itself (Stop, a deadlock, or a worker that died).
        by: Option<Pid>,
        /// Which.
        signal: Signal,
        /// The line of the main program that sent it.
        line: Option<u32>,
    },
    /// Neither it nor any other process can ever go on.
    Deadlocked(Deadlock),
    /// It met a limit of the run.
    Limited(Limit),
    /// It ended.
    Exited {
        /// `Process.exitcode`: negative for a signal.
        code: i32,
    },
    // What is new comes last: runs that were saved before have the others by their places.
    /// It changed files. What streams carry is no change.
    File {
        /// What it did.
        change: FileChange,
        /// The line of the main program that did it.
        line: Option<u32>,
    },
    /// It used a semaphore that it had borrowed. What it did was earlier than this event, by which it is known.
    Used {
        /// Which.
        semaphore: ObjectId,
        /// What it did, and when; the first comes first, and none is later than the event.
        uses: Vec<Use>,
    },
}

impl EventKind {
    /// The line of the main program at which it happened, where one is known.
    #[must_use]
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::Created { line, .. }
            | Self::ThreadStarted { line, .. }
            | Self::Blocked { line, .. }
            | Self::Held { line }
            | Self::Overwritten { line, .. }
            | Self::Made { line, .. }
            | Self::Acquired { line, .. }
            | Self::Released { line, .. }
            | Self::Sent { line, .. }
            | Self::Received { line, .. }
            | Self::Signalled { line, .. }
            | Self::File { line, .. } => *line,
            Self::Copied { .. }
            | Self::Memory(_)
            | Self::Running
            | Self::ThreadEnded
            | Self::Unblocked { .. }
            | Self::Resumed
            | Self::Globals(_)
            | Self::Turn
            | Self::Printed { .. }
            | Self::Mapped { .. }
            | Self::Unmapped(_)
            | Self::Deadlocked(_)
            | Self::Limited(_)
            | Self::Exited { .. }
            | Self::Used { .. } => None,
        }
    }
}

/// What a blocked thread waits for.
///
/// A new kind comes last, and has to be named below, in `spawnpoint-kernel` in `deadlock.rs`, in `spawnpoint-trace` in
/// `record/wait.rs`, and among the texts of the page. [`VERSION`] goes up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum WaitFor {
    /// Time to pass.
    Sleep {
        /// How long, in microseconds.
        micros: u64,
    },
    /// The end of a process (`join`).
    Exit {
        /// Which.
        of: Pid,
    },
    /// Any of several things (`connection.wait`, `Connection.poll`).
    Any {
        /// Which.
        of: Vec<Watched>,
    },
    /// A semaphore that has something to take.
    Acquire {
        /// Which.
        semaphore: ObjectId,
    },
    /// Room in a queue.
    Put {
        /// Which.
        queue: ObjectId,
    },
    /// A message in a queue.
    Get {
        /// Which.
        queue: ObjectId,
    },
    /// The end of work on all messages of a queue.
    Tasks {
        /// Which.
        queue: ObjectId,
    },
    /// Others to take what it has put into a queue, whose pipe is full.
    Drain {
        /// Which.
        queue: ObjectId,
    },
    /// Room in a pipe.
    Send {
        /// The end it sends to.
        end: ObjectId,
    },
    /// A message in a pipe.
    Receive {
        /// The end it comes out of.
        end: ObjectId,
    },
    /// Somebody to connect to a listener.
    Accept {
        /// Which.
        listener: ObjectId,
    },
    /// Another thread of the same process.
    Thread {
        /// What of it.
        on: ThreadWait,
    },
    /// A line of standard input.
    Input,
    /// The fork server, which imports the main module first.
    Server,
    // What is new comes last, as in [`EventKind`].
    /// Something to read from a stream.
    Read {
        /// The descriptor.
        fd: Fd,
        /// The end of the stream.
        end: Inode,
    },
    /// Room in a stream.
    Write {
        /// The descriptor.
        fd: Fd,
        /// The end of the stream.
        end: Inode,
    },
    /// The lock of a file (`flock`).
    FileLock {
        /// Which.
        file: Inode,
        /// A name of it; none if it has no more.
        path: Option<String>,
    },
}

impl WaitFor {
    /// The object that is waited for, if it is one.
    #[must_use]
    pub fn object(&self) -> Option<ObjectId> {
        match self {
            Self::Acquire { semaphore: object }
            | Self::Put { queue: object }
            | Self::Get { queue: object }
            | Self::Tasks { queue: object }
            | Self::Drain { queue: object }
            | Self::Send { end: object }
            | Self::Receive { end: object }
            | Self::Accept { listener: object } => Some(*object),
            Self::Sleep { .. }
            | Self::Exit { .. }
            | Self::Any { .. }
            | Self::Thread { .. }
            | Self::Input
            | Self::Server
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::FileLock { .. } => None,
        }
    }

    /// The threads whose end is waited for by a thread of the process `pid`; a process ends with its main
    /// thread.
    #[must_use]
    pub fn ends(&self, pid: Pid) -> Vec<(Pid, Tid)> {
        match self {
            Self::Exit { of } => vec![(*of, Tid::MAIN)],
            Self::Any { of } => (of.iter())
                .filter_map(|watched| match watched {
                    Watched::Exit(pid) => Some((*pid, Tid::MAIN)),
                    Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => None,
                })
                .collect(),
            Self::Thread {
                on: ThreadWait::End(thread),
            } => vec![(pid, *thread)],
            Self::Thread {
                on: ThreadWait::Lock { .. },
            }
            | Self::Sleep { .. }
            | Self::Acquire { .. }
            | Self::Put { .. }
            | Self::Get { .. }
            | Self::Tasks { .. }
            | Self::Drain { .. }
            | Self::Send { .. }
            | Self::Receive { .. }
            | Self::Accept { .. }
            | Self::Input
            | Self::Server
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::FileLock { .. } => Vec::new(),
        }
    }
}

/// A state in which nobody can go on: all wait, and nobody is left who could end a wait.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlock {
    /// Everybody's wait.
    pub waits: Vec<Wait>,
    /// What is probably wrong with the program.
    pub mistake: Mistake,
}

/// One thread's part in a deadlock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The process.
    pub pid: Pid,
    /// Its thread.
    pub thread: Tid,
    /// `Process.name`, and `Thread.name` for another thread than the main one.
    pub name: String,
    /// What the main program called, such as `Queue.get`.
    pub call: Option<String>,
    /// The class of what it waits for, such as `Lock`.
    pub label: Option<String>,
    /// The line of the main program that waits.
    pub line: Option<u32>,
    /// Who would have to go on first.
    pub holders: Vec<Holder>,
}

/// Somebody whom a deadlocked thread waits for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: Pid,
    /// Its thread.
    pub thread: Tid,
    /// The line of the main program that acquired what is waited for.
    pub line: Option<u32>,
    /// Whether it has ended.
    pub ended: bool,
}

/// The well-known ways into a deadlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mistake {
    /// A process is joined before what it put into a queue was taken out.
    JoinBeforeDrain,
    /// A thread waits for a lock that it holds itself.
    LockTwice,
    /// Threads acquire the same locks in different orders.
    LockOrder,
    /// The holder of a lock has ended without releasing it.
    HolderEnded,
    /// A barrier has more parties than there are threads that come to it.
    BarrierShort,
    /// Processes wait for one another's end.
    JoinCycle,
    /// Somebody waits for a message that nobody will send.
    NothingSent,
    /// Somebody waits for an event, a condition or a task that nobody will bring about.
    NobodySignals,
    /// None of these.
    Other,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        files::FileKind,
        wire::{decode, encode},
    };

    /// Values of an enum, and no compilation if one of its variants is missing.
    macro_rules! one_of_each {
        ($of:ident, $($kind:ident $({ $($field:tt)* })? $(($($value:tt)*))?),* $(,)?) => {{
            let _all = |one: &$of| match one {
                $($of::$kind { .. } => {})*
            };
            vec![$($of::$kind $({ $($field)* })? $(($($value)*))?),*]
        }};
    }

    fn survive(kinds: Vec<EventKind>) {
        for kind in kinds {
            let event = Event {
                time: Time(u64::MAX),
                pid: Pid(10),
                thread: Tid(1),
                kind,
            };
            assert_eq!(decode::<Event>(&encode(&event)).unwrap(), event);
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a list of all kinds")]
    fn every_kind_of_event_survives_the_wire() {
        let line = Some(7);
        let object = ObjectId(3);
        let text = "プロセス\u{1f600}\n".to_owned();
        let summary = Summary {
            class: "list".to_owned(),
            text: "[1]".to_owned(),
            length: Some(1),
            object: Some(object),
        };
        survive(one_of_each![
            EventKind,
            Created {
                parent: Some(Pid(10)),
                name: text.clone(),
                daemon: true,
                method: StartMethod::Spawn,
                line,
            },
            Copied {
                bytes: u64::MAX,
                micros: 1
            },
            Memory(u64::MAX),
            Running,
            ThreadStarted {
                name: text.clone(),
                by: Tid::MAIN,
                line
            },
            ThreadEnded,
            Blocked {
                on: WaitFor::Input,
                call: Some("input".to_owned()),
                line
            },
            Unblocked {
                timed_out: false,
                by: Some((Pid(11), Tid(2)))
            },
            Held { line },
            Resumed,
            Globals(vec![
                Variable {
                    name: text.clone(),
                    value: Some(summary.clone())
                },
                Variable {
                    name: "gone".to_owned(),
                    value: None
                },
            ]),
            Turn,
            Overwritten {
                name: text.clone(),
                lost: Tid(2),
                line
            },
            Printed {
                stream: Stream::Stderr,
                text
            },
            Made {
                object,
                spec: Spec::Pipe { duplex: true },
                line
            },
            Acquired {
                semaphore: object,
                line
            },
            Released {
                semaphore: object,
                line: None
            },
            Sent {
                to: object,
                message: MessageId(u64::MAX),
                bytes: u32::MAX,
                value: summary,
                line,
            },
            Received {
                from: object,
                message: MessageId(1),
                line
            },
            Mapped {
                memory: object,
                in_place: true
            },
            Unmapped(object),
            Signalled {
                by: None,
                signal: Signal::KILL,
                line
            },
            Deadlocked(Deadlock {
                waits: vec![Wait {
                    pid: Pid(10),
                    thread: Tid(1),
                    name: "worker".to_owned(),
                    call: None,
                    label: Some("Lock".to_owned()),
                    line,
                    holders: vec![Holder {
                        pid: Pid(11),
                        thread: Tid::MAIN,
                        line,
                        ended: true,
                    }],
                }],
                mistake: Mistake::HolderEnded,
            }),
            Limited(Limit::Output(u64::MAX)),
            Exited { code: -9 },
            File {
                change: FileChange::Written {
                    file: Inode(7),
                    offset: u64::MAX,
                    length: 3,
                    bytes: vec![0, 0xFF],
                },
                line,
            },
            Used {
                semaphore: object,
                uses: vec![
                    Use::Took {
                        at: Time(1),
                        thread: Tid(1),
                        line
                    },
                    Use::GaveBack {
                        at: Time(2),
                        thread: Tid(1),
                        line
                    },
                    Use::Repeated {
                        count: u32::MAX,
                        from: Time(2),
                        to: Time(u64::MAX),
                        thread: Tid::MAIN,
                        line: None,
                    },
                ],
            },
        ]);
    }

    #[test]
    fn every_kind_of_wait_survives_the_wire() {
        let (queue, end) = (ObjectId(3), Inode(8));
        let waits = one_of_each![
            WaitFor,
            Sleep { micros: u64::MAX },
            Exit { of: Pid(11) },
            Any {
                of: vec![Watched::Exit(Pid(11)), Watched::Readable(queue)]
            },
            Acquire { semaphore: queue },
            Put { queue },
            Get { queue },
            Tasks { queue },
            Drain { queue },
            Send { end: queue },
            Receive { end: queue },
            Accept { listener: queue },
            Thread {
                on: ThreadWait::End(Tid(2))
            },
            Input,
            Server,
            Read { fd: Fd(3), end },
            Write { fd: Fd(3), end },
            FileLock {
                file: end,
                path: None
            },
        ];
        let blocked = |on| EventKind::Blocked {
            on,
            call: None,
            line: None,
        };
        survive(waits.into_iter().map(blocked).collect());
    }

    #[test]
    fn every_change_of_files_survives_the_wire() {
        let (file, path, bytes) = (Inode(7), "/tmp/あ".to_owned(), vec![0, 0xFF]);
        let changes = one_of_each![
            FileChange,
            Given {
                file,
                path: path.clone(),
                size: 2,
                bytes: bytes.clone(),
            },
            Created {
                file,
                kind: FileKind::Symlink,
                path: path.clone(),
            },
            Linked {
                file,
                path: path.clone(),
            },
            Written {
                file,
                offset: u64::MAX,
                length: 3,
                bytes,
            },
            Resized { file, size: 1 },
            Renamed {
                file,
                from: path.clone(),
                to: path.clone(),
            },
            Removed { file, path },
        ];
        let event = |change| EventKind::File { change, line: None };
        survive(changes.into_iter().map(event).collect());
    }
}
