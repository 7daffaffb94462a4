//! Waiting for several things at once, by the numbers that Python takes for descriptors: `select` and `poll` come here.

use spawnpoint_protocol::{
    ObjectId, Pid,
    syscall::{Reply, Syscall, Watched},
};

use super::leases;
use crate::line::{Interrupted, blocked};

/// Where the numbers begin that stand for objects of the kernel: queues, ends of pipes, listeners.
pub(crate) const OBJECTS: i32 = 1_000_000;

/// Where the numbers begin that stand for the ends of processes: sentinels.
pub(crate) const PROCESSES: i32 = 2_000_000;

/// What a descriptor stands for, if it is none of a file.
pub(crate) fn watched(descriptor: i32) -> Option<Watched> {
    if let Ok(pid) = u32::try_from(descriptor - PROCESSES) {
        return Some(Watched::Exit(Pid(pid)));
    }
    let object = u32::try_from(descriptor - OBJECTS).ok()?;
    Some(Watched::Readable(ObjectId(object)))
}

/// Which of these are ready, once there is one or the time is up, in microseconds.
///
/// # Errors
/// When a signal has come.
pub(crate) fn wait(
    watched: Vec<Watched>,
    timeout: Option<u64>,
) -> Result<Vec<Watched>, Interrupted> {
    let here: Vec<_> = watched
        .iter()
        .filter(|watched| match watched {
            Watched::Readable(queue) => leases::has(*queue),
            Watched::Exit(_) | Watched::Input(_) | Watched::Output(_) => false,
        })
        .copied()
        .collect();
    let timeout = if here.is_empty() { timeout } else { Some(0) };
    let reply = blocked(Syscall::Select { watched, timeout })?;
    Ok(if let Reply::Ready(ready) = reply {
        ready.into_iter().chain(here).collect()
    } else {
        here
    })
}
