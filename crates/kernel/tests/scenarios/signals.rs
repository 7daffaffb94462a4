//! Signals with and without handlers.

use spawnpoint_kernel::MAIN;
use spawnpoint_protocol::{
    Pid, Signal, StartMethod,
    control::Outcome,
    event::EventKind,
    syscall::{CallId, Disposition, Errno, Message, Notice, Reply, Syscall, ToProcess, Watched},
};

use crate::{Run, child, get, text, wait};

impl Run {
    fn kill(&mut self, by: Pid, pid: Pid, signal: Signal) -> CallId {
        self.call(by, Syscall::Kill { pid, signal })
    }

    fn dispose(&mut self, pid: Pid, signal: Signal, disposition: Disposition) {
        self.notice(
            pid,
            Notice::Disposition {
                signal,
                disposition,
            },
        );
    }

    fn has_ended(&self, pid: Pid) -> bool {
        let is_exit = |kind: &&EventKind| matches!(kind, EventKind::Exited { .. });
        self.events(pid).iter().any(is_exit)
    }
}

#[test]
fn a_handler_is_called_and_what_it_interrupts_goes_on() {
    let mut run = Run::new(None);
    let [child] = run.children();
    let queue = run.queue(None);
    run.dispose(child, Signal::TERM, Disposition::Handle);
    let got = run.call(child, get(queue));
    let kill = run.kill(MAIN, child, Signal::TERM);
    assert!(run.is_done(kill));
    assert_eq!(run.told(child), [&ToProcess::Signal(Signal::TERM)]);
    run.notice(child, Notice::Handled(1));
    run.put(MAIN, queue, text("x"));
    assert_eq!(run.got(got), [b"x"]);
}

#[test]
fn a_call_that_is_given_up_takes_nothing() {
    let mut run = Run::new(None);
    let [child] = run.children();
    let queue = run.queue(None);
    let got = run.call(child, get(queue));
    run.kill(MAIN, child, Signal::INT);
    run.notice(child, Notice::Cancel(got));
    assert_eq!(run.reply(got), Some(&Reply::Interrupted));
    run.put(MAIN, queue, text("x"));
    let again = run.call(child, get(queue));
    assert_eq!(run.got(again), [b"x"]);
}

#[test]
fn a_call_that_was_answered_cannot_be_given_up() {
    let mut run = Run::new(None);
    let [child] = run.children();
    let queue = run.queue(None);
    let got = run.call(child, get(queue));
    run.put(MAIN, queue, text("x"));
    run.notice(child, Notice::Cancel(got));
    assert_eq!(run.got(got), [b"x"]);
}

#[test]
fn who_has_a_handler_to_run_is_no_part_of_a_deadlock() {
    let mut run = Run::new(None);
    let [child] = run.children();
    let queue = run.queue(None);
    run.dispose(child, Signal::TERM, Disposition::Handle);
    run.call(child, get(queue));
    run.kill(MAIN, child, Signal::TERM);
    run.call(MAIN, get(queue));
    assert_eq!(run.outcome(), None, "the handler may put something");
    run.notice(child, Notice::Handled(1));
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
}

#[test]
fn what_is_ignored_changes_nothing_and_stays_so_in_a_new_program() {
    let mut run = Run::new(None);
    run.dispose(MAIN, Signal::INT, Disposition::Ignore);
    run.dispose(MAIN, Signal::TERM, Disposition::Handle);
    let [child] = run.children();
    run.kill(MAIN, child, Signal::INT);
    assert_eq!(run.told(child), Vec::<&ToProcess>::new());
    assert!(!run.has_ended(child));
    run.kill(MAIN, child, Signal::TERM);
    assert!(run.has_ended(child), "a new program has no handlers");
}

#[test]
fn a_copy_has_the_handlers_of_the_original() {
    let mut run = Run::new(None);
    run.dispose(MAIN, Signal::TERM, Disposition::Handle);
    let mut spec = child(Message::default());
    spec.method = StartMethod::Fork;
    let start = run.call(MAIN, Syscall::Start(spec));
    let Some(Reply::Started(copy)) = run.reply(start) else {
        panic!("{:?}", run.reply(start));
    };
    let copy = *copy;
    run.kill(MAIN, copy, Signal::TERM);
    assert_eq!(run.told(copy), [&ToProcess::Signal(Signal::TERM)]);
}

#[test]
fn kill_asks_no_handler() {
    let mut run = Run::new(None);
    let [child] = run.children();
    run.dispose(child, Signal::KILL, Disposition::Handle);
    run.kill(MAIN, child, Signal::KILL);
    assert!(run.has_ended(child));
}

#[test]
fn a_parent_that_wants_to_know_is_told_of_its_childs_end() {
    let mut run = Run::new(None);
    let [first, second] = run.children();
    run.exit(1, first, 0);
    assert_eq!(run.told(MAIN), Vec::<&ToProcess>::new());
    run.dispose(MAIN, Signal::CHLD, Disposition::Handle);
    run.exit(2, second, 0);
    assert_eq!(run.told(MAIN), [&ToProcess::Signal(Signal::CHLD)]);
}

#[test]
fn children_are_those_that_nobody_has_waited_for() {
    let mut run = Run::new(None);
    let [first, second] = run.children();
    run.exit(1, first, 0);
    let children = run.call(MAIN, Syscall::Children);
    let both = [first, second].map(Watched::Exit).to_vec();
    assert_eq!(run.reply(children), Some(&Reply::Ready(both)));
    run.call(MAIN, wait(first));
    let children = run.call(MAIN, Syscall::Children);
    let one = vec![Watched::Exit(second)];
    assert_eq!(run.reply(children), Some(&Reply::Ready(one)));
    let kill = run.kill(MAIN, first, Signal::TERM);
    assert_eq!(run.error(kill), Some(Errno::NoSuchProcess));
}
