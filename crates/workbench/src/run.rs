//! What a run is to the reader: what ran, where it is, how it ended.

use std::{cell::RefCell, rc::Rc};

use spawnpoint_protocol::{
    control::{Outcome, Reserve},
    event::Event,
    syscall::Program,
};
use spawnpoint_trace::{Trace, file::Recording};

/// The end of the name of a run's file.
pub const RUN_SUFFIX: &str = ".spawnpoint";

/// What a kernel tells the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Report {
    /// More of the log.
    Events(Vec<Event>),
    /// Workers wait.
    Reserve(Reserve),
    /// The run is over.
    Ended(Outcome),
    /// The kernel cannot go on, for this reason; it is of no more use.
    Fatal(String),
}

/// How far the interpreter is on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// So many bytes have come.
    Fetching(f64),
    /// All bytes have come; compiling goes on.
    Compiling,
}

/// Where the interpreter is.
#[derive(Clone, Debug, PartialEq)]
pub enum Loading {
    /// Nobody has asked for it.
    Waiting,
    /// It is on its way.
    Coming(Progress),
    /// It is here.
    Ready,
    /// It did not come, for this reason.
    Failed(String),
}

/// What is run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subject {
    /// What it is called, for the names of files.
    pub name: String,
    /// The program.
    pub program: Program,
}

/// Where the run is.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// There was none yet.
    Idle,
    /// It begins when the interpreter is here.
    Queued(Subject),
    /// It goes on.
    Running,
    /// It was told to stop.
    Stopping,
    /// It is over.
    Ended(Ending),
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// As the kernel says.
    Outcome(Outcome),
    /// It was stopped because its record was full.
    Full,
    /// The kernel could not go on, for this reason.
    Broken(String),
    /// It was saved to a file before it ended.
    Unfinished,
}

/// A run that has ended.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What happened.
    pub trace: Rc<RefCell<Trace>>,
    /// What ran.
    pub subject: Subject,
    /// How it came to its end.
    pub ending: Ending,
}

impl Kept {
    /// The run, to be put into a file.
    #[must_use]
    pub fn recording(&self) -> Recording {
        record(&self.trace.borrow(), &self.subject, Some(&self.ending))
    }
}

/// A run, to be put into a file; without an ending it goes on.
pub(crate) fn record(trace: &Trace, subject: &Subject, ending: Option<&Ending>) -> Recording {
    let outcome = ending.and_then(|ending| match ending {
        Ending::Outcome(outcome) => Some(*outcome),
        Ending::Full => Some(Outcome::Stopped),
        Ending::Broken(_) => Some(Outcome::Error),
        Ending::Unfinished => None,
    });
    Recording {
        program: subject.program.clone(),
        events: trace.log().events().to_vec(),
        outcome,
    }
}
