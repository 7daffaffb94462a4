//! Copies of this process, which are how it forks.
//!
//! A copy has everything that was in memory, and of all threads the one that made it. That thread's Python frames are
//! there too, as they are in a forked child of CPython's. In the browser nothing returns to them: what the child has to
//! do is called by a new stack of C.

use std::{ffi::CString, ptr};

use crate::{
    ffi,
    host::{Side, host},
};

/// `_spawnpoint.fork(function)`: makes a process of a copy of this one, in which `function()` is called and returns the
/// exit status.
pub(crate) unsafe extern "C" fn fork(
    _module: *mut ffi::Object,
    function: *mut ffi::Object,
) -> *mut ffi::Object {
    // SAFETY: called by CPython with a function's argument, in a thread that has the interpreter.
    unsafe {
        ffi::PyOS_BeforeFork();
        #[cfg(target_arch = "wasm32")]
        beginning::prepare(function);
        let copied = host().copy();
        #[cfg(target_arch = "wasm32")]
        beginning::take_child();
        match copied {
            Ok(Side::Original) => {
                ffi::PyOS_AfterFork_Parent();
                ffi::PyBool_FromLong(1)
            }
            Ok(Side::Copy) => host().exit(run_child(function)),
            Err(reason) => {
                ffi::PyOS_AfterFork_Parent();
                let message = CString::new(reason).unwrap_or_default();
                ffi::PyErr_SetString(ffi::PyExc_OSError, message.as_ptr());
                ptr::null_mut()
            }
        }
    }
}

/// In a copy: calls the function that it was made for, and returns what that returned, as the exit status.
///
/// # Safety
/// The running thread must be the one that made the copy, with its state attached, as CPython expects after a fork.
unsafe fn run_child(function: *mut ffi::Object) -> i32 {
    // SAFETY: as the caller says.
    unsafe {
        ffi::PyOS_AfterFork_Child();
        let result = ffi::PyObject_CallNoArgs(function);
        if !result.is_null() {
            let status = ffi::PyLong_AsLong(result);
            ffi::Py_DecRef(result);
            if ffi::PyErr_Occurred().is_null() {
                return i32::try_from(status).unwrap_or(1);
            }
        }
        ffi::PyErr_Print();
    }
    1
}

#[cfg(target_arch = "wasm32")]
pub(crate) use beginning::take_child;

/// How a copy begins that does not go on where it was made.
#[cfg(target_arch = "wasm32")]
mod beginning {
    use std::cell::RefCell;

    use crate::{ffi, host::ThreadId, platform};

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
        function: *mut ffi::Object,
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
    pub(super) unsafe fn prepare(function: *mut ffi::Object) {
        CHILD.set(Some(Child {
            function,
            // SAFETY: as the caller says.
            state: unsafe { PyThreadState_Get() },
            thread: platform::current().id,
        }));
    }

    /// In a copy: what it was made for.
    pub(crate) fn take_child() -> Option<Child> {
        CHILD.take()
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
                super::run_child(self.function)
            }
        }
    }
}
