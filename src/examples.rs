//! The programs that come with the page.

/// An example program.
pub struct Example {
    /// What it is stored under and linked by; never changes.
    pub id: &'static str,
    /// The catalogue's key of its title.
    pub title: &'static str,
    /// The program.
    pub source: &'static str,
}

/// All examples, the default first.
pub const EXAMPLES: [Example; 12] = [
    Example {
        id: "three-workers",
        title: "example-three-workers",
        source: include_str!("../examples/three_workers.py"),
    },
    Example {
        id: "own-memory",
        title: "example-own-memory",
        source: include_str!("../examples/own_memory.py"),
    },
    Example {
        id: "parallel-work",
        title: "example-parallel-work",
        source: include_str!("../examples/parallel_work.py"),
    },
    Example {
        id: "exit-codes",
        title: "example-exit-codes",
        source: include_str!("../examples/exit_codes.py"),
    },
    Example {
        id: "daemon",
        title: "example-daemon",
        source: include_str!("../examples/daemon.py"),
    },
    Example {
        id: "subclass",
        title: "example-subclass",
        source: include_str!("../examples/subclass.py"),
    },
    Example {
        id: "nested",
        title: "example-nested",
        source: include_str!("../examples/nested.py"),
    },
    Example {
        id: "task-queue",
        title: "example-task-queue",
        source: include_str!("../examples/task_queue.py"),
    },
    Example {
        id: "lost-updates",
        title: "example-lost-updates",
        source: include_str!("../examples/lost_updates.py"),
    },
    Example {
        id: "pool",
        title: "example-pool",
        source: include_str!("../examples/pool.py"),
    },
    Example {
        id: "deadlock",
        title: "example-deadlock",
        source: include_str!("../examples/deadlock.py"),
    },
    Example {
        id: "threads-and-processes",
        title: "example-threads-and-processes",
        source: include_str!("../examples/threads_and_processes.py"),
    },
];
