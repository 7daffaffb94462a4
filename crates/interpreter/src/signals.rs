//! Signals for which this process has a handler.
//!
//! What runs in WebAssembly cannot be interrupted from outside. So, as in CPython, a signal is noted when it
//! arrives, and its handler runs in the main thread as soon as that looks: in a loop or a function of the
//! main program, or in a call of the kernel, which afterwards goes on as if nothing had been.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use rustpython_vm::{AsObject, PyResult, VirtualMachine, builtins::PyBaseExceptionRef};
use spawnpoint_protocol::{
    Signal,
    syscall::{CallId, Notice, Reply},
};

use crate::kernel::{self, current, flush, lock, main_thread, notify};

struct State {
    /// Those whose handlers have not run, in the order in which they came.
    arrived: VecDeque<Signal>,
    /// An exception of a handler that came too late to end the call that it interrupted.
    late: Option<PyBaseExceptionRef>,
    /// The call in which the main thread stands, as long as there is no reply.
    standing: Option<CallId>,
    /// The calls that the main thread has left for a handler, with the reply if that is there already.
    left: BTreeMap<CallId, Option<Reply>>,
}

static STATE: Mutex<State> = Mutex::new(State::new());

/// Whether there is anything to do, to be asked often.
static IS_DUE: AtomicBool = AtomicBool::new(false);

impl State {
    const fn new() -> Self {
        Self {
            arrived: VecDeque::new(),
            late: None,
            standing: None,
            left: BTreeMap::new(),
        }
    }

    fn is_due(&self) -> bool {
        self.late.is_some() || !self.arrived.is_empty()
    }
}

/// Takes in a signal. If the main thread stands in a call, it is to be woken as if this was the reply.
pub(crate) fn arrive(signal: Signal) -> Option<(CallId, Reply)> {
    let mut state = lock(&STATE);
    state.arrived.push_back(signal);
    IS_DUE.store(true, Ordering::Relaxed);
    let id = state.standing.take()?;
    state.left.insert(id, None);
    Some((id, Reply::Interrupted))
}

/// Takes in a reply, and returns it if a thread waits for it.
pub(crate) fn replied(id: CallId, reply: Reply) -> Option<(CallId, Reply)> {
    let mut state = lock(&STATE);
    if let Some(place) = state.left.get_mut(&id) {
        *place = Some(reply);
        return None;
    }
    state.standing.take_if(|standing| *standing == id);
    Some((id, reply))
}

/// This process is a copy, which has got no signal yet.
pub(crate) fn forget() {
    *lock(&STATE) = State::new();
    IS_DUE.store(false, Ordering::Relaxed);
}

/// To be called before a call is posted that [`wait`] then waits for.
pub(crate) fn expect(id: CallId) {
    if current() == main_thread() {
        lock(&STATE).standing = Some(id);
    }
}

/// Waits for the reply to a call. In the main thread handlers run meanwhile; if one raises an exception the
/// call is given up.
pub(crate) fn wait(id: CallId, vm: &VirtualMachine) -> PyResult<Reply> {
    loop {
        if !leave(id) {
            let reply = kernel::wait(id);
            if reply != Reply::Interrupted {
                return Ok(reply);
            }
        }
        // Until it is cancelled the kernel does not take this thread for one that waits for ever.
        if let Err(raised) = run(vm, || notify(Notice::Cancel(id))) {
            return end(id, raised);
        }
        let mut state = lock(&STATE);
        if let Some(Some(reply)) = state.left.remove(&id) {
            return Ok(reply);
        }
        state.standing = Some(id);
    }
}

/// Leaves a call for handlers that are to run, unless there are none or the reply is there.
fn leave(id: CallId) -> bool {
    let mut state = lock(&STATE);
    if !state.is_due() || state.standing != Some(id) {
        return false;
    }
    state.standing = None;
    state.left.insert(id, None);
    true
}

/// Ends a call that has been given up.
fn end(id: CallId, raised: PyBaseExceptionRef) -> PyResult<Reply> {
    flush();
    let reply = lock(&STATE).left.remove(&id).flatten();
    match reply.unwrap_or_else(|| kernel::wait(id)) {
        Reply::Interrupted => Err(raised),
        // What was done is done.
        reply => {
            raise_late(raised);
            Ok(reply)
        }
    }
}

/// Raises an exception when the main thread looks next.
pub(crate) fn raise_late(raised: PyBaseExceptionRef) {
    lock(&STATE).late = Some(raised);
    IS_DUE.store(true, Ordering::Relaxed);
}

/// Runs the handlers that have not run yet, in the main thread. Cheap, as long as there are none.
pub(crate) fn check(vm: &VirtualMachine) -> PyResult<()> {
    if IS_DUE.load(Ordering::Relaxed) && current() == main_thread() {
        run(vm, || {})
    } else {
        Ok(())
    }
}

/// `on_raised` is called before the kernel is told that a signal has been handled.
fn run(vm: &VirtualMachine, on_raised: impl Fn()) -> PyResult<()> {
    loop {
        let signal = {
            let mut state = lock(&STATE);
            if let Some(raised) = state.late.take() {
                on_raised();
                return Err(raised);
            }
            let Some(signal) = state.arrived.pop_front() else {
                IS_DUE.store(false, Ordering::Relaxed);
                return Ok(());
            };
            signal
        };
        let result = handle(signal, vm);
        if result.is_err() {
            on_raised();
        }
        notify(Notice::Handled(1));
        result?;
    }
}

fn handle(signal: Signal, vm: &VirtualMachine) -> PyResult<()> {
    let module = vm.import("_signal", 0)?;
    let handler = module
        .get_attr("_handlers", vm)?
        .get_item(&usize::from(signal.0), vm)?;
    // It is part of no traceback.
    if handler.is(&module.get_attr("default_int_handler", vm)?) {
        return Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()));
    }
    // Another one may have been set since.
    if handler.is_callable() {
        let frame = vm.current_frame().map_or_else(|| vm.ctx.none(), Into::into);
        handler.call((signal.0, frame), vm)?;
    }
    Ok(())
}
