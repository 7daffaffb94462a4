//! Standard input.

use spawnpoint_kernel::{Input, MAIN};
use spawnpoint_protocol::syscall::{Reply, Syscall};

use crate::Run;

#[test]
fn a_reader_waits_for_a_line() {
    let mut run = Run::new(None);
    let read = run.call(MAIN, Syscall::ReadLine);
    assert!(run.waits(read));
    run.input(1, Input::Line("hello\n".to_owned()));
    assert_eq!(run.reply(read), Some(&Reply::Text("hello\n".to_owned())));
}

#[test]
fn lines_that_nobody_has_read_are_kept_in_order() {
    let mut run = Run::new(None);
    for line in ["one\n", ""] {
        run.input(1, Input::Line(line.to_owned()));
    }
    for line in ["one\n", ""] {
        let read = run.call(MAIN, Syscall::ReadLine);
        assert_eq!(run.reply(read), Some(&Reply::Text(line.to_owned())));
    }
}

#[test]
fn a_line_goes_to_one_reader() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let reads = [MAIN, a].map(|pid| run.call(pid, Syscall::ReadLine));
    run.input(1, Input::Line("hello\n".to_owned()));
    assert_eq!(reads.iter().filter(|&&id| run.waits(id)).count(), 1);
}
