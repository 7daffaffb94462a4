//! What the page and the kernel say to each other.

use serde::{Deserialize, Serialize};

use crate::{base::Pid, event::Event, syscall::Program};

/// From the page to the kernel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToKernel {
    /// Run this program. A kernel runs one program at a time; the page waits for
    /// [`FromKernel::Ended`] before it asks again.
    Run {
        /// What to run.
        program: Program,
        /// How many processors the machine has.
        cpu_count: u32,
        /// Microseconds after which the run is ended; `None` lets it go on.
        time_limit: Option<u64>,
    },
    /// A line of standard input, with its end; empty at the end of the input.
    Line(String),
    /// Hold every process before it does anything more, and the clock of the run with them.
    Pause,
    /// Let all go on.
    Resume,
    /// Let a process that is held go on until the next line of the main program. The clock runs
    /// meanwhile.
    Step(Pid),
    /// End every process now.
    Stop,
}

/// From the kernel to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromKernel {
    /// More of the event log, in order.
    Events(Vec<Event>),
    /// Workers wait to become a process.
    Reserve(Reserve),
    /// The run is over: every process has ended and every event was sent.
    Ended(Outcome),
}

/// Workers that are no process, but wait to become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserve {
    /// How many.
    pub workers: u32,
    /// The bytes of memory that they have together.
    pub bytes: u64,
}

/// How a run came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Every process ended.
    Finished,
    /// Somebody pressed Stop.
    Stopped,
    /// The time limit was reached.
    Timeout,
    /// No process could ever go on; [`EventKind::Deadlocked`](crate::event::EventKind::Deadlocked)
    /// says why.
    Deadlock,
    /// A worker could not be started or spoke out of turn; the console says why.
    Error,
}
