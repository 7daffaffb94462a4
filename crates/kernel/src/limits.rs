//! What a run may have only so much of, so that no program takes down the page that shows it.

use spawnpoint_protocol::{
    Pid, StartMethod, Stream, Tid,
    event::{EventKind, Limit},
    syscall::{Errno, ToProcess},
};

use crate::{Kernel, MAIN, SERVER};

/// How many processes may be alive at once; a further start fails as it does under
/// `RLIMIT_NPROC`, so that a fork bomb ends in a Python exception.
pub const MAX_ALIVE: usize = 64;

/// How many processes a run may start in all; a further start fails in the same way.
pub const MAX_STARTED: usize = 4_096;

/// How much memory all processes may have together, in bytes.
pub const MAX_TOTAL: u64 = 3 << 30;

/// How much may wait in queues, in bytes. In CPython it would be memory of those who put it.
pub const MAX_WAITING: usize = 256 << 20;

/// How much of what is printed to a stream is recorded, in bytes.
pub const MAX_PRINTED: usize = 16 << 20;

/// How much of what is written to files is recorded in all, in bytes.
pub const MAX_RECORDED_BYTES: usize = 4 << 20;

/// How much of one write to a file is recorded, in bytes.
pub const MAX_RECORDED_PIECE: usize = 64 << 10;

/// The longest text of one event, in bytes: a page takes in one event at a time.
const MAX_PIECE: usize = 64 << 10;

/// The longest name in the record, in characters.
const MAX_NAME: usize = 1_000;

/// After how many bytes that were left out the record says so again, at the earliest; later ever more rarely.
const FIRST_TOLD: u64 = 1 << 20;

/// After how many bytes put into queues it is looked at how much waits in them.
const WAITING_STRIDE: usize = 1 << 20;

/// How much of what is limited a run has had.
#[derive(Debug, Default)]
pub(crate) struct Usage {
    /// Whether it was told that there are as many processes as there may be.
    is_crowded: bool,
    /// Of standard output and standard error.
    printed: [usize; 2],
    left_out: u64,
    /// What the record says was left out.
    told: u64,
    /// When the record says so again.
    next_told: u64,
    /// Bytes put into queues since it was last looked at how much waits in them.
    put: usize,
}

impl Kernel {
    /// Why there may not be one more process, a child of `parent`.
    pub(crate) fn refusal(&mut self, parent: Pid, method: StartMethod) -> Option<Errno> {
        let alive = self.processes.programs_own().count();
        if alive >= MAX_ALIVE || self.processes.started() >= MAX_STARTED {
            if !std::mem::replace(&mut self.usage.is_crowded, true) {
                self.event(parent, EventKind::Limited(Limit::Processes));
            }
            return Some(Errno::TryAgain);
        }
        let copied = match method {
            StartMethod::Spawn => None,
            StartMethod::Fork => Some(parent),
            StartMethod::ForkServer => Some(SERVER),
        };
        let size = copied.map_or(0, |of| self.processes.memory_of(of));
        if self.processes.memory().saturating_add(size) > MAX_TOTAL {
            self.event(parent, EventKind::Limited(Limit::Memory));
            return Some(Errno::NoMemory);
        }
        None
    }

    pub(crate) fn has_memory(&mut self, pid: Pid, bytes: u64) {
        if let Some(alive) = self.processes.alive_mut(pid) {
            alive.memory = bytes;
        }
        self.event(pid, EventKind::Memory(bytes));
        if self.processes.memory() > MAX_TOTAL {
            self.send_to(pid, ToProcess::Exhausted);
        }
    }

    /// The process has put so many bytes into a queue.
    pub(crate) fn has_put(&mut self, pid: Pid, bytes: usize) {
        self.usage.put += bytes;
        if self.usage.put >= WAITING_STRIDE {
            self.usage.put = 0;
            if self.objects.waiting() > MAX_WAITING {
                self.send_to(pid, ToProcess::Exhausted);
            }
        }
    }

    pub(crate) fn printed(&mut self, pid: Pid, thread: Tid, stream: Stream, text: &str) {
        let printed = &mut self.usage.printed[usize::from(stream == Stream::Stderr)];
        let room = (MAX_PRINTED - *printed).min(text.len());
        let (mut kept, left_out) = text.split_at(text.floor_char_boundary(room));
        *printed += kept.len();
        while !kept.is_empty() {
            let (piece, rest) = kept.split_at(kept.floor_char_boundary(MAX_PIECE));
            let text = piece.to_owned();
            self.thread_event(pid, thread, EventKind::Printed { stream, text });
            kept = rest;
        }
        self.usage.left_out += left_out.len() as u64;
        if !left_out.is_empty() && self.usage.left_out >= self.usage.next_told {
            self.tell_left_out(pid);
        }
    }

    /// Has the record say how much was left out of it, if it does not.
    pub(crate) fn tell_all_left_out(&mut self) {
        if self.usage.told != self.usage.left_out {
            self.tell_left_out(MAIN);
        }
    }

    fn tell_left_out(&mut self, pid: Pid) {
        self.usage.told = self.usage.left_out;
        self.usage.next_told = FIRST_TOLD.max(2 * self.usage.left_out);
        self.event(pid, EventKind::Limited(Limit::Output(self.usage.left_out)));
    }
}

/// A name as it is in the record.
pub(crate) fn recorded_name(mut name: String) -> String {
    if let Some((end, _)) = name.char_indices().nth(MAX_NAME) {
        name.truncate(end);
        name.push('…');
    }
    name
}
