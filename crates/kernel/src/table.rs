//! The process table: who exists, who is whose child, who stands still in which call.

use std::collections::BTreeMap;

use spawnpoint_protocol::{Pid, syscall::CallId};

use crate::process::{Pending, Process, State};

/// Every process of the run, ended ones included, by pid.
#[derive(Debug)]
pub(crate) struct Table {
    processes: BTreeMap<Pid, Process>,
    next: Pid,
}

impl Table {
    /// An empty table that gives out pids from `first` on.
    pub fn new(first: Pid) -> Self {
        Self {
            processes: BTreeMap::new(),
            next: first,
        }
    }

    pub fn add(&mut self, process: Process) -> Pid {
        let pid = self.next;
        self.next = Pid(pid.0 + 1);
        self.processes.insert(pid, process);
        pid
    }

    pub fn alive(&self) -> impl Iterator<Item = Pid> {
        self.processes
            .iter()
            .filter(|(_, process)| process.is_alive())
            .map(|(&pid, _)| pid)
    }

    pub fn is_alive(&self, pid: Pid) -> bool {
        self.processes.get(&pid).is_some_and(Process::is_alive)
    }

    /// Whether a signal to `pid` finds somebody: a process that is alive or not yet collected.
    pub fn exists(&self, pid: Pid) -> bool {
        self.processes
            .get(&pid)
            .is_some_and(|process| !matches!(process.state, State::Collected))
    }

    /// Whether `child` is a child of `parent` that has not been collected.
    pub fn is_child(&self, child: Pid, parent: Pid) -> bool {
        self.exists(child)
            && self
                .processes
                .get(&child)
                .is_some_and(|process| process.parent == Some(parent))
    }

    /// Takes the exit code of `pid` if it is a zombie.
    pub fn collect(&mut self, pid: Pid) -> Option<i32> {
        let process = self.processes.get_mut(&pid)?;
        let State::Zombie(code) = process.state else {
            return None;
        };
        process.state = State::Collected;
        Some(code)
    }

    /// Which of `pids` are not alive, in the order given.
    pub fn ended_among(&self, pids: &[Pid]) -> Vec<Pid> {
        pids.iter()
            .copied()
            .filter(|&pid| !self.is_alive(pid))
            .collect()
    }

    /// Ends `pid`, which must be alive, and returns the calls it leaves unanswered.
    pub fn end(&mut self, pid: Pid, code: i32) -> Vec<CallId> {
        for child in self
            .processes
            .values_mut()
            .filter(|process| process.parent == Some(pid))
        {
            child.parent = None;
            if matches!(child.state, State::Zombie(_)) {
                child.state = State::Collected;
            }
        }
        let Some(process) = self.processes.get_mut(&pid) else {
            return Vec::new();
        };
        let ended = if process.parent.is_some() {
            State::Zombie(code)
        } else {
            State::Collected
        };
        match std::mem::replace(&mut process.state, ended) {
            State::Alive(calls) => calls.into_keys().collect(),
            State::Zombie(_) | State::Collected => Vec::new(),
        }
    }

    /// The calls that stand still until `pid` has ended, in order of process and call.
    pub fn waiting_for(&self, pid: Pid) -> Vec<(Pid, CallId)> {
        self.processes
            .iter()
            .filter_map(|(&waiter, process)| match &process.state {
                State::Alive(calls) => Some((waiter, calls)),
                State::Zombie(_) | State::Collected => None,
            })
            .flat_map(|(waiter, calls)| calls.iter().map(move |(&id, call)| (waiter, id, call)))
            .filter(|(_, _, call)| call.waits_for(pid))
            .map(|(waiter, id, _)| (waiter, id))
            .collect()
    }

    pub fn block(&mut self, pid: Pid, id: CallId, call: Pending) {
        if let Some(Process {
            state: State::Alive(calls),
            ..
        }) = self.processes.get_mut(&pid)
        {
            calls.insert(id, call);
        }
    }

    pub fn pending(&self, pid: Pid, id: CallId) -> Option<&Pending> {
        match &self.processes.get(&pid)?.state {
            State::Alive(calls) => calls.get(&id),
            State::Zombie(_) | State::Collected => None,
        }
    }

    pub fn unblock(&mut self, pid: Pid, id: CallId) -> Option<Pending> {
        match &mut self.processes.get_mut(&pid)?.state {
            State::Alive(calls) => calls.remove(&id),
            State::Zombie(_) | State::Collected => None,
        }
    }
}
