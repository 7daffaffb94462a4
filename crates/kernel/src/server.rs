//! The fork server: a process that has imported what its children need, and of which they are copies.
//!
//! It belongs to no line of descent and is in no record of the run, as nobody of the program started
//! it. What it prints, makes and writes while it imports the main module is recorded as of the process that
//! wanted it. It hands over copies of its memory in advance, so that a start need not wait for one.

use std::collections::VecDeque;

use spawnpoint_protocol::{
    Pid,
    event::{EventKind, WaitFor},
    syscall::{Boot, CallId, Errno, Image, Reply, Role},
};

use crate::{Kernel, Output, process::Key};

/// The pid of the fork server.
pub const SERVER: Pid = Pid(9);

/// How many copies it makes in advance.
pub const SPARES: usize = 2;

/// What the kernel knows of a fork server that has not ended.
#[derive(Debug)]
pub(crate) struct Server {
    /// Who wanted it.
    pub starter: Pid,
    is_ready: bool,
    /// Its copies that are no processes yet.
    spares: VecDeque<Image>,
    /// Its call, while it has nothing to do.
    idle: Option<CallId>,
    /// The processes that wait for a copy.
    starts: VecDeque<Box<Boot>>,
    launchers: Vec<Key>,
}

impl Kernel {
    pub(crate) fn launch(&mut self, key: Key, payload: Vec<u8>) {
        match &mut self.server {
            Some(server) if server.is_ready => {
                self.answer(key, Reply::Done);
                return;
            }
            Some(server) => server.launchers.push(key),
            None => {
                self.server = Some(Server {
                    starter: key.pid,
                    is_ready: false,
                    spares: VecDeque::new(),
                    idle: None,
                    starts: VecDeque::new(),
                    launchers: vec![key],
                });
                self.processes.add_server(SERVER);
                self.files.spawn(key.pid, SERVER);
                let boot = self.boot(SERVER, key.pid, Role::Server { payload });
                self.outputs.push_back(Output::StartWorker(Box::new(boot)));
            }
        }
        self.block(WaitFor::Server);
    }

    /// The fork server has made a copy, and asks whether one more is wanted.
    pub(crate) fn serve(&mut self, key: Key) {
        let Some(server) = self.server.as_mut().filter(|_| key.pid == SERVER) else {
            self.answer(key, Reply::Failed(Errno::BadObject));
            return;
        };
        let image = Image {
            of: key.pid,
            call: key.id,
        };
        server.idle = Some(key.id);
        server.is_ready = true;
        server.spares.push_back(image);
        let launchers = std::mem::take(&mut server.launchers);
        self.waits.set_aside();
        self.outputs.push_back(Output::Prepare(image));
        for launcher in launchers {
            self.answer(launcher, Reply::Done);
        }
        self.serve_starts();
    }

    /// A process that is to be a copy of the fork server begins as soon as there is one.
    pub(crate) fn start_from_server(&mut self, boot: Boot) {
        if let Some(server) = &mut self.server {
            server.starts.push_back(Box::new(boot));
        }
        self.serve_starts();
    }

    fn serve_starts(&mut self) {
        while let Some(server) = &mut self.server
            && !server.starts.is_empty()
            && let Some(copy) = server.spares.pop_front()
            && let Some(mut boot) = server.starts.pop_front()
        {
            if let Role::Served { image, .. } = &mut boot.role {
                *image = copy;
            }
            self.begin(boot);
        }
        if let Some(server) = &mut self.server
            && server.spares.len() < SPARES
            && let Some(id) = server.idle.take()
        {
            let pid = SERVER;
            self.reply(Key { pid, id }, Reply::Done);
        }
    }

    /// A process that waited for a copy has ended without one.
    pub(crate) fn forget_start(&mut self, pid: Pid) {
        if let Some(server) = &mut self.server {
            server.starts.retain(|boot| boot.pid != pid);
        }
    }

    /// Whether a process has been created and is not there yet.
    pub(crate) fn awaits_copy(&self, pid: Pid) -> bool {
        (self.server.as_ref())
            .is_some_and(|server| server.starts.iter().any(|boot| boot.pid == pid))
    }

    /// The fork server has ended: who waited for it fails.
    pub(crate) fn server_ended(&mut self) {
        let Some(server) = self.server.take() else {
            return;
        };
        for launcher in server.launchers {
            self.answer(launcher, Reply::Failed(Errno::ConnectionReset));
        }
        for boot in server.starts {
            self.end(boot.pid, LOST, Output::TerminateWorker(boot.pid));
        }
    }

    /// Whether the fork server has nothing to do.
    pub(crate) fn server_is_idle(&self) -> bool {
        (self.server.as_ref()).is_some_and(|server| server.idle.is_some())
    }

    /// As whose an event of the fork server is recorded, if it is.
    pub(crate) fn recorded_as(&self, pid: Pid, kind: &EventKind) -> Option<Pid> {
        if pid != SERVER {
            return Some(pid);
        }
        let is_seen = matches!(
            kind,
            EventKind::Printed { .. }
                | EventKind::Made { .. }
                | EventKind::File { .. }
                | EventKind::Deadlocked(_)
        );
        let starter = self.server.as_ref()?.starter;
        let witness = if self.processes.is_alive(starter) {
            starter
        } else {
            self.processes.programs_own().next()?
        };
        is_seen.then_some(witness)
    }
}

/// The exit code of a process whose fork server ended before it began, as in CPython.
const LOST: i32 = 255;
