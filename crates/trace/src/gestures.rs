//! What hands do to the picture of a timeline: which part of the axis is in sight, and where the cursor goes.
//!
//! Places are pixels from the upper left corner of the picture.

use crate::{
    layout::Scale,
    scene::{AXIS, STRIP},
};

/// The shortest time that can be all that is in sight, in microseconds.
const SHORTEST: f64 = 10.0;

/// How much a key or a button zooms.
const ZOOM: f64 = 1.6;

/// The part of what is in sight that a key moves over.
const PAN: f64 = 0.15;

/// For how many pixels a pressed pointer may move and still point at something.
const STILL: f64 = 4.0;

/// A pinch of fingers nearer to each other is taken for one of this distance.
const NEAREST: f64 = 1.0;

/// How large a picture of a whole axis is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The microseconds of the axis; more than 0.
    pub whole: f64,
    /// The pixels that a part of it is drawn on; more than 0.
    pub width: f64,
}

/// The part of an axis that is in sight; at first all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sight {
    /// The first microsecond, and how many there are; none for all, however long the axis becomes.
    part: Option<(f64, f64)>,
}

/// Another part of the axis that the reader wants to see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shift {
    /// So many times as much of the picture around this place, or around the middle.
    Zoom(f64, Option<f64>),
    /// What is so many times the part in sight further on.
    Pan(f64),
    /// All.
    Fit,
}

/// A turn of a mouse's wheel, or two fingers on a touchpad.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wheel {
    /// Where the pointer is.
    pub x: f64,
    /// How far to the right.
    pub across: f64,
    /// How far down.
    pub down: f64,
    /// Whether it is with a key that zooms; a pinch on a touchpad comes as that.
    pub zooms: bool,
    /// Whether it is with a key that makes sideways of down.
    pub is_sideways: bool,
}

/// What comes of something that a pointer did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// Nothing, or nothing yet.
    Nothing,
    /// The reader points at what is where the pointer is.
    Point,
    /// The cursor goes to the time at this place.
    Seek(f64),
    /// Another part of the axis is in sight.
    Shift(Shift),
}

/// The pointer, and what is pressed.
#[derive(Clone, Debug, Default)]
pub struct Hands {
    at: (f64, f64),
    /// Fingers and buttons that are down, by their numbers, and where.
    down: Vec<(i32, f64)>,
    drag: Option<Drag>,
}

/// What a pressed pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// It moves the picture; whether it has moved at all from where it went down.
    Pan { from: f64, has_moved: bool },
    /// It moves the cursor.
    Seek,
}

impl Sight {
    /// Where the times are.
    #[must_use]
    pub fn scale(self, Extent { whole, width }: Extent) -> Scale {
        let (from, span) = self.part.unwrap_or((0.0, whole));
        Scale { from, span, width }
    }

    /// Shows another part, as far as the axis goes.
    pub fn shift(&mut self, shift: Shift, extent: Extent) {
        let scale = self.scale(extent);
        match shift {
            Shift::Zoom(factor, at) => {
                let zoomed = scale.zoomed(factor, at.unwrap_or(extent.width / 2.0));
                self.show(zoomed.from, zoomed.span, extent.whole);
            }
            Shift::Pan(parts) => {
                self.show(scale.from + parts * scale.span, scale.span, extent.whole);
            }
            Shift::Fit => self.part = None,
        }
    }

    fn show(&mut self, from: f64, span: f64, whole: f64) {
        let span = span.clamp(SHORTEST.min(whole), whole);
        let from = from.clamp(0.0, whole - span);
        self.part = (span < whole).then_some((from, span));
    }
}

impl Shift {
    /// A step nearer.
    pub const NEARER: Self = Self::Zoom(ZOOM, None);

    /// A step away.
    pub const FARTHER: Self = Self::Zoom(1.0 / ZOOM, None);

    /// What a key wants that is pressed alone; the names are those of browsers.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Pan(-PAN)),
            "ArrowRight" => Some(Self::Pan(PAN)),
            "+" | "=" => Some(Self::NEARER),
            "-" => Some(Self::FARTHER),
            "Home" | "0" => Some(Self::Fit),
            _ => None,
        }
    }

    /// What a wheel wants; nothing if it scrolls as everywhere.
    #[must_use]
    pub fn of_wheel(wheel: Wheel) -> Option<Self> {
        if wheel.zooms {
            return Some(Self::Zoom((-wheel.down / 200.0).exp(), Some(wheel.x)));
        }
        let sideways = if wheel.is_sideways {
            wheel.down
        } else {
            wheel.across
        };
        let is_sideways = wheel.is_sideways || sideways.abs() > wheel.down.abs();
        is_sideways.then_some(Self::Pan(sideways / 800.0))
    }
}

impl Hands {
    /// Where the pointer was last.
    #[must_use]
    pub fn at(&self) -> (f64, f64) {
        self.at
    }

    /// Whether something is pressed that may become a drag, or is one.
    #[must_use]
    pub fn is_pressed(&self) -> bool {
        self.drag.is_some()
    }

    /// Whether the picture is being dragged.
    #[must_use]
    pub fn is_dragging(&self) -> bool {
        matches!(
            self.drag,
            Some(Drag::Pan {
                has_moved: true,
                ..
            })
        )
    }

    /// A finger or a button went down.
    pub fn press(&mut self, pointer: i32, (x, y): (f64, f64)) -> Deed {
        self.down.push((pointer, x));
        self.at = (x, y);
        if y < AXIS + STRIP {
            self.drag = Some(Drag::Seek);
            return Deed::Seek(x);
        }
        self.drag = Some(Drag::Pan {
            from: x,
            has_moved: false,
        });
        Deed::Nothing
    }

    /// It went up; says whether it was but a click on what it pointed at.
    pub fn release(&mut self, pointer: i32) -> bool {
        self.down.retain(|(id, _)| *id != pointer);
        let drag = self.drag.take();
        matches!(
            drag,
            Some(Drag::Pan {
                has_moved: false,
                ..
            })
        )
    }

    /// The pointer, or one of two fingers, came here, over a picture of this width.
    pub fn move_to(&mut self, (x, y): (f64, f64), width: f64) -> Deed {
        let (before, _) = self.at;
        self.at = (x, y);
        if let [(_, first), (_, second)] = &mut self.down[..] {
            // The finger that is nearer to here is the one that moved.
            let (moved, still) = if (x - *second).abs() < (x - *first).abs() {
                (second, *first)
            } else {
                (first, *second)
            };
            let was = (*moved - still).abs().max(NEAREST);
            *moved = x;
            let factor = (x - still).abs().max(NEAREST) / was;
            return Deed::Shift(Shift::Zoom(factor, Some(still.max(0.0))));
        }
        match self.drag {
            None => Deed::Point,
            Some(Drag::Seek) => Deed::Seek(x),
            Some(Drag::Pan { from, has_moved }) if has_moved || (x - from).abs() > STILL => {
                self.drag = Some(Drag::Pan {
                    from,
                    has_moved: true,
                });
                Deed::Shift(Shift::Pan((before - x) / width))
            }
            Some(Drag::Pan { .. }) => Deed::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EXTENT: Extent = Extent {
        whole: 1_000.0,
        width: 100.0,
    };

    /// A place in the rows.
    fn below(x: f64) -> (f64, f64) {
        (x, AXIS + STRIP + 10.0)
    }

    /// The first microsecond in sight and how many there are.
    fn part(sight: Sight) -> (f64, f64) {
        let scale = sight.scale(EXTENT);
        (scale.from, scale.span)
    }

    fn shifted(shifts: impl IntoIterator<Item = Shift>) -> (f64, f64) {
        let mut sight = Sight::default();
        for shift in shifts {
            sight.shift(shift, EXTENT);
        }
        part(sight)
    }

    #[test]
    fn all_is_in_sight_however_long_it_becomes() {
        let mut sight = Sight::default();
        assert_eq!(part(sight), (0.0, 1_000.0));
        sight.shift(Shift::FARTHER, EXTENT);
        sight.shift(Shift::Pan(0.5), EXTENT);
        let longer = Extent {
            whole: 2_000.0,
            ..EXTENT
        };
        assert_eq!(sight.scale(longer).span.to_bits(), 2_000_f64.to_bits());
        sight.shift(Shift::Zoom(2.0, None), EXTENT);
        assert_eq!(sight.scale(longer), sight.scale(EXTENT));
    }

    #[test]
    fn zooming_is_around_a_place_or_the_middle() {
        assert_eq!(shifted([Shift::Zoom(2.0, None)]), (250.0, 500.0));
        assert_eq!(shifted([Shift::Zoom(2.0, Some(0.0))]), (0.0, 500.0));
        assert_eq!(shifted([Shift::Zoom(2.0, Some(100.0))]), (500.0, 500.0));
        let (_, span) = shifted([Shift::Zoom(1e9, None)]);
        assert_eq!(span.to_bits(), SHORTEST.to_bits());
        let there_and_back = [Shift::Zoom(2.0, None), Shift::Zoom(0.25, None)];
        assert_eq!(shifted(there_and_back), (0.0, 1_000.0));
        assert_eq!(
            shifted([Shift::Zoom(2.0, None), Shift::Fit]),
            (0.0, 1_000.0)
        );
    }

    #[test]
    fn panning_ends_where_the_axis_does() {
        let near = Shift::Zoom(2.0, None);
        assert_eq!(shifted([near, Shift::Pan(0.1)]), (300.0, 500.0));
        assert_eq!(shifted([near, Shift::Pan(-9.0)]), (0.0, 500.0));
        assert_eq!(shifted([near, Shift::Pan(9.0)]), (500.0, 500.0));
    }

    #[test]
    fn keys_and_the_wheel_shift_and_leave_the_rest() {
        assert_eq!(Shift::of_key("ArrowLeft"), Some(Shift::Pan(-PAN)));
        assert_eq!(Shift::of_key("="), Some(Shift::NEARER));
        assert_eq!(Shift::of_key("0"), Some(Shift::Fit));
        assert_eq!(Shift::of_key("ArrowDown"), None);
        let down = Wheel {
            x: 30.0,
            down: 200.0,
            ..Wheel::default()
        };
        assert_eq!(Shift::of_wheel(down), None);
        let zooming = Wheel {
            zooms: true,
            ..down
        };
        let factor = (-1_f64).exp();
        assert_eq!(
            Shift::of_wheel(zooming),
            Some(Shift::Zoom(factor, Some(30.0)))
        );
        let sideways = Wheel {
            is_sideways: true,
            ..down
        };
        assert_eq!(Shift::of_wheel(sideways), Some(Shift::Pan(0.25)));
        let across = Wheel {
            across: -400.0,
            ..down
        };
        assert_eq!(Shift::of_wheel(across), Some(Shift::Pan(-0.5)));
    }

    #[test]
    fn a_pointer_points_until_it_is_pressed() {
        let mut hands = Hands::default();
        assert_eq!(hands.move_to(below(10.0), 100.0), Deed::Point);
        assert_eq!(hands.at(), below(10.0));
        assert_eq!(hands.press(1, below(10.0)), Deed::Nothing);
        assert!(hands.is_pressed());
        assert_eq!(hands.move_to(below(14.0), 100.0), Deed::Nothing);
        assert!(!hands.is_dragging());
        assert!(hands.release(1), "it was a click");
        assert_eq!(hands.move_to(below(14.0), 100.0), Deed::Point);
    }

    #[test]
    fn a_drag_moves_the_picture_with_the_pointer() {
        let mut hands = Hands::default();
        hands.press(1, below(50.0));
        // What it moved while it still seemed to stand is not made up for.
        assert_eq!(hands.move_to(below(47.0), 100.0), Deed::Nothing);
        let pan = |parts| Deed::Shift(Shift::Pan(parts));
        assert_eq!(hands.move_to(below(40.0), 100.0), pan(0.07));
        assert!(hands.is_dragging());
        assert_eq!(hands.move_to(below(48.0), 100.0), pan(-0.08));
        assert!(!hands.release(1), "it was no click");
        assert!(!hands.is_pressed());
    }

    #[test]
    fn over_the_lanes_a_drag_moves_the_cursor() {
        let mut hands = Hands::default();
        assert_eq!(hands.press(1, (30.0, AXIS)), Deed::Seek(30.0));
        assert_eq!(hands.move_to(below(60.0), 100.0), Deed::Seek(60.0));
        assert!(!hands.is_dragging());
        assert!(!hands.release(1), "it pointed at nothing");
    }

    #[test]
    fn two_fingers_zoom_around_the_one_that_stands() {
        let mut hands = Hands::default();
        hands.press(1, below(20.0));
        hands.press(2, below(40.0));
        let zoom = |factor, at| Deed::Shift(Shift::Zoom(factor, Some(at)));
        assert_eq!(hands.move_to(below(60.0), 100.0), zoom(2.0, 20.0));
        assert_eq!(hands.move_to(below(30.0), 100.0), zoom(0.75, 60.0));
        // One that is left does nothing until it is pressed again.
        hands.release(1);
        assert_eq!(hands.move_to(below(60.0), 100.0), Deed::Point);
        let mut hands = Hands::default();
        hands.press(1, below(30.0));
        hands.press(2, below(30.0));
        assert_eq!(hands.move_to(below(35.0), 100.0), zoom(5.0, 30.0));
    }

    fn shifts() -> impl Strategy<Value = Shift> {
        prop_oneof![
            (0.01..100.0, proptest::option::of(-50.0..150.0))
                .prop_map(|(factor, at)| Shift::Zoom(factor, at)),
            (-5.0..5.0).prop_map(Shift::Pan),
            Just(Shift::Fit),
        ]
    }

    proptest! {
        #[test]
        fn nothing_beyond_the_axis_is_ever_in_sight(
            shifts in proptest::collection::vec(shifts(), 0..20),
        ) {
            let (from, span) = shifted(shifts);
            prop_assert!(from >= 0.0 && span >= SHORTEST);
            prop_assert!(from + span <= EXTENT.whole + 1e-6);
        }
    }
}
