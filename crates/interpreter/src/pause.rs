//! Standing still while the run is paused, and going on by a line.
//!
//! A thread stands still wherever it comes to after it was asked to: after a call of the kernel, or
//! where a busy process looks up. To go on by a line it is traced, as `sys.settrace` would, until the
//! next line of the main program.

use std::{
    cell::RefCell,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, VirtualMachine, builtins::PyStr, frame::FrameObject,
};
use spawnpoint_protocol::syscall::Reply;

use crate::{
    globals,
    kernel::{MAIN_PATH, ask_held, frames},
};

/// The function that traces.
static TRACER: OnceLock<PyObjectRef> = OnceLock::new();

static IS_PAUSED: AtomicBool = AtomicBool::new(false);

/// The run is paused, or goes on.
pub(crate) fn set_paused(is_paused: bool) {
    IS_PAUSED.store(is_paused, Ordering::Relaxed);
}

/// Whether the run is paused.
pub(crate) fn is_paused() -> bool {
    IS_PAUSED.load(Ordering::Relaxed)
}

/// Stands still while the run is paused, except on the way to the next line.
pub(crate) fn hold(vm: &VirtualMachine) {
    match (is_paused(), is_stepping(vm)) {
        (true, false) => stand_still(vm),
        (false, true) => stop_tracing(vm),
        // The VM turns it on again when a function that traces returns, even from the last time.
        (false, false) if vm.use_tracing.get() => update_tracing(vm),
        _ => {}
    }
}

/// Stands still, and prepares for what comes then.
fn stand_still(vm: &VirtualMachine) {
    if is_paused() {
        globals::look_now(vm);
        if ask_held(vm) == Reply::Step {
            trace(vm);
            return;
        }
    }
    if is_stepping(vm) {
        stop_tracing(vm);
    }
}

/// Traces the running thread, unless the program traces it itself; then it goes on to where it looks up
/// next.
fn trace(vm: &VirtualMachine) {
    if !is_stepping(vm) && !vm.is_none(&vm.trace_func.borrow()) {
        return;
    }
    let tracer = TRACER.get_or_init(|| vm.new_function("step", on_event).into());
    // What is set anew begins at the line at which the frame is.
    trace_frames(&vm.ctx.none(), vm);
    trace_frames(tracer, vm);
    vm.trace_func.replace(tracer.clone());
    update_tracing(vm);
}

fn stop_tracing(vm: &VirtualMachine) {
    trace_frames(&vm.ctx.none(), vm);
    vm.trace_func.replace(vm.ctx.none());
    update_tracing(vm);
}

/// Sets what traces the functions of the main program that are running.
fn trace_frames(tracer: &PyObjectRef, vm: &VirtualMachine) {
    for frame in frames(vm).filter(|frame| is_main(frame)) {
        // It takes any object.
        let _ = frame.as_object().set_attr("f_trace", tracer.clone(), vm);
    }
}

/// As the VM does when the program sets a function that traces.
fn update_tracing(vm: &VirtualMachine) {
    let is_set = |function: &RefCell<PyObjectRef>| !vm.is_none(&function.borrow());
    let is_tracing = is_set(&vm.trace_func) || is_set(&vm.profile_func);
    vm.use_tracing.set(is_tracing);
}

fn is_stepping(vm: &VirtualMachine) -> bool {
    (TRACER.get()).is_some_and(|tracer| vm.trace_func.borrow().is(tracer))
}

fn is_main(frame: &FrameObject) -> bool {
    frame.f_code().source_path().as_str() == MAIN_PATH
}

/// What Python calls for each function that begins, and for each line of those of the main program.
#[expect(clippy::needless_pass_by_value, reason = "Python calls it")]
fn on_event(
    frame: PyObjectRef,
    event: PyObjectRef,
    _arg: PyObjectRef,
    vm: &VirtualMachine,
) -> PyObjectRef {
    let is_mains = (frame.downcast_ref::<FrameObject>()).is_some_and(|frame| is_main(frame));
    if is_mains && is(&event, "line") {
        stand_still(vm);
    }
    if is_mains {
        vm.trace_func.borrow().clone()
    } else {
        vm.ctx.none()
    }
}

fn is(event: &PyObject, name: &str) -> bool {
    event
        .downcast_ref::<PyStr>()
        .is_some_and(|event| event.to_str() == Some(name))
}
