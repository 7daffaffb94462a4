//! The language of the interface: the reader's choice, or else the browser's.

use crate::{
    dom, storage,
    strings::{Language, set_language},
};

impl Language {
    /// The one that was chosen before, or the first of the browser's that the interface has.
    pub fn chosen() -> Self {
        let stored = storage::get("language").and_then(|tag| Self::of_tag(&tag));
        let languages = dom::window().navigator().languages();
        let browsers = || {
            languages
                .iter()
                .find_map(|tag| Self::of_tag(&tag.as_string()?))
        };
        stored.or_else(browsers).unwrap_or_default()
    }

    /// The one that the button leads to.
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Japanese,
            Self::Japanese => Self::English,
        }
    }

    /// Has the whole page speak it from now on.
    pub fn apply(self) {
        set_language(self);
        if let Some(root) = dom::document().document_element() {
            // Without it, screen readers may choose another voice.
            let _ = root.set_attribute("lang", self.tag());
        }
    }

    /// Keeps it as the reader's choice.
    pub fn store(self) {
        // A choice that cannot be kept is made again.
        let _ = storage::set("language", Some(self.tag()));
    }
}
