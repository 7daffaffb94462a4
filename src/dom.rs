//! The few things of the browser that several modules ask for.

use std::time::Duration;

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Document, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, Window,
};

/// The window. The page runs nowhere else.
pub fn window() -> Window {
    web_sys::window().expect("the page has a window")
}

/// The document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// The text in lower case, by the browser's tables; the library's own would be a part of the download.
pub fn lowercase(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// Milliseconds on a clock that never goes back.
pub fn now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Calls `f` before the next frame is painted.
pub fn on_next_frame(f: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(f);
    // Without a callback there is nothing left to do: the page is going away.
    let _ = window().request_animation_frame(callback.unchecked_ref());
}

/// Calls `f` after a while.
pub fn after(delay: Duration, f: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(f);
    let millis = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), millis);
}

/// Whether a media query holds now.
pub fn media(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// The element with this id, if it is there and of this kind.
pub fn element<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// A name as most systems compose its letters; some take accents off and put them behind.
pub fn composed(name: &str) -> String {
    JsString::from(name).normalize("NFC").into()
}

/// Gives the keyboard to the element with this id.
pub fn focus(id: &str) {
    if let Some(element) = element::<HtmlElement>(id) {
        // Without it the reader can still press the element.
        let _ = element.focus();
    }
}

/// Scrolls no further than it takes to have the element with this id in sight.
pub fn reveal(id: &str) {
    if let Some(element) = element::<Element>(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Closes the menu with this id.
pub fn hide_popover(id: &str) {
    if let Some(menu) = element::<HtmlElement>(id) {
        // One that is not open is closed.
        let _ = menu.hide_popover();
    }
}

/// Puts a text on the clipboard.
pub fn copy(text: &str) {
    // A page that may not use the clipboard leaves the reader the usual way of copying.
    let _ = window().navigator().clipboard().write_text(text);
}

/// Draws the reader's eye to the first element that a selector names.
pub fn pulse(selector: &str) {
    let Ok(Some(element)) = document().query_selector(selector) else {
        return;
    };
    let list = element.class_list();
    // What is not drawn attention to is there all the same.
    let _ = list.add_1("pulse");
    element.scroll_into_view_with_bool(false);
    after(Duration::from_secs(2), move || {
        let _ = list.remove_1("pulse");
    });
}

/// The number in an element's `data-` attribute.
pub fn data<T: std::str::FromStr>(element: &Element, name: &str) -> Option<T> {
    element.get_attribute(name)?.parse().ok()
}

/// What an exception or rejection says.
pub fn message(error: &JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => error.message().into(),
        None => error.as_string().unwrap_or_else(|| format!("{error:?}")),
    }
}

/// Whether the keyboard has a Command key.
pub fn is_apple() -> bool {
    window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac OS"))
}
