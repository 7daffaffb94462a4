//! Bars: what each thread did, with a caption where there is room.

use super::{
    paint::{Anchor, Colour, Fill, LETTERS, POINTED, Painter, RULE, Rect, Stroke},
    plot::{Mark, Plot, Target},
};
use crate::{
    layout::{Bar, Row, bars},
    timeline::{Activity, Lane},
};

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for (lane, row) in plot.lanes_in_sight() {
        let bottom = row.top + row.height - 0.5;
        let rule = [(-8.0, bottom), (plot.scale.width + 8.0, bottom)];
        painter.line(&rule, RULE, false);
        paint_lane(plot, lane, row, painter);
    }
}

fn paint_lane(plot: &Plot, lane: &Lane, row: Row, painter: &mut dyn Painter) {
    let bars = bars(lane, plot.scale, plot.scene.now);
    for activity in Activity::ALL {
        let rects: Vec<_> = (bars.iter())
            .filter(|bar| bar.activity == activity)
            .map(|bar| rect(plot, row, bar))
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
        if plot.is_pointed(target(lane, bar)) {
            let rect = rect(plot, row, bar);
            painter.rects(&[rect], fill(bar.activity), Some(POINTED));
        }
        paint_caption(plot, lane, row, bar, painter);
    }
}

fn hit(plot: &Plot, (x, y): (f64, f64)) -> Option<Target> {
    let (lane, _) = plot.lane_at(y)?;
    bars(lane, plot.scale, plot.scene.now)
        .into_iter()
        .find(|bar| (bar.x..bar.x + bar.width.max(1.0)).contains(&x))
        .map(|bar| target(lane, &bar))
}

fn target(lane: &Lane, bar: &Bar) -> Target {
    Target::Segment {
        lane: lane.key(),
        segment: bar.segment,
        count: bar.count,
    }
}

fn rect(plot: &Plot, row: Row, bar: &Bar) -> Rect {
    let (y, height) = row.bar();
    // What is far outside does not concern the surface.
    let x = bar.x.max(-10.0);
    let end = (bar.x + bar.width).min(plot.scale.width + 10.0);
    Rect {
        x,
        y,
        width: (end - x).max(1.0),
        height,
    }
}

fn paint_caption(plot: &Plot, lane: &Lane, row: Row, bar: &Bar, painter: &mut dyn Painter) {
    let Rect { x, width, .. } = rect(plot, row, bar);
    let (top, height) = row.bar();
    let visible = (x + width).min(plot.scale.width) - x.max(0.0);
    if bar.count > 1 || visible < 24.0 {
        return;
    }
    let Some(segment) = lane.segments.get(bar.segment) else {
        return;
    };
    let caption = (plot.scene.caption)(segment);
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
    let colour = if bar.activity == Activity::Running {
        Colour::RunningInk
    } else {
        Colour::Ink
    };
    painter.text(&caption, left, middle, Anchor::Start, LETTERS, colour);
}

/// How an activity looks.
fn fill(activity: Activity) -> Fill {
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
