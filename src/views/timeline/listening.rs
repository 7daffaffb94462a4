//! What the browser tells of hands and sizes, in the words of `spawnpoint_trace`.

use spawnpoint_trace::gestures::{Shift, Wheel};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    AddEventListenerOptions, Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent,
    ResizeObserver, WheelEvent,
};

/// Pixels left and right of the plot's times.
pub const MARGIN: f64 = 8.0;

/// Where in the picture a pointer is.
pub fn place(event: &MouseEvent) -> (f64, f64) {
    (
        f64::from(event.offset_x()) - MARGIN,
        f64::from(event.offset_y()),
    )
}

/// The key that is pressed, unless it is the browser's own.
pub fn key(event: &KeyboardEvent) -> Option<String> {
    let is_browsers = event.ctrl_key() || event.meta_key() || event.alt_key();
    (!is_browsers).then(|| event.key())
}

/// Whether a pointer went down that is to do something here. Then it does it outside of the canvas, too.
pub fn capture(event: &PointerEvent) -> bool {
    if event.button() != 0 {
        return false;
    }
    if let Some(canvas) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
    true
}

/// Calls `f` with the width of the plot and the height of the lanes, now and whenever they change, for as long as
/// what is returned is kept and the observer is not disconnected.
pub fn on_size(
    lanes: &HtmlElement,
    plot: &HtmlElement,
    f: impl Fn(f64, f64) + 'static,
) -> Option<(ResizeObserver, Closure<dyn Fn()>)> {
    let (wide, high) = (plot.clone(), lanes.clone());
    let callback = Closure::<dyn Fn()>::new(move || {
        f(wide.client_width().into(), high.client_height().into());
    });
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(lanes);
    observer.observe(plot);
    Some((observer, callback))
}

/// Calls `f` with what the wheel wants over the plot, for as long as what is returned is kept: it zooms with Ctrl or
/// Command, as a pinch on a touchpad does, and moves sideways; else it scrolls as it does everywhere.
pub fn on_wheel(plot: &Element, f: impl Fn(Shift) + 'static) -> Closure<dyn Fn(WheelEvent)> {
    let callback = Closure::<dyn Fn(WheelEvent)>::new(move |event: WheelEvent| {
        let shift = Shift::of_wheel(Wheel {
            x: place(&event).0,
            across: event.delta_x(),
            down: event.delta_y(),
            zooms: event.ctrl_key() || event.meta_key(),
            is_sideways: event.shift_key(),
        });
        if let Some(shift) = shift {
            event.prevent_default();
            f(shift);
        }
    });
    // Only a listener that is not passive can keep the page from zooming.
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    // Without it there are still the keys and the buttons.
    let _ = plot.add_event_listener_with_callback_and_add_event_listener_options(
        "wheel",
        callback.as_ref().unchecked_ref(),
        &options,
    );
    callback
}
