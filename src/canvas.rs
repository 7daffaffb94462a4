//! Paints pictures on a canvas.

use js_sys::Array;
use spawnpoint_trace::scene::{Anchor, Colour, Fill, Painter, Palette, Rect, Stroke};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasPattern, CanvasRenderingContext2d, Element, HtmlCanvasElement};

use crate::dom;

/// The letters on a canvas.
const FONT: &str = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Noto Sans CJK JP\", sans-serif";

/// The length and half the breadth of an arrow's head.
const HEAD: (f64, f64) = (8.0, 3.5);

/// The colours of the page at this element.
pub fn palette(element: &Element) -> Palette {
    let style = dom::window().get_computed_style(element).ok().flatten();
    // A custom property keeps its text, and a canvas does not resolve light-dark().
    let is_dark = style.as_ref().is_some_and(|style| {
        let scheme = style.get_property_value("color-scheme").unwrap_or_default();
        match (scheme.contains("light"), scheme.contains("dark")) {
            (true, true) => dom::media("(prefers-color-scheme: dark)"),
            (_, dark) => dark,
        }
    });
    Palette::of(|name| {
        let value = (style.as_ref()).and_then(|style| style.get_property_value(name).ok());
        resolved(value.unwrap_or_default().trim(), is_dark)
    })
}

fn resolved(value: &str, is_dark: bool) -> String {
    let pair = value
        .strip_prefix("light-dark(")
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|pair| pair.split_once(','));
    match pair {
        Some((light, dark)) => (if is_dark { dark } else { light }).trim().to_owned(),
        None => value.to_owned(),
    }
}

/// A canvas that is being painted on.
pub struct Canvas<'a> {
    context: CanvasRenderingContext2d,
    palette: &'a Palette,
    patterns: Vec<(Fill, Option<CanvasPattern>)>,
    font: f64,
}

impl<'a> Canvas<'a> {
    /// Clears a canvas of this size, in CSS pixels, whose pictures are `scale` times as fine; what is
    /// painted is moved to the right by `left`.
    pub fn begin(
        canvas: &HtmlCanvasElement,
        palette: &'a Palette,
        (width, height): (f64, f64),
        scale: f64,
        left: f64,
    ) -> Option<Self> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are not negative, and the cast saturates"
        )]
        let (pixels, lines) = (
            (width * scale).ceil() as u32,
            (height * scale).ceil() as u32,
        );
        // Setting the size clears, and costs, so only a new size is set.
        if (canvas.width(), canvas.height()) != (pixels, lines) {
            canvas.set_width(pixels);
            canvas.set_height(lines);
        }
        let context: CanvasRenderingContext2d =
            canvas.get_context("2d").ok().flatten()?.dyn_into().ok()?;
        context
            .set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)
            .ok()?;
        context.clear_rect(0.0, 0.0, width, height);
        context.translate(left, 0.0).ok()?;
        context.set_text_baseline("middle");
        Some(Self {
            context,
            palette,
            patterns: Vec::new(),
            font: 0.0,
        })
    }

    fn set_font(&mut self, size: f64) {
        if (self.font - size).abs() > f64::EPSILON {
            self.font = size;
            self.context.set_font(&format!("{size}px {FONT}"));
        }
    }

    fn set_fill(&mut self, fill: Fill) {
        if let Fill::Plain(colour) = fill {
            self.context.set_fill_style_str(self.palette.get(colour));
            return;
        }
        let index =
            (self.patterns.iter().position(|(known, _)| *known == fill)).unwrap_or_else(|| {
                self.patterns.push((fill, self.pattern(fill)));
                self.patterns.len() - 1
            });
        match &self.patterns[index] {
            (_, Some(pattern)) => self.context.set_fill_style_canvas_pattern(pattern),
            (Fill::Dots(ground, _) | Fill::Stripes(ground, _) | Fill::Bars(ground, _), None) => {
                self.context.set_fill_style_str(self.palette.get(*ground));
            }
            (Fill::Plain(_), None) => {}
        }
    }

    fn pattern(&self, fill: Fill) -> Option<CanvasPattern> {
        let (ground, figure, size) = match fill {
            Fill::Plain(_) => return None,
            Fill::Dots(ground, figure) => (ground, figure, 6),
            Fill::Stripes(ground, figure) => (ground, figure, 8),
            Fill::Bars(ground, figure) => (ground, figure, 7),
        };
        let tile: HtmlCanvasElement = dom::document()
            .create_element("canvas")
            .ok()?
            .dyn_into()
            .ok()?;
        tile.set_width(size);
        tile.set_height(size);
        let context: CanvasRenderingContext2d =
            tile.get_context("2d").ok().flatten()?.dyn_into().ok()?;
        let edge = f64::from(size);
        context.set_fill_style_str(self.palette.get(ground));
        context.fill_rect(0.0, 0.0, edge, edge);
        context.set_fill_style_str(self.palette.get(figure));
        context.set_stroke_style_str(self.palette.get(figure));
        match fill {
            Fill::Dots(..) => {
                context.begin_path();
                context
                    .arc(3.0, 3.0, 1.1, 0.0, std::f64::consts::TAU)
                    .ok()?;
                context.fill();
            }
            Fill::Stripes(..) => {
                context.set_line_width(2.2);
                context.begin_path();
                for at in [-edge, 0.0, edge] {
                    context.move_to(at - 1.0, edge + 1.0);
                    context.line_to(at + edge + 1.0, -1.0);
                }
                context.stroke();
            }
            Fill::Bars(..) | Fill::Plain(_) => context.fill_rect(0.0, 0.0, 2.4, edge),
        }
        (self.context)
            .create_pattern_with_html_canvas_element(&tile, "repeat")
            .ok()
            .flatten()
    }

    fn set_stroke(&self, stroke: Stroke) {
        self.context
            .set_stroke_style_str(self.palette.get(stroke.colour));
        self.context.set_line_width(stroke.width);
        let dash: Array = stroke
            .dash
            .iter()
            .map(|&length| JsValue::from(length))
            .collect();
        // Without dashes the line is solid, and as true.
        let _ = self.context.set_line_dash(&dash);
    }

    fn trace(&self, points: &[(f64, f64)]) {
        self.context.begin_path();
        if let Some(((x, y), rest)) = points.split_first() {
            self.context.move_to(*x, *y);
            for (x, y) in rest {
                self.context.line_to(*x, *y);
            }
        }
    }
}

impl Painter for Canvas<'_> {
    fn rects(&mut self, rects: &[Rect], fill: Fill, edge: Option<Stroke>) {
        self.set_fill(fill);
        self.context.begin_path();
        for rect in rects {
            self.context.rect(rect.x, rect.y, rect.width, rect.height);
        }
        self.context.fill();
        if let Some(edge) = edge {
            self.set_stroke(edge);
            self.context.stroke();
        }
    }

    fn line(&mut self, points: &[(f64, f64)], stroke: Stroke, is_arrow: bool) {
        self.set_stroke(stroke);
        self.trace(points);
        self.context.stroke();
        if let (true, [.., (x1, y1), (x, y)]) = (is_arrow, points) {
            let (dx, dy) = (x - x1, y - y1);
            let length = dx.hypot(dy).max(1e-3);
            let (ux, uy) = (dx / length, dy / length);
            let (bx, by) = (x - ux * HEAD.0, y - uy * HEAD.0);
            self.trace(&[
                (*x, *y),
                (bx - uy * HEAD.1, by + ux * HEAD.1),
                (bx + uy * HEAD.1, by - ux * HEAD.1),
            ]);
            self.context
                .set_fill_style_str(self.palette.get(stroke.colour));
            self.context.fill();
        }
    }

    fn area(&mut self, points: &[(f64, f64)], base: f64, fill: Colour) {
        if let [(first, _), .., (last, _)] = points {
            self.trace(points);
            self.context.line_to(*last, base);
            self.context.line_to(*first, base);
            self.context.set_fill_style_str(self.palette.get(fill));
            self.context.fill();
        }
    }

    fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, size: f64, colour: Colour) {
        self.set_font(size);
        self.context.set_text_align(match anchor {
            Anchor::Start => "left",
            Anchor::Middle => "center",
            Anchor::End => "right",
        });
        self.context.set_fill_style_str(self.palette.get(colour));
        // A text that cannot be drawn is no reason to draw nothing else.
        let _ = self.context.fill_text(text, x, y);
    }

    fn text_width(&mut self, text: &str, size: f64) -> f64 {
        self.set_font(size);
        self.context
            .measure_text(text)
            .map_or(f64::INFINITY, |metrics| metrics.width())
    }

    fn clip(&mut self, rect: Option<Rect>) {
        let Some(rect) = rect else {
            self.context.restore();
            self.font = 0.0;
            return;
        };
        self.context.save();
        self.context.begin_path();
        self.context.rect(rect.x, rect.y, rect.width, rect.height);
        self.context.clip();
    }
}
