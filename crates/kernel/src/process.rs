//! One entry of the process table.

use std::collections::BTreeMap;

use spawnpoint_protocol::{Pid, event::WaitFor, syscall::CallId};

/// A process, from its creation on; its entry stays after its end.
#[derive(Debug)]
pub(crate) struct Process {
    /// Who may collect its exit code; none once its parent has ended.
    pub parent: Option<Pid>,
    pub state: State,
}

#[derive(Debug)]
pub(crate) enum State {
    /// It runs, or stands still in these calls (one for each of its threads at the most).
    Alive(BTreeMap<CallId, Pending>),
    /// It ended with this code and its parent has not asked for it yet.
    Zombie(i32),
    /// It ended and its parent knows, or nobody is left to ask.
    Collected,
}

/// A call that has not been answered yet.
#[derive(Debug)]
pub(crate) struct Pending {
    pub on: WaitFor,
}

impl Pending {
    pub fn waits_for(&self, pid: Pid) -> bool {
        match &self.on {
            WaitFor::Sleep { .. } => false,
            WaitFor::Exit { of } => *of == pid,
            WaitFor::AnyExit { of } => of.contains(&pid),
        }
    }
}

impl Process {
    pub fn new(parent: Pid) -> Self {
        Self {
            parent: Some(parent),
            state: State::Alive(BTreeMap::new()),
        }
    }

    pub fn is_alive(&self) -> bool {
        matches!(self.state, State::Alive(_))
    }
}
