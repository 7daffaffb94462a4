//! The wait-for graph: finds the state in which nobody can go on, and says what is wrong with it.

use std::collections::BTreeSet;

use spawnpoint_protocol::{
    Pid, Tid,
    control::Outcome,
    event::{Deadlock, EventKind, Holder, Mistake, Wait, WaitFor},
    syscall::{ThreadWait, Watched},
};

use crate::{
    Kernel, MAIN, SERVER,
    files::Files,
    objects::{Object, Objects},
    process::{Alive, Key},
    table::Table,
    waits::{Blocked, Waits},
};

impl Kernel {
    pub(crate) fn end_if_deadlocked(&mut self) {
        // Who is held will go on.
        if self.ended || self.pause.is_on() {
            return;
        }
        let idle = self.server_is_idle().then_some(SERVER);
        let (processes, waits) = (&self.processes, &self.waits);
        if let Some(deadlock) = find(processes, waits, idle, &self.objects, &self.files) {
            // The main process may have ended before.
            let pid = deadlock.waits.first().map_or(MAIN, |wait| wait.pid);
            self.event(pid, EventKind::Deadlocked(deadlock));
            self.end_all(Outcome::Deadlock);
        }
    }
}

/// What is wrong if no process will ever go on; none while one may.
///
/// The kernel ends every wait as soon as it can, so nobody goes on when each thread of each process
/// waits without a time-out, and nothing is on its way to the kernel.
///
/// The process `idle` does nothing on its own account.
fn find(
    processes: &Table,
    waits: &Waits,
    idle: Option<Pid>,
    objects: &Objects,
    files: &Files,
) -> Option<Deadlock> {
    let somebody_may = (processes.alive())
        .any(|(pid, _, alive)| idle != Some(pid) && !is_stuck(pid, alive, waits));
    let something_comes = (objects.iter()).any(|(_, object)| match object {
        Object::Queue(queue) => queue.awaits_return(),
        Object::Semaphore(semaphore) => semaphore.awaits_return(),
        Object::End(_) | Object::Memory(_) | Object::Listener(_) => false,
    });
    if somebody_may || something_comes {
        return None;
    }
    let graph = Graph::new(processes, waits, objects, files);
    (!graph.nodes.is_empty()).then(|| Deadlock {
        mistake: graph.mistake(),
        waits: graph.nodes.into_iter().map(|node| node.wait).collect(),
    })
}

/// Whether each thread of a process stands still, with no end in sight by itself.
fn is_stuck(pid: Pid, alive: &Alive, waits: &Waits) -> bool {
    alive.unhandled == 0
        && waits.of(pid).count() >= alive.threads.len()
        && waits.of(pid).all(|(_, call)| !call.may_end)
}

struct Graph {
    nodes: Vec<Node>,
}

/// A thread that waits.
struct Node {
    wait: Wait,
    on: Kind,
}

/// The kinds of waits that make a difference to what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// For a lock, which only its holder releases.
    Lock,
    /// For somebody to notify, signal or come.
    Signal,
    /// For the end of a process or a thread.
    End,
    /// For a message.
    Message,
    /// For somebody to take what was put.
    Drain,
    /// For room in a queue or pipe, a connection, or a condition of several.
    Other,
}

impl Graph {
    fn new(processes: &Table, waits: &Waits, objects: &Objects, files: &Files) -> Self {
        let nodes = (processes.alive())
            .flat_map(|(pid, process, alive)| {
                waits.of(pid).map(move |(key, call)| {
                    let thread = call.site.thread;
                    let thread_name = alive.threads.get(&thread).filter(|name| !name.is_empty());
                    let name = match thread_name {
                        Some(thread) => format!("{}, {thread}", process.name),
                        None => process.name.clone(),
                    };
                    node(processes, objects, files, key, name, call)
                })
            })
            .collect();
        Self { nodes }
    }

    fn mistake(&self) -> Mistake {
        let waits_itself = |node: &Node| {
            let wait = &node.wait;
            (wait.holders.iter())
                .any(|holder| (holder.pid, holder.thread) == (wait.pid, wait.thread))
        };
        let calls = |node: &Node, what: &str| {
            node.wait
                .call
                .as_deref()
                .is_some_and(|call| call.split('.').next() == Some(what))
        };
        let locks = || self.nodes.iter().filter(|node| node.on == Kind::Lock);
        if locks().any(waits_itself) {
            Mistake::LockTwice
        } else if self.has_cycle(Kind::Lock) {
            Mistake::LockOrder
        } else if self.is_joined_before_drained() {
            Mistake::JoinBeforeDrain
        } else if self.has_cycle(Kind::End) {
            Mistake::JoinCycle
        } else if locks().any(|node| node.wait.holders.iter().any(|holder| holder.ended)) {
            Mistake::HolderEnded
        } else if self.nodes.iter().any(|node| calls(node, "Barrier")) {
            Mistake::BarrierShort
        } else if self.nodes.iter().any(|node| node.on == Kind::Message) {
            Mistake::NothingSent
        } else if self.nodes.iter().any(|node| node.on == Kind::Signal) {
            Mistake::NobodySignals
        } else {
            Mistake::Other
        }
    }

    /// Whether one process waits for the end of another that waits for its messages to be taken.
    fn is_joined_before_drained(&self) -> bool {
        let draining: BTreeSet<Pid> = (self.nodes.iter())
            .filter(|node| node.on == Kind::Drain)
            .map(|node| node.wait.pid)
            .collect();
        (self.nodes.iter())
            .filter(|node| node.on == Kind::End)
            .flat_map(|node| &node.wait.holders)
            .any(|holder| draining.contains(&holder.pid))
    }

    /// Whether threads in waits of this kind wait for one another in a circle.
    fn has_cycle(&self, kind: Kind) -> bool {
        let next = |at: (Pid, Tid)| {
            (self.nodes.iter())
                .filter(move |node| node.on == kind && (node.wait.pid, node.wait.thread) == at)
                .flat_map(|node| &node.wait.holders)
                .map(|holder| (holder.pid, holder.thread))
        };
        self.nodes.iter().any(|node| {
            let start = (node.wait.pid, node.wait.thread);
            let mut reached = BTreeSet::new();
            let mut open: Vec<_> = next(start).collect();
            while let Some(at) = open.pop() {
                if reached.insert(at) {
                    open.extend(next(at));
                }
            }
            reached.contains(&start)
        })
    }
}

fn node(
    processes: &Table,
    objects: &Objects,
    files: &Files,
    key: Key,
    name: String,
    call: &Blocked,
) -> Node {
    let pid = key.pid;
    let thread_of = |pid: Pid, thread: Tid, line: Option<u32>| Holder {
        pid,
        thread,
        line,
        ended: (processes.get(pid))
            .and_then(|process| process.alive())
            .is_none_or(|alive| !alive.threads.contains_key(&thread)),
    };
    let awaited = files.awaited_by(key).into_iter();
    let mut holders: Vec<_> = awaited
        .map(|by| thread_of(by.pid, by.thread, by.line))
        .collect();
    let mut label = None;
    let on = match &call.on {
        WaitFor::Acquire { semaphore } => match objects.get(*semaphore) {
            Some(Object::Semaphore(semaphore)) => {
                label = Some(semaphore.label.clone());
                if semaphore.is_lock() {
                    let all = semaphore.holders().iter();
                    holders.extend(all.map(|by| thread_of(by.pid, by.thread, by.line)));
                    Kind::Lock
                } else {
                    Kind::Signal
                }
            }
            _ => Kind::Other,
        },
        WaitFor::Thread {
            on: ThreadWait::Lock { holder, .. },
        } => {
            holders.extend(holder.map(|thread| thread_of(pid, thread, None)));
            if holders.is_empty() {
                Kind::Signal
            } else {
                Kind::Lock
            }
        }
        WaitFor::Thread {
            on: ThreadWait::End(thread),
        } => {
            holders.push(thread_of(pid, *thread, None));
            Kind::End
        }
        WaitFor::Exit { of } => {
            holders.push(thread_of(*of, Tid::MAIN, None));
            Kind::End
        }
        WaitFor::Any { of } => {
            let exits = of.iter().map_while(|watched| match watched {
                Watched::Exit(pid) => Some(thread_of(*pid, Tid::MAIN, None)),
                Watched::Readable(_) | Watched::Input(_) | Watched::Output(_) => None,
            });
            let exits: Vec<_> = exits.collect();
            if exits.is_empty() || exits.len() < of.len() {
                Kind::Other
            } else {
                holders = exits;
                Kind::End
            }
        }
        WaitFor::Get { queue } => {
            label = queue_label(objects, *queue);
            Kind::Message
        }
        WaitFor::Tasks { queue } => {
            label = queue_label(objects, *queue);
            Kind::Signal
        }
        WaitFor::Receive { .. } | WaitFor::Read { .. } => Kind::Message,
        WaitFor::FileLock { path, .. } => {
            label.clone_from(path);
            Kind::Lock
        }
        WaitFor::Drain { queue } => {
            label = queue_label(objects, *queue);
            Kind::Drain
        }
        WaitFor::Put { queue } => {
            label = queue_label(objects, *queue);
            Kind::Other
        }
        WaitFor::Send { .. }
        | WaitFor::Write { .. }
        | WaitFor::Accept { .. }
        | WaitFor::Sleep { .. }
        | WaitFor::Input
        | WaitFor::Server => Kind::Other,
    };
    let wait = Wait {
        pid,
        thread: call.site.thread,
        name,
        call: call.site.via.clone(),
        label,
        line: call.site.line,
        holders,
    };
    Node { wait, on }
}

fn queue_label(objects: &Objects, queue: spawnpoint_protocol::ObjectId) -> Option<String> {
    match objects.get(queue) {
        Some(Object::Queue(queue)) => Some(queue.label.clone()),
        _ => None,
    }
}
