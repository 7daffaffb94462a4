//! What is told: at once, or together with the next message that cannot wait.

use std::sync::Mutex;

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

fn collect() {
    for part in parts() {
        part.collect(&mut |notice| lock(&OUTBOX).push(FromProcess::Notice(notice)));
    }
}

/// Sends what waits, as it is.
pub(crate) fn send() {
    let mut outbox = lock(&OUTBOX);
    if !outbox.is_empty() {
        host().post(std::mem::take(&mut *outbox));
    }
}
