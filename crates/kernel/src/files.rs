//! Files: the one file system of a run, and what each process has of it.
//!
//! What files are is up to [`spawnpoint_files`]. Here is whose descriptors are which, who waits for what, and what
//! the record says.

mod call;
mod form;
mod record;
mod wait;

use std::{collections::BTreeMap, iter};

use spawnpoint_files::{
    self as fs, Access, Descriptors, FileSystem, Limits, Open, Output, ROOT, Timestamp,
};
use spawnpoint_protocol::{
    Pid, Time,
    event::{EventKind, WaitFor},
    files::{FileCall, FileReply, HOME, MAIN_PATH},
    limits,
    syscall::{Program, Reply, Site, Watched},
};

use crate::{
    Kernel, MAIN,
    process::{Caller, Key},
};
use record::Record;
use wait::Waiters;

/// How much there may be in files.
const LIMITS: Limits = Limits {
    bytes: limits::FILES,
    names: limits::FILE_NAMES,
};

// A number that the crate for files has in its types as well, which knows no protocol.
const _: () = assert!(limits::DESCRIPTORS == fs::MOST_DESCRIPTORS);

/// The directories that there are from the beginning; `/dev` is there, too.
const DIRECTORIES: [&str; 7] = [
    "/home",
    HOME,
    "/tmp",
    "/usr",
    "/usr/bin",
    "/usr/lib",
    "/usr/lib/python3.13",
];

/// The standard streams, in the order of their descriptors, and whether they are written.
const STREAMS: [(&str, bool); 3] = [
    ("/dev/stdin", false),
    ("/dev/stdout", true),
    ("/dev/stderr", true),
];

/// The files of a run, and its processes' part in them.
#[derive(Debug)]
pub(crate) struct Files {
    system: FileSystem,
    /// Those of each process that has not ended.
    descriptors: BTreeMap<Pid, Descriptors>,
    waits: Waiters,
    record: Record,
    /// When the run began.
    began: Timestamp,
    now: Timestamp,
}

/// What becomes of a call that does not fail.
enum Answer {
    Reply(Reply),
    Wait(WaitFor),
}

impl Answer {
    const DONE: Self = Self::Reply(Reply::Done);
}

impl From<FileReply> for Answer {
    fn from(reply: FileReply) -> Self {
        Self::Reply(Reply::File(reply))
    }
}

impl Files {
    /// Those that a program begins with, in a run that begins so many microseconds after the beginning of 1970.
    pub fn new(program: &Program, began: u64) -> Self {
        let began = Timestamp(began.saturating_mul(1_000));
        let mut system = FileSystem::new(LIMITS, began);
        // None of this can fail in an empty file system.
        for directory in DIRECTORIES {
            let _ = system.mkdir(ROOT, directory.as_bytes(), 0o755, began);
        }
        let _ = system.make_devices(began);
        let mut files = Self {
            system,
            descriptors: BTreeMap::new(),
            waits: Waiters::default(),
            record: Record::default(),
            began,
            now: began,
        };
        files.give_program(program);
        files.begin_main();
        files.system.record_changes(true);
        files
    }

    /// Has what a program consists of among the files.
    fn give_program(&mut self, program: &Program) {
        self.give(MAIN_PATH.to_owned(), program.source.as_bytes());
        for file in &program.files {
            self.give(format!("{HOME}/{}", file.path), &file.bytes);
        }
    }

    /// Has a file before the run begins. One for which there is no room, or that has no proper path, is left out.
    fn give(&mut self, path: String, bytes: &[u8]) {
        if let Ok(ino) = (self.system).write_file(path.as_bytes(), bytes, self.began) {
            self.record.give(ino, path, bytes);
        }
    }

    /// The main process has the console, and is where its program is.
    fn begin_main(&mut self) {
        let mut descriptors = Descriptors::new(&mut self.system);
        for (path, write) in STREAMS {
            let access = Access {
                read: !write,
                write,
                append: false,
            };
            let how = Open {
                access,
                ..Open::default()
            };
            // The devices were made.
            let _ = descriptors.open(&mut self.system, None, path.as_bytes(), &how, self.began);
        }
        let _ = descriptors.change_directory(&mut self.system, None, HOME.as_bytes());
        self.descriptors.insert(MAIN, descriptors);
    }

    /// It is so long after the beginning of the run by the clock on the wall.
    pub fn set_time(&mut self, since: Time) {
        let nanos = since.0.saturating_mul(1_000);
        self.now = Timestamp(self.began.0.saturating_add(nanos));
    }

    /// A new program begins as a child of `parent`: with its standard streams, its current directory and its mask.
    pub fn spawn(&mut self, parent: Pid, child: Pid) {
        self.copy(parent, child);
        if let Some(descriptors) = self.descriptors.get_mut(&child) {
            let others: Vec<_> = (descriptors.iter().map(|(fd, _)| fd))
                .filter(|&fd| fd as usize >= STREAMS.len())
                .collect();
            for fd in others {
                // It is there.
                let _ = descriptors.close(&mut self.system, fd);
            }
        }
    }

    /// A copy of `original` begins, with all that is open in it.
    pub fn copy(&mut self, original: Pid, copy: Pid) {
        if let Some(descriptors) = self.descriptors.get(&original) {
            let descriptors = descriptors.fork(&mut self.system);
            self.descriptors.insert(copy, descriptors);
        }
    }

    /// A process has ended, whose calls are forgotten.
    pub fn end(&mut self, pid: Pid) {
        if let Some(descriptors) = self.descriptors.remove(&pid) {
            descriptors.close_all(&mut self.system);
        }
    }

    /// Takes in what the last operation has led to. If it was a write, these were the bytes.
    fn take_in(&mut self, bytes: &[u8]) {
        for output in iter::from_fn(|| self.system.poll()) {
            match output {
                Output::Granted(waiter) => self.waits.grant(waiter),
                Output::Stirred(end) => self.waits.stir(end),
                Output::Changed(change) => self.record.add(change, bytes),
            }
        }
    }

    /// Whether something is so that a process watches at a descriptor. `has_line` is whether there is a line of
    /// the console's input.
    fn is_ready(&self, pid: Pid, watched: Watched, has_line: bool) -> bool {
        let ready = |fd| self.readiness(pid, fd, has_line);
        match watched {
            Watched::Input(fd) => ready(fd).map_or(true, |ready| ready.readable),
            Watched::Output(fd) => ready(fd).map_or(true, |ready| ready.writable),
            Watched::Exit(_) | Watched::Readable(_) => false,
        }
    }

    /// Whether a process reads the console's input by this descriptor.
    fn is_console(&self, pid: Pid, watched: Watched) -> bool {
        let Watched::Input(fd) = watched else {
            return false;
        };
        let kind = self.kind(pid, fd);
        kind.is_ok_and(|kind| matches!(kind, fs::Kind::Device(device) if device.is_stream()))
    }
}

impl Kernel {
    pub(crate) fn file_call(&mut self, key: Key, call: FileCall, site: &Site) {
        let caller = Caller::new(key.pid, site);
        let has_line = !self.lines.is_empty();
        let answer = self.files.call(key, call, caller, has_line);
        self.files.take_in(&[]);
        self.record_changes(caller);
        match answer {
            Ok(Answer::Reply(reply)) => self.answer(key, reply),
            Ok(Answer::Wait(on)) => self.block(on),
            Err(errno) => self.answer(key, Reply::Failed(form::errno(errno))),
        }
    }

    /// The program's files go into the log.
    pub(crate) fn record_given(&mut self) {
        self.record_changes(Caller::main(MAIN));
    }

    fn record_changes(&mut self, by: Caller) {
        for change in self.files.record.take() {
            let line = by.line;
            self.thread_event(by.pid, by.thread, EventKind::File { change, line });
        }
    }

    /// Lets those go on who wait for what has happened to files.
    pub(crate) fn settle_files(&mut self) {
        for (key, reply) in self.files.go_on() {
            self.answer(key, reply);
        }
        if std::mem::take(&mut self.files.waits.is_moved) {
            self.wake_watchers();
        }
    }

    /// Lets those go on who watch descriptors, if they see something.
    pub(crate) fn wake_watchers(&mut self) {
        let has_line = !self.lines.is_empty();
        let ready: Vec<_> = (self.waits.iter())
            .filter_map(|(key, call)| {
                let WaitFor::Any { of } = &call.on else {
                    return None;
                };
                let is_ready = |&watched: &Watched| self.files.is_ready(key.pid, watched, has_line);
                let ready: Vec<_> = of.iter().copied().filter(is_ready).collect();
                (!ready.is_empty()).then_some((key, ready))
            })
            .collect();
        for (key, ready) in ready {
            self.answer(key, Reply::Ready(ready));
        }
    }

    pub(crate) fn is_descriptor_ready(&self, pid: Pid, watched: Watched) -> bool {
        self.files.is_ready(pid, watched, !self.lines.is_empty())
    }

    /// Whether a person may end this wait of a process.
    pub(crate) fn awaits_person(&self, pid: Pid, on: &WaitFor) -> bool {
        let is_console = |&watched: &Watched| self.files.is_console(pid, watched);
        *on == WaitFor::Input || matches!(on, WaitFor::Any { of } if of.iter().any(is_console))
    }
}
