//! The page: an editor, Run and Stop, a timeline and a console. No kernel logic here: the page sends
//! programs to a kernel worker and shows the event log that comes back.

mod app;
mod automation;
mod console;
mod deadlock;
mod dom;
mod editor;
mod examples;
mod input;
mod kernel;
mod runtime;
mod session;
mod storage;
mod strings;
mod support;
mod timeline;
mod workspace;

use crate::{app::App, runtime::Runtime};

fn main() {
    let runtime = Runtime::of_page();
    if let Err(error) = automation::install(&runtime) {
        web_sys::console::error_1(&error);
    }
    yew::Renderer::<App>::with_props(app::Props { runtime }).render();
}
