//! Random operation sequences: whatever processes do, the kernel keeps its promises.

mod exchange;
mod files;
mod loans;
mod processes;
