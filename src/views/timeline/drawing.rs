//! A timeline as it is drawn on a canvas, and what is where on it.

use spawnpoint_protocol::Time;
use spawnpoint_trace::{
    Timeline, axis, critical,
    gestures::{Extent, Shift, Sight},
    layout::micros,
    scene::{AXIS, Palette, STRIP, Scene, Target},
    svg,
};
use web_sys::{Element, HtmlCanvasElement};
use yew::NodeRef;

use super::{listening::MARGIN, props::Props};
use crate::{
    canvas::{self, Canvas},
    dom,
    exports::Picture,
    words,
};

/// A canvas among lanes that scroll, and what is drawn on it.
#[derive(Default)]
pub struct Drawing {
    /// What scrolls.
    pub lanes: NodeRef,
    /// The canvas.
    pub canvas: NodeRef,
    /// The width of the plot, and the height that there is room for.
    pub size: (f64, f64),
    /// What the reader points at.
    pub target: Option<Target>,
    /// Whether the critical path is drawn.
    pub is_critical: bool,
    sight: Sight,
    palette: Option<(u32, Palette)>,
}

impl Drawing {
    /// Begins with another run.
    pub fn begin(&mut self) {
        self.target = None;
        self.sight = Sight::default();
        if let Some(lanes) = self.lanes.cast::<Element>() {
            lanes.set_scroll_top(0);
        }
    }

    /// How far the lanes are scrolled.
    pub fn scroll(&self) -> i32 {
        let lanes = self.lanes.cast::<Element>();
        lanes.map_or(0, |lanes| lanes.scroll_top())
    }

    /// Has another part of the axis in sight.
    pub fn shift(&mut self, props: &Props, shift: Shift) {
        self.sight.shift(shift, self.extent(props));
    }

    /// The time at a place.
    pub fn time(&self, props: &Props, x: f64) -> Time {
        self.sight.scale(self.extent(props)).time(x)
    }

    /// What is at a place.
    pub fn target_at(&self, props: &Props, (x, y): (f64, f64)) -> Option<Target> {
        self.scene(props, false, |scene| scene.target_at(x, y))
    }

    /// The width of the times.
    pub fn plot_width(&self) -> f64 {
        (self.size.0 - 2.0 * MARGIN).max(1.0)
    }

    /// The height of the canvas.
    pub fn surface_height(&self, timeline: &Timeline) -> f64 {
        Scene::content_height(timeline).min(self.size.1.max(AXIS + STRIP))
    }

    fn extent(&self, props: &Props) -> Extent {
        Extent {
            whole: whole(props),
            width: self.plot_width(),
        }
    }

    /// Reads the picture, as far as it is in sight, or in its whole height.
    fn scene<R>(&self, props: &Props, is_whole: bool, read: impl FnOnce(&Scene) -> R) -> R {
        let Props {
            view, now, live, ..
        } = props;
        let trace = view.trace.borrow();
        let timeline = trace.timeline();
        let (scroll, height) = if is_whole {
            (0, Scene::content_height(timeline))
        } else {
            (self.scroll(), self.surface_height(timeline))
        };
        let path = self
            .is_critical
            .then(|| critical::path(timeline, trace.channels()));
        read(&Scene {
            trace: &trace,
            scale: self.sight.scale(self.extent(props)),
            scroll: scroll.into(),
            height,
            now: *now,
            is_live: *live,
            cursor: view.cursor.map(|cursor| cursor.time),
            target: self.target,
            path: path.as_deref(),
            caption: &|segment| words::doing(timeline, segment),
        })
    }

    /// What is in sight, in its whole height, as a picture that stands alone.
    pub fn picture(&self, props: &Props) -> Option<Picture> {
        let (_, palette) = self.palette.as_ref()?;
        Some(self.scene(props, true, |scene| Picture {
            svg: svg::document(scene, palette, &props.title),
            size: svg::size(scene),
        }))
    }

    /// Paints what is in sight.
    pub fn paint(&mut self, props: &Props) {
        let Some(surface) = self.canvas.cast::<HtmlCanvasElement>() else {
            return;
        };
        if self.size.0 <= 2.0 * MARGIN {
            return;
        }
        let look = props.look;
        if self.palette.as_ref().is_none_or(|(of, _)| *of != look) {
            self.palette = Some((look, canvas::palette(&surface)));
        }
        let Some((_, palette)) = &self.palette else {
            return;
        };
        self.scene(props, false, |scene| {
            let size = (self.size.0, scene.height);
            let ratio = dom::window().device_pixel_ratio();
            if let Some(mut canvas) = Canvas::begin(&surface, palette, size, ratio, MARGIN) {
                scene.paint(&mut canvas);
            }
        });
    }
}

/// The microseconds of the whole plot.
fn whole(props: &Props) -> f64 {
    let now = props.span.map_or(props.now, |span| span.max(props.now));
    if props.live {
        micros(Time(axis::growing_end(now.0)))
    } else {
        micros(now).max(1.0)
    }
}
