//! Pausing a run, and going through it line by line, with real processes.

use std::{
    path::Path,
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_native::{Run, run_with};
use spawnpoint_protocol::{
    Pid, StartMethod, Stream, Tid, Time,
    control::Outcome,
    event::{Event, EventKind, WaitFor},
    syscall::Program,
};

fn run_source(source: &str, observe: impl FnMut(&Event, &Sender<Input>)) -> Run {
    run_by(StartMethod::default(), source, observe)
}

fn run_by(
    start_method: StartMethod,
    source: &str,
    observe: impl FnMut(&Event, &Sender<Input>),
) -> Run {
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.to_owned(),
        start_method,
        ..Program::default()
    };
    let run = run_with(worker, program, Duration::from_mins(1), observe).expect("workers start");
    assert_eq!(
        run.outcome,
        Outcome::Finished,
        "stderr:\n{}",
        run.text(Stream::Stderr)
    );
    run
}

/// The run takes what is sent as long as it goes on.
fn send(inputs: &Sender<Input>, input: Input) {
    inputs.send(input).expect("the run goes on");
}

/// A line at which a process stood still, and the value of the variable `count` there.
type Place = (Option<u32>, Option<String>);

fn step(
    source: &str,
    pid: Pid,
    steps: usize,
    begins: impl Fn(&Event) -> bool,
) -> (Vec<Place>, Run) {
    step_by(StartMethod::default(), source, pid, steps, begins)
}

/// Pauses when `begins` says so, steps up to so many times, then resumes. Returns where process
/// `pid` stood still.
fn step_by(
    method: StartMethod,
    source: &str,
    pid: Pid,
    steps: usize,
    begins: impl Fn(&Event) -> bool,
) -> (Vec<Place>, Run) {
    let mut held = Vec::new();
    let mut count = None;
    let run = run_by(method, source, |event, inputs| {
        if begins(event) {
            send(inputs, Input::Pause);
        }
        if event.pid != pid {
            return;
        }
        match &event.kind {
            EventKind::Globals(changed) => {
                let changed = changed.iter().find(|variable| variable.name == "count");
                if let Some(changed) = changed {
                    count = changed.value.as_ref().map(|value| value.text.clone());
                }
            }
            EventKind::Held { line } => {
                held.push((*line, count.clone()));
                let goes_on = held.len() <= steps;
                let next = if goes_on {
                    Input::Step(pid)
                } else {
                    Input::Resume
                };
                send(inputs, next);
            }
            _ => {}
        }
    });
    (held, run)
}

fn is_created(event: &Event, process: Pid) -> bool {
    event.pid == process && matches!(event.kind, EventKind::Created { .. })
}

#[test]
fn a_busy_process_is_held_where_it_is() {
    let source = "\
import time
print('begin')
count, end = 0, time.monotonic() + 1
while time.monotonic() < end:
    count += 1
    last = count
print('end', count == last)
";
    let begins =
        |event: &Event| matches!(&event.kind, EventKind::Printed { text, .. } if text == "begin\n");
    let (held, run) = step(source, MAIN, 4, begins);
    assert_eq!(run.text(Stream::Stdout), "begin\nend True\n");
    let lines: Vec<_> = held.iter().filter_map(|(line, _)| *line).collect();
    assert_eq!(lines.len(), 5);
    let counts: Vec<u64> = (held.iter())
        .filter_map(|(_, count)| count.as_ref()?.parse().ok())
        .collect();
    assert_eq!(counts.len(), 5);
    for (lines, counts) in lines.windows(2).zip(counts.windows(2)) {
        let (next, more) = match lines[0] {
            4 => (5, 0),
            5 => (6, 1),
            6 => (4, 0),
            other => panic!("held at line {other}"),
        };
        assert_eq!((lines[1], counts[1]), (next, counts[0] + more));
    }
    let resumed = (run.events.iter())
        .filter(|event| event.kind == EventKind::Resumed)
        .count();
    assert_eq!(resumed, held.len());
}

#[test]
fn steps_visit_the_lines_that_a_debugger_would() {
    let source = "\
def add(a, b):
    \"\"\"With a docstring.\"\"\"
    global total
    total = a + b
    return total

for number in range(2):
    add(number, 1)
while total > 1: total -= 1
print(total)
try:
    add(1, '')
except TypeError:
    pass
";
    let (held, run) = step(source, MAIN, usize::MAX, |event| is_created(event, MAIN));
    assert_eq!(run.text(Stream::Stdout), "1\n");
    let (first, lines) = held.split_first().expect("it was held");
    assert_eq!(first.0, None, "before the program begins");
    let lines: Vec<_> = lines.iter().filter_map(|(line, _)| *line).collect();
    assert_eq!(
        lines,
        [1, 7, 8, 4, 5, 7, 8, 4, 5, 7, 9, 10, 11, 12, 4, 13, 14]
    );
}

#[test]
fn a_child_is_held_before_it_begins_and_nobody_sees_that_it_steps() {
    let source = "\
import sys
from multiprocessing import Process

def work(number):
    print(number, sys.gettrace())
    for _ in range(2):
        number += 1
    print(number, sys.gettrace(), sys._getframe().f_trace)

if __name__ == '__main__':
    child = Process(target=work, args=(1,))
    child.start()
    child.join()
";
    let child = Pid(MAIN.0 + 1);
    let begins = |event: &Event| is_created(event, child);
    let (held, run) = step_by(StartMethod::Spawn, source, child, 10, begins);
    assert_eq!(run.text(Stream::Stdout), "1 None\n3 None None\n");
    let lines: Vec<_> = held.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines[0], None);
    let lines: Vec<_> = lines.into_iter().flatten().collect();
    assert_eq!(lines, [1, 2, 4, 10, 5, 6, 7, 6, 7, 6]);
}

#[test]
fn each_thread_is_held() {
    let source = "\
import threading
import time

def spin():
    end = time.monotonic() + 1
    while time.monotonic() < end:
        pass

thread = threading.Thread(target=spin)
thread.start()
thread.join()
print('end')
";
    let mut held = Vec::new();
    let run = run_source(source, |event, inputs| match event.kind {
        EventKind::ThreadStarted { .. } => send(inputs, Input::Pause),
        EventKind::Held { line } if event.thread == Tid(1) => {
            held.extend(line);
            send(inputs, Input::Resume);
        }
        _ => {}
    });
    assert_eq!(run.text(Stream::Stdout), "end\n");
    assert!(matches!(held[..], [5..=7]), "{held:?}");
}

#[test]
fn time_does_not_run_for_those_who_wait() {
    let source = "\
from multiprocessing import Process, Queue
import time

def work(queue):
    time.sleep(0.3)
    queue.put('late')

if __name__ == '__main__':
    queue = Queue()
    child = Process(target=work, args=(queue,))
    child.start()
    print(queue.get())
    child.join()
";
    let pause = Duration::from_millis(500);
    let began = Instant::now();
    let run = run_source(source, |event, inputs| {
        if let EventKind::Blocked {
            on: WaitFor::Sleep { .. },
            ..
        } = event.kind
        {
            send(inputs, Input::Pause);
            let inputs = inputs.clone();
            thread::spawn(move || {
                thread::sleep(pause);
                send(&inputs, Input::Resume);
            });
        }
    });
    let took = began.elapsed();
    assert_eq!(run.text(Stream::Stdout), "late\n");
    let end = run
        .events
        .last()
        .map_or(Time::default(), |event| event.time);
    assert!(
        Duration::from_micros(end.0) + pause <= took,
        "{end:?} in the run, {took:?} on the wall"
    );
}
