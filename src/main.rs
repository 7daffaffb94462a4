//! The page: an editor, Run and Stop, and views of a run. No kernel logic here: the page sends programs
//! to a kernel worker and shows the event log that comes back.

mod app;
mod automation;
mod canvas;
mod dom;
mod editor;
mod examples;
mod exports;
mod input;
mod kernel;
mod language;
mod player;
mod runtime;
mod session;
mod settings;
mod storage;
mod strings;
mod support;
mod tabs;
mod theme;
mod views;
mod words;
mod workspace;

use crate::{app::App, runtime::Runtime, strings::Language};

fn main() {
    Language::chosen().apply();
    let runtime = Runtime::of_page();
    if let Err(error) = automation::install(&runtime) {
        web_sys::console::error_1(&error);
    }
    yew::Renderer::<App>::with_props(app::Props { runtime }).render();
}
