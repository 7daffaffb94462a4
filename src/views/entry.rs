//! What the page has to know of a view that shares its place with others, and what such a view can draw from.

use std::{cell::RefCell, rc::Rc};

use spawnpoint_link as link;
use spawnpoint_protocol::{Time, control::Reserve};
use spawnpoint_trace::{Moment, Trace};
use yew::{Callback, Html};

use crate::{
    exports::Save,
    strings::Key,
    views::{Place, View},
};

/// A view that shares its place with others.
pub struct Entry {
    /// What the ids of its tab and its panel end in.
    pub id: &'static str,
    /// What its tab says.
    pub label: Key,
    /// What a link calls it. Without that it is there whenever two runs are compared.
    pub link: Option<link::View>,
    /// How it is drawn.
    pub draw: Draw,
}

/// When a view is drawn, and how.
pub enum Draw {
    /// While it is shown. What it keeps of its own is gone when the reader chooses another.
    Shown(fn(&Context) -> Html),
    /// At all times, with whether it is shown: it lives on while others are.
    Always(fn(&Context, bool) -> Html),
}

/// What there is to draw from, the same for each view.
pub struct Context {
    /// The run.
    pub view: View,
    /// The run's time.
    pub now: Time,
    /// The two runs that are compared.
    pub pair: Option<Pair>,
    /// The paths of the program's files, the main module's among them.
    pub paths: Rc<[String]>,
    /// What waits for the next start.
    pub reserve: Option<Reserve>,
    /// Takes the reader to a line of one of the program's files.
    pub on_go_to: Callback<Place>,
    /// Takes all views to a moment.
    pub on_moment: Callback<Moment>,
    /// Takes what the reader wants to have.
    pub on_save: Callback<Save>,
}

impl Context {
    /// Takes the reader to a line of the main module.
    pub fn on_line(&self) -> Callback<u32> {
        self.on_go_to.reform(Place::in_main)
    }
}

/// Two runs of one program.
pub struct Pair {
    /// The run with processes.
    pub processes: Rc<RefCell<Trace>>,
    /// The run with shared state.
    pub shared: Rc<RefCell<Trace>>,
    /// Whether both have ended.
    pub is_done: bool,
    /// How many processors the machine has.
    pub processors: u32,
}
