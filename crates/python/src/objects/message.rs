//! What goes through queues and pipes.

use spawnpoint_protocol::{
    event::Limit,
    syscall::{Message, Notice},
};

use crate::{
    function::Arguments,
    line::{notify, os_error_of},
    object::{Fallible, Raised},
    objects::references,
    record::summary,
};

/// The longest message, in bytes.
const MOST: usize = 64 << 20;

/// `EMSGSIZE`
const MESSAGE_TOO_LONG: i32 = 90;

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
/// `OSError` if a message of so many bytes is too long.
fn check(bytes: usize) -> Fallible<()> {
    if bytes <= MOST {
        return Ok(());
    }
    notify(Notice::Limited(Limit::Message));
    let message = format!("Message too long: {bytes} bytes, and at most {MOST} here");
    Err(os_error_of(MESSAGE_TOO_LONG, &message))
}

/// Sends a message. An object that it stands for and that nobody is going to receive is let go.
pub(super) fn send<T>(
    message: Message,
    send: impl FnOnce(Message) -> Fallible<Option<T>>,
) -> Fallible<Option<T>> {
    let token = references::number_of(&message.bytes);
    let sent = send(message);
    if !matches!(sent, Ok(Some(_))) {
        // Dropping it may run code of the program, which must find the exception that there is when it is done.
        drop(token.and_then(references::take_out));
    }
    sent.map_err(|Raised| Raised)
}
