//! Exits: the ends of processes.

use super::{
    paint::{Colour, Fill, POINTED, Painter, Rect},
    plot::{Mark, Plot, Target},
};
use crate::layout::Row;

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for (lane, row) in plot.lanes_in_sight() {
        if let Some(exit) = lane.exit {
            let colour = if exit.code == 0 {
                Colour::Ink
            } else {
                Colour::Danger
            };
            let is_pointed = plot.is_pointed(Target::Exit(lane.key()));
            let rect = rect(plot.scale.x(exit.time), row);
            painter.rects(&[rect], Fill::Plain(colour), is_pointed.then_some(POINTED));
        }
    }
}

fn hit(plot: &Plot, (x, y): (f64, f64)) -> Option<Target> {
    let (lane, _) = plot.lanes().find(|(lane, row)| {
        (lane.exit).is_some_and(|exit| rect(plot.scale.x(exit.time), *row).contains(x, y))
    })?;
    Some(Target::Exit(lane.key()))
}

fn rect(x: f64, row: Row) -> Rect {
    let (top, height) = row.bar();
    Rect {
        x: x - 1.5,
        y: top - 4.0,
        width: 4.0,
        height: height + 8.0,
    }
}
