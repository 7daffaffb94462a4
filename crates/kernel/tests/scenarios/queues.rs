//! Queues: their pipe, their capacity, tasks, and messages taken in advance.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::{
    ObjectId, Pid, Signal, Tid,
    event::EventKind,
    syscall::{CallId, Errno, Message, Notice, Reply, Syscall, ToProcess, Watched},
};

use crate::{Run, at, consumed, get, large, lease, send, text};

fn put_into(queue: ObjectId, content: &str, timeout: Option<u64>) -> Syscall {
    Syscall::Put {
        queue,
        message: text(content),
        timeout,
    }
}

fn kill(run: &mut Run, pid: Pid) {
    let signal = Signal::KILL;
    run.call(MAIN, Syscall::Kill { pid, signal });
}

/// A queue from which the main process has taken `a`, and `b` and `c` in advance.
fn leased(run: &mut Run) -> (ObjectId, CallId) {
    let queue = run.queue(None);
    for content in ["a", "b", "c"] {
        run.put(MAIN, queue, text(content));
    }
    let call = run.call(MAIN, lease(queue, 10));
    assert_eq!(run.got(call), [b"a", b"b", b"c"]);
    (queue, call)
}

#[test]
fn messages_come_out_in_the_order_in_which_they_were_put() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, text("one"));
    run.put(MAIN, queue, text("two"));
    run.put(a, queue, text("three"));
    for content in ["one", "two", "three"] {
        let call = run.call(MAIN, get(queue));
        assert_eq!(run.got(call), [content.as_bytes()]);
    }
}

#[test]
fn who_asked_first_gets_first() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let queue = run.queue(None);
    let first = run.call(a, get(queue));
    let second = run.call(b, get(queue));
    run.put(MAIN, queue, text("one"));
    assert_eq!(run.got(first), [b"one"]);
    assert!(run.waits(second));
    run.put(MAIN, queue, text("two"));
    assert_eq!(run.got(second), [b"two"]);
}

#[test]
fn a_get_with_a_time_out_gives_up() {
    let mut run = Run::new(None);
    let queue = run.queue(None);
    let timeout = |micros| Syscall::Get {
        queue,
        timeout: Some(micros),
        more: 0,
    };
    let asked = run.call(MAIN, timeout(0));
    assert_eq!(run.reply(asked), Some(&Reply::TimedOut));
    let waited = run.call(MAIN, timeout(50));
    run.input(50, Input::Tick);
    assert_eq!(run.reply(waited), Some(&Reply::TimedOut));
    run.put(MAIN, queue, text("late"));
    assert_eq!(run.number(queue), 1, "nobody waits any more");
}

#[test]
fn a_full_queue_makes_putters_wait_in_order() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let queue = run.queue(Some(1));
    let first = run.call(a, put_into(queue, "one", None));
    let second = run.call(a, put_into(queue, "two", None));
    let third = run.call(b, put_into(queue, "three", None));
    assert!(run.is_done(first) && run.waits(second) && run.waits(third));
    for content in ["one", "two", "three"] {
        let call = run.call(MAIN, get(queue));
        assert_eq!(run.got(call), [content.as_bytes()]);
    }
    assert!(run.is_done(second) && run.is_done(third));
}

#[test]
fn a_put_into_a_full_queue_gives_up_when_its_time_is_up() {
    let mut run = Run::new(None);
    let queue = run.queue(Some(1));
    run.call(MAIN, put_into(queue, "one", None));
    let asked = run.call(MAIN, put_into(queue, "two", Some(0)));
    assert_eq!(run.reply(asked), Some(&Reply::TimedOut));
    let waited = run.call(MAIN, put_into(queue, "three", Some(50)));
    run.input(50, Input::Tick);
    assert_eq!(run.reply(waited), Some(&Reply::TimedOut));
    let call = run.call(MAIN, get(queue));
    assert_eq!(run.got(call), [b"one"]);
    assert_eq!(run.number(queue), 0);
}

#[test]
fn a_drain_waits_until_a_reader_makes_room_in_the_pipe() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(40_000));
    let fits = run.call(a, Syscall::Drain(queue));
    assert!(run.is_done(fits));
    run.put(a, queue, large(40_000));
    let drain = run.call(a, Syscall::Drain(queue));
    assert!(run.waits(drain));
    run.call(MAIN, get(queue));
    assert!(run.is_done(drain));
}

#[test]
fn nobody_drains_what_another_process_put() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(70_000));
    let drain = run.call(b, Syscall::Drain(queue));
    assert!(run.is_done(drain));
}

#[test]
fn a_message_larger_than_the_pipe_goes_through_while_it_is_read() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(100_000));
    let drain = run.call(a, Syscall::Drain(queue));
    assert!(run.waits(drain));
    let call = run.call(MAIN, get(queue));
    assert_eq!(run.got(call)[0].len(), 100_000);
    assert!(run.is_done(drain));
}

#[test]
fn a_killed_producer_takes_with_it_what_is_not_in_the_pipe() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(40_000));
    run.put(a, queue, large(40_001));
    run.put(MAIN, queue, text("mine"));
    kill(&mut run, a);
    assert_eq!(run.number(queue), 2);
    let first = run.call(MAIN, get(queue));
    let second = run.call(MAIN, get(queue));
    assert_eq!(run.got(first)[0].len(), 40_000);
    assert_eq!(run.got(second), [b"mine"]);
}

#[test]
fn an_abandoned_queue_is_not_drained() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.put(a, queue, large(70_000));
    run.notice(a, Notice::Abandon(queue));
    let drain = run.call(a, Syscall::Drain(queue));
    assert!(run.is_done(drain));
    run.exit(1, a, 0);
    assert_eq!(run.number(queue), 0);
}

#[test]
fn join_waits_until_all_tasks_are_done() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    let idle = run.call(MAIN, Syscall::JoinTasks(queue));
    assert!(run.is_done(idle));
    run.put(MAIN, queue, text("one"));
    run.put(MAIN, queue, text("two"));
    let join = run.call(MAIN, Syscall::JoinTasks(queue));
    for _ in 0..2 {
        run.call(a, get(queue));
        assert!(run.waits(join));
        run.call(a, Syscall::TaskDone(queue));
    }
    assert!(run.is_done(join));
    let one_too_many = run.call(a, Syscall::TaskDone(queue));
    assert_eq!(run.error(one_too_many), Some(Errno::Overflow));
}

#[test]
fn the_only_reader_may_take_messages_in_advance() {
    let mut run = Run::new(None);
    let (queue, call) = leased(&mut run);
    assert_eq!(run.got(call).len(), 3);
    assert_eq!(run.number(queue), 2, "what is not handed out still counts");
    run.notice(MAIN, consumed(queue, 1));
    assert_eq!(run.number(queue), 1);
    let received = run.events(MAIN).into_iter();
    let received = received.filter(|kind| matches!(kind, EventKind::Received { .. }));
    assert_eq!(received.count(), 2);
}

#[test]
fn one_of_several_readers_takes_no_messages_in_advance() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    run.call(a, lease(queue, 10));
    for content in ["a", "b", "c"] {
        run.put(MAIN, queue, text(content));
    }
    let call = run.call(MAIN, lease(queue, 10));
    assert_eq!(run.got(call), [b"b"]);
}

#[test]
fn a_bounded_queue_gives_no_messages_in_advance() {
    let mut run = Run::new(None);
    let queue = run.queue(Some(2));
    run.call(MAIN, put_into(queue, "one", None));
    run.call(MAIN, put_into(queue, "two", None));
    let call = run.call(MAIN, lease(queue, 10));
    assert_eq!(run.got(call), [b"one"]);
}

#[test]
fn messages_taken_in_advance_are_called_back_for_another_reader() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (queue, _) = leased(&mut run);
    run.put(MAIN, queue, text("d"));
    let call = run.call(a, get(queue));
    assert_eq!(run.told(MAIN), [&ToProcess::Recall(queue)]);
    assert!(run.waits(call), "older messages come first");
    run.notice(MAIN, Notice::Returned(queue));
    assert_eq!(run.got(call), [b"b"]);
    for content in ["c", "d"] {
        let call = run.call(a, get(queue));
        assert_eq!(run.got(call), [content.as_bytes()]);
    }
}

#[test]
fn a_get_that_only_asks_waits_for_called_back_messages_for_a_moment() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (queue, _) = leased(&mut run);
    let ask = Syscall::Get {
        queue,
        timeout: Some(0),
        more: 0,
    };
    let returned = run.call(a, ask.clone());
    assert!(run.waits(returned));
    run.notice(MAIN, consumed(queue, 1));
    run.notice(MAIN, Notice::Returned(queue));
    assert_eq!(run.got(returned), [b"c"]);
    let none = run.call(a, ask);
    assert_eq!(run.reply(none), Some(&Reply::TimedOut));
}

#[test]
fn a_called_back_lease_that_was_handed_out_leaves_nothing() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (queue, _) = leased(&mut run);
    let call = run.call(a, get(queue));
    run.notice(MAIN, consumed(queue, 2));
    run.notice(MAIN, Notice::Returned(queue));
    assert!(run.waits(call));
    run.put(MAIN, queue, text("d"));
    assert_eq!(run.got(call), [b"d"]);
}

/// The answer to a recall cannot be told from the answer to a later one.
#[test]
fn nothing_is_taken_in_advance_while_the_answer_to_a_recall_is_on_its_way() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let (queue, _) = leased(&mut run);
    run.call(a, get(queue));
    run.notice(MAIN, consumed(queue, 2));
    kill(&mut run, a);
    for content in ["d", "e", "f"] {
        run.put(MAIN, queue, text(content));
    }
    let call = run.call(MAIN, lease(queue, 10));
    assert_eq!(run.got(call), [b"d"]);
    run.notice(MAIN, Notice::Returned(queue));
    let call = run.call(MAIN, lease(queue, 10));
    assert_eq!(run.got(call), [b"e", b"f"]);
}

#[test]
fn a_second_thread_may_ask_before_it_knows_what_the_first_took_in_advance() {
    let mut run = Run::new(None);
    run.start_thread(MAIN, Tid(1));
    let (queue, _) = leased(&mut run);
    let call = run.call_at(MAIN, at(Tid(1), 8, None), lease(queue, 10));
    assert!(run.waits(call));
    assert_eq!(run.told(MAIN), [&ToProcess::Recall(queue)]);
    run.notice(MAIN, consumed(queue, 1));
    run.notice(MAIN, Notice::Returned(queue));
    assert_eq!(run.got(call), [b"c"]);
}

#[test]
fn a_message_with_ends_of_pipes_is_not_taken_in_advance() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    let (reader, writer) = run.pipe(false);
    run.put(MAIN, queue, text("first"));
    let with_end = Message {
        bytes: Vec::new(),
        ends: vec![writer],
        ..Message::default()
    };
    run.put(MAIN, queue, with_end);
    let first = run.call(a, lease(queue, 10));
    assert_eq!(run.got(first), [b"first"]);
    run.call(a, lease(queue, 10));
    // The receiver has to be able to use the end at once.
    let sent = run.call(a, send(writer, text("hello")));
    assert!(run.is_done(sent));
    let call = run.call(MAIN, Syscall::Receive(reader));
    assert_eq!(run.got(call), [b"hello"]);
}

#[test]
fn what_an_ended_process_had_taken_in_advance_goes_to_others() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let queue = run.queue(None);
    for content in ["one", "two", "three"] {
        run.put(MAIN, queue, text(content));
    }
    run.call(a, lease(queue, 10));
    run.notice(a, consumed(queue, 1));
    let call = run.call(b, get(queue));
    kill(&mut run, a);
    assert_eq!(run.got(call), [b"three"]);
}

#[test]
fn a_queue_with_a_message_is_readable() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let queue = run.queue(None);
    let watched = vec![Watched::Readable(queue)];
    let select = run.call(
        a,
        Syscall::Select {
            watched: watched.clone(),
            timeout: None,
        },
    );
    assert!(run.waits(select));
    run.put(MAIN, queue, text("one"));
    assert_eq!(run.reply(select), Some(&Reply::Ready(watched)));
}
