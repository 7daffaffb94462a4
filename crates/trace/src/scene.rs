//! The picture of a timeline, as shapes that any surface can paint.
//!
//! The page paints it on a canvas and exports write it as SVG: one picture, several [`Painter`]s. Each sort of mark is
//! a file, which paints it and says which of it is pointed at.

mod arrows;
mod bars;
mod exits;
mod holds;
mod losses;
mod messages;
mod paint;
mod path;
mod plot;
mod strip;
mod times;

use crate::{layout::Row, timeline::Timeline};
use plot::{Mark, Plot};

pub use paint::{Anchor, Colour, Fill, HUES, Painter, Palette, Rect, Stroke};
pub use plot::{AXIS, STRIP, Scene, Target};

/// What is in the rows, in the order in which it is painted. What lies on top is pointed at first: what is small is
/// painted after what is large.
const MARKS: [Mark; 7] = [
    bars::MARK,
    holds::MARK,
    path::MARK,
    losses::MARK,
    messages::MARK,
    arrows::MARK,
    exits::MARK,
];

impl Scene<'_> {
    /// The height of the whole picture.
    #[must_use]
    pub fn content_height(timeline: &Timeline) -> f64 {
        let rows = Row::of(timeline).last();
        AXIS + STRIP + rows.map_or(0.0, |row| row.top + row.height)
    }

    /// Paints all that is in sight.
    pub fn paint(&self, painter: &mut dyn Painter) {
        times::paint_ticks(self, painter);
        let top = AXIS + STRIP;
        painter.clip(Some(Rect {
            x: -8.0,
            y: top,
            width: self.scale.width + 16.0,
            height: self.height - top,
        }));
        let plot = Plot::new(self);
        for mark in MARKS {
            (mark.paint)(&plot, painter);
        }
        painter.clip(None);
        strip::paint(self, painter);
        times::paint_moments(self, painter);
    }

    /// What is at a place of the surface.
    #[must_use]
    pub fn target_at(&self, x: f64, y: f64) -> Option<Target> {
        if y < AXIS {
            return None;
        }
        if y < AXIS + STRIP {
            return Some(strip::hit(self, x));
        }
        let plot = Plot::new(self);
        (MARKS.iter().rev()).find_map(|mark| (mark.hit)(&plot, (x, y)))
    }
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{
        Pid, StartMethod, Tid, Time,
        event::{Event, EventKind, WaitFor},
    };

    use super::*;
    use crate::{Trace, layout::Scale};

    /// A process that joins another.
    fn trace() -> Trace {
        let (main, child) = (Pid(1), Pid(2));
        let created = |parent| EventKind::Created {
            parent,
            name: String::new(),
            daemon: false,
            method: StartMethod::Spawn,
            line: None,
        };
        let blocked = EventKind::Blocked {
            on: WaitFor::Exit { of: child },
            call: None,
            line: None,
        };
        let unblocked = EventKind::Unblocked {
            timed_out: false,
            by: Some((child, Tid::MAIN)),
        };
        let mut trace = Trace::default();
        for (time, pid, kind) in [
            (0, main, created(None)),
            (0, main, EventKind::Running),
            (10, child, created(Some(main))),
            (10, main, blocked),
            (50, child, EventKind::Exited { code: 0 }),
            (80, main, unblocked),
            (100, main, EventKind::Exited { code: 0 }),
        ] {
            trace.push(Event {
                time: Time(time),
                pid,
                thread: Tid::MAIN,
                kind,
            });
        }
        trace
    }

    #[test]
    fn what_lies_on_top_is_pointed_at() {
        let trace = trace();
        let scale = Scale {
            from: 0.0,
            span: 100.0,
            width: 1_000.0,
        };
        let scene = Scene {
            trace: &trace,
            scale,
            scroll: 0.0,
            height: Scene::content_height(trace.timeline()),
            now: Time(100),
            is_live: false,
            cursor: None,
            target: None,
            path: None,
            caption: &|_| String::new(),
        };
        let rows: Vec<_> = Row::of(trace.timeline()).collect();
        let middle = |row: Row| AXIS + STRIP + row.top + row.height / 2.0;
        let (main, child) = ((Pid(1), Tid::MAIN), (Pid(2), Tid::MAIN));
        let bar = |lane, segment| Target::Segment {
            lane,
            segment,
            count: 1,
        };
        assert_eq!(scene.target_at(300.0, AXIS - 1.0), None);
        let strip = scene.target_at(300.0, AXIS + 1.0);
        assert_eq!(strip, Some(Target::Strip(Time(30))));
        let at = |time, row| scene.target_at(scale.x(Time(time)), row);
        let (first, second) = (middle(rows[0]), middle(rows[1]));
        assert_eq!(at(30, first), Some(bar(main, 2)));
        assert_eq!(at(30, second), Some(bar(child, 0)));
        // The arrow of the join begins where the child ends, and leads to the bar of its parent.
        assert_eq!(at(50, second), Some(Target::Exit(child)));
        let between = f64::midpoint(first, second);
        assert_eq!(at(65, between), Some(Target::Arrow(1)));
        assert_eq!(at(90, second), None);
    }
}
