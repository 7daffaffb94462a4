//! Random operation sequences: whatever is asked, the promises hold.

mod invariants;
mod locks;
