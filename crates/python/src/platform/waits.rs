//! Who waits for what, in the order in which they came: threads that are parked, by the address of what they wait for.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use super::fiber::suspend;
use crate::host::{Ticket, host};

thread_local! {
    static WAITING: RefCell<BTreeMap<usize, VecDeque<Ticket>>> = const { RefCell::new(BTreeMap::new()) };

    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// A ticket that nobody had before.
fn draw() -> Ticket {
    LAST.set(LAST.get().wrapping_add(1));
    Ticket(LAST.get())
}

/// Suspends the running thread until it is woken from `address`, or the time is up; says which.
pub(super) fn wait(address: usize, timeout: Option<Duration>) -> bool {
    let ticket = draw();
    WAITING.with_borrow_mut(|waiting| waiting.entry(address).or_default().push_back(ticket));
    let is_woken = suspend(|| host().park(ticket, timeout));
    if !is_woken {
        WAITING.with_borrow_mut(|waiting| {
            if let Some(queue) = waiting.get_mut(&address) {
                queue.retain(|waiter| *waiter != ticket);
                if queue.is_empty() {
                    waiting.remove(&address);
                }
            }
        });
    }
    is_woken
}

/// Suspends the running thread for some time.
pub(super) fn sleep(time: Duration) {
    let ticket = draw();
    suspend(|| host().park(ticket, Some(time)));
}

/// Wakes the first who waits at `address`, and says whether there was one.
pub(super) fn wake(address: usize) -> bool {
    // A thread whose time is up but which has not run since is still in the queue: it does not count.
    while let Some(ticket) = next(address) {
        if host().unpark(ticket) {
            return true;
        }
    }
    false
}

fn next(address: usize) -> Option<Ticket> {
    WAITING.with_borrow_mut(|waiting| {
        let queue = waiting.get_mut(&address)?;
        let ticket = queue.pop_front();
        if queue.is_empty() {
            waiting.remove(&address);
        }
        ticket
    })
}

/// Nobody waits any more: this memory is a copy.
pub(super) fn forget() {
    WAITING.take();
}
