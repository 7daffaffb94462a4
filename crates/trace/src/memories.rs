//! What each process has in its own memory, and what several share.

use std::collections::{BTreeMap, BTreeSet};

use spawnpoint_protocol::{
    ObjectId, Pid,
    event::{Summary, Variable},
};

use crate::moment::{History, Moment, Step};

/// The global variables of the main module in each process, and the shared memory it has mapped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memories {
    processes: BTreeMap<Pid, Memory>,
    /// The names of variables in the order in which they were first seen.
    names: Vec<String>,
    /// The first name by which a shared object was known.
    named: BTreeMap<ObjectId, String>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Memory {
    variables: BTreeMap<String, History<Option<Summary>>>,
    mapped: BTreeMap<ObjectId, History<bool>>,
    /// In bytes.
    size: History<u64>,
    /// The shared objects that it has done something with, and when first.
    used: BTreeMap<ObjectId, Moment>,
}

/// One name in several processes.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// The name.
    pub name: &'a str,
    /// What it refers to, where it refers to something, in the order of processes.
    pub cells: Vec<Cell<'a>>,
}

/// A variable of a process.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The process.
    pub pid: Pid,
    /// What the variable refers to.
    pub value: &'a Summary,
    /// Since when.
    pub since: Moment,
    /// Whether it referred to something else before.
    pub is_changed: bool,
}

/// Something that processes share.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared<'a> {
    /// What.
    pub object: ObjectId,
    /// What any of them saw of it last.
    pub value: &'a Summary,
    /// The names by which processes know it.
    pub names: BTreeSet<(Pid, &'a str)>,
    /// The processes that have it, as far as is known.
    pub holders: BTreeSet<Pid>,
}

impl Memories {
    /// A process mapped shared memory, or let go of it.
    pub(crate) fn mapped(&mut self, step: Step, memory: ObjectId, is_mapped: bool) {
        let history = self.of(step).mapped.entry(memory).or_default();
        history.push(step.moment, is_mapped);
    }

    /// A process has so many bytes of its own.
    pub(crate) fn resized(&mut self, step: Step, bytes: u64) {
        self.of(step).size.push(step.moment, bytes);
    }

    /// Global variables of a process have changed.
    pub(crate) fn changed(&mut self, step: Step, changed: &[Variable]) {
        for variable in changed {
            if !self.names.contains(&variable.name) {
                self.names.push(variable.name.clone());
            }
            let object = variable.value.as_ref().and_then(|value| value.object);
            if let Some(object) = object {
                let name = || variable.name.clone();
                self.named.entry(object).or_insert_with(name);
            }
            let variables = &mut self.of(step).variables;
            let history = variables.entry(variable.name.clone()).or_default();
            history.push(step.moment, variable.value.clone());
        }
    }

    /// A process did something with a shared object.
    pub(crate) fn used(&mut self, step: Step, object: ObjectId) {
        self.of(step).used.entry(object).or_insert(step.moment);
    }

    fn of(&mut self, step: Step) -> &mut Memory {
        self.processes.entry(step.event.pid).or_default()
    }

    /// The variables of all processes at `moment`, a row for each name.
    pub fn rows(&self, moment: Moment) -> impl Iterator<Item = Row<'_>> {
        self.names.iter().filter_map(move |name| {
            let cells: Vec<_> = (self.processes.iter())
                .filter_map(|(&pid, memory)| {
                    let history = memory.variables.get(name)?;
                    let (since, value) = history.at(moment)?;
                    Some(Cell {
                        pid,
                        value: value.as_ref()?,
                        since,
                        is_changed: history.is_changed(since),
                    })
                })
                .collect();
            (!cells.is_empty()).then_some(Row { name, cells })
        })
    }

    /// How many bytes of memory a process has at `moment`, if that is known.
    #[must_use]
    pub fn size(&self, of: Pid, moment: Moment) -> Option<u64> {
        let (_, bytes) = self.processes.get(&of)?.size.at(moment)?;
        Some(*bytes)
    }

    /// What processes share at `moment`, as far as variables refer to it.
    #[must_use]
    pub fn shared(&self, moment: Moment) -> Vec<Shared<'_>> {
        let mut found: BTreeMap<ObjectId, (Moment, Shared)> = BTreeMap::new();
        for row in self.rows(moment) {
            for cell in row.cells {
                let Some(object) = cell.value.object else {
                    continue;
                };
                let (since, shared) = found.entry(object).or_insert_with(|| {
                    let mut shared = Shared {
                        object,
                        value: cell.value,
                        names: BTreeSet::new(),
                        holders: BTreeSet::new(),
                    };
                    shared.holders.extend(self.holders(object, moment));
                    (cell.since, shared)
                });
                if cell.since >= *since {
                    (*since, shared.value) = (cell.since, cell.value);
                }
                shared.names.insert((cell.pid, row.name));
                shared.holders.insert(cell.pid);
            }
        }
        found.into_values().map(|(_, shared)| shared).collect()
    }

    /// The processes that have mapped this memory at `moment`, or have used this object before.
    fn holders(&self, object: ObjectId, moment: Moment) -> impl Iterator<Item = Pid> {
        self.processes.iter().filter_map(move |(&pid, process)| {
            let history = process.mapped.get(&object);
            let is_mapped = history.and_then(|history| history.at(moment));
            let is_held = match is_mapped {
                Some((_, is_mapped)) => *is_mapped,
                None => process
                    .used
                    .get(&object)
                    .is_some_and(|first| *first <= moment),
            };
            is_held.then_some(pid)
        })
    }

    /// A name by which some process knows an object at some time; the first that was seen.
    #[must_use]
    pub fn name_of(&self, object: ObjectId) -> Option<&str> {
        self.named.get(&object).map(String::as_str)
    }
}

impl History<Option<Summary>> {
    /// Whether the value since `moment` is not the first.
    fn is_changed(&self, moment: Moment) -> bool {
        self.iter().next().is_some_and(|(first, _)| *first < moment)
    }
}
