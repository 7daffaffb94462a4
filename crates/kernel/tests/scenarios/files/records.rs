//! What the log says about files.

use spawnpoint_kernel::{MAIN, SERVER};
use spawnpoint_protocol::{
    Pid, Tid,
    event::EventKind,
    files::{FileCall, FileChange, FileKind, MAIN_PATH, Open, StreamKind},
    limits,
    syscall::{Program, Syscall},
};

use super::{MAKE, READ, of, path_at, run, write};
use crate::{Run, at};

/// Who changed what, at which line.
fn changes(run: &Run) -> Vec<(Pid, FileChange, Option<u32>)> {
    run.log()
        .filter_map(|event| match &event.kind {
            EventKind::File { change, line } => Some((event.pid, change.clone(), *line)),
            _ => None,
        })
        .collect()
}

#[test]
fn the_program_is_there_before_the_run() {
    let mut run = of(Program {
        source: "import this\n".to_owned(),
        ..Program::default()
    });
    let given = FileChange::Given {
        file: run.status(MAIN_PATH).inode,
        path: MAIN_PATH.to_owned(),
        size: 12,
        bytes: b"import this\n".to_vec(),
    };
    assert_eq!(changes(&run), [(MAIN, given, None)]);
    let first = run.log().next().map(|event| &event.kind);
    assert!(matches!(first, Some(EventKind::Created { .. })));
}

#[test]
fn who_changed_what_is_in_the_log() {
    let mut run = run();
    let [child] = run.children();
    let second = Tid(1);
    run.start_thread(child, second);
    let how = MAKE;
    let opening = FileCall::Open {
        path: path_at("/tmp/f"),
        how,
    };
    run.call_at(child, at(second, 12, None), Syscall::File(opening));
    let file = run.status("/tmp/f").inode;
    let fd = run.opened(child, "/tmp/f", MAKE);
    run.wrote(child, fd, b"hello");
    run.do_file(child, FileCall::SetSize { fd, size: 2 });
    let (from, to) = (path_at("/tmp/f"), path_at("/tmp/g"));
    run.do_file(
        MAIN,
        FileCall::Rename {
            from,
            to: to.clone(),
        },
    );
    let follow = true;
    let (from, further) = (to.clone(), path_at("/tmp/h"));
    run.do_file(
        MAIN,
        FileCall::Link {
            from,
            follow,
            to: further,
        },
    );
    run.do_file(MAIN, FileCall::Unlink(to));
    let truncate = Open {
        truncate: true,
        write: true,
        ..READ
    };
    run.opened(MAIN, "/tmp/h", truncate);
    let path = |path: &str| path.to_owned();
    let expected = [
        (
            child,
            FileChange::Created {
                file,
                kind: FileKind::File,
                path: path("/tmp/f"),
            },
            Some(12),
        ),
        (
            child,
            FileChange::Written {
                file,
                offset: 0,
                length: 5,
                bytes: b"hello".to_vec(),
            },
            Some(7),
        ),
        (child, FileChange::Resized { file, size: 2 }, Some(7)),
        (
            MAIN,
            FileChange::Renamed {
                file,
                from: path("/tmp/f"),
                to: path("/tmp/g"),
            },
            Some(7),
        ),
        (
            MAIN,
            FileChange::Linked {
                file,
                path: path("/tmp/h"),
            },
            Some(7),
        ),
        (
            MAIN,
            FileChange::Removed {
                file,
                path: path("/tmp/g"),
            },
            Some(7),
        ),
        (MAIN, FileChange::Resized { file, size: 0 }, Some(7)),
    ];
    assert_eq!(changes(&run)[1..], expected);
    let threads = run.log().filter(|event| event.thread == second);
    let is_file = |kind: &EventKind| matches!(kind, EventKind::File { .. });
    assert_eq!(threads.filter(|event| is_file(&event.kind)).count(), 1);
}

#[test]
fn the_log_has_room_for_so_much_of_contents() {
    let mut run = run();
    let fd = run.opened(MAIN, "/tmp/f", MAKE);
    let piece = vec![7; limits::RECORDED_WRITE + 1];
    for _ in 0..2 * limits::RECORDED / limits::RECORDED_WRITE {
        run.wrote(MAIN, fd, &piece);
    }
    let kept: Vec<_> = (changes(&run).into_iter())
        .filter_map(|(_, change, _)| match change {
            FileChange::Written { length, bytes, .. } => {
                assert_eq!(length, piece.len() as u64);
                Some(bytes.len())
            }
            _ => None,
        })
        .collect();
    assert_eq!(kept[0], limits::RECORDED_WRITE);
    assert_eq!(kept.last(), Some(&0));
    assert_eq!(kept.iter().sum::<usize>(), limits::RECORDED);
}

#[test]
fn what_fails_or_goes_elsewhere_is_no_change() {
    let mut run = run();
    let before = changes(&run).len();
    run.refused(MAIN, FileCall::Unlink(path_at("nothing")));
    let null = run.opened(MAIN, "/dev/null", MAKE);
    run.file(MAIN, write(null, b"x"));
    let ends = run.ends(MAIN, StreamKind::Pipe);
    run.wrote(MAIN, ends[1], b"x");
    assert_eq!(changes(&run).len(), before);
}

#[test]
fn what_the_fork_server_writes_is_recorded_as_of_who_wanted_it() {
    let mut run = run();
    run.launch();
    run.opened(SERVER, "/tmp/f", MAKE);
    let last = changes(&run).pop();
    assert!(matches!(last, Some((MAIN, FileChange::Created { .. }, _))));
}
