//! Processes that begin as copies of others: fork, and the fork server.

use spawnpoint_kernel::{MAIN, Output, SERVER, SPARES};
use spawnpoint_protocol::{
    Pid, Signal, StartMethod,
    control::Outcome,
    event::EventKind,
    syscall::{CallId, Errno, Image, Message, Notice, Reply, Role, Syscall},
};

use crate::{Run, child, send, text, wait};

impl Run {
    pub(crate) fn start_by(&mut self, parent: Pid, method: StartMethod) -> (CallId, Option<Pid>) {
        let mut spec = child(Message::default());
        spec.method = method;
        let id = self.call(parent, Syscall::Start(spec));
        let started = match self.reply(id) {
            Some(Reply::Started(pid)) => Some(*pid),
            _ => None,
        };
        (id, started)
    }

    pub(crate) fn launch(&mut self) -> CallId {
        let payload = Vec::new();
        self.call(MAIN, Syscall::Launch { payload })
    }

    /// The role with which a process began, if it has.
    fn role(&self, of: Pid) -> Option<&Role> {
        self.outputs.iter().find_map(|output| match output {
            Output::StartWorker(boot) if boot.pid == of => Some(&boot.role),
            _ => None,
        })
    }

    fn prepared(&self) -> Vec<Image> {
        self.outputs
            .iter()
            .filter_map(|output| match output {
                Output::Prepare(image) => Some(*image),
                _ => None,
            })
            .collect()
    }
}

#[test]
fn a_fork_begins_with_the_copy_that_was_made_for_its_start() {
    let mut run = Run::new(None);
    let (call, started) = run.start_by(MAIN, StartMethod::Fork);
    let image = Image { of: MAIN, call };
    assert_eq!(run.prepared(), [image]);
    let child = started.expect("a child");
    assert_eq!(run.role(child), Some(&Role::Forked { image }));
}

#[test]
fn a_fork_holds_the_ends_that_its_parent_held() {
    let mut run = Run::new(None);
    let (receiver, sender) = run.pipe(false);
    let (_, started) = run.start_by(MAIN, StartMethod::Fork);
    let child = started.expect("a child");
    run.notice(MAIN, Notice::Close(sender));
    let got = run.call(MAIN, Syscall::Receive(receiver));
    assert!(run.waits(got), "the child may still send");
    let sent = run.call(child, send(sender, text("x")));
    assert!(run.is_done(sent));
    assert_eq!(run.got(got), [b"x"]);
    let got = run.call(MAIN, Syscall::Receive(receiver));
    run.exit(1, child, 0);
    assert_eq!(run.error(got), Some(Errno::EndOfFile));
}

#[test]
fn a_start_from_the_fork_server_needs_one() {
    let mut run = Run::new(None);
    let (refused, started) = run.start_by(MAIN, StartMethod::ForkServer);
    assert_eq!(run.error(refused), Some(Errno::ConnectionRefused));
    assert_eq!(started, None);
}

#[test]
fn the_fork_server_makes_copies_in_advance() {
    let mut run = Run::new(None);
    let launch = run.launch();
    assert!(run.waits(launch));
    let mut calls = Vec::new();
    for _ in 0..SPARES {
        calls.push(run.call(SERVER, Syscall::Serve));
    }
    assert!(run.is_done(launch));
    assert!(run.is_done(calls[0]));
    let last = calls[SPARES - 1];
    assert!(run.waits(last), "there are enough");
    let (_, started) = run.start_by(MAIN, StartMethod::ForkServer);
    assert!(started.is_some_and(|pid| run.role(pid).is_some()));
    assert!(run.is_done(last), "one more is wanted");
}

#[test]
fn a_start_waits_for_a_copy() {
    let mut run = Run::new(None);
    run.launch();
    let serve = run.call(SERVER, Syscall::Serve);
    assert!(run.is_done(serve));
    let started: Vec<_> = (0..2)
        .map(|_| {
            run.start_by(MAIN, StartMethod::ForkServer)
                .1
                .expect("a child")
        })
        .collect();
    assert!(run.role(started[0]).is_some());
    assert_eq!(run.role(started[1]), None);
    let waited = run.call(MAIN, wait(started[1]));
    assert!(run.waits(waited), "nobody is stuck while the server works");
    run.call(SERVER, Syscall::Serve);
    assert!(run.role(started[1]).is_some());
}

#[test]
fn who_waits_for_a_copy_can_be_ended() {
    let mut run = Run::new(None);
    run.launch();
    run.call(SERVER, Syscall::Serve);
    run.start_by(MAIN, StartMethod::ForkServer);
    let (_, started) = run.start_by(MAIN, StartMethod::ForkServer);
    let pid = started.expect("a child");
    let signal = Signal::INT;
    run.call(MAIN, Syscall::Kill { pid, signal });
    run.call(SERVER, Syscall::Serve);
    assert_eq!(run.role(pid), None);
    let waited = run.call(MAIN, wait(pid));
    assert_eq!(run.reply(waited), Some(&Reply::Exited(-2)));
}

#[test]
fn when_the_fork_server_ends_who_waits_for_it_fails() {
    let mut run = Run::new(None);
    run.launch();
    run.call(SERVER, Syscall::Serve);
    run.start_by(MAIN, StartMethod::ForkServer);
    let (_, started) = run.start_by(MAIN, StartMethod::ForkServer);
    let waited = run.call(MAIN, wait(started.expect("a child")));
    run.exit(1, SERVER, 1);
    assert_eq!(run.reply(waited), Some(&Reply::Exited(255)));
    let launch = run.launch();
    run.exit(2, SERVER, 1);
    assert_eq!(run.error(launch), Some(Errno::ConnectionReset));
}

#[test]
fn the_fork_server_ends_with_the_run_and_is_in_no_record() {
    let mut run = Run::new(None);
    run.launch();
    for _ in 0..SPARES {
        run.call(SERVER, Syscall::Serve);
    }
    run.exit(1, MAIN, 0);
    assert_eq!(run.outcome(), Some(Outcome::Finished));
    assert!(run.outputs.contains(&Output::TerminateWorker(SERVER)));
    assert_eq!(run.events(SERVER), Vec::<&EventKind>::new());
}

#[test]
fn what_the_fork_server_reports_is_recorded_as_of_somebody_who_lives() {
    let mut run = Run::new(None);
    let [child] = run.children();
    run.launch();
    run.exit(1, MAIN, 0);
    run.die(2, SERVER, "gone\n", false);
    let is_report = |kind: &&EventKind| matches!(kind, EventKind::Printed { .. });
    assert!(run.events(child).iter().any(is_report));
}

#[test]
fn a_worker_is_released_when_its_process_ends_by_itself() {
    let mut run = Run::new(None);
    let [first, second] = run.children();
    run.exit(1, first, 0);
    let (pid, signal) = (second, Signal::TERM);
    run.call(MAIN, Syscall::Kill { pid, signal });
    assert!(run.outputs.contains(&Output::ReleaseWorker(first)));
    assert!(run.outputs.contains(&Output::TerminateWorker(second)));
}

#[test]
fn a_fork_server_that_ends_itself_gets_no_answer() {
    let mut run = Run::new(None);
    // Somebody goes on, so that this is no deadlock.
    run.start(0, MAIN);
    run.launch();
    let payload = Vec::new();
    let first = run.call(SERVER, Syscall::Launch { payload });
    // A call with the number of one that has not been answered, as no sound process makes it.
    run.calls -= 1;
    let signal = Signal::KILL;
    let second = run.call(
        SERVER,
        Syscall::Kill {
            pid: SERVER,
            signal,
        },
    );
    assert_eq!(first, second);
    assert_eq!(run.reply(first), None);
}
