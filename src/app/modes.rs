//! The choice between processes, shared state and both, and when threads take turns.

use spawnpoint_link::Choice;
use spawnpoint_protocol::{
    StartMethod,
    syscall::{Mode, Turns},
};
use spawnpoint_workbench::{Command, Settings};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Context, Html, TargetCast, html};

use super::state::{App, Msg};
use crate::strings::text;

/// The switch intervals that are offered, in microseconds; the first is Python's.
const INTERVALS: [u32; 4] = [5_000, 1_000, 100, 100_000];

/// The start methods, the usual one first.
const METHODS: [StartMethod; 3] = [
    StartMethod::ForkServer,
    StartMethod::Fork,
    StartMethod::Spawn,
];

impl App {
    pub(super) fn modes(&self, ctx: &Context<Self>) -> Html {
        let settings = self.bench.settings();
        let is_busy = self.bench.session().is_busy();
        let radio = |choice: Choice| {
            let onchange = ctx.link().callback(move |_: yew::Event| {
                Msg::Do(Command::Settings(Settings { choice, ..settings }))
            });
            html! {
                <label title={hint(choice)}>
                    <input type="radio" name="mode" value={choice.name()} disabled={is_busy}
                        checked={settings.choice == choice} {onchange} />
                    <span>{ label(choice) }</span>
                </label>
            }
        };
        html! {
            <div class="modes">
                <fieldset class="segments">
                    <legend class="for-screen-readers">{ text!("mode-label") }</legend>
                    { for Choice::ALL.into_iter().map(radio) }
                </fieldset>
                // Who reads a page has what its author chose, and all choices in Spawnpoint itself.
                if settings.choice != Choice::Shared && !self.bench.is_embedded() {
                    { self.method(ctx) }
                }
                if settings.choice != Choice::Processes && !self.bench.is_embedded() {
                    { self.turns(ctx) }
                }
                if settings.choice != Choice::Shared {
                    { self.isolation(ctx) }
                }
            </div>
        }
    }

    fn method(&self, ctx: &Context<Self>) -> Html {
        let settings = self.bench.settings();
        let onchange = ctx.link().batch_callback(move |event: yew::Event| {
            let field: HtmlSelectElement = event.target_dyn_into()?;
            let start_method = StartMethod::from_name(&field.value())?;
            Some(Msg::Do(Command::Settings(Settings {
                start_method,
                ..settings
            })))
        });
        html! {
            <label class="field" title={text!("mode-method-hint")}>
                <span>{ text!("mode-method") }</span>
                <select disabled={self.bench.session().is_busy()} {onchange}>
                    { for METHODS.into_iter().map(|method| html! {
                        <option value={method.name()} selected={method == settings.start_method}>
                            { method.name() }
                        </option>
                    }) }
                </select>
            </label>
        }
    }

    /// Whether processes share memory in place, where that is not the host's to say.
    fn isolation(&self, ctx: &Context<Self>) -> Html {
        let Some(isolation) = self.isolation else {
            return Html::default();
        };
        let is_on = isolation.is_on();
        let onchange = (ctx.link()).callback(move |_: yew::Event| Msg::Isolate(!is_on));
        html! {
            <>
                <label class="check isolation" title={text!("isolation-hint")}>
                    <input type="checkbox" checked={is_on} {onchange} />
                    { text!("isolation") }
                </label>
                <span role="status">
                    if isolation.is_changed() {
                        { text!("isolation-later") }
                    }
                </span>
            </>
        }
    }

    fn turns(&self, ctx: &Context<Self>) -> Html {
        let settings = self.bench.settings();
        let is_busy = self.bench.session().is_busy();
        let with = move |interval: u32, seed: Option<u32>| {
            let turns = Turns { interval, seed };
            Msg::Do(Command::Settings(Settings { turns, ..settings }))
        };
        let Turns { interval, seed } = settings.turns;
        let on_serial = ctx.link().callback(move |_: yew::Event| {
            let is_serial = !settings.is_serial;
            Msg::Do(Command::Settings(Settings {
                is_serial,
                ..settings
            }))
        });
        let on_interval = ctx.link().batch_callback(move |event: yew::Event| {
            let field: HtmlSelectElement = event.target_dyn_into()?;
            Some(with(field.value().parse().ok()?, seed))
        });
        let on_seed = ctx.link().batch_callback(move |event: yew::InputEvent| {
            let field: HtmlInputElement = event.target_dyn_into()?;
            Some(with(interval, field.value().trim().parse().ok()))
        });
        html! {
            <>
                <label class="check" title={text!("mode-serial-hint")}>
                    <input type="checkbox" checked={settings.is_serial} disabled={is_busy}
                        onchange={on_serial} />
                    { text!("mode-serial") }
                </label>
                <label class="field" title={text!("mode-interval-hint")}>
                    <span>{ text!("mode-interval") }</span>
                    <select disabled={is_busy || seed.is_some()} onchange={on_interval}>
                        { for INTERVALS.into_iter().map(|choice| html! {
                            <option value={choice.to_string()} selected={choice == interval}>
                                { spawnpoint_trace::axis::given_duration(choice.into()) }
                            </option>
                        }) }
                    </select>
                </label>
                <label class="field" title={text!("mode-seed-hint")}>
                    <span>{ text!("mode-seed") }</span>
                    <input type="number" min="0" max={u32::MAX.to_string()} step="1" inputmode="numeric"
                        placeholder={text!("mode-seed-none")} disabled={is_busy}
                        value={seed.map_or_else(String::new, |seed| seed.to_string())}
                        oninput={on_seed} />
                </label>
            </>
        }
    }
}

fn label(choice: Choice) -> String {
    match choice {
        Choice::Processes => text!("mode-processes"),
        Choice::Shared => text!("mode-shared"),
        Choice::Both => text!("mode-both"),
    }
}

fn hint(choice: Choice) -> String {
    match choice {
        Choice::Processes => text!("mode-processes-hint"),
        Choice::Shared => text!("mode-shared-hint"),
        Choice::Both => text!("mode-both-hint"),
    }
}

/// What a run's mode is called, with what is not as usual about its turns.
pub(super) fn describe(mode: Mode, turns: Turns) -> String {
    let name = match mode {
        Mode::Processes => return text!("mode-processes"),
        Mode::Shared => text!("mode-shared"),
        Mode::Serial => text!("mode-serial"),
    };
    match turns.seed {
        Some(seed) => {
            let values = [("mode", name.into()), ("seed", seed.to_string().into())];
            text!("mode-seeded", &values)
        }
        None => name,
    }
}
