//! What is at the left of a timeline: who each lane is of, and what it does or how it ended.

use spawnpoint_protocol::Time;
use spawnpoint_trace::{Timeline, axis, exit, layout::Row, timeline::Lane};
use yew::{Html, classes, html};

use crate::{
    strings::text,
    views::{View, hue},
    words,
};

/// The labels of the lanes in so many pixels come and go together.
const PAGE: i32 = 2_000;

/// The page of labels that is in sight, where the lanes are scrolled to here.
pub fn page(scroll: i32) -> i32 {
    scroll / PAGE
}

/// What the lanes are called as a whole.
pub fn summary(timeline: &Timeline, now: Time) -> String {
    text!(
        "timeline-label",
        &[
            ("count", (timeline.processes().count() as u64).into()),
            ("duration", axis::duration(now.0).into()),
        ],
    )
}

/// The labels of the strip and of the lanes, where this page of them is in sight, in so many pixels.
pub fn labels(timeline: &Timeline, view: &View, page: i32, height: f64) -> Html {
    let (strip, hint) = if timeline.has_turns() {
        (text!("timeline-holder"), text!("timeline-holder-hint"))
    } else {
        (text!("timeline-parallel"), text!("timeline-parallel-hint"))
    };
    html! {
        <div class="labels">
            <p class="strip-label" title={hint}>{ strip }</p>
            { of_lanes(timeline, view, page, height) }
        </div>
    }
}

/// The labels of the lanes in sight and of some around them: of a run with thousands of lanes, all would be
/// more than a document can show.
fn of_lanes(timeline: &Timeline, view: &View, page: i32, height: f64) -> Html {
    let rows: Vec<Row> = Row::of(timeline).collect();
    let bottom = |row: &Row| row.top + row.height;
    let from = f64::from((page - 1) * PAGE);
    let to = f64::from((page + 2) * PAGE) + height;
    let first = rows.partition_point(|row| bottom(row) < from);
    let end = rows.partition_point(|row| row.top < to);
    let before = rows[..first].last().map_or(0.0, bottom);
    let after = rows.last().map_or(0.0, bottom) - rows[..end].last().map_or(0.0, bottom);
    let count = rows.len();
    let labels = timeline.lanes()[first..end].iter().zip(first + 1..);
    html! {
        <ol ~style={format!("padding: {before}px 0 {after}px")}>
            { for labels.map(|(lane, place)| label(timeline, lane, view, (place, count))) }
        </ol>
    }
}

/// The label of a lane, which is at this place of so many.
fn label(lanes: &Timeline, lane: &Lane, view: &View, (place, count): (usize, usize)) -> Html {
    let exit = lane.exit.filter(|exit| {
        view.cursor
            .is_none_or(|cursor| exit.moment <= cursor.moment)
    });
    let segment = match view.cursor {
        Some(cursor) => lane.at(cursor.moment),
        None => lane.current(),
    };
    let state = if let Some(exit) = exit {
        let code = text!(
            "timeline-exit",
            &[("code", exit::describe(exit.code).into())],
        );
        let failed = (exit.code != 0).then_some("failed");
        html! { <span class={classes!("badge", failed)}>{ code }</span> }
    } else {
        let doing = segment.map(|segment| words::doing(lanes, segment));
        html! { <span class="doing">{ doing }</span> }
    };
    let class = classes!(hue(lane.hue), (!lane.is_main()).then_some("thread"));
    let style = format!("--depth: {}", lane.depth.min(4));
    if !lane.is_main() {
        return html! {
            <li {class} ~style={style} aria-posinset={place.to_string()} aria-setsize={count.to_string()}>
                <span class="who"><span class="name" title={lane.name.clone()}>{ &lane.name }</span></span>
                <span class="about">{ state }</span>
            </li>
        };
    }
    html! {
        <li {class} ~style={style} aria-posinset={place.to_string()} aria-setsize={count.to_string()}>
            <span class="who">
                <span class="name" title={lane.name.clone()}>{ &lane.name }</span>
                <span class="pid">
                    { text!("timeline-pid", &[("pid", lane.pid.to_string().into())]) }
                </span>
            </span>
            <span class="about">
                if lane.daemon { <span class="daemon">{ text!("timeline-daemon") }</span> }
                { state }
            </span>
        </li>
    }
}
