//! What a run may have only so much of, for whoever counts it and whoever tells of it. Sizes are in bytes.

/// Processes that are alive at once; a further start fails as it does under `RLIMIT_NPROC`, so that a fork bomb ends in
/// a Python exception.
pub const ALIVE: usize = 64;

/// Processes that are started in all; a further start fails in the same way.
pub const STARTED: usize = 4_096;

/// Threads of a process; each takes memory of the browser.
pub const THREADS: usize = 1_000;

/// The memory of a process, before it is told so by a `MemoryError`.
pub const PROCESS_MEMORY: usize = 512 << 20;

/// The memory of all processes together.
pub const MEMORY: u64 = 3 << 30;

/// Contents of files, and targets of symbolic links, together.
pub const FILES: u64 = 64 << 20;

/// Names in all directories together.
pub const FILE_NAMES: usize = 32_768;

/// Descriptors of a process.
pub const DESCRIPTORS: u32 = 1_024;

/// What waits in queues. In CPython it would be memory of those who put it.
pub const WAITING: usize = 256 << 20;

/// One message, pickled.
pub const MESSAGE: usize = 64 << 20;

/// Blocks of shared memory together.
pub const SHARED_MEMORY: usize = 256 << 20;

/// What is recorded of one stream of output.
pub const OUTPUT: usize = 16 << 20;

/// What is recorded of the contents of files.
pub const RECORDED: usize = 4 << 20;

/// What is recorded of one write to a file.
pub const RECORDED_WRITE: usize = 64 << 10;

/// The name of a process or a thread in the record, in characters.
pub const NAME: usize = 1_000;

/// Global variables of a process in the record.
pub const VARIABLES: usize = 500;

/// How many bytes a message has at the most that is sent through a pipe without a question.
pub const SMALL_MESSAGE: usize = 512;
