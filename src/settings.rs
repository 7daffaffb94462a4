//! How the reader wants programs to run.

use spawnpoint_protocol::syscall::{Mode, Turns};

use crate::storage;

/// Which runs a press of Run makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// One, in which each process has a memory of its own.
    #[default]
    Processes,
    /// One, in which all share a memory.
    Shared,
    /// First the one and then the other, to be compared.
    Both,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Processes, Self::Shared, Self::Both];

    /// Its name where it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Processes => "processes",
            Self::Shared => "shared",
            Self::Both => "both",
        }
    }

    /// The choice of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

/// The switch intervals that are offered, in microseconds; the first is Python's.
pub const INTERVALS: [u32; 4] = [5_000, 1_000, 100, 100_000];

/// How programs run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which runs.
    pub choice: Choice,
    /// Whether, where all share a memory, `start()` returns only when the target has ended.
    pub is_serial: bool,
    /// When threads take turns.
    pub turns: Turns,
}

impl Settings {
    /// Those of the last visit.
    pub fn stored() -> Self {
        let number = |name: &str| storage::get(name).and_then(|text| text.parse().ok());
        let choice = storage::get("mode").and_then(|name| Choice::from_name(&name));
        Self {
            choice: choice.unwrap_or_default(),
            is_serial: storage::get("serial").is_some(),
            turns: Turns {
                interval: number("interval").unwrap_or(Turns::default().interval),
                seed: number("seed"),
            },
        }
    }

    /// Keeps them for the next visit.
    pub fn store(self) {
        let Turns { interval, seed } = self.turns;
        let set = |name: &str, value: Option<String>| {
            // What cannot be kept is chosen anew.
            let _ = storage::set(name, value.as_deref());
        };
        set("mode", Some(self.choice.name().to_owned()));
        set("serial", self.is_serial.then(|| "yes".to_owned()));
        set("interval", Some(interval.to_string()));
        set("seed", seed.map(|seed| seed.to_string()));
    }

    /// The modes of the runs, one after the other.
    pub fn modes(self) -> Vec<Mode> {
        let shared = if self.is_serial {
            Mode::Serial
        } else {
            Mode::Shared
        };
        match self.choice {
            Choice::Processes => vec![Mode::Processes],
            Choice::Shared => vec![shared],
            Choice::Both => vec![Mode::Processes, shared],
        }
    }
}
