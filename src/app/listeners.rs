//! What listens to the browser for as long as the page is there.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{File, MediaQueryList, MessageEvent, ResizeObserver};

use crate::{address, dom, dropping::Dropping, embed, theme};

/// What there is to hear.
pub enum Heard {
    /// The reader leaves.
    Leave,
    /// The system has other colours.
    Scheme,
    /// Another fragment was gone to.
    Address,
    /// The reader drags files over the page, or away from it.
    Drag(bool),
    /// The reader drops files.
    Drop(Vec<File>),
    /// The page around wants something.
    Around(embed::Command),
}

/// What listens, for as long as it is kept.
#[expect(dead_code, reason = "it is called from outside")]
pub struct Listeners {
    leaving: Closure<dyn Fn()>,
    scheme: Option<(MediaQueryList, Closure<dyn Fn()>)>,
    moving: Closure<dyn Fn()>,
    dropping: Dropping,
    around: Option<Around>,
}

/// What listens to the page around, and tells it how high this one is.
type Around = (
    Closure<dyn Fn(MessageEvent)>,
    Option<(ResizeObserver, Closure<dyn Fn()>)>,
);

impl Listeners {
    /// Calls `hear` with what happens. Where the page is embedded, the page around is heard, too, and told the height
    /// of the element with an id, if there is one.
    pub fn listen(
        hear: impl Fn(Heard) + 'static,
        is_embedded: bool,
        measured: Option<&'static str>,
    ) -> Self {
        let hear: Rc<dyn Fn(Heard)> = Rc::new(hear);
        let saying = |heard: fn() -> Heard| {
            let hear = Rc::clone(&hear);
            move || hear(heard())
        };
        let leaving = Closure::<dyn Fn()>::new(saying(|| Heard::Leave));
        // Without the event, what was typed in the last moment before leaving may be lost.
        let _ = dom::window()
            .add_event_listener_with_callback("pagehide", leaving.as_ref().unchecked_ref());
        let query = dom::window().match_media(theme::SYSTEM_IS_DARK);
        let scheme = query.ok().flatten().map(|query| {
            let looking = Closure::<dyn Fn()>::new(saying(|| Heard::Scheme));
            query.set_onchange(Some(looking.as_ref().unchecked_ref()));
            (query, looking)
        });
        let moving = address::on_change(saying(|| Heard::Address));
        let (drag, drop) = (Rc::clone(&hear), Rc::clone(&hear));
        let dropping = Dropping::listen(
            move |is_over| drag(Heard::Drag(is_over)),
            move |files| drop(Heard::Drop(files)),
        );
        let around = is_embedded.then(|| {
            let commands = embed::on_command(move |command| hear(Heard::Around(command)));
            (commands, measured.and_then(embed::tell_height))
        });
        Self {
            leaving,
            scheme,
            moving,
            dropping,
            around,
        }
    }
}
