//! What the sides of Spawnpoint say to one another: a process to the kernel ([`syscall`], [`files`]), the
//! page to the kernel ([`control`]), and the record of what happened ([`event`]). Beside it what all of them go by:
//! how much of everything a run may have ([`limits`]).
//!
//! Messages cross worker and pipe boundaries as bytes made by [`encode`] and read by [`decode`].
//! This crate holds data only: no clock, no I/O, no policy.

mod base;
pub mod control;
pub mod event;
pub mod files;
pub mod limits;
mod report;
pub mod syscall;
pub mod wire;

pub use base::{MessageId, ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time};
pub use event::VERSION;
pub use wire::{DecodeError, decode, encode};
