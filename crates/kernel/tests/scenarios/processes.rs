//! Processes: start, join, signals and the end of a run.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    Signal, Tid, Time,
    control::Outcome,
    event::{EventKind, WaitFor},
    syscall::{Errno, FromProcess, Notice, Reply, Syscall, Watched},
};

use crate::{Run, wait};

#[test]
fn join_waits_for_the_child_and_gets_its_code() {
    let mut run = Run::new(None);
    let child = run.start(1, MAIN);
    let join = run.ask(2, MAIN, wait(child));
    assert_eq!(run.reply(join), None);
    run.exit(9, child, 3);
    assert_eq!(run.reply(join), Some(&Reply::Exited(3)));
    let waited = EventKind::Blocked {
        on: WaitFor::Exit { of: child },
        call: None,
        line: Some(7),
    };
    assert!(run.events(MAIN).contains(&&waited));
    run.exit(10, MAIN, 0);
    assert_eq!(run.outcome(), Some(Outcome::Finished));
}

#[test]
fn join_of_an_ended_child_does_not_block() {
    let mut run = Run::new(None);
    let child = run.start(1, MAIN);
    run.exit(2, child, 0);
    let join = run.ask(3, MAIN, wait(child));
    assert_eq!(run.reply(join), Some(&Reply::Exited(0)));
    let again = run.ask(4, MAIN, wait(child));
    assert_eq!(run.reply(again), Some(&Reply::Failed(Errno::NoChild)));
}

#[test]
fn a_join_with_a_time_out_gives_up_and_can_be_tried_again() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let join = run.ask(
        0,
        MAIN,
        Syscall::Wait {
            child,
            timeout: Some(50),
        },
    );
    assert_eq!(run.kernel.deadline(), Some(Time(50)));
    run.input(49, Input::Tick);
    assert_eq!(run.reply(join), None);
    run.input(50, Input::Tick);
    assert_eq!(run.reply(join), Some(&Reply::TimedOut));
    assert_eq!(run.kernel.deadline(), None);
    run.exit(60, child, 0);
    let join = run.ask(61, MAIN, wait(child));
    assert_eq!(run.reply(join), Some(&Reply::Exited(0)));
}

#[test]
fn a_signal_ends_a_process_with_a_negative_code() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    run.ask(1, child, Syscall::Sleep(1_000));
    let kill = run.ask(
        2,
        MAIN,
        Syscall::Kill {
            pid: child,
            signal: Signal::TERM,
        },
    );
    assert_eq!(run.reply(kill), Some(&Reply::Done));
    assert!(
        run.events(child)
            .contains(&&EventKind::Exited { code: -15 })
    );
    assert_eq!(run.kernel.deadline(), None, "the dead do not wake up");
    let join = run.ask(3, MAIN, wait(child));
    assert_eq!(run.reply(join), Some(&Reply::Exited(-15)));
    let kill = run.ask(
        4,
        MAIN,
        Syscall::Kill {
            pid: child,
            signal: Signal::TERM,
        },
    );
    assert_eq!(run.reply(kill), Some(&Reply::Failed(Errno::NoSuchProcess)));
}

#[test]
fn only_the_parent_may_wait() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let other = run.start(0, MAIN);
    let wait = run.ask(1, other, wait(child));
    assert_eq!(run.reply(wait), Some(&Reply::Failed(Errno::NoChild)));
}

#[test]
fn an_orphan_lives_on_and_the_run_waits_for_it() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    run.exit(1, MAIN, 0);
    assert_eq!(run.outcome(), None);
    run.exit(2, child, 0);
    assert_eq!(run.outcome(), Some(Outcome::Finished));
}

#[test]
fn a_worker_that_dies_is_a_process_that_was_signalled() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let join = run.ask(1, MAIN, wait(child));
    run.die(2, child, "unreachable\n", false);
    assert_eq!(run.reply(join), Some(&Reply::Exited(-11)));
    assert!(
        run.events(child)
            .iter()
            .any(|kind| matches!(kind, EventKind::Printed { text, .. } if text == "unreachable\n"))
    );
}

#[test]
fn the_parent_is_watched_by_its_child() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let alive = run.ask(
        1,
        child,
        Syscall::Select {
            watched: vec![Watched::Exit(MAIN)],
            timeout: Some(0),
        },
    );
    assert_eq!(run.reply(alive), Some(&Reply::Ready(vec![])));
    let wait = run.ask(
        2,
        child,
        Syscall::Select {
            watched: vec![Watched::Exit(MAIN)],
            timeout: None,
        },
    );
    run.exit(3, MAIN, 0);
    assert_eq!(
        run.reply(wait),
        Some(&Reply::Ready(vec![Watched::Exit(MAIN)]))
    );
}

#[test]
fn stop_ends_everything_and_answers_nobody() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let join = run.ask(1, MAIN, wait(child));
    run.input(2, Input::Stop);
    assert_eq!(run.reply(join), None);
    assert_eq!(run.outcome(), Some(Outcome::Stopped));
    let late = FromProcess::Notice {
        thread: Tid::MAIN,
        notice: Notice::Running,
    };
    run.input(
        3,
        Input::Message {
            pid: child,
            message: late,
        },
    );
    assert_eq!(
        run.outcome(),
        Some(Outcome::Stopped),
        "nothing follows the end"
    );
}

#[test]
fn the_time_limit_ends_the_run() {
    let mut run = Run::new(Some(100));
    run.ask(0, MAIN, Syscall::Sleep(1_000));
    assert_eq!(run.kernel.deadline(), Some(Time(100)));
    run.input(100, Input::Tick);
    assert_eq!(run.outcome(), Some(Outcome::Timeout));
}

#[test]
fn signal_zero_only_asks_whether_a_process_exists() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let probe = Syscall::Kill {
        pid: child,
        signal: Signal(0),
    };
    let id = run.ask(1, MAIN, probe.clone());
    assert_eq!(run.reply(id), Some(&Reply::Done));
    run.exit(2, child, 0);
    let join = run.ask(3, MAIN, wait(child));
    assert_eq!(run.reply(join), Some(&Reply::Exited(0)));
    let id = run.ask(4, MAIN, probe);
    assert_eq!(run.reply(id), Some(&Reply::Failed(Errno::NoSuchProcess)));
}
