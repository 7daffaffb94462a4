//! What there is to copy of the page, in a menu.

use spawnpoint_project::ROOM_IN_LINK;
use spawnpoint_workbench::{Command, Shareable};
use web_sys::MouseEvent;
use yew::{Callback, Context, Html, html};

use super::state::{App, Msg};
use crate::{strings::text, words};

/// The id of the field that shows something to copy.
pub fn field_id(what: Shareable) -> &'static str {
    match what {
        Shareable::Link => "share-link",
        Shareable::Markup => "share-markup",
    }
}

impl App {
    pub(super) fn sharing(&self, ctx: &Context<Self>) -> Html {
        let shared = self.bench.shared();
        let field = |what: Shareable, label: String, rows: &'static str| {
            let onclick: Callback<MouseEvent> =
                (ctx.link()).callback(move |_| Msg::Do(Command::Copy(what)));
            let (id, content) = (field_id(what), shared.text(what).to_owned());
            let is_copied = shared.copied() == Some(what);
            html! {
                <div class="to-copy">
                    <label for={id}>{ label }</label>
                    <textarea {id} {rows} readonly=true spellcheck="false" value={content} />
                    <button type="button" {onclick}>
                        { if is_copied { text!("share-copied") } else { text!("share-copy") } }
                    </button>
                </div>
            }
        };
        html! {
            <>
                <button type="button" class="quiet share" popovertarget="share"
                    title={text!("share-hint")} onclick={ctx.link().callback(|_| Msg::Do(Command::Share))}>
                    { text!("share") }
                </button>
                <div id="share" class="menu sharing" popover="auto" aria-label={text!("share")}>
                    if shared.is_too_large() {
                        <p class="notice error" role="alert">
                            { text!("share-refused", &[("room", words::room(ROOM_IN_LINK as u64).into())]) }
                        </p>
                    } else {
                        { field(Shareable::Link, text!("share-link"), "2") }
                        <p class="hint">{ text!("share-private") }</p>
                        { field(Shareable::Markup, text!("share-markup"), "5") }
                    }
                </div>
            </>
        }
    }
}
