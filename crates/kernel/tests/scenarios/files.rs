//! Files, and what each process has of them.

mod locks;
mod records;
mod streams;

use spawnpoint_kernel::{Input, Kernel, MAIN, SERVER};
use spawnpoint_protocol::{
    Pid, Signal, StartMethod,
    files::{
        Creation, Device, Fd, FileCall, FileKind, FileReply, FileTime, HOME, MAIN_PATH, Open,
        PathAt, Seek, SetTime, Space, Start, Status, StreamKind, Target,
    },
    syscall::{CallId, Errno, Program, Reply, Syscall},
};

use crate::Run;

/// When the runs of these tests began, in microseconds since the beginning of 1970.
const BEGAN: u64 = 1_700_000_000_000_000;

const READ: Open = Open {
    read: true,
    write: false,
    append: false,
    creation: Creation::Never,
    truncate: false,
    directory: false,
    no_follow: false,
    non_blocking: false,
    mode: 0,
};

/// To read and to write, and made if it is not there.
const MAKE: Open = Open {
    write: true,
    creation: Creation::IfMissing,
    mode: 0o666,
    ..READ
};

fn path_at(path: &str) -> PathAt {
    PathAt {
        start: Start::Current,
        path: path.as_bytes().to_vec(),
    }
}

fn target(path: &str) -> Target {
    Target::Path {
        path: path_at(path),
        follow: true,
    }
}

fn read(fd: Fd, length: u32) -> FileCall {
    FileCall::Read {
        fd,
        length,
        offset: None,
    }
}

fn write(fd: Fd, bytes: &[u8]) -> FileCall {
    FileCall::Write {
        fd,
        bytes: bytes.to_vec(),
        offset: None,
    }
}

fn run() -> Run {
    of(Program::default())
}

fn of(program: Program) -> Run {
    Run::of(Kernel::new(program, 2, None, BEGAN))
}

impl Run {
    fn file(&mut self, pid: Pid, call: FileCall) -> CallId {
        self.call(pid, Syscall::File(call))
    }

    fn told_of(&self, id: CallId) -> &FileReply {
        match self.reply(id) {
            Some(Reply::File(reply)) => reply,
            other => panic!("{other:?}"),
        }
    }

    /// Does something that has to succeed.
    fn ask_file(&mut self, pid: Pid, call: FileCall) -> FileReply {
        let id = self.file(pid, call);
        self.told_of(id).clone()
    }

    /// Does something that has to succeed and tells nothing.
    fn do_file(&mut self, pid: Pid, call: FileCall) {
        let id = self.file(pid, call);
        assert_eq!(self.reply(id), Some(&Reply::Done));
    }

    /// Why something cannot be done.
    fn refused(&mut self, pid: Pid, call: FileCall) -> Option<Errno> {
        let id = self.file(pid, call);
        self.error(id)
    }

    fn opened(&mut self, pid: Pid, path: &str, how: Open) -> Fd {
        let path = path_at(path);
        match self.ask_file(pid, FileCall::Open { path, how }) {
            FileReply::Descriptor(fd) => fd,
            other => panic!("{other:?}"),
        }
    }

    fn wrote(&mut self, pid: Pid, fd: Fd, bytes: &[u8]) -> u32 {
        match self.ask_file(pid, write(fd, bytes)) {
            FileReply::Written(count) => count,
            other => panic!("{other:?}"),
        }
    }

    fn bytes(&self, id: CallId) -> &[u8] {
        match self.told_of(id) {
            FileReply::Bytes(bytes) => bytes,
            other => panic!("{other:?}"),
        }
    }

    fn reads(&mut self, pid: Pid, fd: Fd, length: u32) -> Vec<u8> {
        let id = self.file(pid, read(fd, length));
        self.bytes(id).to_vec()
    }

    fn contents(&mut self, pid: Pid, path: &str) -> Vec<u8> {
        let fd = self.opened(pid, path, READ);
        let bytes = self.reads(pid, fd, 1 << 20);
        self.do_file(pid, FileCall::Close(fd));
        bytes
    }

    fn ends(&mut self, pid: Pid, kind: StreamKind) -> [Fd; 2] {
        let non_blocking = false;
        match self.ask_file(pid, FileCall::Stream { kind, non_blocking }) {
            FileReply::Ends(ends) => ends,
            other => panic!("{other:?}"),
        }
    }

    fn forked(&mut self, parent: Pid) -> Pid {
        let (_, started) = self.start_by(parent, StartMethod::Fork);
        started.expect("a child")
    }

    fn status(&mut self, path: &str) -> Status {
        match self.ask_file(MAIN, FileCall::Status(target(path))) {
            FileReply::Status(status) => status,
            other => panic!("{other:?}"),
        }
    }

    fn space(&mut self) -> Space {
        match self.ask_file(MAIN, FileCall::Space) {
            FileReply::Space(space) => space,
            other => panic!("{other:?}"),
        }
    }

    fn directory(&mut self, pid: Pid) -> Vec<u8> {
        let id = self.file(pid, FileCall::CurrentDirectory);
        self.bytes(id).to_vec()
    }
}

#[test]
fn a_run_begins_with_its_program_and_places_for_files() {
    let mut run = of(Program {
        source: "print()\n".to_owned(),
        ..Program::default()
    });
    assert_eq!(run.directory(MAIN), HOME.as_bytes());
    assert_eq!(run.contents(MAIN, "main.py"), b"print()\n");
    assert_eq!(run.contents(MAIN, MAIN_PATH), b"print()\n");
    for path in ["/tmp", "/usr/bin", "/usr/lib/python3.13"] {
        assert_eq!(run.status(path).kind, FileKind::Directory, "{path}");
    }
    let null = run.status("/dev/null").kind;
    assert_eq!(null, FileKind::Device(Device::Null));
}

#[test]
fn a_process_begins_with_the_console() {
    let mut run = run();
    let [child] = run.children();
    for pid in [MAIN, child] {
        let devices = [Device::Input, Device::Output, Device::Error];
        for (fd, device) in (0..).map(Fd).zip(devices) {
            let call = match device {
                Device::Input => read(fd, 1),
                _ => write(fd, b"x"),
            };
            assert_eq!(run.ask_file(pid, call), FileReply::Device(device));
        }
        assert_eq!(run.opened(pid, "main.py", READ), Fd(3));
    }
}

#[test]
fn what_one_process_writes_another_reads() {
    let mut run = run();
    let [a, b] = run.children();
    let fd = run.opened(a, "/tmp/f", MAKE);
    assert_eq!(run.wrote(a, fd, b"hello"), 5);
    assert_eq!(run.contents(b, "/tmp/f"), b"hello");
    let offset = Some(1);
    let bytes = b"E".to_vec();
    run.ask_file(a, FileCall::Write { fd, bytes, offset });
    let length = 3;
    let middle = run.file(a, FileCall::Read { fd, length, offset });
    assert_eq!(run.bytes(middle), b"Ell");
    assert_eq!(run.contents(b, "/tmp/f"), b"hEllo");
}

#[test]
fn paths_begin_where_they_are_said_to() {
    let mut run = run();
    run.do_file(
        MAIN,
        FileCall::MakeDirectory {
            path: path_at("d"),
            mode: 0o777,
        },
    );
    let directory = run.opened(MAIN, "d", READ);
    let path = b"d/f".to_vec();
    let home = PathAt {
        start: Start::Root,
        path: b"home/user".to_vec(),
    };
    let in_directory = |path: &[u8]| PathAt {
        start: Start::Directory(directory),
        path: path.to_vec(),
    };
    let how = MAKE;
    let made = FileCall::Open {
        path: in_directory(b"f"),
        how,
    };
    run.ask_file(MAIN, made);
    run.do_file(MAIN, FileCall::ChangeDirectory(home.clone()));
    assert_eq!(run.status("d/f").kind, FileKind::File);
    for start in [Start::Current, Start::Directory(Fd(0))] {
        let path = PathAt {
            start,
            path: path.clone(),
        };
        let found = run.file(MAIN, FileCall::Status(Target::Path { path, follow: true }));
        let error = run.error(found);
        let expected = (start != Start::Current).then_some(Errno::NotDirectory);
        assert_eq!(error, expected);
    }
    run.do_file(MAIN, FileCall::ChangeDirectoryTo(directory));
    assert_eq!(run.directory(MAIN), b"/home/user/d");
    run.do_file(MAIN, FileCall::Unlink(in_directory(b"f")));
    let removed = FileCall::RemoveDirectory(PathAt {
        path: b"home/user/d".to_vec(),
        ..home
    });
    run.do_file(MAIN, removed);
    let gone = run.refused(MAIN, FileCall::CurrentDirectory);
    assert_eq!(gone, Some(Errno::NoEntry));
    let nowhere = PathAt {
        start: Start::Root,
        path: Vec::new(),
    };
    let refused = run.refused(MAIN, FileCall::Unlink(nowhere));
    assert_eq!(refused, Some(Errno::NoEntry));
}

#[test]
fn a_spawned_child_has_the_standard_streams_of_its_parent_and_nothing_else() {
    let mut run = run();
    let log = run.opened(MAIN, "/tmp/log", MAKE);
    let to = Fd::STDOUT;
    run.do_file(MAIN, FileCall::DuplicateTo { fd: log, to });
    run.do_file(MAIN, FileCall::ChangeDirectory(path_at("/tmp")));
    let before = run.ask_file(MAIN, FileCall::SetMask(0o077));
    assert_eq!(before, FileReply::Mode(0o022));
    let [child] = run.children();
    run.wrote(child, Fd::STDOUT, b"printed");
    assert_eq!(run.contents(MAIN, "/tmp/log"), b"printed");
    assert_eq!(run.refused(child, read(log, 1)), Some(Errno::BadObject));
    run.opened(child, "made", MAKE);
    assert_eq!(run.status("/tmp/made").mode, 0o600);
}

#[test]
fn a_fork_shares_what_is_open() {
    let mut run = run();
    let fd = run.opened(MAIN, "/tmp/f", MAKE);
    run.wrote(MAIN, fd, b"one two");
    let to = Seek::Start(0);
    run.ask_file(MAIN, FileCall::Seek { fd, to });
    let child = run.forked(MAIN);
    assert_eq!(run.reads(MAIN, fd, 3), b"one");
    assert_eq!(run.reads(child, fd, 9), b" two");
    run.exit(1, MAIN, 0);
    let to = Seek::Current(-4);
    let moved = run.ask_file(child, FileCall::Seek { fd, to });
    assert_eq!(moved, FileReply::Offset(3));
    assert_eq!(run.reads(child, fd, 9), b" two");
}

#[test]
fn a_child_of_the_fork_server_has_what_the_server_has() {
    let mut run = run();
    let own = run.opened(MAIN, "/tmp/own", MAKE);
    run.launch();
    let fd = run.opened(SERVER, "/tmp/servers", MAKE);
    assert_eq!(fd, own, "the server has none of them");
    run.wrote(SERVER, fd, b"served");
    run.call(SERVER, Syscall::Serve);
    let (_, started) = run.start_by(MAIN, StartMethod::ForkServer);
    let child = started.expect("a child");
    let to = Seek::Start(0);
    run.ask_file(child, FileCall::Seek { fd, to });
    assert_eq!(run.reads(child, fd, 9), b"served");
}

#[test]
fn descriptors_go_with_their_process() {
    let mut run = run();
    let [child] = run.children();
    let free = run.space();
    let fd = run.opened(child, "/tmp/f", MAKE);
    run.wrote(child, fd, &[0; 1_000]);
    run.do_file(MAIN, FileCall::Unlink(path_at("/tmp/f")));
    assert_eq!(run.space().free_bytes, free.free_bytes - 1_000);
    run.call(
        MAIN,
        Syscall::Kill {
            pid: child,
            signal: Signal::KILL,
        },
    );
    assert_eq!(run.space(), free);
}

#[test]
fn descriptors_are_numbered_as_they_are_asked_to_be() {
    let mut run = run();
    let fd = run.opened(MAIN, "/tmp/f", MAKE);
    run.wrote(MAIN, fd, b"x");
    let from = Fd(10);
    let made = run.ask_file(MAIN, FileCall::Duplicate { fd, from });
    assert_eq!(made, FileReply::Descriptor(from));
    run.do_file(MAIN, FileCall::Renumber { fd: from, to: fd });
    assert_eq!(run.refused(MAIN, read(from, 1)), Some(Errno::BadObject));
    let to = Seek::Current(0);
    let stands = run.ask_file(MAIN, FileCall::Seek { fd, to });
    assert_eq!(stands, FileReply::Offset(1));
    for _ in 0..2_000 {
        run.file(MAIN, FileCall::Duplicate { fd, from: Fd(0) });
    }
    let full = run.refused(MAIN, FileCall::Duplicate { fd, from: Fd(0) });
    assert_eq!(full, Some(Errno::TooManyOpen));
}

#[test]
fn directories_are_read_in_parts() {
    let mut run = run();
    for path in ["/tmp/a", "/tmp/b", "/tmp/c"] {
        run.opened(MAIN, path, MAKE);
    }
    let fd = run.opened(MAIN, "/tmp", READ);
    let (mut from, mut names) = (0, Vec::new());
    loop {
        let part = FileCall::ReadDirectory { fd, from, most: 2 };
        let entries = match run.ask_file(MAIN, part) {
            FileReply::Entries(entries) => entries,
            other => panic!("{other:?}"),
        };
        assert!(entries.len() <= 2);
        let Some(last) = entries.last() else {
            break;
        };
        from = last.next;
        names.extend(entries.into_iter().map(|entry| entry.name));
    }
    assert_eq!(names, [&b"."[..], b"..", b"a", b"b", b"c"]);
}

#[test]
fn a_read_takes_no_more_memory_than_there_is_to_read() {
    let mut run = run();
    let fd = run.opened(MAIN, "/tmp/f", MAKE);
    run.wrote(MAIN, fd, b"end");
    let size = 1 << 62;
    run.do_file(MAIN, FileCall::SetSize { fd, size });
    let to = Seek::Start(0);
    run.ask_file(MAIN, FileCall::Seek { fd, to });
    let read = run.reads(MAIN, fd, u32::MAX);
    assert_eq!(read.len() as u64, run.space().bytes);
    let to = Seek::Start(size - 1);
    run.ask_file(MAIN, FileCall::Seek { fd, to });
    assert_eq!(run.reads(MAIN, fd, u32::MAX), [0]);
    assert_eq!(run.reads(MAIN, fd, u32::MAX), []);
}

#[test]
fn when_all_is_taken_nothing_more_is_written() {
    let mut run = run();
    let Space { free_bytes, .. } = run.space();
    let fd = run.opened(MAIN, "/tmp/large", MAKE);
    let piece = vec![1; 24 << 20];
    let mut written = 0;
    while written + (24 << 20) <= free_bytes {
        written += u64::from(run.wrote(MAIN, fd, &piece));
    }
    let rest = free_bytes - written;
    assert!(rest > 0, "the last is cut short");
    assert_eq!(u64::from(run.wrote(MAIN, fd, &piece)), rest);
    assert_eq!(run.refused(MAIN, write(fd, b"x")), Some(Errno::NoSpace));
    let [other] = run.children();
    let small = run.opened(other, "/tmp/small", MAKE);
    assert_eq!(run.refused(other, write(small, b"x")), Some(Errno::NoSpace));
    run.do_file(MAIN, FileCall::SetSize { fd, size: 10 });
    assert_eq!(run.wrote(other, small, b"x"), 1);
    assert_eq!(run.space().free_bytes, free_bytes - 11);
}

#[test]
fn files_have_the_time_of_the_calendar() {
    let mut run = run();
    let time = |since| FileTime((BEGAN + since) * 1_000);
    assert_eq!(run.status("main.py").modified, time(0));
    run.now = 50;
    run.opened(MAIN, "/tmp/f", MAKE);
    assert_eq!(run.status("/tmp/f").modified, time(50));
    // It goes on while the clock of the run stands still.
    run.input(60, Input::Pause);
    run.now = 5_000;
    run.do_file(
        MAIN,
        FileCall::SetTimes {
            target: target("/tmp/f"),
            accessed: SetTime::To(FileTime(7)),
            modified: SetTime::Now,
        },
    );
    let status = run.status("/tmp/f");
    assert_eq!(status.accessed, FileTime(7));
    assert_eq!([status.modified, status.changed], [time(5_000); 2]);
}

#[test]
fn an_inode_can_be_named_by_its_number() {
    let mut run = run();
    run.opened(MAIN, "/tmp/f", MAKE);
    let inode = run.status("/tmp/f").inode;
    let target = Target::Inode(inode);
    let mode = 0o400;
    run.do_file(
        MAIN,
        FileCall::SetMode {
            target: target.clone(),
            mode,
        },
    );
    assert_eq!(run.status("/tmp/f").mode, mode);
    let path = path_at("/tmp/f");
    let how = MAKE;
    let refused = run.refused(MAIN, FileCall::Open { path, how });
    assert_eq!(refused, Some(Errno::Access));
}

#[test]
fn links_lead_where_they_were_made_to() {
    let mut run = run();
    let fd = run.opened(MAIN, "/tmp/f", MAKE);
    run.wrote(MAIN, fd, b"content");
    let target = b"/tmp/f".to_vec();
    let link = path_at("/tmp/link");
    run.do_file(
        MAIN,
        FileCall::Symlink {
            target,
            path: link.clone(),
        },
    );
    let told = run.file(MAIN, FileCall::ReadLink(link.clone()));
    assert_eq!(run.bytes(told), b"/tmp/f");
    assert_eq!(run.contents(MAIN, "/tmp/link"), b"content");
    let hard = FileCall::Link {
        from: link,
        follow: true,
        to: path_at("/tmp/g"),
    };
    run.do_file(MAIN, hard.clone());
    assert_eq!(run.status("/tmp/g").links, 2);
    assert_eq!(run.refused(MAIN, hard), Some(Errno::Exists));
    let (from, to) = (path_at("/tmp/g"), path_at("/tmp/h"));
    run.do_file(MAIN, FileCall::Rename { from, to });
    assert_eq!(run.contents(MAIN, "/tmp/h"), b"content");
}
