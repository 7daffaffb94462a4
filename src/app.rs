//! The page as a whole: what is where, and what leads to what.

use std::{rc::Rc, time::Duration};

use spawnpoint_protocol::{StartMethod, Time, control::Outcome, event::WaitFor, syscall::Program};
use spawnpoint_trace::{
    axis, exit,
    timeline::{Lane, State},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlSelectElement};
use yew::{Component, Context, Html, NodeRef, Properties, TargetCast, classes, html};

use crate::{
    console::Console,
    deadlock, dom,
    editor::Editor,
    examples::EXAMPLES,
    input::Input,
    runtime::Runtime,
    session::{Ending, Loading, Phase, Session, Signal, View},
    storage,
    strings::{text, text_with},
    support,
    timeline::Timeline,
    workspace::{OWN, Workspace},
};

/// How long an edit may wait until it is stored.
const SAVE_DELAY: Duration = Duration::from_millis(400);

/// The least time in milliseconds between two drawings of a run.
const FRAME: f64 = 30.0;

/// The same for readers who prefer little motion.
const CALM_FRAME: f64 = 250.0;

/// What the page needs to begin.
#[derive(Properties)]
pub struct Props {
    /// The interpreter's place.
    pub runtime: Rc<Runtime>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.runtime, &other.runtime)
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
    /// The reader wants another attempt at loading the interpreter.
    Retry,
    /// A frame is about to be painted.
    Frame,
    /// The reader edited the program.
    Edited(String),
    /// The reader chose a program.
    Chosen(String),
    /// The reader wants the example back as it was.
    Restore,
    /// What was edited should be stored now.
    Save,
    /// A line of the program should be marked, or none.
    Point(Option<u32>),
    /// The reader goes to a line of the program.
    GoTo(u32),
    /// The reader wants other colours.
    NextTheme,
}

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn stored() -> Self {
        match storage::get("theme").as_deref() {
            Some("light") => Self::Light,
            Some("dark") => Self::Dark,
            _ => Self::Auto,
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn label(self) -> String {
        match self {
            Self::Auto => text("theme-auto"),
            Self::Light => text("theme-light"),
            Self::Dark => text("theme-dark"),
        }
    }

    /// Shows and stores it. `index.html` applies what is stored before the page is first painted.
    fn apply(self) {
        if let Some(root) = dom::document().document_element() {
            let applied = match self.name() {
                Some(name) => root.set_attribute("data-theme", name),
                None => root.remove_attribute("data-theme"),
            };
            // Neither the attribute nor the choice is worth a message if it cannot be kept.
            let _ = (applied, storage::set("theme", self.name()));
        }
    }
}

/// The page.
pub struct App {
    session: Session,
    workspace: Workspace,
    supported: bool,
    theme: Theme,
    editor: Option<Editor>,
    editor_place: NodeRef,
    save_requested: bool,
    frame_requested: bool,
    drawn: f64,
    revision: u32,
    leaving: Option<Closure<dyn Fn()>>,
}

impl Component for App {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let signal = move |signal| link.send_message(Msg::Session(signal));
        Self {
            session: Session::new(Rc::clone(&ctx.props().runtime), signal),
            workspace: Workspace::load(),
            supported: support::has_jspi(),
            theme: Theme::stored(),
            editor: None,
            editor_place: NodeRef::default(),
            save_requested: false,
            frame_requested: false,
            drawn: 0.0,
            revision: 0,
            leaving: None,
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
                move |program| edited.send_message(Msg::Edited(program)),
                move || run.send_message(Msg::Run),
            );
            match &self.editor {
                Some(editor) => editor.open(self.workspace.text()),
                None => place.set_text_content(Some(&text("editor-missing"))),
            }
        }

        let link = ctx.link().clone();
        let leaving = Closure::<dyn Fn()>::new(move || link.send_message(Msg::Save));
        // Without the event, what was typed in the last moment before leaving may be lost.
        let _ = dom::window()
            .add_event_listener_with_callback("pagehide", leaving.as_ref().unchecked_ref());
        self.leaving = Some(leaving);

        let link = ctx.link().clone();
        dom::on_next_frame(move || {
            dom::after(Duration::ZERO, move || link.send_message(Msg::Painted));
        });
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Session(signal) => {
                self.session.handle(signal);
                self.request_frame(ctx);
                false
            }
            Msg::Painted | Msg::Retry => {
                if self.supported {
                    self.session.load();
                }
                true
            }
            Msg::Run => {
                if self.supported {
                    self.save();
                    self.session.run(Program {
                        source: self.workspace.text().to_owned(),
                        start_method: StartMethod::default(),
                    });
                    self.request_frame(ctx);
                }
                true
            }
            Msg::Line(line) => {
                self.session.type_line(line);
                false
            }
            Msg::Stop => {
                self.session.stop();
                true
            }
            Msg::Frame => {
                self.frame_requested = false;
                self.frame(ctx)
            }
            Msg::Edited(program) => {
                let was_edited = self.workspace.is_edited(self.workspace.chosen());
                self.workspace.change(program);
                self.request_save(ctx);
                was_edited != self.workspace.is_edited(self.workspace.chosen())
            }
            Msg::Chosen(id) => {
                self.save();
                self.workspace.choose(&id);
                self.save();
                if let Some(editor) = &self.editor {
                    editor.open(self.workspace.text());
                }
                true
            }
            Msg::Restore => {
                if let Some(editor) = &self.editor {
                    editor.replace(self.workspace.original());
                }
                true
            }
            Msg::Save => self.save(),
            Msg::Point(line) => {
                if let Some(editor) = &self.editor {
                    editor.mark(line);
                }
                false
            }
            Msg::GoTo(line) => {
                if let Some(editor) = &self.editor {
                    editor.go_to(line);
                }
                false
            }
            Msg::NextTheme => {
                self.theme = self.theme.next();
                self.theme.apply();
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = View {
            trace: Rc::clone(self.session.trace()),
            revision: self.revision,
        };
        let live = self.session.is_live() && !self.session.is_starting();
        let on_point = ctx.link().callback(Msg::Point);
        let on_go_to = ctx.link().callback(Msg::GoTo);
        html! {
            <>
                { self.header(ctx) }
                <main>
                    <section class="panel program" aria-labelledby="editor-heading">
                        <h2 id="editor-heading" class="for-screen-readers">
                            { text("editor-heading") }
                        </h2>
                        { self.toolbar(ctx) }
                        { self.notices(ctx) }
                        <div class="editor" ref={self.editor_place.clone()}></div>
                        <p class="hint">
                            { text_with("editor-hint", &[("shortcut", shortcut().into())]) }
                        </p>
                    </section>
                    <div class="results">
                        { self.status() }
                        <Timeline view={view.clone()} now={self.session.now()} {live} {on_point}
                            on_go_to={on_go_to.clone()} />
                        if let Some(deadlock) = view.trace.borrow().deadlock() {
                            { deadlock::report(deadlock, view.trace.borrow().timeline(), &on_go_to) }
                        }
                        <Console {view} {on_go_to} />
                        { self.input(ctx) }
                    </div>
                </main>
            </>
        }
    }
}

impl App {
    fn request_frame(&mut self, ctx: &Context<Self>) {
        if !self.frame_requested {
            self.frame_requested = true;
            let link = ctx.link().clone();
            dom::on_next_frame(move || link.send_message(Msg::Frame));
        }
    }

    /// Whether the page is drawn again in this frame. While a run goes on, frame follows frame.
    fn frame(&mut self, ctx: &Context<Self>) -> bool {
        let live = self.session.is_live();
        if live {
            self.request_frame(ctx);
        }
        let calm = dom::media("(prefers-reduced-motion: reduce)");
        let interval = if calm { CALM_FRAME } else { FRAME };
        if live && dom::now() - self.drawn < interval {
            return false;
        }
        self.drawn = dom::now();
        self.revision = self.revision.wrapping_add(1);
        true
    }

    fn request_save(&mut self, ctx: &Context<Self>) {
        if !self.save_requested {
            self.save_requested = true;
            let link = ctx.link().clone();
            dom::after(SAVE_DELAY, move || link.send_message(Msg::Save));
        }
    }

    /// Stores what was edited; says whether the page changes by it.
    fn save(&mut self) -> bool {
        self.save_requested = false;
        let refused = self.workspace.is_refused();
        self.workspace.save();
        refused != self.workspace.is_refused()
    }

    fn header(&self, ctx: &Context<Self>) -> Html {
        let label = format!("{}: {}", text("theme-label"), self.theme.label());
        html! {
            <header>
                <svg class="logo" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
                    <path d="M6 5v22M6 10h7M6 16h13M6 22h7" />
                    <rect x="13" y="7.5" width="13" height="5" rx="1.5" />
                    <rect x="19" y="13.5" width="8" height="5" rx="1.5" />
                    <rect x="13" y="19.5" width="10" height="5" rx="1.5" />
                </svg>
                <h1>{ text("app-name") }</h1>
                <p class="tagline">{ text("app-tagline") }</p>
                <button type="button" class="quiet theme" aria-label={label.clone()} title={label}
                    onclick={ctx.link().callback(|_| Msg::NextTheme)}>
                    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                        <circle cx="8" cy="8" r="6.5" />
                        <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" />
                    </svg>
                    <span>{ self.theme.label() }</span>
                </button>
            </header>
        }
    }

    fn toolbar(&self, ctx: &Context<Self>) -> Html {
        let chosen = self.workspace.chosen();
        let option = |id: &'static str, title: String| {
            let title = if id != OWN && self.workspace.is_edited(id) {
                text_with("program-edited", &[("title", title.into())])
            } else {
                title
            };
            html! { <option value={id} selected={id == chosen}>{ title }</option> }
        };
        let live = self.session.is_live();
        let queued = matches!(self.session.phase(), Phase::Queued(_));
        let run_hint = if live {
            text("run-again-hint")
        } else {
            text_with("run-hint", &[("shortcut", shortcut().into())])
        };
        let onchange = ctx.link().batch_callback(|event: yew::Event| {
            Some(Msg::Chosen(
                event.target_dyn_into::<HtmlSelectElement>()?.value(),
            ))
        });
        let restorable = chosen != OWN && self.workspace.is_edited(chosen);
        html! {
            <div class="toolbar">
                <label for="program">{ text("program-label") }</label>
                <select id="program" {onchange}>
                    <optgroup label={text("program-group-examples")}>
                        { for EXAMPLES.iter().map(|example| {
                            option(example.id, text(example.title))
                        }) }
                    </optgroup>
                    <optgroup label={text("program-group-own")}>
                        { option(OWN, text("program-own")) }
                    </optgroup>
                </select>
                if restorable {
                    <button type="button" class="quiet" title={text("program-restore-hint")}
                        onclick={ctx.link().callback(|_| Msg::Restore)}>
                        { text("program-restore") }
                    </button>
                }
                <span class="actions">
                    <button type="button" class="run" id="run" title={run_hint}
                        disabled={live || queued || !self.supported}
                        onclick={ctx.link().callback(|_| Msg::Run)}>
                        <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                            <path d="M2 1l9 5-9 5z" />
                        </svg>
                        { text("run") }
                    </button>
                    <button type="button" class="stop" id="stop" title={text("stop-hint")}
                        disabled={!live && !queued}
                        onclick={ctx.link().callback(|_| Msg::Stop)}>
                        <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                            <path d="M1.5 1.5h9v9h-9z" />
                        </svg>
                        { text("stop") }
                    </button>
                </span>
            </div>
        }
    }

    /// What needs the reader's attention before anything runs.
    fn notices(&self, ctx: &Context<Self>) -> Html {
        if !self.supported {
            return html! {
                <div class="notice error" role="alert">
                    <strong>{ text("unsupported-title") }</strong>
                    <p>{ text("unsupported-text") }</p>
                </div>
            };
        }
        html! {
            <>
                { self.loading(ctx) }
                if let Phase::Ended(Ending::Broken(reason)) = self.session.phase() {
                    <p class="notice error" role="alert">
                        { text_with("fatal", &[("reason", reason.clone().into())]) }
                    </p>
                }
                if self.workspace.is_refused() {
                    <p class="notice error">{ text("program-not-saved") }</p>
                }
            </>
        }
    }

    fn loading(&self, ctx: &Context<Self>) -> Html {
        let bytes = self.session.bytes();
        let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
        let (message, received) = match self.session.loading() {
            Loading::Ready => return Html::default(),
            Loading::Failed(reason) => {
                return html! {
                    <div class="notice error" role="alert">
                        <p>{ text_with("loading-failed", &[("reason", reason.clone().into())]) }</p>
                        <button type="button" onclick={ctx.link().callback(|_| Msg::Retry)}>
                            { text("retry") }
                        </button>
                    </div>
                };
            }
            Loading::Waiting => (text("loading-waiting"), Some(0.0)),
            Loading::Fetching(received) => {
                let values = [
                    ("received", megabytes(*received).into()),
                    ("total", megabytes(bytes).into()),
                ];
                (text_with("loading-fetching", &values), Some(*received))
            }
            Loading::Compiling => (text("loading-compiling"), None),
        };
        html! {
            <div class="loading">
                <span>{ message }</span>
                <progress aria-label={text("loading-label")} max={bytes.to_string()}
                    value={received.map(|received| received.to_string())}></progress>
            </div>
        }
    }

    /// The form for a line of standard input, while a process waits for one.
    fn input(&self, ctx: &Context<Self>) -> Html {
        let trace = self.session.trace().borrow();
        let waits = |lane: &&Lane| {
            let state = lane.current().map(|segment| &segment.state);
            matches!(
                state,
                Some(State::Blocked {
                    on: WaitFor::Input,
                    ..
                })
            )
        };
        match trace.timeline().lanes().iter().find(waits) {
            Some(lane) if self.session.is_live() => html! {
                <Input name={lane.name.clone()} on_line={ctx.link().callback(Msg::Line)} />
            },
            _ => Html::default(),
        }
    }

    fn status(&self) -> Html {
        let (class, state) = self.state();
        let trace = self.session.trace().borrow();
        let lanes = trace.timeline().lanes();
        let alive = lanes.iter().filter(|lane| lane.exit.is_none()).count();
        let count = lanes.len().to_string();
        let processes = if alive > 0 {
            let alive = alive.to_string();
            text_with(
                "status-alive",
                &[("count", count.into()), ("alive", alive.into())],
            )
        } else {
            count
        };
        let main_exit = lanes.first().and_then(|lane| lane.exit);
        let now = self.session.now();
        html! {
            <section class="status" aria-label={text("status-label")}>
                <p class={classes!("state", class)} role="status">{ state }</p>
                if !lanes.is_empty() {
                    <dl>
                        <div>
                            <dt>{ text("status-elapsed") }</dt>
                            <dd class="elapsed">{ elapsed(now, self.session.is_live()) }</dd>
                        </div>
                        <div>
                            <dt>{ text("status-processes") }</dt>
                            <dd>{ processes }</dd>
                        </div>
                        if let Some(exit) = main_exit {
                            <div>
                                <dt>{ text("status-exit") }</dt>
                                <dd class={(exit.code != 0).then_some("failed")}>
                                    { exit::describe(exit.code) }
                                </dd>
                            </div>
                        }
                    </dl>
                }
            </section>
        }
    }

    /// The state of the run: a class for its look, and its name.
    fn state(&self) -> (&'static str, String) {
        match self.session.phase() {
            _ if !self.supported => ("failed", text("state-unsupported")),
            Phase::Idle => match self.session.loading() {
                Loading::Ready => ("idle", text("state-ready")),
                Loading::Failed(_) => ("failed", text("state-error")),
                _ => ("busy", text("state-loading")),
            },
            Phase::Queued(_) => ("busy", text("state-queued")),
            Phase::Running if self.session.is_starting() => ("busy", text("state-starting")),
            Phase::Running => ("live", text("state-running")),
            Phase::Stopping => ("busy", text("state-stopping")),
            Phase::Ended(ending) => match ending {
                Ending::Outcome(Outcome::Finished) => ("done", text("state-finished")),
                Ending::Outcome(Outcome::Stopped) => ("stopped", text("state-stopped")),
                Ending::Outcome(Outcome::Deadlock) => ("failed", text("state-deadlock")),
                Ending::Outcome(Outcome::Timeout) => ("stopped", text("state-timeout")),
                Ending::Full => ("stopped", text("state-full")),
                Ending::Outcome(Outcome::Error) | Ending::Broken(_) => {
                    ("failed", text("state-error"))
                }
            },
        }
    }
}

fn shortcut() -> &'static str {
    if dom::is_apple() {
        "⌘ Enter"
    } else {
        "Ctrl+Enter"
    }
}

/// The time a run took; while it goes on, to a tenth of a second, which can be read.
fn elapsed(now: Time, live: bool) -> String {
    if live && now.0 < 60_000_000 {
        let tenths = now.0 / 100_000;
        return format!("{}.{} s", tenths / 10, tenths % 10);
    }
    axis::duration(now.0)
}
