//! The files of the program as tabs over the editor, and the menus of what can be done with them.

use spawnpoint_project::{Content, Former, MAIN};
use spawnpoint_workbench::{Command, FileCommand, Menu};
use web_sys::{HtmlElement, HtmlInputElement};
use yew::{
    Callback, Classes, Context, Html, KeyboardEvent, SubmitEvent, TargetCast, classes, html,
};

use super::state::{App, Msg};
use crate::{dom, strings::text, words};

const PANEL: &str = "file-panel";
const NEW_MENU: &str = "new-file-menu";
const NEW_NAME: &str = "new-file-name";
const FILE_MENU: &str = "file-menu";
const FILE_BUTTON: &str = "file-menu-button";
const FILE_NAME: &str = "file-name";

/// How the name of a new file begins until the reader chooses another.
const NEW: (&str, &str) = ("helpers", ".py");

/// The id of the tab of the file in this place.
pub fn tab_id(place: usize) -> String {
    format!("file-{place}")
}

/// The id of a menu.
pub fn menu_id(menu: Menu) -> &'static str {
    match menu {
        Menu::New => NEW_MENU,
        Menu::File => FILE_MENU,
    }
}

impl App {
    /// Whether there is a row of tabs: a program alone in another page has none.
    fn has_tabs(&self) -> bool {
        !self.bench.is_embedded() || !self.bench.workspace().files().is_empty()
    }

    /// The tabs, and what can be done with files.
    pub(super) fn file_tabs(&self, ctx: &Context<Self>) -> Html {
        if !self.has_tabs() {
            return Html::default();
        }
        let paths = self.bench.desk().paths();
        let on = |message: fn(String) -> FileCommand, path: &str| {
            let path = path.to_owned();
            ctx.link()
                .callback(move |_: yew::MouseEvent| Msg::Do(Command::File(message(path.clone()))))
        };
        html! {
            <div class="files">
                <div class="file-tabs" role="tablist" aria-label={text!("files-label")}
                    onkeydown={self.on_tab_key(ctx)}>
                    { for paths.iter().enumerate().map(|(place, path)| {
                        let is_chosen = *path == self.bench.desk().document();
                        html! {
                            <button type="button" role="tab" key={*path} id={tab_id(place)}
                                aria-controls={PANEL} aria-selected={is_chosen.to_string()}
                                tabindex={if is_chosen { "0" } else { "-1" }}
                                onclick={on(FileCommand::Show, path)}>
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
        let desk = self.bench.desk();
        let paths: Vec<_> = desk.paths().into_iter().map(str::to_owned).collect();
        let (place, count) = (desk.place(), paths.len());
        let is_fixed = self.bench.workspace().is_read_only() || place == 0;
        let link = ctx.link().clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (place + 1) % count,
                "ArrowLeft" => (place + count - 1) % count,
                "Home" => 0,
                "End" => count - 1,
                "Delete" if !is_fixed => {
                    event.prevent_default();
                    link.send_message(Msg::Do(Command::File(FileCommand::Delete(
                        paths[place].clone(),
                    ))));
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
            link.send_message(Msg::Do(Command::File(FileCommand::Show(
                paths[next].clone(),
            ))));
            dom::focus(&tab_id(next));
        })
    }

    /// The button that adds files, with its menu.
    fn new_file(&self, ctx: &Context<Self>) -> Html {
        if self.bench.workspace().is_read_only() {
            return Html::default();
        }
        let (stem, suffix) = NEW;
        let name = self.bench.workspace().files().free_path(stem, suffix);
        let onclick = ctx.link().callback(move |_: yew::MouseEvent| {
            fill_in(NEW_NAME, &name);
            Msg::Do(Command::File(FileCommand::Retype))
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
            Some(Msg::Bring(files))
        });
        html! {
            <>
                <button type="button" class="quiet small add-file" popovertarget={NEW_MENU}
                    aria-label={text!("file-add")} title={text!("file-add-hint")} {onclick}>
                    { "+" }
                </button>
                <div id={NEW_MENU} class="menu file-menu" popover="auto"
                    aria-label={text!("file-add")}>
                    { self.name_form(ctx, NEW_NAME, text!("file-new"), text!("file-make"), FileCommand::Make) }
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
        let is_fixed =
            self.bench.workspace().is_read_only() || self.bench.desk().document() == MAIN;
        let path = self.bench.desk().document().to_owned();
        let onclick = ctx.link().callback(move |_: yew::MouseEvent| {
            fill_in(FILE_NAME, &path);
            Msg::Do(Command::File(FileCommand::Retype))
        });
        let item = |label: String, message: fn(String) -> FileCommand| {
            let path = self.bench.desk().document().to_owned();
            let onclick = ctx
                .link()
                .callback(move |_: yew::MouseEvent| Msg::Do(Command::File(message(path.clone()))));
            html! {
                <button type="button" class="quiet" popovertarget={FILE_MENU}
                    popovertargetaction="hide" {onclick}>{ label }</button>
            }
        };
        let label = text!(
            "file-menu",
            &[("file", self.bench.desk().document().into())]
        );
        html! {
            <>
                <button type="button" class="quiet small" id={FILE_BUTTON} popovertarget={FILE_MENU}
                    aria-label={label.clone()} title={label.clone()} {onclick}>{ "⋯" }</button>
                <div id={FILE_MENU} class="menu file-menu" popover="auto" aria-label={label}>
                    if !is_fixed {
                        { self.name_form(ctx, FILE_NAME, text!("file-name"), text!("file-rename"), FileCommand::Rename) }
                    }
                    { item(text!("file-download"), |_| FileCommand::Download) }
                    if !self.bench.workspace().files().is_empty() {
                        { item(text!("file-download-all"), |_| FileCommand::DownloadAll) }
                    }
                    if !is_fixed {
                        { item(text!("file-delete"), FileCommand::Delete) }
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
        message: fn(String) -> FileCommand,
    ) -> Html {
        let onsubmit = ctx.link().batch_callback(move |event: SubmitEvent| {
            event.prevent_default();
            let field: HtmlInputElement = dom::element(id)?;
            Some(Msg::Do(Command::File(message(
                field.value().trim().to_owned(),
            ))))
        });
        let oninput = ctx.link().batch_callback({
            let is_refused = self.bench.desk().refused_name().is_some();
            move |_: yew::InputEvent| {
                is_refused.then_some(Msg::Do(Command::File(FileCommand::Retype)))
            }
        });
        let error = format!("{id}-error");
        html! {
            <form {onsubmit}>
                <label for={id}>{ label }</label>
                <input type="text" {id} autofocus=true autocomplete="off" autocapitalize="off"
                    spellcheck="false" aria-invalid={self.bench.desk().refused_name().is_some().to_string()}
                    aria-describedby={error.clone()} {oninput} />
                <button type="submit">{ action }</button>
                <p id={error} class="refused" role="alert">
                    { self.bench.desk().refused_name().map(words::refusal) }
                </p>
            </form>
        }
    }

    /// The look of the part of the page that takes files in.
    pub(super) fn program_class(&self) -> Classes {
        let takes = self.bench.desk().takes_files();
        classes!("panel", "program", takes.then_some("takes-files"))
    }

    /// What the chosen tab is for: the editor, or what a file is that cannot be edited.
    pub(super) fn file_panel(&self, ctx: &Context<Self>) -> Html {
        let desk = self.bench.desk();
        let bytes = desk.content(desk.document());
        let content = bytes.map(Content::of);
        let size = bytes.map_or(0, <[u8]>::len);
        let bytes = [
            ("count", (size as u64).into()),
            ("bytes", words::grouped(size as u64).into()),
        ];
        let about = match content {
            Some(Content::Binary) => Some(text!("file-binary", &bytes)),
            Some(Content::Long) => Some(text!("file-long", &bytes)),
            Some(Content::Text(_)) | None => None,
        };
        let tab = tab_id(self.bench.desk().place());
        let has_tabs = self.has_tabs();
        html! {
            <div id={PANEL} class="file-panel" role={has_tabs.then_some("tabpanel")}
                aria-labelledby={has_tabs.then_some(tab)}>
                <div class="editor" ref={self.editor_place.clone()} hidden={about.is_some()}></div>
                if let Some(about) = about {
                    <div class="no-text">
                        <p>{ about }</p>
                        <button type="button"
                            onclick={ctx.link().callback(|_| Msg::Do(Command::File(FileCommand::Download)))}>
                            { text!("file-download") }
                        </button>
                    </div>
                }
            </div>
        }
    }

    /// What was deleted or written over last, with a button that puts it back.
    pub(super) fn former_file(&self, ctx: &Context<Self>) -> Html {
        let Some(Former { file, .. }) = self.bench.workspace().former() else {
            return Html::default();
        };
        let name = [("file", file.path.as_str().into())];
        let what = match self.bench.workspace().files().get(&file.path) {
            Some(_) => text!("file-replaced", &name),
            None => text!("file-deleted", &name),
        };
        html! {
            <p class="notice former" role="status">
                <span>{ what }</span>
                <button type="button" class="small"
                    onclick={ctx.link().callback(|_| Msg::Do(Command::File(FileCommand::PutBack)))}>
                    { text!("file-put-back") }
                </button>
                <button type="button" class="quiet small" aria-label={text!("file-let-go")}
                    title={text!("file-let-go")}
                    onclick={ctx.link().callback(|_| Msg::Do(Command::File(FileCommand::LetGo)))}>{ "×" }</button>
            </p>
        }
    }
}

/// Puts a name into a field for the reader to go on from.
fn fill_in(id: &str, name: &str) {
    if let Some(field) = dom::element::<HtmlInputElement>(id) {
        field.set_value(name);
        field.select();
    }
}
