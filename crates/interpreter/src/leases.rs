//! Messages of queues that the kernel has handed over in advance, to save a round trip for each.

use std::{
    collections::{HashMap, VecDeque},
    sync::Mutex,
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Message, Notice, Site},
};

use crate::kernel::{lock, post_later};

static LEASES: Mutex<Option<HashMap<ObjectId, Lease>>> = Mutex::new(None);

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
    fn report(&mut self, queue: ObjectId) {
        let count = std::mem::take(&mut self.consumed);
        if count > 0 {
            let site = std::mem::take(&mut self.site);
            post_later(Notice::Consumed { queue, count, site });
        }
    }
}

/// Keeps what a reply brings beyond its first message.
pub(crate) fn keep(queue: ObjectId, messages: &mut Vec<Message>) {
    if messages.len() > 1 {
        let mut leases = lock(&LEASES);
        let lease = leases.get_or_insert_default().entry(queue).or_default();
        lease.messages.extend(messages.drain(1..));
    }
}

/// The next message of a queue that is here already; `site` tells who takes it.
pub(crate) fn take(queue: ObjectId, site: impl FnOnce() -> Site) -> Option<Message> {
    let mut leases = lock(&LEASES);
    let lease = leases.as_mut()?.get_mut(&queue)?;
    let message = lease.messages.pop_front()?;
    if lease.consumed == 0 {
        lease.site = site();
    }
    lease.consumed += 1;
    Some(message)
}

/// Tells the kernel what was handed out, so that not much is handed out twice should this process be
/// killed.
pub(crate) fn report() {
    for (&queue, lease) in lock(&LEASES).iter_mut().flatten() {
        lease.report(queue);
    }
}

/// What is here is another process's, of which this one is a copy.
pub(crate) fn forget() {
    *lock(&LEASES) = None;
}

/// How many messages of a queue are here.
pub(crate) fn count(queue: ObjectId) -> usize {
    let leases = lock(&LEASES);
    leases
        .as_ref()
        .and_then(|leases| leases.get(&queue))
        .map_or(0, |lease| lease.messages.len())
}

/// Another process wants messages of this queue.
pub(crate) fn give_back(queue: ObjectId) {
    let mut leases = lock(&LEASES);
    if let Some(mut lease) = leases.as_mut().and_then(|leases| leases.remove(&queue)) {
        lease.report(queue);
    }
    post_later(Notice::Returned(queue));
}
