//! The page as a whole: what is where, and what leads to what.

mod chrome;
mod embedded;
mod files;
mod linked;
mod modes;
mod status;

use std::{cell::RefCell, rc::Rc, time::Duration};

use spawnpoint_link::{self as link, Beside, Link, Source, Theme};
use spawnpoint_project::{Damaged, Files, MAIN, Project, ROOM, Refusal};
use spawnpoint_protocol::{Pid, Time, control::Outcome, event::WaitFor, syscall::Program};
use spawnpoint_trace::{
    Trace,
    file::{Recording, Unreadable},
    timeline::{Lane, State},
};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, File, MediaQueryList, MessageEvent, ResizeObserver};
use yew::{Component, Context, Html, NodeRef, Properties, html};

use self::{files::FileMsg, linked::Shared};
use crate::{
    address, database, dom,
    dropping::Dropping,
    editor::{Editor, Marker},
    embed::{self, Command},
    examples::{Spot, example},
    exports::{self, RUN_SUFFIX, Save},
    input::Input,
    kernel, offline,
    player::Player,
    runtime::Runtime,
    session::{Ending, Kept, Phase, Session, Signal, Subject},
    settings::Settings,
    strings::{Language, text, text_of},
    support,
    tabs::Tabs,
    theme,
    views::{
        Place, View, entry, hue,
        playback::{Playback, Wish},
        registry::Tab,
        timeline::Timeline,
    },
    words,
    workspace::{LINKED, Opened, Workspace},
};

/// How long an edit may wait until it is stored.
const SAVE_DELAY: Duration = Duration::from_millis(400);

/// The least time in milliseconds between two drawings of a run: often enough to seem to move, and not so
/// often that processes want for a processor where a browser paints without a graphics card.
const FRAME: f64 = 60.0;

/// The same for readers who prefer little motion.
const CALM_FRAME: f64 = 250.0;

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
    /// Something for the session.
    Session(Signal),
    /// The page was painted for the first time.
    Painted,
    /// The reader wants the program to run.
    Run,
    /// The reader typed a line of standard input.
    Line(String),
    /// The reader wants the run to stop.
    Stop,
    /// The reader wants every process held.
    Pause,
    /// The reader wants all to go on.
    Resume,
    /// The reader wants a process to go on by a line.
    Step(Pid),
    /// The reader wants programs to run in this way.
    Settings(Settings),
    /// The reader wants the views to show this one of two runs.
    Side(Side),
    /// The reader wants another attempt at loading the interpreter.
    Retry,
    /// A frame is about to be painted.
    Frame,
    /// The reader edited the file of this path: it has this text.
    Edited(String, String),
    /// The reader does something with the files of the program.
    File(FileMsg),
    /// The browser did not store files.
    NotStored,
    /// The reader chose a program.
    Chosen(String),
    /// The reader wants the example back as it was.
    Restore,
    /// What was edited should be stored now.
    Store,
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
    /// The reader goes to another moment of the run.
    Wish(Wish),
    /// The reader wants to take the run along.
    Save(Save),
    /// The reader chose the file of a run.
    Open(File),
    /// The file of this name has this content, or could not be read.
    Read(String, Result<Vec<u8>, String>),
    /// Something that the reader wanted was not possible.
    Failed(String),
    /// The reader wants other colours.
    NextTheme,
    /// The reader wants the other language.
    OtherLanguage,
    /// The system has other colours.
    Scheme,
    /// The address asks for something.
    Address,
    /// The program of the link with this fragment is there, or cannot be had.
    Unpacked(String, Box<Link>, Result<Project, String>),
    /// This program was packed for the address.
    Packed(Project, Source, Beside),
    /// The reader wants a link to what is on the page.
    Share,
    /// The link has its program and the files beside it here.
    Shared(Source, Beside),
    /// The reader wants to copy what the field with this id shows.
    Copy(&'static str),
    /// The page around wants something.
    Command(Command),
    /// There is a newer version of the site.
    Update,
    /// The reader wants the newer version.
    TakeUpdate,
    /// The reader leaves.
    Leave,
}

/// One of two runs that are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// The run with processes.
    Processes,
    /// The latest run.
    #[default]
    Latest,
}

/// A comparison of two runs of one program.
enum Comparison {
    /// The first run goes on; this one is next.
    First(Subject),
    /// The first run has ended; the latest is the second.
    Second(Kept),
}

/// The page.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is about something else"
)]
pub struct App {
    session: Session,
    settings: Settings,
    comparison: Option<Comparison>,
    /// Which of two runs the views show.
    side: Side,
    player: Player,
    workspace: Workspace,
    /// The path of the file that is shown.
    document: String,
    /// Why what the reader typed cannot be the name of a file.
    refused_name: Option<Refusal>,
    /// Whether the reader drags files over the page.
    is_dragging: bool,
    /// The views that a link said to show; none for all.
    shown: Option<Vec<link::View>>,
    shared: Shared,
    supported: bool,
    theme: Theme,
    language: Language,
    tab: Tab,
    /// What the reader wanted last and was not possible.
    problem: Option<String>,
    /// Whether a newer version of the site is there.
    has_update: bool,
    editor: Option<Editor>,
    editor_place: NodeRef,
    markers: Vec<Marker>,
    save_requested: bool,
    frame_requested: bool,
    drawn: f64,
    revision: u32,
    leaving: Option<Closure<dyn Fn()>>,
    moving: Option<Closure<dyn Fn()>>,
    commands: Option<Closure<dyn Fn(MessageEvent)>>,
    sizes: Option<(ResizeObserver, Closure<dyn Fn()>)>,
    looking: Option<(MediaQueryList, Closure<dyn Fn()>)>,
    dropping: Option<Dropping>,
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let signal = move |signal| link.send_message(Msg::Session(signal));
        let Props {
            is_embedded,
            theme,
            language,
            ..
        } = *ctx.props();
        ctx.link().send_message(Msg::Address);
        Self {
            session: Session::new(Rc::clone(&ctx.props().runtime), signal),
            settings: if is_embedded {
                Settings::default()
            } else {
                Settings::stored()
            },
            comparison: None,
            side: Side::default(),
            player: Player::default(),
            workspace: Workspace::load(is_embedded, ctx.props().stored_files.take()),
            document: MAIN.to_owned(),
            refused_name: None,
            is_dragging: false,
            shown: None,
            shared: Shared::default(),
            supported: support::has_jspi(),
            theme,
            language,
            tab: Tab::Console,
            problem: None,
            has_update: false,
            editor: None,
            editor_place: NodeRef::default(),
            markers: Vec::new(),
            save_requested: false,
            frame_requested: false,
            drawn: 0.0,
            revision: 0,
            leaving: None,
            moving: None,
            commands: None,
            sizes: None,
            looking: None,
            dropping: None,
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if !first {
            return;
        }
        if let Some(place) = self.editor_place.cast::<Element>() {
            let (edited, run) = (ctx.link().clone(), ctx.link().clone());
            self.editor = Editor::mount(
                &place,
                move |path, text| edited.send_message(Msg::Edited(path, text)),
                move || run.send_message(Msg::Run),
            );
            match &self.editor {
                Some(_) => self.show_program(),
                None => place.set_text_content(Some(&text!("editor-missing"))),
            }
        }
        self.listen(ctx);
        let link = ctx.link().clone();
        let painted = move || dom::after(Duration::ZERO, move || link.send_message(Msg::Painted));
        if self.is_embedded() {
            // A frame that the reader has not come to yet is not painted.
            painted();
        } else {
            dom::on_next_frame(painted);
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        let was_busy = self.is_busy();
        let is_changed = self.handle(ctx, message);
        if self.is_embedded() && was_busy && !self.is_busy() {
            self.tell_finished();
        }
        is_changed
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        if self.is_embedded() {
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
    #[expect(clippy::too_many_lines, reason = "an arm to a message")]
    fn handle(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Session(signal) => {
                if matches!(signal, Signal::Loaded(Ok(_))) && !self.is_embedded() {
                    // Not before, so as not to compete with what the reader waits for.
                    let link = ctx.link().clone();
                    offline::keep(move || link.send_message(Msg::Update));
                }
                self.hear(signal);
                self.request_frame(ctx);
                false
            }
            Msg::Painted => {
                embed::tell("ready", &[("code", self.workspace.source().into())]);
                if !self.is_embedded() {
                    database::prepare();
                }
                // What is embedded may never be run.
                if self.supported && !self.is_embedded() {
                    self.session.load();
                }
                true
            }
            Msg::Retry => {
                self.session.load();
                true
            }
            Msg::Run => {
                if self.supported {
                    self.run(ctx);
                }
                true
            }
            Msg::Line(line) => {
                self.session.type_line(line);
                false
            }
            Msg::Stop => {
                if let Some(Comparison::First(_)) = self.comparison {
                    self.comparison = None;
                }
                self.session.stop();
                true
            }
            Msg::Settings(settings) => {
                self.settings = settings;
                if self.workspace.chosen() == LINKED {
                    self.keep_in_address(ctx);
                } else {
                    self.settings.store();
                }
                true
            }
            Msg::Side(side) => {
                self.side = side;
                self.player.go_to_latest();
                self.mark_lines();
                self.revision = self.revision.wrapping_add(1);
                true
            }
            Msg::Pause => {
                self.session.pause();
                true
            }
            Msg::Resume => {
                self.session.resume();
                true
            }
            Msg::Step(pid) => {
                self.player.go_to_latest();
                self.session.step(pid);
                true
            }
            Msg::Frame => {
                self.frame_requested = false;
                self.frame(ctx)
            }
            Msg::Edited(path, text) => {
                let was_edited = self.workspace.is_edited(self.workspace.chosen());
                self.edit_file(path, text);
                self.request_save(ctx);
                self.mark_lines();
                self.is_embedded()
                    || self.problem.is_some()
                    || was_edited != self.workspace.is_edited(self.workspace.chosen())
            }
            Msg::File(message) => {
                self.handle_file(ctx, message);
                true
            }
            Msg::NotStored => {
                self.workspace.refuse();
                true
            }
            Msg::Chosen(id) => {
                self.save(ctx);
                let before = self.workspace.chosen();
                self.workspace.choose(&id);
                self.save(ctx);
                self.turn_address(before, ctx);
                if let Some(example) = example(&id).filter(|_| !self.is_busy()) {
                    self.settings.choice = example.choice;
                    self.settings.is_serial = false;
                    self.settings.turns.seed = example.seed;
                    self.settings.store();
                }
                self.show_program();
                true
            }
            Msg::Restore => {
                self.restore(ctx);
                true
            }
            Msg::Store => self.save(ctx),
            Msg::Point(line) => {
                if let Some(editor) = &self.editor {
                    editor.mark(line);
                }
                false
            }
            Msg::GoTo(Place { path, line }) => {
                self.go_to(ctx, &path, line);
                true
            }
            Msg::Enter(line) => {
                if let Some(editor) = &self.editor {
                    editor.go_to(line);
                }
                false
            }
            Msg::Tab(tab) => {
                self.tab = tab;
                true
            }
            Msg::Look(spot) => {
                if let Spot::Tab(tab) = spot {
                    self.tab = tab;
                }
                dom::pulse(match spot {
                    Spot::Timeline => ".timeline",
                    Spot::Tab(_) => ".views",
                });
                true
            }
            Msg::Wish(wish) => {
                let trace = Rc::clone(self.trace());
                self.player
                    .wish(wish, trace.borrow().log(), self.now(), dom::now());
                self.mark_lines();
                self.request_frame(ctx);
                true
            }
            Msg::Save(save) => {
                self.problem = None;
                self.save_run(ctx, save);
                true
            }
            Msg::Open(file) => {
                self.problem = None;
                let link = ctx.link().clone();
                spawn_local(async move {
                    let content = exports::read(&file).await;
                    let content = content.map_err(|error| dom::message(&error));
                    link.send_message(Msg::Read(file.name(), content));
                });
                true
            }
            Msg::Read(name, content) => {
                self.open(ctx, name, content);
                self.request_frame(ctx);
                true
            }
            Msg::Failed(problem) => {
                self.problem = Some(problem);
                true
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
                // Views that would have nothing new to say have it in another language.
                self.revision = self.revision.wrapping_add(1);
                true
            }
            Msg::Scheme => true,
            Msg::Address => {
                self.arrive(ctx);
                true
            }
            Msg::Unpacked(fragment, link, program) => {
                self.arrive_unpacked(ctx, &fragment, *link, program);
                true
            }
            Msg::Packed(project, source, beside) => {
                self.put_into_address(&project, source, beside);
                false
            }
            Msg::Share => {
                self.share(ctx);
                true
            }
            Msg::Shared(source, beside) => {
                self.show_link(source, beside);
                true
            }
            Msg::Copy(id) => {
                self.copy_shared(id);
                true
            }
            Msg::Command(command) => {
                self.obey(ctx, command);
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
            Msg::Leave => {
                self.save(ctx);
                self.keep_in_tab();
                false
            }
        }
    }

    /// Listens for the reader's leaving and for other colours of the system.
    fn listen(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let leaving = Closure::<dyn Fn()>::new(move || link.send_message(Msg::Leave));
        // Without the event, what was typed in the last moment before leaving may be lost.
        let _ = dom::window()
            .add_event_listener_with_callback("pagehide", leaving.as_ref().unchecked_ref());
        self.leaving = Some(leaving);

        let link = ctx.link().clone();
        if let Ok(Some(query)) = dom::window().match_media(theme::SYSTEM_IS_DARK) {
            let looking = Closure::<dyn Fn()>::new(move || link.send_message(Msg::Scheme));
            query.set_onchange(Some(looking.as_ref().unchecked_ref()));
            self.looking = Some((query, looking));
        }

        let link = ctx.link().clone();
        self.moving = Some(address::on_change(move || link.send_message(Msg::Address)));
        let (drag, drop) = (ctx.link().clone(), ctx.link().clone());
        self.dropping = Some(Dropping::listen(
            move |is_over| drag.send_message(Msg::File(FileMsg::Drag(is_over))),
            move |files| drop.send_message(Msg::File(FileMsg::Bring(files))),
        ));
        if self.is_embedded() {
            let link = ctx.link().clone();
            let heard = move |command| link.send_message(Msg::Command(command));
            self.commands = Some(embed::on_command(heard));
            if ctx.props().has_auto_height {
                self.sizes = embed::tell_height(embedded::ID);
            }
        }
    }

    fn hear(&mut self, signal: Signal) {
        let (trace, was_live) = (Rc::clone(self.session.trace()), self.session.is_live());
        self.session.handle(signal);
        if !Rc::ptr_eq(&trace, self.session.trace()) {
            self.player.go_to_latest();
        }
        let Phase::Ended(ending) = self.session.phase() else {
            return;
        };
        let is_deadlock = *ending == Ending::Outcome(Outcome::Deadlock);
        if was_live && is_deadlock && self.comparison.is_none() {
            self.tab = Tab::Locks;
        }
        let goes_on = is_deadlock || *ending == Ending::Outcome(Outcome::Finished);
        match self.comparison.take() {
            Some(Comparison::First(next)) if goes_on => {
                self.comparison = self.session.kept().map(Comparison::Second);
                self.session.run(next);
            }
            // What was stopped is not compared.
            Some(Comparison::First(_)) => {}
            second => self.comparison = second,
        }
    }

    /// The run that is compared with the latest.
    fn first(&self) -> Option<&Kept> {
        match &self.comparison {
            Some(Comparison::Second(first)) => Some(first),
            _ => None,
        }
    }

    /// The run that the views show, if that is not the latest.
    fn earlier(&self) -> Option<&Kept> {
        self.first().filter(|_| self.side == Side::Processes)
    }

    /// The trace that the views show.
    fn trace(&self) -> &Rc<RefCell<Trace>> {
        (self.earlier()).map_or_else(|| self.session.trace(), |run| &run.trace)
    }

    /// What ran when the trace was made that the views show.
    fn subject(&self) -> &Subject {
        (self.earlier()).map_or_else(|| self.session.subject(), |run| &run.subject)
    }

    /// The time up to which the views show something.
    fn now(&self) -> Time {
        match self.earlier() {
            Some(run) => run.trace.borrow().timeline().end(),
            None => self.session.now(),
        }
    }

    /// Whether the page is meant to be inside another one.
    fn is_embedded(&self) -> bool {
        self.workspace.is_embedded()
    }

    /// Whether a run goes on or is about to.
    fn is_busy(&self) -> bool {
        self.session.is_live() || matches!(self.session.phase(), Phase::Queued(_))
    }

    fn run(&mut self, ctx: &Context<Self>) {
        self.save(ctx);
        embed::tell("started", &[]);
        self.problem = None;
        if self.tab == Tab::Locks && !self.session.is_live() {
            self.tab = Tab::Console;
        }
        let subject = |mode| Subject {
            name: self.program_name(),
            program: Program {
                source: self.workspace.source().to_owned(),
                files: self.workspace.files().list().to_vec(),
                mode,
                turns: self.settings.turns,
                start_method: self.settings.start_method,
            },
        };
        let mut subjects = self.settings.modes().into_iter().map(subject);
        let (first, second) = (subjects.next().unwrap_or_default(), subjects.next());
        drop(subjects);
        self.side = Side::default();
        self.tab = match second {
            Some(_) => Tab::Comparison,
            None => self.tab,
        };
        self.comparison = second.map(Comparison::First);
        self.session.run(first);
        self.request_frame(ctx);
    }

    /// What files are called that come of the chosen program.
    fn program_name(&self) -> String {
        match (self.workspace.opened(), self.workspace.chosen_link()) {
            (Some(opened), _) if self.workspace.is_record() => {
                opened.file.trim_end_matches(RUN_SUFFIX).to_owned()
            }
            (_, Some(linked)) => linked.name.clone().unwrap_or_else(|| LINKED.to_owned()),
            _ => self.workspace.chosen().to_owned(),
        }
    }

    /// Marks where each process is, if what ran is what the editor shows.
    fn mark_lines(&mut self) {
        let markers = self.lines();
        if markers != self.markers
            && let Some(editor) = &self.editor
        {
            editor.mark_processes(&markers);
            self.markers = markers;
        }
    }

    /// Where each thread of the run is at the moment that the reader sees.
    fn lines(&self) -> Vec<Marker> {
        if self.subject().program.source != self.workspace.source() {
            return Vec::new();
        }
        let trace = self.trace().borrow();
        let lanes = trace.timeline().lanes().iter();
        let markers = lanes.filter_map(|lane| {
            let segment = match self.player.cursor() {
                Some(cursor) => lane.at(cursor.moment),
                None => lane.current(),
            }?;
            Some(Marker {
                line: segment.line.filter(|_| segment.state != State::Starting)?,
                hue: hue(lane.hue),
                name: words::thread(trace.timeline(), lane.key()),
            })
        });
        markers.collect()
    }

    fn save_run(&self, ctx: &Context<Self>, save: Save) {
        let name = self.subject().name.clone();
        let recording = || {
            let earlier = self.earlier().map(Kept::recording);
            earlier.unwrap_or_else(|| self.session.recording())
        };
        let done = match save {
            Save::Svg(picture) => exports::save_svg(&name, &picture),
            Save::Png(picture) => {
                let link = ctx.link().clone();
                spawn_local(async move {
                    if let Err(error) = exports::save_png(name, picture).await {
                        link.send_message(Msg::Failed(not_saved(&error)));
                    }
                });
                Ok(())
            }
            Save::Run => exports::save_run(&name, &recording()),
            Save::Perfetto => exports::save_trace(&name, &self.trace().borrow()),
            Save::File { name, bytes } => exports::save_bytes(&name, &bytes),
        };
        if let Err(error) = done {
            ctx.link().send_message(Msg::Failed(not_saved(&error)));
        }
    }

    /// Shows the run in a file.
    fn open(&mut self, ctx: &Context<Self>, file: String, content: Result<Vec<u8>, String>) {
        if self.session.is_live() {
            return;
        }
        match content.and_then(|bytes| recording(&bytes)) {
            Ok((recording, project)) => {
                self.save(ctx);
                let before = self.workspace.chosen();
                let name = file.trim_end_matches(RUN_SUFFIX).to_owned();
                self.comparison = None;
                self.session.open(name, recording);
                self.workspace.open(Opened { file, project });
                self.turn_address(before, ctx);
                self.player.go_to_latest();
                self.show_program();
            }
            Err(reason) => {
                let values = [("file", file.into()), ("reason", reason.into())];
                self.problem = Some(text!("open-failed", &values));
            }
        }
    }

    fn request_frame(&mut self, ctx: &Context<Self>) {
        if !self.frame_requested {
            self.frame_requested = true;
            let link = ctx.link().clone();
            dom::on_next_frame(move || link.send_message(Msg::Frame));
        }
    }

    /// Whether the page is drawn again in this frame. While a run goes on or is played, frame follows
    /// frame.
    fn frame(&mut self, ctx: &Context<Self>) -> bool {
        let is_moving = self.session.is_live() || self.player.is_playing();
        if is_moving {
            self.request_frame(ctx);
        }
        let calm = dom::media("(prefers-reduced-motion: reduce)");
        let interval = if calm { CALM_FRAME } else { FRAME };
        if is_moving && dom::now() - self.drawn < interval {
            return false;
        }
        self.drawn = dom::now();
        self.revision = self.revision.wrapping_add(1);
        let trace = Rc::clone(self.trace());
        self.player
            .advance(trace.borrow().log(), self.now(), self.drawn);
        self.mark_lines();
        true
    }

    fn request_save(&mut self, ctx: &Context<Self>) {
        if !self.save_requested {
            self.save_requested = true;
            let link = ctx.link().clone();
            dom::after(SAVE_DELAY, move || link.send_message(Msg::Store));
        }
    }

    /// Stores what was edited; says whether the page changes by it.
    fn save(&mut self, ctx: &Context<Self>) -> bool {
        self.save_requested = false;
        let refused = self.workspace.is_refused();
        if self.is_embedded() {
            self.tell_files();
        }
        let link = ctx.link().clone();
        if self
            .workspace
            .save(move || link.send_message(Msg::NotStored))
        {
            self.keep_in_address(ctx);
        }
        refused != self.workspace.is_refused()
    }

    /// The one of these views that is shown.
    fn tab(&self, tabs: &[Tab]) -> Tab {
        let usual = || tabs.iter().copied().find(|tab| *tab != Tab::Comparison);
        Some(self.tab)
            .filter(|tab| tabs.contains(tab))
            .or_else(usual)
            .unwrap_or(Tab::Console)
    }

    /// The views that share a place, from left to right.
    fn tabs(&self) -> Vec<Tab> {
        let is_deadlock = *self.session.phase() == Phase::Ended(Ending::Outcome(Outcome::Deadlock));
        let is_shown = |tab: &Tab| match tab.view() {
            None => self.comparison.is_some(),
            // Who waits for whom is what a reader then has to know.
            Some(link::View::Locks) if is_deadlock => true,
            Some(view) => self.shows(view),
        };
        Tab::ALL.iter().copied().filter(is_shown).collect()
    }

    /// Whether this view is to be seen.
    fn shows(&self, view: link::View) -> bool {
        let shown = self.shown.as_ref();
        shown.is_none_or(|shown| shown.contains(&view))
    }

    /// How the run is, and what there is to see of it.
    fn results(&self, ctx: &Context<Self>) -> Html {
        html! {
            <div class="results">
                { self.status(ctx) }
                { self.steps(ctx) }
                { self.views(ctx) }
                { self.input(ctx) }
            </div>
        }
    }

    /// The views of the run, or of the two that are compared.
    fn views(&self, ctx: &Context<Self>) -> Html {
        let view = View {
            trace: Rc::clone(self.trace()),
            revision: self.revision,
            cursor: self.player.cursor(),
        };
        let context = entry::Context {
            view: view.clone(),
            now: self.now(),
            pair: self.pair(),
            paths: self.paths_that_ran(),
            reserve: self.session.reserve(),
            on_go_to: ctx.link().callback(Msg::GoTo),
            on_moment: ctx
                .link()
                .callback(|moment| Msg::Wish(Wish::Moment(moment))),
            on_save: ctx.link().callback(Msg::Save),
        };
        let tabs = self.tabs();
        let shown = self.tab(&tabs);
        // One that is not there keeps its place: else others would be made anew when it comes.
        let panel = |&tab: &Tab| {
            if tab.view().is_none() && context.pair.is_none() {
                return Html::default();
            }
            let is_shown = tab == shown;
            html! {
                <div class="tab-panel" role="tabpanel" id={tab.panel()} aria-labelledby={tab.id()}
                    hidden={!is_shown}>{ tab.draw(&context, is_shown) }</div>
            }
        };
        html! {
            <>
                if self.shows(link::View::Timeline) {
                    { self.timelines(ctx) }
                    <div class="playback-row">
                        if self.first().is_some() { { self.sides(ctx) } }
                        <Playback {view} now={context.now} is_playing={self.player.is_playing()}
                            speed={self.player.speed()} on_wish={ctx.link().callback(Msg::Wish)} />
                    </div>
                }
                if !tabs.is_empty() {
                    <section class="panel views">
                        <Tabs language={self.language} chosen={shown} shown={tabs}
                            on_choice={ctx.link().callback(Msg::Tab)} />
                        { for Tab::ALL.iter().map(panel) }
                    </section>
                }
            </>
        }
    }

    /// The timeline of the run; of two runs both, on one scale.
    fn timelines(&self, ctx: &Context<Self>) -> Html {
        let Some(first) = self.first() else {
            return self.timeline(ctx, Side::Latest, None, None);
        };
        let end = first.trace.borrow().timeline().end();
        let second = if self.session.is_starting() {
            Time(0)
        } else {
            self.session.now()
        };
        let span = Some(end.max(second));
        html! {
            <>
                { self.timeline(ctx, Side::Processes, Some(text!("mode-processes")), span) }
                { self.timeline(ctx, Side::Latest, Some(text!("mode-shared")), span) }
            </>
        }
    }

    fn timeline(
        &self,
        ctx: &Context<Self>,
        side: Side,
        name: Option<String>,
        span: Option<Time>,
    ) -> Html {
        let is_shown = side == self.side || self.first().is_none();
        let (trace, now, live) = match (self.first(), side) {
            (Some(first), Side::Processes) => {
                let end = first.trace.borrow().timeline().end();
                (Rc::clone(&first.trace), end, false)
            }
            // The trace is still that of the first run.
            (Some(_), Side::Latest) if self.session.is_starting() => {
                (Rc::default(), Time(0), false)
            }
            _ => {
                let live = self.session.is_live() && !self.session.is_starting();
                (Rc::clone(self.session.trace()), self.session.now(), live)
            }
        };
        let view = View {
            trace,
            revision: self.revision,
            cursor: self.player.cursor().filter(|_| is_shown),
        };
        // Of two, the lower one explains the signs of both.
        let (id, has_legend) = match side {
            Side::Processes => ("timeline-first", false),
            Side::Latest => ("timeline", true),
        };
        let link = ctx.link().clone();
        let on_seek = move |time| {
            if !is_shown {
                link.send_message(Msg::Side(side));
            }
            link.send_message(Msg::Wish(Wish::Time(time)));
        };
        let link = ctx.link().clone();
        let on_save = move |save| {
            if !is_shown {
                link.send_message(Msg::Side(side));
            }
            link.send_message(Msg::Save(save));
        };
        html! {
            <Timeline {id} {has_legend} {view} {now} {live} {span} {name} look={u32::from(theme::is_dark(self.theme))}
                title={self.title()} on_point={ctx.link().callback(Msg::Point)}
                on_go_to={ctx.link().callback(|line| Msg::GoTo(Place::in_main(line)))}
                {on_seek} {on_save} />
        }
    }

    /// The choice of the run that the cursor and the views are about.
    fn sides(&self, ctx: &Context<Self>) -> Html {
        let radio = |side: Side, label: String| {
            let onchange = ctx.link().callback(move |_: yew::Event| Msg::Side(side));
            html! {
                <label>
                    <input type="radio" name="side" checked={side == self.side} {onchange} />
                    <span>{ label }</span>
                </label>
            }
        };
        html! {
            <fieldset class="segments sides">
                <legend class="for-screen-readers">{ text!("compare-show") }</legend>
                { radio(Side::Processes, text!("mode-processes")) }
                { radio(Side::Latest, text!("mode-shared")) }
            </fieldset>
        }
    }

    /// The two runs that are compared, as far as there are any yet.
    fn pair(&self) -> Option<entry::Pair> {
        self.comparison.as_ref()?;
        let first = self.first();
        Some(entry::Pair {
            processes: first.map_or_else(Rc::default, |first| Rc::clone(&first.trace)),
            shared: Rc::clone(self.session.trace()),
            is_done: first.is_some() && !self.is_busy(),
            processors: kernel::cpu_count(),
        })
    }

    /// What the picture of the run is called.
    fn title(&self) -> String {
        let name = &self.subject().name;
        example(name).map_or_else(|| name.clone(), |example| text_of(example.title, &[]))
    }

    /// The form for a line of standard input, while a process waits for one.
    fn input(&self, ctx: &Context<Self>) -> Html {
        let trace = self.session.trace().borrow();
        let waits = |lane: &&Lane| {
            let state = lane.current().map(|segment| &segment.state);
            let on = WaitFor::Input;
            matches!(state, Some(State::Blocked { on: found, .. }) if *found == on)
        };
        match trace.timeline().lanes().iter().find(waits) {
            Some(lane) if self.session.is_live() => html! {
                <Input language={self.language} name={lane.name.clone()} on_line={ctx.link().callback(Msg::Line)} />
            },
            _ => Html::default(),
        }
    }
}

fn not_saved(error: &wasm_bindgen::JsValue) -> String {
    text!("save-failed", &[("reason", dom::message(error).into())])
}

/// The run in a file, and its program.
fn recording(bytes: &[u8]) -> Result<(Recording, Project), String> {
    let recording = Recording::from_bytes(bytes).map_err(|error| unreadable(&error))?;
    let Program { source, files, .. } = &recording.program;
    let files = Files::of(files.iter().cloned(), ROOM).map_err(|(path, refusal)| {
        unreadable(&Unreadable::Damaged(
            Damaged::File(path, refusal).to_string(),
        ))
    })?;
    let source = source.clone();
    Ok((recording, Project { source, files }))
}

fn unreadable(error: &Unreadable) -> String {
    match error {
        Unreadable::Foreign => text!("open-foreign"),
        Unreadable::Version(version) => {
            text!("open-version", &[("version", version.as_str().into())])
        }
        Unreadable::Damaged(reason) => {
            text!("open-damaged", &[("reason", reason.as_str().into())])
        }
    }
}
