//! The page inside another one: smaller, and in touch with the page around.

use spawnpoint_project::MAIN;
use spawnpoint_protocol::control::Outcome;
use wasm_bindgen::JsValue;
use yew::{Context, Html, classes, html};

use super::{App, Comparison, Msg};
use crate::{
    address, automation,
    embed::{self, Command},
    scripted,
    session::{Ending, Kept, Loading, Phase},
    strings::text,
    theme,
    workspace::LINKED,
};

/// The id of what is on the page.
pub(super) const ID: &str = "embedded";

impl App {
    /// Does what the page around wants.
    pub(super) fn obey(&mut self, ctx: &Context<Self>, command: Command) {
        match command {
            Command::Run if !self.supported => {
                embed::tell("failed", &[("reason", text!("unsupported-title").into())]);
            }
            Command::Run => ctx.link().send_message(Msg::Run),
            Command::Stop => ctx.link().send_message(Msg::Stop),
            Command::Program(program) => {
                self.show_file(MAIN);
                if let Some(editor) = &self.editor {
                    // An edit like any other: the reader can undo it.
                    editor.replace(&program);
                }
            }
            Command::Files(Ok(files)) => self.set_files(ctx, files),
            Command::Files(Err(reason)) => {
                self.problem = Some(text!("link-attribute", &[("value", reason.into())]));
            }
            Command::Theme(wanted) => {
                self.theme = wanted;
                theme::apply(wanted);
            }
        }
    }

    /// Tells the page around of files that are others than they were.
    pub(super) fn tell_files(&self) {
        if self.workspace.has_unsaved_files() {
            let files = scripted::object(self.workspace.files());
            embed::tell("files", &[("files", files.into())]);
        }
    }

    /// Tells the page around how what was running has ended.
    pub(super) fn tell_finished(&self) {
        if let (Phase::Idle, Loading::Failed(reason)) =
            (self.session.phase(), self.session.loading())
        {
            embed::tell("failed", &[("reason", reason.as_str().into())]);
            return;
        }
        let first = match &self.comparison {
            Some(Comparison::Second(first)) => Some(first.clone()),
            _ => None,
        };
        let runs = first.into_iter().chain(self.session.kept());
        let answers = runs.filter_map(|run| answer(&run).ok());
        embed::tell("finished", &[("runs", embed::list(answers))]);
    }

    pub(super) fn embedded(&self, ctx: &Context<Self>) -> Html {
        let has_auto_height = ctx.props().has_auto_height;
        html! {
            <main id={ID} class={classes!("embedded", has_auto_height.then_some("auto-height"))}>
                <section class={self.program_class()} aria-labelledby="editor-heading">
                    <h1 id="editor-heading" class="for-screen-readers">{ text!("editor-heading") }</h1>
                    <div class="toolbar">
                        { self.actions(ctx) }
                        if self.workspace.is_edited(LINKED) {
                            <button type="button" class="quiet" title={text!("program-restore-hint")}
                                onclick={ctx.link().callback(|_| Msg::Restore)}>
                                { text!("program-restore") }
                            </button>
                        }
                        <a class="open-page" target="_blank" rel="noopener" href={self.own_address()}>
                            { text!("embed-open") }
                        </a>
                    </div>
                    { self.modes(ctx) }
                    { self.notices(ctx) }
                    { self.file_tabs(ctx) }
                    { self.file_panel(ctx) }
                        { self.former_file(ctx) }
                </section>
                { self.results(ctx) }
            </main>
        }
    }

    /// The address of a page of its own for the program.
    fn own_address(&self) -> String {
        format!("{}#{}", address::playground(), self.plain_link().fragment())
    }
}

/// A run as the page around gets it.
fn answer(run: &Kept) -> Result<JsValue, JsValue> {
    let (outcome, note) = match &run.ending {
        Ending::Outcome(outcome) => (*outcome, None),
        Ending::Full | Ending::Unfinished => (Outcome::Stopped, None),
        Ending::Broken(reason) => (Outcome::Error, Some(reason.as_str())),
    };
    let answer = automation::answer(&run.trace.borrow(), outcome, note)?;
    let mode = run.subject.program.mode.name();
    js_sys::Reflect::set(&answer, &"mode".into(), &mode.into())?;
    Ok(answer)
}
