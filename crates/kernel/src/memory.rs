//! Memory that processes share. Where the platform has memory that workers see in place, it is there.
//! Elsewhere the kernel has the true copy; whoever maps it has one of his own and is told of every
//! change.

use std::collections::BTreeSet;

use spawnpoint_protocol::Pid;

#[derive(Debug)]
pub(crate) struct Memory {
    size: u32,
    /// The true copy; none of memory in place.
    bytes: Option<Vec<u8>>,
    pub name: Option<String>,
    /// Whether it goes when it has no name any more and nobody has mapped it. What never had a name
    /// may be on its way to somebody who will.
    had_name: bool,
    mapped: BTreeSet<Pid>,
}

impl Memory {
    pub fn new(size: u32, in_place: bool, name: Option<String>) -> Self {
        Self {
            size,
            bytes: (!in_place).then(|| vec![0; size as usize]),
            had_name: name.is_some(),
            name,
            mapped: BTreeSet::new(),
        }
    }

    pub fn size(&self) -> u32 {
        self.size
    }

    /// What is in it, unless it is in place.
    pub fn contents(&self) -> Option<Vec<u8>> {
        self.bytes.clone()
    }

    /// Maps it, and returns whether it was not mapped.
    pub fn map(&mut self, pid: Pid) -> bool {
        self.mapped.insert(pid)
    }

    pub fn is_mapped_by(&self, pid: Pid) -> bool {
        self.mapped.contains(&pid)
    }

    /// Whether it was mapped.
    pub fn unmap(&mut self, pid: Pid) -> bool {
        self.mapped.remove(&pid)
    }

    /// Whether nobody can reach it any more.
    pub fn is_garbage(&self) -> bool {
        self.had_name && self.name.is_none() && self.mapped.is_empty()
    }

    /// Writes, and returns who else has to be told. What does not fit is not written.
    pub fn store(&mut self, by: Pid, offset: u32, bytes: &[u8]) -> Vec<Pid> {
        let start = offset as usize;
        let place = start
            .checked_add(bytes.len())
            .zip(self.bytes.as_mut())
            .and_then(|(end, copy)| copy.get_mut(start..end));
        let Some(place) = place else {
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
