//! The record itself, as a table: for screen readers, and for people who prefer text.

use std::rc::Rc;

use spawnpoint_link as link;
use spawnpoint_trace::{Moment, Trace, axis};
use web_sys::HtmlInputElement;
use yew::{
    Callback, Html, Properties, TargetCast, classes, function_component, html, use_effect_with,
    use_force_update, use_mut_ref, use_state,
};

use crate::{
    dom,
    strings::{Key, text},
    views::{
        View, Who,
        entry::{Draw, Entry},
        hue_of, line_link, who_filter,
    },
    words,
};

/// How many events a page of the table has.
const PAGE: usize = 100;

/// How many events are looked at in a drawing.
const AT_ONCE: usize = 20_000;

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "events",
    label: Key::of("tab-events"),
    link: Some(link::View::Events),
    draw: Draw::Shown(|context| {
        html! {
            <Events view={context.view.clone()} on_go_to={context.on_line()}
                on_moment={context.on_moment.clone()} />
        }
    }),
};

/// What the table shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
    /// Takes all views to a moment.
    pub on_moment: Callback<Moment>,
}

/// The events that the reader asked for. They are kept from drawing to drawing, since a log only grows.
#[derive(Default)]
struct Found {
    who: Option<Who>,
    /// In lower case.
    search: String,
    /// How many events were looked at.
    seen: usize,
    events: Vec<usize>,
}

impl Found {
    /// Looks at more of the events, not so many that it takes long; says whether there are still more.
    fn look(&mut self, trace: &Trace, who: Option<Who>, search: &str) -> bool {
        if (self.who, self.search.as_str()) != (who, search) {
            *self = Self {
                who,
                search: search.to_owned(),
                ..Self::default()
            };
        }
        let events = trace.log().events();
        let until = events.len().min(self.seen + AT_ONCE);
        for (index, event) in events.iter().enumerate().take(until).skip(self.seen) {
            let is_found = who.is_none_or(|who| who.is((event.pid, event.thread)))
                && (search.is_empty()
                    || dom::lowercase(&words::event(trace, event)).contains(search));
            if is_found {
                self.events.push(index);
            }
        }
        self.seen = until;
        until < events.len()
    }
}

/// The table.
#[function_component]
pub fn Events(props: &Props) -> Html {
    let page = use_state(|| 0_usize);
    let who = use_state(|| None::<Who>);
    let search = use_state(String::new);
    let found = use_mut_ref(Found::default);
    let update = use_force_update();
    {
        // Another run begins at its beginning.
        let (page, who, found) = (page.clone(), who.clone(), found.clone());
        let trace = Rc::as_ptr(&props.view.trace).addr();
        use_effect_with(trace, move |_| {
            page.set(0);
            who.set(None);
            found.replace(Found::default());
        });
    }
    let trace = props.view.trace.borrow();
    let moment = props.view.moment();
    if moment == Moment(0) {
        return html! { <p class="empty">{ text!("events-empty") }</p> };
    }
    let mut found = found.borrow_mut();
    if found.look(&trace, *who, &search) {
        dom::on_next_frame(move || update.force_update());
    }
    let found = &found.events[..found.events.partition_point(|event| *event < moment.0)];
    let pages = found.len().div_ceil(PAGE).max(1);
    let current = (*page).min(pages - 1);
    let shown = &found[current * PAGE..((current + 1) * PAGE).min(found.len())];
    let to_page = |target: usize| {
        let page = page.clone();
        move |_: yew::MouseEvent| page.set(target)
    };
    let on_who = {
        let (who, page) = (who.clone(), page.clone());
        Callback::from(move |chosen| {
            who.set(chosen);
            page.set(0);
        })
    };
    let on_search = {
        let (search, page) = (search.clone(), page.clone());
        move |event: yew::InputEvent| {
            let field = event.target_dyn_into::<HtmlInputElement>();
            search.set(
                field
                    .map(|field| dom::lowercase(&field.value()))
                    .unwrap_or_default(),
            );
            page.set(0);
        }
    };
    html! {
        <>
            <div class="filters">
                { who_filter(trace.timeline(), *who, on_who) }
                <input type="search" placeholder={text!("filter-search")}
                    aria-label={text!("filter-search")} oninput={on_search} />
                <span class="pages">
                    <button type="button" class="small" disabled={current == 0}
                        aria-label={text!("events-earlier")} onclick={to_page(current.saturating_sub(1))}>
                        { "‹" }
                    </button>
                    { text!("events-page", &[
                        ("page", (current + 1).to_string().into()),
                        ("pages", pages.to_string().into()),
                        ("count", (found.len() as u64).into()),
                    ]) }
                    <button type="button" class="small" disabled={current + 1 >= pages}
                        aria-label={text!("events-later")} onclick={to_page(current + 1)}>
                        { "›" }
                    </button>
                </span>
            </div>
            <div class="scroll" tabindex="0" role="group" aria-label={text!("events-label")}>
                <table class="events">
                    <thead>
                        <tr>
                            <th scope="col">{ text!("events-time") }</th>
                            <th scope="col">{ text!("events-who") }</th>
                            <th scope="col">{ text!("events-what") }</th>
                            <th scope="col">{ text!("events-line") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for shown.iter().map(|&index| row(props, index, moment)) }
                    </tbody>
                </table>
            </div>
        </>
    }
}

fn row(props: &Props, index: usize, moment: Moment) -> Html {
    let trace = props.view.trace.borrow();
    let event = &trace.log().events()[index];
    let lanes = trace.timeline();
    let after = Moment(index + 1);
    let on_moment = props.on_moment.reform(move |_: yew::MouseEvent| after);
    html! {
        <tr class={classes!(hue_of(lanes, (event.pid, event.thread)), (after == moment).then_some("current"))}>
            <td>
                <button type="button" class="link" title={text!("events-go")} onclick={on_moment}>
                    { axis::duration(event.time.0) }
                </button>
            </td>
            <td class="who">{ words::thread(lanes, (event.pid, event.thread)) }</td>
            <td>{ words::event(&trace, event) }</td>
            <td>{ for event.kind.line().map(|line| line_link(line, &props.on_go_to)) }</td>
        </tr>
    }
}
