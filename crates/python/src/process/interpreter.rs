//! CPython from its start to the end of the program.

use std::{
    ffi::{CStr, c_char, c_int},
    sync::atomic::{AtomicPtr, Ordering},
};

use crate::{
    ffi,
    object::{self, Fallible, Owned, Raised},
    program,
};

/// The folder of the standard library, as modules and tracebacks name it.
const LIBRARY_PATH: &str = "/usr/lib/python3.13";

/// What a process runs that is neither the main one nor a copy.
const CHILD: &str = "import sys, _spawnpoint_boot; sys.exit(_spawnpoint_boot.run())";

unsafe extern "C" {
    /// `c/start.c`
    fn spawnpoint_start(main_path: *const WideChar, library_path: *const WideChar)
    -> *const c_char;
    /// `c/start.c`: has this run instead of the main program.
    fn spawnpoint_set_command(command: *const WideChar);
}

/// C's `wchar_t` on the platforms that this is for.
type WideChar = i32;

/// The state of the main thread, from the start to the program's beginning.
static STATE: AtomicPtr<ffi::ThreadState> = AtomicPtr::new(std::ptr::null_mut());

/// Starts CPython in the thread that will run the program, and imports what every process imports.
///
/// # Errors
/// What CPython says of why it cannot be started.
pub(crate) fn start(main_path: &str) -> Result<(), String> {
    #[cfg(target_arch = "wasm32")]
    crate::library::side::announce()?;
    let (main, library) = (wide(main_path), wide(LIBRARY_PATH));
    // SAFETY: both are texts that end with 0.
    let error = unsafe { spawnpoint_start(main.as_ptr(), library.as_ptr()) };
    if !error.is_null() {
        // SAFETY: it is one of C's constants.
        return Err(unsafe { CStr::from_ptr(error) }
            .to_string_lossy()
            .into_owned());
    }
    // SAFETY: the interpreter was started, in this thread.
    let prepared = unsafe {
        Owned::new(ffi::PyImport_ImportModule(c"_spawnpoint_library".as_ptr()))
            .and_then(|_| call_boot(c"prepare"))
    };
    if prepared.is_err() {
        return Err(report());
    }
    // SAFETY: as above.
    STATE.store(unsafe { ffi::PyEval_SaveThread() }, Ordering::Relaxed);
    Ok(())
}

/// Runs the main program as the command `python` would, or else what a child does, in the thread that started the
/// interpreter, and returns the exit status after the interpreter's end.
pub(crate) fn run(is_main: bool) -> c_int {
    // SAFETY: the state is that of this thread, or of the one of whose memory this is a copy.
    unsafe {
        ffi::PyEval_RestoreThread(STATE.load(Ordering::Relaxed));
        if call_boot(c"begin").is_err() {
            ffi::PyErr_Print();
            return 1;
        }
        if !is_main {
            spawnpoint_set_command(wide(CHILD).leak().as_ptr());
        }
        ffi::Py_RunMain()
    }
}

/// CPython ends the process after `SystemExit`, as C's function `exit` would: the kernel has to know.
#[unsafe(no_mangle)]
extern "C" fn __wrap_Py_Exit(status: c_int) -> ! {
    // What could not be written at the end is told by this number, as CPython does.
    const NOT_FLUSHED: c_int = 120;
    // SAFETY: this thread has the interpreter.
    let is_flushed = unsafe { ffi::Py_FinalizeEx() >= 0 };
    program::end(if is_flushed { status } else { NOT_FLUSHED })
}

/// Calls a function of `_spawnpoint_boot`.
fn call_boot(function: &CStr) -> Fallible<Owned> {
    object::call_of(c"_spawnpoint_boot", function)
}

/// What the exception is that the interpreter holds.
fn report() -> String {
    // SAFETY: this thread has the interpreter.
    let raised = unsafe { Owned::new(ffi::PyErr_GetRaisedException()) };
    match raised {
        Ok(raised) => raised.repr().unwrap_or_default(),
        Err(Raised) => "nothing is known".to_owned(),
    }
}

/// A text of C's wide characters.
fn wide(text: &str) -> Vec<WideChar> {
    text.chars()
        .map(|character| WideChar::from_ne_bytes(u32::from(character).to_ne_bytes()))
        .chain([0])
        .collect()
}
