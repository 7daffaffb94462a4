//! The reader's programs: an own one, and each example with the reader's edits, with the files beside them.
//!
//! Every program has a place of its own, so that choosing another one never overwrites anything. The
//! program of a link is kept in the address of the page, or, where the page is embedded, by what it was
//! at first. The program of a run that was opened from a file is there as long as the page is, and never
//! stored. What files were before they were deleted or written over is kept as long as the page is there.

use spawnpoint_link::{Beside, Link};
use spawnpoint_project::{Files, Former, ProgramFile, Project, ROOM, ROOM_IN_LINK, Refusal};

use crate::{
    effect::Effect,
    example::Example,
    run::RUN_SUFFIX,
    storage::{NotStored, Storage},
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
    pub project: Project,
}

/// A program that came with a link.
#[derive(Default)]
pub struct Linked {
    /// What the link calls it.
    pub name: Option<String>,
    /// The program as it came.
    pub original: Project,
    current: Project,
    is_read_only: bool,
}

/// The programs, and which of them is in the editor.
pub struct Workspace {
    /// The programs that came with the page, the default first.
    examples: Vec<Example>,
    chosen: &'static str,
    /// What the chosen program is without the reader's edits, if it is stored.
    original: Project,
    opened: Option<Opened>,
    linked: Option<Linked>,
    is_embedded: bool,
    /// The reader's programs where they differ from what came with the page.
    edits: Vec<(&'static str, Project)>,
    /// What files of programs were, the latest last.
    formers: Vec<(&'static str, Former)>,
    unsaved: Unsaved,
    refused: bool,
}

/// What changed since the last time that it was stored; each includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Unsaved {
    #[default]
    Nothing,
    /// Which program is chosen, or the source text of it.
    Source,
    /// The files beside it.
    Files,
}

fn ids(examples: &[Example]) -> impl Iterator<Item = &'static str> {
    examples.iter().map(|example| example.id).chain([OWN])
}

/// The name under which the program of this id is stored, and its files are in the database.
#[must_use]
pub fn place(id: &str) -> String {
    format!("program.{id}")
}

/// Under which name it is noted that the files of a program are in the database, so that a page without files has
/// nothing to wait for.
fn files_place(place: &str) -> String {
    format!("files.{place}")
}

/// The ids of the programs whose files are in the database.
#[must_use]
pub fn ids_with_files(examples: &[Example], storage: &dyn Storage) -> Vec<&'static str> {
    let has_files = |id: &&str| storage.get(&files_place(&place(id))).is_some();
    ids(examples).filter(has_files).collect()
}

/// Where edits of an embedded program are stored: by a number that comes of its text (FNV-1a), so that
/// each program has its own, and a page that changes its program shows the change.
fn embedded_place(original: &Project) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = original.source.bytes().fold(0xcbf2_9ce4_8422_2325, mix);
    let files = Some(&original.files).filter(|files| !files.is_empty());
    let hash = files
        .map(Files::to_bytes)
        .unwrap_or_default()
        .into_iter()
        .fold(hash, mix);
    format!("embedded.{hash:x}")
}

/// The files in a small text, to be stored where all is text.
pub(crate) fn files_to_text(files: &Files) -> String {
    let link = Link {
        beside: Beside::Plain(files.clone()),
        ..Link::default()
    };
    link.fragment()
}

/// The files that became this text.
pub(crate) fn files_of_text(text: &str) -> Option<Files> {
    match Link::parse(text).ok()?.beside {
        Beside::Plain(files) => Some(files),
        Beside::Packed(_) => None,
    }
}

impl Workspace {
    /// What was stored, with these files, or the default example; embedded, no program until there is one.
    pub(crate) fn load(
        examples: Vec<Example>,
        is_embedded: bool,
        mut stored: Vec<(&'static str, Files)>,
        storage: &dyn Storage,
    ) -> Self {
        let mut workspace = Self {
            examples,
            chosen: OWN,
            original: Project::default(),
            opened: None,
            linked: None,
            is_embedded,
            edits: Vec::new(),
            formers: Vec::new(),
            unsaved: Unsaved::default(),
            refused: false,
        };
        if is_embedded {
            workspace.link(None, Project::default(), false, storage);
            return workspace;
        }
        for id in ids(&workspace.examples) {
            let source = storage.get(&place(id));
            let files = stored.iter().position(|(of, _)| *of == id);
            let files = files.map(|place| stored.swap_remove(place).1);
            if source.is_some() || files.is_some() {
                let original = workspace.original_of(id);
                let project = Project {
                    source: source.unwrap_or(original.source),
                    files: files.unwrap_or(original.files),
                };
                workspace.edits.push((id, project));
            }
        }
        workspace.choose_stored(storage);
        workspace
    }

    /// Chooses the program that was chosen last, or the default example.
    pub(crate) fn choose_stored(&mut self, storage: &dyn Storage) {
        let chosen = storage.get("chosen").and_then(|id| self.known(&id));
        let default = || ids(&self.examples).next().unwrap_or(OWN);
        self.choose_known(chosen.unwrap_or_else(default));
    }

    fn choose_known(&mut self, id: &'static str) {
        self.chosen = id;
        self.original = self.original_of(id);
    }

    fn known(&self, id: &str) -> Option<&'static str> {
        ids(&self.examples).find(|&known| known == id)
    }

    /// What the program of this place is without edits.
    fn original_of(&self, id: &str) -> Project {
        let example = self.example(id);
        example.map_or_else(Project::default, Example::project)
    }

    /// The example of this id.
    #[must_use]
    pub fn example(&self, id: &str) -> Option<&Example> {
        self.examples.iter().find(|example| example.id == id)
    }

    /// Whether there is just the one program of a link.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.is_embedded
    }

    /// The id of the chosen program.
    #[must_use]
    pub fn chosen(&self) -> &'static str {
        self.chosen
    }

    /// The chosen program.
    #[must_use]
    pub fn project(&self) -> &Project {
        match (&self.opened, self.chosen_link()) {
            (Some(opened), _) if self.is_record() => &opened.project,
            (_, Some(linked)) => &linked.current,
            _ => self.edit(self.chosen).unwrap_or(&self.original),
        }
    }

    /// The source text of the chosen program.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.project().source
    }

    /// The files beside the chosen program.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.project().files
    }

    /// The program that came with a run from a file, if there is one.
    #[must_use]
    pub fn opened(&self) -> Option<&Opened> {
        self.opened.as_ref()
    }

    /// The program that came with a link, if there is one.
    #[must_use]
    pub fn linked(&self) -> Option<&Linked> {
        self.linked.as_ref()
    }

    /// The program that came with a link, if it is the chosen one.
    #[must_use]
    pub fn chosen_link(&self) -> Option<&Linked> {
        self.linked.as_ref().filter(|_| self.chosen == LINKED)
    }

    /// What files are called that come of the chosen program.
    #[must_use]
    pub fn program_name(&self) -> String {
        match (&self.opened, self.chosen_link()) {
            (Some(opened), _) if self.is_record() => {
                opened.file.trim_end_matches(RUN_SUFFIX).to_owned()
            }
            (_, Some(linked)) => linked.name.clone().unwrap_or_else(|| LINKED.to_owned()),
            _ => self.chosen.to_owned(),
        }
    }

    /// Chooses the program of a run from a file.
    pub(crate) fn open(&mut self, opened: Opened) {
        self.opened = Some(opened);
        self.chosen = OPENED;
    }

    /// Chooses the program of a link, with the reader's edits of it where it is embedded.
    pub(crate) fn link(
        &mut self,
        name: Option<String>,
        original: Project,
        is_read_only: bool,
        storage: &dyn Storage,
    ) {
        let mut current = original.clone();
        if self.is_embedded {
            let place = embedded_place(&original);
            if let Some(source) = storage.get(&place) {
                current.source = source;
            }
            let files = storage.get(&files_place(&place));
            if let Some(files) = files.and_then(|text| files_of_text(&text)) {
                current.files = files;
            }
        }
        self.linked = Some(Linked {
            name,
            original,
            current,
            is_read_only,
        });
        self.formers.retain(|(id, _)| *id != LINKED);
        self.chosen = LINKED;
    }

    /// Whether the chosen program is a record of what ran, which is not to be changed.
    #[must_use]
    pub fn is_record(&self) -> bool {
        self.chosen == OPENED
    }

    /// Whether the reader cannot edit the chosen program.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        let linked = self.chosen_link();
        self.is_record() || linked.is_some_and(|linked| linked.is_read_only)
    }

    /// What the chosen program was before the reader changed it.
    #[must_use]
    pub fn original(&self) -> &Project {
        match self.chosen_link() {
            Some(linked) => &linked.original,
            None => &self.original,
        }
    }

    /// Whether the reader changed this program.
    #[must_use]
    pub fn is_edited(&self, id: &str) -> bool {
        match &self.linked {
            Some(linked) if id == LINKED => linked.current != linked.original,
            _ => self.edit(id).is_some(),
        }
    }

    /// Chooses another program.
    pub(crate) fn choose(&mut self, id: &str) {
        match id {
            OPENED if self.opened.is_some() => self.chosen = OPENED,
            LINKED if self.linked.is_some() => self.chosen = LINKED,
            _ => {
                if let Some(id) = self.known(id) {
                    self.choose_known(id);
                    self.unsaved = self.unsaved.max(Unsaved::Source);
                }
            }
        }
    }

    /// How many bytes the files of the chosen program may have together.
    #[must_use]
    pub fn room(&self) -> usize {
        // Its place is an address, or was one.
        if self.chosen == LINKED {
            ROOM_IN_LINK
        } else {
            ROOM
        }
    }

    /// Takes a new text for the main module of the chosen program.
    pub(crate) fn change(&mut self, source: String) {
        self.alter(|project| project.source = source);
    }

    /// Takes what the program of a link was when the reader left it, without a way back.
    pub(crate) fn change_all(&mut self, project: Project) {
        self.alter(|current| *current = project);
    }

    /// Takes a new text for a file of the chosen program that is there.
    ///
    /// # Errors
    /// When there is no room for it.
    pub(crate) fn change_file(&mut self, path: String, text: String) -> Result<(), Refusal> {
        self.put(path, text.into_bytes()).map(drop)
    }

    /// Adds a file to the chosen program. What is written over can be put back.
    ///
    /// # Errors
    /// When the file cannot be there.
    pub(crate) fn put_file(&mut self, path: String, bytes: Vec<u8>) -> Result<(), Refusal> {
        let former = self.put(path, bytes)?;
        self.remember(former);
        Ok(())
    }

    fn put(&mut self, path: String, bytes: Vec<u8>) -> Result<Option<Former>, Refusal> {
        let room = self.room();
        let put = self.alter_files(|files| files.put(ProgramFile { path, bytes }, room));
        put.unwrap_or(Ok(None))
    }

    /// Gives a file of the chosen program another path.
    ///
    /// # Errors
    /// When a file of this path cannot be there.
    pub(crate) fn rename_file(&mut self, path: &str, new: &str) -> Result<(), Refusal> {
        self.alter_files(|files| files.rename(path, new))
            .unwrap_or(Ok(()))
    }

    /// Takes a file of the chosen program away. It can be put back.
    pub(crate) fn remove_file(&mut self, path: &str) {
        let former = self.alter_files(|files| files.remove(path)).flatten();
        self.remember(former);
    }

    /// The file of the chosen program that was deleted or written over last.
    #[must_use]
    pub fn former(&self) -> Option<&Former> {
        let (_, former) = self.formers.iter().rfind(|(id, _)| *id == self.chosen)?;
        Some(former)
    }

    /// Takes the [former](Self::former) file out of what is kept.
    pub(crate) fn take_former(&mut self) -> Option<Former> {
        let place = (self.formers.iter()).rposition(|(id, _)| *id == self.chosen)?;
        Some(self.formers.remove(place).1)
    }

    /// Puts the [former](Self::former) file back, and returns its path. What has its path by now is the former one
    /// then.
    ///
    /// # Errors
    /// When it cannot be there any more. It is kept then.
    pub(crate) fn put_back(&mut self) -> Result<Option<String>, Refusal> {
        let Some(former) = self.take_former() else {
            return Ok(None);
        };
        let (path, room) = (former.file.path.clone(), self.room());
        match self.alter_files(|files| files.restore(former, room)) {
            Some(Ok(replaced)) => self.remember(replaced),
            Some(Err((refusal, former))) => {
                self.remember(Some(former));
                return Err(refusal);
            }
            None => {}
        }
        Ok(Some(path))
    }

    /// Takes these files in the place of those that the chosen program has, which can be put back.
    pub(crate) fn set_files(&mut self, files: Files) {
        let is_other = |file: &&ProgramFile| files.get(&file.path) != Some(&file.bytes);
        let others = self.files().list().iter().filter(is_other);
        let paths: Vec<_> = others.map(|file| file.path.clone()).collect();
        for path in paths {
            self.remove_file(&path);
        }
        self.alter_files(|old| *old = files);
    }

    /// Whether files of the chosen program changed since [`Self::save`].
    pub(crate) fn has_unsaved_files(&self) -> bool {
        self.unsaved == Unsaved::Files
    }

    fn remember(&mut self, former: Option<Former>) {
        let chosen = self.chosen;
        self.formers.extend(former.map(|former| (chosen, former)));
    }

    fn alter_files<R>(&mut self, change: impl FnOnce(&mut Files) -> R) -> Option<R> {
        self.unsaved = Unsaved::Files;
        self.alter(|project| change(&mut project.files))
    }

    /// Changes the chosen program, unless it is a record.
    fn alter<R>(&mut self, change: impl FnOnce(&mut Project) -> R) -> Option<R> {
        if self.is_record() {
            return None;
        }
        self.unsaved = self.unsaved.max(Unsaved::Source);
        if let (LINKED, Some(linked)) = (self.chosen, &mut self.linked) {
            return Some(change(&mut linked.current));
        }
        let edit = self.edits.iter().position(|(id, _)| *id == self.chosen);
        let mut project = match edit {
            Some(place) => self.edits.swap_remove(place).1,
            None => self.original.clone(),
        };
        let result = change(&mut project);
        if project != self.original {
            self.edits.push((self.chosen, project));
        }
        Some(result)
    }

    /// Stores what changed, and says whether that was the program of a link, which the address keeps.
    /// Only the chosen program can have changed since the last time, provided that this is called
    /// before another is chosen.
    pub(crate) fn save(&mut self, storage: &mut dyn Storage, effects: &mut Vec<Effect>) -> bool {
        let unsaved = std::mem::take(&mut self.unsaved);
        if unsaved == Unsaved::Nothing || self.is_record() {
            return false;
        }
        let stored = match self.chosen_link() {
            Some(_) if !self.is_embedded => return true,
            Some(linked) => linked.store(storage),
            None => self.store(unsaved, storage, effects),
        };
        self.refused = stored.is_err();
        false
    }

    fn store(
        &self,
        unsaved: Unsaved,
        storage: &mut dyn Storage,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotStored> {
        let (original, place) = (&self.original, place(self.chosen));
        let edit = self.edit(self.chosen);
        let source = edit.map(|edit| &edit.source);
        let source = source.filter(|source| **source != original.source);
        storage.set("chosen", Some(self.chosen))?;
        storage.set(&place, source.map(String::as_str))?;
        if unsaved == Unsaved::Files {
            let files = edit.map(|edit| &edit.files);
            let files = files.filter(|files| **files != original.files);
            storage.set(&files_place(&place), files.map(|_| ""))?;
            effects.push(Effect::StoreFiles(place, files.map(Files::to_bytes)));
        }
        Ok(())
    }

    /// Takes note that the browser refused to store something.
    pub(crate) fn refuse(&mut self) {
        self.refused = true;
    }

    /// Whether the browser refused to store the program.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.refused
    }

    fn edit(&self, id: &str) -> Option<&Project> {
        self.edits
            .iter()
            .find(|(edited, _)| *edited == id)
            .map(|(_, project)| project)
    }
}

impl Linked {
    /// Stores what the reader made of the program where it is embedded.
    fn store(&self, storage: &mut dyn Storage) -> Result<(), NotStored> {
        let Self {
            original, current, ..
        } = self;
        let place = embedded_place(original);
        let source = Some(current.source.as_str()).filter(|source| *source != original.source);
        let files = Some(&current.files).filter(|files| **files != original.files);
        storage.set(&place, source)?;
        storage.set(&files_place(&place), files.map(files_to_text).as_deref())
    }
}
