//! Light or dark.

use spawnpoint_link::Theme;

use crate::{dom, storage, strings::text};

/// The media query that holds where the system is dark.
pub const SYSTEM_IS_DARK: &str = "(prefers-color-scheme: dark)";

/// The one that was chosen before.
pub fn stored() -> Theme {
    let name = storage::get("theme");
    name.and_then(|name| Theme::from_name(&name))
        .unwrap_or(Theme::Auto)
}

/// The one that the next press of the button chooses.
pub fn next(theme: Theme) -> Theme {
    match theme {
        Theme::Auto => Theme::Light,
        Theme::Light => Theme::Dark,
        Theme::Dark => Theme::Auto,
    }
}

/// Whether the page is dark now.
pub fn is_dark(theme: Theme) -> bool {
    match theme {
        Theme::Auto => dom::media(SYSTEM_IS_DARK),
        Theme::Light => false,
        Theme::Dark => true,
    }
}

/// What it is called.
pub fn label(theme: Theme) -> String {
    match theme {
        Theme::Auto => text!("theme-auto"),
        Theme::Light => text!("theme-light"),
        Theme::Dark => text!("theme-dark"),
    }
}

/// Shows it. `index.html` does so before the page is first painted.
pub fn apply(theme: Theme) {
    if let Some(root) = dom::document().document_element() {
        // Where it cannot be set, the page is as the system is, which is what `auto` means.
        let _ = root.set_attribute("data-theme", theme.name());
    }
}

/// Keeps it as the reader's choice.
pub fn store(theme: Theme) {
    let name = (theme != Theme::Auto).then_some(theme.name());
    // A choice that cannot be kept is made again.
    let _ = storage::set("theme", name);
}
