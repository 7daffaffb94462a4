//! Where in a picture of a run things are.

use spawnpoint_protocol::Time;

use crate::{
    channels::Thread,
    locks::Hold,
    timeline::{Activity, Lane, Timeline},
};

/// Bars narrower than this are merged with their neighbours.
const MIN_WIDTH: f64 = 2.0;

/// The height of the lane of a process.
pub const LANE: f64 = 40.0;

/// The height of the lane of a further thread.
pub const THREAD: f64 = 26.0;

/// Maps times to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The microsecond at the left edge.
    pub from: f64,
    /// Microseconds between the edges; more than 0.
    pub span: f64,
    /// Pixels between the edges.
    pub width: f64,
}

/// A rectangle that stands for a segment, or for several that are too short to be told apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// Its left edge.
    pub x: f64,
    /// Its width.
    pub width: f64,
    /// The place in its lane of the first segment it shows.
    pub segment: usize,
    /// How many segments it stands for.
    pub count: usize,
    /// How it looks: what the lane did most of the time.
    pub activity: Activity,
}

/// The vertical place of a lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its upper edge.
    pub top: f64,
    /// Its height.
    pub height: f64,
}

impl Scale {
    /// Where a moment is.
    #[must_use]
    pub fn x(self, time: Time) -> f64 {
        (micros(time) - self.from) / self.span * self.width
    }

    /// Which time is there; none before the beginning.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates"
    )]
    pub fn time(self, x: f64) -> Time {
        Time((self.from + x / self.width * self.span).max(0.0) as u64)
    }

    /// As this one, with `factor` times as many pixels to a microsecond, where what is at `x` stays.
    #[must_use]
    pub fn zoomed(self, factor: f64, x: f64) -> Self {
        let span = self.span / factor;
        let at = self.from + x / self.width * self.span;
        Self {
            from: at - x / self.width * span,
            span,
            ..self
        }
    }
}

impl Row {
    /// The rows of all lanes, one below the other.
    pub fn of(timeline: &Timeline) -> impl Iterator<Item = Self> {
        let mut top = 0.0;
        timeline.lanes().iter().map(move |lane| {
            let height = if lane.is_main() { LANE } else { THREAD };
            top += height;
            Self {
                top: top - height,
                height,
            }
        })
    }

    /// The upper edge and the height of the bars in it.
    #[must_use]
    pub fn bar(self) -> (f64, f64) {
        (self.top + self.height * 0.24, self.height * 0.52)
    }
}

/// Microseconds as pixels want them.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "pixels are not that precise")]
pub fn micros(time: Time) -> f64 {
    time.0 as f64
}

/// The bars of a lane from left to right; a segment that lasts is drawn up to `now`.
///
/// However many segments a lane has, its bars are no more than the pixels allow, and the work is in
/// proportion to them.
#[must_use]
pub fn bars(lane: &Lane, scale: Scale, now: Time) -> Vec<Bar> {
    let segments = &lane.segments;
    let mut bars = Vec::new();
    let mut n = lane.index_at(scale.time(0.0));
    while let Some(segment) = segments.get(n) {
        let x = scale.x(segment.from);
        if x > scale.width {
            break;
        }
        let end = |n: usize| scale.x(segments[n].to.unwrap_or(now).max(segments[n].from));
        let mut count = 1;
        if end(n) - x < MIN_WIDTH {
            let edge = x + MIN_WIDTH;
            count = segments[n..].partition_point(|segment| scale.x(segment.from) < edge);
            // The last of them may be wide enough for a bar of its own.
            if count > 1 && end(n + count - 1) - scale.x(segments[n + count - 1].from) >= MIN_WIDTH
            {
                count -= 1;
            }
        }
        let last = n + count - 1;
        bars.push(Bar {
            x,
            width: end(last) - x,
            segment: n,
            count,
            activity: main_activity(lane, n, last, now),
        });
        n += count;
    }
    bars.retain(|bar| bar.x + bar.width >= 0.0);
    bars
}

/// What a lane did most of the time between the beginning of one segment and the end of another.
fn main_activity(lane: &Lane, first: usize, last: usize, now: Time) -> Activity {
    let segments = &lane.segments;
    if first == last {
        return segments[first].state.activity();
    }
    let before = segments[first].before();
    let mut after = segments[last].before();
    let until = segments[last].to.unwrap_or(now);
    after[segments[last].state.activity() as usize] += until.since(segments[last].from);
    let spent = |activity: &Activity| after[*activity as usize] - before[*activity as usize];
    (Activity::ALL.into_iter())
        .max_by_key(spent)
        .unwrap_or(Activity::Running)
}

/// The stretches, from left to right, in which at least one of `holds` lasted, by their edges, with one
/// of them. `holds` are in the order of time.
#[must_use]
pub fn held(holds: &[Hold], scale: Scale, now: Time) -> Vec<(f64, f64, usize)> {
    let mut found: Vec<(f64, f64, usize)> = Vec::new();
    // One that began long before may last.
    let first = holds.partition_point(|hold| hold.to.is_some_and(|to| scale.x(to) < 0.0));
    let mut n = first;
    while let Some(hold) = holds.get(n) {
        let x = scale.x(hold.from);
        if x > scale.width {
            break;
        }
        let end = scale.x(hold.to.unwrap_or(now)).max(x + 1.0);
        match found.last_mut() {
            Some((_, last, _)) if x - *last < 1.0 => *last = last.max(end),
            _ => found.push((x, end, n)),
        }
        let edge = found.last().map_or(end, |(_, last, _)| *last).min(x + 1.0);
        let skipped =
            holds[n + 1..].partition_point(|hold| scale.x(hold.to.unwrap_or(now)) <= edge);
        n += 1 + skipped;
    }
    found
}

/// A thread's place in the picture.
#[must_use]
pub fn row_of(timeline: &Timeline, rows: &[Row], thread: Thread) -> Option<Row> {
    rows.get(timeline.place(thread)?).copied()
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, StartMethod, Tid,
        event::{Event, EventKind, WaitFor},
    };

    use super::*;
    use crate::Trace;

    /// A process that sleeps `naps` times for 9 µs each with 1 µs of work between.
    fn napping(naps: u64) -> Timeline {
        let mut trace = Trace::default();
        let mut push = |time, kind| {
            trace.push(Event {
                time: Time(time),
                pid: Pid(1),
                thread: Tid::MAIN,
                kind,
            });
        };
        let (parent, name) = (None, String::new());
        let method = StartMethod::Spawn;
        push(
            0,
            EventKind::Created {
                parent,
                name,
                daemon: false,
                method,
                line: None,
            },
        );
        push(0, EventKind::Running);
        for nap in 0..naps {
            let on = WaitFor::Sleep { micros: 9 };
            push(
                nap * 10 + 1,
                EventKind::Blocked {
                    on,
                    call: None,
                    line: None,
                },
            );
            push(
                nap * 10 + 10,
                EventKind::Unblocked {
                    timed_out: false,
                    by: None,
                },
            );
        }
        trace.timeline().clone()
    }

    #[test]
    fn segments_wide_enough_have_a_bar_each() {
        let timeline = napping(2);
        let scale = Scale {
            from: 0.0,
            span: 20.0,
            width: 2_000.0,
        };
        let bars = bars(&timeline.lanes()[0], scale, Time(20));
        let seen: Vec<_> = bars
            .iter()
            .map(|bar| (bar.x, bar.width, bar.activity))
            .collect();
        assert_eq!(
            seen,
            [
                (0.0, 100.0, Activity::Running),
                (100.0, 900.0, Activity::Sleeping),
                (1_000.0, 100.0, Activity::Running),
                (1_100.0, 900.0, Activity::Sleeping),
                (2_000.0, 0.0, Activity::Running),
            ]
        );
    }

    #[test]
    fn many_short_segments_share_bars() {
        let timeline = napping(10_000);
        for (from, span) in [(0.0, 100_000.0), (33_333.0, 50_000.0), (90_000.0, 30_000.0)] {
            let scale = Scale {
                from,
                span,
                width: 500.0,
            };
            let bars = bars(&timeline.lanes()[0], scale, Time(100_000));
            assert!(bars.len() <= 260, "{} bars", bars.len());
            let (_, whole) = bars.split_last().expect("there are bars");
            assert!(whole.iter().all(|bar| bar.activity == Activity::Sleeping));
            for pair in bars.windows(2) {
                assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 1e-6);
                assert_eq!(pair[0].segment + pair[0].count, pair[1].segment);
            }
        }
    }

    #[test]
    fn what_is_under_the_pointer_stays_when_zooming() {
        let scale = Scale {
            from: 100.0,
            span: 1_000.0,
            width: 500.0,
        };
        let zoomed = scale.zoomed(4.0, 125.0);
        assert_eq!((zoomed.from, zoomed.span), (287.5, 250.0));
        assert_eq!(scale.time(125.0), zoomed.time(125.0));
    }

    #[test]
    fn short_holds_share_a_stretch() {
        let hold = |from, to: Option<u64>| Hold {
            line: None,
            times: 1,
            from: Time(from),
            to: to.map(Time),
        };
        let holds = [
            hold(0, Some(100)),
            hold(400, Some(401)),
            hold(402, Some(403)),
            hold(800, None),
        ];
        let scale = Scale {
            from: 0.0,
            span: 1_000.0,
            width: 100.0,
        };
        let seen = held(&holds, scale, Time(900));
        assert_eq!(seen, [(0.0, 10.0, 0), (40.0, 41.0, 1), (80.0, 90.0, 3)]);
    }
}
