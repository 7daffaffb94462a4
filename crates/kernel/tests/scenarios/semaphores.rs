//! Semaphores, of which locks and the like are made.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    ObjectId, Signal, Tid,
    event::EventKind,
    syscall::{Errno, Notice, Reply, Site, Syscall},
};

use crate::{Run, acquire};

fn acquired(semaphore: ObjectId) -> EventKind {
    EventKind::Acquired {
        semaphore,
        line: Some(7),
    }
}

#[test]
fn a_semaphore_goes_to_whoever_has_waited_longest() {
    let mut run = Run::new(None);
    let [a, b, c] = run.children();
    let lock = run.lock();
    let first = run.call(a, acquire(lock));
    let second = run.call(b, acquire(lock));
    let third = run.call(c, acquire(lock));
    assert!(run.is_done(first) && run.waits(second) && run.waits(third));
    run.call(a, Syscall::Release { semaphore: lock });
    let again = run.call(a, acquire(lock));
    assert!(run.is_done(second) && run.waits(third) && run.waits(again));
    assert!(run.events(b).contains(&&acquired(lock)));
}

#[test]
fn an_acquire_with_a_time_out_gives_up_its_place() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let lock = run.lock();
    run.call(MAIN, acquire(lock));
    let timeout = |micros| Syscall::Acquire {
        semaphore: lock,
        timeout: Some(micros),
        borrow: false,
    };
    let asked = run.call(a, timeout(0));
    assert_eq!(run.reply(asked), Some(&Reply::TimedOut));
    let waited = run.call(a, timeout(50));
    run.input(49, Input::Tick);
    assert!(run.waits(waited));
    run.input(50, Input::Tick);
    assert_eq!(run.reply(waited), Some(&Reply::TimedOut));
    run.call(MAIN, Syscall::Release { semaphore: lock });
    assert_eq!(run.number(lock), 1);
}

#[test]
fn a_semaphore_cannot_be_given_back_beyond_its_maximum() {
    let mut run = Run::new(None);
    let semaphore = run.semaphore(1, 2, "BoundedSemaphore");
    let first = run.call(MAIN, Syscall::Release { semaphore });
    let second = run.call(MAIN, Syscall::Release { semaphore });
    assert!(run.is_done(first));
    assert_eq!(run.error(second), Some(Errno::Overflow));
    assert_eq!(run.number(semaphore), 2);
}

#[test]
fn another_process_may_release() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let lock = run.lock();
    run.call(a, acquire(lock));
    let waiting = run.call(b, acquire(lock));
    let site = Site::default();
    run.notice(
        MAIN,
        Notice::Release {
            semaphore: lock,
            site,
        },
    );
    assert!(run.is_done(waiting));
    let released = EventKind::Released {
        semaphore: lock,
        line: None,
    };
    assert!(run.events(MAIN).contains(&&released));
    let unblocked = EventKind::Unblocked {
        timed_out: false,
        by: Some((MAIN, Tid::MAIN)),
    };
    assert!(run.events(b).contains(&&unblocked));
}

#[test]
fn a_waiter_that_ends_is_passed_over() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let lock = run.lock();
    run.call(MAIN, acquire(lock));
    run.call(a, acquire(lock));
    let next = run.call(b, acquire(lock));
    let signal = Signal::KILL;
    run.call(MAIN, Syscall::Kill { pid: a, signal });
    run.call(MAIN, Syscall::Release { semaphore: lock });
    assert!(run.is_done(next));
}

#[test]
fn a_lock_stays_held_when_its_holder_ends() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let lock = run.lock();
    run.call(a, acquire(lock));
    run.exit(1, a, 0);
    let waiting = run.call(b, acquire(lock));
    assert!(run.waits(waiting));
    assert_eq!(run.number(lock), 0);
}

#[test]
fn what_is_no_semaphore_cannot_be_acquired() {
    let mut run = Run::new(None);
    let queue = run.queue(None);
    let call = run.call(MAIN, acquire(queue));
    assert_eq!(run.error(call), Some(Errno::BadObject));
}
