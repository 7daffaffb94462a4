//! What a process asks of the kernel, and what the kernel answers.

use serde::{Deserialize, Serialize};

use crate::{Pid, Signal, StartMethod, Stream};

/// Pairs a [`Reply`] with its [`Syscall`]; a process numbers its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallId(pub u32);

/// From a process to the kernel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromProcess {
    /// A request; the caller stands still until the reply with the same id.
    Call {
        /// Unique among the process's unanswered calls.
        id: CallId,
        /// What is asked.
        syscall: Syscall,
        /// The line of the main program that asks, where one is on the stack.
        line: Option<u32>,
    },
    /// Something to know; nobody waits.
    Notice(Notice),
}

/// A request that blocks its caller until the kernel replies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Syscall {
    /// Start a child process. Reply: [`Reply::Started`].
    Start(ChildSpec),
    /// Wait until a child has ended. Reply: [`Reply::Exited`], or [`Reply::TimedOut`].
    Wait {
        /// A child of the caller.
        child: Pid,
        /// Microseconds to wait at the most; 0 only asks; `None` waits without end.
        timeout: Option<u64>,
    },
    /// Wait until some of the given processes have ended. Reply: [`Reply::Ready`], empty after a
    /// time-out. Unlike [`Syscall::Wait`] it may ask about any process, and collects nothing.
    Select {
        /// The processes to watch.
        watched: Vec<Pid>,
        /// As in [`Syscall::Wait`].
        timeout: Option<u64>,
    },
    /// Do nothing for this many microseconds. Reply: [`Reply::Done`].
    Sleep(u64),
    /// Send a signal. Reply: [`Reply::Done`]; none when the caller ends itself by it.
    Kill {
        /// Any process of the run.
        pid: Pid,
        /// The signal; its default action is taken.
        signal: Signal,
    },
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
    /// The pickled preparation data and `Process` object, one after the other.
    pub payload: Vec<u8>,
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
    /// The time was up first.
    TimedOut,
    /// These of the watched processes have ended.
    Ready(Vec<Pid>),
    /// It cannot be done.
    Failed(Errno),
}

/// Why a syscall failed, by Linux's error numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[repr(i32)]
pub enum Errno {
    /// `ESRCH`: no process has this pid.
    NoSuchProcess = 3,
    /// `ECHILD`: it is not a child of the caller, or was collected before.
    NoChild = 10,
    /// `EAGAIN`: the run has as many processes as it may have.
    TryAgain = 11,
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
}

/// All that a process needs to begin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    /// Its own pid.
    pub pid: Pid,
    /// Its parent's pid; for the main process that of whoever pressed Run.
    pub parent: Pid,
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
        payload: Vec<u8>,
    },
}

/// A Python program and how it is to be run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The source text of the main module.
    pub source: String,
    /// The start method when the program chooses none.
    pub start_method: StartMethod,
}
