//! The page: an editor, Run and Stop, and views of a run. No kernel logic here: the page sends programs
//! to a kernel worker and shows the event log that comes back.

mod address;
mod app;
mod automation;
mod canvas;
mod database;
mod dom;
mod dropping;
mod editor;
mod embed;
mod engine;
mod examples;
mod exports;
mod input;
mod isolation;
mod kernel;
mod language;
mod offline;
mod pack;
mod runtime;
mod scripted;
mod storage;
mod stored;
mod stream;
mod strings;
mod support;
mod tabs;
mod theme;
mod views;
mod words;

use std::cell::RefCell;

use spawnpoint_link::{Link, Theme};
use wasm_bindgen_futures::spawn_local;

use crate::{app::App, runtime::Runtime, strings::Language};

fn main() {
    let root = dom::document().document_element();
    let is_embedded = root.is_some_and(|root| root.has_attribute("data-embedded"));
    // What is wrong with a link is told when the page is there to tell it.
    let (link, _) = Link::parse_rest(&address::fragment());
    let asked = link.language.as_deref().and_then(Language::of_tag);
    let language = asked.unwrap_or_else(Language::chosen);
    language.apply();
    let theme = match link.theme {
        Some(theme) => theme,
        None if is_embedded => Theme::Auto,
        None => theme::stored(),
    };
    theme::apply(theme);
    let runtime = Runtime::of_page();
    // A page that embeds has `<spawn-point>`, and may never run anything.
    if !is_embedded && let Err(error) = automation::install(&runtime) {
        web_sys::console::error_1(&error);
    }
    let show = move |stored_files| {
        let props = app::Props {
            runtime,
            is_embedded,
            has_auto_height: is_embedded && link.has_auto_height,
            theme,
            language,
            stored_files: RefCell::new(stored_files),
        };
        yew::Renderer::<App>::with_props(props).render();
    };
    let with_files = if is_embedded {
        Vec::new()
    } else {
        stored::ids()
    };
    if with_files.is_empty() {
        show(Vec::new());
    } else {
        spawn_local(async { show(stored::files(with_files).await) });
    }
}
