//! A timeline as a picture that stands alone, for slides and documents.

use std::fmt::Write;

use crate::{
    layout::{LANE, Row},
    scene::{AXIS, Anchor, Colour, Fill, Painter, Palette, Rect, STRIP, Scene, Stroke},
};

/// The width of the names at the left.
const NAMES: f64 = 150.0;

/// Pixels around the plot.
const MARGIN: f64 = 10.0;

/// The mean width of a letter, in parts of its size; wide letters have twice that.
const LETTER: f64 = 0.56;

/// A document with the whole height of a scene, and with the names of its lanes.
#[must_use]
pub fn document(scene: &Scene, palette: &Palette, title: &str) -> String {
    let (width, height) = size(scene);
    let mut svg = Svg {
        palette,
        shapes: String::new(),
        patterns: Vec::new(),
        is_clipped: false,
    };
    let rows = Row::of(scene.trace.timeline());
    for (lane, row) in scene.trace.timeline().lanes().iter().zip(rows) {
        let indent = if lane.is_main() { 0.0 } else { 12.0 };
        let y = AXIS + STRIP + row.top + row.height / 2.0;
        let mark = Rect {
            x: -NAMES - MARGIN,
            y: y - row.height / 2.0,
            width: 4.0,
            height: row.height - 1.0,
        };
        svg.rects(&[mark], Fill::Plain(Colour::Hue(lane.hue)), None);
        let x = 12.0 + indent - NAMES - MARGIN;
        let size = if row.height < LANE { 11.0 } else { 12.5 };
        svg.text(&lane.name, x, y, Anchor::Start, size, Colour::Ink);
    }
    scene.paint(&mut svg);
    let mut document = String::new();
    let panel = palette.get(Colour::Panel);
    // Writing to a string does not fail.
    let _ = write!(
        document,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"system-ui, sans-serif\">\
         <title>{}</title><defs>{}</defs>\
         <rect width=\"100%\" height=\"100%\" fill=\"{panel}\"/>\
         <g transform=\"translate({} 0)\">{}</g></svg>",
        escaped(title),
        svg.definitions(),
        NAMES + 2.0 * MARGIN,
        svg.shapes
    );
    document
}

/// The width and the height of [`document`].
#[must_use]
pub fn size(scene: &Scene) -> (f64, f64) {
    (
        scene.scale.width + NAMES + 4.0 * MARGIN,
        scene.height + MARGIN,
    )
}

struct Svg<'a> {
    palette: &'a Palette,
    shapes: String,
    /// The patterns and arrow heads in use, by their number.
    patterns: Vec<Definition>,
    is_clipped: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Definition {
    Pattern(Fill),
    Head(Colour),
    Clip(Rect),
}

impl Svg<'_> {
    fn define(&mut self, definition: Definition) -> usize {
        let known = self.patterns.iter().position(|known| *known == definition);
        known.unwrap_or_else(|| {
            self.patterns.push(definition);
            self.patterns.len() - 1
        })
    }

    fn paint(&mut self, fill: Fill) -> String {
        match fill {
            Fill::Plain(colour) => self.palette.get(colour).to_owned(),
            _ => format!("url(#d{})", self.define(Definition::Pattern(fill))),
        }
    }

    fn definitions(&self) -> String {
        let mut all = String::new();
        for (number, definition) in self.patterns.iter().enumerate() {
            let colour = |colour| self.palette.get(colour);
            let _ = match *definition {
                Definition::Pattern(Fill::Plain(_)) => Ok(()),
                Definition::Pattern(Fill::Dots(ground, figure)) => write!(
                    all,
                    "<pattern id=\"d{number}\" width=\"6\" height=\"6\" \
                     patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\" fill=\"{}\"/>\
                     <circle cx=\"3\" cy=\"3\" r=\"1.1\" fill=\"{}\"/></pattern>",
                    colour(ground),
                    colour(figure)
                ),
                Definition::Pattern(Fill::Stripes(ground, figure) | Fill::Bars(ground, figure)) => {
                    let angle = if matches!(definition, Definition::Pattern(Fill::Stripes(..))) {
                        45
                    } else {
                        0
                    };
                    write!(
                        all,
                        "<pattern id=\"d{number}\" width=\"7\" height=\"7\" \
                         patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate({angle})\">\
                         <rect width=\"7\" height=\"7\" fill=\"{}\"/>\
                         <rect width=\"2.4\" height=\"7\" fill=\"{}\"/></pattern>",
                        colour(ground),
                        colour(figure)
                    )
                }
                Definition::Head(of) => write!(
                    all,
                    "<marker id=\"d{number}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
                     markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" \
                     orient=\"auto\"><path d=\"M0 0.5L8 4L0 7.5z\" fill=\"{}\"/></marker>",
                    colour(of)
                ),
                Definition::Clip(rect) => write!(
                    all,
                    "<clipPath id=\"d{number}\"><rect{}/></clipPath>",
                    place(rect)
                ),
            };
        }
        all
    }

    fn stroke(&self, stroke: Stroke) -> String {
        let dash: Vec<_> = stroke.dash.iter().map(f64::to_string).collect();
        let dashes = if dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{}\"", dash.join(" "))
        };
        format!(
            " stroke=\"{}\" stroke-width=\"{}\"{dashes}",
            self.palette.get(stroke.colour),
            stroke.width
        )
    }
}

impl Painter for Svg<'_> {
    fn rects(&mut self, rects: &[Rect], fill: Fill, edge: Option<Stroke>) {
        let paint = self.paint(fill);
        let edge = edge.map(|edge| self.stroke(edge)).unwrap_or_default();
        for rect in rects {
            let place = place(*rect);
            let _ = write!(self.shapes, "<rect{place} fill=\"{paint}\"{edge}/>");
        }
    }

    fn line(&mut self, points: &[(f64, f64)], stroke: Stroke, is_arrow: bool) {
        let head = if is_arrow {
            let number = self.define(Definition::Head(stroke.colour));
            format!(" marker-end=\"url(#d{number})\"")
        } else {
            String::new()
        };
        let look = self.stroke(stroke);
        let _ = write!(
            self.shapes,
            "<polyline points=\"{}\" fill=\"none\"{look}{head}/>",
            listed(points)
        );
    }

    fn area(&mut self, points: &[(f64, f64)], base: f64, fill: Colour) {
        if let [(first, _), .., (last, _)] = points {
            let _ = write!(
                self.shapes,
                "<polygon points=\"{first:.1},{base:.1} {} {last:.1},{base:.1}\" fill=\"{}\"/>",
                listed(points),
                self.palette.get(fill)
            );
        }
    }

    fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, size: f64, colour: Colour) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let _ = write!(
            self.shapes,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" dominant-baseline=\"central\" \
             text-anchor=\"{anchor}\" font-size=\"{size}\" fill=\"{}\">{}</text>",
            self.palette.get(colour),
            escaped(text)
        );
    }

    fn text_width(&mut self, text: &str, size: f64) -> f64 {
        let letters = text
            .chars()
            .map(|letter| if letter < '\u{2e80}' { 1.0 } else { 2.0 });
        letters.sum::<f64>() * LETTER * size
    }

    fn clip(&mut self, rect: Option<Rect>) {
        if std::mem::take(&mut self.is_clipped) {
            self.shapes.push_str("</g>");
        }
        if let Some(rect) = rect {
            let number = self.define(Definition::Clip(rect));
            let _ = write!(self.shapes, "<g clip-path=\"url(#d{number})\">");
            self.is_clipped = true;
        }
    }
}

fn place(rect: Rect) -> String {
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    format!(" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"")
}

fn listed(points: &[(f64, f64)]) -> String {
    let points: Vec<_> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    points.join(" ")
}

/// Text as XML may contain it.
fn escaped(text: &str) -> String {
    // XML has no such characters, not even by their numbers.
    let is_none = |letter: char| letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}');
    html_escape::encode_double_quoted_attribute(&text.replace(is_none, " ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_text_in_xml() {
        assert_eq!(
            escaped("</title><script a=\"b\">&\0\u{1b}\u{fffe}\u{ffff}\u{202e}"),
            "&lt;/title&gt;&lt;script a=&quot;b&quot;&gt;&amp;    \u{202e}"
        );
    }
}
