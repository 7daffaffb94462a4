//! What is told: at once, or together with the next message that cannot wait.

use std::sync::Mutex;

use spawnpoint_protocol::syscall::{FromProcess, Notice};

use super::{parts, undisturbed};
use crate::{base::lock, host::host, platform};

/// More than this does not wait for company before it is sent.
const MOST: usize = 256;

/// Messages that go out together with the next one that cannot wait.
static OUTBOX: Mutex<Vec<FromProcess>> = Mutex::new(Vec::new());

/// Tells the kernel something that others wait for.
pub(crate) fn notify(notice: Notice) {
    post(told(notice));
}

/// Tells the kernel something that may wait until this process suspends or a few milliseconds have passed, as what a queue's
/// feeder thread does would.
pub(crate) fn notify_later(notice: Notice) {
    let mut outbox = lock(&OUTBOX);
    outbox.push(told(notice));
    if outbox.len() >= MOST {
        host().post(std::mem::take(&mut *outbox));
    }
}

/// Something that this thread tells.
fn told(notice: Notice) -> FromProcess {
    FromProcess::Notice {
        thread: platform::tid(),
        notice,
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

/// The thread that asked is not suspended meanwhile: whoever has a place among those who wait has not said so yet. What is
/// recorded of objects is asked of CPython, which looks up here and there.
fn collect() {
    undisturbed(|| {
        for part in parts() {
            part.collect(&mut |notice| lock(&OUTBOX).push(told(notice)));
        }
    });
}

/// Sends what waits, as it is.
pub(crate) fn send() {
    let mut outbox = lock(&OUTBOX);
    if !outbox.is_empty() {
        host().post(std::mem::take(&mut *outbox));
    }
}
