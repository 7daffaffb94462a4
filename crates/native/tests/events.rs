//! What a run leaves in the log besides its output.

use std::{path::Path, time::Duration};

use spawnpoint_kernel::MAIN;
use spawnpoint_native::{Run, run};
use spawnpoint_protocol::{
    ObjectId, Pid, Stream,
    control::Outcome,
    event::{EventKind, Summary, Variable, WaitFor},
    syscall::Program,
};

fn run_source(source: &str, limit: Duration) -> Run {
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.to_owned(),
        ..Program::default()
    };
    run(worker, program, limit, |_| {}).expect("workers start")
}

#[test]
fn events_name_the_line_of_the_program() {
    let source = "\
import time
from multiprocessing import Process

def start(process):
    process.start()

if __name__ == '__main__':
    child = Process(target=time.sleep, args=(0.01,))
    start(child)
    time.sleep(0.001)
    child.join()
";
    let run = run_source(source, Duration::from_mins(1));
    let lines: Vec<_> = run
        .events
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Created {
                parent: Some(_),
                line,
                ..
            } => Some(("start", *line)),
            EventKind::Blocked {
                on: WaitFor::Sleep { micros: 1_000 },
                call: _,
                line,
            } => Some(("sleep", *line)),
            EventKind::Blocked {
                on: WaitFor::Exit { .. },
                call: _,
                line,
            } => Some(("join", *line)),
            _ => None,
        })
        .collect();
    assert_eq!(
        lines,
        [("start", Some(5)), ("sleep", Some(10)), ("join", Some(11))]
    );
}

#[test]
fn a_process_that_never_looks_up_is_ended_by_the_time_limit() {
    let run = run_source("while True: pass", Duration::from_millis(200));
    assert_eq!(run.outcome, Outcome::Timeout);
    assert_eq!(run.exit_code(), Some(-9));
}

/// What a process's variable `name` was, one after the other.
fn history(run: &Run, pid: Pid, name: &str) -> Vec<Option<Summary>> {
    let events = run.events.iter().filter(|event| event.pid == pid);
    let changes = events.filter_map(|event| match &event.kind {
        EventKind::Globals(changed) => Some(changed),
        _ => None,
    });
    (changes.flatten())
        .filter(|variable| variable.name == name)
        .map(|Variable { value, .. }| value.clone())
        .collect()
}

fn texts(history: Vec<Option<Summary>>) -> Vec<String> {
    (history.into_iter())
        .map(|value| value.map_or_else(|| "gone".to_owned(), |value| value.text))
        .collect()
}

fn finished(source: &str) -> Run {
    let run = run_source(source, Duration::from_mins(1));
    assert_eq!(
        run.outcome,
        Outcome::Finished,
        "stderr:\n{}",
        run.text(Stream::Stderr)
    );
    run
}

#[test]
fn each_process_has_global_variables_of_its_own() {
    let source = "\
from multiprocessing import Process

counter = 0
temporary = 'soon gone'

class Point:
    def __repr__(self):
        print('nobody asks')

def work():
    global counter
    counter += 1

if __name__ == '__main__':
    point = Point()
    point.x = 1
    child = Process(target=work)
    child.start()
    child.join()
    del temporary
";
    let run = finished(source);
    let child = Pid(MAIN.0 + 1);
    assert_eq!(texts(history(&run, MAIN, "counter")), ["0"]);
    assert_eq!(texts(history(&run, child, "counter")), ["0", "1"]);
    assert_eq!(
        texts(history(&run, MAIN, "temporary")),
        ["'soon gone'", "gone"]
    );
    assert_eq!(texts(history(&run, child, "temporary")), ["'soon gone'"]);
    assert_eq!(texts(history(&run, MAIN, "point")), ["<Point x=1>"]);
    for definition in ["work", "Point", "Process", "__name__"] {
        assert_eq!(history(&run, MAIN, definition), []);
    }
    assert_eq!(run.text(Stream::Stdout), "");
}

#[test]
fn global_variables_tell_what_they_share() {
    let source = "\
from multiprocessing import Array, Condition, Event, Lock, Pipe, Queue, RawValue, SimpleQueue, Value
from multiprocessing.shared_memory import SharedMemory

queue = Queue()
simple = SimpleQueue()
lock = Lock()
condition = Condition()
event = Event()
here, there = Pipe()
total = Value('i', 7)
numbers = Array('d', [0.5, 1.5])
raw = RawValue('q', -3)
block = SharedMemory(create=True, size=16, name='block')
closed, _ = Pipe()
closed.close()
block.close()
block.unlink()
";
    let run = finished(source);
    let last = |name| history(&run, MAIN, name).pop().flatten().expect(name);
    let object = |name| last(name).object.expect(name);
    let made: Vec<ObjectId> = (run.events.iter())
        .filter_map(|event| match event.kind {
            EventKind::Made { object, .. } => Some(object),
            _ => None,
        })
        .collect();
    let names = [
        "queue",
        "simple",
        "lock",
        "condition",
        "event",
        "here",
        "total",
        "numbers",
        "raw",
    ];
    for name in names {
        assert!(made.contains(&object(name)), "{name}");
    }
    assert_ne!(object("here"), object("there"));
    assert_eq!(last("queue").class, "Queue");
    assert_eq!(last("total").class, "Synchronized");
    assert_eq!(last("total").text, "<Synchronized wrapper for c_int(7)>");
    assert!(
        last("numbers").text.ends_with("(0.5, 1.5)>"),
        "{:?}",
        last("numbers")
    );
    assert_eq!(last("raw").text, "c_long(-3)");
    assert_eq!(last("closed").object, None);
}

#[test]
fn messages_tell_what_they_are() {
    let source = "\
from collections import namedtuple
from enum import Enum
from multiprocessing import JoinableQueue, Pipe, Queue, SimpleQueue

class Colour(Enum):
    RED = 1

Point = namedtuple('Point', 'x y')

if __name__ == '__main__':
    queue = Queue()
    bounded = JoinableQueue(1)
    simple = SimpleQueue()
    here, there = Pipe()
    queue.put(1)
    queue.put('a' * 1000)
    queue.put([1, (2,), {'k': {3.5}}, set(), None, True])
    queue.put(list(range(1000)))
    queue.put(Colour.RED)
    queue.put(Point(1, 'y'))
    queue.put(ValueError('bad'))
    for _ in range(7):
        queue.get()
    bounded.put(b'x')
    bounded.get()
    bounded.task_done()
    simple.put(frozenset([1]))
    simple.get()
    here.send({'k': 'v'})
    there.send_bytes(b'abcdef', 1, 3)
    there.recv()
    here.recv_bytes()
";
    let run = finished(source);
    let sent: Vec<_> = (run.events.iter())
        .filter_map(|event| match &event.kind {
            EventKind::Sent { value, line, .. } => Some((
                value.class.as_str(),
                value.text.as_str(),
                value.length,
                *line,
            )),
            _ => None,
        })
        .collect();
    let long = format!("'{}…", "a".repeat(119));
    let many: String = sent[3].1.chars().take(10).collect();
    assert_eq!(
        (many.as_str(), sent[3].1.chars().count()),
        ("[0, 1, 2, ", 121)
    );
    assert_eq!(
        sent,
        [
            ("int", "1", None, Some(15)),
            ("str", &long, Some(1000), Some(16)),
            (
                "list",
                "[1, (2,), {'k': {3.5}}, set(), None, True]",
                Some(6),
                Some(17)
            ),
            ("list", sent[3].1, Some(1000), Some(18)),
            ("Colour", "<Colour.RED: 1>", None, Some(19)),
            ("Point", "Point(x=1, y='y')", Some(2), Some(20)),
            ("ValueError", "ValueError('bad')", None, Some(21)),
            ("bytes", "b'x'", Some(1), Some(24)),
            ("frozenset", "frozenset({1})", Some(1), Some(27)),
            ("dict", "{'k': 'v'}", Some(1), Some(29)),
            ("bytes", "b'bcd'", Some(3), Some(30)),
        ]
    );
}
