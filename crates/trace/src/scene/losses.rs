//! Losses: crosses where a thread wrote over another's update.

use std::collections::BTreeMap;

use super::{
    paint::{Colour, Painter, Stroke},
    plot::{Mark, NEAR, Plot, Target},
};
use crate::channels::Thread;

/// The size of a cross.
const SIZE: f64 = 7.0;

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for (index, (x, y)) in drawn(plot) {
        let is_pointed = plot.is_pointed(Target::Loss(index));
        let stroke = Stroke {
            colour: Colour::Danger,
            width: if is_pointed { 3.5 } else { 2.0 },
            dash: &[],
        };
        let half = SIZE / 2.0;
        painter.line(&[(x - half, y - half), (x + half, y + half)], stroke, false);
        painter.line(&[(x - half, y + half), (x + half, y - half)], stroke, false);
    }
}

fn hit(plot: &Plot, (x, y): (f64, f64)) -> Option<Target> {
    (drawn(plot).into_iter())
        .find(|(_, place)| (place.0 - x).hypot(place.1 - y) <= NEAR + 2.0)
        .map(|(index, _)| Target::Loss(index))
}

/// The lost updates in sight by their places, each with the tip of its mark; of those that would lie
/// on one another, the first.
fn drawn(plot: &Plot) -> Vec<(usize, (f64, f64))> {
    let losses = plot.scene.trace.timeline().losses();
    let first = losses.partition_point(|loss| loss.time < plot.scale.time(0.0));
    let mut last: BTreeMap<Thread, f64> = BTreeMap::new();
    let mut drawn = Vec::new();
    for (index, loss) in losses.iter().enumerate().skip(first) {
        let x = plot.scale.x(loss.time);
        if x > plot.scale.width {
            break;
        }
        let is_free = last.get(&loss.by).is_none_or(|before| x - before > SIZE);
        if let Some(row) = plot.row_of(loss.by).filter(|_| is_free) {
            last.insert(loss.by, x);
            let (top, height) = row.bar();
            drawn.push((index, (x, top + height - 1.0)));
        }
    }
    drawn
}
