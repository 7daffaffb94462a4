use std::time::Duration;

use spawnpoint_link::{Choice, View};
use spawnpoint_protocol::{
    Pid, Time,
    control::{Outcome, ToKernel},
    event::EventKind,
    syscall::Mode,
};
use spawnpoint_workbench::{
    Command, Comparison, Effect, Ending, Loading, Phase, Progress, Report, Settings, Side, Tab,
    Timer,
};

use crate::outside::{HELLO, Page, Place, begin, event, has, programs, sent, started};

const STOPPED: Phase = Phase::Ended(Ending::Outcome(Outcome::Stopped));
const FINISHED: Phase = Phase::Ended(Ending::Outcome(Outcome::Finished));

fn compare(page: &mut Page) {
    let settings = Settings {
        choice: Choice::Both,
        ..page.bench.settings()
    };
    page.say(Command::Settings(settings));
}

#[test]
fn a_run_waits_for_the_interpreter() {
    let mut page = Page::new();
    let painted = page.say(Command::Painted);
    assert!(has!(painted, Effect::Load));
    let run = page.say(Command::Run);
    assert!(matches!(page.phase(), Phase::Queued(subject) if subject.name == "hello"));
    // It is on its way already.
    assert!(!has!(run, Effect::Load) && programs(&run).is_empty());

    page.say(Command::Progress(Progress::Compiling));
    let loading = page.bench.session().loading();
    assert_eq!(*loading, Loading::Coming(Progress::Compiling));
    let loaded = page.say(Command::Loaded(Ok(())));
    assert_eq!(
        (started(&loaded), programs(&loaded)),
        (vec![1], vec![HELLO.to_owned()])
    );
    assert!(*page.phase() == Phase::Running && page.bench.session().is_starting());
}

#[test]
fn a_run_that_waits_can_be_given_up() {
    let mut page = Page::new();
    page.say(Command::Painted);
    page.say(Command::Run);
    page.say(Command::Stop);
    assert_eq!(*page.phase(), Phase::Idle);
    let loaded = page.say(Command::Loaded(Ok(())));
    assert_eq!((started(&loaded), programs(&loaded)), (vec![1], vec![]));
}

#[test]
fn an_interpreter_that_does_not_come_can_be_asked_for_again() {
    let mut page = Page::new();
    page.say(Command::Painted);
    page.say(Command::Run);
    page.say(Command::Loaded(Err("offline".to_owned())));
    let failed = Loading::Failed("offline".to_owned());
    assert_eq!(*page.bench.session().loading(), failed);
    assert_eq!(*page.phase(), Phase::Idle);
    // It is loaded for a script of the page.
    page.say(Command::Progress(Progress::Fetching(1.0)));
    assert_eq!(*page.bench.session().loading(), failed);
    assert!(has!(page.say(Command::Retry), Effect::Load));
}

#[test]
fn a_browser_that_cannot_run_programs_loads_and_runs_nothing() {
    let mut page = Page::at(Place {
        is_supported: false,
        ..Place::default()
    });
    assert!(!has!(page.say(Command::Painted), Effect::Load));
    assert!(!has!(page.say(Command::Run), Effect::Load));
    assert_eq!(*page.phase(), Phase::Idle);
}

#[test]
fn one_kernel_serves_run_after_run() {
    let mut page = Page::ready();
    page.run_through(1);
    assert_eq!(*page.phase(), FINISHED);
    let again = page.say(Command::Run);
    assert_eq!((started(&again), programs(&again).len()), (vec![], 1));
    // What is seen is the run before, until this one says something.
    assert_eq!(page.event_count(), 2);
    page.record(1, begin().drain(..1).collect());
    assert_eq!(page.event_count(), 1);
    // One run at a time.
    assert!(programs(&page.say(Command::Run)).is_empty());
}

#[test]
fn a_kernel_has_half_a_second_to_stop() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    let stop = page.say(Command::Stop);
    assert_eq!(sent(&stop), [ToKernel::Stop]);
    let patience = Duration::from_millis(500);
    assert!(has!(stop, Effect::SetTimer(delay, Timer::Stop(1)) if *delay == patience));
    // Once is enough.
    assert!(sent(&page.say(Command::Stop)).is_empty());

    let overdue = page.say(Command::Due(Timer::Stop(1)));
    assert!(has!(overdue, Effect::EndKernel));
    assert_eq!(*page.phase(), STOPPED);
    let trace = page.bench.runs().trace().borrow();
    assert!(trace.timeline().processes().all(|lane| lane.exit.is_some()));
    drop(trace);

    // What the kernel had said before it was ended comes too late.
    let count = page.event_count();
    page.record(1, begin());
    assert_eq!(page.event_count(), count);
    assert_eq!(started(&page.say(Command::Run)), [2]);
}

#[test]
fn patience_with_one_run_is_not_that_with_the_next() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.say(Command::Stop);
    page.end(1, Outcome::Stopped);
    assert_eq!(*page.phase(), STOPPED);
    page.say(Command::Run);
    page.say(Command::Stop);
    assert!(!has!(
        page.say(Command::Due(Timer::Stop(1))),
        Effect::EndKernel
    ));
    assert_eq!(*page.phase(), Phase::Stopping);
    assert!(has!(
        page.say(Command::Due(Timer::Stop(2))),
        Effect::EndKernel
    ));
}

#[test]
fn a_kernel_that_fails_is_replaced() {
    let mut page = Page::ready();
    page.say(Command::Run);
    let fatal = Report::Fatal("out of memory".to_owned());
    let failed = page.say(Command::Kernel(1, fatal));
    assert!(has!(failed, Effect::EndKernel));
    let broken = Ending::Broken("out of memory".to_owned());
    assert_eq!(*page.phase(), Phase::Ended(broken));
    assert!(!page.bench.session().is_starting());
    assert_eq!(started(&page.say(Command::Run)), [2]);
}

#[test]
fn a_pause_stops_the_time_of_the_run() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    let time = |page: &Page| page.bench.runs().now(page.now);
    assert_eq!(time(&page), Time(10_000));
    page.now += 20.0;
    assert_eq!(time(&page), Time(30_000));

    assert_eq!(sent(&page.say(Command::Pause)), [ToKernel::Pause]);
    assert!(page.bench.session().is_paused());
    page.now += 5_000.0;
    assert_eq!(time(&page), Time(30_000));
    // What was still on its way does not let it go on.
    page.record(1, vec![event(31, EventKind::Held { line: Some(3) })]);
    page.now += 5_000.0;
    assert_eq!(time(&page), Time(31_000));

    let step = page.say(Command::Step(Pid(1)));
    assert_eq!(sent(&step), [ToKernel::Step(Pid(1))]);
    page.now += 4.0;
    assert_eq!(time(&page), Time(35_000));
    page.record(1, vec![event(36, EventKind::Held { line: Some(4) })]);
    page.now += 5_000.0;
    assert_eq!(time(&page), Time(36_000));
    assert!(page.bench.session().is_paused());

    assert_eq!(sent(&page.say(Command::Resume)), [ToKernel::Resume]);
    page.now += 10.0;
    assert_eq!(time(&page), Time(46_000));
    assert!(!page.bench.session().is_paused());
    page.record(1, vec![event(47, EventKind::Resumed)]);
    page.end(1, Outcome::Finished);
    page.now += 5_000.0;
    assert_eq!(time(&page), Time(47_000));
}

#[test]
fn a_step_of_another_process_is_not_over_when_this_one_stands() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    page.say(Command::Pause);
    page.say(Command::Step(Pid(2)));
    page.record(1, vec![event(20, EventKind::Held { line: None })]);
    page.now += 50.0;
    assert_eq!(page.bench.runs().now(page.now), Time(70_000));
}

#[test]
fn lines_go_to_a_run_alone() {
    let mut page = Page::ready();
    let line = || Command::Line("yes\n".to_owned());
    assert!(sent(&page.say(line())).is_empty());
    page.say(Command::Run);
    let told = sent(&page.say(line()));
    assert_eq!(told, [ToKernel::Line("yes\n".to_owned())]);
}

#[test]
fn the_second_of_two_runs_follows_the_first() {
    let mut page = Page::ready();
    compare(&mut page);
    page.say(Command::Run);
    assert_eq!(page.bench.tab(), Tab::Comparison);
    page.record(1, begin());
    let runs = page.bench.runs();
    assert!(matches!(runs.comparison(), Some(Comparison::First(_))));
    assert!(runs.first().is_none());

    let ended = page.end(1, Outcome::Finished);
    let [ToKernel::Run { program, .. }] = &sent(&ended)[..] else {
        panic!("{ended:?}");
    };
    assert_eq!(program.mode, Mode::Shared);
    let runs = page.bench.runs();
    let first = runs.first().map(|run| run.subject.program.mode);
    assert_eq!(first, Some(Mode::Processes));

    page.record(1, begin());
    page.record(1, vec![event(20, EventKind::Memory(1))]);
    page.end(1, Outcome::Finished);
    assert_eq!(
        (page.event_count(), page.bench.runs().side()),
        (3, Side::Latest)
    );
    page.say(Command::Side(Side::Processes));
    assert_eq!(page.event_count(), 2);
    assert_eq!(page.bench.runs().recording().program.mode, Mode::Processes);
    // The next runs begin with the latest again.
    page.say(Command::Run);
    assert_eq!(page.bench.runs().side(), Side::Latest);
}

#[test]
fn who_stops_the_first_of_two_runs_has_no_second() {
    let mut page = Page::ready();
    compare(&mut page);
    page.say(Command::Run);
    page.record(1, begin());
    page.say(Command::Stop);
    assert!(page.bench.runs().comparison().is_none());
    let ended = page.end(1, Outcome::Stopped);
    assert!(programs(&ended).is_empty());
    assert_eq!(*page.phase(), STOPPED);
}

#[test]
fn a_first_run_that_fails_has_no_second() {
    let mut page = Page::ready();
    compare(&mut page);
    page.say(Command::Run);
    let failed = page.say(Command::Kernel(1, Report::Fatal("broken".to_owned())));
    assert!(programs(&failed).is_empty());
    assert!(page.bench.runs().comparison().is_none());
}

#[test]
fn a_deadlock_shows_who_waits_for_whom() {
    let mut page = Page::ready();
    page.say(Command::Run);
    page.record(1, begin());
    page.end(1, Outcome::Deadlock);
    assert_eq!(page.bench.tab(), Tab::View(View::Locks));
    page.say(Command::Run);
    assert_eq!(page.bench.tab(), Tab::View(View::Console));

    // Where two runs are compared, that stays in sight.
    page.end(1, Outcome::Finished);
    compare(&mut page);
    page.say(Command::Run);
    let ended = page.end(1, Outcome::Deadlock);
    assert_eq!(programs(&ended).len(), 1);
    assert_eq!(page.bench.tab(), Tab::Comparison);
}
