//! Random operation sequences: on the file system of the machine they have the same results, and whatever
//! is asked, the promises hold.

mod invariants;
mod locks;
#[cfg(target_os = "linux")]
mod oracle;

use spawnpoint_files::Limits;

/// Room enough for what is done without a thought for it.
const LIMITS: Limits = Limits {
    bytes: 64 << 20,
    names: 32_768,
};
