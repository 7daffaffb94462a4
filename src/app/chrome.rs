//! What surrounds the editor: the page's head, the controls of a run, and what needs attention.

use spawnpoint_workbench::{Command, Ending, LINKED, Loading, OPENED, OWN, Phase, Progress};
use web_sys::HtmlSelectElement;
use yew::{Context, Html, TargetCast, html};

use super::{
    problem,
    state::{App, Msg},
};
use crate::{
    dom,
    examples::{EXAMPLES, example},
    strings::{text, text_of},
    theme,
};

impl App {
    pub(super) fn header(&self, ctx: &Context<Self>) -> Html {
        let label = format!("{}: {}", text!("theme-label"), theme::label(self.theme));
        html! {
            <header>
                <svg class="logo" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
                    <path d="M6 5v22M6 10h7M6 16h13M6 22h7" />
                    <rect x="13" y="7.5" width="13" height="5" rx="1.5" />
                    <rect x="19" y="13.5" width="8" height="5" rx="1.5" />
                    <rect x="13" y="19.5" width="10" height="5" rx="1.5" />
                </svg>
                <h1>{ text!("app-name") }</h1>
                <p class="tagline">
                    { text!("app-tagline") }{ " " }
                    // In a tab of its own, like the guide.
                    <a class="notices" href="notices.html" target="_blank" title={text!("notices-hint")}>
                        { text!("notices") }
                    </a>
                </p>
                // In a tab of its own: a run would not outlast leaving the page.
                <a class="quiet guide" href={format!("guide/{}/index.html", self.language.tag())}
                    target="_blank" title={text!("guide-hint")}>
                    { text!("guide") }
                </a>
                { self.sharing(ctx) }
                <button type="button" class="quiet language" lang={self.language.other().tag()}
                    title={text!("language-label")}
                    onclick={ctx.link().callback(|_| Msg::OtherLanguage)}>
                    { text!("language-other") }
                </button>
                <button type="button" class="quiet theme" aria-label={label.clone()} title={label}
                    onclick={ctx.link().callback(|_| Msg::NextTheme)}>
                    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                        <circle cx="8" cy="8" r="6.5" />
                        <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" />
                    </svg>
                    <span>{ theme::label(self.theme) }</span>
                </button>
            </header>
        }
    }

    pub(super) fn toolbar(&self, ctx: &Context<Self>) -> Html {
        let chosen = self.bench.workspace().chosen();
        let option = |id: &'static str, title: String| {
            let title = if self.bench.workspace().is_edited(id) {
                text!("program-edited", &[("title", title.into())])
            } else {
                title
            };
            html! { <option value={id} selected={id == chosen}>{ title }</option> }
        };
        let onchange = ctx.link().batch_callback(|event: yew::Event| {
            let field = event.target_dyn_into::<HtmlSelectElement>()?;
            Some(Msg::Do(Command::Choose(field.value())))
        });
        let opened = self.bench.workspace().opened();
        html! {
            <div class="toolbar">
                <label for="program">{ text!("program-label") }</label>
                <select id="program" {onchange}>
                    if let Some(linked) = self.bench.workspace().linked() {
                        <optgroup label={text!("program-group-linked")}>
                            { option(LINKED, linked.name.clone()
                                .unwrap_or_else(|| text!("program-linked"))) }
                        </optgroup>
                    }
                    if let Some(opened) = opened {
                        <optgroup label={text!("program-group-opened")}>
                            <option value={OPENED} selected={chosen == OPENED}>
                                { &opened.file }
                            </option>
                        </optgroup>
                    }
                    <optgroup label={text!("program-group-examples")}>
                        { for EXAMPLES.iter().map(|example| {
                            option(example.id, text_of(example.title, &[]))
                        }) }
                    </optgroup>
                    <optgroup label={text!("program-group-own")}>
                        <option value={OWN} selected={chosen == OWN}>{ text!("program-own") }</option>
                    </optgroup>
                </select>
                if chosen != OWN && self.bench.workspace().is_edited(chosen) {
                    <button type="button" class="quiet" title={text!("program-restore-hint")}
                        onclick={ctx.link().callback(|_| Msg::Do(Command::Restore))}>
                        { text!("program-restore") }
                    </button>
                }
                { self.actions(ctx) }
            </div>
        }
    }

    pub(super) fn actions(&self, ctx: &Context<Self>) -> Html {
        let session = self.bench.session();
        let (live, is_busy) = (session.is_live(), session.is_busy());
        let run_hint = if live {
            text!("run-again-hint")
        } else {
            text!("run-hint", &[("shortcut", shortcut().into())])
        };
        let is_paused = self.bench.session().is_paused();
        let (pause_label, pause_hint, pause_sign) = if is_paused {
            (text!("resume"), text!("resume-hint"), "M2 1l9 5-9 5z")
        } else {
            (
                text!("pause"),
                text!("pause-hint"),
                "M2 1.5h3v9H2zM7 1.5h3v9H7z",
            )
        };
        let is_running = *self.bench.session().phase() == Phase::Running;
        let on_pause = ctx.link().callback(move |_: yew::MouseEvent| {
            Msg::Do(if is_paused {
                Command::Resume
            } else {
                Command::Pause
            })
        });
        html! {
            <span class="actions">
                <button type="button" class="run" id="run" title={run_hint}
                    disabled={is_busy || !self.bench.is_supported()}
                    onclick={ctx.link().callback(|_| Msg::Do(Command::Run))}>
                    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                        <path d="M2 1l9 5-9 5z" />
                    </svg>
                    { text!("run") }
                </button>
                <button type="button" class="pause" id="pause" title={pause_hint}
                    disabled={!is_running || self.bench.session().is_starting()} onclick={on_pause}>
                    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                        <path d={pause_sign} />
                    </svg>
                    { pause_label }
                </button>
                <button type="button" class="stop" id="stop" title={text!("stop-hint")}
                    disabled={!is_busy}
                    onclick={ctx.link().callback(|_| Msg::Do(Command::Stop))}>
                    <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                        <path d="M1.5 1.5h9v9h-9z" />
                    </svg>
                    { text!("stop") }
                </button>
            </span>
        }
    }

    /// What the chosen example shows, and where to see it.
    pub(super) fn about(&self, ctx: &Context<Self>) -> Html {
        let Some(example) = example(self.bench.workspace().chosen()) else {
            return Html::default();
        };
        let spot = example.spot;
        let look = text!("look-at", &[("what", text_of(example.look, &[]).into())]);
        html! {
            <p class="about-example">
                { text_of(example.about, &[]) }{ " " }
                <button type="button" class="link" title={text!("look-at-hint")}
                    onclick={ctx.link().callback(move |_| Msg::Look(spot))}>{ look }</button>
            </p>
        }
    }

    /// What needs the reader's attention.
    pub(super) fn notices(&self, ctx: &Context<Self>) -> Html {
        if !self.bench.is_supported() {
            return html! {
                <div class="notice error" role="alert">
                    <strong>{ text!("unsupported-title") }</strong>
                    <p>{ text!("unsupported-text") }</p>
                </div>
            };
        }
        html! {
            <>
                { self.loading(ctx) }
                if let Phase::Ended(Ending::Broken(reason)) = self.bench.session().phase() {
                    <p class="notice error" role="alert">
                        { text!("fatal", &[("reason", reason.clone().into())]) }
                    </p>
                }
                if let Some(problem) = self.bench.problem() {
                    <p class="notice error" role="alert">{ problem::describe(problem) }</p>
                }
                if self.has_update {
                    <p class="notice update" role="status">
                        { text!("update-ready") }
                        <button type="button" class="small" onclick={ctx.link().callback(|_| Msg::TakeUpdate)}>
                            { text!("update-take") }
                        </button>
                    </p>
                }
                if self.bench.workspace().is_refused() {
                    <p class="notice error">{ text!("program-not-saved") }</p>
                }
                if self.bench.workspace().is_record() {
                    <p class="notice">{ text!("program-opened-hint") }</p>
                }
            </>
        }
    }

    fn loading(&self, ctx: &Context<Self>) -> Html {
        let bytes = self.engine.runtime().bytes();
        let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
        let (message, received) = match self.bench.session().loading() {
            Loading::Ready => return Html::default(),
            Loading::Failed(reason) => {
                return html! {
                    <div class="notice error" role="alert">
                        <p>{ text!("loading-failed", &[("reason", reason.clone().into())]) }</p>
                        <button type="button" onclick={ctx.link().callback(|_| Msg::Do(Command::Retry))}>
                            { text!("retry") }
                        </button>
                    </div>
                };
            }
            Loading::Waiting if self.bench.is_embedded() => return Html::default(),
            Loading::Waiting => (text!("loading-waiting"), Some(0.0)),
            Loading::Coming(Progress::Fetching(received)) => {
                let values = [
                    ("received", megabytes(*received).into()),
                    ("total", megabytes(bytes).into()),
                ];
                (text!("loading-fetching", &values), Some(*received))
            }
            Loading::Coming(Progress::Compiling) => (text!("loading-compiling"), None),
        };
        html! {
            <div class="loading">
                <span>{ message }</span>
                <progress aria-label={text!("loading-label")} max={bytes.to_string()}
                    value={received.map(|received| received.to_string())}></progress>
            </div>
        }
    }
}

/// The keys that run a program.
pub(super) fn shortcut() -> &'static str {
    if dom::is_apple() {
        "⌘ Enter"
    } else {
        "Ctrl+Enter"
    }
}
