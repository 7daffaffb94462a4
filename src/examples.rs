//! The programs that come with the page, in the order of the questions that readers come with.

use spawnpoint_link::Choice;

use crate::tabs::Tab;

/// An example program.
pub struct Example {
    /// What it is stored under and linked by; never changes.
    pub id: &'static str,
    /// The catalogue's key of its title.
    pub title: &'static str,
    /// The catalogue's key of what it shows.
    pub about: &'static str,
    /// The catalogue's key of what to look at.
    pub look: &'static str,
    /// Where that is.
    pub spot: Spot,
    /// The runs in which it shows that.
    pub choice: Choice,
    /// The seed of its turns, where they matter.
    pub seed: Option<u32>,
    /// The program.
    pub source: &'static str,
}

/// A place of the page to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The timeline.
    Timeline,
    /// A view below it.
    Tab(Tab),
}

/// All examples, the default first.
pub const EXAMPLES: [Example; 17] = [
    Example {
        id: "three-workers",
        title: "example-three-workers",
        about: "about-three-workers",
        look: "look-three-workers",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/three_workers.py"),
    },
    Example {
        id: "parallel-work",
        title: "example-parallel-work",
        about: "about-parallel-work",
        look: "look-parallel-work",
        spot: Spot::Tab(Tab::Comparison),
        choice: Choice::Both,
        seed: None,
        source: include_str!("../examples/parallel_work.py"),
    },
    Example {
        id: "own-memory",
        title: "example-own-memory",
        about: "about-own-memory",
        look: "look-own-memory",
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Both,
        seed: None,
        source: include_str!("../examples/own_memory.py"),
    },
    Example {
        id: "ways-to-share",
        title: "example-ways-to-share",
        about: "about-ways-to-share",
        look: "look-ways-to-share",
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/ways_to_share.py"),
    },
    Example {
        id: "start-methods",
        title: "example-start-methods",
        about: "about-start-methods",
        look: "look-start-methods",
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/start_methods.py"),
    },
    Example {
        id: "race",
        title: "example-race",
        about: "about-race",
        look: "look-race",
        spot: Spot::Timeline,
        choice: Choice::Shared,
        seed: Some(1),
        source: include_str!("../examples/race.py"),
    },
    Example {
        id: "lost-updates",
        title: "example-lost-updates",
        about: "about-lost-updates",
        look: "look-lost-updates",
        spot: Spot::Tab(Tab::Console),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/lost_updates.py"),
    },
    Example {
        id: "task-queue",
        title: "example-task-queue",
        about: "about-task-queue",
        look: "look-task-queue",
        spot: Spot::Tab(Tab::Channels),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/task_queue.py"),
    },
    Example {
        id: "pool",
        title: "example-pool",
        about: "about-pool",
        look: "look-pool",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/pool.py"),
    },
    Example {
        id: "join-before-get",
        title: "example-join-before-get",
        about: "about-join-before-get",
        look: "look-join-before-get",
        spot: Spot::Tab(Tab::Locks),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/join_before_get.py"),
    },
    Example {
        id: "deadlock",
        title: "example-deadlock",
        about: "about-deadlock",
        look: "look-deadlock",
        spot: Spot::Tab(Tab::Locks),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/deadlock.py"),
    },
    Example {
        id: "terminate",
        title: "example-terminate",
        about: "about-terminate",
        look: "look-terminate",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/terminate.py"),
    },
    Example {
        id: "daemon",
        title: "example-daemon",
        about: "about-daemon",
        look: "look-daemon",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/daemon.py"),
    },
    Example {
        id: "threads-and-processes",
        title: "example-threads-and-processes",
        about: "about-threads-and-processes",
        look: "look-threads-and-processes",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/threads_and_processes.py"),
    },
    Example {
        id: "exit-codes",
        title: "example-exit-codes",
        about: "about-exit-codes",
        look: "look-exit-codes",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/exit_codes.py"),
    },
    Example {
        id: "subclass",
        title: "example-subclass",
        about: "about-subclass",
        look: "look-subclass",
        spot: Spot::Tab(Tab::Console),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/subclass.py"),
    },
    Example {
        id: "nested",
        title: "example-nested",
        about: "about-nested",
        look: "look-nested",
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/nested.py"),
    },
];

/// The example of this id.
pub fn example(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}
