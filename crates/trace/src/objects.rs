//! What processes made to share.

use std::collections::BTreeMap;

use spawnpoint_protocol::{ObjectId, syscall::Spec};

/// The objects of a run, by id.
#[derive(Clone, Debug, Default)]
pub struct Objects(BTreeMap<ObjectId, Spec>);

impl Objects {
    /// A process made an object.
    pub(crate) fn made(&mut self, object: ObjectId, spec: &Spec) {
        self.0.insert(object, spec.clone());
    }

    /// What an object is, in Python's name for its class. The second end of a pipe has the id after
    /// the first's.
    #[must_use]
    pub fn name(&self, object: ObjectId) -> Option<&str> {
        let before = || self.0.get(&ObjectId(object.0.checked_sub(1)?));
        self.0.get(&object).or_else(before).map(Spec::class)
    }
}
