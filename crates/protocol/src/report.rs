//! What a process reports of itself for the record.

use serde::{Deserialize, Serialize};

use crate::base::{ObjectId, Tid, Time};

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

/// What a process did with a semaphore that it had borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Use {
    /// A thread took one.
    Took {
        /// When.
        at: Time,
        /// Which thread.
        thread: Tid,
        /// The line of the main program that took it.
        line: Option<u32>,
    },
    /// A thread gave one back.
    GaveBack {
        /// When.
        at: Time,
        /// Which thread.
        thread: Tid,
        /// The line of the main program that gave it back.
        line: Option<u32>,
    },
    /// A thread took one and gave it back, many times in a row.
    Repeated {
        /// How often.
        count: u32,
        /// Since when.
        from: Time,
        /// Until when.
        to: Time,
        /// Which thread.
        thread: Tid,
        /// The line of the main program that took it first.
        line: Option<u32>,
    },
}

impl Use {
    /// When it began, and when it was over.
    #[must_use]
    pub fn span(&self) -> (Time, Time) {
        match *self {
            Self::Took { at, .. } | Self::GaveBack { at, .. } => (at, at),
            Self::Repeated { from, to, .. } => (from, to),
        }
    }

    /// The same by another clock.
    #[must_use]
    pub fn by(self, mut clock: impl FnMut(Time) -> Time) -> Self {
        let mut by_clock = self;
        match &mut by_clock {
            Self::Took { at, .. } | Self::GaveBack { at, .. } => *at = clock(*at),
            Self::Repeated { from, to, .. } => (*from, *to) = (clock(*from), clock(*to)),
        }
        by_clock
    }
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
