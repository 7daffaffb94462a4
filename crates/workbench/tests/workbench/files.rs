use spawnpoint_project::{ROOM, Refusal};
use spawnpoint_workbench::{Command, Editing, Effect, FileCommand, Menu, NotBrought, Problem};

use crate::outside::{HELLO, Page, edited, has};

fn make(page: &mut Page, name: &str) -> Vec<Effect> {
    page.file(FileCommand::Make(name.to_owned()))
}

fn bring(page: &mut Page, name: &str, bytes: &[u8]) -> Vec<Effect> {
    let brought = vec![(name.to_owned(), Ok(bytes.to_vec()))];
    page.file(FileCommand::Brought(brought))
}

#[test]
fn a_new_file_is_shown_at_its_first_line() {
    let mut page = Page::new();
    let effects = make(&mut page, "helpers.py");
    assert!(has!(effects, Effect::Close(Menu::New)));
    assert!(has!(effects, Effect::Reveal(1)));
    let first = Editing::GoTo {
        line: 1,
        is_in_sight: true,
    };
    let editing = edited(&effects);
    assert_eq!(
        editing[0],
        Editing::Add("helpers.py".to_owned(), String::new())
    );
    assert_eq!(editing.last(), Some(&first));
    assert_eq!(page.bench.desk().document(), "helpers.py");
    assert_eq!(page.bench.desk().paths(), ["main.py", "helpers.py"]);
}

#[test]
fn a_name_that_cannot_be_is_said_until_another_is_typed() {
    let mut page = Page::new();
    make(&mut page, "a.py");
    for (name, refusal) in [
        ("a.py", Refusal::Taken),
        ("", Refusal::Unnamed),
        ("main.py", Refusal::Main),
    ] {
        let effects = make(&mut page, name);
        assert!(!has!(effects, Effect::Close(_)), "{name}");
        assert_eq!(page.bench.desk().refused_name(), Some(refusal));
    }
    page.file(FileCommand::Retype);
    assert_eq!(page.bench.desk().refused_name(), None);

    make(&mut page, "b.py");
    page.file(FileCommand::Rename("a.py".to_owned()));
    assert_eq!(page.bench.desk().refused_name(), Some(Refusal::Taken));
    assert_eq!(page.bench.desk().document(), "b.py");
    let effects = page.file(FileCommand::Rename("c.py".to_owned()));
    assert!(has!(effects, Effect::Close(Menu::File)));
    let renamed = Editing::Rename("b.py".to_owned(), "c.py".to_owned());
    assert_eq!(edited(&effects), [renamed]);
    assert_eq!(page.bench.desk().document(), "c.py");
}

#[test]
fn what_is_deleted_can_be_put_back() {
    let mut page = Page::new();
    bring(&mut page, "a.py", b"a");
    bring(&mut page, "b.py", b"b");
    let effects = page.file(FileCommand::Delete("b.py".to_owned()));
    // The file before it is shown, and only then is it closed.
    let editing = [
        Editing::Show("a.py".to_owned()),
        Editing::Remove("b.py".to_owned()),
    ];
    assert_eq!(edited(&effects), editing);
    assert_eq!(page.bench.desk().document(), "a.py");
    page.file(FileCommand::PutBack);
    assert_eq!(page.bench.desk().document(), "b.py");
    assert_eq!(page.bench.desk().content("b.py"), Some(&b"b"[..]));

    page.file(FileCommand::Delete("b.py".to_owned()));
    page.file(FileCommand::LetGo);
    page.file(FileCommand::PutBack);
    assert_eq!(page.bench.desk().content("b.py"), None);
    // The program itself stays.
    page.file(FileCommand::Delete("main.py".to_owned()));
    assert_eq!(page.source(), HELLO);
}

#[test]
fn files_of_the_machine_come_in_or_are_refused_one_by_one() {
    let mut page = Page::new();
    page.file(FileCommand::Drag(true));
    assert!(page.bench.desk().takes_files());
    assert!(has!(page.file(FileCommand::Bring), Effect::ReadFiles));
    assert!(!page.bench.desk().takes_files());
    let unreadable = NotBrought::Unreadable("a folder".to_owned());
    page.file(FileCommand::Brought(vec![
        ("folder".to_owned(), Err(unreadable.clone())),
        ("data.csv".to_owned(), Ok(b"1,2".to_vec())),
        ("main.py".to_owned(), Ok(vec![0xFF])),
        ("large".to_owned(), Ok(vec![0; ROOM])),
    ]));
    let problem = Problem::NotBrought(vec![
        ("folder".to_owned(), unreadable),
        ("main.py".to_owned(), NotBrought::NoProgram),
        (
            "large".to_owned(),
            NotBrought::Refused(Refusal::TooLarge { room: ROOM }),
        ),
    ]);
    assert_eq!(page.bench.problem(), Some(&problem));
    assert_eq!(page.bench.desk().paths(), ["main.py", "data.csv"]);
    assert_eq!(page.source(), HELLO);
    // The next ones begin anew.
    page.file(FileCommand::Bring);
    assert_eq!(page.bench.problem(), None);
}

#[test]
fn a_program_of_the_machine_is_an_edit_that_can_be_undone() {
    let mut page = Page::new();
    make(&mut page, "a.py");
    let effects = bring(&mut page, "main.py", b"print(2)\n");
    let editing = [
        Editing::Show("main.py".to_owned()),
        Editing::Replace("print(2)\n".to_owned()),
    ];
    assert_eq!(edited(&effects), editing);
}

#[test]
fn a_line_of_what_is_no_text_cannot_be_gone_to() {
    let mut page = Page::new();
    bring(&mut page, "picture", &[0xFF, 0]);
    assert_eq!(page.bench.desk().document(), "picture");
    // The editor comes back in the next frame.
    let effects = page.say(Command::GoTo("main.py".to_owned(), 1));
    let line = Editing::GoTo {
        line: 1,
        is_in_sight: false,
    };
    assert_eq!(edited(&effects).last(), Some(&line));
    for path in ["picture", "gone.py"] {
        page.say(Command::GoTo(path.to_owned(), 1));
        let gone = Problem::Gone(path.to_owned());
        assert_eq!(page.bench.problem(), Some(&gone));
        assert_eq!(page.bench.desk().document(), "main.py");
    }
}

#[test]
fn files_are_handed_out_under_their_own_names() {
    let mut page = Page::new();
    bring(&mut page, "data/a.csv", b"1,2");
    let effects = page.file(FileCommand::Download);
    assert!(has!(effects, Effect::HandOut(name, bytes) if name == "a.csv" && bytes == b"1,2"));
    let effects = page.file(FileCommand::DownloadAll);
    assert!(has!(effects, Effect::HandOut(name, _) if name == "hello.zip"));
    page.say(Command::NotHandedOut("full".to_owned()));
    let problem = Problem::NotSaved("full".to_owned());
    assert_eq!(page.bench.problem(), Some(&problem));
}
