//! What a run leaves in the log where all processes share one interpreter.

use std::{collections::BTreeSet, path::Path, time::Duration};

use spawnpoint_native::{Run, run};
use spawnpoint_protocol::{
    Pid, Stream, Tid,
    control::Outcome,
    event::{EventKind, Mistake, WaitFor},
    syscall::{Mode, Program, Turns},
};

fn run_in(mode: Mode, seed: Option<u32>, source: &str) -> Run {
    let worker = Path::new(env!("CARGO_BIN_EXE_spawnpoint-native"));
    let program = Program {
        source: source.to_owned(),
        mode,
        turns: Turns {
            seed,
            ..Turns::default()
        },
        ..Program::default()
    };
    run(worker, program, Duration::from_mins(1), |_| {}).expect("workers start")
}

/// Three processes add to a global variable, in several steps.
const RACE: &str = "
from multiprocessing import Process

counter = 0

def one_more(value):
    return value + 1

def add():
    global counter
    for _ in range(300):
        value = counter
        value = one_more(value)
        counter = value

if __name__ == '__main__':
    processes = [Process(target=add) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    print(counter)
";

/// The same under a lock.
fn locked() -> String {
    RACE.replace("import Process", "import Lock, Process\nlock = Lock()")
        .replace(
            "        value = counter\n",
            "        lock.acquire()\n        value = counter\n",
        )
        .replace(
            "        counter = value\n",
            "        counter = value\n        lock.release()\n",
        )
}

/// The order in which threads run, and where which update is lost.
fn course(run: &Run) -> Vec<(Tid, Option<(Tid, u32)>)> {
    let course = run.events.iter().filter_map(|event| match &event.kind {
        EventKind::Turn => Some((event.thread, None)),
        EventKind::Overwritten { name, lost, line } => {
            assert_eq!(name, "counter");
            Some((event.thread, Some((*lost, line.expect("a line")))))
        }
        _ => None,
    });
    course.collect()
}

fn printed(run: &Run) -> u32 {
    let text = run.text(Stream::Stdout);
    (text.trim().parse()).unwrap_or_else(|_| panic!("{text}{}", run.text(Stream::Stderr)))
}

#[test]
fn a_seed_loses_the_same_updates_each_time() {
    let first = run_in(Mode::Shared, Some(1), RACE);
    let count = printed(&first);
    assert!((300..900).contains(&count), "{count}");
    for _ in 1..50 {
        let again = run_in(Mode::Shared, Some(1), RACE);
        assert_eq!(printed(&again), count);
        assert_eq!(course(&again), course(&first));
    }
}

/// Everything that lets one thread wait for another.
const EXCHANGE: &str = "
import threading
from multiprocessing import Condition, Lock, Pool, Process, Queue, current_process

log = []

def spin(count):
    for _ in range(count):
        pass
    return current_process().name

def produce(queue):
    for number in range(10):
        spin(30)
        queue.put((current_process().name, number))
    queue.put(None)

def consume(queue, lock):
    while (item := queue.get()) is not None:
        spin(50)
        with lock:
            log.append(item)

def nest():
    threads = [threading.Thread(target=spin, args=(200,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    process = Process(target=spin, args=(100,))
    process.start()
    process.join()
    for thread in threads:
        thread.join()
    log.append(current_process().name)

def wait(condition, ready):
    with condition:
        ready.append(None)
        condition.wait()
        log.append(current_process().name)

if __name__ == '__main__':
    queues, lock, condition, ready = (Queue(), Queue(2)), Lock(), Condition(), []
    processes = [Process(target=produce, args=(queue,)) for queue in queues]
    processes += [Process(target=consume, args=(queue, lock)) for queue in queues]
    processes += [Process(target=nest) for _ in range(2)]
    processes += [Process(target=wait, args=(condition, ready)) for _ in range(2)]
    for process in processes:
        process.start()
    while len(ready) < 2:
        spin(10)
    with condition:
        condition.notify_all()
    for process in processes:
        process.join()
    with Pool(3) as pool:
        log += pool.imap_unordered(spin, range(100, 0, -7))
    print(log)
";

#[test]
fn a_seed_gives_the_same_course_each_time() {
    let first = run_in(Mode::Shared, Some(5), EXCHANGE);
    assert_eq!(first.outcome, Outcome::Finished);
    for _ in 0..20 {
        let again = run_in(Mode::Shared, Some(5), EXCHANGE);
        assert_eq!(again.text(Stream::Stdout), first.text(Stream::Stdout));
        assert_eq!(course(&again), course(&first));
    }
}

#[test]
fn seeds_differ() {
    let counts: BTreeSet<_> = (1..=5)
        .map(|seed| printed(&run_in(Mode::Shared, Some(seed), RACE)))
        .collect();
    assert!(counts.len() > 1, "{counts:?}");
}

#[test]
fn a_lock_loses_no_update() {
    for seed in 1..=5 {
        let run = run_in(Mode::Shared, Some(seed), &locked());
        assert_eq!(printed(&run), 900);
        assert!(course(&run).iter().all(|(_, lost)| lost.is_none()));
    }
}

#[test]
fn lost_updates_are_recorded_where_they_are_lost() {
    let run = run_in(Mode::Shared, Some(2), RACE);
    let lost: Vec<_> = (course(&run).into_iter())
        .filter_map(|(thread, lost)| Some((thread, lost?)))
        .collect();
    assert!(!lost.is_empty());
    for (thread, (other, line)) in lost {
        assert_ne!(thread, other);
        assert_eq!(line, 14);
    }
}

#[test]
fn what_is_set_without_regard_to_what_was_there_loses_nothing() {
    let source = "
import time
from multiprocessing import Process

total = 0

def add(amount):
    global total
    print(total)
    total = amount
    time.sleep(0.01)
    total = amount
    total += 1

if __name__ == '__main__':
    for process in [Process(target=add, args=(amount,)) for amount in (1, 2)]:
        process.start()
";
    let run = run_in(Mode::Shared, None, source);
    assert_eq!(run.outcome, Outcome::Finished);
    assert!(course(&run).iter().all(|(_, lost)| lost.is_none()));
}

#[test]
fn who_runs_is_recorded_where_there_are_several() {
    let run = run_in(Mode::Processes, None, "import time\ntime.sleep(0.001)\n");
    assert_eq!(course(&run), []);

    let source = "
from multiprocessing import Process

if __name__ == '__main__':
    process = Process(target=print, args=(1,))
    process.start()
    process.join()
    print(2)
";
    let run = run_in(Mode::Shared, None, source);
    assert!(run.events.iter().all(|event| event.pid == Pid(10)));
    let mut runs = Tid::MAIN;
    let mut printed = Vec::new();
    for event in &run.events {
        match event.kind {
            EventKind::Turn => runs = event.thread,
            EventKind::Printed { .. } => printed.push((event.thread, runs)),
            _ => {}
        }
    }
    assert_eq!(printed, [(Tid(1), Tid(1)), (Tid::MAIN, Tid::MAIN)]);
}

#[test]
fn processes_are_threads_with_their_names() {
    let run = run_in(Mode::Shared, None, RACE);
    let names: Vec<_> = (run.events.iter())
        .filter_map(|event| match &event.kind {
            EventKind::ThreadStarted { name, line, .. } => Some((name.as_str(), *line)),
            _ => None,
        })
        .collect();
    let line = Some(19);
    assert_eq!(
        names,
        [
            ("Process-1", line),
            ("Process-2", line),
            ("Process-3", line)
        ]
    );
}

#[test]
fn messages_are_what_was_sent() {
    let source = "
from multiprocessing import Process, Queue

def put(queue):
    queue.put(['text', 1])

if __name__ == '__main__':
    queue = Queue()
    Process(target=put, args=(queue,)).start()
    queue.get()
";
    let run = run_in(Mode::Shared, None, source);
    let sent: Vec<_> = (run.events.iter())
        .filter_map(|event| match &event.kind {
            EventKind::Sent { value, .. } => Some((event.thread, value.text.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(sent, [(Tid(1), "['text', 1]")]);
}

#[test]
fn a_sentinel_is_a_pipe_only_if_somebody_asks() {
    let source = "
from multiprocessing import Process
from multiprocessing.connection import wait

if __name__ == '__main__':
    process = Process(target=print)
    process.start()
    process.join()
    print(WATCH)
";
    let made = |watch: &str| {
        let run = run_in(Mode::Shared, None, &source.replace("WATCH", watch));
        let is_made = |kind: &EventKind| matches!(kind, EventKind::Made { .. });
        let count = run
            .events
            .iter()
            .filter(|event| is_made(&event.kind))
            .count();
        (run.text(Stream::Stdout), count)
    };
    assert_eq!(made("process.exitcode"), ("\n0\n".to_owned(), 0));
    let ready = made("wait([process.sentinel]) == [process.sentinel]");
    assert_eq!(ready, ("\nTrue\n".to_owned(), 1));
}

#[test]
fn a_wait_for_what_comes_after_start_is_a_deadlock_in_serial_mode() {
    let source = "
from multiprocessing import Process, Queue

def take(queue):
    print(queue.get())

if __name__ == '__main__':
    queue = Queue()
    process = Process(target=take, args=(queue,))
    process.start()
    queue.put('late')
    process.join()
";
    let run = run_in(Mode::Shared, None, source);
    assert_eq!(run.text(Stream::Stdout), "late\n");

    let run = run_in(Mode::Serial, None, source);
    assert_eq!(run.outcome, Outcome::Deadlock);
    let deadlock = run.events.iter().find_map(|event| match &event.kind {
        EventKind::Deadlocked(deadlock) => Some(deadlock),
        _ => None,
    });
    let deadlock = deadlock.expect("a report");
    assert_eq!(deadlock.mistake, Mistake::NothingSent);
    let lines: BTreeSet<_> = deadlock.waits.iter().map(|wait| wait.line).collect();
    assert_eq!(lines, BTreeSet::from([Some(5), Some(10)]));
    let joins = |kind: &EventKind| {
        matches!(
            kind,
            EventKind::Blocked {
                on: WaitFor::Thread { .. },
                line: Some(10),
                ..
            }
        )
    };
    assert!(run.events.iter().any(|event| joins(&event.kind)));
}
