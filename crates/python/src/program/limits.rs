//! What a process may have only so much of: memory, and stack.
//!
//! Where there is no operating system the allocator refuses what is too much (`platform/alloc.rs`), which is a
//! `MemoryError` of Python's, and CPython counts how deep calls go. What ends an instance nevertheless is told by
//! [`last_words`].

use std::{fmt::Write, sync::Mutex};

use spawnpoint_protocol::{
    event::Limit,
    syscall::{Notice, ToProcess},
};

use crate::{
    base::{MAIN_PATH, lock},
    host::instance,
    line::{Part, frames, send},
    platform,
};

/// How much memory is kept for the last words, in bytes.
const KEPT: usize = 256 << 10;

/// How many calls the last words name.
const MOST: usize = 100;

/// Memory for when there is none left.
pub(crate) static LIMITS: Limits = Limits(Mutex::new(Vec::new()));

pub(crate) struct Limits(Mutex<Vec<u8>>);

impl Limits {
    /// To be called before a program runs.
    pub fn keep_reserve(&self) {
        lock(&self.0).reserve_exact(KEPT);
    }
}

impl Part for Limits {
    fn deliver(&self, message: &ToProcess) {
        if matches!(message, ToProcess::Exhausted) {
            platform::exhaust();
        }
    }

    fn collect(&self, tell: &mut dyn FnMut(Notice)) {
        if platform::was_refused() {
            tell(Notice::Limited(Limit::Memory));
        }
        if let Some(bytes) = platform::new_size() {
            tell(Notice::Memory(bytes));
        }
    }

    fn forget(&self) {
        platform::forget_size();
    }
}

/// What an instance that has failed says of its process: why, and where it was. To be called once nothing of it runs any
/// more; what waits to be sent is sent.
///
/// # Panics
/// If the failure has left something locked that is needed.
#[must_use]
pub fn last_words(failure: &Failure) -> String {
    *lock(&LIMITS.0) = Vec::new();
    send();
    let mut words = String::new();
    let mut frames: Vec<_> = frames()
        .take(MOST)
        .map(|call| (call.file(), call.line().unwrap_or(0), call.name()))
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
            "Fatal Python error: the stack of the process is full, by calls or objects that are nested too deeply\n\n\
             Most recent call first:"
        ),
        Failure::Other(what) => writeln!(
            words,
            "Fatal Python error: the interpreter failed: {what}\n\nMost recent call first:"
        ),
    };
    let source = &instance().boot.program.source;
    for (path, line, name) in frames {
        let _ = writeln!(words, "  File \"{path}\", line {line}, in {name}");
        let line = usize::try_from(line).unwrap_or(0);
        let text = source.lines().nth(line.saturating_sub(1));
        if let Some(text) = text.filter(|_| path == MAIN_PATH) {
            let _ = writeln!(words, "    {}", text.trim());
        }
    }
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
