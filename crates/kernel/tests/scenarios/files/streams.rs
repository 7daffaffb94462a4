//! Streams: who waits for them, and who goes on.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    Pid, Signal, Tid,
    control::Outcome,
    event::{EventKind, Mistake, WaitFor},
    files::{Fd, FileCall, FileReply, StreamKind},
    syscall::{CallId, Errno, Notice, Reply, Syscall, Watched},
};

use super::{READ, read, run, write};
use crate::{
    Run, at,
    deadlocks::{deadlock, mistake},
};

/// How much an end of a stream keeps, and how much of it is written whole or not at all.
const CAPACITY: usize = 65_536;
const ATOMIC: usize = 4_096;

fn pipe(run: &mut Run) -> [Fd; 2] {
    run.ends(MAIN, StreamKind::Pipe)
}

/// A pipe, and a fork that has nothing else to do with it than its other end.
fn pipe_to_child(run: &mut Run) -> (Fd, Pid, Fd) {
    let [from, to] = pipe(run);
    let child = run.forked(MAIN);
    run.do_file(MAIN, FileCall::Close(to));
    run.do_file(child, FileCall::Close(from));
    (from, child, to)
}

fn select(watched: &[Watched], timeout: Option<u64>) -> Syscall {
    Syscall::Select {
        watched: watched.to_vec(),
        timeout,
    }
}

fn kill(run: &mut Run, pid: Pid) {
    let signal = Signal::KILL;
    run.call(MAIN, Syscall::Kill { pid, signal });
}

fn written(run: &Run, id: CallId) -> u32 {
    match run.told_of(id) {
        FileReply::Written(count) => *count,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reader_waits_until_there_is_something() {
    let mut run = run();
    let (from, child, to) = pipe_to_child(&mut run);
    let reading = run.file(MAIN, read(from, 10));
    assert!(run.waits(reading));
    let blocked = run.events(MAIN).into_iter().find_map(|kind| match kind {
        EventKind::Blocked { on, line, .. } => Some((on.clone(), *line)),
        _ => None,
    });
    let Some((WaitFor::Read { fd, .. }, line)) = blocked else {
        panic!("{blocked:?}");
    };
    assert_eq!((fd, line), (from, Some(7)));
    run.now = 5;
    assert_eq!(run.wrote(child, to, b"hello"), 5);
    assert_eq!(run.bytes(reading), b"hello");
    let unblocked = EventKind::Unblocked {
        timed_out: false,
        by: Some((child, Tid::MAIN)),
    };
    assert!(run.events(MAIN).contains(&&unblocked));
}

#[test]
fn the_end_comes_when_nobody_can_write_any_more() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let [a, b] = [run.forked(MAIN), run.forked(MAIN)];
    run.do_file(MAIN, FileCall::Close(to));
    let reading = run.file(MAIN, read(from, 10));
    run.do_file(a, FileCall::Close(to));
    assert!(run.waits(reading));
    run.die(1, b, "", false);
    assert_eq!(run.bytes(reading), b"");
}

#[test]
fn a_writer_waits_until_all_is_taken() {
    let mut run = run();
    let (from, child, to) = pipe_to_child(&mut run);
    let much = vec![b'x'; CAPACITY + 10];
    let writing = run.file(child, write(to, &much));
    assert!(run.waits(writing));
    let blocked = run.events(child).into_iter().any(|kind| {
        matches!(kind, EventKind::Blocked { on: WaitFor::Write { fd, .. }, .. } if *fd == to)
    });
    assert!(blocked);
    assert_eq!(run.reads(MAIN, from, 4), b"xxxx");
    assert!(run.waits(writing), "a short rest is written whole");
    assert_eq!(run.reads(MAIN, from, 1 << 20).len(), CAPACITY - 4);
    assert_eq!(written(&run, writing) as usize, CAPACITY + 10);
    assert_eq!(run.reads(MAIN, from, 1 << 20).len(), 10);
}

#[test]
fn who_comes_first_writes_first() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let [a, b] = [run.forked(MAIN), run.forked(MAIN)];
    run.wrote(MAIN, to, &vec![0; CAPACITY - 2]);
    let large = run.file(a, write(to, &[1; ATOMIC]));
    let small = run.file(b, write(to, &[2]));
    assert!(run.waits(large) && run.waits(small));
    assert_eq!(run.reads(MAIN, from, 1), [0]);
    assert!(
        run.waits(small),
        "there is room, but it is behind the larger"
    );
    kill(&mut run, a);
    assert_eq!(written(&run, small), 1, "nothing is in its way any more");
    let all = run.reads(MAIN, from, 1 << 20);
    assert_eq!(all.len(), CAPACITY - 2);
    assert_eq!(all.last(), Some(&2));
}

#[test]
fn who_comes_first_reads_first() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let [a, b] = [run.forked(MAIN), run.forked(MAIN)];
    let first = run.file(b, read(from, 2));
    let second = run.file(a, read(from, 2));
    run.wrote(MAIN, to, b"xyz");
    assert_eq!(run.bytes(first), b"xy");
    assert_eq!(run.bytes(second), b"z");
}

#[test]
fn nobody_reads_for_who_has_given_up() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let [a, b] = [run.forked(MAIN), run.forked(MAIN)];
    let cancelled = run.file(a, read(from, 9));
    let killed = run.file(b, read(from, 9));
    run.notice(a, Notice::Cancel(cancelled));
    assert_eq!(run.reply(cancelled), Some(&Reply::Interrupted));
    kill(&mut run, b);
    run.wrote(MAIN, to, b"kept");
    assert!(run.waits(killed));
    assert_eq!(run.reads(MAIN, from, 9), b"kept");
}

#[test]
fn nobody_writes_to_nobody() {
    let mut run = run();
    let (from, child, to) = pipe_to_child(&mut run);
    let writing = run.file(child, write(to, &vec![0; CAPACITY + 1]));
    run.do_file(MAIN, FileCall::Close(from));
    assert_eq!(written(&run, writing) as usize, CAPACITY, "so much was");
    assert_eq!(run.refused(child, write(to, b"x")), Some(Errno::BrokenPipe));
}

#[test]
fn who_is_not_to_wait_does_not() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    for fd in [from, to] {
        let (append, non_blocking) = (false, true);
        run.do_file(
            MAIN,
            FileCall::SetFlags {
                fd,
                append,
                non_blocking,
            },
        );
    }
    assert_eq!(run.refused(MAIN, read(from, 1)), Some(Errno::TryAgain));
    let much = vec![0; CAPACITY + 1];
    assert_eq!(run.wrote(MAIN, to, &much) as usize, CAPACITY);
    assert_eq!(run.refused(MAIN, write(to, b"x")), Some(Errno::TryAgain));
    let flags = run.ask_file(MAIN, FileCall::Flags(to));
    assert!(matches!(flags, FileReply::Flags(flags) if flags.non_blocking && !flags.read));
}

#[test]
fn sockets_go_both_ways_and_can_be_shut_down() {
    let mut run = run();
    let [one, other] = run.ends(MAIN, StreamKind::Socket);
    let child = run.forked(MAIN);
    let reading = run.file(child, read(other, 9));
    run.wrote(MAIN, one, b"ping");
    assert_eq!(run.bytes(reading), b"ping");
    run.wrote(child, other, b"pong");
    assert_eq!(run.reads(MAIN, one, 9), b"pong");
    let reading = run.file(child, read(other, 9));
    run.do_file(
        MAIN,
        FileCall::ShutDown {
            fd: one,
            reading: false,
            writing: true,
        },
    );
    assert_eq!(run.bytes(reading), b"");
    let file = run.opened(MAIN, "main.py", READ);
    let (reading, writing) = (true, true);
    let fd = file;
    let refused = run.refused(
        MAIN,
        FileCall::ShutDown {
            fd,
            reading,
            writing,
        },
    );
    assert_eq!(refused, Some(Errno::NotSocket));
}

#[test]
fn several_descriptors_are_watched_at_once() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let [back, forth] = pipe(&mut run);
    let child = run.forked(MAIN);
    let readable = [Watched::Input(from), Watched::Input(back)];
    let nothing = run.call(MAIN, select(&readable, Some(0)));
    assert_eq!(run.reply(nothing), Some(&Reply::Ready(Vec::new())));
    let all = [readable[0], readable[1], Watched::Exit(child)];
    let watching = run.call(MAIN, select(&all, None));
    assert!(run.waits(watching));
    run.wrote(child, forth, b"x");
    let ready = Reply::Ready(vec![Watched::Input(back)]);
    assert_eq!(run.reply(watching), Some(&ready));
    run.wrote(child, to, &vec![0; CAPACITY]);
    let both = run.call(MAIN, select(&readable, None));
    assert_eq!(run.reply(both), Some(&Reply::Ready(readable.to_vec())));
    let full = run.call(child, select(&[Watched::Output(to)], None));
    assert!(run.waits(full));
    run.reads(MAIN, from, 1 << 20);
    let ready = Reply::Ready(vec![Watched::Output(to)]);
    assert_eq!(run.reply(full), Some(&ready));
}

#[test]
fn watching_ends_with_the_time() {
    let mut run = run();
    let (from, ..) = pipe_to_child(&mut run);
    let watching = run.call(MAIN, select(&[Watched::Input(from)], Some(100)));
    run.input(99, Input::Tick);
    assert!(run.waits(watching));
    run.input(100, Input::Tick);
    assert_eq!(run.reply(watching), Some(&Reply::Ready(Vec::new())));
}

#[test]
fn what_is_not_there_counts_as_ready() {
    let mut run = run();
    let second = Tid(1);
    run.start_thread(MAIN, second);
    let [from, _] = pipe(&mut run);
    let watched = [Watched::Input(from)];
    let watching = run.call_at(MAIN, at(second, 8, None), select(&watched, None));
    assert!(run.waits(watching));
    run.do_file(MAIN, FileCall::Close(from));
    let ready = Reply::Ready(watched.to_vec());
    assert_eq!(run.reply(watching), Some(&ready));
}

#[test]
fn standard_input_is_ready_when_somebody_has_typed() {
    let mut run = run();
    let input = [Watched::Input(Fd::STDIN)];
    let watching = run.call(MAIN, select(&input, None));
    assert!(run.waits(watching));
    assert_eq!(run.outcome(), None, "somebody may type");
    run.input(1, Input::Line("hello\n".to_owned()));
    let ready = Reply::Ready(input.to_vec());
    assert_eq!(run.reply(watching), Some(&ready));
    run.call(MAIN, Syscall::ReadLine);
    let again = run.call(MAIN, select(&input, Some(0)));
    assert_eq!(run.reply(again), Some(&Reply::Ready(Vec::new())));
    run.input(2, Input::Line(String::new()));
    let end = run.call(MAIN, select(&input, None));
    assert_eq!(run.reply(end), Some(&ready));
}

#[test]
fn a_reader_that_could_write_itself_waits_for_nothing() {
    let mut run = run();
    let [from, to] = pipe(&mut run);
    let child = run.forked(MAIN);
    run.do_file(MAIN, FileCall::Close(to));
    // The child has forgotten to close what it does not write to.
    run.file(child, read(from, 1));
    assert_eq!(run.outcome(), None, "the other may still do something");
    run.call(
        MAIN,
        Syscall::Wait {
            child,
            timeout: None,
        },
    );
    assert_eq!(mistake(&run), Mistake::NothingSent);
    let waits = &deadlock(&run).unwrap().waits;
    let reader = waits.iter().find(|wait| wait.pid == child).unwrap();
    let holders: Vec<_> = reader.holders.iter().map(|holder| holder.pid).collect();
    assert_eq!(holders, [child]);
}

#[test]
fn a_reader_is_not_stuck_while_a_writer_sleeps() {
    let mut run = run();
    let (from, child, to) = pipe_to_child(&mut run);
    run.call(child, Syscall::Sleep(10));
    let reading = run.file(MAIN, read(from, 1));
    assert_eq!(run.outcome(), None);
    run.input(10, Input::Tick);
    run.wrote(child, to, b"x");
    assert_eq!(run.bytes(reading), b"x");
}

#[test]
fn writers_that_wait_for_one_another_are_stuck() {
    let mut run = run();
    let [one, other] = run.ends(MAIN, StreamKind::Socket);
    let child = run.forked(MAIN);
    let much = vec![0; CAPACITY + 1];
    run.file(MAIN, write(one, &much));
    run.file(child, write(other, &much));
    assert_eq!(run.outcome(), Some(Outcome::Deadlock));
}
