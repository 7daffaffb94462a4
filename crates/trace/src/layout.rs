//! Lanes as bars on a line of pixels.

use spawnpoint_protocol::Time;

use crate::timeline::{Activity, Lane};

/// Bars narrower than this are merged with their neighbours.
const MIN_WIDTH: f64 = 2.0;

/// Maps times to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The time at the right edge; the left edge is the beginning of the run.
    pub end: Time,
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
    /// Which segment it shows: the only one, or the longest of several.
    pub segment: usize,
    /// How many segments it stands for.
    pub count: usize,
    /// How it looks.
    pub activity: Activity,
}

impl Scale {
    /// Where a moment is.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "pixels are not that precise")]
    pub fn x(self, time: Time) -> f64 {
        time.0 as f64 / self.end.0.max(1) as f64 * self.width
    }
}

/// The bars of a lane from left to right; a segment that lasts is drawn up to `now`.
///
/// However many segments a lane has, its bars are no more than the pixels allow.
#[must_use]
pub fn bars(lane: &Lane, scale: Scale, now: Time) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut longest = 0.0;
    for (n, segment) in lane.segments.iter().enumerate() {
        let x = scale.x(segment.from);
        let end = scale.x(segment.to.unwrap_or(now).max(segment.from));
        let (width, activity) = (end - x, segment.state.activity());
        if let Some(bar) = bars.last_mut()
            && bar.width < MIN_WIDTH
            && width < MIN_WIDTH
        {
            bar.width = end - bar.x;
            bar.count += 1;
            if width > longest {
                longest = width;
                bar.segment = n;
                bar.activity = activity;
            }
        } else {
            longest = width;
            bars.push(Bar {
                x,
                width,
                segment: n,
                count: 1,
                activity,
            });
        }
    }
    bars
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, StartMethod, Tid,
        event::{Event, EventKind, WaitFor},
    };

    use super::*;
    use crate::Timeline;

    /// A process that sleeps `naps` times for 9 µs each with 1 µs of work between.
    fn napping(naps: u64) -> Timeline {
        let mut timeline = Timeline::default();
        let mut push = |time, kind| {
            timeline.push(&Event {
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
            push(nap * 10 + 10, EventKind::Unblocked { timed_out: false });
        }
        timeline
    }

    #[test]
    fn segments_wide_enough_have_a_bar_each() {
        let timeline = napping(2);
        let scale = Scale {
            end: Time(20),
            width: 2_000.0,
        };
        let bars = bars(&timeline.lanes()[0], scale, Time(20));
        let seen: Vec<_> = bars
            .iter()
            .map(|bar| (bar.x, bar.width, bar.activity))
            .collect();
        assert_eq!(
            seen[1..],
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
        let scale = Scale {
            end: Time(100_000),
            width: 500.0,
        };
        let bars = bars(&timeline.lanes()[0], scale, Time(100_000));
        assert!(bars.len() <= 260, "{} bars", bars.len());
        let (_, whole) = bars.split_last().expect("there are bars");
        assert!(whole.iter().all(|bar| bar.activity == Activity::Sleeping));
        let segments: usize = bars.iter().map(|bar| bar.count).sum();
        assert_eq!(segments, timeline.lanes()[0].segments.len());
        for pair in bars.windows(2) {
            assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 1e-6);
        }
    }
}
