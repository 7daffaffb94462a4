//! The record itself.

use spawnpoint_protocol::{
    Time,
    event::{Event, EventKind},
};

use crate::moment::Moment;

/// How many events a log may hold before it is [full](Log::is_full).
pub const MAX_EVENTS: usize = 1_000_000;

/// How many bytes of printed text a log may hold before it is [full](Log::is_full).
pub const MAX_TEXT: usize = 64 << 20;

/// The events of a run in the order in which they happened. It only grows.
#[derive(Clone, Debug, Default)]
pub struct Log {
    events: Vec<Event>,
    text: usize,
}

impl Log {
    /// Appends an event.
    pub fn push(&mut self, event: Event) {
        if let EventKind::Printed { text, .. } = &event.kind {
            self.text += text.len();
        }
        self.events.push(event);
    }

    /// The events so far.
    #[must_use]
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The moment after the last event.
    #[must_use]
    pub fn end(&self) -> Moment {
        Moment(self.events.len())
    }

    /// The moment at which all has happened that had happened at `time`.
    #[must_use]
    pub fn moment(&self, time: Time) -> Moment {
        Moment(self.events.partition_point(|event| event.time <= time))
    }

    /// The event that led to `moment`; none at the beginning.
    #[must_use]
    pub fn event(&self, moment: Moment) -> Option<&Event> {
        self.events.get(moment.0.checked_sub(1)?)
    }

    /// Whether the run should be stopped because its record takes too much memory. A full log still
    /// takes what happens until the run has ended.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.events.len() >= MAX_EVENTS || self.text >= MAX_TEXT
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{Pid, Stream, Tid, Time};

    use super::*;

    #[test]
    fn printed_text_fills_a_log() {
        let mut log = Log::default();
        let text = "x".repeat(MAX_TEXT / 2);
        for full in [false, true] {
            log.push(Event {
                time: Time(1),
                pid: Pid(1),
                thread: Tid::MAIN,
                kind: EventKind::Printed {
                    stream: Stream::Stdout,
                    text: text.clone(),
                },
            });
            assert_eq!(log.is_full(), full);
        }
        assert_eq!(log.events().len(), 2);
    }
}
