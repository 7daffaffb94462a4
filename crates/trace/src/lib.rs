//! What the event log of a run says, in the form in which views show it.
//!
//! Everything here is a pure function of the log: [`Trace::push`] takes one event after another, and
//! what the views read at any moment is what the events so far say. Only [`gestures`] is of what hands do
//! to a picture of it. There is no clock, no browser and no text in a human language here.

pub mod axis;
pub mod channels;
pub mod compare;
pub mod console;
pub mod critical;
pub mod exit;
pub mod file;
pub mod files;
pub mod gestures;
pub mod layout;
pub mod locks;
pub mod log;
pub mod memories;
pub mod moment;
pub mod objects;
pub mod perfetto;
pub mod record;
pub mod scene;
pub mod svg;
pub mod timeline;
pub mod traceback;

use std::mem;

use spawnpoint_protocol::{
    Pid, Signal, Tid, Time,
    event::{Deadlock, Event, EventKind, Limit},
};

pub use self::{
    channels::Channels,
    console::{Console, Transcript},
    files::Files,
    locks::Locks,
    log::Log,
    memories::Memories,
    moment::Moment,
    objects::Objects,
    timeline::Timeline,
};
use self::{
    channels::Passage,
    moment::Step,
    timeline::{Copied, State},
};

/// A run's log and the views of it.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    log: Log,
    timeline: Timeline,
    transcript: Transcript,
    objects: Objects,
    channels: Channels,
    memories: Memories,
    files: Files,
    locks: Locks,
    deadlock: Option<(Moment, Deadlock)>,
    limits: Vec<(Pid, Limit)>,
}

impl Trace {
    /// Takes the next event of the log.
    pub fn push(&mut self, event: Event) {
        let step = Step {
            moment: Moment(self.log.end().0 + 1),
            event: &event,
        };
        self.take_in(step);
        self.timeline.settle(step);
        self.log.push(event);
    }

    /// What each kind of event means, and for which of the views.
    fn take_in(&mut self, step: Step) {
        let event = step.event;
        match &event.kind {
            EventKind::Created {
                parent,
                name,
                daemon,
                method,
                line,
            } => {
                let origin = parent.map(|parent| (parent, *method));
                self.timeline.created(step, origin, name, *daemon, *line);
            }
            EventKind::Copied { bytes, micros } => {
                let (bytes, micros) = (*bytes, *micros);
                self.timeline.copied(step, Copied { bytes, micros });
            }
            EventKind::Memory(bytes) => self.memories.resized(step, *bytes),
            EventKind::Running => self.timeline.running(step),
            EventKind::ThreadStarted { name, by, line } => {
                self.timeline.thread_started(step, name, *by, *line);
            }
            EventKind::ThreadEnded => self.timeline.thread_ended(step),
            EventKind::Blocked { on, call, line } => {
                if let Some(object) = on.object() {
                    self.memories.used(step, object);
                }
                let (on, call) = (on.clone(), call.clone());
                self.timeline
                    .stopped(step, State::Blocked { on, call }, *line);
            }
            EventKind::Unblocked { timed_out, by } => {
                self.timeline.unblocked(step, *timed_out, *by);
            }
            EventKind::Held { line } => self.timeline.stopped(step, State::Held, *line),
            EventKind::Resumed => self.timeline.resumed(step),
            EventKind::Globals(changed) => self.memories.changed(step, changed),
            EventKind::Turn => self.timeline.took_turn(step),
            EventKind::Overwritten { name, lost, line } => {
                self.timeline.overwritten(step, name, *lost, *line);
            }
            EventKind::Printed { .. } => self.transcript.push(step),
            EventKind::Made { object, spec, line } => {
                self.objects.made(*object, spec);
                self.channels.made(step, *object, spec, *line);
                self.locks.made(*object, spec, *line);
            }
            EventKind::Acquired { semaphore, line } => {
                self.memories.used(step, *semaphore);
                self.locks.acquired(step, *semaphore, *line);
            }
            EventKind::Released { semaphore, .. } => {
                self.memories.used(step, *semaphore);
                self.locks.released(step, *semaphore);
            }
            EventKind::Sent {
                to,
                message,
                bytes,
                value,
                line,
            } => {
                self.memories.used(step, *to);
                let sent = Passage::new(step, *line);
                self.channels.was_sent(sent, *to, *message, *bytes, value);
            }
            // What was put into one cannot come out of another.
            EventKind::Received {
                from,
                message,
                line,
            } => {
                self.memories.used(step, *from);
                self.channels
                    .was_received(Passage::new(step, *line), *message);
            }
            EventKind::Mapped { memory, .. } => self.memories.mapped(step, *memory, true),
            EventKind::Unmapped(memory) => self.memories.mapped(step, *memory, false),
            EventKind::Signalled { by, signal, .. } => {
                self.timeline.signalled(step, *by, *signal);
            }
            EventKind::Deadlocked(deadlock) => {
                self.deadlock = Some((step.moment, deadlock.clone()));
            }
            EventKind::Limited(limit) => self.met(event.pid, *limit),
            EventKind::Exited { code } => {
                self.timeline.exited(step, *code);
                self.transcript.push(step);
                self.locks.process_ended(step);
            }
            EventKind::File { change, line } => self.files.changed(step, change, *line),
            EventKind::Used { semaphore, uses } => {
                self.memories.used(step, *semaphore);
                self.locks.used(step, *semaphore, uses);
            }
        }
    }

    /// A process has met a limit of the run.
    fn met(&mut self, pid: Pid, limit: Limit) {
        let is_same = |met: &Limit| mem::discriminant(met) == mem::discriminant(&limit);
        match self.limits.iter_mut().find(|(_, met)| is_same(met)) {
            Some((_, met)) => *met = limit,
            None => self.limits.push((pid, limit)),
        }
    }

    /// Records that every process was killed at `time`, for the case that their kernel, which would have
    /// recorded it, was ended with them.
    pub fn kill_all(&mut self, time: Time) {
        let alive: Vec<_> = self
            .timeline
            .processes()
            .filter(|lane| lane.exit.is_none())
            .map(|lane| lane.pid)
            .collect();
        for pid in alive {
            let signal = Signal::KILL;
            for kind in [
                EventKind::Signalled {
                    by: None,
                    signal,
                    line: None,
                },
                EventKind::Exited {
                    code: signal.exit_code(),
                },
            ] {
                self.push(Event {
                    time,
                    pid,
                    thread: Tid::MAIN,
                    kind,
                });
            }
        }
    }

    /// All that happened.
    #[must_use]
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// The limits that the run has met so far, as they were met last, and who met each first.
    #[must_use]
    pub fn limits(&self) -> &[(Pid, Limit)] {
        &self.limits
    }

    /// Who did what, when.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// What processes made to share.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.objects
    }

    /// Queues, pipes and their messages.
    #[must_use]
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// What processes have in their memories.
    #[must_use]
    pub fn memories(&self) -> &Memories {
        &self.memories
    }

    /// Files, what was in them and who wrote it.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Locks, and who waits for whom.
    #[must_use]
    pub fn locks(&self) -> &Locks {
        &self.locks
    }

    /// Why nobody could go on, if it came to that.
    #[must_use]
    pub fn deadlock(&self) -> Option<&Deadlock> {
        self.deadlock.as_ref().map(|(_, deadlock)| deadlock)
    }

    /// The moment of the report that nobody could go on, if it came to that.
    #[must_use]
    pub fn deadlocked(&self) -> Option<Moment> {
        self.deadlock.as_ref().map(|(moment, _)| *moment)
    }

    /// What was printed.
    #[must_use]
    pub fn console(&self) -> &Console {
        self.transcript.latest()
    }

    /// What had been printed at `moment`.
    #[must_use]
    pub fn console_at(&self, moment: Moment) -> Console {
        self.transcript.at(self.log.events(), moment)
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{Pid, StartMethod};

    use super::*;

    #[test]
    fn killing_all_ends_those_alive() {
        let mut trace = Trace::default();
        for (pid, parent) in [(Pid(1), None), (Pid(2), Some(Pid(1)))] {
            let (name, method) = (String::new(), StartMethod::Spawn);
            let kind = EventKind::Created {
                parent,
                name,
                daemon: false,
                method,
                line: None,
            };
            trace.push(Event {
                time: Time(0),
                pid,
                thread: Tid::MAIN,
                kind,
            });
        }
        trace.push(Event {
            time: Time(1),
            pid: Pid(2),
            thread: Tid::MAIN,
            kind: EventKind::Exited { code: 0 },
        });
        trace.kill_all(Time(2));
        let codes: Vec<_> = trace
            .timeline()
            .processes()
            .filter_map(|lane| lane.exit)
            .map(|exit| exit.code)
            .collect();
        assert_eq!(codes, [-9, 0]);
        assert_eq!(trace.log().events().len(), 5);
    }
}
