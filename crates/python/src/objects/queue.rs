//! Queues.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Errno, Notice, Reply, Spec, Syscall},
};

use super::{call, label, leases, make_one, message};
use crate::{
    base::lock,
    function::Arguments,
    host::{host, instance},
    line::{
        Part, ask, block_keeping, brief_site, next_call, notify_later, number, or_raised, os_error,
        unexpected,
    },
    object::{self, Fallible, Owned},
};

/// A consumer that comes back sooner than this gets messages in advance.
const QUICK: Duration = Duration::from_millis(2);

/// The most messages that a consumer gets in advance.
const MOST_IN_ADVANCE: u32 = 1_024;

/// Of each queue, when this process last got a message, and how many in advance.
pub(crate) static QUEUES: Queues = Queues(Mutex::new(None));

pub(crate) struct Queues(Mutex<Option<HashMap<ObjectId, (Duration, u32)>>>);

impl Part for Queues {
    fn forget(&self) {
        *lock(&self.0) = None;
    }
}

/// `make_queue(capacity)`: its number. A capacity of None is none.
pub(super) fn make(arguments: &Arguments) -> Fallible<Owned> {
    let capacity = arguments.at(0)?;
    let capacity = if capacity.is_none() {
        None
    } else {
        Some(capacity.to_number()?)
    };
    let label = label("Queue");
    object::int(make_one(Spec::Queue { capacity, label })?.0)
}

/// `put(queue, object, data, ends)`: into a queue without a capacity.
pub(super) fn put(arguments: &Arguments) -> Fallible<Owned> {
    let queue = arguments.id(0)?;
    let message = message::of_object(arguments, 1)?;
    let site = brief_site();
    notify_later(Notice::Put {
        queue,
        message,
        site,
    });
    Ok(object::none())
}

/// `put_within(queue, timeout, object, data, ends)`: into a queue with a capacity; False when the time was up first.
pub(super) fn put_within(arguments: &Arguments) -> Fallible<Owned> {
    let queue = arguments.id(0)?;
    let timeout = arguments.timeout(1)?;
    let message = message::of_object(arguments, 2)?;
    let put = message::send(message, |message| {
        let syscall = Syscall::Put {
            queue,
            message,
            timeout,
        };
        match call(syscall)? {
            Reply::Done => Ok(Some(())),
            Reply::TimedOut => Ok(None),
            other => Err(unexpected(&other)),
        }
    })?;
    object::boolean(put.is_some())
}

/// `get(queue, timeout)`: the pickle of an object; None when the time was up first.
pub(super) fn get(arguments: &Arguments) -> Fallible<Owned> {
    let queue = arguments.id(0)?;
    let timeout = arguments.timeout(1)?;
    if let Some(message) = leases::take(queue, brief_site) {
        return object::bytes(&message.bytes);
    }
    let more = in_advance(queue);
    let syscall = Syscall::Get {
        queue,
        timeout,
        more,
    };
    let messages = match or_raised(block_keeping(queue, leases::keep, syscall))? {
        Reply::Messages(messages) => messages,
        Reply::TimedOut => return Ok(object::none()),
        other => return Err(unexpected(&other)),
    };
    lock(&QUEUES.0)
        .get_or_insert_default()
        .insert(queue, (host().monotonic(), more));
    let first = messages.into_iter().next().unwrap_or_default();
    object::bytes(&first.bytes)
}

/// How many messages to ask for beyond the next: the more, the longer this process has done little else than get.
fn in_advance(queue: ObjectId) -> u32 {
    // It would depend on time.
    if instance().boot.program.turns.seed.is_some() {
        return 0;
    }
    let paces = lock(&QUEUES.0);
    let Some((at, more)) = paces.as_ref().and_then(|paces| paces.get(&queue)) else {
        return 0;
    };
    let since = host().monotonic().saturating_sub(*at);
    if since < QUICK + QUICK / 256 * *more {
        (more * 4 + 4).min(MOST_IN_ADVANCE)
    } else {
        0
    }
}

/// `queue_size(queue)`: how many messages it has.
pub(super) fn size(arguments: &Arguments) -> Fallible<Owned> {
    object::int(number(Syscall::Value(arguments.id(0)?))?)
}

/// `task_done(queue)`: says that a message has been dealt with; False when there was none.
pub(super) fn task_done(arguments: &Arguments) -> Fallible<Owned> {
    match ask(next_call(), Syscall::TaskDone(arguments.id(0)?)) {
        Reply::Done => object::boolean(true),
        Reply::Failed(Errno::Overflow) => object::boolean(false),
        Reply::Failed(errno) => Err(os_error(errno)),
        other => Err(unexpected(&other)),
    }
}

/// `join_tasks(queue)`: waits until every message has been dealt with.
pub(super) fn join_tasks(arguments: &Arguments) -> Fallible<Owned> {
    call(Syscall::JoinTasks(arguments.id(0)?))?;
    Ok(object::none())
}

/// `drain(queue)`: waits until all that this process put is in the pipe.
pub(super) fn drain(arguments: &Arguments) -> Fallible<Owned> {
    call(Syscall::Drain(arguments.id(0)?))?;
    Ok(object::none())
}

/// `abandon(queue)`: the process does not wait for that before it ends.
pub(super) fn abandon(arguments: &Arguments) -> Fallible<Owned> {
    notify_later(Notice::Abandon(arguments.id(0)?));
    Ok(object::none())
}
