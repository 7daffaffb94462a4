//! The files of the program as tabs over the editor: what can be done with them, and where they come in and go out.

use std::rc::Rc;

use spawnpoint_project::{Content, Files, Former, MAIN, ProgramFile, Project, ROOM, Refusal, zip};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlElement, HtmlInputElement};
use yew::{
    Callback, Classes, Context, Html, KeyboardEvent, SubmitEvent, TargetCast, classes, html,
};

use super::{App, Msg};
use crate::{dom, embed, exports, strings::text, words};

/// Something that the reader does with the files of the program.
pub enum FileMsg {
    /// Looks at one.
    Show(String),
    /// Makes an empty one of this name.
    Make(String),
    /// Gives the one that is shown another name.
    Rename(String),
    /// Deletes one.
    Delete(String),
    /// Puts back what was deleted or written over last.
    PutBack,
    /// Does not want it back.
    LetGo,
    /// Drags files over the page, or away from it.
    Drag(bool),
    /// Drops or chooses files of the machine.
    Bring(Vec<File>),
    /// They have these names and contents, or could not be read.
    Brought(Vec<(String, Result<Vec<u8>, String>)>),
    /// Takes the one that is shown along.
    Download,
    /// Takes all along.
    DownloadAll,
    /// Types another name than one that could not be.
    Retype,
}

const PANEL: &str = "file-panel";
const NEW_MENU: &str = "new-file-menu";
const NEW_NAME: &str = "new-file-name";
const FILE_MENU: &str = "file-menu";
const FILE_BUTTON: &str = "file-menu-button";
const FILE_NAME: &str = "file-name";

/// How the name of a new file begins until the reader chooses another.
const NEW: (&str, &str) = ("helpers", ".py");

fn tab_id(place: usize) -> String {
    format!("file-{place}")
}

impl App {
    /// Does something with the files.
    pub(super) fn handle_file(&mut self, ctx: &Context<Self>, message: FileMsg) {
        match message {
            FileMsg::Show(path) => self.show_file(&path),
            FileMsg::Make(name) => {
                self.refused_name = self.make_file(ctx, &name).err();
                if self.refused_name.is_none() {
                    dom::hide_popover(NEW_MENU);
                    self.go_to(ctx, &name, 1);
                }
            }
            FileMsg::Rename(name) => {
                self.refused_name = self.rename_file(ctx, &name).err();
                if self.refused_name.is_none() {
                    dom::hide_popover(FILE_MENU);
                }
            }
            FileMsg::Delete(path) => self.delete_file(ctx, &path),
            FileMsg::PutBack => match self.workspace.put_back() {
                Ok(Some(path)) => self.take_in(ctx, &path),
                Ok(None) => {}
                Err(refusal) => self.problem = Some(words::refusal(refusal)),
            },
            FileMsg::LetGo => drop(self.workspace.take_former()),
            FileMsg::Drag(is_dragging) => self.is_dragging = is_dragging,
            FileMsg::Bring(files) => {
                self.is_dragging = false;
                self.problem = None;
                if !self.workspace.is_read_only() {
                    let link = ctx.link().clone();
                    spawn_local(async move {
                        let mut brought = Vec::new();
                        for file in files {
                            brought.push((dom::composed(&file.name()), read(&file).await));
                        }
                        link.send_message(Msg::File(FileMsg::Brought(brought)));
                    });
                }
            }
            FileMsg::Brought(files) => self.bring(ctx, files),
            FileMsg::Download => {
                let content = self.content(&self.document).unwrap_or_default();
                let name = self.document.rsplit('/').next().unwrap_or_default();
                self.problem = not_saved(exports::save_bytes(name, content));
            }
            FileMsg::DownloadAll => {
                let Project { source, files } = self.workspace.project();
                let files = files.list().iter();
                let files = files.map(|file| (file.path.as_str(), file.bytes.as_slice()));
                let archive = zip([(MAIN, source.as_bytes())].into_iter().chain(files));
                let name = format!("{}.zip", self.program_name());
                self.problem = not_saved(exports::save_bytes(&name, &archive));
            }
            FileMsg::Retype => self.refused_name = None,
        }
    }

    /// The content of a file, or of the main module.
    fn content(&self, path: &str) -> Option<&[u8]> {
        if path == MAIN {
            Some(self.workspace.source().as_bytes())
        } else {
            self.workspace.files().get(path)
        }
    }

    /// Shows the program, from its main module on.
    pub(super) fn show_program(&mut self) {
        MAIN.clone_into(&mut self.document);
        self.refused_name = None;
        if let Some(editor) = &self.editor {
            let Project { source, files } = self.workspace.project();
            let texts = files
                .list()
                .iter()
                .filter_map(|ProgramFile { path, bytes }| match Content::of(bytes) {
                    Content::Text(text) => Some((path.as_str(), text)),
                    Content::Long | Content::Binary => None,
                });
            let all = [(MAIN, source.as_str())].into_iter().chain(texts);
            editor.open(all, self.workspace.is_read_only());
        }
        self.markers.clear();
        self.mark_lines();
    }

    /// Shows a file that is there.
    pub(super) fn show_file(&mut self, path: &str) {
        if self.content(path).is_some() {
            path.clone_into(&mut self.document);
            self.refused_name = None;
            if let Some(editor) = &self.editor {
                editor.show(path);
            }
            let tab = tab_id(self.place());
            // When its tab is there.
            dom::on_next_frame(move || dom::reveal(&tab));
        }
    }

    /// Goes to a line of a file of the program.
    pub(super) fn go_to(&mut self, ctx: &Context<Self>, path: &str, line: u32) {
        if !self.is_text(path) {
            self.problem = Some(text!("file-gone", &[("file", path.into())]));
            return;
        }
        let is_in_sight = self.is_text(&self.document);
        self.show_file(path);
        if let Some(editor) = self.editor.as_ref().filter(|_| is_in_sight) {
            editor.go_to(line);
        } else {
            // When the editor is back in the place of what was no text.
            let page = ctx.link().clone();
            dom::on_next_frame(move || page.send_message(Msg::Enter(line)));
        }
    }

    fn is_text(&self, path: &str) -> bool {
        let content = self.content(path).map(Content::of);
        matches!(content, Some(Content::Text(_)))
    }

    /// The paths of what ran when the trace was made that the views show.
    pub(super) fn paths_that_ran(&self) -> Rc<[String]> {
        let files = self.subject().program.files.iter();
        let files = files.map(|file| file.path.clone());
        [MAIN.to_owned()].into_iter().chain(files).collect()
    }

    /// Makes the program what it was before the reader changed it.
    pub(super) fn restore(&mut self, ctx: &Context<Self>) {
        let Project { source, files } = self.workspace.original().clone();
        self.set_files(ctx, files);
        self.show_file(MAIN);
        if let Some(editor) = &self.editor {
            // An edit like any other: the reader can undo it.
            editor.replace(&source);
        }
    }

    /// Takes these files in the place of those that there are.
    pub(super) fn set_files(&mut self, ctx: &Context<Self>, files: Files) {
        let before = self.workspace.files().clone();
        self.workspace.set_files(files);
        if self.content(&self.document).is_none() {
            self.show_file(MAIN);
        }
        let files = self.workspace.files();
        if let Some(editor) = &self.editor {
            let gone = before.list().iter();
            let gone = gone.filter(|file| files.get(&file.path).is_none());
            gone.for_each(|file| editor.remove(&file.path));
        }
        let is_other = |file: &&ProgramFile| before.get(&file.path) != Some(&file.bytes);
        let others = files.list().iter().filter(is_other);
        others.for_each(|file| self.open_in_editor(&file.path));
        self.request_save(ctx);
    }

    /// Takes in what the reader typed into a file.
    pub(super) fn edit_file(&mut self, path: String, text: String) {
        if path == MAIN {
            if self.is_embedded() {
                embed::tell("changed", &[("code", text.as_str().into())]);
            }
            self.workspace.change(text);
        } else if let Err(refusal) = self.workspace.change_file(path, text) {
            self.problem = Some(words::refusal(refusal));
        }
    }

    /// Makes an empty file; of a name that is taken it makes none.
    fn make_file(&mut self, ctx: &Context<Self>, path: &str) -> Result<(), Refusal> {
        if self.workspace.files().get(path).is_some() {
            return Err(Refusal::Taken);
        }
        self.workspace.put_file(path.to_owned(), Vec::new())?;
        self.take_in(ctx, path);
        Ok(())
    }

    /// Opens a file in the editor that came into the program, or became another.
    fn take_in(&mut self, ctx: &Context<Self>, path: &str) {
        self.open_in_editor(path);
        self.show_file(path);
        self.request_save(ctx);
    }

    fn open_in_editor(&self, path: &str) {
        let content = self.workspace.files().get(path).map(Content::of);
        if let (Some(editor), Some(Content::Text(text))) = (&self.editor, content) {
            editor.add(path, text);
        }
    }

    fn rename_file(&mut self, ctx: &Context<Self>, name: &str) -> Result<(), Refusal> {
        let path = std::mem::take(&mut self.document);
        let renamed = self.workspace.rename_file(&path, name);
        if renamed.is_err() {
            self.document = path;
            return renamed;
        }
        if let Some(editor) = &self.editor {
            editor.rename(&path, name);
        }
        name.clone_into(&mut self.document);
        self.request_save(ctx);
        Ok(())
    }

    fn delete_file(&mut self, ctx: &Context<Self>, path: &str) {
        if path == MAIN || self.workspace.is_read_only() {
            return;
        }
        let paths = self.paths();
        let place = paths.iter().position(|other| *other == path);
        let before = place.and_then(|place| paths.get(place.checked_sub(1)?));
        let before = before.copied().unwrap_or(MAIN).to_owned();
        self.workspace.remove_file(path);
        if self.document == path {
            self.show_file(&before);
        }
        if let Some(editor) = &self.editor {
            editor.remove(path);
        }
        self.request_save(ctx);
    }

    /// Takes in files of the reader's machine, in the place of those that have their names.
    fn bring(&mut self, ctx: &Context<Self>, files: Vec<(String, Result<Vec<u8>, String>)>) {
        let mut problems = Vec::new();
        for (name, content) in files {
            let brought = content.and_then(|bytes| self.bring_one(ctx, &name, bytes));
            if let Err(reason) = brought {
                let values = [("file", name.into()), ("reason", reason.into())];
                problems.push(text!("file-refused", &values));
            }
        }
        if !problems.is_empty() {
            self.problem = Some(problems.join(" "));
        }
    }

    fn bring_one(&mut self, ctx: &Context<Self>, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        if name != MAIN {
            let put = self.workspace.put_file(name.to_owned(), bytes);
            put.map_err(words::refusal)?;
            self.take_in(ctx, name);
            return Ok(());
        }
        let Content::Text(text) = Content::of(&bytes) else {
            return Err(text!("file-no-program"));
        };
        self.show_file(MAIN);
        if let Some(editor) = &self.editor {
            // An edit like any other: the reader can undo it.
            editor.replace(text);
        }
        Ok(())
    }

    /// The paths of all files, the main module's first.
    fn paths(&self) -> Vec<&str> {
        let files = self.workspace.files().list().iter();
        let files = files.map(|file| file.path.as_str());
        [MAIN].into_iter().chain(files).collect()
    }

    /// Whether there is a row of tabs: a program alone in another page has none.
    fn has_tabs(&self) -> bool {
        !self.is_embedded() || !self.workspace.files().is_empty()
    }

    /// Which of them is shown.
    fn place(&self) -> usize {
        let paths = self.paths();
        let place = paths.iter().position(|path| *path == self.document);
        place.unwrap_or(0)
    }

    /// The tabs, and what can be done with files.
    pub(super) fn file_tabs(&self, ctx: &Context<Self>) -> Html {
        if !self.has_tabs() {
            return Html::default();
        }
        let paths = self.paths();
        let on = |message: fn(String) -> FileMsg, path: &str| {
            let path = path.to_owned();
            ctx.link()
                .callback(move |_: yew::MouseEvent| Msg::File(message(path.clone())))
        };
        html! {
            <div class="files">
                <div class="file-tabs" role="tablist" aria-label={text!("files-label")}
                    onkeydown={self.on_tab_key(ctx)}>
                    { for paths.iter().enumerate().map(|(place, path)| {
                        let is_chosen = *path == self.document;
                        html! {
                            <button type="button" role="tab" key={*path} id={tab_id(place)}
                                aria-controls={PANEL} aria-selected={is_chosen.to_string()}
                                tabindex={if is_chosen { "0" } else { "-1" }}
                                onclick={on(FileMsg::Show, path)}>
                                { *path }
                            </button>
                        }
                    }) }
                </div>
                { self.new_file(ctx) }
                { self.file_menu(ctx) }
            </div>
        }
    }

    /// Keys over the tabs: along them, away with one, and another name.
    fn on_tab_key(&self, ctx: &Context<Self>) -> Callback<KeyboardEvent> {
        let paths: Vec<_> = self.paths().into_iter().map(str::to_owned).collect();
        let (place, count) = (self.place(), paths.len());
        let is_fixed = self.workspace.is_read_only() || place == 0;
        let link = ctx.link().clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (place + 1) % count,
                "ArrowLeft" => (place + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                "Delete" if !is_fixed => {
                    event.prevent_default();
                    link.send_message(Msg::File(FileMsg::Delete(paths[place].clone())));
                    dom::focus(&tab_id(place - 1));
                    return;
                }
                "F2" if !is_fixed => {
                    event.prevent_default();
                    if let Some(button) = dom::element::<HtmlElement>(FILE_BUTTON) {
                        button.click();
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            link.send_message(Msg::File(FileMsg::Show(paths[next].clone())));
            dom::focus(&tab_id(next));
        })
    }

    /// The button that adds files, with its menu.
    fn new_file(&self, ctx: &Context<Self>) -> Html {
        if self.workspace.is_read_only() {
            return Html::default();
        }
        let (stem, suffix) = NEW;
        let name = self.workspace.files().free_path(stem, suffix);
        let onclick = ctx.link().callback(move |_: yew::MouseEvent| {
            fill_in(NEW_NAME, &name);
            Msg::File(FileMsg::Retype)
        });
        let onchange = ctx.link().batch_callback(|event: yew::Event| {
            let field: HtmlInputElement = event.target_dyn_into()?;
            let list = field.files()?;
            let files = (0..list.length())
                .filter_map(|place| list.get(place))
                .collect();
            // So that the same file can be chosen again.
            field.set_value("");
            dom::hide_popover(NEW_MENU);
            Some(Msg::File(FileMsg::Bring(files)))
        });
        html! {
            <>
                <button type="button" class="quiet small add-file" popovertarget={NEW_MENU}
                    aria-label={text!("file-add")} title={text!("file-add-hint")} {onclick}>
                    { "+" }
                </button>
                <div id={NEW_MENU} class="menu file-menu" popover="auto"
                    aria-label={text!("file-add")}>
                    { self.name_form(ctx, NEW_NAME, text!("file-new"), text!("file-make"), FileMsg::Make) }
                    <label class="choose-files">
                        <input type="file" multiple=true class="for-screen-readers" {onchange} />
                        { text!("file-choose") }
                    </label>
                    <p class="hint">{ text!("file-drop-hint") }</p>
                </div>
            </>
        }
    }

    /// The button for what can be done with the file that is shown, with its menu.
    fn file_menu(&self, ctx: &Context<Self>) -> Html {
        let is_fixed = self.workspace.is_read_only() || self.document == MAIN;
        let path = self.document.clone();
        let onclick = ctx.link().callback(move |_: yew::MouseEvent| {
            fill_in(FILE_NAME, &path);
            Msg::File(FileMsg::Retype)
        });
        let item = |label: String, message: fn(String) -> FileMsg| {
            let path = self.document.clone();
            let onclick = ctx
                .link()
                .callback(move |_: yew::MouseEvent| Msg::File(message(path.clone())));
            html! {
                <button type="button" class="quiet" popovertarget={FILE_MENU}
                    popovertargetaction="hide" {onclick}>{ label }</button>
            }
        };
        let label = text!("file-menu", &[("file", self.document.as_str().into())]);
        html! {
            <>
                <button type="button" class="quiet small" id={FILE_BUTTON} popovertarget={FILE_MENU}
                    aria-label={label.clone()} title={label.clone()} {onclick}>{ "⋯" }</button>
                <div id={FILE_MENU} class="menu file-menu" popover="auto" aria-label={label}>
                    if !is_fixed {
                        { self.name_form(ctx, FILE_NAME, text!("file-name"), text!("file-rename"), FileMsg::Rename) }
                    }
                    { item(text!("file-download"), |_| FileMsg::Download) }
                    if !self.workspace.files().is_empty() {
                        { item(text!("file-download-all"), |_| FileMsg::DownloadAll) }
                    }
                    if !is_fixed {
                        { item(text!("file-delete"), FileMsg::Delete) }
                    }
                </div>
            </>
        }
    }

    /// A form for the name of a file, which says below why a name cannot be.
    fn name_form(
        &self,
        ctx: &Context<Self>,
        id: &'static str,
        label: String,
        action: String,
        message: fn(String) -> FileMsg,
    ) -> Html {
        let onsubmit = ctx.link().batch_callback(move |event: SubmitEvent| {
            event.prevent_default();
            let field: HtmlInputElement = dom::element(id)?;
            Some(Msg::File(message(field.value().trim().to_owned())))
        });
        let oninput = ctx.link().batch_callback({
            let is_refused = self.refused_name.is_some();
            move |_: yew::InputEvent| is_refused.then_some(Msg::File(FileMsg::Retype))
        });
        let error = format!("{id}-error");
        html! {
            <form {onsubmit}>
                <label for={id}>{ label }</label>
                <input type="text" {id} autofocus=true autocomplete="off" autocapitalize="off"
                    spellcheck="false" aria-invalid={self.refused_name.is_some().to_string()}
                    aria-describedby={error.clone()} {oninput} />
                <button type="submit">{ action }</button>
                <p id={error} class="refused" role="alert">
                    { self.refused_name.map(words::refusal) }
                </p>
            </form>
        }
    }

    /// The look of the part of the page that takes files in.
    pub(super) fn program_class(&self) -> Classes {
        let takes = self.is_dragging && !self.workspace.is_read_only();
        classes!("panel", "program", takes.then_some("takes-files"))
    }

    /// What the chosen tab is for: the editor, or what a file is that cannot be edited.
    pub(super) fn file_panel(&self, ctx: &Context<Self>) -> Html {
        let content = self.content(&self.document).map(Content::of);
        let size = self.content(&self.document).map_or(0, <[u8]>::len);
        let bytes = [
            ("count", (size as u64).into()),
            ("bytes", words::grouped(size as u64).into()),
        ];
        let about = match content {
            Some(Content::Binary) => Some(text!("file-binary", &bytes)),
            Some(Content::Long) => Some(text!("file-long", &bytes)),
            Some(Content::Text(_)) | None => None,
        };
        let tab = tab_id(self.place());
        let has_tabs = self.has_tabs();
        html! {
            <div id={PANEL} class="file-panel" role={has_tabs.then_some("tabpanel")}
                aria-labelledby={has_tabs.then_some(tab)}>
                <div class="editor" ref={self.editor_place.clone()} hidden={about.is_some()}></div>
                if let Some(about) = about {
                    <div class="no-text">
                        <p>{ about }</p>
                        <button type="button"
                            onclick={ctx.link().callback(|_| Msg::File(FileMsg::Download))}>
                            { text!("file-download") }
                        </button>
                    </div>
                }
            </div>
        }
    }

    /// What was deleted or written over last, with a button that puts it back.
    pub(super) fn former_file(&self, ctx: &Context<Self>) -> Html {
        let Some(Former { file, .. }) = self.workspace.former() else {
            return Html::default();
        };
        let name = [("file", file.path.as_str().into())];
        let what = match self.workspace.files().get(&file.path) {
            Some(_) => text!("file-replaced", &name),
            None => text!("file-deleted", &name),
        };
        html! {
            <p class="notice former" role="status">
                <span>{ what }</span>
                <button type="button" class="small"
                    onclick={ctx.link().callback(|_| Msg::File(FileMsg::PutBack))}>
                    { text!("file-put-back") }
                </button>
                <button type="button" class="quiet small" aria-label={text!("file-let-go")}
                    title={text!("file-let-go")}
                    onclick={ctx.link().callback(|_| Msg::File(FileMsg::LetGo))}>{ "×" }</button>
            </p>
        }
    }
}

/// What is said of a file that could not be handed out.
fn not_saved(saved: Result<(), JsValue>) -> Option<String> {
    saved.err().map(|error| super::not_saved(&error))
}

/// Puts a name into a field for the reader to go on from.
fn fill_in(id: &str, name: &str) {
    if let Some(field) = dom::element::<HtmlInputElement>(id) {
        field.set_value(name);
        field.select();
    }
}

/// The bytes of a file of the reader's machine.
async fn read(file: &File) -> Result<Vec<u8>, String> {
    #[expect(clippy::cast_precision_loss, reason = "it is far below what is exact")]
    if file.size() > ROOM as f64 {
        return Err(words::refusal(Refusal::TooLarge { room: ROOM }));
    }
    let content = exports::read(file).await;
    // As browsers refuse to read a folder.
    content.map_err(|error| {
        text!(
            "file-unreadable",
            &[("reason", dom::message(&error).into())]
        )
    })
}
