//! The program's run in this process: signals, pauses, limits, and the system that it finds.
//!
//! **Architecture invariant:** what a person or another process does to this one from outside comes through here. Nothing
//! here knows an object.

mod limits;
mod pause;
mod signals;
mod system;

pub(crate) use limits::LIMITS;
pub use limits::{Failure, last_words};
pub(crate) use pause::{PAUSE, at_jump, at_line, breathe};
pub(crate) use signals::SIGNALS;
pub(crate) use system::{KERNEL, end};

use crate::{
    line::{Above, Part},
    object::Fallible,
};

/// What is above the line.
pub(crate) struct Program(pub &'static [&'static dyn Part]);

impl Above for Program {
    fn parts(&self) -> &'static [&'static dyn Part] {
        self.0
    }

    fn hold(&self) {
        crate::objects::region::refresh();
        pause::hold();
    }

    fn note_signals(&self) {
        signals::trip();
    }

    fn handle_signals(&self, on_raised: &dyn Fn()) -> Fallible<()> {
        signals::handle(on_raised)
    }

    fn raise_late(&self) {
        signals::raise_late();
    }

    fn raise_held(&self) -> Fallible<()> {
        signals::raise_held()
    }
}
