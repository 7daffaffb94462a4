//! When nobody can go on, and when it only looks like it.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    ObjectId, Pid, Tid,
    control::Outcome,
    event::{Deadlock, EventKind, Holder, Mistake},
    syscall::{Message, Notice, Spec, Syscall, ThreadWait, ToProcess, Watched},
};

use crate::{Run, acquire, at, consumed, get, large, lease, send, text, wait};

const SECOND: Tid = Tid(1);

pub(crate) fn deadlock(run: &Run) -> Option<&Deadlock> {
    run.log().find_map(|event| match &event.kind {
        EventKind::Deadlocked(deadlock) => Some(deadlock),
        _ => None,
    })
}

pub(crate) fn mistake(run: &Run) -> Mistake {
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
    deadlock(run).expect("a report").mistake
}

/// The second thread of the main process asks.
fn call_second(run: &mut Run, syscall: Syscall) {
    run.call_at(MAIN, at(SECOND, 8, None), syscall);
}

fn park_on_lock(lock: u32, holder: Tid) -> Syscall {
    let holder = Some(holder);
    Syscall::Park {
        on: ThreadWait::Lock { lock, holder },
        timeout: None,
    }
}

fn join_thread(thread: Tid) -> Syscall {
    Syscall::Park {
        on: ThreadWait::End(thread),
        timeout: None,
    }
}

#[test]
fn a_thread_that_acquires_its_own_lock_is_reported_in_full() {
    let mut run = Run::new(None);
    let lock = run.lock();
    run.call_at(MAIN, at(Tid::MAIN, 4, Some("Lock.acquire")), acquire(lock));
    run.call_at(MAIN, at(Tid::MAIN, 5, Some("Lock.acquire")), acquire(lock));
    assert_eq!(mistake(&run), Mistake::LockTwice);
    let wait = &deadlock(&run).unwrap().waits[0];
    assert_eq!(
        (wait.pid, wait.thread, wait.line),
        (MAIN, Tid::MAIN, Some(5))
    );
    assert_eq!(wait.name, "MainProcess");
    assert_eq!(wait.call.as_deref(), Some("Lock.acquire"));
    assert_eq!(wait.label.as_deref(), Some("Lock"));
    let holder = Holder {
        pid: MAIN,
        thread: Tid::MAIN,
        line: Some(4),
        ended: false,
    };
    assert_eq!(wait.holders, [holder]);
    assert!(run.events(MAIN).contains(&&EventKind::Exited { code: -9 }));
}

#[test]
fn a_thread_that_acquires_its_own_thread_lock_locks_twice() {
    let mut run = Run::new(None);
    run.call(MAIN, park_on_lock(1, Tid::MAIN));
    assert_eq!(mistake(&run), Mistake::LockTwice);
}

#[test]
fn processes_that_acquire_locks_crosswise_have_the_wrong_order() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (one, other) = (run.lock(), run.lock());
    run.call(MAIN, acquire(one));
    run.call(a, acquire(other));
    run.call(MAIN, acquire(other));
    assert_eq!(run.outcome(), None);
    run.call(a, acquire(one));
    assert_eq!(mistake(&run), Mistake::LockOrder);
}

#[test]
fn threads_that_acquire_locks_crosswise_have_the_wrong_order() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    run.call(MAIN, park_on_lock(1, SECOND));
    call_second(&mut run, park_on_lock(2, Tid::MAIN));
    assert_eq!(mistake(&run), Mistake::LockOrder);
    let names: Vec<_> = deadlock(&run)
        .unwrap()
        .waits
        .iter()
        .map(|wait| &wait.name)
        .collect();
    assert_eq!(names, ["MainProcess", "MainProcess, Thread-1"]);
}

#[test]
fn a_process_whose_messages_nobody_takes_is_joined_too_early() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(70_000));
    run.call(a, Syscall::Drain(queue));
    run.call(MAIN, wait(a));
    assert_eq!(mistake(&run), Mistake::JoinBeforeDrain);
}

#[test]
fn processes_that_join_each_other_wait_in_a_circle() {
    let mut run = Run::new(None);
    let [a] = run.children();
    run.call(MAIN, wait(a));
    // What `parent_process().join()` does.
    let watched = vec![Watched::Exit(MAIN)];
    let timeout = None;
    run.call(a, Syscall::Select { watched, timeout });
    assert_eq!(mistake(&run), Mistake::JoinCycle);
}

#[test]
fn threads_that_join_each_other_wait_in_a_circle() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    run.call(MAIN, join_thread(SECOND));
    call_second(&mut run, join_thread(Tid::MAIN));
    assert_eq!(mistake(&run), Mistake::JoinCycle);
}

#[test]
fn a_lock_whose_holder_has_ended_is_never_released() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let lock = run.lock();
    run.call(a, acquire(lock));
    run.exit(1, a, 0);
    run.call(MAIN, acquire(lock));
    assert_eq!(mistake(&run), Mistake::HolderEnded);
    let holder = &deadlock(&run).unwrap().waits[0].holders[0];
    assert!(holder.pid == a && holder.ended);
}

#[test]
fn a_barrier_to_which_too_few_come_is_short() {
    let mut run = Run::new(None);
    let semaphore = run.semaphore(0, 1_000, "Condition");
    run.call_at(
        MAIN,
        at(Tid::MAIN, 5, Some("Barrier.wait")),
        acquire(semaphore),
    );
    assert_eq!(mistake(&run), Mistake::BarrierShort);
}

#[test]
fn a_message_that_nobody_sends_is_waited_for_in_vain() {
    let mut run = Run::new(None);
    let queue = run.queue(None);
    run.call(MAIN, get(queue));
    assert_eq!(mistake(&run), Mistake::NothingSent);

    let mut run = Run::new(None);
    let (reader, _writer) = run.pipe(false);
    run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(mistake(&run), Mistake::NothingSent);
}

#[test]
fn an_event_that_nobody_sets_is_waited_for_in_vain() {
    let mut run = Run::new(None);
    let semaphore = run.semaphore(0, 1_000, "Event");
    run.call_at(
        MAIN,
        at(Tid::MAIN, 5, Some("Event.wait")),
        acquire(semaphore),
    );
    assert_eq!(mistake(&run), Mistake::NobodySignals);
}

#[test]
fn a_task_that_nobody_does_is_waited_for_in_vain() {
    let mut run = Run::new(None);
    let queue = run.queue(None);
    run.put(MAIN, queue, text("task"));
    run.call(MAIN, Syscall::JoinTasks(queue));
    assert_eq!(mistake(&run), Mistake::NobodySignals);
}

#[test]
fn a_connection_that_nobody_makes_is_no_well_known_mistake() {
    let mut run = Run::new(None);
    let address = "/tmp/socket".to_owned();
    let listener = run.make(Spec::Listener { address })[0];
    run.call(MAIN, Syscall::Accept(listener));
    assert_eq!(mistake(&run), Mistake::Other);
}

#[test]
fn the_end_of_the_last_one_who_could_go_on_leaves_a_deadlock() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.call(MAIN, get(queue));
    assert_eq!(run.outcome(), None);
    run.exit(1, a, 0);
    assert_eq!(mistake(&run), Mistake::NothingSent);
}

/// The main process waits without a time-out; only what the others do may keep the run going.
fn wait_in_vain(run: &mut Run) -> ObjectId {
    let queue = run.queue(None);
    run.call(MAIN, get(queue));
    queue
}

/// A child that is about to do something.
fn with_child(act: impl FnOnce(&mut Run, Pid)) -> Run {
    let mut run = Run::new(None);
    let [a] = run.children();
    wait_in_vain(&mut run);
    act(&mut run, a);
    run
}

#[test]
fn a_process_that_is_starting_may_yet_do_something() {
    let run = with_child(|_, _| {});
    assert_eq!(run.outcome(), None);
}

#[test]
fn a_sleeper_may_yet_do_something() {
    let mut run = with_child(|run, a| {
        run.call(a, Syscall::Sleep(50));
    });
    assert_eq!(run.outcome(), None);
    run.input(50, Input::Tick);
    assert_eq!(run.outcome(), None);
}

#[test]
fn a_wait_with_a_time_out_ends_by_itself() {
    let run = with_child(|run, a| {
        let watched = vec![Watched::Exit(MAIN)];
        let timeout = Some(50);
        run.call(a, Syscall::Select { watched, timeout });
    });
    assert_eq!(run.outcome(), None);
}

#[test]
fn a_line_of_input_may_always_come() {
    let run = with_child(|run, a| {
        run.call(a, Syscall::ReadLine);
    });
    assert_eq!(run.outcome(), None);
}

#[test]
fn a_process_with_a_running_thread_may_go_on() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, SECOND);
    wait_in_vain(&mut run);
    assert_eq!(run.outcome(), None);
    run.notice_of(MAIN, SECOND, Notice::ThreadEnded);
    assert_eq!(mistake(&run), Mistake::NothingSent);
}

#[test]
fn messages_on_their_way_back_may_end_a_wait() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, text("one"));
    run.put(a, queue, text("two"));
    run.call(MAIN, lease(queue, 10));
    let lock = run.lock();
    run.call(a, acquire(lock));
    let getter = run.call(a, get(queue));
    run.call(MAIN, acquire(lock));
    assert_eq!(run.told(MAIN), [&ToProcess::Recall(queue)]);
    assert_eq!(run.outcome(), None);
    run.notice(MAIN, Notice::Returned(queue));
    assert_eq!(run.got(getter), [b"two"]);
    assert_eq!(run.outcome(), None);
}

#[test]
fn a_recall_that_brings_nothing_back_leaves_a_deadlock() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, text("one"));
    run.put(a, queue, text("two"));
    run.call(MAIN, lease(queue, 10));
    let semaphore = run.semaphore(0, 1, "Lock");
    run.call(MAIN, acquire(semaphore));
    run.call(a, get(queue));
    assert_eq!(run.outcome(), None);
    run.notice(MAIN, consumed(queue, 1));
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
}

#[test]
fn an_end_that_travels_to_a_blocked_process_is_no_way_out() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let message = Message {
        bytes: Vec::new(),
        ends: vec![writer],
        ..Message::default()
    };
    run.call(MAIN, send(writer, message));
    run.call(MAIN, Syscall::Receive(reader));
    run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(mistake(&run), Mistake::NothingSent);
}

#[test]
fn a_deadlock_is_reported_for_a_process_that_has_not_ended() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.call(a, get(queue));
    run.exit(1, MAIN, 0);
    let waits = &deadlock(&run).unwrap().waits;
    assert_eq!(waits[0].pid, a);
    assert!(matches!(
        run.events(MAIN).last(),
        Some(EventKind::Exited { .. })
    ));
}
