//! Why nobody could go on: who waits for what, and what to change.

use spawnpoint_protocol::event::{Deadlock, Holder, Mistake, Wait};
use spawnpoint_trace::Timeline;
use yew::{Callback, Html, html};

use crate::{
    strings::text,
    views::{hue_of, line_link},
    words,
};

/// The report of a deadlock.
pub fn report(deadlock: &Deadlock, timeline: &Timeline, on_go_to: &Callback<u32>) -> Html {
    html! {
        <section class="deadlock" role="alert" aria-labelledby="deadlock-heading">
            <h3 id="deadlock-heading">{ text!("deadlock-heading") }</h3>
            <p>{ text!("deadlock-intro") }</p>
            <ul>{ for deadlock.waits.iter().map(|wait| item(wait, timeline, on_go_to)) }</ul>
            <p class="advice">{ advice(deadlock.mistake) }</p>
        </section>
    }
}

fn advice(mistake: Mistake) -> String {
    match mistake {
        Mistake::JoinBeforeDrain => text!("deadlock-advice-join-before-drain"),
        Mistake::LockTwice => text!("deadlock-advice-lock-twice"),
        Mistake::LockOrder => text!("deadlock-advice-lock-order"),
        Mistake::HolderEnded => text!("deadlock-advice-holder-ended"),
        Mistake::BarrierShort => text!("deadlock-advice-barrier-short"),
        Mistake::JoinCycle => text!("deadlock-advice-join-cycle"),
        Mistake::NothingSent => text!("deadlock-advice-nothing-sent"),
        Mistake::NobodySignals => text!("deadlock-advice-nobody-signals"),
        Mistake::Other => text!("deadlock-advice-other"),
    }
}

fn item(wait: &Wait, timeline: &Timeline, on_go_to: &Callback<u32>) -> Html {
    let name = || wait.name.as_str().into();
    let sentence = match &wait.call {
        Some(call) => text!(
            "deadlock-waits",
            &[("name", name()), ("call", call.as_str().into())],
        ),
        None => text!("deadlock-waits-somewhere", &[("name", name())]),
    };
    let label = wait
        .label
        .as_deref()
        .map(|label| text!("deadlock-for", &[("label", label.into())]));
    html! {
        <li class={hue_of(timeline, (wait.pid, wait.thread))}>
            <span>{ sentence }</span>
            if let Some(label) = label {
                <span>{ label }</span>
            }
            { for wait.line.map(|line| line_link(line, on_go_to)) }
            { for wait.holders.iter().map(|holder| held(wait, holder, timeline, on_go_to)) }
        </li>
    }
}

fn held(wait: &Wait, holder: &Holder, timeline: &Timeline, on_go_to: &Callback<u32>) -> Html {
    let name = words::process(timeline, holder.pid);
    let sentence = if (holder.pid, holder.thread) == (wait.pid, wait.thread) {
        text!("deadlock-held-itself")
    } else if holder.ended {
        text!("deadlock-held-ended", &[("name", name.into())])
    } else {
        text!("deadlock-held", &[("name", name.into())])
    };
    // Who waits for a process holds nothing of it: the end is what is waited for.
    let is_lock = wait.label.is_some();
    html! {
        if is_lock {
            <span>{ sentence }</span>
            { for holder.line.map(|line| line_link(line, on_go_to)) }
        }
    }
}
