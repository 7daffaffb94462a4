//! Pausing a run, and going through it line by line.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    Pid, Tid, Time,
    control::Outcome,
    event::EventKind,
    syscall::{CallId, Notice, Reply, Syscall, ToProcess},
};

use crate::{Run, acquire, at};

impl Run {
    fn hold(&mut self, now: u64, pid: Pid) -> CallId {
        self.ask(now, pid, Syscall::Hold)
    }
}

#[test]
fn all_are_told_to_hold_and_go_on_together() {
    let mut run = Run::new(None);
    let [a] = run.children();
    run.input(10, Input::Pause);
    run.input(11, Input::Pause);
    for pid in [MAIN, a] {
        assert_eq!(run.told(pid), [&ToProcess::Hold]);
    }
    let held = [run.hold(12, MAIN), run.hold(13, a)];
    assert!(held.iter().all(|&id| run.waits(id)));
    assert!(run.events(a).contains(&&EventKind::Held { line: Some(7) }));
    run.input(50, Input::Resume);
    assert!(held.iter().all(|&id| run.is_done(id)));
    assert!(run.events(a).contains(&&EventKind::Resumed));
    assert_eq!(run.told(a), [&ToProcess::Hold, &ToProcess::Release]);
}

#[test]
fn the_clock_of_the_run_stands_still_meanwhile() {
    let mut run = Run::new(Some(1_000));
    let asleep = run.ask(0, MAIN, Syscall::Sleep(100));
    run.input(60, Input::Pause);
    assert_eq!(run.kernel.deadline(), None);
    run.input(5_000, Input::Tick);
    assert!(run.waits(asleep));
    run.input(10_000, Input::Resume);
    assert_eq!(run.kernel.deadline(), Some(Time(10_040)));
    run.input(10_039, Input::Tick);
    assert!(run.waits(asleep));
    run.input(10_040, Input::Tick);
    assert!(run.is_done(asleep));
    let unblocked = EventKind::Unblocked {
        timed_out: false,
        by: None,
    };
    assert_eq!(run.time_of(&unblocked), Some(Time(100)));
    run.input(10_940, Input::Tick);
    assert_eq!(run.outcome(), Some(Outcome::Timeout));
}

#[test]
fn a_process_started_meanwhile_is_held_too() {
    let mut run = Run::new(None);
    run.input(1, Input::Pause);
    let child = run.start(2, MAIN);
    assert_eq!(run.told(child), [&ToProcess::Hold]);
}

#[test]
fn a_step_lets_one_go_on_and_the_clock_with_it() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    run.input(10, Input::Pause);
    let others = [run.hold(11, MAIN), run.hold(12, b)];
    let held = run.hold(13, a);
    run.input(100, Input::Step(a));
    assert_eq!(run.reply(held), Some(&Reply::Step));
    assert!(others.iter().all(|&id| run.waits(id)));
    let asleep = run.ask(103, a, Syscall::Sleep(5));
    assert_eq!(run.kernel.deadline(), Some(Time(108)));
    run.input(108, Input::Tick);
    assert!(run.is_done(asleep));
    let held = run.hold(110, a);
    assert!(run.waits(held));
    assert_eq!(run.kernel.deadline(), None);
    let resumed = run.time_of(&EventKind::Resumed);
    assert_eq!(resumed, Some(Time(10)), "ninety were lost to the pause");
    run.input(500, Input::Resume);
    assert!(run.is_done(held));
}

#[test]
fn who_does_not_hold_makes_no_step() {
    let mut run = Run::new(None);
    let [a] = run.children();
    run.input(0, Input::Step(a));
    run.input(1, Input::Pause);
    run.input(2, Input::Step(a));
    assert_eq!(run.told(a), [&ToProcess::Hold]);
    assert_eq!(run.kernel.deadline(), None);
}

#[test]
fn each_thread_of_a_process_is_held() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, Tid(1));
    run.input(1, Input::Pause);
    let first = run.call_at(MAIN, at(Tid(1), 4, None), Syscall::Hold);
    let second = run.hold(2, MAIN);
    run.input(3, Input::Step(MAIN));
    assert_eq!(run.reply(first), Some(&Reply::Step));
    assert!(run.waits(second));
}

#[test]
fn a_hold_that_crossed_the_end_of_the_pause_is_none() {
    let mut run = Run::new(None);
    run.input(1, Input::Pause);
    run.input(2, Input::Resume);
    let held = run.hold(3, MAIN);
    assert!(run.is_done(held));
}

#[test]
fn nobody_is_deadlocked_while_others_are_held() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let lock = run.lock();
    run.call(MAIN, acquire(lock));
    run.input(1, Input::Pause);
    run.call(MAIN, acquire(lock));
    run.call(a, acquire(lock));
    assert_eq!(run.outcome(), None);
    run.input(2, Input::Resume);
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
}

#[test]
fn a_process_that_ends_in_its_step_stops_the_clock() {
    let mut run = Run::new(None);
    let [a] = run.children();
    run.call(MAIN, Syscall::Sleep(100));
    run.input(1, Input::Pause);
    run.hold(2, a);
    run.input(3, Input::Step(a));
    assert!(run.kernel.deadline().is_some());
    run.exit(4, a, 0);
    assert_eq!(run.kernel.deadline(), None);
}

#[test]
fn the_clock_runs_until_the_thread_that_steps_has_made_its_step() {
    let mut run = Run::new(None);
    for thread in [Tid(1), Tid(2)] {
        run.start_thread(MAIN, thread);
    }
    run.call(MAIN, Syscall::Sleep(100));
    run.input(1, Input::Pause);
    run.call_at(MAIN, at(Tid(1), 4, None), Syscall::Hold);
    run.input(2, Input::Step(MAIN));
    run.call_at(MAIN, at(Tid(2), 5, None), Syscall::Hold);
    assert!(run.kernel.deadline().is_some(), "another was held");
    run.notice_of(MAIN, Tid(1), Notice::ThreadEnded);
    assert_eq!(run.kernel.deadline(), None);
}

#[test]
fn a_paused_run_can_be_stopped() {
    let mut run = Run::new(None);
    run.input(1, Input::Pause);
    run.hold(2, MAIN);
    run.input(3, Input::Stop);
    assert_eq!(run.outcome(), Some(Outcome::Stopped));
}
