//! Random operation sequences: on the file system of the machine they have the same results, and whatever
//! is asked, the promises hold.

mod invariants;
mod locks;
#[cfg(target_os = "linux")]
mod oracle;
