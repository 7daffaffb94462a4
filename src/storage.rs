//! Small texts that survive a reload.

use web_sys::Storage;

use crate::dom;

const PREFIX: &str = "spawnpoint.";

/// The storage of the browser refused, which it does in some private modes and when it is full.
#[derive(Debug)]
pub struct NotStored;

fn storage() -> Option<Storage> {
    dom::window().local_storage().ok().flatten()
}

/// The text stored under this name.
pub fn get(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("{PREFIX}{name}"))
        .ok()
        .flatten()
}

/// The text that this tab keeps under this name, also while other pages are in it.
pub fn get_in_tab(name: &str) -> Option<String> {
    let storage = dom::window().session_storage().ok().flatten()?;
    storage.get_item(&format!("{PREFIX}{name}")).ok().flatten()
}

/// Keeps a text for this tab.
pub fn set_in_tab(name: &str, text: &str) {
    if let Some(storage) = dom::window().session_storage().ok().flatten() {
        // There is nobody to tell: it is done when the reader leaves.
        let _ = storage.set_item(&format!("{PREFIX}{name}"), text);
    }
}

/// Stores a text, or removes it.
pub fn set(name: &str, text: Option<&str>) -> Result<(), NotStored> {
    let storage = storage().ok_or(NotStored)?;
    let name = format!("{PREFIX}{name}");
    match text {
        Some(text) => storage.set_item(&name, text),
        None => storage.remove_item(&name),
    }
    .map_err(|_| NotStored)
}
