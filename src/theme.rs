//! Light or dark.

use crate::{dom, storage, strings::text};

/// Whether the page is light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system is.
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one that was chosen before.
    pub fn stored() -> Self {
        match storage::get("theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The one that the next press of the button chooses.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }

    /// Whether the page is dark now.
    pub fn is_dark(self) -> bool {
        match self {
            Self::Auto => dom::media(SYSTEM_IS_DARK),
            Self::Light => false,
            Self::Dark => true,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    /// What it is called.
    pub fn label(self) -> String {
        match self {
            Self::Auto => text("theme-auto"),
            Self::Light => text("theme-light"),
            Self::Dark => text("theme-dark"),
        }
    }

    /// Shows and stores it. `index.html` applies what is stored before the page is first painted.
    pub fn apply(self) {
        if let Some(root) = dom::document().document_element() {
            let applied = match self.name() {
                Some(name) => root.set_attribute("data-theme", name),
                None => root.remove_attribute("data-theme"),
            };
            // Neither the attribute nor the choice is worth a message if it cannot be kept.
            let _ = (applied, storage::set("theme", self.name()));
        }
    }
}

/// The media query that holds where the system is dark.
pub const SYSTEM_IS_DARK: &str = "(prefers-color-scheme: dark)";
