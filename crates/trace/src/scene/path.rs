//! The critical path: the chain of waits that made the run so long.

use super::{
    paint::{Colour, Painter, Stroke},
    plot::{Mark, Plot},
};

/// What is under it is pointed at.
pub(super) const MARK: Mark = Mark {
    paint,
    hit: |_, _| None,
};

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    let stroke = Stroke {
        colour: Colour::Critical,
        width: 3.0,
        dash: &[],
    };
    let links = plot.scene.path.unwrap_or_default();
    let place = |thread, time| {
        let row = plot.row_of(thread)?;
        Some((plot.scale.x(time), row.bar().0 - 3.0))
    };
    for (link, later) in links
        .iter()
        .zip([None].into_iter().chain(links.iter().map(Some)))
    {
        let (Some(from), Some(to)) = (place(link.thread, link.from), place(link.thread, link.to))
        else {
            continue;
        };
        painter.line(&[from, to], stroke, false);
        if let Some(next) = later.and_then(|later| place(later.thread, later.from)) {
            painter.line(&[to, next], stroke, false);
        }
    }
}
