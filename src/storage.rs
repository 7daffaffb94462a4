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
