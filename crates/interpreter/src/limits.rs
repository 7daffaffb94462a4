//! What a process may have only so much of: memory, and stack.
//!
//! An allocation that fails in WebAssembly ends the instance, and so does a stack that is full. So the main
//! program looks before: where it checks, memory that has grown too much and a stack that is nearly full are
//! exceptions of Python. What happens between two checks has room left, and what takes that too is told by
//! [`last_words`].

use std::{
    fmt::Write,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use rustpython_vm::{PyResult, VirtualMachine, builtins::PyBaseExceptionRef, vm::thread};
use spawnpoint_protocol::{event::Limit, syscall::Notice};

use crate::{
    host::{host, instance},
    kernel::{self, MAIN_PATH, frames, lock, notify},
};

/// How much memory a process may have before it is told, in bytes.
const MAX_MEMORY: u64 = 512 << 20;

/// How much more it may have before it is told again: handlers of the exception take memory, too.
const STEP: u64 = 16 << 20;

/// The longest message, in bytes.
const MAX_MESSAGE: usize = 64 << 20;

/// `EMSGSIZE`
const MESSAGE_TOO_LONG: i32 = 90;

/// How much of the stack is kept for what the VM does between two checks. The VM has a limit of its own
/// below this, but some of its parts fail there.
const STACK_KEPT: usize = 64 << 10;

/// How much memory is kept for the last words, in bytes.
const KEPT: usize = 256 << 10;

/// How many frames the last words name.
const MAX_FRAMES: usize = 100;

static ALLOWED: AtomicU64 = AtomicU64::new(MAX_MEMORY);

/// Whether the run has as much memory as it may have.
static IS_EXHAUSTED: AtomicBool = AtomicBool::new(false);

/// Memory for when there is none left.
static RESERVE: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// To be called before a program runs.
pub(crate) fn keep_reserve() {
    lock(&RESERVE).reserve_exact(KEPT);
}

/// The run has as much memory as it may have.
pub(crate) fn exhaust() {
    IS_EXHAUSTED.store(true, Ordering::Relaxed);
}

/// This process is a copy, which was told nothing yet.
pub(crate) fn forget() {
    IS_EXHAUSTED.store(false, Ordering::Relaxed);
}

/// Cheap, as long as there is enough of everything.
///
/// # Errors
/// `MemoryError` and `RecursionError`.
pub(crate) fn check(vm: &VirtualMachine) -> PyResult<()> {
    let host = host();
    if host.stack_left().is_some_and(|left| left < STACK_KEPT) {
        return Err(vm.new_recursion_error("maximum recursion depth exceeded".to_owned()));
    }
    let size = host.memory_size().unwrap_or(0);
    let is_over = size > ALLOWED.load(Ordering::Relaxed);
    if is_over || IS_EXHAUSTED.load(Ordering::Relaxed) {
        IS_EXHAUSTED.store(false, Ordering::Relaxed);
        if is_over {
            ALLOWED.store(size + STEP, Ordering::Relaxed);
        }
        notify(Notice::Limited(Limit::Memory));
        return Err(vm.no_memory_error());
    }
    Ok(())
}

/// # Errors
/// `OSError` if a message of so many bytes is too long.
pub(crate) fn check_message(bytes: usize, vm: &VirtualMachine) -> PyResult<()> {
    if bytes <= MAX_MESSAGE {
        return Ok(());
    }
    notify(Notice::Limited(Limit::Message));
    let message = format!("Message too long: {bytes} bytes, and at most {MAX_MESSAGE} here");
    let class = vm.ctx.exceptions.os_error.to_owned();
    let error: PyBaseExceptionRef = vm
        .new_os_subtype_error(class, Some(MESSAGE_TOO_LONG), message)
        .upcast();
    Err(error)
}

/// What an instance that has failed says of its process: why, and where it was. To be called once nothing of
/// it runs any more; what waits to be sent is sent.
///
/// # Panics
/// If the failure has left something locked that is needed.
#[must_use]
pub fn last_words(failure: &Failure) -> String {
    *lock(&RESERVE) = Vec::new();
    kernel::flush_outbox();
    let mut words = String::new();
    thread::with_current_vm(|vm| {
        let mut frames: Vec<_> = frames(vm)
            .take(MAX_FRAMES)
            .map(|frame| {
                let code = frame.f_code();
                let path = code.source_path().as_str().to_owned();
                let line = usize::try_from(frame.lineno()).unwrap_or(0);
                (path, line, code.obj_name.as_str().to_owned())
            })
            .collect();
        frames.retain(|(path, ..)| !path.contains("_spawnpoint"));
        // Writing to a string cannot fail.
        let _ = match failure {
            Failure::OutOfMemory => {
                frames.reverse();
                writeln!(words, "Traceback (most recent call last):")
            }
            Failure::StackOverflow => writeln!(
                words,
                "Fatal Python error: the stack of the process is full, by calls or objects that are nested too \
                 deeply\n\nMost recent call first:"
            ),
            Failure::Other(what) => writeln!(
                words,
                "Fatal Python error: the interpreter failed: {what}\n\nMost recent call first:"
            ),
        };
        let source = &instance().boot.program.source;
        for (path, line, name) in frames {
            let _ = writeln!(words, "  File \"{path}\", line {line}, in {name}");
            let text = source.lines().nth(line.saturating_sub(1));
            if let Some(text) = text.filter(|_| path == MAIN_PATH) {
                let _ = writeln!(words, "    {}", text.trim());
            }
        }
    });
    if let Failure::OutOfMemory = failure {
        words.push_str("MemoryError\n");
    }
    words
}

/// Why an instance failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There was no more memory.
    OutOfMemory,
    /// There was no more stack.
    StackOverflow,
    /// Something else, in words for developers.
    Other(String),
}
