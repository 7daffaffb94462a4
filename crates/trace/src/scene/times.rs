//! Times: ticks with their labels, now, and the moment that is looked at.

use spawnpoint_protocol::Time;

use super::{
    paint::{Anchor, Colour, LETTERS, Painter, RULE, Stroke},
    plot::{AXIS, Scene},
};
use crate::{axis, layout::Scale};

/// Pixels that a tick's label may take.
const TICK: f64 = 84.0;

/// Lines under all marks, and what times they stand for.
pub(super) fn paint_ticks(scene: &Scene, painter: &mut dyn Painter) {
    let Scale { from, span, width } = scene.scale;
    let (first, last) = (scene.scale.time(0.0).0, scene.scale.time(width).0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "both are small and not negative"
    )]
    let step = axis::step(span.max(1.0) as u64, (width / TICK).max(1.0) as u32);
    // The left edge may lie before the beginning.
    let first = if from < 0.0 { 0 } else { first.div_ceil(step) };
    for tick in (first..=last / step).map(|n| n * step) {
        let x = scene.scale.x(Time(tick));
        painter.line(&[(x, AXIS - 6.0), (x, scene.height)], RULE, false);
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

/// Lines over all marks.
pub(super) fn paint_moments(scene: &Scene, painter: &mut dyn Painter) {
    let mut line = |time, dash| {
        let x = scene.scale.x(time);
        let stroke = Stroke {
            colour: Colour::Accent,
            width: 1.5,
            dash,
        };
        painter.line(&[(x, AXIS - 6.0), (x, scene.height)], stroke, false);
    };
    match scene.cursor {
        Some(time) => line(time, &[]),
        None if scene.is_live => line(scene.now, &[2.0, 3.0]),
        None => {}
    }
}
