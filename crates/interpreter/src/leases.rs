//! Messages of queues that the kernel has handed over in advance, to save a round trip for each.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::Mutex,
};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{CallId, Message, Notice, Reply},
};

use crate::kernel::{lock, post_later};

static LEASES: Mutex<Option<HashMap<ObjectId, Lease>>> = Mutex::new(None);

#[derive(Default)]
struct Lease {
    messages: VecDeque<Message>,
    /// How many were handed out since the kernel was last told.
    consumed: u32,
}

/// The calls that may bring more messages than one, and their queues.
static EXPECTED: Mutex<BTreeMap<CallId, ObjectId>> = Mutex::new(BTreeMap::new());

/// A call that is about to be made may bring messages in advance.
pub(crate) fn expect(call: CallId, queue: ObjectId) {
    lock(&EXPECTED).insert(call, queue);
}

/// Keeps what a reply brings beyond its first message. Done when the reply arrives rather than when
/// its thread goes on, since the kernel may want the messages back at once.
pub(crate) fn keep(call: CallId, reply: &mut Reply) {
    let Some(queue) = lock(&EXPECTED).remove(&call) else {
        return;
    };
    if let Reply::Messages(messages) = reply
        && messages.len() > 1
    {
        let mut leases = lock(&LEASES);
        let lease = leases.get_or_insert_default().entry(queue).or_default();
        lease.messages.extend(messages.drain(1..));
    }
}

/// The next message of a queue that is here already.
pub(crate) fn take(queue: ObjectId) -> Option<Message> {
    let mut leases = lock(&LEASES);
    let lease = leases.as_mut()?.get_mut(&queue)?;
    let message = lease.messages.pop_front()?;
    lease.consumed += 1;
    if lease.messages.is_empty() {
        let count = std::mem::take(&mut lease.consumed);
        post_later(Notice::Consumed { queue, count });
    }
    Some(message)
}

/// Tells the kernel what was handed out, so that not much is handed out twice should this process be
/// killed.
pub(crate) fn report() {
    for (&queue, lease) in lock(&LEASES).iter_mut().flatten() {
        let count = std::mem::take(&mut lease.consumed);
        if count > 0 {
            post_later(Notice::Consumed { queue, count });
        }
    }
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
    let lease = leases.as_mut().and_then(|leases| leases.remove(&queue));
    let count = lease.map_or(0, |lease| lease.consumed);
    if count > 0 {
        post_later(Notice::Consumed { queue, count });
    }
    post_later(Notice::Returned(queue));
}
