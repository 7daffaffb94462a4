//! What a run may have only so much of.

use spawnpoint_kernel::MAIN;
use spawnpoint_protocol::{
    Pid, StartMethod, Stream,
    control::Outcome,
    event::{EventKind, Limit},
    limits,
    syscall::{ChildSpec, Errno, Message, Notice, Reply, Syscall, ToProcess},
};

use crate::{Run, child, large, wait};

fn start(method: StartMethod) -> Syscall {
    let spec = child(Message::default());
    Syscall::Start(ChildSpec { method, ..spec })
}

fn print(run: &mut Run, stream: Stream, text: &str) {
    run.notice(
        MAIN,
        Notice::Output {
            stream,
            text: text.to_owned(),
        },
    );
}

fn limits(run: &Run, pid: Pid) -> Vec<Limit> {
    (run.events(pid).iter())
        .filter_map(|kind| match kind {
            EventKind::Limited(limit) => Some(*limit),
            _ => None,
        })
        .collect()
}

fn printed(run: &Run, wanted: Stream) -> String {
    (run.events(MAIN).iter())
        .filter_map(|kind| match kind {
            EventKind::Printed { stream, text } if *stream == wanted => Some(text.as_str()),
            _ => None,
        })
        .collect()
}

fn is_exhausted(run: &Run, pid: Pid) -> bool {
    (run.told(pid).iter()).any(|message| matches!(message, ToProcess::Exhausted))
}

#[test]
fn a_fork_bomb_ends_in_an_error_which_is_recorded_once() {
    let mut run = Run::new(None);
    for _ in 1..limits::ALIVE {
        run.start(0, MAIN);
    }
    for time in 1..3 {
        let one_more = run.ask(time, MAIN, start(StartMethod::Spawn));
        assert_eq!(run.reply(one_more), Some(&Reply::Failed(Errno::TryAgain)));
    }
    assert_eq!(limits(&run, MAIN), [Limit::Processes]);
}

#[test]
fn processes_one_after_the_other_come_to_an_end() {
    let mut run = Run::new(None);
    for _ in 0..limits::STARTED {
        let child = run.start(0, MAIN);
        run.exit(0, child, 0);
        run.ask(0, MAIN, wait(child));
    }
    let one_more = run.ask(1, MAIN, start(StartMethod::Spawn));
    assert_eq!(run.reply(one_more), Some(&Reply::Failed(Errno::TryAgain)));
}

#[test]
fn a_copy_that_does_not_fit_is_not_made() {
    let mut run = Run::new(None);
    run.notice(MAIN, Notice::Memory(limits::MEMORY / 2));
    let first = run.ask(0, MAIN, start(StartMethod::Fork));
    let Some(Reply::Started(child)) = run.reply(first).cloned() else {
        panic!("it fits");
    };
    run.notice(child, Notice::Memory(limits::MEMORY / 2));
    let second = run.ask(1, MAIN, start(StartMethod::Fork));
    assert_eq!(run.reply(second), Some(&Reply::Failed(Errno::NoMemory)));
    assert_eq!(limits(&run, MAIN), [Limit::Memory]);
    run.exit(2, child, 0);
    let third = run.ask(3, MAIN, start(StartMethod::Fork));
    assert!(matches!(run.reply(third), Some(Reply::Started(_))));
}

#[test]
fn who_makes_the_memory_of_all_too_much_is_told() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    run.notice(MAIN, Notice::Memory(limits::MEMORY - 10));
    run.notice(child, Notice::Memory(10));
    assert!(!is_exhausted(&run, child));
    run.notice(child, Notice::Memory(11));
    assert!(is_exhausted(&run, child));
    assert!(!is_exhausted(&run, MAIN));
}

#[test]
fn who_fills_queues_that_nobody_empties_is_told() {
    for capacity in [None, Some(1_000)] {
        let mut run = Run::new(None);
        let queue = run.queue(capacity);
        let size = 1 << 20;
        let put = |run: &mut Run| {
            if capacity.is_none() {
                run.put(MAIN, queue, large(size));
                return;
            }
            let call = Syscall::Put {
                queue,
                message: large(size),
                timeout: None,
            };
            run.call(MAIN, call);
        };
        for count in 0..=limits::WAITING / size {
            assert!(!is_exhausted(&run, MAIN), "after {count} MiB");
            put(&mut run);
        }
        put(&mut run);
        assert!(is_exhausted(&run, MAIN));
    }
}

#[test]
fn output_is_kept_up_to_a_limit_and_the_rest_is_counted() {
    let mut run = Run::new(None);
    // Not a divisor of the limit, and no piece of it ends inside a character.
    let line = "\u{3042}\u{3044}\n".repeat(10_000);
    let times = limits::OUTPUT / line.len() + 3;
    for _ in 0..times {
        print(&mut run, Stream::Stdout, &line);
    }
    print(&mut run, Stream::Stderr, "still seen\n");
    run.exit(1, MAIN, 0);
    let kept = printed(&run, Stream::Stdout);
    assert!(kept.len() <= limits::OUTPUT && kept.len() > limits::OUTPUT - 4);
    assert!(line.repeat(times).starts_with(&kept));
    assert_eq!(printed(&run, Stream::Stderr), "still seen\n");
    let left_out = (times * line.len() - kept.len()) as u64;
    assert_eq!(limits(&run, MAIN).last(), Some(&Limit::Output(left_out)));
    assert_eq!(run.outcome(), Some(Outcome::Finished));
}

#[test]
fn output_within_the_limit_is_kept_whole() {
    let mut run = Run::new(None);
    let text = "x".repeat(limits::OUTPUT);
    print(&mut run, Stream::Stdout, &text);
    run.exit(1, MAIN, 0);
    assert_eq!(printed(&run, Stream::Stdout), text);
    assert_eq!(limits(&run, MAIN), []);
}

#[test]
fn a_worker_without_memory_is_a_process_with_an_uncaught_exception() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    let join = run.ask(1, MAIN, wait(child));
    run.die(2, child, "MemoryError\n", true);
    assert_eq!(run.reply(join), Some(&Reply::Exited(1)));
    assert_eq!(limits(&run, child), [Limit::Memory]);
}

#[test]
fn a_long_name_is_cut_in_the_record() {
    let mut run = Run::new(None);
    let spec = ChildSpec {
        name: "\u{3042}".repeat(5_000),
        ..child(Message::default())
    };
    let id = run.ask(0, MAIN, Syscall::Start(spec));
    let Some(Reply::Started(child)) = run.reply(id).cloned() else {
        panic!("it starts");
    };
    let events = run.events(child);
    let Some(EventKind::Created { name, .. }) = events.first() else {
        panic!("it was created");
    };
    assert_eq!(name.chars().count(), 1_001);
}

#[test]
fn memory_of_any_size_is_too_much() {
    let mut run = Run::new(None);
    let child = run.start(0, MAIN);
    for pid in [MAIN, child] {
        run.notice(pid, Notice::Memory(u64::MAX));
        assert!(is_exhausted(&run, pid));
    }
    let one_more = run.ask(1, MAIN, start(StartMethod::Fork));
    assert_eq!(run.reply(one_more), Some(&Reply::Failed(Errno::NoMemory)));
}
