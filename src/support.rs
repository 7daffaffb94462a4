//! Whether this browser can run processes.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// Whether WebAssembly can wait for promises (JavaScript Promise Integration), on which every
/// blocking call of a process rests.
pub fn has_jspi() -> bool {
    Reflect::get(&js_sys::global(), &JsValue::from_str("WebAssembly"))
        .and_then(|web_assembly| Reflect::has(&web_assembly, &JsValue::from_str("Suspending")))
        .unwrap_or(false)
}
