//! The threads of POSIX, as far as CPython calls them: its own locks, its GIL and `threading` are built on these.
//!
//! A thread gives way only where it is suspended, so a mutex is nearly always free. Addresses are those of C's objects,
//! in whose first words we keep what there is to know.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, BTreeSet},
    ffi::{c_int, c_void},
    ptr,
    time::Duration,
};

use spawnpoint_protocol::limits;

use super::{
    clock::{self, Clock, REALTIME, Timespec},
    errno::{EAGAIN, EBUSY, EINVAL, ETIMEDOUT},
    fiber, stack, waits,
};
use crate::host::{ThreadId, host};

type Body = extern "C" fn(*mut c_void) -> *mut c_void;

/// A thread that is about to begin.
struct Beginning {
    body: Body,
    argument: *mut c_void,
}

/// What is known of a thread until somebody has joined it.
#[derive(Default)]
struct Known {
    has_ended: bool,
    is_detached: bool,
    /// Its address is what those wait at who join it.
    place: Box<u8>,
}

thread_local! {
    static LAST: Cell<u32> = const { Cell::new(1) };
    static BEGINNING: RefCell<BTreeMap<ThreadId, Beginning>> = const { RefCell::new(BTreeMap::new()) };
    static KNOWN: RefCell<BTreeMap<ThreadId, Known>> = const { RefCell::new(BTreeMap::new()) };
    static KEYS: RefCell<BTreeSet<u32>> = const { RefCell::new(BTreeSet::new()) };
    static LAST_KEY: Cell<u32> = const { Cell::new(0) };
    /// `pthread_getspecific`, by thread and key.
    static VALUES: RefCell<BTreeMap<(u32, u32), *mut c_void>> = const { RefCell::new(BTreeMap::new()) };
}

/// This memory is a copy, in which one thread exists.
pub(super) fn forget_all_but(thread: ThreadId) {
    BEGINNING.take();
    KNOWN.with_borrow_mut(|known| known.retain(|id, _| *id == thread));
    VALUES.with_borrow_mut(|values| values.retain(|(owner, _), _| *owner == thread.0));
}

/// Is a thread that was created, from its beginning to its end. The host calls this.
pub(crate) fn run_thread(id: ThreadId) {
    let Some(beginning) = BEGINNING.with_borrow_mut(|beginning| beginning.remove(&id)) else {
        return;
    };
    fiber::run(id, stack::THREAD_SIZE, || {
        (beginning.body)(beginning.argument);
        end(id);
    });
}

fn end(id: ThreadId) {
    VALUES.with_borrow_mut(|values| values.retain(|(owner, _), _| *owner != id.0));
    let place = KNOWN.with_borrow_mut(|known| {
        let thread = known.get_mut(&id)?;
        thread.has_ended = true;
        let place = address(&*thread.place);
        if thread.is_detached {
            known.remove(&id);
        }
        Some(place)
    });
    if let Some(place) = place {
        while waits::wake(place) {}
    }
}

fn address<T>(place: *const T) -> usize {
    place.addr()
}

#[unsafe(no_mangle)]
extern "C" fn pthread_self() -> u32 {
    fiber::current().id.0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(
    thread: *mut u32,
    _attributes: *const c_void,
    body: Body,
    argument: *mut c_void,
) -> c_int {
    if fiber::count() + BEGINNING.with_borrow(BTreeMap::len) >= limits::THREADS {
        return EAGAIN;
    }
    LAST.set(LAST.get() + 1);
    let id = ThreadId(LAST.get());
    BEGINNING.with_borrow_mut(|beginning| beginning.insert(id, Beginning { body, argument }));
    KNOWN.with_borrow_mut(|known| known.insert(id, Known::default()));
    // SAFETY: the caller gives a place for it.
    unsafe { thread.write(id.0) };
    host().start_thread(id);
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_detach(thread: u32) -> c_int {
    KNOWN.with_borrow_mut(|known| match known.get_mut(&ThreadId(thread)) {
        None => EINVAL,
        Some(thread_known) if thread_known.has_ended => {
            known.remove(&ThreadId(thread));
            0
        }
        Some(thread_known) => {
            thread_known.is_detached = true;
            0
        }
    })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_join(thread: u32, result: *mut *mut c_void) -> c_int {
    let id = ThreadId(thread);
    loop {
        let place = KNOWN.with_borrow(|known| {
            let thread = known.get(&id)?;
            (!thread.has_ended).then(|| address(&*thread.place))
        });
        match place {
            Some(place) => waits::wait(place, None),
            None => break,
        };
    }
    KNOWN.with_borrow_mut(|known| known.remove(&id));
    if !result.is_null() {
        // SAFETY: the caller gives a place for it. CPython's threads return nothing.
        unsafe { result.write(ptr::null_mut()) };
    }
    0
}

/// CPython has a thread end here that wants the interpreter after its end; it never goes on.
#[unsafe(no_mangle)]
extern "C" fn pthread_exit(_result: *mut c_void) -> ! {
    end(fiber::current().id);
    fiber::give_up();
    loop {
        waits::sleep(Duration::MAX);
    }
}

#[unsafe(no_mangle)]
extern "C" fn pthread_attr_init(_attributes: *mut c_void) -> c_int {
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_attr_destroy(_attributes: *mut c_void) -> c_int {
    0
}

/// Stacks have one size.
#[unsafe(no_mangle)]
extern "C" fn pthread_attr_setstacksize(_attributes: *mut c_void, _size: usize) -> c_int {
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_mutex_init(mutex: *mut u32, _attributes: *const c_void) -> c_int {
    // SAFETY: the caller gives a mutex, which is at least a word.
    unsafe { mutex.write(0) };
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_mutex_destroy(_mutex: *mut u32) -> c_int {
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_mutex_trylock(mutex: *mut u32) -> c_int {
    // SAFETY: the caller gives a mutex, whose first word is the thread that has it.
    unsafe {
        if mutex.read() != 0 {
            return EBUSY;
        }
        mutex.write(fiber::current().id.0);
    }
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_mutex_lock(mutex: *mut u32) -> c_int {
    // SAFETY: as above.
    while unsafe { pthread_mutex_trylock(mutex) } != 0 {
        waits::wait(address(mutex), None);
    }
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_mutex_unlock(mutex: *mut u32) -> c_int {
    // SAFETY: as above.
    unsafe { mutex.write(0) };
    waits::wake(address(mutex));
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_condattr_init(attributes: *mut c_int) -> c_int {
    // SAFETY: the caller gives attributes, which are a word.
    unsafe { attributes.write(REALTIME) };
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_condattr_setclock(
    attributes: *mut c_int,
    clock: *const Clock,
) -> c_int {
    // SAFETY: the caller gives attributes, and one of the library's clocks.
    unsafe { attributes.write((*clock).id) };
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_cond_init(condition: *mut c_int, attributes: *const c_int) -> c_int {
    // SAFETY: the caller gives a condition, which is at least a word, and its attributes or null.
    unsafe {
        let clock = attributes.as_ref().copied().unwrap_or(REALTIME);
        condition.write(clock);
    }
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_cond_destroy(_condition: *mut c_int) -> c_int {
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_cond_signal(condition: *mut c_int) -> c_int {
    waits::wake(address(condition));
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_cond_broadcast(condition: *mut c_int) -> c_int {
    while waits::wake(address(condition)) {}
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_cond_wait(condition: *mut c_int, mutex: *mut u32) -> c_int {
    // SAFETY: the caller gives a condition, and a mutex that the thread has.
    unsafe { wait(condition, mutex, None) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_cond_timedwait(
    condition: *mut c_int,
    mutex: *mut u32,
    time: *const Timespec,
) -> c_int {
    // SAFETY: the caller gives a condition, a mutex that the thread has, and a time.
    unsafe {
        let time = (*time).duration();
        wait(condition, mutex, Some(clock::until(condition.read(), time)))
    }
}

unsafe fn wait(condition: *mut c_int, mutex: *mut u32, timeout: Option<Duration>) -> c_int {
    // SAFETY: as its callers say.
    unsafe {
        pthread_mutex_unlock(mutex);
        let is_woken = waits::wait(address(condition), timeout);
        pthread_mutex_lock(mutex);
        if is_woken { 0 } else { ETIMEDOUT }
    }
}

/// `destroy` is left out: CPython's keys have none.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_key_create(key: *mut u32, _destroy: *const c_void) -> c_int {
    LAST_KEY.set(LAST_KEY.get() + 1);
    KEYS.with_borrow_mut(|keys| keys.insert(LAST_KEY.get()));
    // SAFETY: the caller gives a place for it.
    unsafe { key.write(LAST_KEY.get()) };
    0
}

#[unsafe(no_mangle)]
extern "C" fn pthread_key_delete(key: u32) -> c_int {
    VALUES.with_borrow_mut(|values| values.retain(|(_, held), _| *held != key));
    let was_there = KEYS.with_borrow_mut(|keys| keys.remove(&key));
    if was_there { 0 } else { EINVAL }
}

#[unsafe(no_mangle)]
extern "C" fn pthread_getspecific(key: u32) -> *mut c_void {
    // Called from outside, as after a failure, nobody has any.
    if !fiber::is_running() {
        return ptr::null_mut();
    }
    let place = (fiber::current().id.0, key);
    let value = VALUES.with_borrow(|values| values.get(&place).copied());
    value.unwrap_or(ptr::null_mut())
}

#[unsafe(no_mangle)]
extern "C" fn pthread_setspecific(key: u32, value: *mut c_void) -> c_int {
    if !KEYS.with_borrow(|keys| keys.contains(&key)) {
        return EINVAL;
    }
    let place = (fiber::current().id.0, key);
    VALUES.with_borrow_mut(|values| values.insert(place, value));
    0
}
