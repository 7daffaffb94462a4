//! What one thread did to another: started it, ended its wait, sent it a signal.

use spawnpoint_protocol::{Signal, Time};

use crate::channels::Thread;

/// Something that one thread did to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrow {
    /// What.
    pub kind: ArrowKind,
    /// Where it begins.
    pub from: (Thread, Time),
    /// The thread it leads to.
    pub to: Thread,
    /// When it took effect: the child ran, the waiter went on. None until then.
    pub reached: Option<Time>,
}

/// What an [`Arrow`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrowKind {
    /// The parent started the child.
    Start,
    /// The end of a process or thread ended another's wait for it.
    Join,
    /// A process sent another a signal.
    Signal(Signal),
}
