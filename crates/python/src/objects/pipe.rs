//! Pipes.

use spawnpoint_protocol::syscall::{Notice, Reply, Spec, Syscall};

use super::{call, message};
use crate::{
    function::Arguments,
    line::{notify, unexpected},
    object::{self, Fallible, Owned},
};

/// `make_pipe(duplex)`: the two ends of a new one.
pub(super) fn make(arguments: &Arguments) -> Fallible<Owned> {
    let duplex = arguments.is_true(0)?;
    let ids = super::make(Spec::Pipe { duplex })?;
    match ids[..] {
        [first, second] => object::tuple([object::int(first.0)?, object::int(second.0)?]),
        _ => Err(unexpected(&Reply::Made(ids))),
    }
}

/// `send(end, object, data, ends)`
pub(super) fn send(arguments: &Arguments) -> Fallible<Owned> {
    let end = arguments.id(0)?;
    let message = message::of_object(arguments, 1)?;
    message::send(message, |message| {
        call(Syscall::Send { end, message }).map(Some)
    })?;
    Ok(object::none())
}

/// `send_bytes(end, data)`: bytes as they are.
pub(super) fn send_bytes(arguments: &Arguments) -> Fallible<Owned> {
    let end = arguments.id(0)?;
    let message = message::of_bytes(arguments, 1)?;
    message::send(message, |message| {
        call(Syscall::Send { end, message }).map(Some)
    })?;
    Ok(object::none())
}

/// `receive(end)`: the bytes of the next message.
pub(super) fn receive(arguments: &Arguments) -> Fallible<Owned> {
    match call(Syscall::Receive(arguments.id(0)?))? {
        Reply::Messages(messages) => {
            let message = messages.into_iter().next().unwrap_or_default();
            object::bytes(&message.bytes)
        }
        other => Err(unexpected(&other)),
    }
}

/// `close(object)`: lets go of an end of a pipe, or of a listener.
pub(super) fn close(arguments: &Arguments) -> Fallible<Owned> {
    notify(Notice::Close(arguments.id(0)?));
    Ok(object::none())
}
