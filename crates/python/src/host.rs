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
/// Implementations carry messages to a kernel and tell the time. Every decision is the kernel's. In the browser everything
/// else below CPython is made of this; natively the operating system's C library stands there.
///
/// Whatever the kernel sends after the boot message goes to [`deliver`](crate::deliver) when it arrives, which returns what
/// is for [`wait`](Host::wait).
pub trait Host: Machine {
    /// Sends messages to the kernel, in order; never blocks.
    fn post(&self, messages: Vec<FromProcess>);

    /// Blocks the calling thread until the reply to a call that was posted is there. Other threads run meanwhile.
    fn wait(&self, id: CallId) -> Reply;

    /// Is called first in a new thread, which begins once the reply to this call is there, which its parent posted.
    fn begin_thread(&self, after: CallId);

    /// Is called last in a thread.
    fn end_thread(&self);

    /// Takes in what the kernel has sent, if that can be done without suspending the thread; whether it can.
    fn glance(&self) -> bool;

    /// Lets other threads run, and gives the platform a moment to deliver messages, or to end the process.
    fn breathe(&self);

    /// Time since some fixed moment, the same for all processes of a run; never decreases.
    fn monotonic(&self) -> Duration;

    /// Time since 1970-01-01 00:00 UTC.
    fn wall_clock(&self) -> Duration;

    /// A part of the standard library that is not built in, by its name. Blocks the thread until it is there.
    ///
    /// # Errors
    /// Why it could not be had, in words for the user.
    fn piece(&self, name: &str) -> Result<Vec<u8>, String>;

    /// The way to shared memory in place, on a platform that has such.
    fn memory(&self) -> Option<&dyn MemoryInPlace>;

    /// Makes a process of a copy of this one as it is now, which the platform keeps under the number of the call that the
    /// caller posts next. Where the copy goes on from here once it is known which process it is, it is told so by
    /// [`Side::Copy`]; where it cannot, [`run_copy`](crate::run_copy) is called in it.
    ///
    /// # Errors
    /// When the platform has no memory or no process left for it.
    fn copy(&self, call: CallId) -> Result<Side, String>;

    /// Ends the process, which has told the kernel so.
    fn exit(&self) -> !;
}

/// Which of the two that there are after a copy was made.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// The process that was copied.
    Original,
    /// The other one, in which the calling thread is the only one.
    Copy(Box<Boot>, Copied),
}

/// What making a process by copying memory took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// How much was copied.
    pub bytes: u64,
    /// How long it took to copy it out and in.
    pub took: Duration,
}

/// What stands below C where there is no operating system.
#[cfg(target_arch = "wasm32")]
pub trait Machine: Sync {
    /// Fills `into` with random bytes.
    fn random(&self, into: &mut [u8]);

    /// Suspends the running thread until somebody calls [`unpark`](Machine::unpark) with this ticket, or the time is up,
    /// and says whether it was the former. A ticket is used once.
    fn park(&self, ticket: Ticket, timeout: Option<Duration>) -> bool;

    /// Lets the thread go on that is parked with this ticket, and says whether there was one.
    fn unpark(&self, ticket: Ticket) -> bool;

    /// Has [`run_thread`](crate::run_thread) called for a thread once the running one is suspended.
    fn start_thread(&self, thread: ThreadId);

    /// Takes in that pieces and side modules with these names will be asked for soon, so that they may be got all at once;
    /// never blocks. There are spaces between the names.
    fn expect(&self, names: &str);

    /// Gets a side module by its name: a module in C that is WebAssembly of its own. Blocks the thread until it is there,
    /// and returns how many bytes of data it has.
    ///
    /// # Errors
    /// Why it could not be had, in words for the user.
    fn fetch_side_module(&self, name: &str) -> Result<usize, String>;

    /// Links a side module that was fetched with this instance. Its data is at `data`, and `symbols` is where the table
    /// is of what it takes from here. Returns the place in the table of functions of the one that makes the module.
    fn link_side_module(&self, name: &str, data: usize, symbols: usize) -> usize;
}

/// What stands below C where there is an operating system: that.
#[cfg(not(target_arch = "wasm32"))]
pub trait Machine: Sync {
    /// The folder that stands for the root where a program's files are concerned.
    fn root(&self) -> std::path::PathBuf;

    /// Does something that blocks without the kernel's knowing; other threads run meanwhile.
    fn outside(&self, work: &mut dyn FnMut());
}

/// Shared memory that was given to this process in place. Its bytes are not the process's own, so they are copied in and
/// out.
pub trait MemoryInPlace: fmt::Debug + Sync {
    /// A number that changes with every write of anybody, once the bytes are there.
    fn generation(&self, memory: ObjectId) -> u32;

    /// Copies bytes from `offset` on; all must be in the memory.
    fn read(&self, memory: ObjectId, offset: usize, into: &mut [u8]);

    /// Copies bytes to `offset` and on; all must be in the memory. Returns the generation before it.
    fn write(&self, memory: ObjectId, offset: usize, bytes: &[u8]) -> u32;

    /// Forgets the memory.
    fn unmap(&self, memory: ObjectId);
}

/// What a suspended thread is known by to the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(pub u32);

/// A thread of this process for its platform; the one in which it began has the number 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThreadId(pub u32);

/// The process of this instance.
pub(crate) struct Instance {
    pub boot: Boot,
    /// The monotonic time at which it became this process.
    #[cfg(target_arch = "wasm32")]
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

/// What this instance has of its platform from now on; the first counts.
pub(crate) fn set_host(host: &'static dyn Host) {
    // A second one would be the same: an instance has one host.
    let _ = HOST.set(host);
}

/// The platform of this instance.
///
/// # Panics
/// Before [`set_host`]; nothing of Python runs then.
pub(crate) fn host() -> &'static dyn Host {
    *HOST.get().expect("Python runs on a host only")
}

/// Makes this instance the process that `boot` describes; if it is one already, it is a copy of that.
pub(crate) fn become_process(boot: Boot) {
    // What was there before may be in use, and is small.
    let instance = Box::leak(Box::new(Instance {
        boot,
        #[cfg(target_arch = "wasm32")]
        began: host().monotonic(),
    }));
    *INSTANCE.write().unwrap_or_else(PoisonError::into_inner) = Some(instance);
}

/// The process of this instance, once it is known which it is.
pub(crate) fn process() -> Option<&'static Instance> {
    *INSTANCE.read().unwrap_or_else(PoisonError::into_inner)
}

/// The process of this instance.
///
/// # Panics
/// Before [`become_process`]; no code of a program runs then.
pub(crate) fn instance() -> &'static Instance {
    process().expect("a program runs in a process only")
}
