//! What is recorded of a process's objects: nothing here runs any of the program's code.
//!
//! **Architecture invariant:** the program cannot notice that it is looked at.

pub(crate) mod globals;
pub(crate) mod summary;
pub(crate) mod updates;

pub(crate) use globals::GLOBALS;
pub(crate) use updates::UPDATES;
