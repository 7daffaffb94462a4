//! What a process asks of the kernel, and what the kernel answers.

use serde::{Deserialize, Serialize};

use crate::{
    base::{ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time},
    files::{Fd, FileCall, FileReply},
    report::{Limit, Summary, Use, Variable},
};

/// Pairs a [`Reply`] with its [`Syscall`]; a process numbers its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallId(pub u32);

/// From a process to the kernel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromProcess {
    /// A request; the calling thread stands still until the reply with the same id.
    Call {
        /// Unique among the process's unanswered calls.
        id: CallId,
        /// What is asked.
        syscall: Syscall,
        /// Who asks, from where.
        site: Site,
    },
    /// Something to know; nobody waits.
    Notice {
        /// Who tells.
        thread: Tid,
        /// What.
        notice: Notice,
    },
}

/// Where in a program something is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The thread that asks.
    pub thread: Tid,
    /// The line of the main program that asks, where one is on the stack.
    pub line: Option<u32>,
    /// The function of the standard library that the main program called there, such as
    /// `Queue.get`.
    pub via: Option<String>,
}

/// A request that blocks its caller until the kernel replies.
///
/// A new one has to be named in [`Syscall::limit`] and in `Kernel::call` of `spawnpoint-kernel`; hosts and shells carry
/// it without looking into it. One that may wait also needs a [`WaitFor`](crate::event::WaitFor).
///
/// A time-out is in microseconds; 0 only asks, and `None` waits without end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Syscall {
    /// Start a child process. Reply: [`Reply::Started`]. With [`StartMethod::Fork`] the caller has
    /// given its platform a copy of its memory, under the number of this call. With
    /// [`StartMethod::ForkServer`], [`Errno::ConnectionRefused`] when there is no fork server.
    Start(ChildSpec),
    /// See that there is a fork server. Reply: [`Reply::Done`] once it is ready, or
    /// [`Errno::ConnectionReset`] when it ended before.
    Launch {
        /// What it imports first, pickled.
        #[serde(with = "serde_bytes")]
        payload: Vec<u8>,
    },
    /// Of the fork server, which has given its platform a copy of its memory, under the number of this
    /// call: wait until one more is wanted. Reply: [`Reply::Done`].
    Serve,
    /// Wait until a child has ended. Reply: [`Reply::Exited`], or [`Reply::TimedOut`].
    Wait {
        /// A child of the caller.
        child: Pid,
        /// How long to wait at the most.
        timeout: Option<u64>,
    },
    /// Ask who the caller's children are that have not been collected. Reply: [`Reply::Ready`].
    Children,
    /// Wait until some of the watched are ready. Reply: [`Reply::Ready`], empty after a time-out.
    /// Unlike [`Syscall::Wait`] it may ask about any process, and collects nothing.
    Select {
        /// What to watch.
        watched: Vec<Watched>,
        /// How long to wait at the most.
        timeout: Option<u64>,
    },
    /// Do nothing for this many microseconds. Reply: [`Reply::Done`].
    Sleep(u64),
    /// Send a signal. Reply: [`Reply::Done`]; none when the caller ends itself by it.
    Kill {
        /// Any process of the run.
        pid: Pid,
        /// Which. The process does about it what its [`Disposition`] says; 0 only asks whether it is there.
        signal: Signal,
    },
    /// Make something to share. Reply: [`Reply::Made`]; for a pipe with two ids, its ends.
    Make(Spec),
    /// Take one from a semaphore. Reply: [`Reply::Done`], [`Reply::Lent`], or [`Reply::TimedOut`].
    Acquire {
        /// A semaphore.
        semaphore: ObjectId,
        /// How long to wait at the most.
        timeout: Option<u64>,
        /// Whether the caller's process would borrow the semaphore, since it uses it again and again.
        borrow: bool,
    },
    /// Give one back to a semaphore. Reply: [`Reply::Done`], or [`Errno::Overflow`] when it has its
    /// maximum.
    Release {
        /// A semaphore.
        semaphore: ObjectId,
    },
    /// The value of a semaphore, or the number of messages in a queue. Reply: [`Reply::Number`].
    Value(ObjectId),
    /// Put a message into a queue with a capacity. Reply: [`Reply::Done`], or [`Reply::TimedOut`].
    Put {
        /// A queue.
        queue: ObjectId,
        /// What to put.
        message: Message,
        /// How long to wait for room at the most.
        timeout: Option<u64>,
    },
    /// Take a message from a queue. Reply: [`Reply::Messages`], or [`Reply::TimedOut`].
    Get {
        /// A queue.
        queue: ObjectId,
        /// How long to wait at the most.
        timeout: Option<u64>,
        /// How many messages more the caller would take now, to hand them out later. It has to give
        /// back what it has not handed out when the kernel asks ([`ToProcess::Recall`]).
        more: u32,
    },
    /// Say that a message of a queue has been dealt with. Reply: [`Reply::Done`], or
    /// [`Errno::Overflow`] when there was none.
    TaskDone(ObjectId),
    /// Wait until every message of a queue has been dealt with. Reply: [`Reply::Done`].
    JoinTasks(ObjectId),
    /// Wait until all that the caller put into a queue has gone into its pipe. Reply:
    /// [`Reply::Done`].
    Drain(ObjectId),
    /// Send a message through an end of a pipe. Reply: [`Reply::Room`], or [`Errno::BrokenPipe`].
    Send {
        /// An end that the caller holds.
        end: ObjectId,
        /// What to send.
        message: Message,
    },
    /// Take a message from an end of a pipe. Reply: [`Reply::Messages`] with one,
    /// [`Errno::EndOfFile`] or [`Errno::ConnectionReset`].
    Receive(ObjectId),
    /// Take a connection that somebody made to a listener. Reply: [`Reply::Made`].
    Accept(ObjectId),
    /// Connect to the listener at an address. Reply: [`Reply::Made`], or
    /// [`Errno::ConnectionRefused`].
    Connect(String),
    /// Map shared memory. Reply: [`Reply::MemoryInPlace`], or [`Reply::Memory`], a copy, of whose
    /// changes the caller is told from then on.
    Map(ObjectId),
    /// Look up shared memory by its name. Reply: [`Reply::Made`], or [`Errno::NoEntry`].
    Open(String),
    /// Take the name off shared memory. Reply: [`Reply::Done`], or [`Errno::NoEntry`].
    Unlink(String),
    /// Wait for another thread of the same process. Reply: [`Reply::Done`] at
    /// [`Notice::Unpark`], or [`Reply::TimedOut`].
    Park {
        /// What for.
        on: ThreadWait,
        /// How long to wait at the most.
        timeout: Option<u64>,
    },
    /// Read a line of standard input. Reply: [`Reply::Text`], empty at the end of the file.
    ReadLine,
    /// Something about files. Reply: [`Reply::File`], or [`Reply::Done`].
    File(FileCall),
    /// Stand still after [`ToProcess::Hold`]. Reply: [`Reply::Done`], or [`Reply::Step`].
    Hold,
}

impl Syscall {
    /// The microseconds after which it is over at the latest.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        match *self {
            Self::Sleep(time) => Some(time),
            Self::Wait { timeout, .. }
            | Self::Select { timeout, .. }
            | Self::Acquire { timeout, .. }
            | Self::Put { timeout, .. }
            | Self::Get { timeout, .. }
            | Self::Park { timeout, .. } => timeout,
            Self::Start(_)
            | Self::Launch { .. }
            | Self::Serve
            | Self::Children
            | Self::Kill { .. }
            | Self::Make(_)
            | Self::Release { .. }
            | Self::Value(_)
            | Self::TaskDone(_)
            | Self::JoinTasks(_)
            | Self::Drain(_)
            | Self::Send { .. }
            | Self::Receive(_)
            | Self::Accept(_)
            | Self::Connect(_)
            | Self::Map(_)
            | Self::Open(_)
            | Self::Unlink(_)
            | Self::ReadLine
            | Self::File(_)
            | Self::Hold => None,
        }
    }
}

/// What a process does about a signal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Disposition {
    /// What the system does by itself: mostly, the process ends.
    #[default]
    Default,
    /// Nothing.
    Ignore,
    /// It has a function for it.
    Handle,
}

/// What [`Syscall::Select`] may watch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Watched {
    /// The end of a process.
    Exit(Pid),
    /// An end of a pipe, a queue or a listener that has something, or whose other side is gone.
    Readable(ObjectId),
    /// A descriptor of the caller from which a read would not block. One that there is not counts as ready.
    Input(Fd),
    /// A descriptor of the caller to which a write would not block. One that there is not counts as ready.
    Output(Fd),
}

/// What a thread waits for within its process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThreadWait {
    /// A lock of the module `threading`.
    Lock {
        /// Which; a process numbers its own.
        lock: u32,
        /// The thread that acquired it, if that thread has not ended.
        holder: Option<Tid>,
    },
    /// The end of a thread.
    End(Tid),
}

/// Something to share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spec {
    /// What `multiprocessing` makes its synchronisation objects of.
    Semaphore {
        /// How many can be taken at first.
        value: u32,
        /// What the value may not exceed.
        maximum: u32,
        /// Whether its holder may take it again, which the holder's process counts.
        recursive: bool,
        /// What it is part of: a class such as `Lock` or `Event`.
        label: String,
    },
    /// A queue.
    Queue {
        /// How many messages it may hold.
        capacity: Option<u32>,
        /// Its class.
        label: String,
    },
    /// A pipe.
    Pipe {
        /// Whether both ends send and receive; otherwise the first receives, the second sends.
        duplex: bool,
    },
    /// Memory to share, filled with zeros.
    Memory {
        /// In bytes.
        size: u32,
        /// Under which others find it.
        name: Option<String>,
    },
    /// Something to connect to.
    Listener {
        /// Under which others find it.
        address: String,
    },
}

impl Spec {
    /// Python's name for the class of the object.
    #[must_use]
    pub fn class(&self) -> &str {
        match self {
            Self::Semaphore { label, .. } | Self::Queue { label, .. } => label,
            Self::Pipe { .. } => "Pipe",
            Self::Memory { .. } => "SharedMemory",
            Self::Listener { .. } => "Listener",
        }
    }
}

/// What goes through queues and pipes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// The ends of pipes that travel with it.
    pub ends: Vec<ObjectId>,
    /// What it is, for the record; nothing on the way to a receiver.
    pub value: Summary,
}

/// Something that a process tells the kernel without waiting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Notice {
    /// The interpreter is up and the program's code begins.
    Running,
    /// Text for the console.
    Output {
        /// Which stream.
        stream: Stream,
        /// UTF-8 as Python's text layer wrote it.
        text: String,
    },
    /// The last message of a process: it ended by itself with this exit code (0 to 255).
    Exit(i32),
    /// A thread begins.
    ThreadStarted {
        /// Which.
        thread: Tid,
        /// `Thread.name`
        name: String,
        /// The thread that started it, and where.
        site: Site,
    },
    /// The thread has ended.
    ThreadEnded,
    /// As [`Syscall::Release`], by a caller that knows that it holds one.
    Release {
        /// A semaphore.
        semaphore: ObjectId,
        /// Who gives it back.
        site: Site,
    },
    /// What the process has done with a semaphore that it has borrowed ([`Reply::Lent`]), since it told last.
    Used {
        /// Which.
        semaphore: ObjectId,
        /// What, by a clock of the process's own; the first comes first.
        uses: Vec<Use>,
        /// That clock now.
        now: Time,
    },
    /// The process gives back a semaphore that it has borrowed, once for each time, after a last [`Notice::Used`].
    GaveBack(ObjectId),
    /// Put a message into a queue without a capacity.
    Put {
        /// A queue.
        queue: ObjectId,
        /// What to put.
        message: Message,
        /// Who puts it.
        site: Site,
    },
    /// As [`Syscall::Send`], of a small message for which there is [`Reply::Room`].
    Send {
        /// An end that the process holds.
        end: ObjectId,
        /// What to send.
        message: Message,
        /// Who sends it.
        site: Site,
    },
    /// Of the messages that [`Syscall::Get`] brought beyond the first, so many were handed out.
    Consumed {
        /// A queue.
        queue: ObjectId,
        /// How many since the last such notice.
        count: u32,
        /// Who took the first of them.
        site: Site,
    },
    /// The answer to [`ToProcess::Recall`], after a last [`Notice::Consumed`]: the rest goes back.
    Returned(ObjectId),
    /// The process does not wait for what it put into this queue before it ends.
    Abandon(ObjectId),
    /// The process lets go of an end of a pipe, or of a listener, once.
    Close(ObjectId),
    /// The process wrote to shared memory; others see all of this at once.
    Store(Vec<Write>),
    /// The process lets go of shared memory.
    Unmap(ObjectId),
    /// The process's own memory has this many bytes from now on.
    Memory(u64),
    /// What the process does about a signal from now on.
    Disposition {
        /// Which.
        signal: Signal,
        /// What.
        disposition: Disposition,
    },
    /// The handlers of so many signals ([`ToProcess::Signal`]) have run.
    Handled(u32),
    /// A handler raised an exception: the call in which the main thread stands is given up if it has not
    /// been answered. Reply to the call, if so: [`Reply::Interrupted`].
    Cancel(CallId),
    /// A thread that waits in this [`Syscall::Park`] may go on.
    Unpark(CallId),
    /// The memory of this process is a copy of another's.
    Copied {
        /// How much was copied.
        bytes: u64,
        /// How many microseconds it took to copy it out and in.
        micros: u64,
    },
    /// See [`EventKind::Limited`](crate::event::EventKind::Limited).
    Limited(Limit),
    /// See [`EventKind::Globals`](crate::event::EventKind::Globals).
    Globals(Vec<Variable>),
    /// See [`EventKind::Turn`](crate::event::EventKind::Turn).
    Turn,
    /// See [`EventKind::Overwritten`](crate::event::EventKind::Overwritten).
    Overwritten {
        /// The variable.
        name: String,
        /// Whose update is lost.
        lost: Tid,
        /// Who set the variable.
        site: Site,
    },
}

/// What a parent says of the child it starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChildSpec {
    /// `Process.name`
    pub name: String,
    /// `Process.daemon`
    pub daemon: bool,
    /// How the child comes to be.
    pub method: StartMethod,
    /// The pickled preparation data and `Process` object, one after the other, and the ends of pipes
    /// that the child gets with them.
    pub payload: Message,
}

/// The kernel's answer to a [`Syscall`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// Done, with nothing to tell.
    Done,
    /// The child has this pid.
    Started(Pid),
    /// The child ended with this `Process.exitcode`: negative for a signal.
    Exited(i32),
    /// The message was sent. So many more of at most [`limits::SMALL_MESSAGE`](crate::limits::SMALL_MESSAGE) bytes may
    /// follow without a question ([`Notice::Send`]), until [`ToProcess::Shut`].
    Room(u32),
    /// One was taken, and the semaphore is lent to the process until [`Notice::GaveBack`]: the process takes and gives
    /// back by itself, and tells so ([`Notice::Used`]) before it tells or asks anything else.
    Lent(Loan),
    /// The time was up first.
    TimedOut,
    /// These of the watched are ready.
    Ready(Vec<Watched>),
    /// This was made.
    Made(Vec<ObjectId>),
    /// A number.
    Number(u32),
    /// The oldest messages there are.
    Messages(Vec<Message>),
    /// What is in shared memory.
    Memory(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Shared memory of so many bytes has been given to the process to see in place.
    MemoryInPlace(u32),
    /// A line.
    Text(String),
    /// What was asked about files.
    File(FileReply),
    /// Go on, and [`Syscall::Hold`] before the next line of the main program.
    Step,
    /// It was given up ([`Notice::Cancel`]).
    Interrupted,
    /// It cannot be done.
    Failed(Errno),
}

/// A semaphore as a process borrows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Loan {
    /// How many can be taken now.
    pub value: u32,
    /// What the value may not exceed.
    pub maximum: u32,
    /// Whether others wait for it: the process gives it back before long, unasked.
    pub is_wanted: bool,
}

/// Why a syscall failed, by Linux's error numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(i32)]
pub enum Errno {
    /// Not an error number: nobody can send any more.
    EndOfFile = 0,
    /// `EPERM`: nobody may do this, whatever the mode bits.
    NotPermitted = 1,
    /// `ENOENT`: nothing has this name.
    NoEntry = 2,
    /// `ESRCH`: no process has this pid.
    NoSuchProcess = 3,
    /// `EBADF`: there is no such object or descriptor, it is of another kind, or was closed.
    BadObject = 9,
    /// `ECHILD`: it is not a child of the caller, or was collected before.
    NoChild = 10,
    /// `EAGAIN`: the run has as many processes as it may have; or the call would have to wait, and is not to.
    TryAgain = 11,
    /// `ENOMEM`: the run has as much memory, or as much shared memory, as it may have.
    NoMemory = 12,
    /// `EACCES`: the mode bits do not allow it.
    Access = 13,
    /// `EBUSY`: it is in use: the root, or a name that is `.` or `..`.
    Busy = 16,
    /// `EEXIST`: something has this name.
    Exists = 17,
    /// `ENOTDIR`: it takes a directory.
    NotDirectory = 20,
    /// `EISDIR`: a directory is not for this.
    IsDirectory = 21,
    /// `EINVAL`: an argument makes no sense.
    Invalid = 22,
    /// `EMFILE`: the process has as many descriptors as it may have.
    TooManyOpen = 24,
    /// `EFBIG`: the file would be larger than a file can be.
    FileTooBig = 27,
    /// `ENOSPC`: there are as many bytes in files, or as many names, as there may be.
    NoSpace = 28,
    /// `ESPIPE`: a stream has no place to go to.
    IllegalSeek = 29,
    /// `EPIPE`: nobody can receive any more.
    BrokenPipe = 32,
    /// `ENAMETOOLONG`: a name or a path is too long.
    NameTooLong = 36,
    /// `ENOTEMPTY`: the directory has entries.
    NotEmpty = 39,
    /// `ELOOP`: too many symbolic links, or one where none may be.
    Loop = 40,
    /// `EOVERFLOW`: it was given back more often than it was taken.
    Overflow = 75,
    /// `ENOTSOCK`: it takes a socket.
    NotSocket = 88,
    /// `EOPNOTSUPP`: this kind of file has no such thing.
    NotSupported = 95,
    /// `EADDRINUSE`: something listens at this address.
    AddressInUse = 98,
    /// `ECONNRESET`: the other side was closed with something unread.
    ConnectionReset = 104,
    /// `ENOTCONN`: the other end is closed.
    NotConnected = 107,
    /// `ECONNREFUSED`: nothing listens at this address.
    ConnectionRefused = 111,
}

/// From the kernel to a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToProcess {
    /// The first message: become this process.
    Boot(Box<Boot>),
    /// The answer to an earlier call.
    Reply {
        /// The call's id.
        id: CallId,
        /// The answer.
        reply: Reply,
    },
    /// Give back what [`Syscall::Get`] brought of this queue and was not handed out.
    Recall(ObjectId),
    /// Nobody can receive any more what the process sends through this end of a pipe: there is no [`Reply::Room`] left.
    Shut(ObjectId),
    /// Give back a semaphore ([`Notice::GaveBack`]), unless that was done since it was borrowed last.
    Reclaim(ObjectId),
    /// From now on [`Syscall::Hold`] before doing anything more; withdrawn by an answer to that call, or
    /// by [`ToProcess::Release`].
    Hold,
    /// Do not hold any more.
    Release,
    /// It has been sent a signal for which it has a handler.
    Signal(Signal),
    /// The run has as much memory as it may have, and this process was the last to ask for more.
    Exhausted,
    /// Another process wrote to shared memory.
    Store(Vec<Write>),
    /// The oldest [`Notice::Store`] of the process has taken its place among the writes of others.
    Stored,
}

/// What was written to shared memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    /// Which.
    pub memory: ObjectId,
    /// Where.
    pub offset: u32,
    /// What.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// All that a process needs to begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    /// Its own pid.
    pub pid: Pid,
    /// Its parent's pid; for the main process that of whoever pressed Run.
    pub parent: Pid,
    /// What `os.getppid()` reports: the pid of its parent, or of the fork server.
    pub ppid: Pid,
    /// The program, which a spawned child imports again.
    pub program: Program,
    /// How many processors the machine has (`os.cpu_count()`).
    pub cpu_count: u32,
    /// What to run.
    pub role: Role,
}

/// What a process runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Role {
    /// The program itself, as `__main__`.
    Main,
    /// The `Process` object that the parent pickled.
    Child {
        /// See [`ChildSpec::payload`].
        #[serde(with = "serde_bytes")]
        payload: Vec<u8>,
    },
    /// The fork server.
    Server {
        /// See [`Syscall::Launch`].
        #[serde(with = "serde_bytes")]
        payload: Vec<u8>,
    },
    /// The parent's `Process` object, in a copy of the parent's memory.
    Forked {
        /// Which copy.
        image: Image,
    },
    /// As [`Role::Child`], in a copy of the fork server's memory.
    Served {
        /// Which copy.
        image: Image,
        /// See [`ChildSpec::payload`].
        #[serde(with = "serde_bytes")]
        payload: Vec<u8>,
    },
}

impl Role {
    /// The copy of another process's memory that the process begins with.
    #[must_use]
    pub fn image(&self) -> Option<Image> {
        match self {
            Self::Forked { image } | Self::Served { image, .. } => Some(*image),
            Self::Main | Self::Child { .. } | Self::Server { .. } => None,
        }
    }
}

/// A copy of a process's memory, with one thread in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Image {
    /// Whose.
    pub of: Pid,
    /// The call that went with it.
    pub call: CallId,
}

/// A Python program and how it is to be run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The source text of the main module.
    pub source: String,
    /// The files that are beside the main module when the program begins, each path once.
    pub files: Vec<ProgramFile>,
    /// The start method when the program chooses none.
    pub start_method: StartMethod,
    /// How its processes come to be.
    pub mode: Mode,
    /// When threads of one interpreter take turns.
    pub turns: Turns,
}

/// A file that comes with a program: a module that it imports, or data that it reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramFile {
    /// Where it is, relative to the folder of the main module: names with `/` between them.
    pub path: String,
    /// Its content.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
}

/// How the processes of a program come to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Each has an interpreter and a memory of its own.
    #[default]
    Processes,
    /// Each is a thread of the one interpreter there is: all share a memory, and one at a time runs.
    Shared,
    /// As [`Mode::Shared`], but `start()` returns only when the target has ended.
    Serial,
}

impl Mode {
    /// Its name, as programs and settings have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Processes => "processes",
            Self::Shared => "shared",
            Self::Serial => "serial",
        }
    }

    /// The mode with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Processes, Self::Shared, Self::Serial]
            .into_iter()
            .find(|mode| mode.name() == name)
    }
}

/// When threads of one interpreter take turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turns {
    /// How long a thread that does not block runs before another has its turn, in microseconds, until
    /// the program calls `sys.setswitchinterval`.
    pub interval: u32,
    /// If set, turns do not depend on time: they end after so many looks at the clock as a sequence of
    /// random numbers from this seed says.
    pub seed: Option<u32>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            interval: 5_000,
            seed: None,
        }
    }
}
