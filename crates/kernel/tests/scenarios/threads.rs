//! Threads of one process.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    Tid,
    event::{EventKind, WaitFor},
    syscall::{Notice, Reply, Syscall, ThreadWait},
};

use crate::{Run, acquire, at};

const SECOND: Tid = Tid(1);

fn park(timeout: Option<u64>) -> Syscall {
    let holder = Some(SECOND);
    Syscall::Park {
        on: ThreadWait::Lock { lock: 1, holder },
        timeout,
    }
}

#[test]
fn a_parked_thread_goes_on_when_it_is_unparked() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    let parked = run.call(MAIN, park(None));
    assert!(run.waits(parked));
    run.notice(MAIN, Notice::Unpark(parked));
    assert!(run.is_done(parked));
}

#[test]
fn a_park_with_a_time_out_gives_up_and_a_late_unpark_does_nothing() {
    let mut run = Run::new(None);
    let parked = run.call(MAIN, park(Some(50)));
    run.input(50, Input::Tick);
    assert_eq!(run.reply(parked), Some(&Reply::TimedOut));
    let outputs = run.outputs.len();
    run.notice(MAIN, Notice::Unpark(parked));
    assert_eq!(run.outputs.len(), outputs);
}

#[test]
fn an_unpark_ends_no_other_wait() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let lock = run.lock();
    run.call(MAIN, acquire(lock));
    let waiting = run.call(a, acquire(lock));
    run.notice(a, Notice::Unpark(waiting));
    assert!(run.waits(waiting));
}

#[test]
fn each_thread_waits_for_itself() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    run.start_thread(MAIN, Tid(2));
    let lock = run.lock();
    run.call(MAIN, acquire(lock));
    let [b, c] = [SECOND, Tid(2)].map(|tid| run.call_at(MAIN, at(tid, 8, None), acquire(lock)));
    run.call(MAIN, Syscall::Release { semaphore: lock });
    assert!(run.is_done(b) && run.waits(c));
}

#[test]
fn the_log_tells_threads_apart() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    run.call_at(MAIN, at(SECOND, 8, None), Syscall::Sleep(10));
    run.input(10, Input::Tick);
    run.notice_of(MAIN, SECOND, Notice::ThreadEnded);
    run.notice_of(MAIN, SECOND, Notice::ThreadEnded);
    let events = run.log().filter(|event| event.thread == SECOND);
    let kinds: Vec<_> = events.map(|event| event.kind.clone()).collect();
    let expected = [
        EventKind::ThreadStarted {
            name: "Thread-1".to_owned(),
            by: Tid::MAIN,
            line: Some(3),
        },
        EventKind::Blocked {
            on: WaitFor::Sleep { micros: 10 },
            call: None,
            line: Some(8),
        },
        EventKind::Unblocked {
            timed_out: false,
            by: None,
        },
        EventKind::ThreadEnded,
    ];
    assert_eq!(kinds, expected);
}
