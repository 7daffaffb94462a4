//! Queues and pipes: what is in them, what went through, who waits at either end.

use std::fmt::Write;

use spawnpoint_link as link;
use spawnpoint_protocol::{Time, event::WaitFor};
use spawnpoint_trace::{
    Channels as All, Moment, Trace, axis,
    channels::{Channel, Message},
    layout::micros,
};
use yew::{Callback, Html, Properties, function_component, html};

use crate::{
    strings::{Key, text},
    views::{
        View,
        entry::{Draw, Entry},
        hue_of, line_link,
    },
    words,
};

/// How many of the messages in a channel are shown.
const SHOWN: usize = 12;

/// The size of the picture of a channel's length.
const GRAPH: (f64, f64) = (240.0, 34.0);

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "channels",
    label: Key::of("tab-channels"),
    link: Some(link::View::Messages),
    draw: Draw::Shown(|context| {
        html! {
            <Channels view={context.view.clone()} now={context.now} on_go_to={context.on_line()} />
        }
    }),
};

/// What the channels view shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// The run's time.
    pub now: Time,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
}

/// Every queue and pipe.
#[function_component]
pub fn Channels(props: &Props) -> Html {
    let trace = props.view.trace.borrow();
    let moment = props.view.moment();
    let channels: Vec<_> = (trace.channels().iter())
        .filter(|channel| channel.made <= moment)
        .collect();
    if channels.is_empty() {
        return html! { <p class="empty">{ text!("channels-empty") }</p> };
    }
    html! {
        <div class="cards">
            { for channels.iter().map(|channel| card(props, &trace, channel, moment)) }
        </div>
    }
}

fn card(props: &Props, trace: &Trace, channel: &Channel, moment: Moment) -> Html {
    let all = trace.channels();
    let waiting = all.waiting(channel, moment);
    let depth = waiting.len();
    let received = channel.received(moment);
    let filled = match channel.capacity {
        Some(capacity) => text!(
            "channels-depth-of",
            &[
                ("count", (depth as u64).into()),
                ("capacity", capacity.to_string().into()),
            ],
        ),
        None => text!("channels-depth", &[("count", (depth as u64).into())]),
    };
    let is_full = channel
        .capacity
        .is_some_and(|capacity| depth >= capacity as usize);
    let through = text!(
        "channels-through",
        &[
            ("sent", (received + depth).to_string().into()),
            ("received", received.to_string().into()),
        ],
    );
    let (putting, getting) = blocked(trace, channel, moment);
    let more = depth.saturating_sub(SHOWN);
    html! {
        <article class="card channel">
            <h3>
                <span class="name">{ words::object(trace, channel.id) }</span>
                { for channel.line.map(|line| line_link(line, &props.on_go_to)) }
                <span class="badge">{ filled }</span>
                if is_full { <span class="badge warning">{ text!("channels-full") }</span> }
            </h3>
            { graph(all, channel, props.now, props.view.cursor.map(|cursor| cursor.time)) }
            <p class="about">{ through }</p>
            if !putting.is_empty() {
                <p class="waiters">
                    { text!("channels-putting", &[("names", putting.join(", ").into())]) }
                </p>
            }
            <ol class="messages" aria-label={text!("channels-messages")}>
                { for waiting.iter().take(SHOWN).map(|message| item(props, trace, message, moment)) }
                if more > 0 {
                    <li class="more">
                        { text!("channels-more", &[("count", (more as u64).into())]) }
                    </li>
                }
                if depth == 0 {
                    <li class="more">{ text!("channels-none-waiting") }</li>
                }
            </ol>
            if let Some(last) = all.last_received(channel, moment) {
                <p class="last">
                    <span class="label">{ text!("channels-last") }</span>
                    { words::message(trace, last) }
                </p>
            }
            if !getting.is_empty() {
                <p class="waiters">
                    { text!("channels-getting", &[("names", getting.join(", ").into())]) }
                </p>
            }
        </article>
    }
}

fn item(props: &Props, trace: &Trace, message: &Message, moment: Moment) -> Html {
    let lanes = trace.timeline();
    let now = match props.view.cursor {
        Some(cursor) => cursor.time,
        None if trace.log().end() == moment => props.now,
        None => trace.timeline().end(),
    };
    let waited = axis::duration(now.since(message.sent.time));
    html! {
        <li class={hue_of(lanes, message.sent.by)} title={words::message(trace, message)}>
            <code>{ words::value(&message.value) }</code>
            <span class="about">
                { words::kind(&message.value) }{ " · " }{ words::bytes(message.bytes) }{ " · " }
                <span class="who">{ words::thread(lanes, message.sent.by) }</span>
                { " · " }{ waited }
            </span>
        </li>
    }
}

/// The names of those who wait to put into a channel, and to get out of it.
fn blocked(trace: &Trace, channel: &Channel, moment: Moment) -> (Vec<String>, Vec<String>) {
    let (mut putting, mut getting) = (Vec::new(), Vec::new());
    for wait in trace.locks().waits(trace.timeline(), moment) {
        let list = match wait.on {
            WaitFor::Put { queue } | WaitFor::Drain { queue } if *queue == channel.id => {
                &mut putting
            }
            WaitFor::Send { end } if *end == channel.id => &mut putting,
            WaitFor::Get { queue } if *queue == channel.id => &mut getting,
            WaitFor::Receive { end } if *end == channel.id => &mut getting,
            _ => continue,
        };
        list.push(words::thread(trace.timeline(), wait.thread));
    }
    (putting, getting)
}

/// How many messages were in the channel over the time of the run.
fn graph(all: &All, channel: &Channel, now: Time, cursor: Option<Time>) -> Html {
    let (width, height) = GRAPH;
    let depths: Vec<_> = all.depths(channel).collect();
    let Some(most) = depths
        .iter()
        .map(|(_, depth)| *depth)
        .max()
        .filter(|most| *most > 0)
    else {
        return Html::default();
    };
    let span = micros(now).max(1.0);
    let x = |time: Time| micros(time) / span * width;
    #[expect(clippy::cast_precision_loss, reason = "a picture is not that precise")]
    let y = |depth: usize| height - 2.0 - depth as f64 / most as f64 * (height - 6.0);
    let mut path = format!("M0 {:.1}", y(0));
    let mut column = 0.0;
    let mut highest = 0;
    // Of the changes within a pixel, the highest is shown.
    for (n, (time, depth)) in depths.iter().enumerate() {
        highest = highest.max(*depth);
        let next = depths.get(n + 1).map_or(now, |(time, _)| *time);
        if x(next) - column >= 1.0 || n + 1 == depths.len() {
            // Writing to a string does not fail.
            let _ = write!(path, "H{:.1}V{:.1}V{:.1}", x(*time), y(highest), y(*depth));
            column = x(next);
            highest = *depth;
        }
    }
    let _ = write!(path, "H{width:.1}V{height}H0Z");
    let label = text!("channels-graph", &[("most", (most as u64).into())]);
    html! {
        <svg class="graph" viewBox={format!("0 0 {width} {height}")} preserveAspectRatio="none"
            role="img" aria-label={label.clone()}>
            <title>{ label }</title>
            <path d={path} />
            if let Some(cursor) = cursor {
                <line x1={x(cursor).to_string()} x2={x(cursor).to_string()} y1="0"
                    y2={height.to_string()} />
            }
        </svg>
    }
}
