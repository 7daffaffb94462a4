//! Messages: arrows from who sent to who received.

use std::collections::BTreeSet;

use super::{
    paint::{Colour, Painter, Stroke},
    plot::{Mark, Plot, Target, is_near},
};
use crate::channels::Message;

/// More messages than this are not drawn all together.
const FEW: usize = 60;

pub(super) const MARK: Mark = Mark { paint, hit };

fn paint(plot: &Plot, painter: &mut dyn Painter) {
    for index in drawn(plot) {
        let Some(message) = message(plot, index) else {
            continue;
        };
        if let Some(points) = points(plot, message) {
            let is_pointed = plot.is_pointed(Target::Message(index));
            let sender = plot.scene.trace.timeline().lane(message.sent.by);
            let stroke = Stroke {
                colour: Colour::Hue(sender.map_or(0, |lane| lane.hue)),
                width: if is_pointed { 2.5 } else { 1.25 },
                dash: &[],
            };
            painter.line(&points, stroke, true);
        }
    }
}

fn hit(plot: &Plot, point: (f64, f64)) -> Option<Target> {
    let points = |index| message(plot, index).and_then(|message| points(plot, message));
    let found = (drawn(plot).into_iter()).find(|&index| is_near(point, points(index)));
    found.map(Target::Message)
}

fn message<'a>(plot: &Plot<'a>, index: usize) -> Option<&'a Message> {
    plot.scene.trace.channels().messages().get(index)
}

fn points(plot: &Plot, message: &Message) -> Option<[(f64, f64); 2]> {
    let received = message.received?;
    let (from, to) = (
        (message.sent.by, message.sent.time),
        (received.by, received.time),
    );
    plot.points(from, to)
}

/// The messages to draw: all if they are few, and those that belong to what is pointed at.
fn drawn(plot: &Plot) -> BTreeSet<usize> {
    let messages = plot.scene.trace.channels().messages();
    let (from, to) = (plot.scale.time(0.0), plot.scale.time(plot.scale.width));
    let last = messages.partition_point(|message| message.sent.time <= to);
    let first = messages.partition_point(|message| message.sent.time < from);
    let mut drawn = BTreeSet::new();
    if last - first <= FEW {
        drawn.extend(first..last);
    }
    if let Some(Target::Message(index)) = plot.scene.target {
        drawn.insert(index);
    }
    if let Some(Target::Segment {
        lane,
        segment,
        count,
    }) = plot.scene.target
    {
        let lane_of = plot.scene.trace.timeline().lane(lane);
        let pointed = lane_of.and_then(|lane| lane.segments.get(segment..segment + count));
        if let Some([first, .., last] | [first @ last]) = pointed {
            let during = first.from..=last.to.unwrap_or(plot.scene.now);
            let of_segment = |message: &Message| {
                let is_sent = message.sent.by == lane && during.contains(&message.sent.time);
                is_sent
                    || message.received.is_some_and(|received| {
                        received.by == lane && during.contains(&received.time)
                    })
            };
            let found = (0..messages.len()).filter(|&index| of_segment(&messages[index]));
            drawn.extend(found.take(FEW));
        }
    }
    drawn
}
