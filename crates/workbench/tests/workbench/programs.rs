use std::time::Duration;

use spawnpoint_link::Choice;
use spawnpoint_project::Files;
use spawnpoint_protocol::{control::Outcome, syscall::ProgramFile};
use spawnpoint_trace::file::Unreadable;
use spawnpoint_workbench::{
    Command, Editing, Effect, Ending, FileCommand, NotOpened, OPENED, OWN, Phase, Problem, Timer,
};

use crate::outside::{HELLO, Page, Place, edited, has};

fn choose(page: &mut Page, id: &str) -> Vec<Effect> {
    page.say(Command::Choose(id.to_owned()))
}

/// The file of a run that is saved.
fn saved(page: &mut Page) -> (String, Vec<u8>) {
    let effects = page.say(Command::SaveRun);
    let file = effects.into_iter().find_map(|effect| match effect {
        Effect::HandOut(name, bytes) => Some((name, bytes)),
        _ => None,
    });
    file.expect("a run is handed out")
}

#[test]
fn edits_of_examples_are_kept_apart() {
    let mut page = Page::new();
    page.type_in("one");
    choose(&mut page, OWN);
    assert_eq!(page.source(), "");
    page.type_in("two");
    choose(&mut page, "hello");
    assert_eq!(page.source(), "one");
    assert!(page.bench.workspace().is_edited("hello"));

    // As after a reload.
    let shelf = page.shelf.clone();
    let mut page = Page::at(Place {
        shelf,
        ..Place::default()
    });
    assert_eq!(
        (page.bench.workspace().chosen(), page.source()),
        ("hello", "one")
    );
    choose(&mut page, OWN);
    assert_eq!(page.source(), "two");
}

#[test]
fn an_edit_is_stored_after_a_while_and_once() {
    let mut page = Page::new();
    let edit = page.type_in("one");
    let delay = Duration::from_millis(400);
    assert!(has!(edit, Effect::SetTimer(found, Timer::Store) if *found == delay));
    assert!(!has!(page.type_in("two"), Effect::SetTimer(..)));
    assert_eq!(page.shelf.stored("program.hello"), None);
    page.say(Command::Due(Timer::Store));
    assert_eq!(page.shelf.stored("program.hello").as_deref(), Some("two"));
    assert!(has!(page.type_in(HELLO), Effect::SetTimer(..)));
    page.say(Command::Leave(String::new()));
    assert_eq!(page.shelf.stored("program.hello"), None);
}

#[test]
fn a_browser_that_stores_nothing_is_told_of_until_it_does() {
    let mut page = Page::new();
    page.shelf.set_full(true);
    page.type_in("one");
    assert!(has!(page.say(Command::Due(Timer::Store)), Effect::Draw));
    assert!(page.bench.workspace().is_refused());
    page.shelf.set_full(false);
    page.type_in("two");
    assert!(has!(page.say(Command::Due(Timer::Store)), Effect::Draw));
    assert!(!page.bench.workspace().is_refused());
    // It is told later of files.
    page.say(Command::NotStored);
    assert!(page.bench.workspace().is_refused());
}

#[test]
fn a_program_is_restored_as_an_edit_that_can_be_undone() {
    let mut page = Page::new();
    choose(&mut page, "race");
    page.file(FileCommand::Make("new.py".to_owned()));
    page.say(Command::Edited("data.py".to_owned(), "x = 2\n".to_owned()));
    page.type_in("changed");
    let effects = page.say(Command::Restore);
    let editing = edited(&effects);
    assert!(
        editing.contains(&Editing::Remove("new.py".to_owned())),
        "{editing:?}"
    );
    let original = Editing::Add("data.py".to_owned(), "x = 1\n".to_owned());
    assert!(editing.contains(&original), "{editing:?}");
    let last = editing.last();
    assert_eq!(last, Some(&Editing::Replace("import data\n".to_owned())));
    // The editor says what it has made of that.
    assert_eq!(page.source(), "changed");
    page.type_in("import data\n");
    assert!(!page.bench.workspace().is_edited("race"));
}

#[test]
fn files_are_stored_in_another_place_than_texts() {
    let mut page = Page::new();
    choose(&mut page, "race");
    page.say(Command::Edited("data.py".to_owned(), "x = 2\n".to_owned()));
    let effects = page.say(Command::Due(Timer::Store));
    let bytes = effects.iter().find_map(|effect| match effect {
        Effect::StoreFiles(name, Some(bytes)) if name == "program.race" => Some(bytes),
        _ => None,
    });
    let files = Files::from_bytes(bytes.expect("files are stored"), 1_000).unwrap();
    assert_eq!(files.get("data.py"), Some(&b"x = 2\n"[..]));
    assert!(page.shelf.stored("files.program.race").is_some());

    let shelf = page.shelf.clone();
    let mut page = Page::at(Place {
        shelf,
        files: vec![("race", files)],
        ..Place::default()
    });
    let content = page.bench.desk().content("data.py").map(<[u8]>::to_vec);
    assert_eq!(content.as_deref(), Some(&b"x = 2\n"[..]));
    page.say(Command::Restore);
    let effects = page.say(Command::Due(Timer::Store));
    assert!(has!(effects, Effect::StoreFiles(_, None)));
    assert_eq!(page.shelf.stored("files.program.race"), None);
}

#[test]
fn an_example_brings_its_settings_unless_something_runs() {
    let mut page = Page::ready();
    choose(&mut page, "race");
    let settings = page.bench.settings();
    assert_eq!(
        (settings.choice, settings.turns.seed),
        (Choice::Both, Some(1))
    );
    assert_eq!(page.shelf.stored("mode").as_deref(), Some("both"));
    page.say(Command::Run);
    choose(&mut page, "hello");
    assert_eq!(page.bench.settings(), settings);
}

#[test]
fn a_run_is_opened_from_its_file() {
    let mut page = Page::ready();
    page.type_in("print(1)");
    page.run_through(1);
    let (name, bytes) = saved(&mut page);
    assert_eq!(name, "hello.spawnpoint");

    let mut page = Page::new();
    page.type_in("mine");
    let effects = page.say(Command::Read(
        "of a friend.spawnpoint".to_owned(),
        Ok(bytes),
    ));
    assert!(has!(effects, Effect::RequestFrame));
    let finished = Phase::Ended(Ending::Outcome(Outcome::Finished));
    assert_eq!((page.phase(), page.event_count()), (&finished, 2));
    assert_eq!(page.bench.runs().subject().name, "of a friend");
    let workspace = page.bench.workspace();
    assert_eq!(
        (workspace.chosen(), workspace.source()),
        (OPENED, "print(1)")
    );
    let shown = edited(&effects);
    let [
        Editing::Open {
            is_read_only: true,
            files,
        },
    ] = &shown[..]
    else {
        panic!("{shown:?}");
    };
    assert_eq!(files[..], [("main.py".to_owned(), "print(1)".to_owned())]);

    // A record is not changed, and nothing that the reader wrote is lost.
    page.type_in("forged");
    assert_eq!(page.source(), "print(1)");
    choose(&mut page, "hello");
    assert_eq!(page.source(), "mine");
    choose(&mut page, OPENED);
    assert_eq!(page.source(), "print(1)");
}

#[test]
fn a_run_that_goes_on_is_saved_as_far_as_it_is() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, crate::outside::begin());
    let (_, bytes) = saved(&mut page);
    // While one runs, none is opened.
    page.say(Command::Read("a.spawnpoint".to_owned(), Ok(bytes.clone())));
    assert_eq!(*page.phase(), Phase::Running);

    let mut page = Page::new();
    page.say(Command::Read("a.spawnpoint".to_owned(), Ok(bytes)));
    assert_eq!(*page.phase(), Phase::Ended(Ending::Unfinished));
}

#[test]
fn what_is_no_run_changes_nothing() {
    let mut page = Page::new();
    page.say(Command::Read("a.txt".to_owned(), Ok(b"text".to_vec())));
    let foreign = NotOpened::Unreadable(Unreadable::Foreign);
    let problem = Problem::NotOpened("a.txt".to_owned(), foreign);
    assert_eq!(page.bench.problem(), Some(&problem));
    assert_eq!((page.phase(), page.source()), (&Phase::Idle, HELLO));
    page.say(Command::Read(
        "folder".to_owned(),
        Err("a folder".to_owned()),
    ));
    let unread = NotOpened::Unread("a folder".to_owned());
    let problem = Problem::NotOpened("folder".to_owned(), unread);
    assert_eq!(page.bench.problem(), Some(&problem));
    // The next attempt begins anew.
    page.say(Command::Open);
    assert_eq!(page.bench.problem(), None);
}

#[test]
fn a_run_has_the_files_of_its_program() {
    let mut page = Page::ready();
    choose(&mut page, "race");
    page.run_through(1);
    let file = ProgramFile {
        path: "data.py".to_owned(),
        bytes: b"x = 1\n".to_vec(),
    };
    assert_eq!(
        page.bench.runs().first().unwrap().subject.program.files,
        [file]
    );
}
