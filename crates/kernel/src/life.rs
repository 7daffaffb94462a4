//! The lives of processes and threads: how they begin, how they end, and who is told.

use spawnpoint_protocol::{
    Pid, Signal, StartMethod, Stream, Tid,
    control::Outcome,
    event::{EventKind, Limit, WaitFor},
    syscall::{Boot, ChildSpec, Errno, Image, Reply, Role, ToProcess, Watched},
};

use crate::{
    Kernel, OUTSIDE, Output, SERVER,
    limits::recorded_name,
    process::{Key, Process},
};

impl Kernel {
    /// Starts the process in which the run begins.
    pub(crate) fn start_main(&mut self) {
        let name = "MainProcess".to_owned();
        let created = EventKind::Created {
            parent: None,
            name: name.clone(),
            daemon: false,
            method: self.program.start_method,
            line: None,
        };
        let pid = self.create(name, OUTSIDE, created);
        self.record_given();
        let boot = self.boot(pid, OUTSIDE, Role::Main);
        self.begin(Box::new(boot));
    }

    pub(crate) fn start(&mut self, key: Key, spec: ChildSpec, line: Option<u32>) {
        let reply = match self.start_child(key, spec, line) {
            Ok(child) => Reply::Started(child),
            Err(errno) => Reply::Failed(errno),
        };
        self.answer(key, reply);
    }

    fn start_child(&mut self, key: Key, spec: ChildSpec, line: Option<u32>) -> Result<Pid, Errno> {
        let parent = key.pid;
        let ChildSpec {
            name,
            daemon,
            method,
            payload,
        } = spec;
        if let Some(errno) = self.refusal(parent, method) {
            return Err(errno);
        }
        let name = recorded_name(name);
        if method == StartMethod::ForkServer && self.server.is_none() {
            return Err(Errno::ConnectionRefused);
        }
        let created = EventKind::Created {
            parent: Some(parent),
            name: name.clone(),
            daemon,
            method,
            line,
        };
        let child = self.create(name, parent, created);
        let image = Image {
            of: parent,
            call: key.id,
        };
        let (bytes, ends) = (payload.bytes, payload.ends);
        match method {
            StartMethod::Spawn => {
                self.files.spawn(parent, child);
                let boot = self.boot(child, parent, Role::Child { payload: bytes });
                self.begin(Box::new(boot));
            }
            StartMethod::Fork => {
                self.outputs.push_back(Output::Prepare(image));
                let boot = self.boot(child, parent, Role::Forked { image });
                self.begin(Box::new(boot));
                self.processes.copy_dispositions(parent, child);
                self.files.copy(parent, child);
                self.inherit(parent, child);
            }
            StartMethod::ForkServer => {
                let payload = bytes;
                let mut boot = self.boot(child, parent, Role::Served { image, payload });
                boot.ppid = SERVER;
                self.start_from_server(boot);
                self.files.copy(SERVER, child);
                self.inherit(SERVER, child);
            }
        }
        for end in ends {
            if let Some(end) = self.objects.end(end) {
                end.hold(child);
            }
        }
        Ok(child)
    }

    fn create(&mut self, name: String, parent: Pid, created: EventKind) -> Pid {
        let dispositions = (self.processes.get(parent))
            .map(|parent| parent.dispositions.of_new_program())
            .unwrap_or_default();
        let process = Process::new(name, Some(parent), dispositions);
        let pid = self.processes.add(process);
        self.event(pid, created);
        pid
    }

    pub(crate) fn boot(&self, pid: Pid, parent: Pid, role: Role) -> Boot {
        Boot {
            pid,
            parent,
            ppid: parent,
            program: self.program.clone(),
            cpu_count: self.cpu_count,
            role,
        }
    }

    /// Has a process get its worker.
    pub(crate) fn begin(&mut self, boot: Box<Boot>) {
        let pid = boot.pid;
        self.outputs.push_back(Output::StartWorker(boot));
        if self.pause.is_on() {
            self.send_to(pid, ToProcess::Hold);
        }
    }

    pub(crate) fn thread_started(
        &mut self,
        pid: Pid,
        thread: Tid,
        name: String,
        by: Tid,
        line: Option<u32>,
    ) {
        let name = recorded_name(name);
        if let Some(alive) = self.processes.alive_mut(pid) {
            alive.threads.insert(thread, name.clone());
        }
        self.thread_event(pid, thread, EventKind::ThreadStarted { name, by, line });
    }

    pub(crate) fn thread_ended(&mut self, pid: Pid, thread: Tid) {
        let was_there = (self.processes.alive_mut(pid))
            .is_some_and(|alive| alive.threads.remove(&thread).is_some());
        self.pause.thread_stops(pid, thread);
        if was_there {
            self.thread_event(pid, thread, EventKind::ThreadEnded);
        }
    }

    /// A parent waits for the end of a child, and collects its exit code.
    pub(crate) fn wait(&mut self, key: Key, child: Pid, timeout: Option<u64>) {
        if !self.processes.is_child(child, key.pid) {
            self.answer(key, Reply::Failed(Errno::NoChild));
        } else if let Some(code) = self.processes.collect(child) {
            self.answer(key, Reply::Exited(code));
        } else {
            self.block_or_time_out(WaitFor::Exit { of: child }, timeout);
        }
    }

    pub(crate) fn children(&mut self, key: Key) {
        let children = self.processes.children(key.pid).map(Watched::Exit);
        let reply = Reply::Ready(children.collect());
        self.answer(key, reply);
    }

    pub(crate) fn worker_died(&mut self, pid: Pid, report: &str, out_of_memory: bool) {
        if self.processes.is_alive(pid) {
            self.printed(pid, Tid::MAIN, Stream::Stderr, report);
            if out_of_memory {
                self.event(pid, EventKind::Limited(Limit::Memory));
                self.end(pid, 1, Output::TerminateWorker(pid));
            } else {
                self.end_by(pid, None, Signal::SEGV, None);
            }
        }
    }

    /// Ends `pid` with `code`: its worker goes, as `worker` says, its children lose their parent, what it held of
    /// pipes and queues is let go, and whoever waited for it goes on.
    pub(crate) fn end(&mut self, pid: Pid, code: i32, worker: Output) {
        let parent = self.processes.get(pid).and_then(|process| process.parent);
        let unanswered = self.waits.process_ended(pid);
        self.processes.end(pid, code);
        for key in unanswered {
            self.forget(key);
        }
        self.pause.process_ended(pid);
        self.shut_behind(pid);
        self.event(pid, EventKind::Exited { code });
        self.outputs.push_back(worker);
        self.forget_start(pid);
        self.notify(Watched::Exit(pid));
        if let Some(parent) = parent {
            self.tell_parent(parent);
        }
        self.let_go_of_all(pid);
        self.files.end(pid);
        if pid == SERVER {
            self.server_ended();
        }
    }

    pub(crate) fn end_all(&mut self, outcome: Outcome) {
        let alive: Vec<Pid> = self.processes.programs_own().collect();
        // Nobody may be woken by the end of another when all end together.
        for &pid in &alive {
            let code = Signal::KILL.exit_code();
            self.signalled(pid, None, Signal::KILL, None);
            self.waits.process_ended(pid);
            self.processes.end(pid, code);
            self.event(pid, EventKind::Exited { code });
            self.outputs.push_back(Output::TerminateWorker(pid));
        }
        self.end_if_all_ended(outcome);
    }

    pub(crate) fn end_if_all_ended(&mut self, outcome: Outcome) {
        if !self.ended && self.processes.programs_own().next().is_none() {
            if self.processes.is_alive(SERVER) {
                self.outputs.push_back(Output::TerminateWorker(SERVER));
            }
            self.tell_all_left_out();
            self.ended = true;
            self.outputs.push_back(Output::Ended(outcome));
        }
    }
}
