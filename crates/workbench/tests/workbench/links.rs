use spawnpoint_link::{Beside, Choice, Link, Source, View};
use spawnpoint_project::{Files, Project, ROOM_IN_LINK};
use spawnpoint_workbench::{
    Attribute, Command, Effect, FileCommand, LINKED, OWN, Problem, Settings, Shareable, Timer,
};

use crate::outside::{HELLO, Page, Place, has};

const MAIL: &str = "#code=print(%22mail%22)&mode=shared";

fn arrive(page: &mut Page, fragment: &str) -> Vec<Effect> {
    page.say(Command::Arrive(fragment.to_owned()))
}

fn project(source: &str) -> Project {
    Project {
        source: source.to_owned(),
        files: Files::default(),
    }
}

/// The program that is packed for the address.
fn packed(effects: &[Effect]) -> Option<Project> {
    effects.iter().find_map(|effect| match effect {
        Effect::PackForAddress(project) => Some(project.clone()),
        _ => None,
    })
}

fn put(project: Project) -> Command {
    Command::PackedForAddress(project, Source::Packed("xyz".to_owned()), Beside::default())
}

#[test]
fn a_link_is_followed() {
    let mut page = Page::new();
    page.type_in("mine");
    arrive(&mut page, &format!("{MAIL}&views=console&name=mail"));
    assert_eq!(
        (page.bench.workspace().chosen(), page.source()),
        (LINKED, "print(\"mail\")")
    );
    assert_eq!(page.bench.settings().choice, Choice::Shared);
    assert!(page.bench.shows(View::Console) && !page.bench.shows(View::Locks));
    assert_eq!(page.bench.workspace().program_name(), "mail");
    // What is stored is the reader's own.
    assert_eq!(page.shelf.stored("mode"), None);
    assert_eq!(page.shelf.stored("program.hello").as_deref(), Some("mine"));

    arrive(&mut page, "");
    assert_eq!(
        (page.bench.workspace().chosen(), page.source()),
        ("hello", "mine")
    );
    assert_eq!(page.bench.settings(), Settings::default());
}

#[test]
fn a_link_that_cannot_be_followed_changes_nothing() {
    let mut page = Page::new();
    page.type_in("mine");
    let before = page.bench.settings();
    let damaged = |page: &Page| matches!(page.bench.problem(), Some(Problem::Link(_)));
    let unpacked = |page: &Page| matches!(page.bench.problem(), Some(Problem::LinkDamaged(_)));
    let unknown = |page: &Page| matches!(page.bench.problem(), Some(Problem::NoExample(_)));

    arrive(&mut page, "#code=x&mode=none");
    assert!(damaged(&page));
    arrive(&mut page, "#example=unknown&mode=both");
    assert!(unknown(&page));
    let effects = arrive(&mut page, "#program=xyz&mode=both");
    assert!(
        has!(effects, Effect::Unpack(fragment, Source::Packed(_), _) if fragment == "#program=xyz&mode=both")
    );
    let failed = Err("no zlib".to_owned());
    page.say(Command::Unpacked(
        "#program=xyz&mode=both".to_owned(),
        failed,
    ));
    assert!(unpacked(&page));
    assert_eq!(
        (page.bench.workspace().chosen(), page.source()),
        ("hello", "mine")
    );
    assert_eq!(page.bench.settings(), before);
}

#[test]
fn what_is_unpacked_too_late_is_not_followed() {
    let mut page = Page::new();
    arrive(&mut page, "#program=one");
    arrive(&mut page, "#program=two");
    page.say(Command::Unpacked(
        "#program=one".to_owned(),
        Ok(project("one")),
    ));
    assert_eq!(page.source(), HELLO);
    page.say(Command::Unpacked(
        "#program=two".to_owned(),
        Ok(project("two")),
    ));
    assert_eq!(page.source(), "two");
}

#[test]
fn edits_of_a_linked_program_are_kept_in_the_address() {
    let mut page = Page::new();
    arrive(&mut page, MAIL);
    page.type_in("one");
    let effects = page.say(Command::Due(Timer::Store));
    let one = packed(&effects).expect("it is packed");
    assert_eq!(one.source, "one");
    let effects = page.say(put(one.clone()));
    assert!(
        has!(effects, Effect::ReplaceFragment(fragment) if fragment == "program=xyz&mode=shared")
    );
    // What was edited meanwhile is packed later.
    page.type_in("two");
    assert!(page.say(put(one)).is_empty());
    assert!(page.shelf.names("program").is_empty());
    // So are settings.
    let effects = page.say(Command::Settings(Settings::default()));
    assert!(packed(&effects).is_some());
}

#[test]
fn who_leaves_and_comes_back_finds_what_was_typed() {
    let mut page = Page::new();
    arrive(&mut page, MAIL);
    page.type_in("typed");
    page.say(Command::Leave(MAIL.to_owned()));
    let at = |shelf| {
        Page::at(Place {
            shelf,
            ..Place::default()
        })
    };
    let mut back = at(page.shelf.clone());
    arrive(&mut back, MAIL);
    assert_eq!(back.source(), "typed");
    assert!(back.bench.workspace().is_edited(LINKED));
    let mut elsewhere = at(page.shelf.clone());
    arrive(&mut elsewhere, "#code=other");
    assert_eq!(elsewhere.source(), "other");
}

#[test]
fn the_address_follows_what_is_chosen() {
    let mut page = Page::new();
    arrive(&mut page, MAIL);
    let effects = page.say(Command::Choose(OWN.to_owned()));
    assert!(has!(effects, Effect::GoOn(None)));
    assert!(!has!(
        page.say(Command::Choose("hello".to_owned())),
        Effect::GoOn(_)
    ));
    let effects = page.say(Command::Choose(LINKED.to_owned()));
    assert!(has!(effects, Effect::GoOn(Some(fragment)) if fragment.starts_with("code=")));
    assert!(packed(&effects).is_some());
    // A link that was gone on from is not unpacked any more.
    arrive(&mut page, "#program=one");
    page.say(Command::Choose("hello".to_owned()));
    page.say(Command::Unpacked(
        "#program=one".to_owned(),
        Ok(project("one")),
    ));
    assert_eq!(page.source(), HELLO);
}

#[test]
fn an_example_is_linked_with_its_settings_or_the_links() {
    let mut page = Page::new();
    arrive(&mut page, "#example=race");
    let settings = page.bench.settings();
    assert_eq!(
        (settings.choice, settings.turns.seed),
        (Choice::Both, Some(1))
    );
    arrive(&mut page, "#example=race&mode=shared&seed=7");
    let settings = page.bench.settings();
    assert_eq!(
        (settings.choice, settings.turns.seed),
        (Choice::Shared, Some(7))
    );
    assert_eq!(page.bench.workspace().chosen(), "race");
}

#[test]
fn a_link_to_an_example_has_no_program_in_it() {
    let mut page = Page::new();
    page.say(Command::Share);
    let shared = page.bench.shared();
    assert_eq!(
        shared.text(Shareable::Link),
        "https://example.org/#example=hello"
    );
    assert!(
        shared
            .text(Shareable::Markup)
            .contains("<spawn-point example=\"hello\">")
    );

    page.type_in("mine");
    let effects = page.say(Command::Share);
    assert_eq!(page.bench.shared().text(Shareable::Link), "");
    assert!(has!(effects, Effect::PackToShare(project) if project.source == "mine"));
    page.say(Command::PackedToShare(
        Source::Packed("xyz".to_owned()),
        Beside::default(),
    ));
    let link = page.bench.shared().text(Shareable::Link).to_owned();
    assert_eq!(link, "https://example.org/#program=xyz");
    let effects = page.say(Command::Copy(Shareable::Link));
    assert!(has!(effects, Effect::Copy(Shareable::Link, text) if *text == link));
    assert_eq!(page.bench.shared().copied(), Some(Shareable::Link));
}

#[test]
fn too_much_for_a_link_is_not_shared() {
    let mut page = Page::new();
    let content = vec![b'x'; ROOM_IN_LINK + 1];
    let brought = vec![("large".to_owned(), Ok(content))];
    page.file(FileCommand::Brought(brought));
    assert_eq!(page.bench.problem(), None);
    let effects = page.say(Command::Share);
    assert!(page.bench.shared().is_too_large() && !has!(effects, Effect::PackToShare(_)));
}

#[test]
fn a_link_says_what_the_page_has() {
    let mut page = Page::new();
    arrive(&mut page, &format!("{MAIL}&file=a.txt%0Ahello"));
    let link = page.bench.link();
    let again = Link::parse(&link.fragment()).unwrap();
    assert_eq!(
        (again.choice, &again.source),
        (Some(Choice::Shared), &link.source)
    );
    assert_eq!(again.beside, link.beside);
}

#[test]
fn where_a_program_is_embedded_the_rest_of_a_damaged_link_is_followed() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=x&mode=none");
    assert_eq!(page.source(), "x");
    let problem = page.bench.problem();
    let Some(Problem::Attribute(Attribute::Link(damaged))) = problem else {
        panic!("{problem:?}");
    };
    assert_eq!(damaged.to_string(), "mode=none");
}
