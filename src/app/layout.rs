//! The views of the run: which are shown, and how they are arranged.

use std::rc::Rc;

use spawnpoint_link as link;
use spawnpoint_project::MAIN;
use spawnpoint_protocol::{Time, control::Outcome, event::WaitFor};
use spawnpoint_trace::timeline::{Lane, State};
use spawnpoint_workbench::{Command, Ending, Phase, Side, Subject, Tab as Chosen, Wish};
use yew::{Context, Html, html};

use super::state::{App, Msg};
use crate::{
    dom,
    examples::example,
    input::Input,
    kernel,
    strings::{text, text_of},
    tabs::Tabs,
    theme,
    views::{Place, View, entry, playback::Playback, registry::Tab, timeline::Timeline},
};

impl App {
    /// The one of these views that is shown.
    fn tab(&self, tabs: &[Tab]) -> Tab {
        let is_chosen = |tab: &Tab| Chosen::from(tab.view()) == self.bench.tab();
        let usual = || tabs.iter().copied().find(|tab| *tab != Tab::Comparison);
        (tabs.iter().copied())
            .find(is_chosen)
            .or_else(usual)
            .unwrap_or(Tab::Console)
    }

    /// The views that share a place, from left to right.
    fn tabs(&self) -> Vec<Tab> {
        let is_deadlock =
            *self.bench.session().phase() == Phase::Ended(Ending::Outcome(Outcome::Deadlock));
        let is_shown = |tab: &Tab| match tab.view() {
            None => self.bench.runs().comparison().is_some(),
            // Who waits for whom is what a reader then has to know.
            Some(link::View::Locks) if is_deadlock => true,
            Some(view) => self.bench.shows(view),
        };
        Tab::ALL.iter().copied().filter(is_shown).collect()
    }

    /// How the run is, and what there is to see of it.
    pub(super) fn results(&self, ctx: &Context<Self>) -> Html {
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
            trace: Rc::clone(self.bench.runs().trace()),
            revision: self.bench.revision(),
            cursor: self.bench.player().cursor(),
        };
        let on_wish = (ctx.link()).callback(|wish| Msg::Do(Command::Wish(wish)));
        let context = entry::Context {
            view: view.clone(),
            now: self.now(),
            pair: self.pair(),
            paths: paths_that_ran(self.bench.runs().subject()),
            reserve: self.bench.session().reserve(),
            on_go_to: ctx.link().callback(Msg::GoTo),
            on_moment: on_wish.reform(Wish::Moment),
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
                if self.bench.shows(link::View::Timeline) {
                    { self.timelines(ctx) }
                    <div class="playback-row">
                        if self.bench.runs().first().is_some() { { self.sides(ctx) } }
                        <Playback {view} now={context.now} is_playing={self.bench.player().is_playing()}
                            speed={self.bench.player().speed()} {on_wish} />
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
        let Some(first) = self.bench.runs().first() else {
            return self.timeline(ctx, Side::Latest, None, None);
        };
        let end = first.trace.borrow().timeline().end();
        let second = if self.bench.session().is_starting() {
            Time(0)
        } else {
            self.bench.session().now(dom::now())
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
        let is_shown = side == self.bench.runs().side() || self.bench.runs().first().is_none();
        let (trace, now, live) = match (self.bench.runs().first(), side) {
            (Some(first), Side::Processes) => {
                let end = first.trace.borrow().timeline().end();
                (Rc::clone(&first.trace), end, false)
            }
            // The trace is still that of the first run.
            (Some(_), Side::Latest) if self.bench.session().is_starting() => {
                (Rc::default(), Time(0), false)
            }
            _ => {
                let live = self.bench.session().is_live() && !self.bench.session().is_starting();
                (
                    Rc::clone(self.bench.session().trace()),
                    self.bench.session().now(dom::now()),
                    live,
                )
            }
        };
        let view = View {
            trace,
            revision: self.bench.revision(),
            cursor: self.bench.player().cursor().filter(|_| is_shown),
        };
        // Of two, the lower one explains the signs of both.
        let (id, has_legend) = match side {
            Side::Processes => ("timeline-first", false),
            Side::Latest => ("timeline", true),
        };
        let link = ctx.link().clone();
        let on_seek = move |time| {
            if !is_shown {
                link.send_message(Msg::Do(Command::Side(side)));
            }
            link.send_message(Msg::Do(Command::Wish(Wish::Time(time))));
        };
        let link = ctx.link().clone();
        let on_save = move |save| {
            if !is_shown {
                link.send_message(Msg::Do(Command::Side(side)));
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
            let onchange = ctx
                .link()
                .callback(move |_: yew::Event| Msg::Do(Command::Side(side)));
            html! {
                <label>
                    <input type="radio" name="side" checked={side == self.bench.runs().side()} {onchange} />
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
        self.bench.runs().comparison()?;
        let (first, session) = (self.bench.runs().first(), self.bench.session());
        Some(entry::Pair {
            processes: first.map_or_else(Rc::default, |first| Rc::clone(&first.trace)),
            shared: Rc::clone(session.trace()),
            is_done: first.is_some() && !session.is_busy(),
            processors: kernel::cpu_count(),
        })
    }

    /// What the picture of the run is called.
    fn title(&self) -> String {
        let name = &self.bench.runs().subject().name;
        example(name).map_or_else(|| name.clone(), |example| text_of(example.title, &[]))
    }

    /// The form for a line of standard input, while a process waits for one.
    fn input(&self, ctx: &Context<Self>) -> Html {
        let trace = self.bench.session().trace().borrow();
        let waits = |lane: &&Lane| {
            let state = lane.current().map(|segment| &segment.state);
            let on = WaitFor::Input;
            matches!(state, Some(State::Blocked { on: found, .. }) if *found == on)
        };
        match trace.timeline().lanes().iter().find(waits) {
            Some(lane) if self.bench.session().is_live() => {
                let on_line = (ctx.link()).callback(|line| Msg::Do(Command::Line(line)));
                html! { <Input language={self.language} name={lane.name.clone()} {on_line} /> }
            }
            _ => Html::default(),
        }
    }
}

/// The paths of what ran.
fn paths_that_ran(subject: &Subject) -> Rc<[String]> {
    let files = subject.program.files.iter();
    let files = files.map(|file| file.path.clone());
    [MAIN.to_owned()].into_iter().chain(files).collect()
}
