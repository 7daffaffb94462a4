//! The reader's programs: an own one, and each example with the reader's edits.
//!
//! Every program has a place of its own, so that choosing another one never overwrites anything. The
//! program of a run that was opened from a file is there as long as the page is, and never stored.

use crate::{examples::EXAMPLES, storage};

/// The place of the program that began empty.
pub const OWN: &str = "own";

/// The place of the program of a run that was opened.
pub const OPENED: &str = "opened";

/// A program that came with a run from a file.
pub struct Opened {
    /// The name of the file.
    pub file: String,
    /// The program.
    pub source: String,
}

/// The programs, and which of them is in the editor.
pub struct Workspace {
    chosen: &'static str,
    opened: Option<Opened>,
    /// The reader's text where it differs from what came with the page.
    edits: Vec<(&'static str, String)>,
    unsaved: bool,
    refused: bool,
}

fn original(id: &str) -> &'static str {
    EXAMPLES
        .iter()
        .find(|example| example.id == id)
        .map_or("", |example| example.source)
}

fn known(id: &str) -> Option<&'static str> {
    EXAMPLES
        .iter()
        .map(|example| example.id)
        .chain([OWN])
        .find(|&known| known == id)
}

fn place(id: &str) -> String {
    format!("program.{id}")
}

impl Workspace {
    /// What was stored, or the default example.
    pub fn load() -> Self {
        let chosen = storage::get("chosen").and_then(|id| known(&id));
        let ids = EXAMPLES.iter().map(|example| example.id).chain([OWN]);
        Self {
            chosen: chosen.unwrap_or(EXAMPLES[0].id),
            opened: None,
            edits: ids
                .filter_map(|id| Some((id, storage::get(&place(id))?)))
                .collect(),
            unsaved: false,
            refused: false,
        }
    }

    /// The id of the chosen program.
    pub fn chosen(&self) -> &'static str {
        self.chosen
    }

    /// The chosen program.
    pub fn text(&self) -> &str {
        match &self.opened {
            Some(opened) if self.is_read_only() => &opened.source,
            _ => self
                .edit(self.chosen)
                .unwrap_or_else(|| original(self.chosen)),
        }
    }

    /// The program that came with a run from a file, if there is one.
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// Chooses the program of a run from a file.
    pub fn open(&mut self, opened: Opened) {
        self.opened = Some(opened);
        self.chosen = OPENED;
    }

    /// Whether the chosen program is a record of what ran, which is not to be changed.
    pub fn is_read_only(&self) -> bool {
        self.chosen == OPENED
    }

    /// What the chosen program was before the reader changed it.
    pub fn original(&self) -> &'static str {
        original(self.chosen)
    }

    /// Whether the reader changed this program.
    pub fn is_edited(&self, id: &str) -> bool {
        self.edit(id).is_some()
    }

    /// Chooses another program.
    pub fn choose(&mut self, id: &str) {
        if id == OPENED && self.opened.is_some() {
            self.chosen = OPENED;
        } else if let Some(id) = known(id) {
            self.chosen = id;
            self.unsaved = true;
        }
    }

    /// Takes a new text for the chosen program.
    pub fn change(&mut self, text: String) {
        if self.is_read_only() {
            return;
        }
        self.edits.retain(|(id, _)| *id != self.chosen);
        if text != original(self.chosen) {
            self.edits.push((self.chosen, text));
        }
        self.unsaved = true;
    }

    /// Stores what changed. Only the chosen program can have changed since the last time, provided that
    /// this is called before another is chosen.
    pub fn save(&mut self) {
        if std::mem::take(&mut self.unsaved) {
            let stored = storage::set("chosen", Some(self.chosen))
                .and_then(|()| storage::set(&place(self.chosen), self.edit(self.chosen)));
            self.refused = stored.is_err();
        }
    }

    /// Whether the browser refused to store the program.
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    fn edit(&self, id: &str) -> Option<&str> {
        self.edits
            .iter()
            .find(|(edited, _)| *edited == id)
            .map(|(_, text)| text.as_str())
    }
}
