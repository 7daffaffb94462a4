//! The reader's programs: an own one, and each example with the reader's edits.
//!
//! Every program has a place of its own, so that choosing another one never overwrites anything. The
//! program of a link is kept in the address of the page, or, where the page is embedded, by what it was
//! at first. The program of a run that was opened from a file is there as long as the page is, and never
//! stored.

use crate::{
    examples::{self, EXAMPLES},
    storage,
};

/// The place of the program that began empty.
pub const OWN: &str = "own";

/// The place of the program of a run that was opened.
pub const OPENED: &str = "opened";

/// The place of the program that came with a link.
pub const LINKED: &str = "linked";

/// A program that came with a run from a file.
pub struct Opened {
    /// The name of the file.
    pub file: String,
    /// The program.
    pub source: String,
}

/// A program that came with a link.
#[derive(Default)]
pub struct Linked {
    /// What the link calls it.
    pub name: Option<String>,
    /// The program as it came.
    pub original: String,
    text: String,
    is_read_only: bool,
}

/// The programs, and which of them is in the editor.
pub struct Workspace {
    chosen: &'static str,
    opened: Option<Opened>,
    linked: Option<Linked>,
    is_embedded: bool,
    /// The reader's text where it differs from what came with the page.
    edits: Vec<(&'static str, String)>,
    unsaved: bool,
    refused: bool,
}

fn known(id: &str) -> Option<&'static str> {
    let ids = EXAMPLES.iter().map(|example| example.id);
    ids.chain([OWN]).find(|&known| known == id)
}

fn place(id: &str) -> String {
    format!("program.{id}")
}

/// Where edits of an embedded program are stored: by a number that comes of its text (FNV-1a), so that
/// each program has its own, and a page that changes its program shows the change.
fn embedded_place(original: &str) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = original.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    format!("embedded.{hash:x}")
}

impl Workspace {
    /// What was stored, or the default example; embedded, no program until there is one.
    pub fn load(is_embedded: bool) -> Self {
        let mut workspace = Self {
            chosen: EXAMPLES[0].id,
            opened: None,
            linked: None,
            is_embedded,
            edits: Vec::new(),
            unsaved: false,
            refused: false,
        };
        if is_embedded {
            workspace.link(None, String::new(), false);
            return workspace;
        }
        let ids = EXAMPLES.iter().map(|example| example.id).chain([OWN]);
        workspace.edits = ids
            .filter_map(|id| Some((id, storage::get(&place(id))?)))
            .collect();
        workspace.choose_stored();
        workspace
    }

    /// Chooses the program that was chosen last, or the default example.
    pub fn choose_stored(&mut self) {
        let chosen = storage::get("chosen").and_then(|id| known(&id));
        self.chosen = chosen.unwrap_or(EXAMPLES[0].id);
    }

    /// Whether there is just the one program of a link.
    pub fn is_embedded(&self) -> bool {
        self.is_embedded
    }

    /// The id of the chosen program.
    pub fn chosen(&self) -> &'static str {
        self.chosen
    }

    /// The chosen program.
    pub fn text(&self) -> &str {
        match (&self.opened, self.chosen_link()) {
            (Some(opened), _) if self.is_record() => &opened.source,
            (_, Some(linked)) => &linked.text,
            _ => self.edit(self.chosen).unwrap_or_else(|| self.original()),
        }
    }

    /// The program that came with a run from a file, if there is one.
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// The program that came with a link, if there is one.
    pub fn linked(&self) -> Option<&Linked> {
        self.linked.as_ref()
    }

    /// The program that came with a link, if it is the chosen one.
    pub fn chosen_link(&self) -> Option<&Linked> {
        self.linked.as_ref().filter(|_| self.chosen == LINKED)
    }

    /// Chooses the program of a run from a file.
    pub fn open(&mut self, opened: Opened) {
        self.opened = Some(opened);
        self.chosen = OPENED;
    }

    /// Chooses the program of a link, with the reader's edits of it where it is embedded.
    pub fn link(&mut self, name: Option<String>, original: String, is_read_only: bool) {
        let stored = self
            .is_embedded
            .then(|| storage::get(&embedded_place(&original)));
        let text = stored.flatten().unwrap_or_else(|| original.clone());
        self.linked = Some(Linked {
            name,
            original,
            text,
            is_read_only,
        });
        self.chosen = LINKED;
    }

    /// Whether the chosen program is a record of what ran, which is not to be changed.
    pub fn is_record(&self) -> bool {
        self.chosen == OPENED
    }

    /// Whether the chosen program cannot be edited.
    pub fn is_read_only(&self) -> bool {
        let linked = self.chosen_link();
        self.is_record() || linked.is_some_and(|linked| linked.is_read_only)
    }

    /// What the chosen program was before the reader changed it.
    pub fn original(&self) -> &str {
        match self.chosen_link() {
            Some(linked) => &linked.original,
            None => examples::example(self.chosen).map_or("", |example| example.source),
        }
    }

    /// Whether the reader changed this program.
    pub fn is_edited(&self, id: &str) -> bool {
        match &self.linked {
            Some(linked) if id == LINKED => linked.text != linked.original,
            _ => self.edit(id).is_some(),
        }
    }

    /// Chooses another program.
    pub fn choose(&mut self, id: &str) {
        match id {
            OPENED if self.opened.is_some() => self.chosen = OPENED,
            LINKED if self.linked.is_some() => self.chosen = LINKED,
            _ => {
                if let Some(id) = known(id) {
                    self.chosen = id;
                    self.unsaved = true;
                }
            }
        }
    }

    /// Takes a new text for the chosen program.
    pub fn change(&mut self, text: String) {
        match (self.chosen, &mut self.linked) {
            (OPENED, _) => return,
            (LINKED, Some(linked)) => linked.text = text,
            _ => {
                self.edits.retain(|(id, _)| *id != self.chosen);
                if text != self.original() {
                    self.edits.push((self.chosen, text));
                }
            }
        }
        self.unsaved = true;
    }

    /// Stores what changed, and says whether that was the program of a link, which the address keeps.
    /// Only the chosen program can have changed since the last time, provided that this is called
    /// before another is chosen.
    pub fn save(&mut self) -> bool {
        if !std::mem::take(&mut self.unsaved) {
            return false;
        }
        let stored = match self.chosen_link() {
            Some(_) if !self.is_embedded => return true,
            Some(linked) => {
                let edit = self.is_edited(LINKED).then_some(linked.text.as_str());
                storage::set(&embedded_place(&linked.original), edit)
            }
            None => storage::set("chosen", Some(self.chosen))
                .and_then(|()| storage::set(&place(self.chosen), self.edit(self.chosen))),
        };
        self.refused = stored.is_err();
        false
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
