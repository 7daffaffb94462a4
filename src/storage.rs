//! Small texts that survive a reload.

use spawnpoint_workbench::NotStored;
use web_sys::Storage;

use crate::dom;

const PREFIX: &str = "spawnpoint.";

fn storage() -> Option<Storage> {
    dom::window().local_storage().ok().flatten()
}

fn storage_of_tab() -> Option<Storage> {
    dom::window().session_storage().ok().flatten()
}

fn get_from(storage: Option<Storage>, name: &str) -> Option<String> {
    let text = storage?.get_item(&format!("{PREFIX}{name}"));
    text.ok().flatten()
}

fn set_in(storage: Option<Storage>, name: &str, text: Option<&str>) -> Result<(), NotStored> {
    let storage = storage.ok_or(NotStored)?;
    let name = format!("{PREFIX}{name}");
    match text {
        Some(text) => storage.set_item(&name, text),
        None => storage.remove_item(&name),
    }
    .map_err(|_| NotStored)
}

/// The text stored under this name.
pub fn get(name: &str) -> Option<String> {
    get_from(storage(), name)
}

/// Stores a text, or removes it.
pub fn set(name: &str, text: Option<&str>) -> Result<(), NotStored> {
    set_in(storage(), name, text)
}

/// The browser's storage, as the workbench asks for it.
pub struct Browser;

impl spawnpoint_workbench::Storage for Browser {
    fn get(&self, name: &str) -> Option<String> {
        get(name)
    }

    fn set(&mut self, name: &str, text: Option<&str>) -> Result<(), NotStored> {
        set(name, text)
    }

    fn get_in_tab(&self, name: &str) -> Option<String> {
        get_from(storage_of_tab(), name)
    }

    fn set_in_tab(&mut self, name: &str, text: &str) -> Result<(), NotStored> {
        set_in(storage_of_tab(), name, Some(text))
    }
}
