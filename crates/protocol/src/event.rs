//! The record of a run: what happened, to whom, when. The views read nothing else.

use serde::{Deserialize, Serialize};

use crate::{
    MessageId, ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time,
    files::{Fd, FileChange, Inode},
    syscall::{Spec, ThreadWait, Watched},
};

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
}

/// What a run may have only so much of, so that no program takes down the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Limit {
    /// Processes, alive at once or in all: it could not start another.
    Processes,
    /// Memory, of one process or of all together: it could not have more.
    Memory,
    /// The size of a message: it could not send it.
    Message,
    /// Printed text: so many bytes of the run have been left out of the record so far.
    Output(u64),
}

/// A global variable of a process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it refers to; none if it is gone.
    pub value: Option<Summary>,
}

/// What a Python object is, in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The name of its class.
    pub class: String,
    /// Its `repr`, cut off where it is long. For an object of a class written in Python, whose `repr`
    /// the program itself would compute, what its attributes are.
    pub text: String,
    /// Its `len`, if it is a collection of a built-in type.
    pub length: Option<u32>,
    /// The shared object that it stands for, if it stands for one.
    pub object: Option<ObjectId>,
}

/// What a blocked thread waits for.
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
