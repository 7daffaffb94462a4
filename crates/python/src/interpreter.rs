//! CPython from its start to the end of the program.

use std::{
    cell::Cell,
    ffi::{CStr, c_char, c_int},
    ptr,
};

use crate::ffi;

/// The folder of the standard library, as modules and tracebacks name it.
const LIBRARY_PATH: &str = "/usr/lib/python3.13";

unsafe extern "C" {
    /// `c/start.c`
    fn spawnpoint_start(main_path: *const WideChar, library_path: *const WideChar)
    -> *const c_char;
}

/// C's `wchar_t` on the platforms that this is for.
type WideChar = i32;

thread_local! {
    /// The state of the main thread, from the start to the program's beginning.
    static STATE: Cell<*mut ffi::ThreadState> = const { Cell::new(ptr::null_mut()) };
}

/// Starts CPython in the thread that will run the program.
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
    unsafe {
        let library = ffi::PyImport_ImportModule(c"_spawnpoint_library".as_ptr());
        if library.is_null() {
            ffi::PyErr_Print();
            return Err("the library's finder cannot be imported".to_owned());
        }
        ffi::Py_DecRef(library);
        STATE.set(ffi::PyEval_SaveThread());
    }
    Ok(())
}

/// Runs the main program as the command `python` would, in the thread that started the interpreter, and returns the
/// exit status after the interpreter's end.
pub(crate) fn run() -> c_int {
    // SAFETY: the state is that of this thread, or of the one of whose memory this is a copy.
    unsafe {
        ffi::PyEval_RestoreThread(STATE.get());
        ffi::Py_RunMain()
    }
}

/// A text of C's wide characters.
fn wide(text: &str) -> Vec<WideChar> {
    text.chars()
        .map(|character| WideChar::from_ne_bytes(u32::from(character).to_ne_bytes()))
        .chain([0])
        .collect()
}
