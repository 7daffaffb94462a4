//! The page inside another one: what the two say to each other, described in `docs/guide/en/embedding.md`.

use js_sys::{Array, Object, Reflect};
use spawnpoint_link::Theme;
use spawnpoint_project::ROOM_IN_LINK;
use spawnpoint_workbench::Around;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, MessageEvent, ResizeObserver, Window};

use crate::{dom, scripted};

/// The value of `from` in every message, which tells them from those of others.
const NAME: &str = "spawnpoint";

/// What the page around wants.
pub enum Command {
    /// Something of the program or its run.
    Around(Around),
    /// The page should be light or dark like the one around.
    Theme(Theme),
}

impl Command {
    fn read(data: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(data, &name.into()).ok()?.as_string();
        if !data.is_object() || field("to")? != NAME {
            return None;
        }
        match field("type")?.as_str() {
            "run" => Some(Self::Around(Around::Run)),
            "stop" => Some(Self::Around(Around::Stop)),
            "program" => Some(Self::Around(Around::Program(field("code")?))),
            "files" => {
                let files = Reflect::get(data, &"files".into()).ok()?;
                Some(Self::Around(Around::Files(scripted::read(
                    &files,
                    ROOM_IN_LINK,
                ))))
            }
            "theme" => Some(Self::Theme(Theme::from_name(&field("theme")?)?)),
            _ => None,
        }
    }
}

/// The window of the page around, if there is one.
fn parent() -> Option<Window> {
    let window = dom::window();
    window
        .parent()
        .ok()
        .flatten()
        .filter(|parent| *parent != window)
}

/// Whether there is a page around.
pub fn has_parent() -> bool {
    parent().is_some()
}

/// The other windows in the page around, of which some may be of this origin.
pub fn siblings() -> Vec<JsValue> {
    let Some(parent) = parent() else {
        return Vec::new();
    };
    let own = JsValue::from(dom::window());
    (0..parent.length())
        .filter_map(|number| Reflect::get_u32(&parent, number).ok())
        .filter(|sibling| *sibling != own)
        .collect()
}

/// Calls `f` with each command of the page around, for as long as what is returned is kept.
pub fn on_command(f: impl Fn(Command) + 'static) -> Closure<dyn Fn(MessageEvent)> {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let source = event.source().map(JsValue::from);
        let is_parents = parent().is_some_and(|parent| source == Some(parent.into()));
        if let Some(command) = Command::read(&event.data()).filter(|_| is_parents) {
            f(command);
        }
    });
    dom::window().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard
}

/// Tells the page around how high the element with this id is, now and whenever that changes, for as long
/// as what is returned is kept.
pub fn tell_height(id: &'static str) -> Option<(ResizeObserver, Closure<dyn Fn()>)> {
    let element: Element = dom::element(id)?;
    let measured = element.clone();
    let changed = Closure::<dyn Fn()>::new(move || {
        let height = measured.get_bounding_client_rect().height();
        tell("height", &[("height", height.ceil().into())]);
    });
    let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
    observer.observe(&element);
    Some((observer, changed))
}

/// Tells the page around what happened.
pub fn tell(what: &str, fields: &[(&str, JsValue)]) {
    let Some(parent) = parent() else {
        return;
    };
    let message = Object::new();
    let own = [("from", NAME.into()), ("type", what.into())];
    for (name, value) in own.iter().chain(fields) {
        // An ordinary object takes any property.
        let _ = Reflect::set(&message, &(*name).into(), value);
    }
    // Whoever embeds a page may know what runs in it; a page that is not there hears nothing.
    let _ = parent.post_message(&message, "*");
}

/// A list for a message.
pub fn list(values: impl IntoIterator<Item = JsValue>) -> JsValue {
    values.into_iter().collect::<Array>().into()
}
