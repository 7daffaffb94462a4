//! Where in the program something is asked for.
//!
//! A thread may look at its own calls of Python even while it does not have the interpreter: they do not change meanwhile.

use std::{ffi::c_int, iter, sync::Mutex};

use spawnpoint_protocol::syscall::Site;

use crate::{
    base::{MAIN_PATH, lock},
    ffi::{self, Frame},
    object::Object,
    platform,
};

/// A call of a function of Python that is on the stack.
#[derive(Clone, Copy)]
pub(crate) struct Call(*mut Frame);

/// The line that was found last.
struct Found {
    /// The number of the code.
    version: u32,
    /// The place in it.
    offset: c_int,
    line: Option<u32>,
}

static FOUND: Mutex<Found> = Mutex::new(Found {
    version: 0,
    offset: 0,
    line: None,
});

impl Call {
    fn borrowed(object: *mut Object) -> Option<&'static Object> {
        // SAFETY: what a call on the stack of the running thread refers to stays until it returns, and nobody keeps this
        // longer than the walk takes.
        unsafe { Object::borrowed(object) }
    }

    /// The path of the file in which its function stands.
    pub fn file(self) -> String {
        // SAFETY: the frame is on the stack.
        let file = Self::borrowed(unsafe { ffi::spawnpoint_frame_file(self.0) });
        file.and_then(Object::text).unwrap_or_default()
    }

    /// The qualified name of its function. That of one of ours is the name that it has in CPython's module.
    pub fn qualname(self) -> String {
        // SAFETY: as above.
        let name = Self::borrowed(unsafe { ffi::spawnpoint_frame_qualname(self.0) });
        let name = name.and_then(Object::text).unwrap_or_default();
        match name.rsplit_once(".<locals>.") {
            Some((_, own)) if self.file().contains("/_spawnpoint_") => own.to_owned(),
            _ => name,
        }
    }

    /// The name of its function.
    pub fn name(self) -> String {
        // SAFETY: as above.
        let name = Self::borrowed(unsafe { ffi::spawnpoint_frame_name(self.0) });
        name.and_then(Object::text).unwrap_or_default()
    }

    /// The global variables that it sees.
    pub fn globals(self) -> Option<&'static Object> {
        // SAFETY: as above.
        Self::borrowed(unsafe { ffi::spawnpoint_frame_globals(self.0) })
    }

    /// The line at which it is.
    pub fn line(self) -> Option<u32> {
        // CPython counts through all lines of the function, and a loop asks for the same place again and again.
        // SAFETY: as above.
        let (version, offset) = unsafe {
            (
                ffi::spawnpoint_frame_version(self.0),
                ffi::PyUnstable_InterpreterFrame_GetLasti(self.0),
            )
        };
        let mut found = lock(&FOUND);
        if version == 0 || (found.version, found.offset) != (version, offset) {
            // SAFETY: as above.
            let line = unsafe { ffi::PyUnstable_InterpreterFrame_GetLine(self.0) };
            *found = Found {
                version,
                offset,
                line: u32::try_from(line).ok(),
            };
        }
        found.line
    }

    /// Whether its function stands in the main program.
    pub fn is_main(self) -> bool {
        let length = isize::try_from(MAIN_PATH.len()).unwrap_or(0);
        // SAFETY: as above; the function compares texts and changes nothing.
        unsafe {
            let file = ffi::spawnpoint_frame_file(self.0);
            ffi::PyUnicode_EqualToUTF8AndSize(file, MAIN_PATH.as_ptr().cast(), length) != 0
        }
    }
}

/// The calls of the running thread, from the top of the stack down; none for a thread that is not Python's.
pub(crate) fn frames() -> impl Iterator<Item = Call> {
    // SAFETY: the function only looks up a variable of the thread's own.
    frames_of(unsafe { ffi::PyGILState_GetThisThreadState() })
}

/// The calls of a thread that does not run, or is the running one, by its state.
pub(crate) fn frames_of(state: *mut ffi::ThreadState) -> impl Iterator<Item = Call> {
    let first = if state.is_null() {
        std::ptr::null_mut()
    } else {
        // SAFETY: the state is that of a thread that is there.
        unsafe { ffi::spawnpoint_frame(state) }
    };
    let some = |frame: *mut Frame| (!frame.is_null()).then_some(frame);
    iter::successors(some(first), move |frame| {
        // SAFETY: each frame is on the stack.
        some(unsafe { ffi::spawnpoint_caller(*frame) })
    })
    .map(Call)
}

/// Who asks, from where in the main program, and by calling what.
pub(crate) fn site() -> Site {
    let mut called = None;
    let line = main_line(|call| called = Some(call.qualname()));
    Site {
        thread: platform::tid(),
        line,
        via: called
            .filter(|_| line.is_some())
            .as_deref()
            .and_then(public_name),
    }
}

/// As [`site`], without what was called: for what is done often and never blocks.
pub(crate) fn brief_site() -> Site {
    Site {
        thread: platform::tid(),
        line: main_line(|_| {}),
        via: None,
    }
}

/// The line of the main program nearest to the top of the stack. `inner` is shown each call above it.
fn main_line(mut inner: impl FnMut(Call)) -> Option<u32> {
    for call in frames() {
        if call.is_main() {
            return call.line();
        }
        inner(call);
    }
    None
}

/// What a program calls a method by its qualified name, if that says something to its reader.
fn public_name(qualname: &str) -> Option<String> {
    let name = qualname.strip_prefix("Base").unwrap_or(qualname);
    let is_private = name.split('.').any(|part| part.starts_with(['_', '<']));
    (name.contains('.') && !is_private).then(|| name.to_owned())
}
