//! Shared memory.

use spawnpoint_kernel::{Kernel, MAIN, Output};
use spawnpoint_protocol::{
    ObjectId, Pid,
    event::EventKind,
    syscall::{Errno, Notice, Program, Reply, Spec, Syscall, ToProcess, Write},
};

use crate::Run;

fn named(name: &str) -> Spec {
    Spec::Memory {
        size: 4,
        name: Some(name.to_owned()),
    }
}

fn store(run: &mut Run, pid: Pid, memory: ObjectId, offset: u32, bytes: &[u8]) {
    let bytes = bytes.to_vec();
    let write = Write {
        memory,
        offset,
        bytes,
    };
    run.notice(pid, Notice::Store(vec![write]));
}

#[test]
fn memory_begins_with_zeros_and_is_mapped_as_it_is() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let memory = run.make(named("m"))[0];
    let first = run.call(MAIN, Syscall::Map(memory));
    assert_eq!(run.reply(first), Some(&Reply::Memory(vec![0; 4])));
    store(&mut run, MAIN, memory, 1, &[5, 6]);
    let second = run.call(a, Syscall::Map(memory));
    assert_eq!(run.reply(second), Some(&Reply::Memory(vec![0, 5, 6, 0])));
}

#[test]
fn whoever_maps_memory_sees_the_writes_of_all_in_one_order() {
    let mut run = Run::new(None);
    let [a, b, c] = run.children();
    let memory = run.make(named("m"))[0];
    for pid in [a, b, c] {
        run.call(pid, Syscall::Map(memory));
    }
    store(&mut run, a, memory, 0, &[1]);
    store(&mut run, b, memory, 0, &[2]);
    let written = |byte| {
        ToProcess::Store(vec![Write {
            memory,
            offset: 0,
            bytes: vec![byte],
        }])
    };
    // From the acknowledgement a writer knows which of the others' writes its own came after.
    let own = ToProcess::Stored;
    assert_eq!(run.told(a), [&own, &written(2)]);
    assert_eq!(run.told(b), [&written(1), &own]);
    assert_eq!(run.told(c), [&written(1), &written(2)]);
    assert_eq!(run.told(MAIN), [] as [&ToProcess; 0], "it maps nothing");
}

#[test]
fn what_was_written_together_is_seen_together() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let [first, second] = ["m", "n"].map(|name| run.make(named(name))[0]);
    for memory in [first, second] {
        run.call(a, Syscall::Map(memory));
    }
    run.call(b, Syscall::Map(second));
    let write = |memory, byte| Write {
        memory,
        offset: 0,
        bytes: vec![byte],
    };
    let writes = vec![write(first, 1), write(second, 2)];
    run.notice(MAIN, Notice::Store(writes.clone()));
    assert_eq!(run.told(a), [&ToProcess::Store(writes)]);
    assert_eq!(run.told(b), [&ToProcess::Store(vec![write(second, 2)])]);
    assert_eq!(run.told(MAIN), [&ToProcess::Stored]);
}

#[test]
fn unmapped_memory_is_not_heard_of() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let memory = run.make(named("m"))[0];
    for pid in [a, b] {
        run.call(pid, Syscall::Map(memory));
    }
    run.notice(a, Notice::Unmap(memory));
    run.exit(1, b, 0);
    store(&mut run, MAIN, memory, 0, &[1]);
    assert!(run.told(a).is_empty() && run.told(b).is_empty());
}

#[test]
fn a_write_beyond_the_end_changes_nothing() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let memory = run.make(named("m"))[0];
    run.call(a, Syscall::Map(memory));
    store(&mut run, MAIN, memory, 3, &[1, 2]);
    assert!(run.told(a).is_empty());
    assert_eq!(run.told(MAIN), [&ToProcess::Stored]);
}

#[test]
fn memory_is_found_by_its_name_until_it_is_unlinked() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let memory = run.make(named("m"))[0];
    let open = Syscall::Open("m".to_owned());
    let unlink = Syscall::Unlink("m".to_owned());
    let found = run.call(a, open.clone());
    assert_eq!(run.reply(found), Some(&Reply::Made(vec![memory])));
    let taken = run.call(a, Syscall::Make(named("m")));
    assert_eq!(run.error(taken), Some(Errno::Exists));
    run.call(MAIN, Syscall::Map(memory));
    let unlinked = run.call(a, unlink.clone());
    assert!(run.is_done(unlinked));
    let gone = [run.call(a, open), run.call(a, unlink)];
    assert_eq!(gone.map(|id| run.error(id)), [Some(Errno::NoEntry); 2]);
    let mapped = run.call(MAIN, Syscall::Map(memory));
    assert_eq!(run.reply(mapped), Some(&Reply::Memory(vec![0; 4])));
    run.make(named("m"));
}

#[test]
fn memory_goes_with_its_name_and_its_last_user() {
    let mut run = Run::new(None);
    for _ in 0..4 {
        let half = Spec::Memory {
            size: 128 << 20,
            name: Some("m".to_owned()),
        };
        let memory = run.make(half)[0];
        run.call(MAIN, Syscall::Map(memory));
        run.call(MAIN, Syscall::Unlink("m".to_owned()));
        run.notice(MAIN, Notice::Unmap(memory));
        let gone = run.call(MAIN, Syscall::Map(memory));
        assert_eq!(run.error(gone), Some(Errno::BadObject));
    }
}

#[test]
fn there_is_only_so_much_memory() {
    let mut run = Run::new(None);
    let half = Spec::Memory {
        size: 128 << 20,
        name: None,
    };
    run.make(half.clone());
    run.make(half);
    let one_more = run.call(MAIN, Syscall::Make(named("m")));
    assert_eq!(run.error(one_more), Some(Errno::NoMemory));
}

#[test]
fn memory_in_place_is_given_to_each_and_taken_back_at_the_end() {
    let mut run = Run::of(Kernel::new(Program::default(), 2, None, 0).with_memory_in_place(true));
    let [a] = run.children();
    let memory = run.make(named("m"))[0];
    for pid in [MAIN, a] {
        let mapped = run.call(pid, Syscall::Map(memory));
        assert_eq!(run.reply(mapped), Some(&Reply::MemoryInPlace(4)));
    }
    let given = |pid| Output::Share {
        pid,
        memory,
        size: 4,
    };
    let is_about_memory =
        |output: &&Output| matches!(output, Output::Share { .. } | Output::Unshare(_));
    let about_memory: Vec<_> = run.outputs.iter().filter(is_about_memory).collect();
    assert_eq!(about_memory, [&given(MAIN), &given(a)]);

    run.call(MAIN, Syscall::Unlink("m".to_owned()));
    run.notice(MAIN, Notice::Unmap(memory));
    assert!(
        !run.outputs.contains(&Output::Unshare(memory)),
        "{a} has it"
    );
    run.exit(1, a, 0);
    assert!(run.outputs.contains(&Output::Unshare(memory)));
    let mapped = EventKind::Mapped {
        memory,
        in_place: true,
    };
    assert!(run.events(a).contains(&&mapped));
    assert!(run.events(MAIN).contains(&&EventKind::Unmapped(memory)));
}
