//! Threads from their beginning to their end.

use std::{
    collections::BTreeMap,
    ffi::{c_int, c_ulong, c_void},
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use spawnpoint_protocol::{
    Tid, limits,
    syscall::{CallId, Notice, Syscall},
};

use crate::{
    base::lock,
    ffi,
    host::host,
    line::{Part, ask_as, flush, next_call, notify_later, site},
    object::{self, Object, Owned},
    platform,
    record::updates,
};

/// How large the structure is that CPython has for each thread, at the most, in bytes.
const HANDLE_SIZE: usize = 256;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// The threads besides the main one, by the address of CPython's structure for each.
pub(crate) static THREADS: Threads = Threads(Mutex::new(BTreeMap::new()));

pub(crate) struct Threads(Mutex<BTreeMap<usize, Tid>>);

impl Part for Threads {
    fn forget(&self) {
        lock(&self.0).clear();
    }
}

/// The thread in whose structure this address is.
pub(super) fn thread_at(address: usize) -> Option<Tid> {
    let threads = lock(&THREADS.0);
    let (handle, thread) = threads.range(..=address).next_back()?;
    (address - handle < HANDLE_SIZE).then_some(*thread)
}

/// How many threads there are besides the main one.
pub(crate) fn count() -> usize {
    lock(&THREADS.0).len()
}

type Body = unsafe extern "C" fn(*mut c_void);

/// What CPython gives a new thread.
#[repr(C)]
struct Beginning {
    state: *mut ffi::ThreadState,
    function: *mut Object,
    arguments: *mut Object,
    names: *mut Object,
    handle: *mut c_void,
}

/// What we give one.
struct Ours {
    body: Body,
    argument: *mut c_void,
    thread: Tid,
    handle: usize,
    after: CallId,
}

unsafe extern "C" {
    fn __real_PyThread_start_joinable_thread(
        body: Body,
        argument: *mut c_void,
        ident: *mut c_ulong,
        handle: *mut c_ulong,
    ) -> c_int;
}

/// CPython starts a thread. It begins once the kernel has answered what is asked on its behalf, as threads go on that wait;
/// so all have one order.
#[unsafe(no_mangle)]
unsafe extern "C" fn __wrap_PyThread_start_joinable_thread(
    body: Body,
    argument: *mut c_void,
    ident: *mut c_ulong,
    handle: *mut c_ulong,
) -> c_int {
    if count() >= limits::THREADS {
        return -1;
    }
    updates::begin();
    let thread = Tid(NEXT.fetch_add(1, Ordering::Relaxed));
    // SAFETY: the one caller there is gives such a structure.
    let (name, place) = unsafe {
        let beginning = &*argument.cast::<Beginning>();
        (name_of(beginning.function), beginning.handle.addr())
    };
    let after = next_call();
    let ours = Box::into_raw(Box::new(Ours {
        body,
        argument,
        thread,
        handle: place,
        after,
    }));
    let site = site();
    // SAFETY: the caller's arguments are handed on. The thread that begins takes ours over, or nobody does.
    unsafe {
        let result = __real_PyThread_start_joinable_thread(run, ours.cast(), ident, handle);
        if result != 0 {
            drop(Box::from_raw(ours));
            return result;
        }
    }
    lock(&THREADS.0).insert(place, thread);
    notify_later(Notice::ThreadStarted { thread, name, site });
    ask_as(thread, after, Syscall::Sleep(0));
    0
}

/// The name of the `threading.Thread` whose method a function is, or else the function's.
fn name_of(function: *mut Object) -> String {
    // SAFETY: CPython holds the function for the thread.
    let Some(function) = (unsafe { Object::borrowed(function) }) else {
        return String::new();
    };
    // SAFETY: these are attributes that objects of these classes have themselves.
    let attribute = |name: &std::ffi::CStr| unsafe {
        let value = Owned::new(ffi::PyObject_GetAttrString(function.raw(), name.as_ptr()));
        value.inspect_err(|_| object::clear()).ok()
    };
    let thread = function
        .is_exactly(&raw mut ffi::PyMethod_Type)
        .then(|| attribute(c"__self__"))
        .flatten();
    let own = thread.and_then(|thread| thread.own_attribute("_name")?.text());
    let is_function = function.is_exactly(&raw mut ffi::PyFunction_Type)
        || function.is_exactly(&raw mut ffi::PyCFunction_Type);
    own.or_else(|| attribute(c"__name__").filter(|_| is_function)?.text())
        .unwrap_or_else(|| "thread".to_owned())
}

unsafe extern "C" fn run(ours: *mut c_void) {
    // SAFETY: it was made for this thread.
    let ours = unsafe { Box::from_raw(ours.cast::<Ours>()) };
    platform::set_tid(ours.thread);
    platform::suspend(|| host().begin_thread(ours.after));
    // SAFETY: as CPython asked for.
    unsafe { (ours.body)(ours.argument) };
    // Those who wait for the end have been told so. The other way round it would look for a moment as if nobody was left to
    // end their waits.
    lock(&THREADS.0).retain(|handle, thread| *handle != ours.handle || *thread != ours.thread);
    notify_later(Notice::ThreadEnded);
    flush();
    host().end_thread();
}
