//! The programs that come with the page, in the order of the questions that readers come with.

use spawnpoint_link::Choice;

use crate::{strings::Key, views::registry::Tab};

/// An example program.
pub struct Example {
    /// What it is stored under and linked by; never changes.
    pub id: &'static str,
    /// Its title.
    pub title: Key,
    /// What it shows.
    pub about: Key,
    /// What to look at.
    pub look: Key,
    /// Where that is.
    pub spot: Spot,
    /// The runs in which it shows that.
    pub choice: Choice,
    /// The seed of its turns, where they matter.
    pub seed: Option<u32>,
    /// The program.
    pub source: &'static str,
    /// The files beside it: their paths and contents.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl Example {
    /// What the workbench has to know of it.
    pub fn program(&self) -> spawnpoint_workbench::Example {
        spawnpoint_workbench::Example {
            id: self.id,
            choice: self.choice,
            seed: self.seed,
            source: self.source,
            files: self.files,
        }
    }
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
pub const EXAMPLES: [Example; 18] = [
    Example {
        id: "three-workers",
        title: Key::of("example-three-workers"),
        about: Key::of("about-three-workers"),
        look: Key::of("look-three-workers"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/three_workers.py"),
        files: &[],
    },
    Example {
        id: "parallel-work",
        title: Key::of("example-parallel-work"),
        about: Key::of("about-parallel-work"),
        look: Key::of("look-parallel-work"),
        spot: Spot::Tab(Tab::Comparison),
        choice: Choice::Both,
        seed: None,
        source: include_str!("../examples/parallel_work.py"),
        files: &[],
    },
    Example {
        id: "own-memory",
        title: Key::of("example-own-memory"),
        about: Key::of("about-own-memory"),
        look: Key::of("look-own-memory"),
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Both,
        seed: None,
        source: include_str!("../examples/own_memory.py"),
        files: &[],
    },
    Example {
        id: "ways-to-share",
        title: Key::of("example-ways-to-share"),
        about: Key::of("about-ways-to-share"),
        look: Key::of("look-ways-to-share"),
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/ways_to_share.py"),
        files: &[],
    },
    Example {
        id: "start-methods",
        title: Key::of("example-start-methods"),
        about: Key::of("about-start-methods"),
        look: Key::of("look-start-methods"),
        spot: Spot::Tab(Tab::Memories),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/start_methods.py"),
        files: &[],
    },
    Example {
        id: "race",
        title: Key::of("example-race"),
        about: Key::of("about-race"),
        look: Key::of("look-race"),
        spot: Spot::Timeline,
        choice: Choice::Shared,
        seed: Some(1),
        source: include_str!("../examples/race.py"),
        files: &[],
    },
    Example {
        id: "lost-updates",
        title: Key::of("example-lost-updates"),
        about: Key::of("about-lost-updates"),
        look: Key::of("look-lost-updates"),
        spot: Spot::Tab(Tab::Console),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/lost_updates.py"),
        files: &[],
    },
    Example {
        id: "task-queue",
        title: Key::of("example-task-queue"),
        about: Key::of("about-task-queue"),
        look: Key::of("look-task-queue"),
        spot: Spot::Tab(Tab::Channels),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/task_queue.py"),
        files: &[],
    },
    Example {
        id: "pool",
        title: Key::of("example-pool"),
        about: Key::of("about-pool"),
        look: Key::of("look-pool"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/pool.py"),
        files: &[],
    },
    Example {
        id: "join-before-get",
        title: Key::of("example-join-before-get"),
        about: Key::of("about-join-before-get"),
        look: Key::of("look-join-before-get"),
        spot: Spot::Tab(Tab::Locks),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/join_before_get.py"),
        files: &[],
    },
    Example {
        id: "deadlock",
        title: Key::of("example-deadlock"),
        about: Key::of("about-deadlock"),
        look: Key::of("look-deadlock"),
        spot: Spot::Tab(Tab::Locks),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/deadlock.py"),
        files: &[],
    },
    Example {
        id: "terminate",
        title: Key::of("example-terminate"),
        about: Key::of("about-terminate"),
        look: Key::of("look-terminate"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/terminate.py"),
        files: &[],
    },
    Example {
        id: "daemon",
        title: Key::of("example-daemon"),
        about: Key::of("about-daemon"),
        look: Key::of("look-daemon"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/daemon.py"),
        files: &[],
    },
    Example {
        id: "threads-and-processes",
        title: Key::of("example-threads-and-processes"),
        about: Key::of("about-threads-and-processes"),
        look: Key::of("look-threads-and-processes"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/threads_and_processes.py"),
        files: &[],
    },
    Example {
        id: "exit-codes",
        title: Key::of("example-exit-codes"),
        about: Key::of("about-exit-codes"),
        look: Key::of("look-exit-codes"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/exit_codes.py"),
        files: &[],
    },
    Example {
        id: "subclass",
        title: Key::of("example-subclass"),
        about: Key::of("about-subclass"),
        look: Key::of("look-subclass"),
        spot: Spot::Tab(Tab::Console),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/subclass.py"),
        files: &[],
    },
    Example {
        id: "nested",
        title: Key::of("example-nested"),
        about: Key::of("about-nested"),
        look: Key::of("look-nested"),
        spot: Spot::Timeline,
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/nested.py"),
        files: &[],
    },
    Example {
        id: "reports",
        title: Key::of("example-reports"),
        about: Key::of("about-reports"),
        look: Key::of("look-reports"),
        spot: Spot::Tab(Tab::Files),
        choice: Choice::Processes,
        seed: None,
        source: include_str!("../examples/reports.py"),
        files: &[
            (
                "stations.py",
                include_bytes!("../examples/reports/stations.py"),
            ),
            (
                "celsius.csv",
                include_bytes!("../examples/reports/celsius.csv"),
            ),
        ],
    },
];

/// The example of this id.
pub fn example(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_of_examples_can_be_there() {
        for example in &EXAMPLES {
            let files = example.program().project().files;
            assert_eq!(files.list().len(), example.files.len(), "{}", example.id);
        }
    }
}
