//! Two runs of one program side by side: in one each process has a memory of its own, in the other all
//! are threads that share one.

use std::collections::BTreeMap;

use spawnpoint_protocol::{Pid, event::Summary};

use crate::{
    Trace,
    channels::Thread,
    console::{Console, Row},
    timeline::{Activity, Lane, State, Timeline},
};

/// For how long a thread did what, in microseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The thread.
    pub thread: Thread,
    /// Its name.
    pub name: String,
    /// The number of its colour.
    pub hue: usize,
    /// Its code ran.
    pub running: u64,
    /// Its code could run, and another thread of its process did.
    pub ready: u64,
    /// It slept.
    pub sleeping: u64,
    /// It waited for another.
    pub waiting: u64,
    /// Its worker and its interpreter came up.
    pub starting: u64,
}

/// What each thread did until the end of the run.
#[must_use]
pub fn work(timeline: &Timeline) -> Vec<Work> {
    let of_lane = |lane: &Lane| {
        let spent = lane.spent(timeline.end());
        let time = |activity: Activity| spent[activity as usize];
        Work {
            thread: lane.key(),
            name: lane.name.clone(),
            hue: lane.hue,
            running: time(Activity::Running),
            ready: time(Activity::Ready),
            sleeping: time(Activity::Sleeping),
            waiting: time(Activity::Waiting),
            starting: time(Activity::Starting),
        }
    };
    timeline.lanes().iter().map(of_lane).collect()
}

/// Microseconds from the first line of the program to the end of the run; none before the first line.
#[must_use]
pub fn duration(timeline: &Timeline) -> Option<u64> {
    let main = timeline.processes().next()?;
    let begun = (main.segments.iter()).find(|segment| segment.state != State::Starting)?;
    Some(timeline.end().since(begun.from))
}

/// How many processors the program used on average.
#[must_use]
pub fn processors(timeline: &Timeline) -> Option<f64> {
    let duration = duration(timeline).filter(|duration| *duration > 0)?;
    Some(seconds(timeline.parallelism().total(timeline.end())) / seconds(duration))
}

/// How many times as fast a program is with processes as with threads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gain {
    /// By the work that its threads did when they shared an interpreter, if that is spread over
    /// processors and each process takes as long to start as it did.
    pub expected: f64,
    /// By the durations of the two runs.
    pub measured: f64,
}

/// The gain of `processes` over `shared` on a machine with so many processors; none while either has not
/// come to anything.
#[must_use]
pub fn gain(processes: &Timeline, shared: &Timeline, processors: u32) -> Option<Gain> {
    let (here, there) = (duration(processes)?, duration(shared)?);
    let all = work(shared);
    let (main, workers) = all.split_first()?;
    let starts: Vec<u64> = work(processes)
        .iter()
        .skip(1)
        .map(|work| work.starting)
        .collect();
    // They start one beside the other, as far as there are processors.
    let start = starts.iter().max().copied().unwrap_or(0);
    let longest = workers
        .iter()
        .map(|work| work.running + work.sleeping)
        .max()
        .unwrap_or(0);
    let spread =
        workers.iter().map(|work| work.running).sum::<u64>() / u64::from(processors.max(1));
    let expected = main.running + main.sleeping + start + longest.max(spread);
    (here > 0 && expected > 0).then(|| Gain {
        expected: seconds(there) / seconds(expected),
        measured: seconds(there) / seconds(here),
    })
}

/// A line of a run's output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line.
    pub row: &'a Row,
    /// Whether the other run printed no such line. The order, which is by chance, does not count.
    pub is_other: bool,
}

/// What one run printed, compared with what another did.
#[must_use]
pub fn output<'a>(run: &'a Console, other: &Console) -> Vec<Line<'a>> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows(other) {
        *left.entry(&row.text).or_default() += 1;
    }
    rows(run)
        .map(|row| {
            let count = left.get_mut(row.text.as_str()).filter(|count| **count > 0);
            let is_other = count.is_none();
            if let Some(count) = count {
                *count -= 1;
            }
            Line { row, is_other }
        })
        .collect()
}

fn rows(console: &Console) -> impl Iterator<Item = &Row> {
    (console.dropped()..console.end()).filter_map(|number| console.row(number))
}

/// A global variable of the main module after both runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Global<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it was in each process.
    pub own: Vec<(Pid, &'a Summary)>,
    /// What it was where there was one memory.
    pub shared: Option<&'a Summary>,
    /// In what way the two runs differ.
    pub contrast: Contrast,
}

/// In what way a variable differs between processes and shared state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contrast {
    /// In none that can be told.
    Same,
    /// Processes ended with different values of their own.
    Apart,
    /// All processes ended with one value, and the run with shared state with another.
    Differs,
}

/// The global variables after both runs, by name in the order in which they were first set.
#[must_use]
pub fn globals<'a>(processes: &'a Trace, shared: &'a Trace) -> Vec<Global<'a>> {
    let mut there: BTreeMap<&str, &Summary> = BTreeMap::new();
    there.extend(
        (shared.memories().rows(shared.log().end()))
            .filter_map(|row| Some((row.name, row.cells.first()?.value))),
    );
    let of_row = |row: crate::memories::Row<'a>| {
        let own: Vec<_> = row
            .cells
            .iter()
            .map(|cell| (cell.pid, cell.value))
            .collect();
        let shared = there.get(row.name).copied();
        let contrast = contrast(&own, shared);
        Global {
            name: row.name,
            own,
            shared,
            contrast,
        }
    };
    let rows = processes.memories().rows(processes.log().end());
    rows.map(of_row).collect()
}

fn contrast(own: &[(Pid, &Summary)], shared: Option<&Summary>) -> Contrast {
    let (Some(((_, first), rest)), Some(shared)) = (own.split_first(), shared) else {
        return Contrast::Same;
    };
    // What stands for an object says nothing of a value.
    let is_value = |summary: &Summary| !summary.text.contains('<');
    if !is_value(first) || !is_value(shared) {
        Contrast::Same
    } else if rest.iter().any(|(_, other)| other.text != first.text) {
        Contrast::Apart
    } else if shared.text == first.text {
        Contrast::Same
    } else {
        Contrast::Differs
    }
}

#[expect(clippy::cast_precision_loss, reason = "a ratio is not that precise")]
fn seconds(micros: u64) -> f64 {
    micros as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        StartMethod, Stream, Tid, Time,
        event::{Event, EventKind, Variable, WaitFor},
    };

    use super::*;

    const MAIN: u32 = 10;
    const CHILD: u32 = 11;

    fn trace(events: Vec<(u64, u32, u32, EventKind)>) -> Trace {
        let mut trace = Trace::default();
        for (time, pid, thread, kind) in events {
            trace.push(Event {
                time: Time(time * 1_000),
                pid: Pid(pid),
                thread: Tid(thread),
                kind,
            });
        }
        trace
    }

    fn created(parent: Option<u32>) -> EventKind {
        EventKind::Created {
            parent: parent.map(Pid),
            name: "p".to_owned(),
            daemon: false,
            method: StartMethod::Spawn,
            line: None,
        }
    }

    fn global(value: &str) -> EventKind {
        let value = Summary {
            text: value.to_owned(),
            ..Summary::default()
        };
        EventKind::Globals(vec![Variable {
            name: "counter".to_owned(),
            value: Some(value),
        }])
    }

    fn printed(text: &str) -> EventKind {
        EventKind::Printed {
            stream: Stream::Stdout,
            text: format!("{text}\n"),
        }
    }

    fn waits() -> EventKind {
        EventKind::Blocked {
            on: WaitFor::Exit { of: Pid(CHILD) },
            call: None,
            line: None,
        }
    }

    /// A main process that starts a child, which computes for 100 ms.
    fn processes() -> Trace {
        trace(vec![
            (0, MAIN, 0, created(None)),
            (10, MAIN, 0, EventKind::Running),
            (10, MAIN, 0, global("0")),
            (10, CHILD, 0, created(Some(MAIN))),
            (10, MAIN, 0, waits()),
            (30, CHILD, 0, EventKind::Running),
            (130, CHILD, 0, printed("child 11")),
            (130, CHILD, 0, global("1")),
            (130, CHILD, 0, EventKind::Exited { code: 0 }),
            (130, MAIN, 0, printed("done")),
            (130, MAIN, 0, EventKind::Exited { code: 0 }),
        ])
    }

    fn shared() -> Trace {
        let started = EventKind::ThreadStarted {
            name: "p".to_owned(),
            by: Tid::MAIN,
            line: None,
        };
        trace(vec![
            (0, MAIN, 0, created(None)),
            (10, MAIN, 0, EventKind::Running),
            (10, MAIN, 1, started),
            (10, MAIN, 0, waits()),
            (10, MAIN, 1, EventKind::Turn),
            (110, MAIN, 1, printed("child 10")),
            (110, MAIN, 0, global("1")),
            (110, MAIN, 1, EventKind::ThreadEnded),
            (110, MAIN, 0, printed("done")),
            (110, MAIN, 0, EventKind::Exited { code: 0 }),
        ])
    }

    #[test]
    fn durations_leave_out_the_start_of_the_interpreter() {
        assert_eq!(duration(processes().timeline()), Some(120_000));
        assert_eq!(duration(shared().timeline()), Some(100_000));
        assert_eq!(duration(Trace::default().timeline()), None);
        let processors = processors(shared().timeline());
        assert!(processors.is_some_and(|processors| (processors - 1.0).abs() < 1e-9));
    }

    #[test]
    fn a_gain_counts_work_and_starts() {
        let (here, there) = (processes(), shared());
        let gain = gain(here.timeline(), there.timeline(), 4).expect("both have ended");
        // 100 ms of work, after 20 ms of starting.
        assert!((gain.expected - 100.0 / 120.0).abs() < 1e-9, "{gain:?}");
        assert!((gain.measured - 100.0 / 120.0).abs() < 1e-9, "{gain:?}");
        let one = super::gain(here.timeline(), Trace::default().timeline(), 4);
        assert_eq!(one, None);
    }

    #[test]
    fn lines_that_only_one_run_printed_are_told() {
        let (here, there) = (processes(), shared());
        let lines = output(here.console(), there.console());
        let lines: Vec<_> = (lines.iter())
            .map(|line| (line.row.text.as_str(), line.is_other))
            .collect();
        assert_eq!(lines, [("child 11", true), ("done", false)]);
    }

    #[test]
    fn a_global_that_each_process_has_for_itself_stands_out() {
        let (here, there) = (processes(), shared());
        let globals = globals(&here, &there);
        let [counter] = globals.as_slice() else {
            panic!("one variable")
        };
        assert_eq!(counter.contrast, Contrast::Apart);
        let own: Vec<_> = counter
            .own
            .iter()
            .map(|(_, value)| value.text.as_str())
            .collect();
        assert_eq!(own, ["0", "1"]);
        assert_eq!(counter.shared.map(|value| value.text.as_str()), Some("1"));
    }
}
