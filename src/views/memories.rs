//! Each process's own memory, side by side, and what several share.

use spawnpoint_link as link;
use spawnpoint_protocol::{Pid, control::Reserve};
use spawnpoint_trace::{
    Moment, Trace,
    memories::{Cell, Row, Shared},
    timeline::Lane,
};
use yew::{Html, Properties, classes, function_component, html};

use crate::{
    strings::{Key, text},
    views::{
        View,
        entry::{Draw, Entry},
        hue,
    },
    words,
};

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "memories",
    label: Key::of("tab-memories"),
    link: Some(link::View::Memories),
    draw: Draw::Shown(|context| {
        html! { <Memories view={context.view.clone()} reserve={context.reserve} /> }
    }),
};

/// What the memories view shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// What waits for the next start.
    pub reserve: Option<Reserve>,
}

/// The global variables of every process.
#[function_component]
pub fn Memories(props: &Props) -> Html {
    let trace = props.view.trace.borrow();
    let moment = props.view.moment();
    let rows: Vec<_> = trace.memories().rows(moment).collect();
    if rows.is_empty() {
        return html! { <p class="empty">{ text!("memories-empty") }</p> };
    }
    let processes: Vec<&Lane> = (trace.timeline().processes())
        .filter(|lane| {
            rows.iter()
                .any(|row| row.cells.iter().any(|cell| cell.pid == lane.pid))
        })
        .collect();
    let shared = trace.memories().shared(moment);
    html! {
        <>
            <div class="scroll" tabindex="0" role="group" aria-label={text!("memories-label")}>
                <table class="memories">
                    <caption>{ text!("memories-caption") }</caption>
                    <thead>
                        <tr>
                            <th scope="col">{ text!("memories-name") }</th>
                            { for processes.iter().map(|lane| heading(&trace, lane, moment)) }
                        </tr>
                    </thead>
                    <tbody>{ for rows.iter().map(|row| line(&trace, row, &processes, moment)) }</tbody>
                </table>
            </div>
            if !shared.is_empty() {
                <h3 class="subheading">{ text!("memories-shared") }</h3>
                <ul class="cards shared">{ for shared.iter().map(|shared| item(&trace, shared)) }</ul>
            }
            if let Some(Reserve { workers, bytes }) = props.reserve.filter(|reserve| reserve.workers > 0) {
                <p class="reserve">
                    { text!("memories-reserve", &[
                        ("workers", u64::from(workers).into()),
                        ("bytes", words::bytes(bytes).into()),
                    ]) }
                </p>
            }
        </>
    }
}

fn heading(trace: &Trace, lane: &Lane, moment: Moment) -> Html {
    let has_ended = lane.exit.is_some_and(|exit| exit.moment <= moment);
    html! {
        <th scope="col" class={classes!("process", hue(lane.process))}>
            <span class="name">{ &lane.name }</span>
            <span class="pid">
                { text!("timeline-pid", &[("pid", lane.pid.to_string().into())]) }
            </span>
            if let Some(size) = trace.memories().size(lane.pid, moment) {
                <span class="size" title={text!("memories-size-hint")}>{ words::bytes(size) }</span>
            }
            if has_ended { <span class="badge">{ text!("memories-ended") }</span> }
            <span class="origin">{ words::origin(trace.timeline(), lane) }</span>
        </th>
    }
}

fn line(trace: &Trace, row: &Row, processes: &[&Lane], moment: Moment) -> Html {
    let texts: Vec<_> = row.cells.iter().map(|cell| &cell.value.text).collect();
    let differs = texts.windows(2).any(|pair| pair[0] != pair[1]);
    let is_fresh = |cell: &Cell| cell.since == moment;
    html! {
        <tr class={differs.then_some("differs")}>
            <th scope="row">
                <code>{ row.name }</code>
                if differs { <span class="badge">{ text!("memories-differs") }</span> }
            </th>
            { for processes.iter().map(|lane| {
                let cell = row.cells.iter().find(|cell| cell.pid == lane.pid);
                match cell {
                    Some(cell) => {
                        let class = classes!(
                            cell.is_changed.then_some("changed"),
                            is_fresh(cell).then_some("fresh"),
                        );
                        html! { <td {class}>{ content(trace, cell) }</td> }
                    }
                    None => html! { <td class="none">{ "–" }</td> },
                }
            }) }
        </tr>
    }
}

fn content(trace: &Trace, cell: &Cell) -> Html {
    let shared = cell.value.object.map(|object| {
        let name = words::object(trace, object);
        html! { <span class="badge shared" title={name}>{ text!("memories-shared-badge") }</span> }
    });
    html! {
        <>
            <code>{ words::value(cell.value) }</code>
            <span class="about">{ words::kind(cell.value) }{ " " }{ shared }</span>
            if cell.is_changed {
                <span class="for-screen-readers">{ text!("memories-changed") }</span>
            }
        </>
    }
}

fn item(trace: &Trace, shared: &Shared) -> Html {
    let lanes = trace.timeline();
    let holder = |pid: &Pid| {
        let place = lanes.process(*pid).map_or(0, |lane| lane.process);
        let names: Vec<_> = (shared.names.iter())
            .filter(|(of, _)| of == pid)
            .map(|(_, name)| *name)
            .collect();
        html! {
            <li class={hue(place)}>
                <span class="who">{ words::process(lanes, *pid) }</span>
                if !names.is_empty() { <code>{ names.join(", ") }</code> }
            </li>
        }
    };
    html! {
        <li class="card">
            <h4>{ words::object(trace, shared.object) }</h4>
            <p><code>{ words::value(shared.value) }</code></p>
            <ul class="holders" aria-label={text!("memories-holders")}>
                { for shared.holders.iter().map(holder) }
            </ul>
        </li>
    }
}
