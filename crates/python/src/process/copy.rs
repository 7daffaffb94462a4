//! Copies of this process, which are how `fork` and the fork server make processes.
//!
//! A copy has everything that was in memory, and of all threads the one that made it. That thread's Python frames are
//! there too, as they are in a forked child of CPython's. In the browser nothing returns to them: what the child has to
//! do is called by a new stack of C.

use spawnpoint_protocol::{
    StartMethod,
    syscall::{Boot, CallId, Message, Notice, Reply, Syscall},
};

use super::look_up;
use crate::{
    base::micros,
    ffi,
    function::{Arguments, os_error, type_error},
    host::{self, Copied, Side, host},
    line::{ask, flush, next_call, notify, or_raised, unexpected},
    object::{self, Fallible, Object, Owned, is_raised},
    objects::{child::start_child, region},
    program,
    record::globals,
};

/// `fork(name, daemon, function)`: a child that is a copy of this process, in which `function()` is called and returns the
/// exit status; its pid.
pub(super) fn fork(arguments: &Arguments) -> Fallible<Owned> {
    // What parent and child have in common should be in the record of the parent before.
    globals::look_now();
    let id = next_call();
    make(id, arguments.at(2)?)?;
    start_child(id, arguments, StartMethod::Fork, Message::default())
}

/// `serve(function)`: of the fork server: makes a copy of this process that calls `function`, and returns when one more is
/// wanted.
pub(super) fn serve(arguments: &Arguments) -> Fallible<Owned> {
    let id = next_call();
    make(id, arguments.at(0)?)?;
    match or_raised(Ok(ask(id, Syscall::Serve)))? {
        Reply::Done => Ok(object::none()),
        other => Err(unexpected(&other)),
    }
}

/// Makes a copy of this process, under the number of the call that comes next. If it becomes a process, `function` is called
/// there and returns the exit status.
///
/// # Errors
/// `OSError` when the platform has no memory or no process left for it.
fn make(call: CallId, function: &Object) -> Fallible<()> {
    // The copy must not send it a second time.
    flush();
    // SAFETY: this thread has the interpreter.
    unsafe {
        ffi::PyOS_BeforeFork();
        #[cfg(target_arch = "wasm32")]
        beginning::prepare(function);
        let copied = host().copy(call);
        #[cfg(target_arch = "wasm32")]
        beginning::take_child();
        match copied {
            Ok(Side::Original) => {
                ffi::PyOS_AfterFork_Parent();
                Ok(())
            }
            Ok(Side::Copy(boot, copied)) => {
                become_copy(*boot, copied);
                program::end(run_child(function))
            }
            Err(reason) => {
                ffi::PyOS_AfterFork_Parent();
                Err(os_error(&format!(
                    "the process could not be copied: {reason}"
                )))
            }
        }
    }
}

/// What a copy does first, once it is known which process it is.
pub(super) fn become_copy(boot: Boot, copied: Copied) {
    host::become_process(boot);
    look_up::begin();
    notify(Notice::Copied {
        bytes: copied.bytes,
        micros: micros(copied.took),
    });
    region::map_again();
}

/// In a copy: calls the function that it was made for, and returns what that returned, as the exit status.
///
/// # Safety
/// The running thread must be the one that made the copy, with its state attached, as CPython expects after a fork.
unsafe fn run_child(function: &Object) -> i32 {
    // SAFETY: as the caller says.
    unsafe {
        ffi::PyOS_AfterFork_Child();
        let result = Owned::new(ffi::PyObject_CallNoArgs(function.raw()));
        let status = result.and_then(|status| {
            if status.is_none() {
                Ok(0)
            } else {
                status.to_number()
            }
        });
        status.unwrap_or_else(|_| {
            if !is_raised() {
                type_error("no exit status");
            }
            ffi::PyErr_Print();
            1
        })
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use beginning::{take_child, thread};

/// How a copy begins that does not go on where it was made.
#[cfg(target_arch = "wasm32")]
mod beginning {
    use std::cell::RefCell;

    use crate::{
        ThreadId, ffi,
        object::{Object, Owned},
        platform,
    };

    unsafe extern "C" {
        fn PyThreadState_Get() -> *mut ffi::ThreadState;

        /// `c/start.c`
        fn spawnpoint_begin_stack(state: *mut ffi::ThreadState);

        /// The thread state that is attached to the running thread.
        #[link_name = "_Py_tss_tstate"]
        static mut ATTACHED: *mut ffi::ThreadState;
    }

    /// What a copy of this process does.
    pub(crate) struct Child {
        function: Owned,
        state: *mut ffi::ThreadState,
        thread: ThreadId,
    }

    thread_local! {
        /// There while a copy is made.
        static CHILD: RefCell<Option<Child>> = const { RefCell::new(None) };
    }

    /// To be called before a copy is made.
    ///
    /// # Safety
    /// The running thread must have the interpreter.
    pub(super) unsafe fn prepare(function: &Object) {
        CHILD.set(Some(Child {
            function: function.share(),
            // SAFETY: as the caller says.
            state: unsafe { PyThreadState_Get() },
            thread: platform::current().id,
        }));
    }

    /// In a copy: what it was made for.
    pub(crate) fn take_child() -> Option<Child> {
        CHILD.take()
    }

    /// The thread that made the copy, by its number for the platform.
    pub(crate) fn thread() -> Option<ThreadId> {
        CHILD.with_borrow(|child| child.as_ref().map(|child| child.thread))
    }

    impl Child {
        /// The thread that goes on in the copy.
        pub fn thread(&self) -> ThreadId {
            self.thread
        }

        /// Is the child until its end; returns the exit status.
        pub fn run(self) -> i32 {
            // SAFETY: in the copy, this thread is the one with this state, which was attached when it was made.
            unsafe {
                (&raw mut ATTACHED).write(self.state);
                spawnpoint_begin_stack(self.state);
                super::run_child(&self.function)
            }
        }
    }
}
