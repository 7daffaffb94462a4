//! Going back: a cursor in time, which every view follows.

use spawnpoint_protocol::Time;
use spawnpoint_trace::{Moment, axis};
use spawnpoint_workbench::Wish;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::{Callback, Html, Properties, TargetCast, function_component, html};

use crate::{strings::text, views::View};

/// How fast a run can be played, in times of its own speed.
pub const SPEEDS: [(&str, f64); 7] = [
    ("0.1", 0.1),
    ("0.25", 0.25),
    ("0.5", 0.5),
    ("1", 1.0),
    ("2", 2.0),
    ("5", 5.0),
    ("10", 10.0),
];

/// What the controls show.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run, and where in it the reader is.
    pub view: View,
    /// The run's time.
    pub now: Time,
    /// Whether it is being played.
    pub is_playing: bool,
    /// How fast.
    pub speed: f64,
    /// Takes what the reader asks for.
    pub on_wish: Callback<Wish>,
}

/// The controls.
#[function_component]
pub fn Playback(props: &Props) -> Html {
    let trace = props.view.trace.borrow();
    let log = trace.log();
    let moment = props.view.moment();
    let (end, is_latest) = (log.end(), props.view.cursor.is_none());
    if end == Moment(0) {
        return Html::default();
    }
    let time = props.view.cursor.map_or(props.now, |cursor| cursor.time);
    let wish = |wish: Wish| props.on_wish.reform(move |_: yew::MouseEvent| wish);
    let on_input = props.on_wish.reform(|event: yew::InputEvent| {
        let field = event.target_dyn_into::<HtmlInputElement>();
        let millis = field.map_or(0.0, |field| field.value_as_number());
        Wish::Time(from_millis(millis))
    });
    let on_speed = props.on_wish.reform(|event: yew::Event| {
        let field = event.target_dyn_into::<HtmlSelectElement>();
        let name = field.map(|field| field.value()).unwrap_or_default();
        // Looked up rather than parsed: a parser of floats would add some 14 KB to the first load.
        let speed = SPEEDS.iter().find(|(known, _)| *known == name);
        Wish::Speed(speed.map_or(1.0, |(_, speed)| *speed))
    });
    let back = Wish::Moment(Moment(moment.0.saturating_sub(1)));
    let forward = Wish::Moment(Moment((moment.0 + 1).min(end.0)));
    let (play, play_label) = if props.is_playing {
        (Wish::Rest, text!("playback-rest"))
    } else {
        (Wish::Play, text!("playback-play"))
    };
    let place = text!(
        "playback-place",
        &[
            ("time", axis::duration(time.0).into()),
            ("moment", moment.0.to_string().into()),
            ("count", end.0.to_string().into()),
        ],
    );
    html! {
        <section class="playback" aria-label={text!("playback-heading")}>
            <button type="button" class="small" aria-label={text!("playback-back")}
                title={text!("playback-back")} disabled={moment.0 == 0} onclick={wish(back)}>
                <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                    <path d="M10 1L4 6l6 5zM2 1h1.6v10H2z" />
                </svg>
            </button>
            <button type="button" class="small" aria-label={play_label.clone()} title={play_label}
                onclick={wish(play)}>
                <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                    if props.is_playing {
                        <path d="M2 1.5h3v9H2zM7 1.5h3v9H7z" />
                    } else {
                        <path d="M2 1l9 5-9 5z" />
                    }
                </svg>
            </button>
            <button type="button" class="small" aria-label={text!("playback-forward")}
                title={text!("playback-forward")} disabled={moment == end} onclick={wish(forward)}>
                <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
                    <path d="M2 1l6 5-6 5zM8.4 1H10v10H8.4z" />
                </svg>
            </button>
            <input type="range" min="0" max={millis(props.now)} step="any" value={millis(time)}
                aria-label={text!("playback-slider")} aria-valuetext={place.clone()}
                oninput={on_input} />
            <span class="place">{ place }</span>
            <select aria-label={text!("playback-speed")} title={text!("playback-speed")}
                onchange={on_speed}>
                { for SPEEDS.iter().map(|(name, speed)| html! {
                    <option value={*name} selected={(speed - props.speed).abs() < 1e-6}>
                        { format!("{name}×") }
                    </option>
                }) }
            </select>
            <button type="button" class="small" disabled={is_latest} onclick={wish(Wish::Latest)}>
                { text!("playback-latest") }
            </button>
        </section>
    }
}

#[expect(clippy::cast_precision_loss, reason = "a slider is not that precise")]
fn millis(time: Time) -> String {
    (time.0 as f64 / 1e3).to_string()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and a slider's value is not negative"
)]
fn from_millis(millis: f64) -> Time {
    Time((millis * 1e3).round() as u64)
}
