//! How the run is: its state in a word, its time, and who can go on by a line while it is paused.

use spawnpoint_protocol::{
    Time,
    control::Outcome,
    syscall::{Mode, Program},
};
use spawnpoint_trace::{
    Timeline, axis, exit,
    timeline::{Lane, State},
};
use spawnpoint_workbench::{Command, Comparison, Ending, Loading, Phase, RUN_SUFFIX};
use web_sys::HtmlInputElement;
use yew::{Context, Html, TargetCast, classes, html};

use super::{
    modes,
    state::{App, Msg},
};
use crate::{strings::text, views::hue, words};

impl App {
    pub(super) fn status(&self, ctx: &Context<Self>) -> Html {
        let (class, state) = self.state();
        let trace = self.bench.runs().trace().borrow();
        let mut processes = trace.timeline().processes();
        let count = trace.timeline().processes().count();
        let alive = trace
            .timeline()
            .processes()
            .filter(|lane| lane.exit.is_none())
            .count();
        let counted = if alive > 0 {
            let values = [
                ("count", count.to_string().into()),
                ("alive", alive.to_string().into()),
            ];
            text!("status-alive", &values)
        } else {
            count.to_string()
        };
        let main_exit = processes.next().and_then(|lane| lane.exit);
        let now = self.now();
        let Program { mode, turns, .. } = self.bench.runs().subject().program;
        html! {
            <section class="status" aria-label={text!("status-label")}>
                <p class={classes!("state", class)} role="status">{ state }</p>
                if count > 0 {
                    <dl>
                        <div>
                            <dt>{ text!("status-elapsed") }</dt>
                            <dd class="elapsed">{ elapsed(now, self.bench.session().is_live()) }</dd>
                        </div>
                        <div>
                            <dt>{ text!("status-processes") }</dt>
                            <dd>{ counted }</dd>
                        </div>
                        if mode != Mode::Processes {
                            <div>
                                <dt>{ text!("status-mode") }</dt>
                                <dd>{ modes::describe(mode, turns) }</dd>
                            </div>
                        }
                        if let Some(exit) = main_exit {
                            <div>
                                <dt>{ text!("status-exit") }</dt>
                                <dd class={(exit.code != 0).then_some("failed")}>
                                    { exit::describe(exit.code) }
                                </dd>
                            </div>
                        }
                    </dl>
                }
                if !self.bench.is_embedded() { { self.opener(ctx) } }
            </section>
        }
    }

    /// The button that opens a run that was saved.
    fn opener(&self, ctx: &Context<Self>) -> Html {
        let onchange = ctx.link().batch_callback(|event: yew::Event| {
            let field: HtmlInputElement = event.target_dyn_into()?;
            let file = field.files()?.get(0)?;
            // So that the same file can be chosen again.
            field.set_value("");
            Some(Msg::Open(file))
        });
        let is_busy = self.bench.session().is_busy();
        html! {
            <label class={classes!("opener", is_busy.then_some("disabled"))}
                title={text!("open-hint")}>
                <input type="file" id="open" accept={RUN_SUFFIX} class="for-screen-readers"
                    disabled={is_busy} {onchange} />
                { text!("open") }
            </label>
        }
    }

    /// While the run is paused: who stands where, to go on by a line.
    pub(super) fn steps(&self, ctx: &Context<Self>) -> Html {
        if !self.bench.session().is_paused() {
            return Html::default();
        }
        let trace = self.bench.session().trace().borrow();
        let timeline = trace.timeline();
        let alive = timeline.processes().filter(|lane| lane.exit.is_none());
        html! {
            <section class="steps" aria-labelledby="steps-heading">
                <h2 id="steps-heading">{ text!("steps-heading") }</h2>
                <ul>{ for alive.map(|lane| step(ctx, timeline, lane)) }</ul>
            </section>
        }
    }

    /// The state of the run: a class for its look, and its name.
    fn state(&self) -> (&'static str, String) {
        match self.bench.session().phase() {
            _ if !self.bench.is_supported() => ("failed", text!("state-unsupported")),
            Phase::Idle => match self.bench.session().loading() {
                Loading::Ready => ("idle", text!("state-ready")),
                // It is fetched when the reader runs the program.
                Loading::Waiting if self.bench.is_embedded() => ("idle", text!("state-ready")),
                Loading::Failed(_) => ("failed", text!("state-error")),
                Loading::Waiting | Loading::Coming(_) => ("busy", text!("state-loading")),
            },
            Phase::Queued(_) => ("busy", text!("state-queued")),
            Phase::Running if self.bench.session().is_starting() => {
                ("busy", text!("state-starting"))
            }
            Phase::Running if self.bench.session().is_paused() => ("paused", text!("state-paused")),
            Phase::Running => match self.bench.runs().comparison() {
                Some(Comparison::First(_)) => ("live", text!("state-first")),
                Some(Comparison::Second(_)) => ("live", text!("state-second")),
                None => ("live", text!("state-running")),
            },
            Phase::Stopping => ("busy", text!("state-stopping")),
            Phase::Ended(ending) => match ending {
                Ending::Outcome(Outcome::Finished) => ("done", text!("state-finished")),
                Ending::Outcome(Outcome::Stopped) => ("stopped", text!("state-stopped")),
                Ending::Outcome(Outcome::Deadlock) => ("failed", text!("state-deadlock")),
                Ending::Outcome(Outcome::Timeout) => ("stopped", text!("state-timeout")),
                Ending::Full => ("stopped", text!("state-full")),
                Ending::Unfinished => ("stopped", text!("state-unfinished")),
                Ending::Outcome(Outcome::Error) | Ending::Broken(_) => {
                    ("failed", text!("state-error"))
                }
            },
        }
    }
}

/// A process of a paused run: where it stands, as a button to go on from there. On its way, or where it waits, the button
/// has nothing to do, but keeps the focus.
fn step(ctx: &Context<App>, timeline: &Timeline, lane: &Lane) -> Html {
    let of_process = || {
        timeline
            .lanes()
            .iter()
            .filter(|other| other.pid == lane.pid)
    };
    let current = |lane: &Lane| {
        lane.current()
            .map(|segment| (segment.state.clone(), segment.line))
    };
    let place = of_process()
        .filter_map(current)
        .find(|(state, _)| *state == State::Held);
    let who = html! { <span class="name">{ &lane.name }</span> };
    let Some((_, number)) = place else {
        let doing = lane
            .current()
            .map(|segment| words::doing(timeline, segment));
        return html! {
            <li class={hue(lane.hue)}>
                <button type="button" class="small step" aria-disabled="true">
                    { who }
                    <span class="doing">{ doing }</span>
                </button>
            </li>
        };
    };
    let place = number.map(|line| text!("detail-line", &[("line", line.to_string().into())]));
    let pid = lane.pid;
    let hint = text!("steps-hint", &[("name", lane.name.as_str().into())]);
    html! {
        <li class={hue(lane.hue)}>
            <button type="button" class="small step" title={hint}
                onclick={ctx.link().callback(move |_| Msg::Do(Command::Step(pid)))}>
                { who }
                <span class="doing">{ place }</span>
                <span aria-hidden="true">{ "↷" }</span>
            </button>
        </li>
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
