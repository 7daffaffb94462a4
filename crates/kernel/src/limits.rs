//! What a run may have only so much of, so that no program takes down the page that shows it.

use spawnpoint_protocol::{
    Pid, StartMethod, Stream, Tid,
    event::{EventKind, Limit},
    limits,
    syscall::{Errno, ToProcess},
};

use crate::{Kernel, MAIN, SERVER};

/// The longest text of one event, in bytes: a page takes in one event at a time.
const MAX_PIECE: usize = 64 << 10;

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
        if alive >= limits::ALIVE || self.processes.started() >= limits::STARTED {
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
        if self.processes.memory().saturating_add(size) > limits::MEMORY {
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
        if self.processes.memory() > limits::MEMORY {
            self.send_to(pid, ToProcess::Exhausted);
        }
    }

    /// The process has put so many bytes into a queue.
    pub(crate) fn has_put(&mut self, pid: Pid, bytes: usize) {
        self.usage.put += bytes;
        if self.usage.put >= WAITING_STRIDE {
            self.usage.put = 0;
            if self.objects.waiting() > limits::WAITING {
                self.send_to(pid, ToProcess::Exhausted);
            }
        }
    }

    pub(crate) fn printed(&mut self, pid: Pid, thread: Tid, stream: Stream, text: &str) {
        let printed = &mut self.usage.printed[usize::from(stream == Stream::Stderr)];
        let room = (limits::OUTPUT - *printed).min(text.len());
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
    if let Some((end, _)) = name.char_indices().nth(limits::NAME) {
        name.truncate(end);
        name.push('…');
    }
    name
}
