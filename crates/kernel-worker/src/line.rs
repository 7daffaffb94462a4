//! The kernel's side of the lines to processes (`static/runtime/line.js`).

use js_sys::{SharedArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "./line.js")]
extern "C" {
    /// The memory of a line.
    #[wasm_bindgen(js_name = makeLine)]
    pub fn make_line() -> SharedArrayBuffer;

    /// The memory of a bell.
    #[wasm_bindgen(js_name = makeBell)]
    pub fn make_bell() -> SharedArrayBuffer;

    /// Calls back whenever the bell was rung, and again for as long as that says that there is more.
    #[wasm_bindgen(js_name = listen)]
    pub fn listen(bell: &SharedArrayBuffer, on_ring: &Closure<dyn FnMut() -> bool>);

    /// Rings a bell.
    pub fn ring(bell: &SharedArrayBuffer);

    #[wasm_bindgen(js_name = KernelSide)]
    pub type Line;

    #[wasm_bindgen(constructor, js_class = "KernelSide")]
    pub fn new(line: &SharedArrayBuffer) -> Line;

    /// Writes a message as far as there is room; the rest by [`flush`](Line::flush).
    #[wasm_bindgen(method)]
    pub fn write(this: &Line, message: &[u8]);

    /// To be called before a message is posted.
    #[wasm_bindgen(method)]
    pub fn announce(this: &Line);

    /// Writes what there was no room for.
    #[wasm_bindgen(method)]
    pub fn flush(this: &Line);

    /// The next message, if there is one that does not come after one that was posted and has not come.
    #[wasm_bindgen(method)]
    pub fn read(this: &Line) -> Option<Uint8Array>;

    /// A posted message has come: takes what was written before it.
    ///
    /// # Errors
    /// When nothing that was written tells of it.
    #[wasm_bindgen(method, catch)]
    pub fn posted(this: &Line, take: &mut dyn FnMut(Uint8Array)) -> Result<(), JsValue>;
}
