//! A process from its start to its end, and what Python sees of it.
//!
//! **Architecture invariant:** this is the top: nothing below refers to it, and it decides nothing that the kernel decides.

mod copy;
mod descriptors;
mod entry;
mod interpreter;
mod look_up;
mod module;
pub(crate) mod parts;

pub use entry::{begin_copy, run, start};
#[cfg(target_arch = "wasm32")]
pub use entry::{memory_taken, run_copy, run_thread};
