//! Addresses that others connect to.

use spawnpoint_protocol::syscall::{Spec, Syscall};

use super::{call, make_one, one};
use crate::{
    function::Arguments,
    object::{self, Fallible, Owned},
};

/// `listen(address)`: a listener.
pub(super) fn listen(arguments: &Arguments) -> Fallible<Owned> {
    let address = arguments.text(0)?;
    object::int(make_one(Spec::Listener { address })?.0)
}

/// `accept(listener)`: an end of the pipe that somebody made to it.
pub(super) fn accept(arguments: &Arguments) -> Fallible<Owned> {
    object::int(one(call(Syscall::Accept(arguments.id(0)?))?)?.0)
}

/// `connect(address)`: an end of a new pipe to the listener there.
pub(super) fn connect(arguments: &Arguments) -> Fallible<Owned> {
    object::int(one(call(Syscall::Connect(arguments.text(0)?))?)?.0)
}
