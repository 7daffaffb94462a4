//! Locks on files.

use spawnpoint_kernel::MAIN;
use spawnpoint_protocol::{
    Pid, Signal, Tid,
    control::Outcome,
    event::{EventKind, Mistake, WaitFor},
    files::{Fd, FileCall, LockKind},
    syscall::{CallId, Errno, Notice, Reply, Syscall},
};

use super::{MAKE, run};
use crate::{
    Run, at,
    deadlocks::{deadlock, mistake},
};

const PATH: &str = "/tmp/lock";

impl Run {
    fn locks(&mut self, pid: Pid, fd: Fd, kind: LockKind) -> CallId {
        let wait = true;
        self.file(pid, FileCall::Lock { fd, kind, wait })
    }

    fn exclusive(&mut self, pid: Pid, fd: Fd) -> CallId {
        self.locks(pid, fd, LockKind::Exclusive)
    }
}

/// Whether a lock could be had at once.
fn is_free(run: &mut Run, pid: Pid, fd: Fd, kind: LockKind) -> bool {
    let wait = false;
    match run.refused(pid, FileCall::Lock { fd, kind, wait }) {
        None => true,
        Some(Errno::TryAgain) => false,
        other => panic!("{other:?}"),
    }
}

#[test]
fn one_has_the_lock_and_the_next_waits() {
    let mut run = run();
    let [a, b] = run.children();
    let [fa, fb] = [a, b].map(|pid| run.opened(pid, PATH, MAKE));
    let first = run.exclusive(a, fa);
    assert!(run.is_done(first));
    let second = run.exclusive(b, fb);
    assert!(run.waits(second));
    let file = run.status(PATH).inode;
    let blocked = EventKind::Blocked {
        on: WaitFor::FileLock {
            file,
            path: Some(PATH.to_owned()),
        },
        call: None,
        line: Some(7),
    };
    assert!(run.events(b).contains(&&blocked));
    run.do_file(a, FileCall::Unlock(fa));
    assert!(run.is_done(second));
    let unblocked = EventKind::Unblocked {
        timed_out: false,
        by: Some((a, Tid::MAIN)),
    };
    assert!(run.events(b).contains(&&unblocked));
}

#[test]
fn those_who_share_a_lock_have_it_together() {
    let mut run = run();
    let pids: [Pid; 3] = run.children();
    let [fa, fb, fc] = pids.map(|pid| run.opened(pid, PATH, MAKE));
    let [a, b, c] = pids;
    for (pid, fd) in [(a, fa), (b, fb)] {
        let id = run.locks(pid, fd, LockKind::Shared);
        assert!(run.is_done(id));
    }
    let alone = run.exclusive(c, fc);
    run.do_file(a, FileCall::Unlock(fa));
    assert!(run.waits(alone));
    run.do_file(b, FileCall::Unlock(fb));
    assert!(run.is_done(alone));
    assert!(!is_free(&mut run, a, fa, LockKind::Shared));
}

#[test]
fn a_lock_goes_with_the_last_who_has_the_description() {
    let mut run = run();
    let fd = run.opened(MAIN, PATH, MAKE);
    let held = run.exclusive(MAIN, fd);
    assert!(run.is_done(held));
    let [other] = run.children();
    let own = run.opened(other, PATH, MAKE);
    let copy = run.forked(MAIN);
    let waiting = run.exclusive(other, own);
    run.do_file(MAIN, FileCall::Close(fd));
    assert!(run.waits(waiting), "the copy has it");
    run.die(1, copy, "", false);
    assert!(run.is_done(waiting));
}

#[test]
fn who_gives_up_does_not_get_the_lock() {
    let mut run = run();
    let pids: [Pid; 4] = run.children();
    let [a, b, c, d] = pids;
    let fds = pids.map(|pid| run.opened(pid, PATH, MAKE));
    let held = run.exclusive(a, fds[0]);
    let cancelled = run.exclusive(b, fds[1]);
    let killed = run.exclusive(c, fds[2]);
    let waiting = run.exclusive(d, fds[3]);
    run.notice(b, Notice::Cancel(cancelled));
    assert_eq!(run.reply(cancelled), Some(&Reply::Interrupted));
    let signal = Signal::KILL;
    run.call(MAIN, Syscall::Kill { pid: c, signal });
    assert!(run.is_done(held));
    assert!(run.waits(waiting));
    run.exit(2, a, 0);
    assert!(run.is_done(waiting) && run.waits(killed));
    assert!(!is_free(&mut run, b, fds[1], LockKind::Exclusive));
}

#[test]
fn who_opens_the_file_twice_locks_himself_out() {
    let mut run = run();
    let [one, other] = [(); 2].map(|()| run.opened(MAIN, PATH, MAKE));
    let lock = |fd| {
        Syscall::File(FileCall::Lock {
            fd,
            kind: LockKind::Exclusive,
            wait: true,
        })
    };
    run.call_at(MAIN, at(Tid::MAIN, 4, Some("fcntl.flock")), lock(one));
    run.call_at(MAIN, at(Tid::MAIN, 5, Some("fcntl.flock")), lock(other));
    assert_eq!(mistake(&run), Mistake::LockTwice);
    let wait = &deadlock(&run).unwrap().waits[0];
    assert_eq!((wait.line, wait.holders[0].line), (Some(5), Some(4)));
    assert_eq!(wait.label.as_deref(), Some(PATH));
}

#[test]
fn two_files_locked_crosswise_are_in_the_wrong_order() {
    let mut run = run();
    let [child] = run.children();
    let fds = [MAIN, child].map(|pid| [PATH, "/tmp/b"].map(|path| run.opened(pid, path, MAKE)));
    run.exclusive(MAIN, fds[0][0]);
    run.exclusive(child, fds[1][1]);
    run.exclusive(MAIN, fds[0][1]);
    assert_eq!(run.outcome(), None);
    run.exclusive(child, fds[1][0]);
    assert_eq!(mistake(&run), Mistake::LockOrder);
}

#[test]
fn a_lock_that_only_a_copy_holds_is_held_by_the_copy() {
    let mut run = run();
    let fd = run.opened(MAIN, PATH, MAKE);
    run.exclusive(MAIN, fd);
    let copy = run.forked(MAIN);
    run.do_file(MAIN, FileCall::Close(fd));
    let again = run.opened(MAIN, PATH, MAKE);
    run.exclusive(MAIN, again);
    assert_eq!(run.outcome(), None, "the copy may still unlock it");
    let second = run.opened(copy, PATH, MAKE);
    run.exclusive(copy, second);
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
    let waits = &deadlock(&run).unwrap().waits;
    let holders: Vec<_> = waits[0].holders.iter().map(|holder| holder.pid).collect();
    assert_eq!(holders, [copy]);
}
