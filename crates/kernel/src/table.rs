//! The process table: who exists, who is whose child, and who has ended how.

use std::collections::BTreeMap;

use spawnpoint_protocol::Pid;

use crate::{
    dispositions::Dispositions,
    process::{Alive, Process, State},
    server::SERVER,
};

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

    /// Adds the fork server, whose pid is none of those that are given out.
    pub fn add_server(&mut self, pid: Pid) {
        self.processes.insert(
            pid,
            Process::new("forkserver".to_owned(), None, Dispositions::default()),
        );
    }

    /// A copy of a process handles and ignores what the original does.
    pub fn copy_dispositions(&mut self, original: Pid, copy: Pid) {
        if let Some(dispositions) = self.get(original).map(|original| original.dispositions)
            && let Some(copy) = self.get_mut(copy)
        {
            copy.dispositions = dispositions;
        }
    }

    pub fn get(&self, pid: Pid) -> Option<&Process> {
        self.processes.get(&pid)
    }

    pub fn get_mut(&mut self, pid: Pid) -> Option<&mut Process> {
        self.processes.get_mut(&pid)
    }

    /// The processes that have not ended, and what they do.
    pub fn alive(&self) -> impl Iterator<Item = (Pid, &Process, &Alive)> {
        self.processes
            .iter()
            .filter_map(|(&pid, process)| Some((pid, process, process.alive()?)))
    }

    /// The processes of the program, without the fork server, that have not ended.
    pub fn programs_own(&self) -> impl Iterator<Item = Pid> {
        self.alive()
            .map(|(pid, ..)| pid)
            .filter(|&pid| pid != SERVER)
    }

    /// How many processes were started: all that ever were but the main process and the fork server.
    pub fn started(&self) -> usize {
        let own = self.processes.keys().filter(|&&pid| pid != SERVER);
        own.count().saturating_sub(1)
    }

    /// How many bytes of memory all have together, as far as is known.
    pub fn memory(&self) -> u64 {
        let sizes = self.alive().map(|(.., alive)| alive.memory);
        // They are what processes say.
        sizes.fold(0, u64::saturating_add)
    }

    /// How many bytes of memory a process has, as far as is known.
    pub fn memory_of(&self, pid: Pid) -> u64 {
        self.living(pid).map_or(0, |alive| alive.memory)
    }

    pub fn is_alive(&self, pid: Pid) -> bool {
        self.living(pid).is_some()
    }

    fn living(&self, pid: Pid) -> Option<&Alive> {
        self.processes.get(&pid)?.alive()
    }

    pub fn alive_mut(&mut self, pid: Pid) -> Option<&mut Alive> {
        self.processes.get_mut(&pid)?.alive_mut()
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

    /// The children of `parent` that have not been collected.
    pub fn children(&self, parent: Pid) -> impl Iterator<Item = Pid> {
        self.processes
            .iter()
            .filter(move |(_, process)| {
                process.parent == Some(parent) && !matches!(process.state, State::Collected)
            })
            .map(|(&pid, _)| pid)
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

    /// Ends `pid`.
    pub fn end(&mut self, pid: Pid, code: i32) {
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
        if let Some(process) = self.processes.get_mut(&pid) {
            process.state = match process.parent {
                Some(_) => State::Zombie(code),
                None => State::Collected,
            };
        }
    }
}
