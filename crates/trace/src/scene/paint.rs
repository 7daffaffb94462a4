//! The vocabulary of painting: colours, shapes, and the surfaces that take them.

/// How many colours of processes there are.
pub const HUES: usize = 8;

/// The size of letters.
pub(super) const LETTERS: f64 = 11.0;

/// A colour of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the stylesheet")]
pub enum Colour {
    Panel,
    Rule,
    Ink,
    InkSoft,
    Accent,
    Danger,
    Starting,
    StartingFigure,
    Running,
    RunningInk,
    Ready,
    ReadyFigure,
    Sleeping,
    SleepingEdge,
    Waiting,
    WaitingFigure,
    WaitingEdge,
    Held,
    HeldFigure,
    Critical,
    Hue(usize),
}

impl Colour {
    /// The colours that are no process's, with the names of their custom properties.
    pub const NAMED: [(Self, &str); 20] = [
        (Self::Panel, "--panel"),
        (Self::Rule, "--rule"),
        (Self::Ink, "--ink"),
        (Self::InkSoft, "--ink-soft"),
        (Self::Accent, "--accent"),
        (Self::Danger, "--danger"),
        (Self::Starting, "--starting"),
        (Self::StartingFigure, "--starting-figure"),
        (Self::Running, "--running"),
        (Self::RunningInk, "--running-ink"),
        (Self::Ready, "--ready"),
        (Self::ReadyFigure, "--ready-figure"),
        (Self::Sleeping, "--sleeping"),
        (Self::SleepingEdge, "--sleeping-edge"),
        (Self::Waiting, "--waiting"),
        (Self::WaitingFigure, "--waiting-figure"),
        (Self::WaitingEdge, "--waiting-edge"),
        (Self::Held, "--held"),
        (Self::HeldFigure, "--held-figure"),
        (Self::Critical, "--critical"),
    ];

    /// The place of its value in a [`Palette`].
    fn index(self) -> usize {
        match self {
            Self::Hue(hue) => Self::NAMED.len() + hue % HUES,
            named => (Self::NAMED.iter())
                .position(|(colour, _)| *colour == named)
                .unwrap_or(0),
        }
    }
}

/// What the colours look like, in CSS.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette(Vec<String>);

impl Palette {
    /// The palette of a page whose custom properties `value` knows.
    pub fn of(mut value: impl FnMut(&str) -> String) -> Self {
        let named = Colour::NAMED.map(|(_, name)| name.to_owned());
        let hues = (0..HUES).map(|hue| format!("--hue-{hue}"));
        Self(
            named
                .into_iter()
                .chain(hues)
                .map(|name| value(&name))
                .collect(),
        )
    }

    /// A colour in CSS.
    #[must_use]
    pub fn get(&self, colour: Colour) -> &str {
        self.0.get(colour.index()).map_or("black", String::as_str)
    }
}

/// What a surface is filled with: activities differ in lightness and in pattern as well as in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// One colour.
    Plain(Colour),
    /// Dots on a ground.
    Dots(Colour, Colour),
    /// Slanted stripes on a ground.
    Stripes(Colour, Colour),
    /// Upright stripes on a ground.
    Bars(Colour, Colour),
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in pixels.
    pub width: f64,
    /// The lengths of dashes and gaps; none for a solid line.
    pub dash: &'static [f64],
}

/// Where a text is put relative to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "pixels, as everywhere here")]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// A surface to paint on.
pub trait Painter {
    /// Rectangles that look the same.
    fn rects(&mut self, rects: &[Rect], fill: Fill, edge: Option<Stroke>);
    /// A line through points; with a head at its end if it is an arrow.
    fn line(&mut self, points: &[(f64, f64)], stroke: Stroke, is_arrow: bool);
    /// The area under a line through points, down to `base`.
    fn area(&mut self, points: &[(f64, f64)], base: f64, fill: Colour);
    /// A text, its middle at the height `y`.
    fn text(&mut self, text: &str, x: f64, y: f64, anchor: Anchor, size: f64, colour: Colour);
    /// The width of a text in pixels.
    fn text_width(&mut self, text: &str, size: f64) -> f64;
    /// Paints nothing outside of a rectangle until `None` is set.
    fn clip(&mut self, rect: Option<Rect>);
}

/// What separates lanes, and marks times.
pub(super) const RULE: Stroke = Stroke {
    colour: Colour::Rule,
    width: 1.0,
    dash: &[],
};

/// The edge of what is pointed at.
pub(super) const POINTED: Stroke = Stroke {
    colour: Colour::Ink,
    width: 2.0,
    dash: &[],
};

impl Rect {
    /// Whether a point is in it, or almost.
    pub(super) fn contains(self, x: f64, y: f64) -> bool {
        let margin = 2.0;
        (self.x - margin..self.x + self.width + margin).contains(&x)
            && (self.y..self.y + self.height).contains(&y)
    }
}
