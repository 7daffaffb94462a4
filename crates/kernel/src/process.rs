//! One entry of the process table.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    Pid, Tid,
    event::WaitFor,
    syscall::{CallId, Site, Watched},
};

use crate::signals::Dispositions;

/// A call of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub pid: Pid,
    pub id: CallId,
}

/// A process, from its creation on; its entry stays after its end.
#[derive(Debug)]
pub(crate) struct Process {
    pub name: String,
    /// Who may collect its exit code; none once its parent has ended.
    pub parent: Option<Pid>,
    pub dispositions: Dispositions,
    pub state: State,
}

#[derive(Debug)]
pub(crate) enum State {
    Alive(Alive),
    /// It ended with this code and its parent has not asked for it yet.
    Zombie(i32),
    /// It ended and its parent knows, or nobody is left to ask.
    Collected,
}

/// What a process that has not ended is doing.
#[derive(Debug, Default)]
pub(crate) struct Alive {
    /// The threads that have not ended, with the names of those other than the main one.
    pub threads: BTreeMap<Tid, String>,
    /// The calls in which threads stand still.
    pub calls: BTreeMap<CallId, Pending>,
    /// How many bytes its own memory has, as far as is known.
    pub memory: u64,
    /// How many signals it was sent of which it has not said that it has handled them.
    pub unhandled: u32,
}

/// A call that has not been answered yet.
#[derive(Debug)]
pub(crate) struct Pending {
    pub on: WaitFor,
    pub site: Site,
    /// Whether it may end although no process does anything: by time, or by a person.
    pub may_end: bool,
}

impl Pending {
    /// Whether it may be answered when this happens.
    pub fn watches(&self, watched: Watched) -> bool {
        match (&self.on, watched) {
            (WaitFor::Exit { of }, Watched::Exit(pid)) => *of == pid,
            (WaitFor::Any { of }, _) => of.contains(&watched),
            _ => false,
        }
    }
}

impl Process {
    pub fn new(name: String, parent: Option<Pid>, dispositions: Dispositions) -> Self {
        Self {
            name,
            parent,
            dispositions,
            state: State::Alive(Alive {
                threads: BTreeMap::from([(Tid::MAIN, String::new())]),
                calls: BTreeMap::new(),
                memory: 0,
                unhandled: 0,
            }),
        }
    }

    pub fn alive(&self) -> Option<&Alive> {
        match &self.state {
            State::Alive(alive) => Some(alive),
            State::Zombie(_) | State::Collected => None,
        }
    }

    pub fn alive_mut(&mut self) -> Option<&mut Alive> {
        match &mut self.state {
            State::Alive(alive) => Some(alive),
            State::Zombie(_) | State::Collected => None,
        }
    }

    /// Whether it exists and each of its threads stands still, with no end in sight by itself.
    pub fn is_stuck(&self) -> bool {
        self.alive().is_some_and(|alive| {
            alive.unhandled == 0
                && alive.calls.len() >= alive.threads.len()
                && alive.calls.values().all(|call| !call.may_end)
        })
    }
}
