//! What shows a run. Each view reads the trace and nothing else, at the moment it is told.

pub mod channels;
pub mod console;
pub mod deadlock;
pub mod events;
pub mod locks;
pub mod memories;
pub mod playback;
pub mod timeline;

use std::{cell::RefCell, rc::Rc};

use spawnpoint_protocol::{Pid, Time};
use spawnpoint_trace::{Moment, Timeline, Trace, scene::HUES};
use web_sys::HtmlSelectElement;
use yew::{Callback, Html, TargetCast, html};

use crate::strings::{text, text_with};

/// A trace that views share while the session adds to it, and what of it they show.
#[derive(Clone)]
pub struct View {
    /// The trace.
    pub trace: Rc<RefCell<Trace>>,
    /// Grows with each addition that views should show.
    pub revision: u32,
    /// The moment to show; none for the latest.
    pub cursor: Option<Cursor>,
}

/// A moment that the reader went back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The moment.
    pub moment: Moment,
    /// The time, which may lie after the last event before the moment.
    pub time: Time,
}

impl View {
    /// The moment to show.
    pub fn moment(&self) -> Moment {
        match self.cursor {
            Some(cursor) => cursor.moment,
            None => self.trace.borrow().log().end(),
        }
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
            && self.revision == other.revision
            && self.cursor == other.cursor
    }
}

/// The class that gives a process, by its place among all, its colour.
pub fn hue(process: usize) -> String {
    format!("hue-{}", process % HUES)
}

/// A link to a line of the program.
pub fn line_link(line: u32, on_go_to: &Callback<u32>) -> Html {
    let on_go_to = on_go_to.clone();
    let onclick = move |event: yew::MouseEvent| {
        event.prevent_default();
        on_go_to.emit(line);
    };
    html! {
        <a class="source" href="#program" {onclick}>
            { text_with("detail-line", &[("line", line.to_string().into())]) }
        </a>
    }
}

/// A choice between one process and all.
pub fn process_filter(
    timeline: &Timeline,
    chosen: Option<Pid>,
    on_choice: Callback<Option<Pid>>,
) -> Html {
    let onchange = move |event: yew::Event| {
        let field = event.target_dyn_into::<HtmlSelectElement>();
        let pid = field.and_then(|field| field.value().parse().ok());
        on_choice.emit(pid.map(Pid));
    };
    html! {
        <select aria-label={text("filter-process")} {onchange}>
            <option value="" selected={chosen.is_none()}>{ text("filter-all") }</option>
            { for timeline.processes().map(|lane| html! {
                <option value={lane.pid.to_string()} selected={chosen == Some(lane.pid)}>
                    { &lane.name }
                </option>
            }) }
        </select>
    }
}
