//! What the page is made of, and what happens on it.

use std::{cell::RefCell, rc::Rc};

use spawnpoint_link::Theme;
use spawnpoint_project::Files;
use spawnpoint_protocol::Time;
use spawnpoint_workbench::{Command, Config, Workbench};
use web_sys::File;
use yew::{Context, NodeRef, Properties};

use super::listeners::Listeners;
use crate::{
    address, dom,
    editor::{Editor, Marker},
    embed,
    engine::Engine,
    examples::{EXAMPLES, Example, Spot},
    exports::Save,
    isolation::Isolation,
    kernel,
    runtime::Runtime,
    storage::Browser,
    strings::Language,
    support,
    views::{Place, registry::Tab},
};

/// What the page needs to begin.
#[derive(Properties)]
pub struct Props {
    /// The interpreter's place.
    pub runtime: Rc<Runtime>,
    /// Whether the page is meant to be inside another one.
    pub is_embedded: bool,
    /// Whether the page around makes room for all that is here.
    pub has_auto_height: bool,
    /// Light or dark.
    pub theme: Theme,
    /// The language of the interface.
    pub language: Language,
    /// The files that are stored of the reader's programs.
    pub stored_files: RefCell<Vec<(&'static str, Files)>>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.runtime, &other.runtime) && self.is_embedded == other.is_embedded
    }
}

/// What happens on the page.
pub enum Msg {
    /// Something that the workbench has to know.
    Do(Command),
    /// The interpreter is here, or will not come.
    Loaded(Result<js_sys::WebAssembly::Module, wasm_bindgen::JsValue>),
    /// A frame is about to be painted.
    Frame,
    /// A line of the program should be marked, or none.
    Point(Option<u32>),
    /// The reader goes to a line of one of the program's files.
    GoTo(Place),
    /// The reader is to be at a line of the file that is shown.
    Enter(u32),
    /// The reader chose a view.
    Tab(Tab),
    /// The reader wants to see what an example says to look at.
    Look(Spot),
    /// The reader wants to take something of the run along.
    Save(Save),
    /// The reader chose the file of a run.
    Open(File),
    /// The reader drops or chooses files of the machine.
    Bring(Vec<File>),
    /// The reader wants other colours.
    NextTheme,
    /// The reader wants the other language.
    OtherLanguage,
    /// The system has other colours.
    Scheme,
    /// The address asks for something.
    Address,
    /// The page around wants something.
    Heard(embed::Command),
    /// There is a newer version of the site.
    Update,
    /// The reader wants the newer version.
    TakeUpdate,
    /// What the reader chose before of isolation, if there is a choice.
    Isolation(Option<Isolation>),
    /// The reader wants pages to be isolated, or not.
    Isolate(bool),
    /// The reader leaves.
    Leave,
}

/// The page: what it decides with, and what of the browser it holds.
pub struct App {
    pub(super) bench: Workbench,
    pub(super) engine: Engine,
    pub(super) theme: Theme,
    pub(super) language: Language,
    /// Whether a newer version of the site is there.
    pub(super) has_update: bool,
    /// Whether the next visit is isolated, where that can be chosen.
    pub(super) isolation: Option<Isolation>,
    pub(super) editor: Option<Editor>,
    pub(super) editor_place: NodeRef,
    /// What is marked in the editor.
    pub(super) markers: Vec<Marker>,
    /// Files of the machine that the workbench has not decided about.
    pub(super) offered: Vec<File>,
    pub(super) listeners: Option<Listeners>,
}

impl App {
    /// The page as it is before anything has happened.
    pub(super) fn new(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let link = ctx.link().clone();
        props
            .runtime
            .on_progress(move |progress| link.send_message(Msg::Do(Command::Progress(progress))));
        Self {
            bench: Workbench::new(Config {
                examples: EXAMPLES.iter().map(Example::program).collect(),
                stored_files: props.stored_files.take(),
                storage: Box::new(Browser),
                is_embedded: props.is_embedded,
                has_parent: embed::has_parent(),
                is_supported: support::has_jspi(),
                cpu_count: kernel::cpu_count(),
                playground: address::playground(),
            }),
            engine: Engine::new(Rc::clone(&props.runtime)),
            theme: props.theme,
            language: props.language,
            has_update: false,
            isolation: None,
            editor: None,
            editor_place: NodeRef::default(),
            markers: Vec::new(),
            offered: Vec::new(),
            listeners: None,
        }
    }

    /// The time up to which the views show something.
    pub(super) fn now(&self) -> Time {
        self.bench.runs().now(dom::now())
    }
}
