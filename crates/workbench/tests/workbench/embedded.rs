use spawnpoint_project::Files;
use spawnpoint_protocol::{control::Outcome, syscall::ProgramFile};
use spawnpoint_workbench::{
    Around, Attribute, Command, Editing, Effect, Failure, LINKED, Loading, Phase, Problem, Timer,
    Told,
};

use crate::outside::{Page, Place, begin, edited, has, programs, told};

const AUTORUN: &str = "#code=print(1)&autorun";

fn arrive(page: &mut Page, fragment: &str) -> Vec<Effect> {
    page.say(Command::Arrive(fragment.to_owned()))
}

#[test]
fn a_program_runs_at_once_only_where_a_page_is_around() {
    for (is_embedded, has_parent, runs) in [
        (true, true, true),
        (true, false, false),
        (false, true, false),
        (false, false, false),
    ] {
        let mut page = Page::at(Place {
            is_embedded,
            has_parent,
            ..Place::default()
        });
        let effects = arrive(&mut page, AUTORUN);
        let is_queued = matches!(page.phase(), Phase::Queued(_));
        assert_eq!(is_queued, runs, "{is_embedded} {has_parent}");
        assert_eq!(told(&effects).contains(&"started"), runs);
    }
}

#[test]
fn nothing_is_loaded_before_the_reader_asks() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=print(1)");
    let painted = page.say(Command::Painted);
    assert_eq!(told(&painted), ["ready"]);
    assert!(!has!(painted, Effect::Load));
    assert_eq!(*page.bench.session().loading(), Loading::Waiting);
    assert!(has!(page.say(Command::Run), Effect::Load));
    let loaded = page.say(Command::Loaded(Ok(())));
    assert_eq!(programs(&loaded), ["print(1)"]);
    assert!(!has!(loaded, Effect::KeepSite));
    assert!(has!(loaded, Effect::IsolateFrames));
}

#[test]
fn the_page_around_gets_both_runs_when_the_second_has_ended() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=print(1)&mode=both");
    page.say(Command::Around(Around::Run));
    page.say(Command::Loaded(Ok(())));
    page.record(1, begin());
    assert!(told(&page.end(1, Outcome::Finished)).is_empty());
    page.record(1, begin());
    let effects = page.end(1, Outcome::Finished);
    let runs = effects.iter().find_map(|effect| match effect {
        Effect::Tell(Told::Finished(runs)) => Some(runs.len()),
        _ => None,
    });
    assert_eq!(runs, Some(2));
}

#[test]
fn the_page_around_is_told_why_nothing_runs() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=print(1)");
    page.say(Command::Around(Around::Run));
    let effects = page.say(Command::Loaded(Err("offline".to_owned())));
    assert!(
        has!(effects, Effect::Tell(Told::Failed(Failure::NotLoaded(reason))) if reason == "offline")
    );

    let mut page = Page::at(Place {
        is_embedded: true,
        has_parent: true,
        is_supported: false,
        ..Place::default()
    });
    let effects = page.say(Command::Around(Around::Run));
    assert!(has!(
        effects,
        Effect::Tell(Told::Failed(Failure::Unsupported))
    ));
}

#[test]
fn what_is_stopped_before_it_began_has_finished() {
    let mut page = Page::embedded();
    page.say(Command::Around(Around::Run));
    let effects = page.say(Command::Around(Around::Stop));
    assert_eq!(told(&effects), ["finished"]);
}

#[test]
fn the_page_around_changes_the_program_as_a_reader_would() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=print(1)");
    let program = "print(2)".to_owned();
    let effects = page.say(Command::Around(Around::Program(program.clone())));
    assert_eq!(edited(&effects).last(), Some(&Editing::Replace(program)));
    assert_eq!(told(&page.type_in("print(2)")), ["changed"]);

    let file = ProgramFile {
        path: "a.txt".to_owned(),
        bytes: b"a".to_vec(),
    };
    let files = Files::of([file], 1_000).unwrap();
    page.say(Command::Around(Around::Files(Ok(files.clone()))));
    assert_eq!(page.bench.workspace().files(), &files);
    assert_eq!(told(&page.say(Command::Due(Timer::Store))), ["files"]);

    let reason = "files must be an object".to_owned();
    page.say(Command::Around(Around::Files(Err(reason.clone()))));
    let problem = Problem::Attribute(Attribute::Files(reason));
    assert_eq!(page.bench.problem(), Some(&problem));
}

#[test]
fn edits_are_kept_by_what_the_program_was_at_first() {
    let mut page = Page::embedded();
    arrive(&mut page, "#code=print(1)");
    page.type_in("mine");
    page.say(Command::Due(Timer::Store));
    assert_eq!(page.shelf.names("embedded.").len(), 1);
    let at = |page: &Page, fragment: &str| {
        let mut next = Page::at(Place {
            shelf: page.shelf.clone(),
            is_embedded: true,
            has_parent: true,
            ..Place::default()
        });
        arrive(&mut next, fragment);
        next
    };
    let mut again = at(&page, "#code=print(1)");
    assert_eq!(again.source(), "mine");
    assert!(again.bench.workspace().is_edited(LINKED));
    // A page that changes its program shows the change.
    assert_eq!(at(&page, "#code=print(2)").source(), "print(2)");
    again.type_in("print(1)");
    again.say(Command::Due(Timer::Store));
    assert!(again.shelf.names("embedded.").is_empty());
}

#[test]
fn an_embedded_example_is_a_program_of_its_own() {
    let mut page = Page::embedded();
    arrive(&mut page, "#example=race");
    assert_eq!(
        (page.bench.workspace().chosen(), page.source()),
        (LINKED, "import data\n")
    );
    assert_eq!(page.bench.workspace().program_name(), "race");
}
