//! Going back: what views show of a moment is what they showed when it was the latest.

use proptest::prelude::*;
use spawnpoint_protocol::{
    MessageId, ObjectId, Pid, Signal, StartMethod, Stream, Tid, Time,
    event::{Event, EventKind, Summary, Use, Variable, WaitFor},
    files::{Fd, FileChange, FileKind, Inode},
    syscall::{Spec, ThreadWait, Watched},
};
use spawnpoint_trace::{Moment, Trace, timeline::State};

const PIDS: std::ops::Range<u32> = 1..5;
const QUEUE: ObjectId = ObjectId(1);
const PIPE: ObjectId = ObjectId(2);
const LOCK: ObjectId = ObjectId(4);
const MEMORY: ObjectId = ObjectId(5);

/// All that the views say of a moment, as text.
fn shown(trace: &Trace, moment: Moment) -> Vec<String> {
    let mut shown = Vec::new();
    for lane in trace.timeline().lanes() {
        let segment = lane.at(moment);
        let state = segment.map(|segment| (segment.from, &segment.state, segment.line));
        // A lane that begins later is not there yet.
        if let Some(state) = state {
            shown.push(format!("{} {} {state:?}", lane.pid, lane.thread.0));
        }
    }
    shown.push(format!("{:?}", trace.console_at(moment)));
    let channels = trace.channels();
    for channel in channels.iter().filter(|channel| channel.made <= moment) {
        let waiting: Vec<_> = (channels.waiting(channel, moment).into_iter())
            .map(|message| message.id)
            .collect();
        let last = channels
            .last_received(channel, moment)
            .map(|message| message.id);
        let depth = channels.depth(channel, moment);
        assert_eq!(depth, waiting.len());
        shown.push(format!("{:?} {waiting:?} {last:?}", channel.id));
    }
    shown.extend(trace.memories().rows(moment).map(|row| format!("{row:?}")));
    shown.push(format!("{:?}", trace.memories().shared(moment)));
    for row in trace.files().at(moment) {
        let content = trace.files().content(row.file, moment);
        let history = trace.files().history(row.file, moment).len();
        shown.push(format!("{row:?} {content:?} {history}"));
    }
    for lock in trace.locks().iter() {
        shown.push(format!("{:?} {}", lock.holders(moment), lock.taken(moment)));
    }
    let waits = trace.locks().waits(trace.timeline(), moment);
    shown.push(format!("{waits:?}"));
    shown
}

fn trace(events: &[Event]) -> Trace {
    let mut trace = Trace::default();
    for event in events {
        trace.push(event.clone());
    }
    trace
}

fn summary(text: u8) -> Summary {
    Summary {
        text: text.to_string(),
        object: text.is_multiple_of(3).then_some(MEMORY),
        ..Summary::default()
    }
}

fn wait() -> impl Strategy<Value = WaitFor> {
    let pid = || PIDS.prop_map(Pid);
    prop_oneof![
        (1_u64..9).prop_map(|micros| WaitFor::Sleep { micros }),
        pid().prop_map(|of| WaitFor::Exit { of }),
        pid().prop_map(|of| WaitFor::Any {
            of: vec![Watched::Exit(of), Watched::Readable(PIPE)]
        }),
        Just(WaitFor::Acquire { semaphore: LOCK }),
        Just(WaitFor::Get { queue: QUEUE }),
        Just(WaitFor::Read {
            fd: Fd(3),
            end: Inode(9)
        }),
        Just(WaitFor::Thread {
            on: ThreadWait::End(Tid(1))
        }),
    ]
}

/// Of a few files and names, of which some are directories of others.
fn change() -> impl Strategy<Value = FileChange> {
    let file = || (1_u64..4).prop_map(Inode);
    let path = || "/[ab](/[ab])?";
    let kind = prop_oneof![Just(FileKind::File), Just(FileKind::Directory)];
    prop_oneof![
        (file(), kind, path()).prop_map(|(file, kind, path)| FileChange::Created {
            file,
            kind,
            path
        }),
        (file(), path()).prop_map(|(file, path)| FileChange::Linked { file, path }),
        (file(), 0_u64..6, "[xyz]{1,4}", 0_u64..2).prop_map(|(file, offset, text, cut)| {
            FileChange::Written {
                file,
                offset,
                length: text.len() as u64 + cut,
                bytes: text.into_bytes(),
            }
        }),
        (file(), 0_u64..6).prop_map(|(file, size)| FileChange::Resized { file, size }),
        (file(), path(), path()).prop_map(|(file, from, to)| FileChange::Renamed {
            file,
            from,
            to
        }),
        (file(), path()).prop_map(|(file, path)| FileChange::Removed { file, path }),
    ]
}

/// What two threads do. Of each time it is said how much later it is than the one before.
fn uses() -> impl Strategy<Value = Vec<Use>> {
    let later = || (0_u64..2).prop_map(Time);
    let thread = || (0_u32..2).prop_map(Tid);
    let line = Some(3);
    let what = prop_oneof![
        (later(), thread()).prop_map(move |(at, thread)| Use::Took { at, thread, line }),
        (later(), thread()).prop_map(move |(at, thread)| Use::GaveBack { at, thread, line }),
        (1_u32..9, later(), later(), thread()).prop_map(move |(count, from, to, thread)| {
            Use::Repeated {
                count,
                from,
                to,
                thread,
                line,
            }
        }),
    ];
    prop::collection::vec(what, 1..5)
}

fn kind() -> impl Strategy<Value = EventKind> {
    let pid = || PIDS.prop_map(Pid);
    let channel = || prop_oneof![Just(QUEUE), Just(PIPE)];
    let line = Some(3);
    prop_oneof![
        4 => Just(EventKind::Running),
        4 => wait().prop_map(move |on| EventKind::Blocked { on, call: None, line }),
        4 => (any::<bool>(), prop::option::of(pid())).prop_map(|(timed_out, by)| {
            EventKind::Unblocked { timed_out, by: by.map(|by| (by, Tid::MAIN)) }
        }),
        1 => Just(EventKind::Held { line }),
        1 => Just(EventKind::Resumed),
        3 => Just(EventKind::Turn),
        3 => "[ab\n\r]{1,4}".prop_map(|text| EventKind::Printed { stream: Stream::Stdout, text }),
        1 => Just(EventKind::ThreadStarted { name: "t".to_owned(), by: Tid::MAIN, line }),
        1 => Just(EventKind::ThreadEnded),
        4 => (channel(), 0_u64..20, any::<u8>()).prop_map(move |(to, message, value)| EventKind::Sent {
            to,
            message: MessageId(message),
            bytes: 1,
            value: summary(value),
            line,
        }),
        4 => (channel(), 0_u64..20).prop_map(move |(from, message)| EventKind::Received {
            from,
            message: MessageId(message),
            line,
        }),
        2 => Just(EventKind::Acquired { semaphore: LOCK, line }),
        2 => Just(EventKind::Released { semaphore: LOCK, line }),
        3 => uses().prop_map(|uses| EventKind::Used { semaphore: LOCK, uses }),
        1 => Just(EventKind::Mapped { memory: MEMORY, in_place: false }),
        1 => Just(EventKind::Unmapped(MEMORY)),
        3 => ("[xyz]", prop::option::of(any::<u8>())).prop_map(|(name, value)| {
            EventKind::Globals(vec![Variable { name, value: value.map(summary) }])
        }),
        5 => change().prop_map(move |change| EventKind::File { change, line }),
        1 => Just(EventKind::Signalled { by: None, signal: Signal::KILL, line: None }),
        1 => prop_oneof![Just(0), Just(-9)].prop_map(|code| EventKind::Exited { code }),
    ]
}

/// Any events at all, of few processes and objects, in the order of time.
fn logs() -> impl Strategy<Value = Vec<Event>> {
    let step = (0_u64..3, PIDS, 0_u32..2, kind());
    prop::collection::vec(step, 0..80).prop_map(|steps| {
        let mut log = Vec::new();
        let mut push = |time, pid, thread, kind| {
            log.push(Event {
                time: Time(time),
                pid: Pid(pid),
                thread: Tid(thread),
                kind,
            });
        };
        for pid in PIDS {
            let created = EventKind::Created {
                parent: (pid > 1).then_some(Pid(pid / 2)),
                name: format!("p{pid}"),
                daemon: false,
                method: StartMethod::Spawn,
                line: None,
            };
            push(0, pid, 0, created);
        }
        let queue = Spec::Queue {
            capacity: None,
            label: "Queue".to_owned(),
        };
        let lock = Spec::Semaphore {
            value: 1,
            maximum: 1,
            recursive: false,
            label: "Lock".to_owned(),
        };
        let pipe = Spec::Pipe { duplex: true };
        for (object, spec) in [(QUEUE, queue), (PIPE, pipe), (LOCK, lock)] {
            push(
                0,
                1,
                0,
                EventKind::Made {
                    object,
                    spec,
                    line: None,
                },
            );
        }
        let mut time = 0;
        for (later, pid, thread, mut kind) in steps {
            let mut at = Time(time);
            time += later;
            if let EventKind::Used { uses, .. } = &mut kind {
                for what in uses {
                    *what = what.by(|later| {
                        at = at.after(later.0).min(Time(time));
                        at
                    });
                }
            }
            push(time, pid, thread, kind);
        }
        log
    })
}

/// A message is sent once and received at most once, after that.
fn is_plausible(log: &[Event]) -> bool {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    log.iter().all(|event| match &event.kind {
        EventKind::Sent { message, to, .. } => {
            let is_new = !sent.iter().any(|(known, _)| known == message);
            sent.push((*message, *to));
            is_new
        }
        EventKind::Received { message, from, .. } => {
            let is_new = !received.contains(message);
            received.push(*message);
            is_new && sent.contains(&(*message, *from))
        }
        _ => true,
    })
}

/// Leaves out what no kernel would record.
fn plausible(log: Vec<Event>) -> Vec<Event> {
    let mut kept: Vec<Event> = Vec::new();
    for event in log {
        kept.push(event);
        let is_channel = matches!(
            kept.last().map(|event| &event.kind),
            Some(EventKind::Sent { .. } | EventKind::Received { .. })
        );
        if is_channel && !is_plausible(&kept) {
            kept.pop();
        }
    }
    kept
}

proptest! {
    #[test]
    fn a_moment_looks_as_it_did_when_it_was_the_latest(log in logs().prop_map(plausible)) {
        let whole = trace(&log);
        for length in 0..=log.len() {
            let moment = Moment(length);
            let then = trace(&log[..length]);
            let known = whole.locks().iter().filter(|lock| then.locks().lock(lock.id).is_some()).count();
            let mut now = shown(&whole, moment);
            let before = shown(&then, moment);
            // Locks that were made later are listed, and are held by nobody.
            let later = whole.locks().iter().count() - known;
            let waits = now.pop();
            now.truncate(now.len() - later);
            now.extend(waits);
            prop_assert_eq!(now, before);
        }
    }

    #[test]
    fn holds_are_in_the_order_of_time_and_every_take_is_in_one(log in logs()) {
        let trace = trace(&log);
        let locks = trace.locks();
        let threads = PIDS.flat_map(|pid| [(Pid(pid), Tid(0)), (Pid(pid), Tid(1))]);
        let mut times = 0;
        for (_, holds) in threads.flat_map(|thread| locks.holds(thread)) {
            prop_assert!(holds.is_sorted_by_key(|hold| hold.from));
            prop_assert!(holds.iter().all(|hold| hold.to.is_none_or(|to| hold.from <= to)));
            times += holds.iter().map(|hold| u64::from(hold.times)).sum::<u64>();
        }
        let taken = locks.lock(LOCK).map(|lock| lock.taken(trace.log().end()));
        prop_assert_eq!(taken, Some(times));
    }

    #[test]
    fn processes_that_run_are_counted(log in logs()) {
        let trace = trace(&log);
        let timeline = trace.timeline();
        for event in &log {
            let (time, next) = (event.time, event.time.after(1));
            let moment = trace.log().moment(time);
            let running = timeline.processes().filter(|process| {
                timeline.lanes().iter().any(|lane| {
                    lane.pid == process.pid
                        && lane.at(moment).is_some_and(|segment| segment.state == State::Running)
                })
            });
            let parallelism = timeline.parallelism();
            let ran = parallelism.total(next) - parallelism.total(time);
            prop_assert_eq!(ran, running.count() as u64);
        }
    }
}
