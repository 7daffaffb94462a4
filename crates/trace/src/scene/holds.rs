//! Holds: for how long threads had locks, as strips below their bars.

use spawnpoint_protocol::ObjectId;

use super::{
    paint::{Colour, Fill, POINTED, Painter, Rect},
    plot::{Mark, Plot, Target},
};
use crate::{
    layout::{Row, held},
    timeline::Lane,
};

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for (lane, row) in plot.lanes_in_sight() {
        paint_lane(plot, lane, row, painter);
    }
}

fn paint_lane(plot: &Plot, lane: &Lane, row: Row, painter: &mut dyn Painter) {
    let (top, height) = row.bar();
    let locks = plot.scene.trace.locks();
    for (place, (lock, holds)) in locks.holds(lane.key()).enumerate() {
        // Several locks are held at once one below the other, as far as there is room.
        #[expect(clippy::cast_precision_loss, reason = "two")]
        let y = top + height + 1.5 + (place % 2) as f64 * 3.5;
        let strip = |from: f64, to: f64| Rect {
            x: from.max(-10.0),
            y,
            width: to.min(plot.scale.width + 10.0) - from.max(-10.0),
            height: 2.5,
        };
        let stretches = held(holds, plot.scale, plot.scene.now);
        let rects: Vec<_> = stretches
            .iter()
            .map(|(from, to, _)| strip(*from, *to))
            .collect();
        painter.rects(&rects, Fill::Plain(Colour::Ink), None);
        for (from, to, hold) in stretches {
            if plot.is_pointed(target(lane, lock, hold)) {
                let rect = strip(from, to);
                painter.rects(&[rect], Fill::Plain(Colour::Accent), Some(POINTED));
            }
        }
    }
}

fn hit(plot: &Plot, (x, y): (f64, f64)) -> Option<Target> {
    let (lane, row) = plot.lane_at(y)?;
    let (bar_top, bar_height) = row.bar();
    if y <= bar_top + bar_height {
        return None;
    }
    let mut locks = plot.scene.trace.locks().holds(lane.key());
    locks.find_map(|(lock, holds)| {
        let found = held(holds, plot.scale, plot.scene.now);
        let (_, _, hold) = found
            .into_iter()
            .find(|(from, to, _)| (*from - 1.0..*to + 1.0).contains(&x))?;
        Some(target(lane, lock, hold))
    })
}

fn target(lane: &Lane, lock: ObjectId, hold: usize) -> Target {
    Target::Hold {
        lane: lane.key(),
        lock,
        hold,
    }
}
