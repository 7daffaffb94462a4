//! Pipes and who holds their ends.

use spawnpoint_kernel::{Input, MAIN, Output};
use spawnpoint_protocol::{
    ObjectId, Pid, Signal, Tid,
    limits::SMALL_MESSAGE,
    syscall::{Errno, Message, Notice, Reply, Syscall, ToProcess, Watched},
};

use crate::{Run, at, large, send, text, wait};

fn with_end(end: ObjectId) -> Message {
    Message {
        bytes: b"end".to_vec(),
        ends: vec![end],
        ..Message::default()
    }
}

fn kill(run: &mut Run, pid: Pid) {
    let signal = Signal::KILL;
    run.call(MAIN, Syscall::Kill { pid, signal });
}

fn select(end: ObjectId, timeout: Option<u64>) -> Syscall {
    Syscall::Select {
        watched: vec![Watched::Readable(end)],
        timeout,
    }
}

#[test]
fn messages_come_out_in_the_order_in_which_they_were_sent() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let [one, two] = ["one", "two"].map(|content| run.call(MAIN, send(writer, text(content))));
    assert!(run.is_done(one) && run.is_done(two));
    for content in ["one", "two"] {
        let call = run.call(MAIN, Syscall::Receive(reader));
        assert_eq!(run.got(call), [content.as_bytes()]);
    }
}

#[test]
fn both_ends_of_a_duplex_pipe_send_and_receive() {
    let mut run = Run::new(None);
    let (one, other) = run.pipe(true);
    run.call(MAIN, send(one, text("there")));
    run.call(MAIN, send(other, text("back")));
    let there = run.call(MAIN, Syscall::Receive(other));
    let back = run.call(MAIN, Syscall::Receive(one));
    assert_eq!(run.got(there), [b"there"]);
    assert_eq!(run.got(back), [b"back"]);
}

#[test]
fn a_sender_waits_while_the_pipe_is_full() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    // With its length, this is just what a pipe holds.
    let first = run.call(a, send(writer, large(65_532)));
    assert!(run.is_done(first));
    let second = run.call(a, send(writer, text("")));
    assert!(run.waits(second));
    run.call(MAIN, Syscall::Receive(reader));
    assert!(run.is_done(second));
}

#[test]
fn a_message_larger_than_the_pipe_waits_for_a_receiver() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    let sent = run.call(a, send(writer, large(100_000)));
    assert!(run.waits(sent));
    let ready = run.call(MAIN, select(reader, Some(0)));
    let readable = Watched::Readable(reader);
    assert_eq!(run.reply(ready), Some(&Reply::Ready(vec![readable])));
    let call = run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(run.got(call)[0].len(), 100_000);
    assert!(run.is_done(sent));
}

#[test]
fn a_smaller_message_may_follow_once_the_sender_of_a_larger_one_has_ended() {
    let mut run = Run::new(None);
    let (_, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    let b = run.start_with(MAIN, vec![writer]);
    run.call(MAIN, send(writer, large(40_000)));
    run.call(a, send(writer, large(40_000)));
    let small = run.call(b, send(writer, text("small")));
    assert!(run.waits(small), "it is behind the larger one");
    kill(&mut run, a);
    assert!(run.is_done(small));
}

#[test]
fn the_file_ends_when_the_last_other_end_is_closed() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![reader, writer]);
    run.call(MAIN, send(writer, text("last")));
    run.notice(a, Notice::Close(writer));
    run.call(a, Syscall::Receive(reader));
    let waiting = run.call(a, Syscall::Receive(reader));
    assert!(run.waits(waiting), "one of two holders is left");
    run.notice(MAIN, Notice::Close(writer));
    assert_eq!(run.error(waiting), Some(Errno::EndOfFile));
}

#[test]
fn the_file_ends_after_what_was_sent_before() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    run.call(MAIN, send(writer, text("last")));
    run.notice(MAIN, Notice::Close(writer));
    let last = run.call(MAIN, Syscall::Receive(reader));
    let end = run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(run.got(last), [b"last"]);
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn the_file_ends_when_the_holder_of_the_other_end_does() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    let b = run.start_with(MAIN, vec![reader]);
    run.notice(MAIN, Notice::Close(writer));
    let waiting = run.call(b, Syscall::Receive(reader));
    assert!(run.waits(waiting));
    run.exit(1, a, 0);
    assert_eq!(run.error(waiting), Some(Errno::EndOfFile));
}

#[test]
fn a_pipe_without_a_receiver_is_broken() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    run.call(a, send(writer, large(60_000)));
    let waiting = run.call(a, send(writer, large(60_000)));
    assert!(run.waits(waiting));
    run.notice(MAIN, Notice::Close(reader));
    assert_eq!(run.error(waiting), Some(Errno::BrokenPipe));
    let late = run.call(a, send(writer, text("late")));
    assert_eq!(run.error(late), Some(Errno::BrokenPipe));
}

#[test]
fn a_duplex_pipe_closed_with_something_unread_is_reset() {
    let mut run = Run::new(None);
    let (one, other) = run.pipe(true);
    run.call(MAIN, send(one, text("unread")));
    run.notice(MAIN, Notice::Close(other));
    let reset = run.call(MAIN, Syscall::Receive(one));
    let end = run.call(MAIN, Syscall::Receive(one));
    assert_eq!(run.error(reset), Some(Errno::ConnectionReset));
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn a_duplex_pipe_closed_with_all_read_just_ends() {
    let mut run = Run::new(None);
    let (one, other) = run.pipe(true);
    run.notice(MAIN, Notice::Close(other));
    let end = run.call(MAIN, Syscall::Receive(one));
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn only_a_holder_may_use_an_end() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (reader, writer) = run.pipe(false);
    let sent = run.call(a, send(writer, text("no")));
    let received = run.call(a, Syscall::Receive(reader));
    assert_eq!(run.error(sent), Some(Errno::BadObject));
    assert_eq!(run.error(received), Some(Errno::BadObject));
}

#[test]
fn a_child_holds_the_ends_it_was_started_with() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![writer]);
    run.notice(MAIN, Notice::Close(writer));
    let sent = run.call(a, send(writer, text("hello")));
    assert!(run.is_done(sent));
    let call = run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(run.got(call), [b"hello"]);
}

#[test]
fn an_end_in_a_message_keeps_its_pipe_open_and_is_the_receivers() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let (inner_reader, inner_writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![reader]);
    run.call(MAIN, send(writer, with_end(inner_writer)));
    run.notice(MAIN, Notice::Close(inner_writer));
    let open = run.call(MAIN, select(inner_reader, Some(0)));
    assert_eq!(run.reply(open), Some(&Reply::Ready(Vec::new())));
    run.call(a, Syscall::Receive(reader));
    let sent = run.call(a, send(inner_writer, text("hello")));
    assert!(run.is_done(sent));
    run.exit(1, a, 0);
    let last = run.call(MAIN, Syscall::Receive(inner_reader));
    let end = run.call(MAIN, Syscall::Receive(inner_reader));
    assert_eq!(run.got(last), [b"hello"]);
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn an_end_in_a_message_that_nobody_will_receive_is_closed() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let (inner_reader, inner_writer) = run.pipe(false);
    run.call(MAIN, send(writer, with_end(inner_writer)));
    run.notice(MAIN, Notice::Close(inner_writer));
    run.notice(MAIN, Notice::Close(reader));
    let end = run.call(MAIN, Syscall::Receive(inner_reader));
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn an_end_in_a_put_that_gave_up_is_closed() {
    let mut run = Run::new(None);
    let queue = run.queue(Some(1));
    let (reader, writer) = run.pipe(false);
    let put = |message, timeout| Syscall::Put {
        queue,
        message,
        timeout,
    };
    run.call(MAIN, put(text("one"), None));
    run.call(MAIN, put(with_end(writer), Some(50)));
    run.notice(MAIN, Notice::Close(writer));
    run.input(50, Input::Tick);
    let end = run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
}

#[test]
fn a_select_sees_a_message_come() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![reader]);
    let waiting = run.call(a, select(reader, None));
    assert!(run.waits(waiting));
    run.call(MAIN, send(writer, text("hello")));
    let readable = Watched::Readable(reader);
    assert_eq!(run.reply(waiting), Some(&Reply::Ready(vec![readable])));
}

#[test]
fn a_select_sees_the_end_of_the_file() {
    let mut run = Run::new(None);
    let (reader, writer) = run.pipe(false);
    let a = run.start_with(MAIN, vec![reader]);
    let waiting = run.call(a, select(reader, None));
    run.notice(MAIN, Notice::Close(writer));
    let readable = Watched::Readable(reader);
    assert_eq!(run.reply(waiting), Some(&Reply::Ready(vec![readable])));
}

#[test]
fn a_select_watches_processes_and_pipes_together() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (reader, _writer) = run.pipe(false);
    run.start_thread(MAIN, Tid(1));
    let watched = vec![Watched::Exit(a), Watched::Readable(reader)];
    let timeout = None;
    let waiting = run.call_at(
        MAIN,
        at(Tid(1), 8, None),
        Syscall::Select { watched, timeout },
    );
    assert!(run.waits(waiting));
    run.exit(1, a, 0);
    let ended = Watched::Exit(a);
    assert_eq!(run.reply(waiting), Some(&Reply::Ready(vec![ended])));
}

#[test]
fn who_has_sent_a_message_may_send_more_without_a_question() {
    let mut run = Run::new(None);
    let (receiver, sender) = run.pipe(false);
    let [a] = run.children();
    let sent = run.call(MAIN, send(sender, text("first")));
    let Some(&Reply::Room(room)) = run.reply(sent) else {
        panic!("{:?}", run.reply(sent));
    };
    // Each may take as much as a small message can.
    assert_eq!(room as usize, (65_536 - 9) / (SMALL_MESSAGE + 4));
    let at_once = |content| Notice::Send {
        end: sender,
        message: text(content),
        site: at(Tid::MAIN, 7, None),
    };
    run.notice(MAIN, at_once("second"));
    let got = [(); 2].map(|()| run.call(MAIN, Syscall::Receive(receiver)));
    assert_eq!(
        got.map(|id| run.got(id)[0].to_vec()),
        [b"first".to_vec(), b"second".to_vec()]
    );
    // Whoever does not hold the end sends nothing.
    run.notice(a, at_once("third"));
    let waits = run.call(
        MAIN,
        Syscall::Select {
            watched: vec![Watched::Readable(receiver)],
            timeout: Some(0),
        },
    );
    assert_eq!(run.reply(waits), Some(&Reply::Ready(Vec::new())));
    run.notice(MAIN, Notice::Close(receiver));
    assert_eq!(run.told(MAIN), [&ToProcess::Shut(sender)]);
    run.notice(MAIN, at_once("too late"));
    let failed = run.call(MAIN, send(sender, text("again")));
    assert_eq!(run.error(failed), Some(Errno::BrokenPipe));
}

#[test]
fn a_full_pipe_has_no_room() {
    let mut run = Run::new(None);
    let (_, sender) = run.pipe(false);
    let sent = run.call(MAIN, send(sender, large(65_200)));
    assert_eq!(run.reply(sent), Some(&Reply::Room(0)));
}

#[test]
fn whoever_learns_of_an_end_knows_that_nobody_receives_any_more() {
    let mut run = Run::new(None);
    let (here, there) = run.pipe(true);
    let child = run.start_with(MAIN, vec![there]);
    run.notice(MAIN, Notice::Close(there));
    let sent = run.call(MAIN, send(here, text("first")));
    assert!(run.is_done(sent));
    let waits = run.call(MAIN, wait(child));
    run.exit(1, child, 0);
    let to_main = run.outputs.iter().filter_map(|output| match output {
        Output::Send { pid, message } if *pid == MAIN => Some(message),
        _ => None,
    });
    let last: Vec<_> = to_main.rev().take(2).collect();
    let [
        ToProcess::Reply {
            reply: Reply::Exited(0),
            id,
        },
        ToProcess::Shut(end),
    ] = last[..]
    else {
        panic!("{last:?}");
    };
    assert_eq!((*id, *end), (waits, here));
}
