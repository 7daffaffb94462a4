//! The kernel of one run: it owns everything that processes share, decides who may go on, and
//! writes the event log.
//!
//! It is a deterministic state machine. Time and messages come in through [`Kernel::handle`];
//! whatever has to be done in the world is polled out of it with [`Kernel::poll`]. It deliberately
//! has no clock, no threads, no workers and no I/O: a shell supplies those, in the browser with Web
//! Workers and natively with operating-system processes.
//!
//! The contract with a shell:
//!
//! 1. After [`Kernel::new`] and after each [`Kernel::handle`], poll until `None`.
//! 2. Call [`Kernel::handle`] with [`Input::Tick`] no later than [`Kernel::deadline`].
//! 3. Times handed in never decrease.

mod deadlock;
mod exchange;
mod files;
mod limits;
mod memory;
mod objects;
mod pause;
mod pipe;
mod process;
mod queue;
mod semaphore;
mod server;
mod signals;
mod table;
mod timers;

use std::collections::VecDeque;

use spawnpoint_protocol::{
    MessageId, ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time,
    control::Outcome,
    event::{Event, EventKind, Limit, WaitFor},
    syscall::{
        Boot, ChildSpec, Errno, FromProcess, Image, Notice, Program, Reply, Role, Site, Syscall,
        ToProcess, Watched,
    },
};

use files::Files;
use limits::{Usage, recorded_name};
use objects::Objects;
use pause::{Clock, Pause};
use process::{Key, Pending, Process};
use server::Server;
use table::Table;
use timers::Timers;

pub use limits::{
    MAX_ALIVE, MAX_PRINTED, MAX_RECORDED_BYTES, MAX_RECORDED_PIECE, MAX_STARTED, MAX_TOTAL,
    MAX_WAITING,
};
pub use server::{SERVER, SPARES};

/// The pid that the main process sees as its parent: whoever pressed Run.
pub const OUTSIDE: Pid = Pid(1);

/// The pid of the main process.
pub const MAIN: Pid = Pid(10);

/// What a shell tells the kernel.
#[derive(Clone, Debug)]
pub enum Input {
    /// Nothing but that time has passed.
    Tick,
    /// A message of a process.
    Message {
        /// The sender.
        pid: Pid,
        /// What it says.
        message: FromProcess,
    },
    /// A process's worker broke without an [`Notice::Exit`]: its VM trapped, or it could not start.
    WorkerDied {
        /// The process.
        pid: Pid,
        /// What is known, for the console.
        report: String,
        /// Whether it broke because it could not have more memory.
        out_of_memory: bool,
    },
    /// Somebody typed a line, with its end; empty at the end of the input.
    Line(String),
    /// Somebody wants every process held, and the run's clock with them.
    Pause,
    /// Somebody wants all to go on.
    Resume,
    /// Somebody wants a process that is held to go on to its next line.
    Step(Pid),
    /// Somebody wants the run to end.
    Stop,
}

/// What the kernel wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// Put this copy of a process's memory, which the process has handed over, into a worker. It becomes
    /// a process, by a boot message with it, at once or later or never.
    Prepare(Image),
    /// Start a worker for this process, or take the one with the copy that its role names, and send it
    /// the boot message.
    StartWorker(Box<Boot>),
    /// End this process's worker, whatever it does; nothing more is wanted of it.
    TerminateWorker(Pid),
    /// Nothing more is wanted of this process's worker. The process has ended by itself, and the worker
    /// may be used for another.
    ReleaseWorker(Pid),
    /// Send a message to a process.
    Send {
        /// To which.
        pid: Pid,
        /// What.
        message: ToProcess,
    },
    /// Give a process memory that it sees in place: so many bytes of zeros if nobody had it before.
    /// Only after [`Kernel::with_memory_in_place`].
    Share {
        /// To which process.
        pid: Pid,
        /// Which memory.
        memory: ObjectId,
        /// In bytes.
        size: u32,
    },
    /// Nobody will ask for this memory in place any more.
    Unshare(ObjectId),
    /// Append to the event log.
    Event(Event),
    /// The run is over; nothing follows.
    Ended(Outcome),
}

/// The kernel of one run. See the [crate documentation](crate) for how to drive it.
#[derive(Debug)]
pub struct Kernel {
    program: Program,
    cpu_count: u32,
    time_limit: Option<Time>,
    /// Whether the shell gives processes memory that they see in place.
    in_place: bool,
    now: Time,
    clock: Clock,
    pause: Option<Pause>,
    processes: Table,
    usage: Usage,
    server: Option<Server>,
    objects: Objects,
    files: Files,
    messages: u64,
    /// Lines of standard input that nobody has read yet.
    lines: VecDeque<String>,
    timers: Timers,
    /// The thread whose message is being handled.
    acting: Option<(Pid, Tid)>,
    /// The call that is being handled, until it is answered or blocks.
    asking: Option<(Key, Site)>,
    outputs: VecDeque<Output>,
    ended: bool,
}

impl Kernel {
    /// A kernel that is about to start the main process of `program` at time 0.
    ///
    /// `cpu_count` is what `os.cpu_count()` reports. `time_limit`, in microseconds, ends the run
    /// with [`Outcome::Timeout`]. `began` is what time 0 is on the calendar, for the times of files: in
    /// microseconds since the beginning of 1970.
    #[must_use]
    pub fn new(program: Program, cpu_count: u32, time_limit: Option<u64>, began: u64) -> Self {
        let files = Files::new(&program, began);
        let mut kernel = Self {
            program,
            cpu_count,
            time_limit: time_limit.map(Time),
            in_place: false,
            now: Time::default(),
            clock: Clock::default(),
            pause: None,
            processes: Table::new(MAIN),
            usage: Usage::default(),
            server: None,
            objects: Objects::default(),
            files,
            messages: 0,
            lines: VecDeque::new(),
            timers: Timers::default(),
            acting: None,
            asking: None,
            outputs: VecDeque::new(),
            ended: false,
        };
        let method = kernel.program.start_method;
        let name = "MainProcess".to_owned();
        let created = EventKind::Created {
            parent: None,
            name: name.clone(),
            daemon: false,
            method,
            line: None,
        };
        let pid = kernel.create(name, OUTSIDE, created);
        kernel.record_given();
        let boot = kernel.boot(pid, OUTSIDE, Role::Main);
        kernel.begin(Box::new(boot));
        kernel
    }

    /// For a shell that does as [`Output::Share`] says; otherwise the kernel keeps shared memory.
    #[must_use]
    pub fn with_memory_in_place(mut self, in_place: bool) -> Self {
        self.in_place = in_place;
        self
    }

    /// Takes in what happened at `now`.
    pub fn handle(&mut self, now: Time, input: Input) {
        if self.ended {
            return;
        }
        let shell = now;
        let now = self.clock.time(shell);
        debug_assert!(now >= self.now, "time went backwards");
        self.now = self.now.max(now);
        // The calendar goes on while the run's clock stands still.
        self.files.set_time(shell);
        self.fire_timers();
        match input {
            Input::Tick => {}
            Input::Message { pid, message } => self.message(pid, message),
            Input::WorkerDied {
                pid,
                report,
                out_of_memory,
            } => self.worker_died(pid, &report, out_of_memory),
            Input::Line(line) => self.line(line),
            Input::Pause => self.hold_all(),
            Input::Resume => self.release_all(),
            Input::Step(pid) => self.step(pid),
            Input::Stop => self.end_all(Outcome::Stopped),
        }
        self.settle_files();
        self.acting = None;
        if self.time_limit.is_some_and(|limit| self.now >= limit) {
            self.end_all(Outcome::Timeout);
        }
        self.end_if_all_ended(Outcome::Finished);
        self.end_if_deadlocked();
        let is_still = (self.pause.as_ref()).is_some_and(|pause| pause.stepping.is_none());
        if is_still {
            self.clock.stop(shell);
        } else {
            self.clock.go(shell);
        }
    }

    /// The next thing to be done, or `None` when the kernel waits for input.
    pub fn poll(&mut self) -> Option<Output> {
        self.outputs.pop_front()
    }

    /// When the kernel must be called at the latest even if nothing happens.
    #[must_use]
    pub fn deadline(&self) -> Option<Time> {
        if self.ended {
            return None;
        }
        let next = self.timers.next().into_iter().chain(self.time_limit).min();
        self.clock.shell_time(next?)
    }

    /// Whether the run is over.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.ended
    }

    fn message(&mut self, pid: Pid, message: FromProcess) {
        // What a process sent before it learnt of its own end comes too late.
        if !self.processes.is_alive(pid) {
            return;
        }
        match message {
            FromProcess::Call { id, syscall, site } => {
                self.acting = Some((pid, site.thread));
                self.asking = Some((Key { pid, id }, site.clone()));
                self.call(Key { pid, id }, syscall, &site);
                self.asking = None;
            }
            FromProcess::Notice(notice) => {
                self.acting = Some((pid, thread_of(&notice)));
                self.notice(pid, notice);
            }
        }
    }

    fn call(&mut self, key: Key, syscall: Syscall, site: &Site) {
        let pid = key.pid;
        match syscall {
            Syscall::Start(spec) => {
                let reply = self.start(key, spec, site.line);
                self.answer(key, reply);
            }
            Syscall::Launch { payload } => self.launch(key, payload),
            Syscall::Serve => self.serve(key),
            Syscall::Wait { child, timeout } => self.wait(key, child, timeout),
            Syscall::Children => {
                let children = self.processes.children(pid).map(Watched::Exit);
                let reply = Reply::Ready(children.collect());
                self.answer(key, reply);
            }
            Syscall::Select { watched, timeout } => self.select(key, watched, timeout),
            Syscall::Sleep(0) => self.answer(key, Reply::Done),
            Syscall::Sleep(micros) => self.block(WaitFor::Sleep { micros }, Some(micros)),
            Syscall::Kill {
                pid: target,
                signal,
            } => {
                let reply = self.kill(pid, target, signal, site.line);
                if self.processes.is_alive(pid) {
                    self.answer(key, reply);
                }
            }
            Syscall::Make(spec) => self.make(key, spec, site.line),
            Syscall::Acquire { semaphore, timeout } => self.acquire(key, semaphore, timeout, site),
            Syscall::Release { semaphore } => {
                let reply = self.release(pid, semaphore, site);
                self.answer(key, reply);
            }
            Syscall::Value(object) => self.value(key, object),
            Syscall::Put {
                queue,
                message,
                timeout,
            } => self.put(key, queue, message, timeout),
            Syscall::Get {
                queue,
                timeout,
                more,
            } => self.get(key, queue, timeout, more),
            Syscall::TaskDone(queue) => self.task_done(key, queue),
            Syscall::JoinTasks(queue) => self.join_tasks(key, queue),
            Syscall::Drain(queue) => self.drain(key, queue),
            Syscall::Send { end, message } => self.send(key, end, message),
            Syscall::Receive(end) => self.receive(key, end),
            Syscall::Accept(listener) => self.accept(key, listener),
            Syscall::Connect(address) => self.connect(key, &address),
            Syscall::Map(memory) => self.map(key, memory),
            Syscall::Open(name) => self.open(key, &name),
            Syscall::Unlink(name) => self.unlink(key, &name),
            Syscall::Park { on, timeout } => self.block(WaitFor::Thread { on }, timeout),
            Syscall::ReadLine => match self.next_line() {
                Some(line) => self.answer(key, Reply::Text(line)),
                None => self.block(WaitFor::Input, None),
            },
            Syscall::File(call) => self.file_call(key, call, site),
            Syscall::Hold => self.hold(key, site),
        }
    }

    fn notice(&mut self, pid: Pid, notice: Notice) {
        match notice {
            Notice::Running => self.event(pid, EventKind::Running),
            Notice::Output {
                stream,
                text,
                thread,
            } => self.printed(pid, thread, stream, &text),
            Notice::Exit(code) => self.end(pid, code, Output::ReleaseWorker(pid)),
            Notice::ThreadStarted { thread, name, site } => {
                let name = recorded_name(name);
                if let Some(alive) = self.processes.alive_mut(pid) {
                    alive.threads.insert(thread, name.clone());
                }
                let (by, line) = (site.thread, site.line);
                self.thread_event(pid, thread, EventKind::ThreadStarted { name, by, line });
            }
            Notice::ThreadEnded(thread) => {
                let ended = (self.processes.alive_mut(pid))
                    .is_some_and(|alive| alive.threads.remove(&thread).is_some());
                if let Some(pause) = &mut self.pause {
                    pause.stepped(pid, thread);
                }
                if ended {
                    self.thread_event(pid, thread, EventKind::ThreadEnded);
                }
            }
            Notice::Release { semaphore, site } => {
                self.release(pid, semaphore, &site);
            }
            Notice::Put {
                queue,
                message,
                site,
            } => self.put_at_once(pid, queue, message, &site),
            Notice::Consumed { queue, count, site } => self.consumed(pid, queue, count, &site),
            Notice::Returned(queue) => self.returned(pid, queue),
            Notice::Abandon(queue) => self.abandon(pid, queue),
            Notice::Close(object) => self.close(pid, object),
            Notice::Store {
                memory,
                offset,
                bytes,
            } => self.store(pid, memory, offset, &bytes),
            Notice::Unmap(memory) => self.unmap(pid, memory),
            Notice::Copied { bytes, micros } => {
                self.event(pid, EventKind::Copied { bytes, micros });
            }
            Notice::Memory(bytes) => self.has_memory(pid, bytes),
            Notice::Limited(limit) => self.event(pid, EventKind::Limited(limit)),
            Notice::Globals(changed) => self.event(pid, EventKind::Globals(changed)),
            Notice::Turn(thread) => self.thread_event(pid, thread, EventKind::Turn),
            Notice::Overwritten { name, lost, site } => {
                let line = site.line;
                let kind = EventKind::Overwritten { name, lost, line };
                self.thread_event(pid, site.thread, kind);
            }
            Notice::Disposition {
                signal,
                disposition,
            } => self.set_disposition(pid, signal, disposition),
            Notice::Handled(signals) => self.handled(pid, signals),
            Notice::Cancel(id) => self.cancel(pid, id),
            Notice::Unpark { call: id, .. } => {
                let key = Key { pid, id };
                let parks = |call: &Pending| matches!(call.on, WaitFor::Thread { .. });
                if self.processes.pending(key).is_some_and(parks) {
                    self.answer(key, Reply::Done);
                }
            }
        }
    }

    fn start(&mut self, key: Key, spec: ChildSpec, line: Option<u32>) -> Reply {
        let parent = key.pid;
        let ChildSpec {
            name,
            daemon,
            method,
            payload,
        } = spec;
        if let Some(errno) = self.refusal(parent, method) {
            return Reply::Failed(errno);
        }
        let name = recorded_name(name);
        if method == StartMethod::ForkServer && self.server.is_none() {
            return Reply::Failed(Errno::ConnectionRefused);
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
        Reply::Started(child)
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

    fn boot(&self, pid: Pid, parent: Pid, role: Role) -> Boot {
        Boot {
            pid,
            parent,
            ppid: parent,
            program: self.program.clone(),
            cpu_count: self.cpu_count,
            role,
        }
    }

    fn begin(&mut self, boot: Box<Boot>) {
        let pid = boot.pid;
        self.outputs.push_back(Output::StartWorker(boot));
        if self.pause.is_some() {
            self.send_to(pid, ToProcess::Hold);
        }
    }

    fn hold_all(&mut self) {
        if self.pause.is_none() {
            self.pause = Some(Pause::default());
            self.tell_all(&ToProcess::Hold);
        }
    }

    fn release_all(&mut self) {
        if let Some(pause) = self.pause.take() {
            self.tell_all(&ToProcess::Release);
            for (key, thread) in pause.held {
                self.go_on(key, thread, Reply::Done);
            }
        }
    }

    fn tell_all(&mut self, message: &ToProcess) {
        let alive: Vec<Pid> = self.processes.programs_own().collect();
        for pid in alive {
            self.send_to(pid, message.clone());
        }
    }

    fn hold(&mut self, key: Key, site: &Site) {
        let Some(pause) = &mut self.pause else {
            // The message that it need not crossed its question.
            self.answer(key, Reply::Done);
            return;
        };
        pause.held.insert(key, site.thread);
        pause.stepped(key.pid, site.thread);
        self.asking = None;
        self.thread_event(key.pid, site.thread, EventKind::Held { line: site.line });
    }

    fn step(&mut self, pid: Pid) {
        if let Some(pause) = &mut self.pause
            && let Some((key, thread)) = pause.next(pid)
        {
            pause.held.remove(&key);
            pause.stepping = Some((pid, thread));
            self.go_on(key, thread, Reply::Step);
        }
    }

    fn go_on(&mut self, key: Key, thread: Tid, reply: Reply) {
        self.thread_event(key.pid, thread, EventKind::Resumed);
        let Key { pid, id } = key;
        self.send_to(pid, ToProcess::Reply { id, reply });
    }

    fn wait(&mut self, key: Key, child: Pid, timeout: Option<u64>) {
        if !self.processes.is_child(child, key.pid) {
            self.answer(key, Reply::Failed(Errno::NoChild));
        } else if let Some(code) = self.processes.collect(child) {
            self.answer(key, Reply::Exited(code));
        } else {
            self.block_or_time_out(WaitFor::Exit { of: child }, timeout);
        }
    }

    fn select(&mut self, key: Key, watched: Vec<Watched>, timeout: Option<u64>) {
        let ready: Vec<_> = (watched.iter().copied())
            .filter(|&watched| self.is_ready(key.pid, watched))
            .collect();
        if ready.is_empty() && timeout != Some(0) {
            self.block(WaitFor::Any { of: watched }, timeout);
        } else {
            self.answer(key, Reply::Ready(ready));
        }
    }

    fn line(&mut self, line: String) {
        self.lines.push_back(line);
        let reader = self.processes.alive().find_map(|(pid, _, alive)| {
            let (&id, _) = (alive.calls.iter()).find(|(_, call)| call.on == WaitFor::Input)?;
            Some(Key { pid, id })
        });
        if let Some(key) = reader
            && let Some(line) = self.next_line()
        {
            self.answer(key, Reply::Text(line));
        }
        self.wake_watchers();
    }

    /// The next line of standard input if it is known. The end of the input stays there.
    fn next_line(&mut self) -> Option<String> {
        if self.lines.front()?.is_empty() {
            return Some(String::new());
        }
        self.lines.pop_front()
    }

    fn worker_died(&mut self, pid: Pid, report: &str, out_of_memory: bool) {
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
    fn end(&mut self, pid: Pid, code: i32, worker: Output) {
        let parent = self.processes.get(pid).and_then(|process| process.parent);
        // Nobody hears the answer.
        self.asking.take_if(|(asking, _)| asking.pid == pid);
        for key in self.processes.end(pid, code) {
            self.timers.cancel(key);
            self.forget(key);
        }
        if let Some(pause) = &mut self.pause {
            pause.held.retain(|key, _| key.pid != pid);
            pause.stepping.take_if(|(stepping, _)| *stepping == pid);
        }
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

    /// Lets those go on who wait for this.
    fn notify(&mut self, happened: Watched) {
        for key in self.processes.watching(happened) {
            let reply = match (self.processes.pending(key).map(|call| &call.on), happened) {
                (Some(WaitFor::Exit { .. }), Watched::Exit(pid)) => {
                    // Two threads of one parent may wait for one child: the second finds it
                    // collected.
                    let code = self.processes.collect(pid).map(Reply::Exited);
                    code.unwrap_or(Reply::Failed(Errno::NoChild))
                }
                (Some(WaitFor::Any { .. }), _) => Reply::Ready(vec![happened]),
                _ => continue,
            };
            self.answer(key, reply);
        }
    }

    /// Whether something is so that the process `of` watches.
    fn is_ready(&self, of: Pid, watched: Watched) -> bool {
        match watched {
            Watched::Exit(pid) => !self.processes.is_alive(pid),
            Watched::Readable(object) => self.is_readable(object),
            Watched::Input(_) | Watched::Output(_) => self.is_descriptor_ready(of, watched),
        }
    }

    fn end_all(&mut self, outcome: Outcome) {
        let alive: Vec<Pid> = self.processes.programs_own().collect();
        // Nobody may be woken by the end of another when all end together.
        for &pid in &alive {
            self.signalled(pid, None, Signal::KILL, None);
            self.processes.end(pid, Signal::KILL.exit_code());
            self.event(
                pid,
                EventKind::Exited {
                    code: Signal::KILL.exit_code(),
                },
            );
            self.outputs.push_back(Output::TerminateWorker(pid));
        }
        self.end_if_all_ended(outcome);
    }

    fn end_if_all_ended(&mut self, outcome: Outcome) {
        if !self.ended && self.processes.programs_own().next().is_none() {
            if self.processes.is_alive(SERVER) {
                self.outputs.push_back(Output::TerminateWorker(SERVER));
            }
            self.tell_all_left_out();
            self.ended = true;
            self.outputs.push_back(Output::Ended(outcome));
        }
    }

    fn end_if_deadlocked(&mut self) {
        // Who is held will go on.
        if self.ended || self.pause.is_some() {
            return;
        }
        let idle = self.server_is_idle().then_some(SERVER);
        if let Some(deadlock) = deadlock::find(&self.processes, idle, &self.objects, &self.files) {
            // The main process may have ended before.
            let pid = deadlock.waits.first().map_or(MAIN, |wait| wait.pid);
            self.event(pid, EventKind::Deadlocked(deadlock));
            self.end_all(Outcome::Deadlock);
        }
    }

    /// Blocks the call that is being handled, unless it only asks.
    fn block_or_time_out(&mut self, on: WaitFor, timeout: Option<u64>) {
        match (timeout, &self.asking) {
            (Some(0), Some((key, _))) => self.answer(*key, Reply::TimedOut),
            _ => self.block(on, timeout),
        }
    }

    /// Blocks the call that is being handled.
    fn block(&mut self, on: WaitFor, timeout: Option<u64>) {
        let Some((key, site)) = self.asking.take() else {
            return;
        };
        let blocked = EventKind::Blocked {
            on: on.clone(),
            call: site.via.clone(),
            line: site.line,
        };
        self.thread_event(key.pid, site.thread, blocked);
        if let Some(micros) = timeout {
            self.timers.set(self.now.after(micros), key);
        }
        let may_end = timeout.is_some() || self.awaits_person(key.pid, &on);
        self.processes.block(key, Pending { on, site, may_end });
    }

    /// Answers the call that is being handled, or one that is blocked.
    fn answer(&mut self, key: Key, reply: Reply) {
        if self.asking.take_if(|(asking, _)| *asking == key).is_none() {
            let Some(call) = self.processes.unblock(key) else {
                return;
            };
            self.timers.cancel(key);
            let timed_out = reply == Reply::TimedOut || reply == Reply::Ready(Vec::new());
            let by = self.acting.filter(|_| !timed_out);
            self.thread_event(
                key.pid,
                call.site.thread,
                EventKind::Unblocked { timed_out, by },
            );
        }
        let Key { pid, id } = key;
        self.send_to(pid, ToProcess::Reply { id, reply });
    }

    fn fire_timers(&mut self) {
        while let Some(key) = self.timers.pop_due(self.now) {
            let reply = match self.processes.pending(key).map(|call| &call.on) {
                Some(WaitFor::Sleep { .. }) => Reply::Done,
                Some(WaitFor::Any { .. }) => Reply::Ready(Vec::new()),
                Some(_) => Reply::TimedOut,
                None => continue,
            };
            self.forget(key);
            self.answer(key, reply);
        }
    }

    fn send_to(&mut self, pid: Pid, message: ToProcess) {
        self.outputs.push_back(Output::Send { pid, message });
    }

    fn event(&mut self, pid: Pid, kind: EventKind) {
        self.thread_event(pid, Tid::MAIN, kind);
    }

    fn thread_event(&mut self, pid: Pid, thread: Tid, kind: EventKind) {
        let Some(pid) = self.recorded_as(pid, &kind) else {
            return;
        };
        self.outputs.push_back(Output::Event(Event {
            time: self.now,
            pid,
            thread,
            kind,
        }));
    }

    fn next_message(&mut self) -> MessageId {
        self.messages += 1;
        MessageId(self.messages)
    }
}

/// The thread that gives notice of something.
fn thread_of(notice: &Notice) -> Tid {
    match notice {
        Notice::Release { site, .. }
        | Notice::Put { site, .. }
        | Notice::Consumed { site, .. }
        | Notice::Overwritten { site, .. } => site.thread,
        Notice::Turn(thread)
        | Notice::ThreadEnded(thread)
        | Notice::Output { thread, .. }
        | Notice::Unpark { by: thread, .. } => *thread,
        _ => Tid::MAIN,
    }
}
