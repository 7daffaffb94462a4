//! Messages of queues that the kernel has handed over in advance, to save a round trip for each.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::Mutex,
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Message, Notice, Reply, Site, ToProcess},
};

use crate::base::lock;
use crate::line::{Part, notify_later};

/// What is here of each queue.
pub(crate) static LEASES: Leases = Leases(Mutex::new(BTreeMap::new()));

pub(crate) struct Leases(Mutex<BTreeMap<ObjectId, Lease>>);

#[derive(Default)]
struct Lease {
    messages: VecDeque<Message>,
    /// How many were handed out since the kernel was last told.
    consumed: u32,
    /// Who took the first of them.
    site: Site,
}

impl Lease {
    /// Tells the kernel what was handed out.
    fn report(&mut self, queue: ObjectId, tell: &mut dyn FnMut(Notice)) {
        let count = std::mem::take(&mut self.consumed);
        if count > 0 {
            let site = std::mem::take(&mut self.site);
            tell(Notice::Consumed { queue, count, site });
        }
    }
}

impl Part for Leases {
    fn deliver(&self, message: &ToProcess) {
        if let ToProcess::Recall(queue) = message {
            // Another process wants messages of this queue.
            if let Some(mut lease) = lock(&self.0).remove(queue) {
                lease.report(*queue, &mut notify_later);
            }
            notify_later(Notice::Returned(*queue));
        }
    }

    /// So not much is handed out twice should this process be killed.
    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        for (&queue, lease) in lock(&self.0).iter_mut() {
            lease.report(queue, tell);
        }
    }

    fn forget(&self) {
        lock(&self.0).clear();
    }
}

/// Keeps what a reply brings beyond its first message.
pub(super) fn keep(queue: ObjectId, reply: &mut Reply) {
    if let Reply::Messages(messages) = reply
        && messages.len() > 1
    {
        let mut leases = lock(&LEASES.0);
        let lease = leases.entry(queue).or_default();
        lease.messages.extend(messages.drain(1..));
    }
}

/// The next message of a queue that is here already; `site` tells who takes it.
pub(super) fn take(queue: ObjectId, site: impl FnOnce() -> Site) -> Option<Message> {
    let mut leases = lock(&LEASES.0);
    let lease = leases.get_mut(&queue)?;
    let message = lease.messages.pop_front()?;
    if lease.consumed == 0 {
        lease.site = site();
    }
    lease.consumed += 1;
    Some(message)
}

/// Whether a message of a queue is here.
pub(super) fn has(queue: ObjectId) -> bool {
    let leases = lock(&LEASES.0);
    leases
        .get(&queue)
        .is_some_and(|lease| !lease.messages.is_empty())
}
