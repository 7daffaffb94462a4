//! What processes share, as Python sees it: one module for each object of the kernel.
//!
//! **Architecture invariant:** an object here holds the number of the kernel's, and no state that another process would
//! miss. What was handed over in advance is given back when the kernel asks.

pub(crate) mod child;
mod leases;
mod listener;
pub(crate) mod loans;
pub(crate) mod memory;
mod message;
mod pipe;
mod queue;
pub(crate) mod references;
pub(crate) mod region;
pub(crate) mod semaphore;
mod uses;
pub(crate) mod watch;

pub(crate) use leases::LEASES;
pub(crate) use loans::LOANS;
pub(crate) use message::ROOM;
pub(crate) use pipe::ROOMS;
pub(crate) use queue::QUEUES;
pub(crate) use references::REFERENCES;
pub(crate) use region::REGIONS;

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Reply, Spec, Syscall},
};

use crate::{
    ffi,
    function::{Table, functions},
    line::{self, block, frames, next_call, or_raised, unexpected},
    object::Fallible,
};

/// The functions of objects in `_spawnpoint`.
pub(crate) static FUNCTIONS: Table<&[ffi::MethodDef]> = functions! {
    c"start" => child::start;
    c"launch" => child::launch;
    c"wait" => child::wait;
    c"make_queue" => queue::make;
    c"put" => queue::put;
    c"put_within" => queue::put_within;
    c"get" => queue::get;
    c"queue_size" => queue::size;
    c"task_done" => queue::task_done;
    c"join_tasks" => queue::join_tasks;
    c"drain" => queue::drain;
    c"abandon" => queue::abandon;
    c"make_pipe" => pipe::make;
    c"send" => pipe::send;
    c"send_bytes" => pipe::send_bytes;
    c"receive" => pipe::receive;
    c"close" => pipe::close;
    c"listen" => listener::listen;
    c"accept" => listener::accept;
    c"connect" => listener::connect;
    c"make_memory" => memory::make;
    c"map_memory" => memory::map;
    c"open_memory" => memory::open;
    c"unlink_memory" => memory::unlink;
    c"keep" => references::keep;
    c"take" => references::take;
};

/// Makes something to share.
fn make(spec: Spec) -> Fallible<Vec<ObjectId>> {
    match or_raised(block(next_call(), Syscall::Make(spec)))? {
        Reply::Made(ids) => Ok(ids),
        other => Err(unexpected(&other)),
    }
}

/// Makes something that is one object.
fn make_one(spec: Spec) -> Fallible<ObjectId> {
    one(Reply::Made(make(spec)?))
}

/// The one object that a reply tells of.
fn one(reply: Reply) -> Fallible<ObjectId> {
    match reply {
        Reply::Made(ids) if ids.len() == 1 => Ok(ids[0]),
        other => Err(unexpected(&other)),
    }
}

/// Asks for something of which the reply says nothing.
fn call(syscall: Syscall) -> Fallible<Reply> {
    or_raised(line::block(next_call(), syscall))
}

/// The class of the object of `multiprocessing` that is being made, by the calls on the stack: the outermost method there
/// before the program's own code.
fn label(otherwise: &str) -> String {
    const PLACES: [&str; 3] = [
        "multiprocessing/synchronize.py",
        "multiprocessing/queues.py",
        "_spawnpoint_queues.py",
    ];
    frames()
        .take_while(|call| {
            let file = call.file();
            PLACES.iter().any(|place| file.ends_with(place))
        })
        .filter_map(|call| {
            let qualname = call.qualname();
            qualname.strip_suffix(".__init__").map(str::to_owned)
        })
        .last()
        .unwrap_or_else(|| otherwise.to_owned())
}
