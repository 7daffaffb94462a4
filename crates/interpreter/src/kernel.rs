//! The way to the kernel: calls, notices, and what comes back unasked.

use std::{
    collections::BTreeMap,
    iter, ptr,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};

use rustpython_vm::{
    PyResult, VirtualMachine, builtins::PyBaseExceptionRef, frame::FrameObjectRef, vm::thread,
};
use spawnpoint_protocol::{
    ObjectId, Tid,
    syscall::{CallId, Errno, FromProcess, Notice, Reply, Site, Syscall, ThreadWait, ToProcess},
};

use crate::{
    globals,
    host::{host, instance},
    leases, limits, memory, pause, signals,
};

/// The path of the main program, as Python code sees it.
pub(crate) const MAIN_PATH: &str = "/home/user/main.py";

/// More than this does not wait for company before it is sent.
const OUTBOX_MESSAGES: usize = 256;

/// Messages that go out together with the next one that cannot wait.
static OUTBOX: Mutex<Vec<FromProcess>> = Mutex::new(Vec::new());

/// The calls whose replies are kept in part when they arrive, and the objects they are about. The
/// kernel may want messages back, and others may write to memory, before the thread goes on.
static EXPECTED: Mutex<BTreeMap<CallId, ObjectId>> = Mutex::new(BTreeMap::new());

static NEXT_CALL: AtomicU32 = AtomicU32::new(0);

/// Which thread runs Python, or was the last to do so.
static CURRENT: AtomicU32 = AtomicU32::new(Tid::MAIN.0);

/// In a copy of another process, the thread that made it, which is the main thread here; 0 elsewhere.
static MAIN_THREAD: AtomicU32 = AtomicU32::new(Tid::MAIN.0);

/// How much memory this process has said that it has, in bytes.
static SIZE: AtomicU64 = AtomicU64::new(0);

/// Microseconds that this process has stood still.
static BLOCKED: AtomicU64 = AtomicU64::new(0);

/// The thread that runs.
pub(crate) fn current() -> Tid {
    Tid(CURRENT.load(Ordering::Relaxed))
}

/// The thread in which this process began.
pub(crate) fn main_thread() -> Tid {
    Tid(MAIN_THREAD.load(Ordering::Relaxed))
}

/// This process is a copy, in which only the running thread exists.
pub(crate) fn forget_other_threads() {
    MAIN_THREAD.store(current().0, Ordering::Relaxed);
    BLOCKED.store(0, Ordering::Relaxed);
    SIZE.store(0, Ordering::Relaxed);
    lock(&EXPECTED).clear();
}

/// A thread as the kernel knows it, for whom every process begins with [`Tid::MAIN`].
fn known(thread: Tid) -> Tid {
    let main = main_thread();
    if thread == main {
        Tid::MAIN
    } else if thread == Tid::MAIN {
        // A thread of the original, by a number that none of this process has.
        main
    } else {
        thread
    }
}

/// A message with the threads in it as the kernel knows them.
fn in_kernels_terms(mut message: FromProcess) -> FromProcess {
    if main_thread() == Tid::MAIN {
        return message;
    }
    match &mut message {
        FromProcess::Call { syscall, site, .. } => {
            site.thread = known(site.thread);
            match syscall {
                Syscall::Park {
                    on: ThreadWait::Lock { holder, .. },
                    ..
                } => *holder = holder.map(known),
                Syscall::Park {
                    on: ThreadWait::End(thread),
                    ..
                } => *thread = known(*thread),
                _ => {}
            }
        }
        FromProcess::Notice(notice) => match notice {
            Notice::ThreadStarted { thread, site, .. } => {
                *thread = known(*thread);
                site.thread = known(site.thread);
            }
            Notice::Output { thread, .. }
            | Notice::ThreadEnded(thread)
            | Notice::Turn(thread)
            | Notice::Unpark { by: thread, .. } => *thread = known(*thread),
            Notice::Release { site, .. }
            | Notice::Put { site, .. }
            | Notice::Consumed { site, .. } => site.thread = known(site.thread),
            _ => {}
        },
    }
    message
}

/// The thread that runs is this new one from now on, until it suspends.
pub(crate) fn begin_thread(tid: Tid) {
    set_current(tid);
    // The latest frame is that of the thread that ran before, whose stack may be elsewhere by now.
    let _ = thread::set_current_frame_nosave(ptr::null());
}

fn set_current(tid: Tid) {
    if CURRENT.swap(tid.0, Ordering::Relaxed) != tid.0 {
        notify(Notice::Turn(tid));
    }
}

/// Tells the kernel something that others wait for.
pub(crate) fn notify(notice: Notice) {
    post(FromProcess::Notice(notice), true);
}

/// Tells the kernel something that may wait until this process suspends or a few milliseconds have
/// passed, as what a queue's feeder thread does would.
pub(crate) fn notify_later(notice: Notice) {
    post(FromProcess::Notice(notice), false);
}

/// Sends what waits.
pub(crate) fn flush() {
    collect();
    flush_outbox();
}

/// Adds to the outbox what other parts have to tell.
fn collect() {
    memory::publish();
    leases::report();
    tell_size();
}

/// Tells how much memory this process has, if that has changed.
fn tell_size() {
    if let Some(bytes) = host().memory_size()
        && SIZE.swap(bytes, Ordering::Relaxed) != bytes
    {
        post_later(Notice::Memory(bytes));
    }
}

fn post(message: FromProcess, now: bool) {
    if now {
        collect();
    }
    let mut outbox = lock(&OUTBOX);
    outbox.push(in_kernels_terms(message));
    if now || outbox.len() >= OUTBOX_MESSAGES {
        send(&mut outbox);
    }
}

/// Adds to what waits, on behalf of [`collect`].
pub(crate) fn post_later(notice: Notice) {
    lock(&OUTBOX).push(in_kernels_terms(FromProcess::Notice(notice)));
}

fn send(outbox: &mut MutexGuard<'_, Vec<FromProcess>>) {
    if !outbox.is_empty() {
        host().post(std::mem::take(&mut **outbox));
    }
}

/// A number for a call.
pub(crate) fn next_call() -> CallId {
    CallId(NEXT_CALL.fetch_add(1, Ordering::Relaxed))
}

/// Asks the kernel, and blocks the thread until it replies. A failure is the `OSError` of its
/// number.
///
/// # Errors
/// That, and what a handler of a signal raises, which ends the call.
pub(crate) fn call(syscall: Syscall, vm: &VirtualMachine) -> PyResult<Reply> {
    or_os_error(block(next_call(), syscall, vm)?, vm)
}

/// The reply, or the `OSError` that it stands for.
pub(crate) fn or_os_error(reply: Reply, vm: &VirtualMachine) -> PyResult<Reply> {
    match reply {
        Reply::Failed(errno) => Err(os_error(errno, vm)),
        reply => Ok(reply),
    }
}

/// As [`call`], with the number of the call chosen before, and failures left to the caller.
pub(crate) fn block(id: CallId, syscall: Syscall, vm: &VirtualMachine) -> PyResult<Reply> {
    globals::look(vm);
    let limit = syscall.limit();
    let is_sleep = matches!(syscall, Syscall::Sleep(_));
    signals::expect(id);
    post_call(id, syscall, vm);
    let reply = stand(|| {
        let began = host().monotonic();
        let reply = signals::wait(id, vm)?;
        let is_time_up = match &reply {
            Reply::TimedOut => true,
            Reply::Ready(ready) => ready.is_empty(),
            _ => is_sleep,
        };
        if let Some(limit) = limit.filter(|_| is_time_up) {
            wait_until(began + Duration::from_micros(limit));
        }
        Ok(reply)
    });
    pause::hold(vm);
    reply
}

/// Asks the kernel, mostly something that it answers at once. No handler of a signal runs meanwhile.
pub(crate) fn ask(id: CallId, syscall: Syscall, vm: &VirtualMachine) -> Reply {
    globals::look(vm);
    let reply = ask_only(id, syscall, vm);
    pause::hold(vm);
    reply
}

/// Asks the kernel something on behalf of a thread that is about to begin, which waits for the reply.
pub(crate) fn ask_for(thread: Tid, id: CallId, syscall: Syscall) {
    let site = Site {
        thread,
        ..Site::default()
    };
    post(FromProcess::Call { id, syscall, site }, true);
}

/// Asks the kernel to be held while the run is paused.
pub(crate) fn ask_held(vm: &VirtualMachine) -> Reply {
    ask_only(next_call(), Syscall::Hold, vm)
}

fn ask_only(id: CallId, syscall: Syscall, vm: &VirtualMachine) -> Reply {
    post_call(id, syscall, vm);
    stand(|| wait(id))
}

/// Waits for the reply to a call, whatever happens meanwhile.
pub(crate) fn wait(id: CallId) -> Reply {
    suspended(|| host().wait(id))
}

fn post_call(id: CallId, syscall: Syscall, vm: &VirtualMachine) {
    let site = site(vm);
    post(FromProcess::Call { id, syscall, site }, true);
}

/// Counts how long this process stands still.
fn stand<R>(wait: impl FnOnce() -> R) -> R {
    let began = host().monotonic();
    let result = wait();
    let stood = host().monotonic().saturating_sub(began);
    BLOCKED.fetch_add(
        u64::try_from(stood.as_micros()).unwrap_or(0),
        Ordering::Relaxed,
    );
    result
}

/// Browsers round the clock of each worker. A wait is not seen to end before its time.
fn wait_until(time: Duration) {
    while host().monotonic() < time {
        suspended(|| host().safepoint());
    }
}

/// As [`block`], of something of which part is kept when the reply arrives.
pub(crate) fn block_to_keep(
    object: ObjectId,
    syscall: Syscall,
    vm: &VirtualMachine,
) -> PyResult<Reply> {
    let id = next_call();
    lock(&EXPECTED).insert(id, object);
    block(id, syscall, vm)
}

/// As [`ask`], of something of which part is kept when the reply arrives, before anything of the program may
/// be looked at.
pub(crate) fn ask_to_keep(object: ObjectId, syscall: Syscall, vm: &VirtualMachine) {
    let id = next_call();
    lock(&EXPECTED).insert(id, object);
    ask_only(id, syscall, vm);
}

/// Lets other threads have their turn in an order that does not depend on time: what they wait for
/// was answered before what this one asks.
pub(crate) fn pass_on(vm: &VirtualMachine) {
    ask(next_call(), Syscall::Sleep(0), vm);
}

/// Lets other threads and the platform have their turn, and stands still if the run is paused.
pub(crate) fn breathe(vm: &VirtualMachine) {
    globals::look(vm);
    flush();
    suspended(|| host().safepoint());
    pause::hold(vm);
}

/// Runs something during which other threads may run, in the same operating-system thread or in
/// another.
pub(crate) fn suspended<R>(wait: impl FnOnce() -> R) -> R {
    let current = current();
    let frame = thread::get_current_frame();
    let saved = thread::save_current_thread();
    let result = wait();
    thread::restore_current_thread(saved);
    // What it returns is the frame of whoever ran last, which is theirs to restore.
    let _ = thread::set_current_frame_nosave(frame);
    set_current(current);
    result
}

/// Takes in a message of the kernel. A reply, or what wakes a thread like one, is returned, for [`Host::wait`](crate::Host::wait). May
/// be called at any time, from any thread; messages must be handed in in the order in which they came.
#[must_use = "a thread waits for the reply"]
pub fn deliver(message: ToProcess) -> Option<(CallId, Reply)> {
    match message {
        ToProcess::Reply { id, mut reply } => {
            if let Some(object) = lock(&EXPECTED).remove(&id) {
                match &mut reply {
                    Reply::Messages(messages) => leases::keep(object, messages),
                    Reply::Memory(bytes) => memory::keep_copy(object, std::mem::take(bytes)),
                    Reply::MemoryInPlace(size) => memory::keep_in_place(object, *size),
                    _ => {}
                }
            }
            return signals::replied(id, reply);
        }
        ToProcess::Signal(signal) => return signals::arrive(signal),
        ToProcess::Recall(queue) => {
            leases::give_back(queue);
            flush_outbox();
        }
        ToProcess::Store {
            memory,
            offset,
            bytes,
        } => memory::apply(memory, offset, &bytes),
        ToProcess::Stored(memory) => memory::acknowledge(memory),
        ToProcess::Hold => pause::set_paused(true),
        ToProcess::Release => pause::set_paused(false),
        ToProcess::Exhausted => limits::exhaust(),
        // It comes once, before there is a process.
        ToProcess::Boot(_) => {}
    }
    None
}

/// Sends what is in the outbox.
pub(crate) fn flush_outbox() {
    send(&mut lock(&OUTBOX));
}

/// How long this process has not stood still: the nearest to processor time that a browser tells.
pub(crate) fn busy() -> Duration {
    let instance = instance();
    let blocked = Duration::from_micros(BLOCKED.load(Ordering::Relaxed));
    let lived = host().monotonic().saturating_sub(instance.began);
    lived.saturating_sub(blocked)
}

/// Who asks, from where in the main program, and by calling what.
pub(crate) fn site(vm: &VirtualMachine) -> Site {
    let mut called = None;
    let line = main_line(vm, |qualname| called = Some(qualname.to_owned()));
    Site {
        thread: current(),
        line,
        via: called
            .filter(|_| line.is_some())
            .as_deref()
            .and_then(public_name),
    }
}

/// As [`site`], without what was called: for what is done often and never blocks.
pub(crate) fn place(vm: &VirtualMachine) -> Site {
    Site {
        thread: current(),
        line: main_line(vm, |_| {}),
        via: None,
    }
}

/// The line of the main program nearest to the top of the stack. `inner` is shown the qualified name
/// of each function above it.
fn main_line(vm: &VirtualMachine, mut inner: impl FnMut(&str)) -> Option<u32> {
    for frame in frames(vm) {
        let code = frame.f_code();
        if code.source_path().as_str() == MAIN_PATH {
            return u32::try_from(frame.lineno()).ok();
        }
        inner(code.qualname.as_str());
    }
    None
}

/// The frames of the running thread, from the top of the stack down.
pub(crate) fn frames(vm: &VirtualMachine) -> impl Iterator<Item = FrameObjectRef> {
    iter::successors(vm.current_frame(), |frame| frame.f_back(vm))
}

/// What a program calls a method by its qualified name, if that says something to its reader.
fn public_name(qualname: &str) -> Option<String> {
    let name = qualname.strip_prefix("Base").unwrap_or(qualname);
    let is_private = name.split('.').any(|part| part.starts_with(['_', '<']));
    (name.contains('.') && !is_private).then(|| name.to_owned())
}

/// Locks what cannot be left half-changed.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Seconds as the kernel counts them; more than it can count is without end.
pub(crate) fn micros(seconds: f64) -> u64 {
    Duration::try_from_secs_f64(seconds).map_or(u64::MAX, |duration| {
        u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
    })
}

/// The exception for an error number.
pub(crate) fn os_error(errno: Errno, vm: &VirtualMachine) -> PyBaseExceptionRef {
    // The classes are named here since the VM knows them by the platform's own numbers, which a
    // browser does not have.
    let exceptions = &vm.ctx.exceptions;
    let (class, message) = match errno {
        Errno::EndOfFile => return vm.new_exception_empty(exceptions.eof_error.to_owned()),
        Errno::NoEntry => (exceptions.file_not_found_error, "No such file or directory"),
        Errno::NoSuchProcess => (exceptions.process_lookup_error, "No such process"),
        Errno::BadObject => (exceptions.os_error, "Bad file descriptor"),
        Errno::NoChild => (exceptions.child_process_error, "No child processes"),
        Errno::TryAgain => (
            exceptions.blocking_io_error,
            "Resource temporarily unavailable",
        ),
        Errno::NoMemory => (exceptions.os_error, "Cannot allocate memory"),
        Errno::Exists => (exceptions.file_exists_error, "File exists"),
        Errno::BrokenPipe => (exceptions.broken_pipe_error, "Broken pipe"),
        Errno::Overflow => (exceptions.os_error, "Value too large for defined data type"),
        Errno::AddressInUse => (exceptions.os_error, "Address already in use"),
        Errno::ConnectionReset => (
            exceptions.connection_reset_error,
            "Connection reset by peer",
        ),
        Errno::ConnectionRefused => (exceptions.connection_refused_error, "Connection refused"),
        // Nothing here asks for files of the kernel.
        Errno::NotPermitted
        | Errno::Access
        | Errno::Busy
        | Errno::NotDirectory
        | Errno::IsDirectory
        | Errno::Invalid
        | Errno::TooManyOpen
        | Errno::FileTooBig
        | Errno::NoSpace
        | Errno::IllegalSeek
        | Errno::NameTooLong
        | Errno::NotEmpty
        | Errno::Loop
        | Errno::NotSocket
        | Errno::NotSupported
        | Errno::NotConnected => (exceptions.os_error, "Input/output error"),
    };
    vm.new_os_subtype_error(class.to_owned(), Some(errno as i32), message)
        .upcast()
}

/// The kernel and this crate disagree about what answers what.
pub(crate) fn unexpected(reply: &Reply, vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.new_runtime_error(format!(
        "the kernel answered {reply:?} to a question it does not fit"
    ))
}
