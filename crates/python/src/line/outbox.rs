//! What is told: at once, or together with the next message that cannot wait.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use spawnpoint_protocol::syscall::{FromProcess, Notice};

use super::{lock, parts};
use crate::host::host;

/// More than this does not wait for company before it is sent.
const MOST: usize = 256;

/// Messages that go out together with the next one that cannot wait.
static OUTBOX: Mutex<Vec<FromProcess>> = Mutex::new(Vec::new());

/// Tells the kernel something that others wait for.
pub(crate) fn notify(notice: Notice) {
    post(FromProcess::Notice(notice));
}

/// Tells the kernel something that may wait until this process suspends or a few milliseconds have passed, as what a queue's
/// feeder thread does would.
pub(crate) fn notify_later(notice: Notice) {
    let mut outbox = lock(&OUTBOX);
    outbox.push(FromProcess::Notice(notice));
    if outbox.len() >= MOST {
        host().post(std::mem::take(&mut *outbox));
    }
}

/// Sends what waits, and what parts have to tell.
pub(crate) fn flush() {
    collect();
    send();
}

/// Sends a message, after what parts have to tell.
pub(super) fn post(message: FromProcess) {
    collect();
    lock(&OUTBOX).push(message);
    send();
}

/// Whether parts are telling what they have to tell. The thread that asked is not to be suspended then: whoever has a place
/// among those who wait has not said so yet.
static IS_COLLECTING: AtomicBool = AtomicBool::new(false);

/// Whether this is a moment at which a busy process must not look up, though CPython asks it to.
pub(crate) fn is_collecting() -> bool {
    IS_COLLECTING.load(Ordering::Relaxed)
}

fn collect() {
    IS_COLLECTING.store(true, Ordering::Relaxed);
    for part in parts() {
        part.collect(&mut |notice| lock(&OUTBOX).push(FromProcess::Notice(notice)));
    }
    IS_COLLECTING.store(false, Ordering::Relaxed);
}

/// Sends what waits, as it is.
pub(crate) fn send() {
    let mut outbox = lock(&OUTBOX);
    if !outbox.is_empty() {
        host().post(std::mem::take(&mut *outbox));
    }
}
