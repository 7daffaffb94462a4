//! Children: how they come to be, and waiting for their ends.

use spawnpoint_protocol::{
    Pid, StartMethod,
    syscall::{CallId, ChildSpec, Message, Reply, Syscall},
};

use super::call;
use crate::{
    function::{Arguments, value_error},
    line::{ask, next_call, or_raised, unexpected},
    object::{self, Fallible, Owned},
};

/// `start(name, daemon, method, payload, ends)`: a child that gets the payload; its pid.
pub(super) fn start(arguments: &Arguments) -> Fallible<Owned> {
    let method = arguments.text(2)?;
    let method = StartMethod::from_name(&method)
        .ok_or_else(|| value_error(&format!("there is no start method {method}")))?;
    let payload = Message {
        bytes: arguments.bytes(3)?.to_vec(),
        ends: arguments.ids(4)?,
        ..Message::default()
    };
    start_child(next_call(), arguments, method, payload)
}

/// Starts a child under the number of a call, given name and whether it is a daemon as the first arguments; its pid.
pub(crate) fn start_child(
    id: CallId,
    arguments: &Arguments,
    method: StartMethod,
    payload: Message,
) -> Fallible<Owned> {
    let spec = ChildSpec {
        name: arguments.text(0)?,
        daemon: arguments.is_true(1)?,
        method,
        payload,
    };
    match or_raised(Ok(ask(id, Syscall::Start(spec))))? {
        Reply::Started(child) => object::int(child.0),
        other => Err(unexpected(&other)),
    }
}

/// `launch(payload)`: sees that there is a fork server, which first does what the payload says.
pub(super) fn launch(arguments: &Arguments) -> Fallible<Owned> {
    let payload = arguments.bytes(0)?.to_vec();
    call(Syscall::Launch { payload })?;
    Ok(object::none())
}

/// `wait(child, timeout)`: the exit code of a child, or None when the time was up first.
pub(super) fn wait(arguments: &Arguments) -> Fallible<Owned> {
    let child = Pid(arguments.number(0)?);
    let timeout = arguments.timeout(1)?;
    match call(Syscall::Wait { child, timeout })? {
        Reply::Exited(code) => object::int(code),
        Reply::TimedOut => Ok(object::none()),
        other => Err(unexpected(&other)),
    }
}
