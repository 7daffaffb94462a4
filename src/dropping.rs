//! Files that the reader drags over the page and drops on it.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, DragEvent, File};

use crate::dom;

/// What listens, for as long as it is kept.
pub struct Dropping(
    #[expect(dead_code, reason = "it is called from outside")] [Closure<dyn Fn(DragEvent)>; 3],
);

impl Dropping {
    /// Calls `on_drag` whenever files come over the page or go away from it, and `on_drop` with those that are dropped.
    /// Without it a browser would leave the page for a file that is dropped beside the editor, and the editor would take
    /// its text in.
    pub fn listen(on_drag: impl Fn(bool) + 'static, on_drop: impl Fn(Vec<File>) + 'static) -> Self {
        let on_drag = Rc::new(on_drag);
        let is_over = Rc::new(Cell::new(false));
        let set = move |is_now: bool| {
            if is_over.replace(is_now) != is_now {
                on_drag(is_now);
            }
        };
        let (over, left) = (set.clone(), set);
        let over = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                over(true);
            }
        });
        let away = left.clone();
        let away = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
            // Otherwise it goes from one element of the page to another.
            if event.related_target().is_none() {
                away(false);
            }
        });
        let dropped = Closure::<dyn Fn(DragEvent)>::new(move |event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                event.stop_propagation();
                left(false);
                on_drop(files(&event));
            }
        });
        let options = AddEventListenerOptions::new();
        options.set_capture(true);
        for (name, closure) in [
            ("dragover", &over),
            ("dragleave", &away),
            ("drop", &dropped),
        ] {
            // Without them the reader still has the menu that chooses files.
            let _ = dom::document()
                .add_event_listener_with_callback_and_add_event_listener_options(
                    name,
                    closure.as_ref().unchecked_ref(),
                    &options,
                );
        }
        Self([over, away, dropped])
    }
}

/// Whether what is dragged comes from outside the browser.
fn has_files(event: &DragEvent) -> bool {
    let data = event.data_transfer();
    data.is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn files(event: &DragEvent) -> Vec<File> {
    let list = event.data_transfer().and_then(|data| data.files());
    let list = list.iter();
    list.flat_map(|list| (0..list.length()).filter_map(|place| list.get(place)))
        .collect()
}
