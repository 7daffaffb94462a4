//! Who holds what, and who waits for whom: the wait-for graph, at any moment.

use std::collections::BTreeMap;

use spawnpoint_link as link;
use spawnpoint_protocol::event::WaitFor;
use spawnpoint_trace::{
    Moment, Trace, axis,
    channels::Thread,
    locks::{Lock, Wait},
};
use yew::{Callback, Html, Properties, classes, function_component, html};

use crate::{
    strings::{Key, text},
    views::{
        View, deadlock,
        entry::{Draw, Entry},
        hue_of, line_link,
    },
    words,
};

/// The size of a node of the graph, and the distance between two.
const NODE: (f64, f64) = (130.0, 34.0);
const GAP: (f64, f64) = (140.0, 54.0);

/// The most columns of a chain, and of a cycle.
const COLUMNS: usize = 4;

/// The most letters of a text in the graph.
const LETTERS: usize = 18;

/// More who wait than this are listed and not drawn.
const DRAWN: usize = 24;

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "locks",
    label: Key::of("tab-locks"),
    link: Some(link::View::Locks),
    draw: Draw::Shown(|context| {
        html! { <Locks view={context.view.clone()} on_go_to={context.on_line()} /> }
    }),
};

/// What the view shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
}

/// The waits and the locks.
#[function_component]
pub fn Locks(props: &Props) -> Html {
    let trace = props.view.trace.borrow();
    let moment = props.view.moment();
    let waits = trace.locks().waits(trace.timeline(), moment);
    let locks: Vec<_> = trace
        .locks()
        .iter()
        .filter(|lock| lock.is_plain())
        .collect();
    let is_latest = trace.log().end() == moment;
    // The processes are ended after the report, so its waits are those of the moment before.
    let deadlock = trace.deadlock().filter(|_| is_latest);
    if waits.is_empty() && locks.is_empty() && deadlock.is_none() {
        return html! { <p class="empty">{ text!("locks-empty") }</p> };
    }
    html! {
        <>
            if let Some((at, deadlock)) = trace.deadlocked().zip(deadlock) {
                { deadlock::report(deadlock, trace.timeline(), &props.on_go_to) }
                { graph(&trace, &trace.locks().waits(trace.timeline(), at)) }
            } else {
                { graph(&trace, &waits) }
                if waits.is_empty() {
                    <p class="empty">{ text!("locks-nobody-waits") }</p>
                }
                <ul class="waits">{ for waits.iter().map(|wait| item(props, &trace, wait)) }</ul>
            }
            if !locks.is_empty() {
                <h3 class="subheading">{ text!("locks-heading") }</h3>
                <ul class="cards">
                    { for locks.iter().map(|lock| card(props, &trace, lock, moment, &waits)) }
                </ul>
            }
        </>
    }
}

fn item(props: &Props, trace: &Trace, wait: &Wait) -> Html {
    let lanes = trace.timeline();
    let holders: Vec<_> = (wait.holders.iter())
        .map(|holder| words::thread(lanes, holder.thread))
        .collect();
    html! {
        <li class={hue_of(lanes, wait.thread)}>
            <span class="who">{ words::thread(lanes, wait.thread) }</span>
            { " " }{ words::waiting(lanes, wait.on, wait.call) }
            if let WaitFor::Acquire { semaphore } = wait.on {
                { " · " }{ words::object(trace, *semaphore) }
            }
            if !holders.is_empty() {
                { " → " }{ holders.join(", ") }
            }
            { " " }{ for wait.line.map(|line| line_link(line, &props.on_go_to)) }
            <span class="about">
                { " " }{ text!("locks-since", &[("time", axis::duration(wait.since.0).into())]) }
            </span>
        </li>
    }
}

fn card(props: &Props, trace: &Trace, lock: &Lock, moment: Moment, waits: &[Wait]) -> Html {
    let lanes = trace.timeline();
    let holders = lock.holders(moment);
    let taken = lock.taken(moment);
    let waiting: Vec<_> = (waits.iter())
        .filter(|wait| matches!(wait.on, WaitFor::Acquire { semaphore } if *semaphore == lock.id))
        .map(|wait| words::thread(lanes, wait.thread))
        .collect();
    html! {
        <li class="card">
            <h4>
                { words::object(trace, lock.id) }{ " " }
                { for lock.line.map(|line| line_link(line, &props.on_go_to)) }
            </h4>
            if holders.is_empty() {
                <p class="about">{ text!("locks-free") }</p>
            }
            <ul class="holders" aria-label={text!("locks-holders")}>
                { for holders.iter().map(|holder| {
                    html! {
                        <li class={hue_of(lanes, holder.thread)}>
                            <span class="who">{ words::thread(lanes, holder.thread) }</span>
                            { " " }{ for holder.line.map(|line| line_link(line, &props.on_go_to)) }
                        </li>
                    }
                }) }
            </ul>
            if !waiting.is_empty() {
                <p class="waiters">
                    { text!("locks-waiting", &[("names", waiting.join(", ").into())]) }
                </p>
            }
            if taken > 0 {
                <p class="about">
                    { text!("locks-taken", &[
                        ("count", taken.into()),
                        ("times", words::grouped(taken).into()),
                    ]) }
                </p>
            }
        </li>
    }
}

/// The wait-for graph: who waits at the left of whom is waited for; the arrows of a cycle stand out.
fn graph(trace: &Trace, waits: &[Wait]) -> Html {
    let edges: Vec<(Thread, Thread, &Wait)> = (waits.iter())
        .flat_map(|wait| {
            wait.holders
                .iter()
                .map(move |holder| (wait.thread, holder.thread, wait))
        })
        .collect();
    if edges.is_empty() || waits.len() > DRAWN {
        return Html::default();
    }
    let places = places(&edges);
    let columns = places
        .values()
        .map(|(column, _)| column + 1)
        .max()
        .unwrap_or(1);
    let rows = places.values().map(|(_, row)| row + 1).max().unwrap_or(1);
    #[expect(clippy::cast_precision_loss, reason = "there are few")]
    let at = |(column, row): (usize, usize)| {
        (
            column as f64 * (NODE.0 + GAP.0) + 4.0,
            row as f64 * (NODE.1 + GAP.1) + 20.0,
        )
    };
    let (width, height) = at((columns, rows));
    // What waits for itself has its caption at the right.
    let is_own = edges.iter().any(|(from, to, _)| from == to);
    let width = if is_own {
        width + 20.0
    } else {
        width - GAP.0 + 10.0
    };
    let label = text!("locks-graph", &[("count", (waits.len() as u64).into())]);
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={label.clone()}>
            <svg class="wait-graph" width={width.to_string()} height={height.to_string()} role="img"
                aria-label={label}>
                <defs>
                    { head("head-wait", "wait") }
                    { head("head-cycle", "cycle") }
                </defs>
                { for edges.iter().filter_map(|(from, to, wait)| {
                    let (start, end) = (at(*places.get(from)?), at(*places.get(to)?));
                    Some(edge(trace, start, end, wait, is_in_cycle(&edges, *from, *to)))
                }) }
                { for places.iter().map(|(thread, place)| node(trace, *thread, at(*place))) }
            </svg>
        </div>
    }
}

fn head(id: &'static str, class: &'static str) -> Html {
    html! {
        <marker {id} {class} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
            markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0 0.5L8 4L0 7.5z" />
        </marker>
    }
}

fn edge(trace: &Trace, from: (f64, f64), to: (f64, f64), wait: &Wait, is_cycle: bool) -> Html {
    let (class, head) = if is_cycle {
        ("edge cycle", "url(#head-cycle)")
    } else {
        ("edge", "url(#head-wait)")
    };
    let middle = NODE.1 / 2.0;
    // An edge that goes back bends below, so that those of a cycle do not cover each other.
    let (path, (x, y)) = if from == to {
        let (x, y) = (from.0 + NODE.0, from.1 + middle);
        let (out, up, down) = (x + 36.0, y - 26.0, y + 26.0);
        let path = format!("M{x} {}C{out} {up} {out} {down} {x} {}", y - 8.0, y + 8.0);
        (path, (x + GAP.0 / 2.0 + 16.0, y))
    } else if to.0 > from.0 {
        let (start, y, end_y) = (from.0 + NODE.0, from.1 + middle, to.1 + middle);
        let path = format!("M{start} {y}L{} {end_y}", to.0);
        (
            path,
            (f64::midpoint(start, to.0), f64::midpoint(y, end_y) - 10.0),
        )
    } else {
        let below = from.1.max(to.1) + NODE.1 + 36.0;
        let (start, end) = (from.0 + NODE.0 / 2.0, to.0 + NODE.0 / 2.0 + 12.0);
        let (y, end_y) = (from.1 + NODE.1, to.1 + NODE.1);
        let path = format!("M{start} {y}C{start} {below} {end} {below} {end} {end_y}");
        (path, (f64::midpoint(start, end), below + 6.0))
    };
    let what = match wait.on {
        WaitFor::Acquire { semaphore } => words::object(trace, *semaphore),
        on => words::waiting(trace.timeline(), on, wait.call),
    };
    let what = match wait.line {
        Some(line) => {
            let line = text!("detail-line", &[("line", line.to_string().into())]);
            format!("{} · {line}", cut(&what))
        }
        None => cut(&what),
    };
    html! {
        <g>
            <path {class} d={path} marker-end={head} />
            <text class="caption" x={x.to_string()} y={y.to_string()}>{ what }</text>
        </g>
    }
}

/// A text as far as there is room for it in the graph.
fn cut(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn node(trace: &Trace, thread: Thread, (x, y): (f64, f64)) -> Html {
    let name = words::thread(trace.timeline(), thread);
    let shown = cut(&name);
    html! {
        <g class={classes!("node", hue_of(trace.timeline(), thread))}>
            <title>{ name }</title>
            <rect x={x.to_string()} y={y.to_string()} width={NODE.0.to_string()}
                height={NODE.1.to_string()} rx="6" />
            <text x={(x + NODE.0 / 2.0).to_string()} y={(y + NODE.1 / 2.0).to_string()}>
                { shown }
            </text>
        </g>
    }
}

/// A column and a row for each thread: whoever is waited for is to the right, and the members of a
/// cycle, of which each is to the right of the other, stand side by side.
fn places(edges: &[(Thread, Thread, &Wait)]) -> BTreeMap<Thread, (usize, usize)> {
    let mut columns: BTreeMap<Thread, usize> = BTreeMap::new();
    let mut cycle: Vec<Thread> = Vec::new();
    for (from, to, _) in edges {
        columns.insert(*from, 0);
        columns.insert(*to, 0);
        if is_in_cycle(edges, *from, *to) && !cycle.contains(from) {
            cycle.push(*from);
        }
    }
    let deepest = columns.len().min(COLUMNS);
    for _ in 0..deepest {
        for (from, to, _) in edges.iter().filter(|(_, to, _)| !cycle.contains(to)) {
            let next = (columns[from] + 1).min(deepest - 1);
            if columns[to] < next {
                columns.insert(*to, next);
            }
        }
    }
    let into_cycle = edges
        .iter()
        .filter(|(from, to, _)| cycle.contains(to) && !cycle.contains(from));
    let first = into_cycle
        .map(|(from, ..)| columns[from] + 1)
        .max()
        .unwrap_or(0);
    for (place, thread) in cycle.iter().enumerate() {
        columns.insert(*thread, first + place % COLUMNS);
    }
    let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
    let mut places = BTreeMap::new();
    for (thread, column) in columns {
        let row = rows.entry(column).or_default();
        places.insert(thread, (column, *row));
        *row += 1;
    }
    places
}

/// Whether whoever is waited for waits, perhaps for others first, for the one who waits.
fn is_in_cycle(edges: &[(Thread, Thread, &Wait)], from: Thread, to: Thread) -> bool {
    let mut seen = vec![to];
    let mut next = 0;
    while let Some(&thread) = seen.get(next) {
        if thread == from {
            return true;
        }
        for (_, target, _) in edges.iter().filter(|(source, ..)| *source == thread) {
            if !seen.contains(target) {
                seen.push(*target);
            }
        }
        next += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use spawnpoint_protocol::{Pid, Tid, Time};

    use super::*;

    fn columns(edges: &[(u32, u32)]) -> Vec<(u32, (usize, usize))> {
        let on = WaitFor::Input;
        let thread = |pid| (Pid(pid), Tid::MAIN);
        let wait = Wait {
            thread: thread(0),
            on: &on,
            call: None,
            line: None,
            since: Time(0),
            holders: Vec::new(),
        };
        let edges: Vec<_> = (edges.iter())
            .map(|(from, to)| (thread(*from), thread(*to), &wait))
            .collect();
        let places = places(&edges);
        places
            .into_iter()
            .map(|((pid, _), place)| (pid.0, place))
            .collect()
    }

    #[test]
    fn whoever_is_waited_for_is_to_the_right() {
        let chain = columns(&[(1, 2), (2, 3), (4, 3)]);
        assert_eq!(chain, [(1, (0, 0)), (2, (1, 0)), (3, (2, 0)), (4, (0, 1))]);
    }

    #[test]
    fn a_cycle_stands_side_by_side_and_right_of_those_who_wait_for_it() {
        let places = columns(&[(1, 2), (2, 3), (3, 2)]);
        assert_eq!(places, [(1, (0, 0)), (2, (1, 0)), (3, (2, 0))]);
        assert_eq!(columns(&[(7, 7)]), [(7, (0, 0))]);
    }
}
