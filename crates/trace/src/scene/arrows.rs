//! Arrows: starts, joins and signals.

use super::{
    paint::{Colour, Painter, Stroke},
    plot::{Mark, Plot, Target, is_near},
};
use crate::timeline::{Arrow, ArrowKind};

/// More arrows than these are drawn thin, so that they do not hide the lanes that they cross.
const FEW: usize = 24;

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    let arrows = plot.scene.trace.timeline().arrows();
    let width = if arrows.len() <= FEW { 1.5 } else { 0.6 };
    for (index, arrow) in arrows.iter().enumerate() {
        let Some(points) = points(plot, arrow) else {
            continue;
        };
        let (colour, dash): (_, &'static [f64]) = match arrow.kind {
            ArrowKind::Start => (Colour::InkSoft, &[]),
            ArrowKind::Join => (Colour::Accent, &[4.0, 2.0]),
            ArrowKind::Signal(_) => (Colour::Danger, &[1.5, 2.5]),
        };
        let is_pointed = plot.is_pointed(Target::Arrow(index));
        let stroke = Stroke {
            colour,
            width: if is_pointed { 2.5 } else { width },
            dash: if is_pointed { &[] } else { dash },
        };
        painter.line(&points, stroke, true);
    }
}

fn hit(plot: &Plot, point: (f64, f64)) -> Option<Target> {
    let mut arrows = plot.scene.trace.timeline().arrows().iter();
    arrows
        .position(|arrow| is_near(point, points(plot, arrow)))
        .map(Target::Arrow)
}

/// Where an arrow is, if any of it is in sight.
fn points(plot: &Plot, arrow: &Arrow) -> Option<[(f64, f64); 2]> {
    let (thread, time) = arrow.from;
    let end = match arrow.kind {
        ArrowKind::Start | ArrowKind::Signal(_) => time,
        ArrowKind::Join => arrow.reached.unwrap_or(time),
    };
    plot.points((thread, time), (arrow.to, end))
}
