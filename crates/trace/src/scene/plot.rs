//! What a picture is made of, and where in it the lanes are.

use spawnpoint_protocol::{ObjectId, Time};

use super::paint::Painter;
use crate::{
    Trace,
    channels::Thread,
    critical::Link,
    layout::{Row, Scale, row_of},
    timeline::{Lane, Segment},
};

/// The height of the axis.
pub const AXIS: f64 = 24.0;

/// The height of the strip that shows how many processes run.
pub const STRIP: f64 = 26.0;

/// How near, in pixels, the pointer must come to a line.
pub(super) const NEAR: f64 = 5.0;

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// So many segments of a lane from this one on.
    Segment {
        /// The lane.
        lane: Thread,
        /// The segment's place in its lane.
        segment: usize,
        /// How many segments the bar stands for.
        count: usize,
    },
    /// A stretch for which a thread held a lock.
    Hold {
        /// The lane.
        lane: Thread,
        /// The lock.
        lock: ObjectId,
        /// The place of the hold among those of the thread and the lock.
        hold: usize,
    },
    /// The end of a process.
    Exit(Thread),
    /// An arrow, by its place.
    Arrow(usize),
    /// A message, by its place.
    Message(usize),
    /// A lost update, by its place.
    Loss(usize),
    /// A time in the strip that shows how many processes run.
    Strip(Time),
}

/// A picture of a run.
pub struct Scene<'a> {
    /// The run.
    pub trace: &'a Trace,
    /// Which times are where.
    pub scale: Scale,
    /// How far it is scrolled down.
    pub scroll: f64,
    /// The height of the surface.
    pub height: f64,
    /// What still lasts is drawn up to here.
    pub now: Time,
    /// Whether the run goes on.
    pub is_live: bool,
    /// The moment that is looked at, if it is not the latest.
    pub cursor: Option<Time>,
    /// What is pointed at.
    pub target: Option<Target>,
    /// The chain of waits that made the run so long, if it is to be shown.
    pub path: Option<&'a [Link]>,
    /// Says what a thread does in a segment, in few words.
    pub caption: &'a dyn Fn(&Segment) -> String,
}

/// One sort of thing in the rows of a picture.
pub(super) struct Mark {
    /// Paints all of it that is in sight.
    pub paint: fn(&Plot, &mut dyn Painter),
    /// Which of it is at a point.
    pub hit: fn(&Plot, (f64, f64)) -> Option<Target>,
}

/// A scene, and the rows of its lanes where they are on the surface.
pub(super) struct Plot<'a> {
    pub scene: &'a Scene<'a>,
    pub scale: Scale,
    rows: Vec<Row>,
}

impl<'a> Plot<'a> {
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let rows = Row::of(scene.trace.timeline());
        let rows = rows.map(|row| Row {
            top: row.top + AXIS + STRIP - scene.scroll,
            ..row
        });
        Self {
            scene,
            scale: scene.scale,
            rows: rows.collect(),
        }
    }

    /// All lanes with their rows.
    pub fn lanes(&self) -> impl Iterator<Item = (&'a Lane, Row)> {
        let lanes = self.scene.trace.timeline().lanes();
        lanes.iter().zip(self.rows.iter().copied())
    }

    /// Those of which something is in sight.
    pub fn lanes_in_sight(&self) -> impl Iterator<Item = (&'a Lane, Row)> {
        let height = self.scene.height;
        self.lanes()
            .filter(move |(_, row)| row.top < height && row.top + row.height > AXIS + STRIP)
    }

    /// The lane at a height of the surface.
    pub fn lane_at(&self, y: f64) -> Option<(&'a Lane, Row)> {
        self.lanes()
            .find(|(_, row)| (row.top..row.top + row.height).contains(&y))
    }

    /// The row of a thread.
    pub fn row_of(&self, thread: Thread) -> Option<Row> {
        row_of(self.scene.trace.timeline(), &self.rows, thread)
    }

    /// Whether this is pointed at.
    pub fn is_pointed(&self, target: Target) -> bool {
        self.scene.target == Some(target)
    }

    /// The ends of a line from the bar of a lane to that of another, if any of it is in sight.
    pub fn points(&self, from: (Thread, Time), to: (Thread, Time)) -> Option<[(f64, f64); 2]> {
        let row = self.row_of(from.0)?;
        let other = self.row_of(to.0)?;
        let (x, end) = (self.scale.x(from.1), self.scale.x(to.1));
        if x.max(end) < -8.0 || x.min(end) > self.scale.width + 8.0 {
            return None;
        }
        let (top, height) = row.bar();
        let (other_top, other_height) = other.bar();
        let (y, end_y) = if row.top < other.top {
            (top + height, other_top)
        } else {
            (top, other_top + other_height)
        };
        Some([(x, y), (end, end_y)])
    }
}

/// Whether a point is near a line between two.
pub(super) fn is_near(point: (f64, f64), points: Option<[(f64, f64); 2]>) -> bool {
    points.is_some_and(|points| distance(point, points) <= NEAR)
}

/// How far a point is from a line between two.
fn distance((x, y): (f64, f64), [(x1, y1), (x2, y2)]: [(f64, f64); 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        (((x - x1) * dx + (y - y1) * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (x - x1 - along * dx).hypot(y - y1 - along * dy)
}
