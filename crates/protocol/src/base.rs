//! What all messages are made of: who, what, when, how.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The identifier of a process, as `os.getpid()` reports it: small, and never reused within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Pid(pub u32);

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A thread of a process, by the order in which the process started them.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Tid(pub u32);

impl Tid {
    /// The thread in which a process begins.
    pub const MAIN: Self = Self(0);
}

/// Something that processes share, such as a lock, a queue or an end of a pipe; never reused within
/// a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ObjectId(pub u32);

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A message that went through a queue or a pipe, by the order in which they were sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MessageId(pub u64);

/// A moment of a run: microseconds since the run began.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Time(pub u64);

impl Time {
    /// The moment `micros` microseconds later, or the end of time.
    #[must_use]
    pub fn after(self, micros: u64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// Microseconds from `earlier` to this moment; 0 when `earlier` is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// How a child process comes to be (`multiprocessing.set_start_method`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StartMethod {
    /// A fresh interpreter that imports the main module again.
    Spawn,
    /// A copy of the parent as it is at that moment.
    Fork,
    /// A copy of a process that did nothing but import the main module: the fork server.
    #[default]
    ForkServer,
}

impl StartMethod {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Spawn, Self::Fork, Self::ForkServer];

    /// The name that Python uses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Spawn => "spawn",
            Self::Fork => "fork",
            Self::ForkServer => "forkserver",
        }
    }

    /// The method with this Python name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// One of a process's two output streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Stream {
    /// `sys.stdout`
    Stdout,
    /// `sys.stderr`
    Stderr,
}

/// A signal, by its number on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Signal(pub u8);

impl Signal {
    /// Interrupt from the keyboard.
    pub const INT: Self = Self(2);
    /// Ended by itself because it could not go on (`abort`).
    pub const ABRT: Self = Self(6);
    /// Cannot be caught or ignored.
    pub const KILL: Self = Self(9);
    /// Wrote to a pipe that nobody reads from.
    pub const PIPE: Self = Self(13);
    /// Wrote a file that is too large.
    pub const XFSZ: Self = Self(25);
    /// Touched memory that is not its own: what a WebAssembly trap is reported as.
    pub const SEGV: Self = Self(11);
    /// A request to end.
    pub const TERM: Self = Self(15);
    /// A child has ended.
    pub const CHLD: Self = Self(17);

    const CONT: Self = Self(18);
    const STOP: Self = Self(19);
    const URG: Self = Self(23);
    const WINCH: Self = Self(28);

    /// The last one that there is.
    const LAST: Self = Self(64);

    /// The signal with this number, if there is one. 0 is none.
    #[must_use]
    pub fn of_number(number: i32) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        (1..=Self::LAST.0).contains(&number).then_some(Self(number))
    }

    /// Whether a process may do something about it.
    #[must_use]
    pub fn can_be_handled(self) -> bool {
        self != Self::KILL && self != Self::STOP
    }

    /// Whether a process that does not handle it is stopped until it is continued.
    #[must_use]
    pub fn stops(self) -> bool {
        matches!(self.0, 19..=22)
    }

    /// Whether nothing happens to a process that does not handle it.
    #[must_use]
    pub fn is_ignored_by_default(self) -> bool {
        matches!(self, Self::CHLD | Self::CONT | Self::URG | Self::WINCH)
    }

    /// The exit code of a process that this signal ended, in `Process.exitcode`'s terms.
    #[must_use]
    pub fn exit_code(self) -> i32 {
        -i32::from(self.0)
    }
}
