//! What happens in a run, in the reader's language.

use std::fmt::Write;

use spawnpoint_project::{LONGEST_PATH, MOST_FILES, Refusal};
use spawnpoint_protocol::{
    ObjectId, Pid, StartMethod, Time,
    event::{Event, EventKind, Limit, Summary, Use, WaitFor},
    files::{FileChange, Inode},
    limits,
};
use spawnpoint_trace::{
    Timeline, Trace, axis,
    channels::{Message, Thread},
    exit,
    scene::Target,
    timeline::{Activity, Arrow, ArrowKind, Lane, Segment, State},
};

use crate::strings::{Value, text};

/// The name of an activity.
pub fn activity(activity: Activity) -> String {
    match activity {
        Activity::Starting => text!("activity-starting"),
        Activity::Running => text!("activity-running"),
        Activity::Sleeping => text!("activity-sleeping"),
        Activity::Waiting => text!("activity-waiting"),
        Activity::Ready => text!("activity-ready"),
        Activity::Held => text!("activity-held"),
    }
}

/// The name of a process.
pub fn process(lanes: &Timeline, pid: Pid) -> String {
    lanes
        .process(pid)
        .map_or_else(|| pid.to_string(), |lane| lane.name.clone())
}

/// The name of a thread: that of its process, for the main one.
pub fn thread(lanes: &Timeline, (pid, thread): Thread) -> String {
    let process = process(lanes, pid);
    match lanes.lane((pid, thread)) {
        Some(lane) if !lane.is_main() => format!("{process} · {}", lane.name),
        _ => process,
    }
}

/// What an object is called: by its class, and by a variable that refers to it.
pub fn object(trace: &Trace, object: ObjectId) -> String {
    let class = trace.objects().name(object).unwrap_or_default();
    match trace.memories().name_of(object) {
        Some(name) => format!("{class} {name}"),
        None => format!("{class} #{}", object.0),
    }
}

/// What a process does during a segment, in the words of the program.
pub fn doing(lanes: &Timeline, segment: &Segment) -> String {
    match &segment.state {
        State::Blocked { on, call } => waiting(lanes, on, call.as_deref()),
        state => activity(state.activity()),
    }
}

/// What a blocked thread waits for: by the name of what the program called, or else by its kind.
pub fn waiting(lanes: &Timeline, on: &WaitFor, call: Option<&str>) -> String {
    match (on, call) {
        (WaitFor::Sleep { micros }, _) => text!(
            "doing-sleep",
            &[("duration", axis::given_duration(*micros).into())],
        ),
        (WaitFor::Exit { of }, _) => {
            text!("doing-join", &[("name", process(lanes, *of).into())])
        }
        (WaitFor::Input, _) => text!("doing-input"),
        (WaitFor::Server, _) => text!("doing-server"),
        (WaitFor::Drain { .. }, _) => text!("doing-drain"),
        (_, Some(call)) => call.to_owned(),
        (WaitFor::Any { of }, None) => {
            text!("doing-any", &[("count", (of.len() as u64).into())])
        }
        (WaitFor::Acquire { .. } | WaitFor::FileLock { .. }, None) => text!("doing-acquire"),
        (WaitFor::Put { .. }, None) => text!("doing-put"),
        (WaitFor::Get { .. }, None) => text!("doing-get"),
        (WaitFor::Tasks { .. }, None) => text!("doing-tasks"),
        (WaitFor::Send { .. } | WaitFor::Write { .. }, None) => text!("doing-send"),
        (WaitFor::Receive { .. } | WaitFor::Read { .. }, None) => text!("doing-receive"),
        (WaitFor::Accept { .. }, None) => text!("doing-accept"),
        (WaitFor::Thread { .. }, None) => text!("doing-thread"),
    }
}

/// A value, and its class where the text does not tell.
pub fn value(summary: &Summary) -> String {
    if summary.text.is_empty() {
        summary.class.clone()
    } else {
        summary.text.clone()
    }
}

/// The class and the length of a value.
pub fn kind(summary: &Summary) -> String {
    match summary.length {
        Some(length) => format!("{}, len {length}", summary.class),
        None => summary.class.clone(),
    }
}

/// The size of a message.
pub fn bytes(bytes: impl Into<u64>) -> String {
    let bytes = bytes.into();
    let tenths = |unit: u64| {
        let tenths = (bytes + unit / 20) / (unit / 10);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..10_000_000 => format!("{} kB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// A number with a mark between each three of its digits.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Why a file cannot be beside the program.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Unnamed => text!("refusal-unnamed"),
        Refusal::Long => text!("refusal-long", &[("most", (LONGEST_PATH as u64).into())]),
        Refusal::Character => text!("refusal-character"),
        Refusal::Folder => text!("refusal-folder"),
        Refusal::Main => text!("refusal-main"),
        Refusal::Taken => text!("refusal-taken"),
        Refusal::Blocked => text!("refusal-blocked"),
        Refusal::TooMany => text!("refusal-too-many", &[("count", (MOST_FILES as u64).into())]),
        Refusal::TooLarge { room: most } => {
            text!("refusal-too-large", &[("room", room(most as u64).into())])
        }
    }
}

/// How much there may be of something.
pub fn room(bytes: u64) -> String {
    match bytes {
        0..0x10_0000 => format!("{} KiB", bytes >> 10),
        0x10_0000..0x4000_0000 => format!("{} MiB", bytes >> 20),
        _ => format!("{} GiB", bytes >> 30),
    }
}

/// What a process's memory held when the process began.
pub fn origin(lanes: &Timeline, lane: &Lane) -> Option<String> {
    let parent = process(lanes, lane.parent?);
    let source = match lane.method? {
        StartMethod::Spawn => return Some(text!("memories-spawn")),
        StartMethod::Fork => text!("memories-fork", &[("parent", parent.into())]),
        StartMethod::ForkServer => text!("memories-forkserver"),
    };
    let Some(copied) = lane.copied else {
        return Some(source);
    };
    let values = [
        ("source", source.into()),
        ("bytes", bytes(copied.bytes).into()),
        ("duration", axis::given_duration(copied.micros).into()),
    ];
    Some(text!("memories-copied", &values))
}

/// The line of the program that belongs to something in the timeline.
pub fn line_of(trace: &Trace, target: Target) -> Option<u32> {
    let lanes = trace.timeline();
    match target {
        Target::Segment { lane, segment, .. } => lanes.lane(lane)?.segments.get(segment)?.line,
        Target::Arrow(index) => {
            let arrow = lanes.arrows().get(index)?;
            let started = lanes.lane(arrow.to)?.segments.first()?;
            started.line.filter(|_| arrow.kind == ArrowKind::Start)
        }
        Target::Message(index) => trace.channels().messages().get(index)?.sent.line,
        Target::Hold { lane, lock, hold } => {
            let (_, holds) = trace.locks().holds(lane).find(|(id, _)| *id == lock)?;
            holds.get(hold)?.line
        }
        Target::Loss(index) => lanes.losses().get(index)?.line,
        Target::Exit(_) | Target::Strip(_) => None,
    }
}

/// A sentence on something in the timeline.
pub fn describe(trace: &Trace, target: Target, now: Time) -> Option<String> {
    let lanes = trace.timeline();
    Some(match target {
        Target::Segment {
            lane,
            segment,
            count,
        } => {
            let name = thread(lanes, lane);
            let segments = lanes.lane(lane)?.segments.get(segment..segment + count)?;
            several(lanes, name, segments, now)?
        }
        Target::Hold { lane, lock, hold } => {
            let (_, holds) = trace.locks().holds(lane).find(|(id, _)| *id == lock)?;
            let hold = holds.get(hold)?;
            let to = hold.to.unwrap_or(now);
            let values = [
                ("name", thread(lanes, lane).into()),
                ("lock", object(trace, lock).into()),
                ("duration", axis::duration(to.since(hold.from)).into()),
                ("from", time(hold.from)),
                ("count", grouped(hold.times.into()).into()),
            ];
            let sentence = if hold.times > 1 {
                text!("detail-hold-repeated", &values)
            } else {
                text!("detail-hold", &values)
            };
            with_line(sentence, hold.line)
        }
        Target::Exit(thread) => {
            let lane = lanes.lane(thread)?;
            let exit = lane.exit?;
            let mut values = vec![
                ("name", lane.name.as_str().into()),
                ("time", time(exit.time)),
                ("code", exit::describe(exit.code).into()),
            ];
            match exit.by.and_then(|signalled| signalled.by) {
                Some(by) => {
                    values.push(("by", process(lanes, by).into()));
                    text!("detail-exit-signalled", &values)
                }
                None => text!("detail-exit", &values),
            }
        }
        Target::Arrow(index) => arrow(lanes, lanes.arrows().get(index)?),
        Target::Message(index) => message(trace, trace.channels().messages().get(index)?),
        Target::Loss(index) => {
            let loss = lanes.losses().get(index)?;
            let values = [
                ("name", thread(lanes, loss.by).into()),
                ("whose", thread(lanes, loss.of).into()),
                ("variable", loss.name.as_str().into()),
                ("time", time(loss.time)),
            ];
            with_line(text!("detail-loss", &values), loss.line)
        }
        Target::Strip(at) if lanes.has_turns() => {
            let moment = trace.log().moment(at);
            let is_running = |segment: &Segment| segment.state == State::Running;
            let holder =
                (lanes.lanes().iter()).find(|lane| lane.at(moment).is_some_and(is_running));
            match holder {
                Some(lane) => {
                    let name = thread(lanes, lane.key());
                    text!(
                        "detail-holder",
                        &[("time", time(at)), ("name", name.into())],
                    )
                }
                None => text!("detail-no-holder", &[("time", time(at))]),
            }
        }
        Target::Strip(at) => {
            let moment = trace.log().moment(at);
            let running = lanes.processes().filter(|process| {
                let is_running = |segment: &Segment| segment.state == State::Running;
                process.at(moment).is_some_and(is_running)
            });
            let names: Vec<_> = running.map(|lane| lane.name.as_str()).collect();
            let values = [
                ("time", time(at)),
                ("count", (names.len() as u64).into()),
                ("names", names.join(", ").into()),
            ];
            text!("detail-strip", &values)
        }
    })
}

fn several(lanes: &Timeline, name: String, segments: &[Segment], now: Time) -> Option<String> {
    let (first, last) = (segments.first()?, segments.last()?);
    let to = last.to.unwrap_or(now);
    let mut values: Vec<(&str, Value)> = vec![
        ("name", name.into()),
        ("doing", doing(lanes, first).into()),
        ("duration", axis::duration(to.since(first.from)).into()),
        ("from", time(first.from)),
        ("to", time(to)),
    ];
    if segments.len() > 1 {
        values.push(("count", (segments.len() as u64).into()));
        return Some(text!("detail-several", &values));
    }
    let mut sentence = if first.to.is_some() {
        text!("detail", &values)
    } else {
        text!("detail-open", &values)
    };
    if first.timed_out && first.state.activity() == Activity::Waiting {
        let _ = write!(sentence, ", {}", text!("detail-timed-out"));
    }
    if let Some(by) = first.by {
        let by = [("name", thread(lanes, by).into())];
        let _ = write!(sentence, ", {}", text!("detail-ended-by", &by));
    }
    Some(with_line(sentence, first.line))
}

fn with_line(mut sentence: String, line: Option<u32>) -> String {
    if let Some(number) = line {
        let line = text!("detail-line", &[("line", number.to_string().into())]);
        let _ = write!(sentence, " · {line}");
    }
    sentence
}

fn time(time: Time) -> Value {
    axis::duration(time.0).into()
}

/// A sentence on a message.
pub fn message(trace: &Trace, message: &Message) -> String {
    let lanes = trace.timeline();
    let mut values: Vec<(&str, Value)> = vec![
        ("value", value(&message.value).into()),
        ("bytes", bytes(message.bytes).into()),
        ("channel", object(trace, message.channel).into()),
        ("sender", thread(lanes, message.sent.by).into()),
        ("sent", time(message.sent.time)),
    ];
    let sentence = match message.received {
        Some(received) => {
            let waited = received.time.since(message.sent.time);
            values.extend([
                ("receiver", thread(lanes, received.by).into()),
                ("waited", axis::duration(waited).into()),
            ]);
            text!("detail-message", &values)
        }
        None => text!("detail-message-waiting", &values),
    };
    with_line(sentence, message.sent.line)
}

fn arrow(lanes: &Timeline, arrow: &Arrow) -> String {
    let (from, to) = (thread(lanes, arrow.from.0), thread(lanes, arrow.to));
    let at = time(arrow.from.1);
    match arrow.kind {
        ArrowKind::Start => {
            let mut values = vec![("parent", from.into()), ("child", to.into()), ("time", at)];
            match arrow.reached {
                Some(reached) => {
                    let after = axis::duration(reached.since(arrow.from.1));
                    values.push(("after", after.into()));
                    text!("detail-start-ran", &values)
                }
                None => text!("detail-start", &values),
            }
        }
        ArrowKind::Join => text!(
            "detail-join",
            &[("child", from.into()), ("waiter", to.into()), ("time", at)],
        ),
        ArrowKind::Signal(signal) => {
            let code = signal.exit_code();
            let signal =
                exit::signal_name(code).map_or_else(|| signal.0.to_string(), str::to_owned);
            text!(
                "detail-signal",
                &[
                    ("sender", from.into()),
                    ("target", to.into()),
                    ("signal", signal.into()),
                    ("time", at),
                ],
            )
        }
    }
}

fn created(lanes: &Timeline, parent: Option<Pid>, method: StartMethod) -> String {
    let Some(parent) = parent else {
        return text!("event-created-main");
    };
    let parent = process(lanes, parent);
    let values = [
        ("parent", parent.into()),
        ("method", method.name().to_owned().into()),
    ];
    text!("event-created", &values)
}

fn copied(length: u64, micros: u64) -> String {
    let values = [
        ("bytes", bytes(length).into()),
        ("duration", axis::given_duration(micros).into()),
    ];
    text!("event-copied", &values)
}

/// What a process did with a semaphore that it had borrowed.
fn used(semaphore: &str, uses: &[Use]) -> String {
    let (mut takes, mut releases, mut held) = (0_u64, 0_u64, 0_u64);
    for what in uses {
        match what {
            Use::Took { .. } => {
                takes += 1;
                held += 1;
            }
            Use::GaveBack { .. } => {
                releases += 1;
                held = held.saturating_sub(1);
            }
            Use::Repeated { count, .. } => {
                takes += u64::from(*count);
                releases += u64::from(*count);
            }
        }
    }
    let values = [
        ("object", semaphore.into()),
        ("acquired", takes.into()),
        ("acquired-times", grouped(takes).into()),
        ("released", releases.into()),
        ("released-times", grouped(releases).into()),
    ];
    let done = if releases == 0 {
        text!("event-used-acquired", &values)
    } else if takes == 0 {
        text!("event-used-released", &values)
    } else if takes == releases {
        text!("event-used-both", &values)
    } else {
        text!("event-used-each", &values)
    };
    if held > 0 && releases > 0 {
        text!("event-used-holds", &[("done", done.into())])
    } else {
        done
    }
}

/// What happened, in a few words.
pub fn event(trace: &Trace, event: &Event) -> String {
    let lanes = trace.timeline();
    let of = |object_id: ObjectId| object(trace, object_id).into();
    match &event.kind {
        EventKind::Created { parent, method, .. } => created(lanes, *parent, *method),
        EventKind::Copied { bytes, micros } => copied(*bytes, *micros),
        EventKind::Memory(length) => text!("event-memory", &[("bytes", bytes(*length).into())]),
        EventKind::Running => text!("event-running"),
        EventKind::ThreadStarted { by, .. } => {
            let by = thread(lanes, (event.pid, *by));
            text!("event-thread-started", &[("by", by.into())])
        }
        EventKind::ThreadEnded => text!("event-thread-ended"),
        EventKind::Blocked { on, call, .. } => {
            let what = waiting(lanes, on, call.as_deref());
            text!("event-blocked", &[("what", what.into())])
        }
        EventKind::Unblocked {
            timed_out: true, ..
        } => text!("event-timed-out"),
        EventKind::Unblocked { by: Some(by), .. } => {
            text!("event-unblocked-by", &[("by", thread(lanes, *by).into())])
        }
        EventKind::Unblocked { .. } => text!("event-unblocked"),
        EventKind::Held { .. } => text!("event-held"),
        EventKind::Resumed => text!("event-resumed"),
        EventKind::Turn => text!("event-turn"),
        EventKind::Overwritten { name, lost, .. } => {
            let whose = thread(lanes, (event.pid, *lost));
            let values = [("name", name.as_str().into()), ("whose", whose.into())];
            text!("event-overwritten", &values)
        }
        EventKind::Globals(changed) => {
            let changed: Vec<_> = (changed.iter())
                .map(|variable| match &variable.value {
                    Some(summary) => format!("{} = {}", variable.name, value(summary)),
                    None => format!("del {}", variable.name),
                })
                .collect();
            changed.join("; ")
        }
        EventKind::Printed { text: printed, .. } => {
            text!("event-printed", &[("text", format!("{printed:?}").into())])
        }
        EventKind::Made { object, .. } => text!("event-made", &[("object", of(*object))]),
        EventKind::Mapped {
            memory,
            in_place: true,
        } => text!("event-mapped", &[("object", of(*memory))]),
        EventKind::Mapped { memory, .. } => {
            text!("event-mapped-copy", &[("object", of(*memory))])
        }
        EventKind::File { change, .. } => file_change(trace, event.time, change),
        EventKind::Unmapped(memory) => text!("event-unmapped", &[("object", of(*memory))]),
        EventKind::Acquired { semaphore, .. } => {
            text!("event-acquired", &[("object", of(*semaphore))])
        }
        EventKind::Released { semaphore, .. } => {
            text!("event-released", &[("object", of(*semaphore))])
        }
        EventKind::Used { semaphore, uses } => used(&object(trace, *semaphore), uses),
        EventKind::Sent {
            to,
            value: sent,
            bytes: length,
            ..
        } => text!(
            "event-sent",
            &[
                ("value", value(sent).into()),
                ("object", of(*to)),
                ("bytes", bytes(*length).into()),
            ],
        ),
        EventKind::Received { from, message, .. } => {
            let received = trace.channels().message(*message);
            let what = received.map_or_else(String::new, |message| value(&message.value));
            text!(
                "event-received",
                &[("value", what.into()), ("object", of(*from))],
            )
        }
        EventKind::Signalled { by, signal, .. } => {
            let name = exit::signal_name(signal.exit_code())
                .map_or_else(|| signal.0.to_string(), str::to_owned);
            match by {
                Some(by) => text!(
                    "event-signalled",
                    &[("signal", name.into()), ("by", process(lanes, *by).into())],
                ),
                None => text!("event-killed", &[("signal", name.into())]),
            }
        }
        EventKind::Limited(limit) => limited(*limit),
        EventKind::Deadlocked(_) => text!("event-deadlocked"),
        EventKind::Exited { code } => {
            text!("event-exited", &[("code", exit::describe(*code).into())])
        }
    }
}

/// What a process did to files at `time`.
pub fn file_change(trace: &Trace, time: Time, change: &FileChange) -> String {
    let moment = trace.log().moment(time);
    let named = |file: &Inode| {
        let name = trace.files().name(*file, moment);
        let number = || format!("#{file}");
        Value::from(name.map_or_else(number, str::to_owned))
    };
    match change {
        FileChange::Given { path, .. } => {
            text!("event-file-given", &[("path", path.as_str().into())])
        }
        FileChange::Created { path, .. } => {
            text!("event-file-created", &[("path", path.as_str().into())])
        }
        FileChange::Linked { path, .. } => {
            text!("event-file-linked", &[("path", path.as_str().into())])
        }
        FileChange::Written { file, length, .. } => text!(
            "event-file-written",
            &[("bytes", bytes(*length).into()), ("path", named(file))],
        ),
        FileChange::Resized { file, size } => text!(
            "event-file-resized",
            &[("bytes", bytes(*size).into()), ("path", named(file))],
        ),
        FileChange::Renamed { from, to, .. } => text!(
            "event-file-renamed",
            &[("from", from.as_str().into()), ("to", to.as_str().into())],
        ),
        FileChange::Removed { path, .. } => {
            text!("event-file-removed", &[("path", path.as_str().into())])
        }
    }
}

/// What a process came up against.
pub fn limited(limit: Limit) -> String {
    match limit {
        Limit::Processes => {
            let alive = grouped(limits::ALIVE as u64).into();
            let started = grouped(limits::STARTED as u64).into();
            text!(
                "limited-processes",
                &[("alive", alive), ("started", started)]
            )
        }
        Limit::Memory => {
            let each = room(limits::PROCESS_MEMORY as u64).into();
            let all = room(limits::MEMORY).into();
            text!("limited-memory", &[("each", each), ("all", all)])
        }
        Limit::Message => {
            let most = room(limits::MESSAGE as u64).into();
            text!("limited-message", &[("most", most)])
        }
        Limit::Output(left_out) => {
            let most = room(limits::OUTPUT as u64).into();
            text!(
                "limited-output",
                &[("most", most), ("bytes", bytes(left_out).into())]
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use spawnpoint_project::{ROOM, ROOM_IN_LINK};
    use spawnpoint_protocol::Tid;
    use spawnpoint_trace::{console, log};

    use super::*;

    /// A page of the guide, without the ends of its lines.
    fn page(language: &str, name: &str) -> String {
        let path = format!(
            "{}/docs/guide/{language}/{name}.md",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = fs::read_to_string(&path).expect("the guide has this page");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A number, and with it whatever the guide's sentence has around it: in English, and in Japanese.
    type Said = (&'static str, String, [(&'static str, &'static str); 2]);

    #[test]
    #[expect(clippy::too_many_lines, reason = "it is a table")]
    fn the_guide_names_the_limits_that_there_are() {
        let number = |number: usize| grouped(number as u64);
        let size = |bytes: usize| room(bytes as u64);
        let said: [Said; 19] = [
            (
                "limits",
                number(limits::ALIVE),
                [("| processes | ", " alive at once"), ("同時に ", " 個、")],
            ),
            (
                "limits",
                number(limits::STARTED),
                [("alive at once, ", " started in all"), ("全部で ", " 個 |")],
            ),
            (
                "limits",
                number(limits::THREADS),
                [
                    ("| threads of a process | ", " |"),
                    ("| プロセスのスレッド | ", " 個 |"),
                ],
            ),
            (
                "limits",
                number(limits::THREADS),
                [
                    ("A process may have ", " threads."),
                    ("プロセスのスレッドは ", " 個までです"),
                ],
            ),
            (
                "limits",
                size(limits::PROCESS_MEMORY),
                [
                    ("| memory of a process | ", " |"),
                    ("| プロセスのメモリー | ", " |"),
                ],
            ),
            (
                "limits",
                room(limits::MEMORY),
                [
                    ("| memory of all processes | ", " |"),
                    ("メモリーの合計 | ", " |"),
                ],
            ),
            (
                "limits",
                room(limits::FILES),
                [("| files | ", " and"), ("| ファイル | 全部で ", "、名前")],
            ),
            (
                "limits",
                number(limits::FILE_NAMES),
                [(" and ", " names, in all"), ("名前は ", " 個 |")],
            ),
            (
                "limits",
                grouped(limits::DESCRIPTORS.into()),
                [
                    ("| descriptors of a process | ", " |"),
                    ("ファイル記述子 | ", " 個 |"),
                ],
            ),
            (
                "limits",
                size(limits::WAITING),
                [
                    ("| messages that wait in queues | ", " |"),
                    ("待っているメッセージ | ", " |"),
                ],
            ),
            (
                "limits",
                size(limits::MESSAGE),
                [
                    ("| one message | ", ", pickled"),
                    ("pickle した大きさで ", " |"),
                ],
            ),
            (
                "limits",
                size(limits::SHARED_MEMORY),
                [("| shared memory | ", " |"), ("| 共有メモリー | ", " |")],
            ),
            (
                "limits",
                size(limits::OUTPUT),
                [
                    ("the first ", " of standard output"),
                    ("それぞれ最初の ", " |"),
                ],
            ),
            (
                "limits",
                size(limits::RECORDED),
                [
                    ("the first ", " that are written"),
                    ("最初に書かれた ", "、1 回"),
                ],
            ),
            (
                "limits",
                size(limits::RECORDED_WRITE),
                [
                    ("of one write the first ", " |"),
                    ("書き込みでは最初の ", " |"),
                ],
            ),
            (
                "limits",
                number(limits::NAME),
                [
                    ("processes and threads up to ", " characters"),
                    ("スレッドの名前は ", " 文字まで"),
                ],
            ),
            (
                "limits",
                number(limits::VARIABLES),
                [
                    ("recorded, up to ", " of a process"),
                    ("プロセスごとに ", " 個までです"),
                ],
            ),
            (
                "limits",
                number(console::MAX_ROWS),
                [
                    ("shows the last ", " lines"),
                    ("表示されるのは最後の ", " 行"),
                ],
            ),
            (
                "first-run",
                number(MOST_FILES),
                [
                    ("There may be ", " files beside"),
                    ("* ファイルは ", " 個まで"),
                ],
            ),
        ];
        for (name, value, places) in said {
            for (language, (before, after)) in ["en", "ja"].into_iter().zip(places) {
                let sentence = format!("{before}{value}{after}");
                assert!(
                    page(language, name).contains(&sentence),
                    "{language}/{name}: {sentence}"
                );
            }
        }
        for language in ["en", "ja"] {
            for (name, size) in [
                ("first-run", size(ROOM)),
                ("first-run", size(ROOM_IN_LINK)),
                ("automation", size(ROOM)),
                ("embedding", size(ROOM_IN_LINK)),
            ] {
                assert!(
                    page(language, name).contains(&size),
                    "{language}/{name}: {size}"
                );
            }
        }
        assert_eq!(
            (log::MAX_EVENTS, log::MAX_TEXT),
            (1_000_000, 64 << 20),
            "the guide says so in words"
        );
    }

    #[test]
    fn what_was_done_with_a_semaphore_is_counted() {
        let (at, thread, line) = (Time(1), Tid::MAIN, None);
        let took = Use::Took { at, thread, line };
        let gave_back = Use::GaveBack { at, thread, line };
        let repeated = Use::Repeated {
            count: 40_000,
            from: at,
            to: at,
            thread,
            line,
        };
        for (uses, words) in [
            (vec![took], "acquires Lock"),
            (vec![gave_back], "releases Lock"),
            (vec![took, gave_back], "acquires and releases Lock"),
            (
                vec![gave_back, took],
                "acquires and releases Lock, then holds it",
            ),
            (vec![repeated], "acquires and releases Lock (40,000 times)"),
            (
                vec![gave_back, repeated, took, gave_back],
                "acquires Lock (40,001 times) and releases it (40,002 times)",
            ),
            (
                vec![took, took, gave_back],
                "acquires Lock (2 times) and releases it (once), then holds it",
            ),
        ] {
            assert_eq!(used("Lock", &uses), words);
        }
    }

    #[test]
    fn sizes_are_in_the_unit_that_has_few_digits() {
        assert_eq!(
            [64 << 10, 512 << 20, 3 << 30].map(room),
            ["64 KiB", "512 MiB", "3 GiB"]
        );
    }
}
