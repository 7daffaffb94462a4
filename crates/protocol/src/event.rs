//! The record of a run: what happened, to whom, when. The views read nothing else.

use serde::{Deserialize, Serialize};

use crate::{Pid, Signal, StartMethod, Stream, Time};

/// One thing that happened.
///
/// A log holds events in the order in which they happened, so [`Event::time`] never decreases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub time: Time,
    /// The process it happened to.
    pub pid: Pid,
    /// What.
    pub kind: EventKind,
}

/// What can happen to a process.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
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
    /// Its interpreter is up and its code begins.
    Running,
    /// It stands still.
    Blocked {
        /// Until what.
        on: WaitFor,
        /// The line of the main program that waits.
        line: Option<u32>,
    },
    /// It goes on.
    Unblocked {
        /// Whether the time was up before what it waited for came.
        timed_out: bool,
    },
    /// It printed.
    Printed {
        /// Where to.
        stream: Stream,
        /// What.
        text: String,
    },
    /// It was sent a signal.
    Signalled {
        /// By whom; none for the kernel itself (Stop, or a worker that died).
        by: Option<Pid>,
        /// Which.
        signal: Signal,
        /// The line of the main program that sent it.
        line: Option<u32>,
    },
    /// It ended.
    Exited {
        /// `Process.exitcode`: negative for a signal.
        code: i32,
    },
}

/// What a blocked process waits for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
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
    /// The end of any of several processes (`connection.wait` on sentinels).
    AnyExit {
        /// Which.
        of: Vec<Pid>,
    },
}
