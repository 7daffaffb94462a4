//! Listeners and the connections made to them.

use spawnpoint_kernel::MAIN;
use spawnpoint_protocol::{
    ObjectId,
    syscall::{CallId, Errno, Notice, Reply, Spec, Syscall, Watched},
};

use crate::{Run, send, text};

const ADDRESS: &str = "/tmp/socket";

fn listen(run: &mut Run) -> ObjectId {
    let address = ADDRESS.to_owned();
    run.make(Spec::Listener { address })[0]
}

fn connect() -> Syscall {
    Syscall::Connect(ADDRESS.to_owned())
}

fn made(run: &Run, id: CallId) -> ObjectId {
    match run.reply(id) {
        Some(Reply::Made(ids)) => ids[0],
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_connection_waits_to_be_accepted() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let listener = listen(&mut run);
    let connected = run.call(a, connect());
    let client = made(&run, connected);
    let sent = run.call(a, send(client, text("hello")));
    assert!(run.is_done(sent), "the connection is there before accept");
    let accepted = run.call(MAIN, Syscall::Accept(listener));
    let server = made(&run, accepted);
    let call = run.call(MAIN, Syscall::Receive(server));
    assert_eq!(run.got(call), [b"hello"]);
}

#[test]
fn connections_are_accepted_in_the_order_in_which_they_were_made() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let listener = listen(&mut run);
    for (pid, name) in [(a, "a"), (b, "b")] {
        let connected = run.call(pid, connect());
        let client = made(&run, connected);
        run.call(pid, send(client, text(name)));
    }
    for name in ["a", "b"] {
        let accepted = run.call(MAIN, Syscall::Accept(listener));
        let server = made(&run, accepted);
        let call = run.call(MAIN, Syscall::Receive(server));
        assert_eq!(run.got(call), [name.as_bytes()]);
    }
}

#[test]
fn an_accept_waits_for_a_connection() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let listener = listen(&mut run);
    let accept = run.call(MAIN, Syscall::Accept(listener));
    assert!(run.waits(accept));
    let connected = run.call(a, connect());
    let (client, server) = (made(&run, connected), made(&run, accept));
    run.call(MAIN, send(server, text("welcome")));
    let call = run.call(a, Syscall::Receive(client));
    assert_eq!(run.got(call), [b"welcome"]);
}

#[test]
fn a_select_sees_a_connection_come() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let listener = listen(&mut run);
    let watched = vec![Watched::Readable(listener)];
    let timeout = None;
    let select = Syscall::Select {
        watched: watched.clone(),
        timeout,
    };
    let waiting = run.call(MAIN, select);
    assert!(run.waits(waiting));
    run.call(a, connect());
    assert_eq!(run.reply(waiting), Some(&Reply::Ready(watched)));
}

#[test]
fn nobody_listens_at_an_unknown_address() {
    let mut run = Run::new(None);
    let call = run.call(MAIN, connect());
    assert_eq!(run.error(call), Some(Errno::ConnectionRefused));
}

#[test]
fn a_listener_that_has_ended_refuses_and_drops_its_backlog() {
    let mut run = Run::new(None);
    let [a, b] = run.children();
    let address = ADDRESS.to_owned();
    run.call(a, Syscall::Make(Spec::Listener { address }));
    let connected = run.call(b, connect());
    let client = made(&run, connected);
    run.exit(1, a, 0);
    let end = run.call(b, Syscall::Receive(client));
    assert_eq!(run.error(end), Some(Errno::EndOfFile));
    let refused = run.call(b, connect());
    assert_eq!(run.error(refused), Some(Errno::ConnectionRefused));
}

#[test]
fn an_address_can_be_used_again_once_its_listener_is_closed() {
    let mut run = Run::new(None);
    let listener = listen(&mut run);
    let address = ADDRESS.to_owned();
    let spec = Spec::Listener { address };
    let taken = run.call(MAIN, Syscall::Make(spec.clone()));
    assert_eq!(run.error(taken), Some(Errno::AddressInUse));
    run.notice(MAIN, Notice::Close(listener));
    let free = run.call(MAIN, Syscall::Make(spec));
    made(&run, free);
}

#[test]
fn only_its_owner_may_accept() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let listener = listen(&mut run);
    let call = run.call(a, Syscall::Accept(listener));
    assert_eq!(run.error(call), Some(Errno::BadObject));
}

#[test]
fn a_select_on_a_listener_ends_when_it_is_closed() {
    let mut run = Run::new(None);
    let [a] = run.children();
    let listener = listen(&mut run);
    let watched = vec![Watched::Readable(listener)];
    let timeout = None;
    let waiting = run.call(
        a,
        Syscall::Select {
            watched: watched.clone(),
            timeout,
        },
    );
    run.notice(MAIN, Notice::Close(listener));
    assert_eq!(run.reply(waiting), Some(&Reply::Ready(watched)));
}
