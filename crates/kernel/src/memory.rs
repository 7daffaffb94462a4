//! Memory that processes share. The kernel has the true copy; whoever maps it has one of his own and
//! is told of every change.

use std::collections::BTreeSet;

use spawnpoint_protocol::Pid;

#[derive(Debug)]
pub(crate) struct Memory {
    pub bytes: Vec<u8>,
    pub name: Option<String>,
    /// Whether it goes when it has no name any more and nobody has mapped it. What never had a name
    /// may be on its way to somebody who will.
    had_name: bool,
    mapped: BTreeSet<Pid>,
}

impl Memory {
    pub fn new(size: u32, name: Option<String>) -> Self {
        Self {
            bytes: vec![0; size as usize],
            had_name: name.is_some(),
            name,
            mapped: BTreeSet::new(),
        }
    }

    pub fn map(&mut self, pid: Pid) {
        self.mapped.insert(pid);
    }

    pub fn unmap(&mut self, pid: Pid) {
        self.mapped.remove(&pid);
    }

    /// Whether nobody can reach it any more.
    pub fn is_garbage(&self) -> bool {
        self.had_name && self.name.is_none() && self.mapped.is_empty()
    }

    /// Writes, and returns who else has to be told. What does not fit is not written.
    pub fn store(&mut self, by: Pid, offset: u32, bytes: &[u8]) -> Vec<Pid> {
        let start = offset as usize;
        let Some(place) = start
            .checked_add(bytes.len())
            .and_then(|end| self.bytes.get_mut(start..end))
        else {
            return Vec::new();
        };
        place.copy_from_slice(bytes);
        self.mapped
            .iter()
            .copied()
            .filter(|&pid| pid != by)
            .collect()
    }
}
