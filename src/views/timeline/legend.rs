//! What the signs of a timeline mean.

use spawnpoint_trace::{Timeline, timeline::Activity};
use yew::{Html, classes, html};

use crate::{strings::text, words};

/// The signs that this timeline has, with what they mean.
pub fn legend(lanes: &Timeline) -> Html {
    let states = Activity::ALL.into_iter().filter(|activity| match activity {
        Activity::Held => lanes.has_pauses(),
        Activity::Ready => lanes.has_turns(),
        _ => true,
    });
    let states = states.map(|state| {
        html! {
            <li><span class={classes!("sample", class(state))}></span>{ caption(state) }</li>
        }
    });
    let arrow = |kind: &'static str, caption: String| {
        html! { <li><span class={classes!("sample", "arrow", kind)}></span>{ caption }</li> }
    };
    html! {
        <ul class="legend">
            { for states }
            <li><span class="sample exit"></span>{ text!("legend-end") }</li>
            { arrow("start", text!("legend-start-arrow")) }
            { arrow("join", text!("legend-join-arrow")) }
            { arrow("message", text!("legend-message-arrow")) }
            <li><span class="sample hold"></span>{ text!("legend-hold") }</li>
            if !lanes.losses().is_empty() {
                <li><span class="sample loss"></span>{ text!("legend-loss") }</li>
            }
            if lanes.has_signals() {
                { arrow("signal", text!("legend-signal-arrow")) }
            }
        </ul>
    }
}

fn class(activity: Activity) -> &'static str {
    match activity {
        Activity::Starting => "starting",
        Activity::Running => "running",
        Activity::Ready => "ready",
        Activity::Sleeping => "sleeping",
        Activity::Waiting => "waiting",
        Activity::Held => "held",
    }
}

/// What an activity is called where there is little room.
fn caption(activity: Activity) -> String {
    match activity {
        Activity::Ready => text!("legend-ready"),
        _ => words::activity(activity),
    }
}
