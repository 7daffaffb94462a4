use spawnpoint_protocol::{Time, control::Outcome, event::EventKind};
use spawnpoint_trace::Moment;
use spawnpoint_workbench::{Command, Effect, Wish};

use crate::outside::{Page, begin, event, has};

fn frame(page: &mut Page, after: f64) -> Vec<Effect> {
    page.now += after;
    page.say(Command::Frame { is_calm: false })
}

fn place(page: &Page) -> Option<(usize, u64)> {
    let cursor = page.bench.player().cursor();
    cursor.map(|cursor| (cursor.moment.0, cursor.time.0))
}

/// A page with a run of three events, the last after 500 ms.
fn page() -> Page {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    page.record(1, vec![event(500, EventKind::Memory(1))]);
    page.end(1, Outcome::Finished);
    frame(&mut page, 1_000.0);
    page
}

#[test]
fn a_run_is_played_frame_by_frame_to_its_end() {
    let mut page = page();
    let play = page.say(Command::Wish(Wish::Play));
    assert!(has!(play, Effect::RequestFrame) && has!(play, Effect::Mark));
    assert_eq!(place(&page), Some((1, 0)));
    // Too soon after the last drawing to draw again.
    frame(&mut page, 100.0);
    let soon = frame(&mut page, 10.0);
    assert!(has!(soon, Effect::RequestFrame) && !has!(soon, Effect::Draw));
    assert_eq!(place(&page), Some((2, 100_000)));
    assert!(has!(frame(&mut page, 100.0), Effect::Draw));
    assert_eq!(place(&page), Some((2, 210_000)));
    let last = frame(&mut page, 400.0);
    assert!(has!(last, Effect::Draw));
    assert_eq!(
        (place(&page), page.bench.player().is_playing()),
        (None, false)
    );
    // Nothing moves any more.
    assert!(!has!(frame(&mut page, 100.0), Effect::RequestFrame));
}

#[test]
fn who_prefers_little_motion_sees_fewer_frames() {
    for (is_calm, expected) in [(true, 1), (false, 5)] {
        let mut page = page();
        page.say(Command::Wish(Wish::Play));
        let mut drawings = 0;
        for _ in 0..30 {
            page.now += 10.0;
            let effects = page.say(Command::Frame { is_calm });
            drawings += usize::from(has!(effects, Effect::Draw));
        }
        assert_eq!(drawings, expected, "{is_calm}");
    }
}

#[test]
fn the_reader_goes_from_event_to_event() {
    let mut page = page();
    page.say(Command::Wish(Wish::Moment(Moment(2))));
    assert_eq!(place(&page), Some((2, 10_000)));
    page.say(Command::Wish(Wish::Time(Time(499_999))));
    assert_eq!(place(&page), Some((2, 499_999)));
    page.say(Command::Wish(Wish::Latest));
    assert_eq!(place(&page), None);
}

#[test]
fn another_run_is_seen_at_its_latest_moment() {
    let mut page = page();
    page.say(Command::Wish(Wish::Moment(Moment(1))));
    page.say(Command::Run);
    assert_eq!(place(&page), Some((1, 0)));
    page.record(1, begin());
    assert_eq!(place(&page), None);
}

#[test]
fn one_frame_is_asked_for_at_a_time() {
    let mut page = page();
    assert!(has!(page.say(Command::Run), Effect::RequestFrame));
    assert!(!has!(page.record(1, begin()), Effect::RequestFrame));
    // While a run goes on, frame follows frame.
    assert!(has!(frame(&mut page, 100.0), Effect::RequestFrame));
}

#[test]
fn marks_are_where_the_program_is_at_the_moment_that_is_seen() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    page.record(1, vec![event(20, EventKind::Held { line: Some(1) })]);
    let lines =
        |page: &Page| -> Vec<u32> { page.bench.marks().iter().map(|mark| mark.line).collect() };
    assert_eq!(lines(&page), [1]);
    page.say(Command::Wish(Wish::Moment(Moment(1))));
    assert!(lines(&page).is_empty());
    page.say(Command::Wish(Wish::Latest));
    page.type_in("something else");
    assert!(lines(&page).is_empty());
}
