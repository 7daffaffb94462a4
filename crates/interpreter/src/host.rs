//! The world as a process sees it.

use std::{
    fmt,
    sync::{OnceLock, PoisonError, RwLock},
    time::Duration,
};

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

    /// How many bytes of memory this process has, on a platform that tells. Asked for often.
    fn memory_size(&self) -> Option<u64>;

    /// How many bytes of the running thread's stack are left, on a platform that tells.
    fn stack_left(&self) -> Option<usize>;

    /// Hands a copy of this process as it is now over to the platform, which keeps it under the number
    /// of the call that the caller posts next. If the copy becomes a process, of which the calling
    /// thread is the only one, [`forget_original`](crate::forget_original) is called there, then `child`,
    /// which has to end it. Here nothing happens.
    ///
    /// # Errors
    /// When the platform has no memory or no process left for it.
    fn copy(&self, call: CallId, child: Child) -> Result<(), String>;

    /// Ends the process, which has told the kernel so.
    fn exit(&self) -> !;
}

/// What a copy of a process does, once it knows which process it is.
pub type Child = Box<dyn FnOnce(Boot, Copied) + Send>;

/// What making a process by copying memory took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Copied {
    /// How much was copied.
    pub bytes: u64,
    /// How long it took to copy it out and in.
    pub took: Duration,
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

static HOST: OnceLock<&'static dyn Host> = OnceLock::new();

static INSTANCE: RwLock<Option<&'static Instance>> = RwLock::new(None);

/// What this instance has of its platform from now on.
///
/// # Panics
/// If it has one already.
pub(crate) fn set_host(host: &'static dyn Host) {
    assert!(HOST.set(host).is_ok(), "an instance has one host");
}

/// The platform of this instance.
///
/// # Panics
/// Before [`set_host`]; no Python code runs then.
pub(crate) fn host() -> &'static dyn Host {
    *HOST.get().expect("Python code runs on a host only")
}

/// Makes this instance the process that `boot` describes; if it is one already, it is a copy of that.
pub(crate) fn become_process(boot: Boot) {
    let began = host().monotonic();
    // The VM draws seeds from it, and its memory may be a copy: they would be those of other processes, too. It can
    // only fail where there is no randomness at all.
    let _ = rand::rng().reseed();
    // What was there before may be in use, and is small.
    let instance = Box::leak(Box::new(Instance { boot, began }));
    *INSTANCE.write().unwrap_or_else(PoisonError::into_inner) = Some(instance);
}

/// The process of this instance.
///
/// # Panics
/// Before [`become_process`]; no code of a program runs then.
pub(crate) fn instance() -> &'static Instance {
    let instance = *INSTANCE.read().unwrap_or_else(PoisonError::into_inner);
    instance.expect("a program runs in a process only")
}
