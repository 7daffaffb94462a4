//! The picture of a timeline, as shapes that any surface can paint.
//!
//! The page paints it on a canvas and exports write it as SVG: one picture, several [`Painter`]s.

use std::collections::{BTreeMap, BTreeSet};

use spawnpoint_protocol::{ObjectId, Time};

use crate::{
    Trace, axis,
    channels::{Message, Thread},
    critical::Link,
    layout::{Bar, Row, Scale, bars, held, micros, row_of},
    timeline::{Activity, Arrow, ArrowKind, Lane, Segment, State, Timeline},
};

/// The height of the axis.
pub const AXIS: f64 = 24.0;

/// The height of the strip that shows how many processes run.
pub const STRIP: f64 = 26.0;

/// How many colours of processes there are.
pub const HUES: usize = 8;

/// Pixels that a tick's label may take.
const TICK: f64 = 84.0;

/// More messages than this are not drawn all together.
const FEW_MESSAGES: usize = 60;

/// More arrows than these are drawn thin, so that they do not hide the lanes that they cross.
const FEW_ARROWS: usize = 24;

/// The size of the mark of a lost update.
const LOSS: f64 = 7.0;

/// How near, in pixels, the pointer must come to a line.
const NEAR: f64 = 5.0;

/// The size of letters.
const LETTERS: f64 = 11.0;

/// A colour of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the stylesheet")]
pub enum Colour {
    Panel,
    Rule,
    Ink,
    InkSoft,
    Accent,
    Danger,
    Starting,
    StartingFigure,
    Running,
    RunningInk,
    Ready,
    ReadyFigure,
    Sleeping,
    SleepingEdge,
    Waiting,
    WaitingFigure,
    WaitingEdge,
    Held,
    HeldFigure,
    Critical,
    Hue(usize),
}

impl Colour {
    /// The colours that are no process's, with the names of their custom properties.
    pub const NAMED: [(Self, &str); 20] = [
        (Self::Panel, "--panel"),
        (Self::Rule, "--rule"),
        (Self::Ink, "--ink"),
        (Self::InkSoft, "--ink-soft"),
        (Self::Accent, "--accent"),
        (Self::Danger, "--danger"),
        (Self::Starting, "--starting"),
        (Self::StartingFigure, "--starting-figure"),
        (Self::Running, "--running"),
        (Self::RunningInk, "--running-ink"),
        (Self::Ready, "--ready"),
        (Self::ReadyFigure, "--ready-figure"),
        (Self::Sleeping, "--sleeping"),
        (Self::SleepingEdge, "--sleeping-edge"),
        (Self::Waiting, "--waiting"),
        (Self::WaitingFigure, "--waiting-figure"),
        (Self::WaitingEdge, "--waiting-edge"),
        (Self::Held, "--held"),
        (Self::HeldFigure, "--held-figure"),
        (Self::Critical, "--critical"),
    ];

    /// The place of its value in a [`Palette`].
    fn index(self) -> usize {
        match self {
            Self::Hue(hue) => Self::NAMED.len() + hue % HUES,
            named => (Self::NAMED.iter())
                .position(|(colour, _)| *colour == named)
                .unwrap_or(0),
        }
    }
}

/// What the colours look like, in CSS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette(Vec<String>);

impl Palette {
    /// The palette of a page whose custom properties `value` knows.
    pub fn of(mut value: impl FnMut(&str) -> String) -> Self {
        let named = Colour::NAMED.map(|(_, name)| name.to_owned());
        let hues = (0..HUES).map(|hue| format!("--hue-{hue}"));
        Self(
            named
                .into_iter()
                .chain(hues)
                .map(|name| value(&name))
                .collect(),
        )
    }

    /// A colour in CSS.
    #[must_use]
    pub fn get(&self, colour: Colour) -> &str {
        self.0.get(colour.index()).map_or("black", String::as_str)
    }
}

/// What a surface is filled with: activities differ in lightness and in pattern as well as in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// One colour.
    Plain(Colour),
    /// Dots on a ground.
    Dots(Colour, Colour),
    /// Slanted stripes on a ground.
    Stripes(Colour, Colour),
    /// Upright stripes on a ground.
    Bars(Colour, Colour),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in pixels.
    pub width: f64,
    /// The lengths of dashes and gaps; none for a solid line.
    pub dash: &'static [f64],
}

/// Where a text is put relative to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "pixels, as everywhere here")]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A surface to paint on.
pub trait Painter {
    /// Rectangles that look the same.
    fn rects(&mut self, rects: &[Rect], fill: Fill, edge: Option<Stroke>);
    /// A line through points; with a head at its end if it is an arrow.
    fn line(&mut self, points: &[(f64, f64)], stroke: Stroke, is_arrow: bool);
    /// The area under a line through points, down to `base`.
    fn area(&mut self, points: &[(f64, f64)], base: f64, fill: Colour);
    /// A text, its middle at the height `y`.
    fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, size: f64, colour: Colour);
    /// The width of a text in pixels.
    fn text_width(&mut self, text: &str, size: f64) -> f64;
    /// Paints nothing outside of a rectangle until `None` is set.
    fn clip(&mut self, rect: Option<Rect>);
}

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

impl Scene<'_> {
    /// The height of the whole picture.
    #[must_use]
    pub fn content_height(timeline: &Timeline) -> f64 {
        let rows = Row::of(timeline).last();
        AXIS + STRIP + rows.map_or(0.0, |row| row.top + row.height)
    }

    /// Paints all that is in sight.
    pub fn paint(&self, painter: &mut dyn Painter) {
        let timeline = self.trace.timeline();
        let rows = self.rows();
        self.paint_ticks(painter);
        let top = AXIS + STRIP;
        painter.clip(Some(Rect {
            x: -8.0,
            y: top,
            width: self.scale.width + 16.0,
            height: self.height - top,
        }));
        for (lane, row) in timeline.lanes().iter().zip(&rows) {
            if self.is_in_sight(*row) {
                self.paint_lane(lane, *row, painter);
            }
        }
        self.paint_path(&rows, painter);
        for (index, arrow) in timeline.arrows().iter().enumerate() {
            self.paint_arrow(&rows, index, arrow, painter);
        }
        self.paint_messages(&rows, painter);
        self.paint_losses(&rows, painter);
        painter.clip(None);
        self.paint_strip(painter);
        let line = |time, colour, dash| {
            let x = self.scale.x(time);
            let stroke = Stroke {
                colour,
                width: 1.5,
                dash,
            };
            ([(x, AXIS - 6.0), (x, self.height)], stroke)
        };
        let now = (self.is_live && self.cursor.is_none())
            .then(|| line(self.now, Colour::Accent, &[2.0, 3.0]));
        let cursor = self.cursor.map(|time| line(time, Colour::Accent, &[]));
        for (points, stroke) in now.into_iter().chain(cursor) {
            painter.line(&points, stroke, false);
        }
    }

    /// What is at a place of the surface. What is small goes before what is large.
    #[must_use]
    pub fn target_at(&self, x: f64, y: f64) -> Option<Target> {
        if y < AXIS {
            return None;
        }
        if y < AXIS + STRIP {
            return Some(Target::Strip(self.scale.time(x)));
        }
        let rows = self.rows();
        let timeline = self.trace.timeline();
        let near = |points: Option<[(f64, f64); 2]>| {
            points.is_some_and(|points| distance((x, y), points) <= NEAR)
        };
        let exit = timeline.processes().find(|lane| {
            let row = row_of(timeline, &rows, lane.key());
            lane.exit
                .zip(row)
                .is_some_and(|(exit, row)| exit_mark(self.scale.x(exit.time), row).contains(x, y))
        });
        if let Some(lane) = exit {
            return Some(Target::Exit(lane.key()));
        }
        let arrows = timeline.arrows();
        if let Some(index) = (arrows.iter()).position(|arrow| near(self.arrow_points(&rows, arrow)))
        {
            return Some(Target::Arrow(index));
        }
        let message = |index| {
            let message = self.message(index);
            near(message.and_then(|message| self.message_points(&rows, message)))
        };
        if let Some(index) = self
            .drawn_messages()
            .into_iter()
            .find(|&index| message(index))
        {
            return Some(Target::Message(index));
        }
        if let Some((index, _)) = (self.drawn_losses(&rows).into_iter())
            .find(|(_, place)| (place.0 - x).hypot(place.1 - y) <= NEAR + 2.0)
        {
            return Some(Target::Loss(index));
        }
        let (lane, row) = (timeline.lanes().iter().zip(&rows))
            .find(|(_, row)| (row.top..row.top + row.height).contains(&y))?;
        let (bar_top, bar_height) = row.bar();
        if y > bar_top + bar_height {
            let hold = self
                .trace
                .locks()
                .holds(lane.key())
                .find_map(|(lock, holds)| {
                    let found = held(holds, self.scale, self.now);
                    let (_, _, hold) = found
                        .into_iter()
                        .find(|(from, to, _)| (*from - 1.0..*to + 1.0).contains(&x))?;
                    Some(Target::Hold {
                        lane: lane.key(),
                        lock,
                        hold,
                    })
                });
            if hold.is_some() {
                return hold;
            }
        }
        bars(lane, self.scale, self.now)
            .into_iter()
            .find(|bar| (bar.x..bar.x + bar.width.max(1.0)).contains(&x))
            .map(|bar| segment_target(lane, &bar))
    }

    /// The rows where they are on the surface.
    fn rows(&self) -> Vec<Row> {
        let rows = Row::of(self.trace.timeline());
        rows.map(|row| Row {
            top: row.top + AXIS + STRIP - self.scroll,
            ..row
        })
        .collect()
    }

    fn is_in_sight(&self, row: Row) -> bool {
        row.top < self.height && row.top + row.height > AXIS + STRIP
    }

    fn message(&self, index: usize) -> Option<&Message> {
        self.trace.channels().messages().get(index)
    }

    fn paint_ticks(&self, painter: &mut dyn Painter) {
        let Scale { from, span, width } = self.scale;
        let (first, last) = (self.scale.time(0.0).0, self.scale.time(width).0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are small and not negative"
        )]
        let step = axis::step(span.max(1.0) as u64, (width / TICK).max(1.0) as u32);
        // The left edge may lie before the beginning.
        let first = if from < 0.0 { 0 } else { first.div_ceil(step) };
        for tick in (first..=last / step).map(|n| n * step) {
            let x = self.scale.x(Time(tick));
            painter.line(&[(x, AXIS - 6.0), (x, self.height)], RULE, false);
            let label = axis::tick_label(tick, step);
            // The first and the last label would stick out.
            let half = painter.text_width(&label, LETTERS) / 2.0;
            let (x, anchor) = if x - half < -6.0 {
                (x.max(-6.0), Anchor::Start)
            } else if x + half > width + 6.0 {
                (x.min(width + 6.0), Anchor::End)
            } else {
                (x, Anchor::Middle)
            };
            painter.text(&label, x, AXIS - 14.0, anchor, LETTERS, Colour::InkSoft);
        }
    }

    /// What the only process's threads, or else all processes, did at each moment.
    fn paint_strip(&self, painter: &mut dyn Painter) {
        let edge = AXIS + STRIP;
        painter.line(&[(-8.0, edge), (self.scale.width + 8.0, edge)], RULE, false);
        if self.trace.timeline().has_turns() {
            self.paint_holders(painter);
        } else {
            self.paint_parallelism(painter);
        }
    }

    /// How many processes ran, as an area: for each pixel the mean.
    fn paint_parallelism(&self, painter: &mut dyn Painter) {
        let parallelism = self.trace.timeline().parallelism();
        let most = f64::from(parallelism.most().max(1));
        let end = self.scale.x(self.now).min(self.scale.width);
        let (top, base) = (AXIS + 3.0, AXIS + STRIP - 3.0);
        let mut points = Vec::new();
        let mut x = self.scale.x(Time(0)).max(0.0);
        while x < end {
            let next = (x + 1.0).min(end);
            let (from, to) = (self.scale.time(x), self.scale.time(next));
            let to = to.max(from.after(1));
            let ran = parallelism.total(to) - parallelism.total(from);
            let mean = micros(Time(ran)) / micros(Time(to.since(from)));
            let y = base - mean / most * (base - top);
            points.extend([(x, y), (next, y)]);
            x = next;
        }
        if !points.is_empty() {
            painter.area(&points, base, Colour::Running);
        }
    }

    /// Who had the interpreter's lock, in the colours of the lanes: for each pixel whoever ran there.
    fn paint_holders(&self, painter: &mut dyn Painter) {
        let lanes = self.trace.timeline().lanes();
        let end = self.scale.x(self.now).min(self.scale.width);
        let mut found: Vec<(usize, Rect)> = Vec::new();
        let mut x = self.scale.x(Time(0)).max(0.0);
        while x < end {
            let time = self.scale.time(x + 0.5);
            let runs = |lane: &&Lane| {
                let segment = lane.segments.get(lane.index_at(time));
                segment.is_some_and(|segment| {
                    segment.state == State::Running
                        && segment.from <= time
                        && segment.to.is_none_or(|to| time < to)
                })
            };
            if let Some(lane) = lanes.iter().find(runs) {
                match found.last_mut() {
                    Some((hue, rect)) if *hue == lane.hue && rect.x + rect.width >= x - 0.01 => {
                        rect.width += 1.0;
                    }
                    _ => found.push((
                        lane.hue,
                        Rect {
                            x,
                            y: AXIS + 6.0,
                            width: 1.0,
                            height: STRIP - 12.0,
                        },
                    )),
                }
            }
            x += 1.0;
        }
        for hue in 0..HUES {
            let rects: Vec<_> = (found.iter())
                .filter(|(of, _)| of % HUES == hue)
                .map(|(_, rect)| *rect)
                .collect();
            if !rects.is_empty() {
                painter.rects(&rects, Fill::Plain(Colour::Hue(hue)), None);
            }
        }
    }

    fn paint_lane(&self, lane: &Lane, row: Row, painter: &mut dyn Painter) {
        let bottom = row.top + row.height - 0.5;
        painter.line(
            &[(-8.0, bottom), (self.scale.width + 8.0, bottom)],
            RULE,
            false,
        );
        let bars = bars(lane, self.scale, self.now);
        for activity in Activity::ALL {
            let rects: Vec<_> = (bars.iter())
                .filter(|bar| bar.activity == activity)
                .map(|bar| self.bar_rect(row, bar))
                .collect();
            let edge = Stroke {
                colour: edge(activity),
                width: 1.0,
                dash: &[],
            };
            if !rects.is_empty() {
                painter.rects(&rects, fill(activity), Some(edge));
            }
        }
        for bar in &bars {
            if self.target == Some(segment_target(lane, bar)) {
                painter.rects(
                    &[self.bar_rect(row, bar)],
                    fill(bar.activity),
                    Some(POINTED),
                );
            }
            self.paint_caption(lane, row, bar, painter);
        }
        self.paint_holds(lane, row, painter);
        if let Some(exit) = lane.exit {
            let x = self.scale.x(exit.time);
            let colour = if exit.code == 0 {
                Colour::Ink
            } else {
                Colour::Danger
            };
            let is_pointed = self.target == Some(Target::Exit(lane.key()));
            let edge = is_pointed.then_some(POINTED);
            painter.rects(&[exit_mark(x, row)], Fill::Plain(colour), edge);
        }
    }

    fn bar_rect(&self, row: Row, bar: &Bar) -> Rect {
        let (y, height) = row.bar();
        // What is far outside does not concern the surface.
        let x = bar.x.max(-10.0);
        let end = (bar.x + bar.width).min(self.scale.width + 10.0);
        Rect {
            x,
            y,
            width: (end - x).max(1.0),
            height,
        }
    }

    fn paint_caption(&self, lane: &Lane, row: Row, bar: &Bar, painter: &mut dyn Painter) {
        let Rect { x, width, .. } = self.bar_rect(row, bar);
        let (top, height) = row.bar();
        let visible = (x + width).min(self.scale.width) - x.max(0.0);
        if bar.count > 1 || visible < 24.0 {
            return;
        }
        let Some(segment) = lane.segments.get(bar.segment) else {
            return;
        };
        let caption = (self.caption)(segment);
        let width = painter.text_width(&caption, LETTERS);
        if width + 12.0 > visible {
            return;
        }
        let (left, middle) = (x.max(0.0) + 6.0, top + height / 2.0);
        // On a pattern, letters need a ground of their own.
        if let Fill::Dots(ground, _) | Fill::Stripes(ground, _) | Fill::Bars(ground, _) =
            fill(bar.activity)
        {
            let ground_rect = Rect {
                x: left - 3.0,
                y: top + 2.0,
                width: width + 6.0,
                height: height - 4.0,
            };
            painter.rects(&[ground_rect], Fill::Plain(ground), None);
        }
        let colour = match bar.activity {
            Activity::Running => Colour::RunningInk,
            _ => Colour::Ink,
        };
        painter.text(&caption, left, middle, Anchor::Start, LETTERS, colour);
    }

    fn paint_holds(&self, lane: &Lane, row: Row, painter: &mut dyn Painter) {
        let (top, height) = row.bar();
        for (place, (lock, holds)) in self.trace.locks().holds(lane.key()).enumerate() {
            // Several locks are held at once one below the other, as far as there is room.
            #[expect(clippy::cast_precision_loss, reason = "two")]
            let y = top + height + 1.5 + (place % 2) as f64 * 3.5;
            let strip = |from: f64, to: f64| Rect {
                x: from.max(-10.0),
                y,
                width: to.min(self.scale.width + 10.0) - from.max(-10.0),
                height: 2.5,
            };
            let stretches = held(holds, self.scale, self.now);
            let rects: Vec<_> = stretches
                .iter()
                .map(|(from, to, _)| strip(*from, *to))
                .collect();
            painter.rects(&rects, Fill::Plain(Colour::Ink), None);
            for (from, to, hold) in stretches {
                let target = Target::Hold {
                    lane: lane.key(),
                    lock,
                    hold,
                };
                if self.target == Some(target) {
                    painter.rects(
                        &[strip(from, to)],
                        Fill::Plain(Colour::Accent),
                        Some(POINTED),
                    );
                }
            }
        }
    }

    fn paint_path(&self, rows: &[Row], painter: &mut dyn Painter) {
        let stroke = Stroke {
            colour: Colour::Critical,
            width: 3.0,
            dash: &[],
        };
        let links = self.path.unwrap_or_default();
        let place = |thread, time| {
            let row = row_of(self.trace.timeline(), rows, thread)?;
            Some((self.scale.x(time), row.bar().0 - 3.0))
        };
        for (link, later) in links
            .iter()
            .zip([None].into_iter().chain(links.iter().map(Some)))
        {
            let (Some(from), Some(to)) =
                (place(link.thread, link.from), place(link.thread, link.to))
            else {
                continue;
            };
            painter.line(&[from, to], stroke, false);
            if let Some(next) = later.and_then(|later| place(later.thread, later.from)) {
                painter.line(&[to, next], stroke, false);
            }
        }
    }

    fn paint_arrow(&self, rows: &[Row], index: usize, arrow: &Arrow, painter: &mut dyn Painter) {
        let Some(points) = self.arrow_points(rows, arrow) else {
            return;
        };
        let (colour, dash): (_, &'static [f64]) = match arrow.kind {
            ArrowKind::Start => (Colour::InkSoft, &[]),
            ArrowKind::Join => (Colour::Accent, &[4.0, 2.0]),
            ArrowKind::Signal(_) => (Colour::Danger, &[1.5, 2.5]),
        };
        let is_pointed = self.target == Some(Target::Arrow(index));
        let stroke = Stroke {
            colour,
            width: match self.trace.timeline().arrows().len() {
                _ if is_pointed => 2.5,
                0..=FEW_ARROWS => 1.5,
                _ => 0.6,
            },
            dash: if is_pointed { &[] } else { dash },
        };
        painter.line(&points, stroke, true);
    }

    /// Where an arrow is, if any of it is in sight.
    fn arrow_points(&self, rows: &[Row], arrow: &Arrow) -> Option<[(f64, f64); 2]> {
        let (thread, time) = arrow.from;
        let end = match arrow.kind {
            ArrowKind::Start | ArrowKind::Signal(_) => time,
            ArrowKind::Join => arrow.reached.unwrap_or(time),
        };
        self.points(rows, (thread, time), (arrow.to, end))
    }

    fn paint_messages(&self, rows: &[Row], painter: &mut dyn Painter) {
        for index in self.drawn_messages() {
            let Some(message) = self.message(index) else {
                continue;
            };
            if let Some(points) = self.message_points(rows, message) {
                let is_pointed = self.target == Some(Target::Message(index));
                let sender = self.trace.timeline().lane(message.sent.by);
                let stroke = Stroke {
                    colour: Colour::Hue(sender.map_or(0, |lane| lane.hue)),
                    width: if is_pointed { 2.5 } else { 1.25 },
                    dash: &[],
                };
                painter.line(&points, stroke, true);
            }
        }
    }

    /// The lost updates in sight by their places, each with the tip of its mark; of those that would lie
    /// on one another, the first.
    fn drawn_losses(&self, rows: &[Row]) -> Vec<(usize, (f64, f64))> {
        let timeline = self.trace.timeline();
        let losses = timeline.losses();
        let first = losses.partition_point(|loss| loss.time < self.scale.time(0.0));
        let mut last: BTreeMap<Thread, f64> = BTreeMap::new();
        let mut drawn = Vec::new();
        for (index, loss) in losses.iter().enumerate().skip(first) {
            let x = self.scale.x(loss.time);
            if x > self.scale.width {
                break;
            }
            let is_free = last.get(&loss.by).is_none_or(|before| x - before > LOSS);
            if let Some(row) = row_of(timeline, rows, loss.by).filter(|_| is_free) {
                last.insert(loss.by, x);
                let (top, height) = row.bar();
                drawn.push((index, (x, top + height - 1.0)));
            }
        }
        drawn
    }

    fn paint_losses(&self, rows: &[Row], painter: &mut dyn Painter) {
        for (index, (x, y)) in self.drawn_losses(rows) {
            let is_pointed = self.target == Some(Target::Loss(index));
            let stroke = Stroke {
                colour: Colour::Danger,
                width: if is_pointed { 3.5 } else { 2.0 },
                dash: &[],
            };
            let half = LOSS / 2.0;
            painter.line(&[(x - half, y - half), (x + half, y + half)], stroke, false);
            painter.line(&[(x - half, y + half), (x + half, y - half)], stroke, false);
        }
    }

    fn message_points(&self, rows: &[Row], message: &Message) -> Option<[(f64, f64); 2]> {
        let received = message.received?;
        let (from, to) = (
            (message.sent.by, message.sent.time),
            (received.by, received.time),
        );
        self.points(rows, from, to)
    }

    /// The messages to draw: all if they are few, and those that belong to what is pointed at.
    fn drawn_messages(&self) -> BTreeSet<usize> {
        let messages = self.trace.channels().messages();
        let (from, to) = (self.scale.time(0.0), self.scale.time(self.scale.width));
        let last = messages.partition_point(|message| message.sent.time <= to);
        let first = messages.partition_point(|message| message.sent.time < from);
        let mut drawn = BTreeSet::new();
        if last - first <= FEW_MESSAGES {
            drawn.extend(first..last);
        }
        match self.target {
            Some(Target::Message(index)) => {
                drawn.insert(index);
            }
            Some(Target::Segment {
                lane,
                segment,
                count,
            }) => {
                let segments = self.trace.timeline().lane(lane).map(|lane| &lane.segments);
                let pointed = segments.and_then(|all| all.get(segment..segment + count));
                if let Some([first, .., last] | [first @ last]) = pointed {
                    let during = first.from..=last.to.unwrap_or(self.now);
                    let of_segment = |message: &Message| {
                        let is_sent =
                            message.sent.by == lane && during.contains(&message.sent.time);
                        is_sent
                            || message.received.is_some_and(|received| {
                                received.by == lane && during.contains(&received.time)
                            })
                    };
                    let found = (0..messages.len()).filter(|&index| of_segment(&messages[index]));
                    drawn.extend(found.take(FEW_MESSAGES));
                }
            }
            _ => {}
        }
        drawn
    }

    /// The ends of a line from the bar of a lane to that of another, if any of it is in sight.
    fn points(
        &self,
        rows: &[Row],
        from: (Thread, Time),
        to: (Thread, Time),
    ) -> Option<[(f64, f64); 2]> {
        let timeline = self.trace.timeline();
        let row = row_of(timeline, rows, from.0)?;
        let other = row_of(timeline, rows, to.0)?;
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

impl Rect {
    fn contains(self, x: f64, y: f64) -> bool {
        let margin = 2.0;
        (self.x - margin..self.x + self.width + margin).contains(&x)
            && (self.y..self.y + self.height).contains(&y)
    }
}

/// What separates lanes, and marks times.
const RULE: Stroke = Stroke {
    colour: Colour::Rule,
    width: 1.0,
    dash: &[],
};

/// The edge of what is pointed at.
const POINTED: Stroke = Stroke {
    colour: Colour::Ink,
    width: 2.0,
    dash: &[],
};

/// How an activity looks.
#[must_use]
pub fn fill(activity: Activity) -> Fill {
    match activity {
        Activity::Starting => Fill::Dots(Colour::Starting, Colour::StartingFigure),
        Activity::Running => Fill::Plain(Colour::Running),
        Activity::Ready => Fill::Bars(Colour::Ready, Colour::ReadyFigure),
        Activity::Sleeping => Fill::Plain(Colour::Sleeping),
        Activity::Waiting => Fill::Stripes(Colour::Waiting, Colour::WaitingFigure),
        Activity::Held => Fill::Bars(Colour::Held, Colour::HeldFigure),
    }
}

fn edge(activity: Activity) -> Colour {
    match activity {
        Activity::Starting => Colour::StartingFigure,
        Activity::Running => Colour::Running,
        Activity::Ready => Colour::ReadyFigure,
        Activity::Sleeping => Colour::SleepingEdge,
        Activity::Waiting => Colour::WaitingEdge,
        Activity::Held => Colour::HeldFigure,
    }
}

fn exit_mark(x: f64, row: Row) -> Rect {
    let (top, height) = row.bar();
    Rect {
        x: x - 1.5,
        y: top - 4.0,
        width: 4.0,
        height: height + 8.0,
    }
}

fn segment_target(lane: &Lane, bar: &Bar) -> Target {
    Target::Segment {
        lane: lane.key(),
        segment: bar.segment,
        count: bar.count,
    }
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
