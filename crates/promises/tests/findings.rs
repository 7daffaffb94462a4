//! What fuzzing has found, each in its shortest form.

use spawnpoint_promises::log;
use spawnpoint_protocol::{
    MessageId, ObjectId, Pid, StartMethod, Tid, Time,
    event::{Event, EventKind, Summary, WaitFor},
    syscall::Spec,
};

const MAIN: Pid = Pid(10);

/// The log of a process in which these things happen, one each millisecond.
fn of_a_process(kinds: impl IntoIterator<Item = (u32, EventKind)>) -> Vec<Event> {
    let created = EventKind::Created {
        parent: None,
        name: "MainProcess".to_owned(),
        daemon: false,
        method: StartMethod::Spawn,
        line: None,
    };
    let kinds = [(0, created), (0, EventKind::Running)]
        .into_iter()
        .chain(kinds);
    (0..)
        .zip(kinds)
        .map(|(millis, (thread, kind))| Event {
            time: Time(millis * 1_000),
            pid: MAIN,
            thread: Tid(thread),
            kind,
        })
        .collect()
}

fn made(object: u32, spec: Spec) -> (u32, EventKind) {
    let object = ObjectId(object);
    let line = None;
    (0, EventKind::Made { object, spec, line })
}

fn sent(to: u32, message: u64) -> (u32, EventKind) {
    let sent = EventKind::Sent {
        to: ObjectId(to),
        message: MessageId(message),
        bytes: 1,
        value: Summary::default(),
        line: None,
    };
    (0, sent)
}

fn received(from: u32, message: u64) -> (u32, EventKind) {
    let received = EventKind::Received {
        from: ObjectId(from),
        message: MessageId(message),
        line: None,
    };
    (0, received)
}

fn queue() -> Spec {
    Spec::Queue {
        capacity: None,
        label: "Queue".to_owned(),
    }
}

#[test]
fn a_thread_has_any_number() {
    let started = EventKind::ThreadStarted {
        name: String::new(),
        by: Tid::MAIN,
        line: None,
    };
    log(&of_a_process([(u32::MAX, started)]));
}

#[test]
fn a_pipe_has_the_last_number_there_is() {
    log(&of_a_process([made(u32::MAX, Spec::Pipe { duplex: true })]));
}

#[test]
fn a_message_comes_out_of_another_queue_than_it_was_put_into() {
    let queues = [made(1, queue()), made(2, queue())];
    log(&of_a_process(
        queues.into_iter().chain([sent(1, 0), received(2, 0)]),
    ));
}

#[test]
fn a_queue_with_messages_is_made_again() {
    log(&of_a_process([
        made(1, queue()),
        sent(1, 0),
        made(1, queue()),
        received(1, 0),
    ]));
}

#[test]
fn a_process_sleeps_until_the_end_of_time() {
    let sleeps = EventKind::Blocked {
        on: WaitFor::Sleep { micros: u64::MAX },
        call: None,
        line: None,
    };
    log(&of_a_process([(0, sleeps)]));
}

/// A copy of the list of holders for each that was added would take gigabytes.
#[test]
fn a_semaphore_is_taken_very_often() {
    const TIMES: u32 = 40_000;
    let semaphore = Spec::Semaphore {
        value: TIMES,
        maximum: TIMES,
        recursive: false,
        label: "Semaphore".to_owned(),
    };
    let acquired = EventKind::Acquired {
        semaphore: ObjectId(1),
        line: None,
    };
    let acquired = (0..TIMES).map(|_| (0, acquired.clone()));
    log(&of_a_process(
        [made(1, semaphore)].into_iter().chain(acquired),
    ));
}
