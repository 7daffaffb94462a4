//! What is said of the part of a timeline that the reader points at.

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{Html, html};

use crate::dom;

/// A sentence beside this place of an element.
pub fn tooltip(sentence: &str, element: &Element, (x, y): (f64, f64)) -> Html {
    let (rect, window) = (element.get_bounding_client_rect(), dom::window());
    let inner = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
    let width = inner(window.inner_width()).unwrap_or(0.0);
    let height = inner(window.inner_height()).unwrap_or(0.0);
    let style = style((rect.left() + x, rect.top() + y), (width, height));
    html! {
        <p class="tooltip" role="status" ~style={style}>
            { sentence }
        </p>
    }
}

/// Beside a place of a window of this size, to the sides where there is more room.
fn style((x, y): (f64, f64), (width, height): (f64, f64)) -> String {
    let side = if x < width / 2.0 {
        format!("left: {:.0}px", x + 8.0)
    } else {
        format!("right: {:.0}px", width - x + 8.0)
    };
    let end = if y < height / 2.0 {
        format!("top: {:.0}px", y + 16.0)
    } else {
        format!("bottom: {:.0}px", height - y + 12.0)
    };
    format!("{side}; {end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_where_there_is_more_room() {
        let window = (1_000.0, 600.0);
        assert_eq!(style((100.0, 100.0), window), "left: 108px; top: 116px");
        assert_eq!(style((900.0, 500.0), window), "right: 108px; bottom: 112px");
    }
}
