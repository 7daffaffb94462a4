//! The page as a whole: what is where, and what leads to what. What is decided is decided by the workbench.

mod around;
mod chrome;
mod embedded;
mod files;
mod layout;
mod listeners;
mod modes;
mod perform;
mod problem;
mod sharing;
mod state;
mod status;

use std::time::Duration;

use spawnpoint_workbench::{Command, FileCommand};
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{Component, Context, Html, html};

pub use self::state::{App, Props};
use self::{
    listeners::{Heard, Listeners},
    state::Msg,
};
use crate::{
    address, dom, editor::Editor, embed, examples::Spot, isolation::Isolation, offline,
    strings::text, theme,
};

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        ctx.link().send_message(Msg::Address);
        Self::new(ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if !first {
            return;
        }
        self.mount_editor(ctx);
        self.listen(ctx);
        let link = ctx.link().clone();
        let painted = move || {
            dom::after(Duration::ZERO, move || {
                link.send_message(Msg::Do(Command::Painted));
            });
        };
        if self.bench.is_embedded() {
            // A frame that the reader has not come to yet is not painted.
            painted();
        } else {
            dom::on_next_frame(painted);
            ctx.link()
                .send_future(async { Msg::Isolation(Isolation::stored().await) });
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Do(command) => self.tell(ctx, command),
            Msg::Loaded(Ok(module)) => {
                self.engine.set_module(module);
                self.tell(ctx, Command::Loaded(Ok(())))
            }
            Msg::Loaded(Err(error)) => self.tell(ctx, Command::Loaded(Err(dom::message(&error)))),
            Msg::Frame => {
                let is_calm = dom::media("(prefers-reduced-motion: reduce)");
                self.tell(ctx, Command::Frame { is_calm })
            }
            Msg::Point(line) => {
                if let Some(editor) = &self.editor {
                    editor.mark(line);
                }
                false
            }
            Msg::GoTo(place) => self.tell(ctx, Command::GoTo(place.path, place.line)),
            Msg::Enter(line) => {
                if let Some(editor) = &self.editor {
                    editor.go_to(line);
                }
                false
            }
            Msg::Tab(tab) => self.tell(ctx, Command::Tab(tab.view().into())),
            Msg::Look(spot) => {
                let place = match spot {
                    Spot::Timeline => ".timeline",
                    Spot::Tab(_) => ".views",
                };
                dom::pulse(place);
                match spot {
                    Spot::Timeline => true,
                    Spot::Tab(tab) => self.tell(ctx, Command::Tab(tab.view().into())),
                }
            }
            Msg::Save(save) => self.save(ctx, save),
            Msg::Open(file) => self.open(ctx, file),
            Msg::Bring(files) => {
                self.offered = files;
                let is_changed = self.tell(ctx, Command::File(FileCommand::Bring));
                // What is not wanted is let go of.
                self.offered.clear();
                is_changed
            }
            Msg::NextTheme => {
                self.theme = theme::next(self.theme);
                theme::apply(self.theme);
                theme::store(self.theme);
                true
            }
            Msg::OtherLanguage => {
                self.language = self.language.other();
                self.language.apply();
                self.language.store();
                if let Some(editor) = &self.editor {
                    editor.set_label();
                }
                self.tell(ctx, Command::Language)
            }
            Msg::Scheme => true,
            Msg::Address => self.tell(ctx, Command::Arrive(address::fragment())),
            Msg::Heard(embed::Command::Around(around)) => self.tell(ctx, Command::Around(around)),
            Msg::Heard(embed::Command::Theme(theme)) => {
                self.theme = theme;
                theme::apply(theme);
                true
            }
            Msg::Update => {
                self.has_update = true;
                true
            }
            Msg::TakeUpdate => {
                offline::update();
                false
            }
            Msg::Isolation(isolation) => {
                self.isolation = isolation;
                true
            }
            Msg::Isolate(is_on) => {
                if let Some(isolation) = &mut self.isolation {
                    isolation.choose(is_on);
                    spawn_local(isolation.store());
                }
                true
            }
            Msg::Leave => self.tell(ctx, Command::Leave(address::fragment())),
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        if self.bench.is_embedded() {
            return self.embedded(ctx);
        }
        html! {
            <>
                { self.header(ctx) }
                <main>
                    <section class={self.program_class()} aria-labelledby="editor-heading">
                        <h2 id="editor-heading" class="for-screen-readers">
                            { text!("editor-heading") }
                        </h2>
                        { self.toolbar(ctx) }
                        { self.modes(ctx) }
                        { self.about(ctx) }
                        { self.notices(ctx) }
                        { self.file_tabs(ctx) }
                        { self.file_panel(ctx) }
                        { self.former_file(ctx) }
                        <p class="hint">
                            { text!("editor-hint", &[("shortcut", chrome::shortcut().into())]) }
                        </p>
                    </section>
                    { self.results(ctx) }
                </main>
            </>
        }
    }
}

impl App {
    fn mount_editor(&mut self, ctx: &Context<Self>) {
        let Some(place) = self.editor_place.cast::<Element>() else {
            return;
        };
        let (edited, run) = (ctx.link().clone(), ctx.link().clone());
        self.editor = Editor::mount(
            &place,
            move |path, text| edited.send_message(Msg::Do(Command::Edited(path, text))),
            move || run.send_message(Msg::Do(Command::Run)),
        );
        match &self.editor {
            Some(_) => {
                // What is to be drawn is what has just been drawn.
                self.tell(ctx, Command::Mounted);
            }
            None => place.set_text_content(Some(&text!("editor-missing"))),
        }
    }

    fn listen(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let hear = move |heard| {
            link.send_message(match heard {
                Heard::Leave => Msg::Leave,
                Heard::Scheme => Msg::Scheme,
                Heard::Address => Msg::Address,
                Heard::Drag(is_over) => Msg::Do(Command::File(FileCommand::Drag(is_over))),
                Heard::Drop(files) => Msg::Bring(files),
                Heard::Around(command) => Msg::Heard(command),
            });
        };
        let measured = ctx.props().has_auto_height.then_some(embedded::ID);
        let is_embedded = self.bench.is_embedded();
        self.listeners = Some(Listeners::listen(hear, is_embedded, measured));
    }
}
