//! One entry of the process table, and the names by which its threads and calls are known.

use std::collections::BTreeMap;

use spawnpoint_protocol::{
    Pid, Tid,
    syscall::{CallId, Site},
};

use crate::dispositions::Dispositions;

/// A call of a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub pid: Pid,
    pub id: CallId,
}

/// A thread that asks or tells the kernel something, and the line of the main program at which it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    pub pid: Pid,
    pub thread: Tid,
    pub line: Option<u32>,
}

impl Caller {
    pub fn new(pid: Pid, site: &Site) -> Self {
        Self {
            pid,
            thread: site.thread,
            line: site.line,
        }
    }

    /// The main thread of a process, at no line that is known.
    pub fn main(pid: Pid) -> Self {
        Self {
            pid,
            thread: Tid::MAIN,
            line: None,
        }
    }
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
    /// How many bytes its own memory has, as far as is known.
    pub memory: u64,
    /// How many signals it was sent of which it has not said that it has handled them.
    pub unhandled: u32,
}

impl Process {
    pub fn new(name: String, parent: Option<Pid>, dispositions: Dispositions) -> Self {
        Self {
            name,
            parent,
            dispositions,
            state: State::Alive(Alive {
                threads: BTreeMap::from([(Tid::MAIN, String::new())]),
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
}
