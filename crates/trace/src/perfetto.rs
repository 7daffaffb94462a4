//! A run as Chrome trace events, which Perfetto and other trace viewers load.
//!
//! The format is that of the "Trace Event Format" document: processes and threads by metadata events,
//! what a thread does as complete events, messages and wake-ups as flow events, the length of queues
//! as counters, changes of files as instant events. Times are in microseconds.

use serde::Serialize;
use spawnpoint_protocol::{
    ObjectId, Time,
    event::{EventKind, WaitFor},
    files::{FileChange, Inode},
};

use crate::{
    Moment, Trace,
    channels::Thread,
    timeline::{ArrowKind, Segment, State},
};

/// A trace in the object form of the format.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    trace_events: Vec<Entry>,
    display_time_unit: &'static str,
}

/// A trace event.
#[derive(Clone, Debug, Default, Serialize)]
struct Entry {
    /// Its phase: what kind of event it is.
    ph: &'static str,
    name: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    cat: &'static str,
    pid: u32,
    tid: u32,
    ts: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    dur: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u64>,
    /// Where a flow ends: in the slice that holds its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    bp: Option<&'static str>,
    #[serde(skip_serializing_if = "Args::is_empty")]
    args: Args,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
struct Args {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    /// How often a lock was taken, where that was more than once.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exitcode: Option<i32>,
}

impl Args {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A run as a trace.
#[must_use]
pub fn file(trace: &Trace) -> File {
    let mut entries = Vec::new();
    names(trace, &mut entries);
    slices(trace, &mut entries);
    holds(trace, &mut entries);
    flows(trace, &mut entries);
    counters(trace, &mut entries);
    changes(trace, &mut entries);
    File {
        trace_events: entries,
        display_time_unit: "ms",
    }
}

fn at((pid, thread): Thread, ph: &'static str, time: Time) -> Entry {
    Entry {
        ph,
        pid: pid.0,
        // The main thread has the number of its process, as on Linux. Numbers that are too large for this
        // are nobody's.
        tid: if thread.0 == 0 {
            pid.0
        } else {
            pid.0.wrapping_mul(1_000).wrapping_add(thread.0)
        },
        ts: time.0,
        ..Entry::default()
    }
}

fn names(trace: &Trace, entries: &mut Vec<Entry>) {
    for lane in trace.timeline().lanes() {
        let mut metadata = |name: &str, args| {
            entries.push(Entry {
                name: name.to_owned(),
                args,
                ..at(lane.key(), "M", Time(0))
            });
        };
        let named = |name: &str| Args {
            name: Some(name.to_owned()),
            ..Args::default()
        };
        if lane.is_main() {
            metadata("process_name", named(&lane.name));
            metadata(
                "process_sort_index",
                Args {
                    sort_index: Some(lane.process),
                    ..Args::default()
                },
            );
            metadata("thread_name", named("MainThread"));
        } else {
            metadata("thread_name", named(&lane.name));
        }
    }
}

fn slices(trace: &Trace, entries: &mut Vec<Entry>) {
    let end = trace.timeline().end();
    for lane in trace.timeline().lanes() {
        for segment in &lane.segments {
            entries.push(Entry {
                name: doing(trace, segment),
                cat: "state",
                dur: Some(segment.to.unwrap_or(end).since(segment.from)),
                args: Args {
                    line: segment.line,
                    ..Args::default()
                },
                ..at(lane.key(), "X", segment.from)
            });
        }
        if let Some(exit) = lane.exit {
            entries.push(Entry {
                name: "exit".to_owned(),
                cat: "state",
                args: Args {
                    exitcode: Some(exit.code),
                    ..Args::default()
                },
                ..at(lane.key(), "i", exit.time)
            });
        }
    }
}

/// What a thread does, in Python's words.
fn doing(trace: &Trace, segment: &Segment) -> String {
    match &segment.state {
        State::Starting => "starting".to_owned(),
        State::Running => "running".to_owned(),
        State::Held => "paused".to_owned(),
        State::Ready => "ready".to_owned(),
        State::Blocked {
            call: Some(call), ..
        } => call.clone(),
        State::Blocked {
            on: WaitFor::Sleep { .. },
            call: None,
        } => "sleep".to_owned(),
        State::Blocked {
            on: WaitFor::Exit { of },
            call: None,
        } => {
            let name = trace.timeline().process(*of).map(|lane| lane.name.as_str());
            format!("join {}", name.unwrap_or_default())
        }
        State::Blocked { call: None, .. } => "waiting".to_owned(),
    }
}

fn object_name(trace: &Trace, object: ObjectId) -> String {
    let class = trace.objects().name(object).unwrap_or("object");
    match trace.memories().name_of(object) {
        Some(name) => format!("{class} {name}"),
        None => format!("{class} {}", object.0),
    }
}

fn holds(trace: &Trace, entries: &mut Vec<Entry>) {
    let end = trace.timeline().end();
    for lane in trace.timeline().lanes() {
        for (lock, holds) in trace.locks().holds(lane.key()) {
            let name = object_name(trace, lock);
            for hold in holds {
                for (ph, time) in [("b", hold.from), ("e", hold.to.unwrap_or(end))] {
                    entries.push(Entry {
                        name: name.clone(),
                        cat: "lock",
                        id: Some(u64::from(lock.0)),
                        args: Args {
                            line: hold.line,
                            times: Some(hold.times).filter(|times| *times > 1),
                            ..Args::default()
                        },
                        ..at(lane.key(), ph, time)
                    });
                }
            }
        }
    }
}

fn flows(trace: &Trace, entries: &mut Vec<Entry>) {
    let mut id = 0;
    let mut flow = |cat, name: String, from: (Thread, Time), to: (Thread, Time), args: Args| {
        id += 1;
        for ((thread, time), ph, bp) in [(from, "s", None), (to, "f", Some("e"))] {
            entries.push(Entry {
                name: name.clone(),
                cat,
                id: Some(id),
                bp,
                args: args.clone(),
                ..at(thread, ph, time)
            });
        }
    };
    for message in trace.channels().messages() {
        if let Some(received) = message.received {
            let args = Args {
                value: Some(message.value.text.clone()),
                bytes: Some(message.bytes),
                line: message.sent.line,
                ..Args::default()
            };
            let (from, to) = (
                (message.sent.by, message.sent.time),
                (received.by, received.time),
            );
            flow(
                "message",
                object_name(trace, message.channel),
                from,
                to,
                args,
            );
        }
    }
    for arrow in trace.timeline().arrows() {
        let name = match arrow.kind {
            ArrowKind::Start => "start".to_owned(),
            ArrowKind::Join => "join".to_owned(),
            ArrowKind::Signal(signal) => format!("signal {}", signal.0),
        };
        if let Some(reached) = arrow.reached {
            flow(
                "process",
                name,
                arrow.from,
                (arrow.to, reached),
                Args::default(),
            );
        }
    }
}

fn counters(trace: &Trace, entries: &mut Vec<Entry>) {
    for channel in trace.channels().iter() {
        let name = object_name(trace, channel.id);
        for (time, depth) in trace.channels().depths(channel) {
            entries.push(Entry {
                name: name.clone(),
                args: Args {
                    messages: Some(depth),
                    ..Args::default()
                },
                ..at((channel.maker, spawnpoint_protocol::Tid::MAIN), "C", time)
            });
        }
    }
}

fn changes(trace: &Trace, entries: &mut Vec<Entry>) {
    for (number, event) in (1..).zip(trace.log().events()) {
        let EventKind::File { change, line } = &event.kind else {
            continue;
        };
        let path = |file: &Inode| {
            trace
                .files()
                .name(*file, Moment(number))
                .unwrap_or_default()
        };
        let (name, bytes) = match change {
            // It was there before.
            FileChange::Given { .. } => continue,
            FileChange::Created { path, .. } => (format!("create {path}"), None),
            FileChange::Linked { path, .. } => (format!("link {path}"), None),
            FileChange::Written { file, length, .. } => {
                (format!("write {}", path(file)), Some(*length))
            }
            FileChange::Resized { file, .. } => (format!("truncate {}", path(file)), None),
            FileChange::Renamed { from, to, .. } => (format!("rename {from} {to}"), None),
            FileChange::Removed { path, .. } => (format!("unlink {path}"), None),
        };
        entries.push(Entry {
            name,
            cat: "file",
            args: Args {
                line: *line,
                bytes: bytes.map(|bytes| u32::try_from(bytes).unwrap_or(u32::MAX)),
                ..Args::default()
            },
            ..at((event.pid, event.thread), "i", event.time)
        });
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, StartMethod, Tid,
        event::{Event, Use},
        syscall::Spec,
    };

    use super::*;

    #[test]
    fn a_stretch_of_many_holds_says_how_many() {
        let object = ObjectId(1);
        let created = EventKind::Created {
            parent: None,
            name: "MainProcess".to_owned(),
            daemon: false,
            method: StartMethod::Spawn,
            line: None,
        };
        let spec = Spec::Semaphore {
            value: 1,
            maximum: 1,
            recursive: false,
            label: "Lock".to_owned(),
        };
        let made = EventKind::Made {
            object,
            spec,
            line: None,
        };
        let (thread, line) = (Tid::MAIN, Some(2));
        let uses = vec![
            Use::Repeated {
                count: 4_213,
                from: Time(1),
                to: Time(5),
                thread,
                line,
            },
            Use::Took {
                at: Time(6),
                thread,
                line,
            },
        ];
        let told = EventKind::Used {
            semaphore: object,
            uses,
        };
        let mut trace = Trace::default();
        for (time, kind) in [(0, created), (0, made), (7, told)] {
            trace.push(Event {
                time: Time(time),
                pid: Pid(1),
                thread,
                kind,
            });
        }
        let entries = file(&trace).trace_events.into_iter();
        let holds: Vec<_> = entries
            .filter(|entry| entry.cat == "lock")
            .map(|entry| (entry.ph, entry.ts, entry.args.times))
            .collect();
        let many = Some(4_213);
        assert_eq!(
            holds,
            [
                ("b", 1, many),
                ("e", 5, many),
                ("b", 6, None),
                ("e", 7, None)
            ]
        );
    }
}
