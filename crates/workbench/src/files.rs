//! The files of the chosen program on the reader's desk: which is shown, and what is done with them.

use std::time::Duration;

use spawnpoint_project::{Content, Files, MAIN, ProgramFile, Project, Refusal, zip};

use crate::{
    command::FileCommand,
    effect::{Editing, Effect, Menu, Timer, Told},
    problem::{NotBrought, Problem},
    storage::Storage,
    workspace::Workspace,
};

/// How long an edit may wait until it is stored.
const SAVE_DELAY: Duration = Duration::from_millis(400);

/// The programs, and the file of the chosen one that is shown.
pub struct Desk {
    workspace: Workspace,
    /// The path of the file that is shown.
    document: String,
    /// Why what the reader typed cannot be the name of a file.
    refused_name: Option<Refusal>,
    /// Whether the reader drags files over the page.
    is_dragging: bool,
    save_requested: bool,
}

impl Desk {
    /// Has the program of a workspace on it.
    pub(crate) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            document: MAIN.to_owned(),
            refused_name: None,
            is_dragging: false,
            save_requested: false,
        }
    }

    /// The programs.
    #[must_use]
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The programs. What becomes another one by it is to be [shown](Self::show_program).
    pub(crate) fn workspace_mut(&mut self) -> &mut Workspace {
        &mut self.workspace
    }

    /// The path of the file that is shown.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// Why what the reader typed cannot be the name of a file.
    #[must_use]
    pub fn refused_name(&self) -> Option<Refusal> {
        self.refused_name
    }

    /// Whether the reader drags files over the page that the program can take in.
    #[must_use]
    pub fn takes_files(&self) -> bool {
        self.is_dragging && !self.workspace.is_read_only()
    }

    /// The content of a file, or of the main module.
    #[must_use]
    pub fn content(&self, path: &str) -> Option<&[u8]> {
        if path == MAIN {
            Some(self.workspace.source().as_bytes())
        } else {
            self.workspace.files().get(path)
        }
    }

    /// The paths of all files, the main module's first.
    #[must_use]
    pub fn paths(&self) -> Vec<&str> {
        let files = self.workspace.files().list().iter();
        let files = files.map(|file| file.path.as_str());
        [MAIN].into_iter().chain(files).collect()
    }

    /// Which of them is shown.
    #[must_use]
    pub fn place(&self) -> usize {
        let paths = self.paths();
        let place = paths.iter().position(|path| *path == self.document);
        place.unwrap_or(0)
    }

    fn is_text(&self, path: &str) -> bool {
        let content = self.content(path).map(Content::of);
        matches!(content, Some(Content::Text(_)))
    }

    /// Does something with the files.
    pub(crate) fn handle(
        &mut self,
        command: FileCommand,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Problem> {
        match command {
            FileCommand::Show(path) => self.show(&path, effects),
            FileCommand::Make(name) => {
                self.refused_name = self.make(&name, effects).err();
                if self.refused_name.is_none() {
                    effects.push(Effect::Close(Menu::New));
                    return self.go_to(&name, 1, effects);
                }
            }
            FileCommand::Rename(name) => {
                self.refused_name = self.rename(&name, effects).err();
                if self.refused_name.is_none() {
                    effects.push(Effect::Close(Menu::File));
                }
            }
            FileCommand::Delete(path) => self.delete(&path, effects),
            FileCommand::PutBack => {
                let path = self.workspace.put_back().map_err(Problem::Refused)?;
                if let Some(path) = path {
                    self.take_in(&path, effects);
                }
            }
            FileCommand::LetGo => drop(self.workspace.take_former()),
            FileCommand::Drag(is_dragging) => self.is_dragging = is_dragging,
            FileCommand::Bring => {
                self.is_dragging = false;
                if !self.workspace.is_read_only() {
                    effects.push(Effect::ReadFiles);
                }
            }
            FileCommand::Brought(files) => return self.bring(files, effects),
            FileCommand::Download => {
                let content = self.content(&self.document).unwrap_or_default().to_vec();
                let name = self.document.rsplit('/').next().unwrap_or_default();
                effects.push(Effect::HandOut(name.to_owned(), content));
            }
            FileCommand::DownloadAll => {
                let Project { source, files } = self.workspace.project();
                let files = files.list().iter();
                let files = files.map(|file| (file.path.as_str(), file.bytes.as_slice()));
                let archive = zip([(MAIN, source.as_bytes())].into_iter().chain(files));
                let name = format!("{}.zip", self.workspace.program_name());
                effects.push(Effect::HandOut(name, archive));
            }
            FileCommand::Retype => self.refused_name = None,
        }
        Ok(())
    }

    /// Shows the program, from its main module on.
    pub(crate) fn show_program(&mut self, effects: &mut Vec<Effect>) {
        MAIN.clone_into(&mut self.document);
        self.refused_name = None;
        let Project { source, files } = self.workspace.project();
        let texts =
            files
                .list()
                .iter()
                .filter_map(|ProgramFile { path, bytes }| match Content::of(bytes) {
                    Content::Text(text) => Some((path.clone(), text.to_owned())),
                    Content::Long | Content::Binary => None,
                });
        let main = (MAIN.to_owned(), source.clone());
        effects.push(Effect::Editor(Editing::Open {
            files: [main].into_iter().chain(texts).collect(),
            is_read_only: self.workspace.is_read_only(),
        }));
        effects.push(Effect::Mark);
    }

    /// Shows a file that is there.
    fn show(&mut self, path: &str, effects: &mut Vec<Effect>) {
        if self.content(path).is_some() {
            path.clone_into(&mut self.document);
            self.refused_name = None;
            effects.push(Effect::Editor(Editing::Show(path.to_owned())));
            effects.push(Effect::Reveal(self.place()));
        }
    }

    /// Goes to a line of a file of the program.
    pub(crate) fn go_to(
        &mut self,
        path: &str,
        line: u32,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Problem> {
        if !self.is_text(path) {
            return Err(Problem::Gone(path.to_owned()));
        }
        // Otherwise the editor comes back in the place of what is no text.
        let is_in_sight = self.is_text(&self.document);
        self.show(path, effects);
        effects.push(Effect::Editor(Editing::GoTo { line, is_in_sight }));
        Ok(())
    }

    /// Makes the program what it was before the reader changed it.
    pub(crate) fn restore(&mut self, effects: &mut Vec<Effect>) {
        let Project { source, files } = self.workspace.original().clone();
        self.set_files(files, effects);
        self.replace_source(source, effects);
    }

    /// Has the editor show the main module with this text.
    pub(crate) fn replace_source(&mut self, source: String, effects: &mut Vec<Effect>) {
        self.show(MAIN, effects);
        // An edit like any other: the reader can undo it.
        effects.push(Effect::Editor(Editing::Replace(source)));
    }

    /// Takes these files in the place of those that there are.
    pub(crate) fn set_files(&mut self, files: Files, effects: &mut Vec<Effect>) {
        let before = self.workspace.files().clone();
        self.workspace.set_files(files);
        if self.content(&self.document).is_none() {
            self.show(MAIN, effects);
        }
        let files = self.workspace.files();
        for ProgramFile { path, .. } in before.list() {
            if files.get(path).is_none() {
                effects.push(Effect::Editor(Editing::Remove(path.clone())));
            }
        }
        let is_other = |file: &&ProgramFile| before.get(&file.path) != Some(&file.bytes);
        let others = files.list().iter().filter(is_other);
        others.for_each(|file| self.open_in_editor(&file.path, effects));
        self.request_save(effects);
    }

    /// Takes in what the reader typed into a file.
    pub(crate) fn edit(
        &mut self,
        path: String,
        text: String,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Problem> {
        let edited = if path == MAIN {
            if self.workspace.is_embedded() {
                effects.push(Effect::Tell(Told::Changed(text.clone())));
            }
            self.workspace.change(text);
            Ok(())
        } else {
            self.workspace.change_file(path, text)
        };
        self.request_save(effects);
        effects.push(Effect::Mark);
        edited.map_err(Problem::Refused)
    }

    /// Makes an empty file; of a name that is taken it makes none.
    fn make(&mut self, path: &str, effects: &mut Vec<Effect>) -> Result<(), Refusal> {
        if self.workspace.files().get(path).is_some() {
            return Err(Refusal::Taken);
        }
        self.workspace.put_file(path.to_owned(), Vec::new())?;
        self.take_in(path, effects);
        Ok(())
    }

    /// Opens a file in the editor that came into the program, or became another.
    fn take_in(&mut self, path: &str, effects: &mut Vec<Effect>) {
        self.open_in_editor(path, effects);
        self.show(path, effects);
        self.request_save(effects);
    }

    fn open_in_editor(&self, path: &str, effects: &mut Vec<Effect>) {
        let content = self.workspace.files().get(path).map(Content::of);
        if let Some(Content::Text(text)) = content {
            let (path, text) = (path.to_owned(), text.to_owned());
            effects.push(Effect::Editor(Editing::Add(path, text)));
        }
    }

    fn rename(&mut self, name: &str, effects: &mut Vec<Effect>) -> Result<(), Refusal> {
        self.workspace.rename_file(&self.document, name)?;
        let path = std::mem::replace(&mut self.document, name.to_owned());
        effects.push(Effect::Editor(Editing::Rename(path, name.to_owned())));
        self.request_save(effects);
        Ok(())
    }

    fn delete(&mut self, path: &str, effects: &mut Vec<Effect>) {
        if path == MAIN || self.workspace.is_read_only() {
            return;
        }
        let paths = self.paths();
        let place = paths.iter().position(|other| *other == path);
        let before = place.and_then(|place| paths.get(place.checked_sub(1)?));
        let before = before.copied().unwrap_or(MAIN).to_owned();
        self.workspace.remove_file(path);
        if self.document == path {
            self.show(&before, effects);
        }
        effects.push(Effect::Editor(Editing::Remove(path.to_owned())));
        self.request_save(effects);
    }

    /// Takes in files of the reader's machine, in the place of those that have their names.
    fn bring(
        &mut self,
        files: Vec<(String, Result<Vec<u8>, NotBrought>)>,
        effects: &mut Vec<Effect>,
    ) -> Result<(), Problem> {
        let mut refused = Vec::new();
        for (name, content) in files {
            let brought = content.and_then(|bytes| self.bring_one(&name, bytes, effects));
            if let Err(reason) = brought {
                refused.push((name, reason));
            }
        }
        if refused.is_empty() {
            Ok(())
        } else {
            Err(Problem::NotBrought(refused))
        }
    }

    fn bring_one(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        effects: &mut Vec<Effect>,
    ) -> Result<(), NotBrought> {
        if name != MAIN {
            let put = self.workspace.put_file(name.to_owned(), bytes);
            put.map_err(NotBrought::Refused)?;
            self.take_in(name, effects);
            return Ok(());
        }
        let Content::Text(text) = Content::of(&bytes) else {
            return Err(NotBrought::NoProgram);
        };
        self.replace_source(text.to_owned(), effects);
        Ok(())
    }

    fn request_save(&mut self, effects: &mut Vec<Effect>) {
        if !self.save_requested {
            self.save_requested = true;
            effects.push(Effect::SetTimer(SAVE_DELAY, Timer::Store));
        }
    }

    /// Stores what was edited; says whether that was the program of a link, which the address keeps.
    pub(crate) fn save(&mut self, storage: &mut dyn Storage, effects: &mut Vec<Effect>) -> bool {
        self.save_requested = false;
        if self.workspace.is_embedded() && self.workspace.has_unsaved_files() {
            let files = self.workspace.files().clone();
            effects.push(Effect::Tell(Told::Files(files)));
        }
        self.workspace.save(storage, effects)
    }
}
