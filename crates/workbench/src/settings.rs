//! How the reader wants programs to run.

use spawnpoint_link::{Choice, Link};
use spawnpoint_protocol::{
    StartMethod,
    syscall::{Mode, Turns},
};

use crate::storage::Storage;

/// How programs run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Which runs.
    pub choice: Choice,
    /// The start method when the program chooses none.
    pub start_method: StartMethod,
    /// Whether, where all share a memory, `start()` returns only when the target has ended.
    pub is_serial: bool,
    /// When threads take turns.
    pub turns: Turns,
}

impl Settings {
    /// Those of the last visit.
    #[must_use]
    pub fn stored(storage: &dyn Storage) -> Self {
        let number = |name: &str| storage.get(name).and_then(|text| text.parse().ok());
        let choice = storage
            .get("mode")
            .and_then(|name| Choice::from_name(&name));
        let method = storage
            .get("start-method")
            .and_then(|name| StartMethod::from_name(&name));
        Self {
            choice: choice.unwrap_or_default(),
            start_method: method.unwrap_or_default(),
            is_serial: storage.get("serial").is_some(),
            turns: Turns {
                interval: number("interval").unwrap_or(Turns::default().interval),
                seed: number("seed"),
            },
        }
    }

    /// Keeps them for the next visit.
    pub fn store(self, storage: &mut dyn Storage) {
        let Turns { interval, seed } = self.turns;
        let mut set = |name: &str, value: Option<String>| {
            // What cannot be kept is chosen anew.
            let _ = storage.set(name, value.as_deref());
        };
        set("mode", Some(self.choice.name().to_owned()));
        set("start-method", Some(self.start_method.name().to_owned()));
        set("serial", self.is_serial.then(|| "yes".to_owned()));
        set("interval", Some(interval.to_string()));
        set("seed", seed.map(|seed| seed.to_string()));
    }

    /// Those that a link asks for, Python's where it asks for none.
    #[must_use]
    pub fn of_link(link: &Link) -> Self {
        Self {
            choice: link.choice.unwrap_or_default(),
            start_method: link.start_method.unwrap_or_default(),
            is_serial: link.is_serial,
            turns: link.turns(),
        }
    }

    /// Has a link ask for them, where they are not Python's.
    pub fn put_into(self, link: &mut Link) {
        let usual = Self::default();
        let Turns { interval, seed } = self.turns;
        link.choice = (self.choice != usual.choice).then_some(self.choice);
        link.start_method = (self.start_method != usual.start_method).then_some(self.start_method);
        link.is_serial = self.is_serial;
        link.interval = (interval != usual.turns.interval).then_some(interval);
        link.seed = seed;
    }

    /// The modes of the runs, one after the other.
    #[must_use]
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
