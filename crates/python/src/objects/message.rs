//! What goes through queues and pipes.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use spawnpoint_protocol::{
    event::Limit,
    limits,
    syscall::{Message, Notice, Syscall, ToProcess},
};

use crate::{
    ffi,
    function::Arguments,
    line::{Part, next_call, notify, os_error_of, silently},
    object::{Fallible, Raised},
    objects::references,
    record::summary,
};

/// `EMSGSIZE`
const MESSAGE_TOO_LONG: i32 = 90;

/// Whether there is room for what nobody takes.
pub(crate) static ROOM: Room = Room {
    ahead: AtomicUsize::new(0),
    is_exhausted: AtomicBool::new(false),
};

/// How many bytes a process may be ahead of the kernel, which takes in messages more slowly than they can be sent.
const MOST_AHEAD: usize = 16 << 20;

pub(crate) struct Room {
    /// How many bytes have been sent since the kernel was waited for.
    ahead: AtomicUsize,
    /// The kernel has said so since the last message.
    is_exhausted: AtomicBool,
}

impl Room {
    /// To be called before so many bytes are sent.
    ///
    /// # Errors
    /// `MemoryError` once each time that the kernel says that too much waits.
    fn take(&self, bytes: usize) -> Fallible<()> {
        if self.ahead.fetch_add(bytes, Ordering::Relaxed) + bytes > MOST_AHEAD {
            self.ahead.store(0, Ordering::Relaxed);
            silently(next_call(), Syscall::Sleep(0));
        }
        if !self.is_exhausted.swap(false, Ordering::Relaxed) {
            return Ok(());
        }
        notify(Notice::Limited(Limit::Memory));
        // SAFETY: this thread has the interpreter.
        unsafe { ffi::PyErr_NoMemory() };
        Err(Raised)
    }
}

impl Part for Room {
    fn deliver(&self, message: &ToProcess) {
        if matches!(message, ToProcess::Exhausted) {
            self.is_exhausted.store(true, Ordering::Relaxed);
        }
    }

    fn forget(&self) {
        self.is_exhausted.store(false, Ordering::Relaxed);
    }
}

/// Among arguments an object, its pickle and the ends of pipes in that: a message.
pub(super) fn of_object(arguments: &Arguments, index: usize) -> Fallible<Message> {
    let bytes = arguments.bytes(index + 1)?;
    check(bytes.len())?;
    Ok(Message {
        bytes: bytes.to_vec(),
        ends: arguments.ids(index + 2)?,
        value: summary::of(arguments.at(index)?),
    })
}

/// Among arguments bytes: a message of them as they are.
pub(super) fn of_bytes(arguments: &Arguments, index: usize) -> Fallible<Message> {
    let bytes = arguments.bytes(index)?;
    check(bytes.len())?;
    Ok(Message {
        bytes: bytes.to_vec(),
        ends: Vec::new(),
        value: summary::of_bytes(&bytes),
    })
}

/// # Errors
/// `OSError` if a message of so many bytes is too long, and `MemoryError` if there is no room for it.
fn check(bytes: usize) -> Fallible<()> {
    if bytes <= limits::MESSAGE {
        return ROOM.take(bytes);
    }
    notify(Notice::Limited(Limit::Message));
    let message = format!(
        "Message too long: {bytes} bytes, and at most {} here",
        limits::MESSAGE
    );
    Err(os_error_of(MESSAGE_TOO_LONG, &message))
}

/// Sends a message. An object that it stands for and that nobody is going to receive is let go.
pub(super) fn send<T>(
    message: Message,
    send: impl FnOnce(Message) -> Fallible<Option<T>>,
) -> Fallible<Option<T>> {
    let token = references::number_of(&message.bytes);
    let outcome = send(message);
    if !matches!(outcome, Ok(Some(_))) {
        // Dropping it may run code of the program, which must find the exception that there is when it is done.
        drop(token.and_then(references::take_out));
    }
    outcome.map_err(|Raised| Raised)
}
