//! The strip above the lanes: how many processes ran, or which thread had the interpreter's lock.

use spawnpoint_protocol::Time;

use super::{
    paint::{Colour, Fill, HUES, Painter, RULE, Rect},
    plot::{AXIS, STRIP, Scene, Target},
};
use crate::{
    layout::micros,
    timeline::{Lane, State},
};

/// The time at a place of it.
pub(super) fn hit(scene: &Scene, x: f64) -> Target {
    Target::Strip(scene.scale.time(x))
}

/// What the only process's threads, or else all processes, did at each moment.
pub(super) fn paint(scene: &Scene, painter: &mut dyn Painter) {
    let edge = AXIS + STRIP;
    painter.line(
        &[(-8.0, edge), (scene.scale.width + 8.0, edge)],
        RULE,
        false,
    );
    if scene.trace.timeline().has_turns() {
        paint_holders(scene, painter);
    } else {
        paint_parallelism(scene, painter);
    }
}

/// How many processes ran, as an area: for each pixel the mean.
fn paint_parallelism(scene: &Scene, painter: &mut dyn Painter) {
    let parallelism = scene.trace.timeline().parallelism();
    let most = f64::from(parallelism.most().max(1));
    let end = scene.scale.x(scene.now).min(scene.scale.width);
    let (top, base) = (AXIS + 3.0, AXIS + STRIP - 3.0);
    let mut points = Vec::new();
    let mut x = scene.scale.x(Time(0)).max(0.0);
    while x < end {
        let next = (x + 1.0).min(end);
        let (from, to) = (scene.scale.time(x), scene.scale.time(next));
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
fn paint_holders(scene: &Scene, painter: &mut dyn Painter) {
    let lanes = scene.trace.timeline().lanes();
    let end = scene.scale.x(scene.now).min(scene.scale.width);
    let mut found: Vec<(usize, Rect)> = Vec::new();
    let mut x = scene.scale.x(Time(0)).max(0.0);
    while x < end {
        let time = scene.scale.time(x + 0.5);
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
