//! The page inside another one: smaller.

use spawnpoint_workbench::{Command, LINKED};
use yew::{Context, Html, classes, html};

use super::state::{App, Msg};
use crate::{address, strings::text};

/// The id of what is on the page.
pub const ID: &str = "embedded";

impl App {
    pub(super) fn embedded(&self, ctx: &Context<Self>) -> Html {
        let has_auto_height = ctx.props().has_auto_height;
        html! {
            <main id={ID} class={classes!("embedded", has_auto_height.then_some("auto-height"))}>
                <section class={self.program_class()} aria-labelledby="editor-heading">
                    <h1 id="editor-heading" class="for-screen-readers">{ text!("editor-heading") }</h1>
                    <div class="toolbar">
                        { self.actions(ctx) }
                        if self.bench.workspace().is_edited(LINKED) {
                            <button type="button" class="quiet" title={text!("program-restore-hint")}
                                onclick={ctx.link().callback(|_| Msg::Do(Command::Restore))}>
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
        format!("{}#{}", address::playground(), self.bench.link().fragment())
    }
}
