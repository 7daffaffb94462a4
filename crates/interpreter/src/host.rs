//! The world as a process sees it.

use std::{fmt, sync::OnceLock, time::Duration};

use spawnpoint_protocol::{
    ObjectId,
    syscall::{Boot, CallId, FromProcess, Mode, Reply},
};

/// What a process needs of the platform it runs on.
///
/// Implementations carry messages to a kernel, tell the time, and switch between the threads of the
/// process, of which one at a time runs Python. Every decision is the kernel's.
///
/// Whatever the kernel sends after the boot message goes to [`deliver`](crate::deliver) when it
/// arrives, which returns what is for [`wait`](Host::wait).
pub trait Host: Send + Sync {
    /// Sends messages to the kernel, in order; never blocks.
    fn post(&self, messages: Vec<FromProcess>);

    /// Blocks the calling thread until the reply to a call that was posted is there. Other threads
    /// run meanwhile.
    fn wait(&self, id: CallId) -> Reply;

    /// Runs `body` in a new thread once the reply to the call `after` is there, which the caller posts
    /// next. So a thread that begins has its place among those that go on.
    ///
    /// # Errors
    /// When the platform cannot have one more.
    fn start_thread(&self, after: CallId, body: Box<dyn FnOnce() + Send>) -> Result<(), String>;

    /// Lets other threads run, and gives the platform a moment to end the process. Called every few
    /// milliseconds while Python code runs without blocking.
    fn safepoint(&self);

    /// Time since some fixed moment, the same for all processes of a run; never decreases.
    fn monotonic(&self) -> Duration;

    /// Time since 1970-01-01 00:00 UTC.
    fn wall_clock(&self) -> Duration;

    /// The part of the standard library that is not built in: what is in
    /// [`LIBRARY`](crate::LIBRARY). Asked for once, and blocks the process until it is there.
    ///
    /// # Errors
    /// Why it could not be had, in words for the user.
    fn library(&self) -> Result<Vec<u8>, String>;

    /// The way to shared memory in place, on a platform that has such.
    fn memory(&self) -> Option<&dyn MemoryInPlace>;

    /// Ends the process, which has told the kernel so.
    fn exit(&self) -> !;
}

/// Shared memory that was given to this process in place. Its bytes are not the interpreter's own, so
/// they are copied in and out.
pub trait MemoryInPlace: fmt::Debug + Send + Sync {
    /// A number that changes with every write of anybody, once the bytes are there.
    fn generation(&self, memory: ObjectId) -> u32;

    /// Copies bytes from `offset` on; all must be in the memory.
    fn read(&self, memory: ObjectId, offset: usize, into: &mut [u8]);

    /// Copies bytes to `offset` and on; all must be in the memory. Returns the generation before it.
    fn write(&self, memory: ObjectId, offset: usize, bytes: &[u8]) -> u32;

    /// Forgets the memory.
    fn unmap(&self, memory: ObjectId);
}

/// The process of this instance.
pub(crate) struct Instance {
    pub host: &'static dyn Host,
    pub boot: Boot,
    /// The monotonic time at which it became this process.
    pub began: Duration,
}

impl Instance {
    /// Whether each `Process` of the program is a thread of this instance.
    pub fn is_shared(&self) -> bool {
        self.boot.program.mode != Mode::Processes
    }
}

static INSTANCE: OnceLock<Instance> = OnceLock::new();

/// Makes this instance the process that `boot` describes.
///
/// # Panics
/// If the instance is a process already.
pub(crate) fn become_process(boot: Boot, host: &'static dyn Host) {
    let claimed = INSTANCE.set(Instance {
        host,
        boot,
        began: host.monotonic(),
    });
    assert!(claimed.is_ok(), "an instance is one process only");
}

/// The process of this instance.
///
/// # Panics
/// Before [`become_process`]; no Python code runs then.
pub(crate) fn instance() -> &'static Instance {
    INSTANCE.get().expect("Python code runs in a process only")
}
