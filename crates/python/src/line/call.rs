//! Calls: the thread that makes one stands still until the kernel replies.
//!
//! A signal wakes the main thread from a call as if it had been answered. Handlers run; then the thread stands in the same
//! call again, or gives it up.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use spawnpoint_protocol::{
    ObjectId, Tid,
    syscall::{CallId, FromProcess, Notice, Reply, Site, Syscall},
};

use super::{Refusal, flush, notify, outbox, part::above, site::site, unexpected};
use crate::{
    base::{lock, micros},
    ffi,
    host::host,
    object::{Fallible, Raised},
    platform,
};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Microseconds that this process has stood still.
static STOOD: AtomicU64 = AtomicU64::new(0);

/// What is done with a reply as it arrives: the kernel may want messages back, and others may write to memory, before the
/// thread goes on.
pub(crate) type Keep = fn(ObjectId, &mut Reply);

static KEPT: Mutex<BTreeMap<CallId, (ObjectId, Keep)>> = Mutex::new(BTreeMap::new());

/// What the main thread stands in.
struct Standing {
    /// The call, as long as there is no reply.
    call: Option<CallId>,
    /// The calls that it has left for a handler, with the reply if that is there already.
    left: BTreeMap<CallId, Option<Reply>>,
}

static STANDING: Mutex<Standing> = Mutex::new(Standing {
    call: None,
    left: BTreeMap::new(),
});

/// Whether a signal has come of which the main thread knows nothing yet.
static IS_DUE: AtomicBool = AtomicBool::new(false);

/// This process is a copy.
pub(super) fn forget() {
    STOOD.store(0, Ordering::Relaxed);
    lock(&KEPT).clear();
    *lock(&STANDING) = Standing {
        call: None,
        left: BTreeMap::new(),
    };
    IS_DUE.store(false, Ordering::Relaxed);
}

/// A number for a call.
pub(crate) fn next_call() -> CallId {
    CallId(NEXT.fetch_add(1, Ordering::Relaxed))
}

/// How long this process has not stood still since it became one: the nearest to processor time that a browser tells.
#[cfg(target_arch = "wasm32")]
pub(crate) fn busy(began: Duration) -> Duration {
    let stood = Duration::from_micros(STOOD.load(Ordering::Relaxed));
    host().monotonic().saturating_sub(began + stood)
}

/// Takes in a reply, and returns it if a thread waits for it.
pub(super) fn replied(id: CallId, mut reply: Reply) -> Option<(CallId, Reply)> {
    if let Some((object, keep)) = lock(&KEPT).remove(&id) {
        keep(object, &mut reply);
    }
    let mut standing = lock(&STANDING);
    if let Some(place) = standing.left.get_mut(&id) {
        *place = Some(reply);
        return None;
    }
    standing.call.take_if(|call| *call == id);
    Some((id, reply))
}

/// A signal has come.
pub(crate) fn interrupt() {
    IS_DUE.store(true, Ordering::Relaxed);
}

/// Has the main thread leave the call in which it stands, if a signal has come.
pub(super) fn interruption() -> Option<(CallId, Reply)> {
    if !IS_DUE.load(Ordering::Relaxed) {
        return None;
    }
    let mut standing = lock(&STANDING);
    let id = standing.call.take()?;
    standing.left.insert(id, None);
    Some((id, Reply::Interrupted))
}

/// Asks the kernel, and blocks the thread until it replies. A failure is the `OSError` of its number.
///
/// # Errors
/// That, and what a handler of a signal raises, which ends the call.
pub(crate) fn or_raised(reply: Fallible<Reply>) -> Fallible<Reply> {
    match reply? {
        Reply::Failed(errno) => Err(Refusal::Errno(errno).into()),
        reply => Ok(reply),
    }
}

/// Asks the kernel for a number.
pub(crate) fn number(syscall: Syscall) -> Fallible<u32> {
    match or_raised(block(next_call(), syscall))? {
        Reply::Number(number) => Ok(number),
        other => Err(unexpected(&other)),
    }
}

/// Asks the kernel, and blocks the thread, which has the interpreter, until it replies. Handlers of signals run meanwhile.
///
/// # Errors
/// What a handler raises, which ends the call.
pub(crate) fn block(id: CallId, syscall: Syscall) -> Fallible<Reply> {
    above().raise_held()?;
    let limit = syscall.limit();
    let is_sleep = matches!(syscall, Syscall::Sleep(_));
    expect(id);
    post(id, syscall, site());
    let began = host().monotonic();
    let reply = loop {
        if !leave(id) {
            let reply = wait_for(id);
            if reply != Reply::Interrupted {
                break reply;
            }
        }
        if run_handlers(id).is_err() {
            match end(id) {
                Reply::Interrupted => return Err(Raised),
                // What was done is done.
                reply => {
                    above().raise_late();
                    break reply;
                }
            }
        }
        let mut standing = lock(&STANDING);
        if let Some(Some(reply)) = standing.left.remove(&id) {
            break reply;
        }
        standing.call = Some(id);
    };
    see_out(began, limit, is_sleep, &reply);
    above().hold();
    Ok(reply)
}

/// As [`block`], of something of which part is kept when the reply arrives.
pub(crate) fn block_keeping(object: ObjectId, keep: Keep, syscall: Syscall) -> Fallible<Reply> {
    let id = next_call();
    lock(&KEPT).insert(id, (object, keep));
    block(id, syscall)
}

/// A signal has come, and handlers want to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interrupted;

/// As [`block`], for functions of C, which may be called with the interpreter or without it. They tell whoever called that
/// a signal has come.
pub(crate) fn blocked(syscall: Syscall) -> Result<Reply, Interrupted> {
    blocked_as(next_call(), syscall)
}

/// As [`blocked`], with the number of the call chosen before.
pub(crate) fn blocked_as(id: CallId, syscall: Syscall) -> Result<Reply, Interrupted> {
    let limit = syscall.limit();
    let is_sleep = matches!(syscall, Syscall::Sleep(_));
    expect(id);
    post(id, syscall, site());
    let began = host().monotonic();
    let mut reply = if leave(id) {
        Reply::Interrupted
    } else {
        wait_for(id)
    };
    if reply == Reply::Interrupted {
        IS_DUE.store(false, Ordering::Relaxed);
        reply = give_up(id);
    }
    if reply == Reply::Interrupted {
        above().note_signals();
        return Err(Interrupted);
    }
    see_out(began, limit, is_sleep, &reply);
    above().hold();
    Ok(reply)
}

/// Asks the kernel, mostly something that it answers at once. No handler of a signal runs meanwhile.
pub(crate) fn ask(id: CallId, syscall: Syscall) -> Reply {
    let reply = silently(id, syscall);
    above().hold();
    reply
}

/// As [`ask`], whether or not the run is paused.
pub(crate) fn silently(id: CallId, syscall: Syscall) -> Reply {
    post(id, syscall, site());
    wait_for(id)
}

/// As [`silently`], of something of which part is kept when the reply arrives, before anything of the program may be
/// looked at.
pub(crate) fn silently_keeping(object: ObjectId, keep: Keep, syscall: Syscall) {
    let id = next_call();
    lock(&KEPT).insert(id, (object, keep));
    silently(id, syscall);
}

/// Asks the kernel something on behalf of a thread that is about to begin, which waits for the reply.
pub(crate) fn ask_as(thread: Tid, id: CallId, syscall: Syscall) {
    let site = Site {
        thread,
        ..Site::default()
    };
    post(id, syscall, site);
}

/// The thread does not ask for the interpreter before: whoever has a place among those who wait may be woken from now on.
fn post(id: CallId, syscall: Syscall, site: Site) {
    outbox::post(FromProcess::Call { id, syscall, site });
}

/// Does something with the interpreter if this is a thread of Python's.
pub(crate) fn attached<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: the functions look up variables of the thread's own; the state is that of this thread.
    unsafe {
        let own = ffi::PyGILState_GetThisThreadState();
        if own.is_null() || !ffi::PyThreadState_GetUnchecked().is_null() {
            return work();
        }
        ffi::PyEval_RestoreThread(own);
        let result = work();
        ffi::PyEval_SaveThread();
        result
    }
}

/// Waits for the reply to a call, whatever happens meanwhile, without the interpreter.
pub(crate) fn wait_for(id: CallId) -> Reply {
    detached(|| {
        let began = host().monotonic();
        let reply = platform::suspend(|| host().wait(id));
        let stood = host().monotonic().saturating_sub(began);
        STOOD.fetch_add(micros(stood), Ordering::Relaxed);
        // A signal that came with the reply, as one to itself does, is there before the program goes on.
        above().note_signals();
        reply
    })
}

/// Does something without the interpreter.
pub(crate) fn detached<R>(work: impl FnOnce() -> R) -> R {
    // SAFETY: the state is put back in the thread that it was taken from.
    unsafe {
        if ffi::PyThreadState_GetUnchecked().is_null() {
            return work();
        }
        let state = ffi::PyEval_SaveThread();
        let result = work();
        ffi::PyEval_RestoreThread(state);
        result
    }
}

/// Browsers round the clock of each worker. A wait is not seen to end before its time.
fn see_out(began: Duration, limit: Option<u64>, is_sleep: bool, reply: &Reply) {
    let is_time_up = if let Reply::Ready(ready) = reply {
        ready.is_empty()
    } else {
        is_sleep || matches!(reply, Reply::TimedOut)
    };
    let Some(limit) = limit.filter(|_| is_time_up) else {
        return;
    };
    let until = began + Duration::from_micros(limit);
    while host().monotonic() < until {
        detached(|| platform::suspend(|| host().breathe()));
    }
}

/// To be called before a call is posted that can be interrupted.
fn expect(id: CallId) {
    if platform::tid() == Tid::MAIN {
        lock(&STANDING).call = Some(id);
    }
}

/// Leaves a call for handlers that are to run, unless there are none or the reply is there.
fn leave(id: CallId) -> bool {
    let mut standing = lock(&STANDING);
    if !IS_DUE.load(Ordering::Relaxed) || standing.call != Some(id) {
        return false;
    }
    standing.call = None;
    standing.left.insert(id, None);
    true
}

/// Runs the handlers of the signals that have come, while the main thread stands in a call.
fn run_handlers(id: CallId) -> Fallible<()> {
    IS_DUE.store(false, Ordering::Relaxed);
    // Until it is cancelled the kernel does not take this thread for one that waits for ever.
    above().handle_signals(&|| notify(Notice::Cancel(id)))
}

/// Gives up a call that was left; what the kernel says of it.
fn give_up(id: CallId) -> Reply {
    notify(Notice::Cancel(id));
    end(id)
}

/// Ends a call that has been given up; what the kernel says of it.
fn end(id: CallId) -> Reply {
    flush();
    let reply = lock(&STANDING).left.remove(&id).flatten();
    reply.unwrap_or_else(|| wait_for(id))
}
