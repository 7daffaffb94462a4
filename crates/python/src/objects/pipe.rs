//! Pipes.

use std::{collections::BTreeMap, sync::Mutex};

use spawnpoint_protocol::{
    ObjectId,
    limits::SMALL_MESSAGE,
    syscall::{Message, Notice, Reply, Spec, Syscall, ToProcess},
};

use super::{call, message};
use crate::{
    base::lock,
    function::Arguments,
    line::{Part, block_keeping, brief_site, notify, or_raised, unexpected},
    object::{self, Fallible, Owned},
};

/// How many small messages may go through each end without a question to the kernel.
pub(crate) static ROOMS: Rooms = Rooms(Mutex::new(BTreeMap::new()));

pub(crate) struct Rooms(Mutex<BTreeMap<ObjectId, u32>>);

impl Part for Rooms {
    fn deliver(&self, message: &ToProcess) {
        if let ToProcess::Shut(end) = message {
            lock(&self.0).remove(end);
        }
    }

    fn forget(&self) {
        lock(&self.0).clear();
    }
}

/// Keeps how much room a reply tells of.
fn keep(end: ObjectId, reply: &mut Reply) {
    if let Reply::Room(room) = reply {
        lock(&ROOMS.0).insert(end, *room);
    }
}

/// Takes the room for a message, if there is some.
fn take_room(end: ObjectId, message: &Message) -> bool {
    let mut rooms = lock(&ROOMS.0);
    let room = rooms.get_mut(&end).filter(|room| **room > 0);
    match room {
        Some(room) if message.bytes.len() <= SMALL_MESSAGE => {
            *room -= 1;
            true
        }
        Some(_) | None => false,
    }
}

fn send_through(end: ObjectId, message: Message) -> Fallible<Owned> {
    message::send(message, |message| {
        if take_room(end, &message) {
            let site = brief_site();
            notify(Notice::Send { end, message, site });
        } else {
            or_raised(block_keeping(end, keep, Syscall::Send { end, message }))?;
        }
        Ok(Some(()))
    })?;
    Ok(object::none())
}

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
    send_through(end, message::of_object(arguments, 1)?)
}

/// `send_bytes(end, data)`: bytes as they are.
pub(super) fn send_bytes(arguments: &Arguments) -> Fallible<Owned> {
    let end = arguments.id(0)?;
    send_through(end, message::of_bytes(arguments, 1)?)
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
    let object = arguments.id(0)?;
    lock(&ROOMS.0).remove(&object);
    notify(Notice::Close(object));
    Ok(object::none())
}
