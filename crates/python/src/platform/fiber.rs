//! Threads: each is a stack of WebAssembly that the host suspends and resumes, of which one at a time runs.

use std::{
    cell::{Cell, RefCell},
    ffi::{c_int, c_void},
    ptr,
    rc::Rc,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::{
    errno,
    stack::{self, Stack},
};
use spawnpoint_protocol::Tid;

use crate::host::ThreadId;

unsafe extern "C" {
    /// The thread state that is attached to the running thread: a variable of each thread's own, of which a module
    /// without threads of WebAssembly has one.
    #[link_name = "_Py_tss_tstate"]
    static mut ATTACHED: *mut c_void;
}

/// A thread that was started and has not ended.
pub(crate) struct Fiber {
    pub id: ThreadId,
    /// Its number for the kernel.
    tid: Cell<Tid>,
    stack: Stack,
    /// Where the stack is from which this one was entered, which wasm-bindgen empties at each suspension.
    entry: Cell<usize>,
}

/// What CPython compares the stack pointer with where functions call one another deeply (`c/platform.h`).
#[unsafe(no_mangle)]
#[allow(non_upper_case_globals)]
static spawnpoint_stack_kept: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// The thread that runs; none while the instance is called from outside.
    static CURRENT: RefCell<Option<Rc<Fiber>>> = const { RefCell::new(None) };

    /// How many threads there are.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The thread that runs.
///
/// # Panics
/// If the instance is called from outside and not by [`run`].
pub(crate) fn current() -> Rc<Fiber> {
    CURRENT.with_borrow(|current| current.clone().expect("C runs in a thread"))
}

/// The number of the running thread for the kernel.
pub(crate) fn tid() -> Tid {
    CURRENT.with_borrow(|current| current.as_ref().map_or(Tid::MAIN, |fiber| fiber.tid.get()))
}

/// The running thread has this number for the kernel.
pub(crate) fn set_tid(tid: Tid) {
    current().tid.set(tid);
}

/// Whether a thread runs.
pub(crate) fn is_running() -> bool {
    CURRENT.with_borrow(Option::is_some)
}

/// How many threads there are that have not ended.
pub(super) fn count() -> usize {
    COUNT.get()
}

/// Is a thread from its beginning to its end. The caller is the host, which may suspend it.
pub(crate) fn run<T>(id: ThreadId, stack: usize, body: impl FnOnce() -> T) -> T {
    let fiber = Rc::new(Fiber {
        id,
        tid: Cell::new(Tid::MAIN),
        stack: Stack::new(stack),
        entry: Cell::new(0),
    });
    COUNT.set(COUNT.get() + 1);
    enter(Rc::clone(&fiber));
    let result = fiber.stack.call(|entry| {
        fiber.entry.set(entry);
        body()
    });
    CURRENT.set(None);
    COUNT.set(COUNT.get() - 1);
    result
}

/// The running thread does not go on, though it never returns.
pub(super) fn give_up() {
    COUNT.set(COUNT.get() - 1);
}

/// A thread runs from here on.
fn enter(fiber: Rc<Fiber>) {
    spawnpoint_stack_kept.store(fiber.stack.kept(), Ordering::Relaxed);
    CURRENT.set(Some(fiber));
}

/// Does something that suspends the running thread. Others run meanwhile.
pub(crate) fn suspend<T>(wait: impl FnOnce() -> T) -> T {
    let fiber = current();
    let aside = Aside::put();
    CURRENT.set(None);
    // SAFETY: since this stack was entered, the one from which it was has nothing below its pointer.
    let result = unsafe { stack::call_at(fiber.entry.get(), |_| wait()) };
    enter(fiber);
    aside.take();
    result
}

/// What C keeps in variables of each thread's own.
struct Aside {
    attached: *mut c_void,
    errno: c_int,
}

impl Aside {
    fn put() -> Self {
        // SAFETY: the instance has one thread of WebAssembly, so nobody else uses the variable.
        let attached = unsafe { (&raw mut ATTACHED).replace(ptr::null_mut()) };
        let errno = errno::get();
        Self { attached, errno }
    }

    fn take(self) {
        // SAFETY: as above.
        unsafe { (&raw mut ATTACHED).write(self.attached) };
        errno::set(self.errno);
    }
}

/// This memory is a copy, in which no thread goes on.
pub(super) fn forget() {
    CURRENT.set(None);
    COUNT.set(0);
}
