//! Single situations, spelled out.

mod copies;
mod deadlocks;
mod files;
mod input;
mod limits;
mod listeners;
mod memory;
mod pause;
mod pipes;
mod processes;
mod queues;
mod semaphores;
mod signals;
mod threads;

use spawnpoint_kernel::{Input, Kernel, MAIN, Output};
use spawnpoint_protocol::{
    ObjectId, Pid, StartMethod, Tid, Time,
    control::Outcome,
    event::{Event, EventKind},
    syscall::{
        CallId, ChildSpec, Errno, FromProcess, Message, Notice, Program, Reply, Site, Spec,
        Syscall, ToProcess,
    },
};

struct Run {
    kernel: Kernel,
    outputs: Vec<Output>,
    calls: u32,
    now: u64,
}

impl Run {
    fn new(time_limit: Option<u64>) -> Self {
        Self::of(Kernel::new(Program::default(), 2, time_limit, 0))
    }

    fn of(kernel: Kernel) -> Self {
        let mut run = Self {
            kernel,
            outputs: Vec::new(),
            calls: 0,
            now: 0,
        };
        run.poll();
        run
    }

    fn poll(&mut self) {
        while let Some(output) = self.kernel.poll() {
            self.outputs.push(output);
        }
    }

    fn input(&mut self, at: u64, input: Input) {
        self.now = at;
        self.kernel.handle(Time(at), input);
        self.poll();
    }

    fn ask(&mut self, at: u64, pid: Pid, syscall: Syscall) -> CallId {
        self.now = at;
        self.call(pid, syscall)
    }

    /// Asks from the main thread, now.
    fn call(&mut self, pid: Pid, syscall: Syscall) -> CallId {
        self.call_at(pid, at(Tid::MAIN, 7, None), syscall)
    }

    fn call_at(&mut self, pid: Pid, site: Site, syscall: Syscall) -> CallId {
        let id = CallId(self.calls);
        self.calls += 1;
        let message = FromProcess::Call { id, syscall, site };
        self.input(self.now, Input::Message { pid, message });
        id
    }

    /// The main thread tells something, now.
    fn notice(&mut self, pid: Pid, notice: Notice) {
        self.notice_of(pid, Tid::MAIN, notice);
    }

    fn notice_of(&mut self, pid: Pid, thread: Tid, notice: Notice) {
        let message = FromProcess::Notice { thread, notice };
        self.input(self.now, Input::Message { pid, message });
    }

    fn exit(&mut self, at: u64, pid: Pid, code: i32) {
        self.now = at;
        self.notice(pid, Notice::Exit(code));
    }

    fn die(&mut self, at: u64, pid: Pid, report: &str, out_of_memory: bool) {
        let report = report.to_owned();
        self.input(
            at,
            Input::WorkerDied {
                pid,
                report,
                out_of_memory,
            },
        );
    }

    fn start(&mut self, at: u64, parent: Pid) -> Pid {
        self.now = at;
        self.start_with(parent, Vec::new())
    }

    /// Starts a child that gets these ends of pipes.
    fn start_with(&mut self, parent: Pid, ends: Vec<ObjectId>) -> Pid {
        let payload = Message {
            bytes: vec![1],
            ends,
            ..Message::default()
        };
        let id = self.call(parent, Syscall::Start(child(payload)));
        match self.reply(id) {
            Some(Reply::Started(pid)) => *pid,
            other => panic!("{other:?}"),
        }
    }

    fn children<const N: usize>(&mut self) -> [Pid; N] {
        std::array::from_fn(|_| self.start(self.now, MAIN))
    }

    /// Has the main process make something.
    fn make(&mut self, spec: Spec) -> Vec<ObjectId> {
        let id = self.call(MAIN, Syscall::Make(spec));
        match self.reply(id) {
            Some(Reply::Made(ids)) => ids.clone(),
            other => panic!("{other:?}"),
        }
    }

    fn semaphore(&mut self, value: u32, maximum: u32, label: &str) -> ObjectId {
        let label = label.to_owned();
        self.make(Spec::Semaphore {
            value,
            maximum,
            recursive: false,
            label,
        })[0]
    }

    fn lock(&mut self) -> ObjectId {
        self.semaphore(1, 1, "Lock")
    }

    fn queue(&mut self, capacity: Option<u32>) -> ObjectId {
        let label = "Queue".to_owned();
        self.make(Spec::Queue { capacity, label })[0]
    }

    fn pipe(&mut self, duplex: bool) -> (ObjectId, ObjectId) {
        let ends = self.make(Spec::Pipe { duplex });
        (ends[0], ends[1])
    }

    /// Puts into a queue without a capacity.
    fn put(&mut self, pid: Pid, queue: ObjectId, message: Message) {
        let site = Site::default();
        self.notice(
            pid,
            Notice::Put {
                queue,
                message,
                site,
            },
        );
    }

    fn start_thread(&mut self, pid: Pid, thread: Tid) {
        let name = format!("Thread-{}", thread.0);
        let site = at(Tid::MAIN, 3, None);
        self.notice(pid, Notice::ThreadStarted { thread, name, site });
    }

    fn reply(&self, id: CallId) -> Option<&Reply> {
        self.outputs.iter().find_map(|output| match output {
            Output::Send {
                message: ToProcess::Reply { id: of, reply },
                ..
            } if *of == id => Some(reply),
            _ => None,
        })
    }

    fn waits(&self, id: CallId) -> bool {
        self.reply(id).is_none()
    }

    fn is_done(&self, id: CallId) -> bool {
        matches!(self.reply(id), Some(Reply::Done | Reply::Room(_)))
    }

    fn error(&self, id: CallId) -> Option<Errno> {
        match self.reply(id) {
            Some(Reply::Failed(errno)) => Some(*errno),
            _ => None,
        }
    }

    fn number(&mut self, of: ObjectId) -> u32 {
        let id = self.call(MAIN, Syscall::Value(of));
        match self.reply(id) {
            Some(Reply::Number(number)) => *number,
            other => panic!("{other:?}"),
        }
    }

    /// The contents of the messages that a call brought.
    fn got(&self, id: CallId) -> Vec<&[u8]> {
        match self.reply(id) {
            Some(Reply::Messages(messages)) => messages
                .iter()
                .map(|message| message.bytes.as_slice())
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    /// What a process was sent other than replies.
    fn told(&self, to: Pid) -> Vec<&ToProcess> {
        self.outputs
            .iter()
            .filter_map(|output| match output {
                Output::Send {
                    message: ToProcess::Reply { .. },
                    ..
                } => None,
                Output::Send { pid, message } if *pid == to => Some(message),
                _ => None,
            })
            .collect()
    }

    fn log(&self) -> impl Iterator<Item = &Event> {
        self.outputs.iter().filter_map(|output| match output {
            Output::Event(event) => Some(event),
            _ => None,
        })
    }

    fn events(&self, pid: Pid) -> Vec<&EventKind> {
        self.log()
            .filter(|event| event.pid == pid)
            .map(|event| &event.kind)
            .collect()
    }

    fn time_of(&self, kind: &EventKind) -> Option<Time> {
        self.log()
            .find(|event| event.kind == *kind)
            .map(|event| event.time)
    }

    fn outcome(&self) -> Option<Outcome> {
        match self.outputs.last() {
            Some(Output::Ended(outcome)) => Some(*outcome),
            _ => None,
        }
    }
}

fn child(payload: Message) -> ChildSpec {
    ChildSpec {
        name: "child".to_owned(),
        daemon: false,
        method: StartMethod::Spawn,
        payload,
    }
}

fn at(thread: Tid, line: u32, via: Option<&str>) -> Site {
    Site {
        thread,
        line: Some(line),
        via: via.map(str::to_owned),
    }
}

fn text(content: &str) -> Message {
    Message {
        bytes: content.as_bytes().to_vec(),
        ends: Vec::new(),
        ..Message::default()
    }
}

fn large(bytes: usize) -> Message {
    Message {
        bytes: vec![0; bytes],
        ends: Vec::new(),
        ..Message::default()
    }
}

fn consumed(queue: ObjectId, count: u32) -> Notice {
    Notice::Consumed {
        queue,
        count,
        site: at(Tid::MAIN, 8, None),
    }
}

fn acquire(semaphore: ObjectId) -> Syscall {
    Syscall::Acquire {
        semaphore,
        timeout: None,
        borrow: false,
    }
}

fn get(queue: ObjectId) -> Syscall {
    lease(queue, 0)
}

fn lease(queue: ObjectId, more: u32) -> Syscall {
    Syscall::Get {
        queue,
        timeout: None,
        more,
    }
}

fn send(end: ObjectId, message: Message) -> Syscall {
    Syscall::Send { end, message }
}

fn wait(child: Pid) -> Syscall {
    Syscall::Wait {
        child,
        timeout: None,
    }
}
