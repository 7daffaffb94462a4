//! Memory that processes share. The kernel has the true copy; whoever maps it has one of his own and
//! is told of every change.

use std::collections::BTreeSet;

use spawnpoint_protocol::Pid;

#[derive(Debug)]
pub(crate) struct Memory {
    pub bytes: Vec<u8>,
    pub name: Option<String>,
    /// How often each process has mapped it.
    mapped: BTreeSet<Pid>,
}

impl Memory {
    pub fn new(size: u32, name: Option<String>) -> Self {
        Self {
            bytes: vec![0; size as usize],
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
