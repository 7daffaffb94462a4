//! What shows a run. Each view reads the trace and nothing else, at the moment it is told.

pub mod channels;
pub mod comparison;
pub mod console;
pub mod deadlock;
pub mod entry;
pub mod events;
pub mod files;
pub mod locks;
pub mod memories;
pub mod playback;
pub mod registry;
pub mod timeline;

use std::{cell::RefCell, rc::Rc};

use spawnpoint_project::MAIN;
use spawnpoint_protocol::{Pid, Tid};
use spawnpoint_trace::{Moment, Timeline, Trace, channels::Thread, scene::HUES};
use spawnpoint_workbench::Cursor;
use web_sys::HtmlSelectElement;
use yew::{Callback, Html, TargetCast, html};

use crate::strings::text;

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

/// The class of a colour of processes and threads.
pub fn hue(number: usize) -> String {
    format!("hue-{}", number % HUES)
}

/// The class that gives a thread its colour.
pub fn hue_of(lanes: &Timeline, thread: Thread) -> String {
    let lane = lanes.lane(thread).or_else(|| lanes.process(thread.0));
    hue(lane.map_or(0, |lane| lane.hue))
}

/// A line of one of the program's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The path of the file.
    pub path: String,
    /// The line, counted from 1.
    pub line: u32,
}

impl Place {
    /// A line of the main module.
    pub fn in_main(line: u32) -> Self {
        let path = MAIN.to_owned();
        Self { path, line }
    }
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
            { text!("detail-line", &[("line", line.to_string().into())]) }
        </a>
    }
}

/// Whose events the reader wants to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    pid: Pid,
    /// One of its threads; none for all.
    thread: Option<Tid>,
}

impl Who {
    /// Whether it is this thread, or its process.
    pub fn is(self, (pid, thread): Thread) -> bool {
        self.pid == pid && self.thread.is_none_or(|own| own == thread)
    }

    fn value(self) -> String {
        match self.thread {
            Some(thread) => format!("{}.{}", self.pid, thread.0),
            None => self.pid.to_string(),
        }
    }

    fn of_value(value: &str) -> Option<Self> {
        let (pid, thread) = match value.split_once('.') {
            Some((pid, thread)) => (pid, Some(Tid(thread.parse().ok()?))),
            None => (value, None),
        };
        let pid = Pid(pid.parse().ok()?);
        Some(Self { pid, thread })
    }
}

/// A choice between one process and all; between threads, where there is but one process.
pub fn who_filter(
    timeline: &Timeline,
    chosen: Option<Who>,
    on_choice: Callback<Option<Who>>,
) -> Html {
    let onchange = move |event: yew::Event| {
        let field = event.target_dyn_into::<HtmlSelectElement>();
        on_choice.emit(field.and_then(|field| Who::of_value(&field.value())));
    };
    let has_threads_only = timeline.processes().nth(1).is_none();
    let lanes = timeline
        .lanes()
        .iter()
        .filter(|lane| has_threads_only || lane.is_main());
    html! {
        <select aria-label={text!("filter-process")} {onchange}>
            <option value="" selected={chosen.is_none()}>{ text!("filter-all") }</option>
            { for lanes.map(|lane| {
                let (pid, thread) = lane.key();
                let thread = has_threads_only.then_some(thread);
                let who = Who { pid, thread };
                html! {
                    <option value={who.value()} selected={chosen == Some(who)}>{ &lane.name }</option>
                }
            }) }
        </select>
    }
}
