//! The page's own address, whose fragment can hold a program.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::dom;

/// The fragment, with its `#` if there is one.
pub fn fragment() -> String {
    dom::window().location().hash().unwrap_or_default()
}

/// Puts another fragment into the address, in the place of the one that was there.
pub fn replace_fragment(fragment: &str) {
    if let Ok(history) = dom::window().history() {
        let address = format!("#{fragment}");
        // Browsers refuse when it happens too often; the next time will do.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Goes on with this fragment, or with none, so that the browser's Back leads to the one before.
pub fn go_on(fragment: Option<&str>) {
    let Ok(history) = dom::window().history() else {
        return;
    };
    let address = match fragment {
        Some(fragment) => format!("#{fragment}"),
        None => without_fragment(&dom::window().location().href().unwrap_or_default()),
    };
    let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
}

/// The address of the playground, also from a page that is embedded.
pub fn playground() -> String {
    let base = dom::document().base_uri().ok().flatten();
    without_fragment(&base.unwrap_or_default())
}

fn without_fragment(address: &str) -> String {
    let (page, _) = address.split_once('#').unwrap_or((address, ""));
    page.to_owned()
}

/// Calls `f` whenever another fragment was gone to, for as long as what is returned is kept.
pub fn on_change(f: impl Fn() + 'static) -> Closure<dyn Fn()> {
    let changed = Closure::<dyn Fn()>::new(f);
    dom::window().set_onhashchange(Some(changed.as_ref().unchecked_ref()));
    changed
}
