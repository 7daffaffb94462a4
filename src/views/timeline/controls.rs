//! The buttons over a timeline: what is in sight of it, and ways to save the run.

use spawnpoint_trace::gestures::Shift;
use yew::{Callback, Html, MouseEvent, html};

use crate::{
    exports::{Picture, Save},
    strings::text,
};

/// What the buttons show and lead to.
pub struct Controls {
    /// What the id of the menu begins with.
    pub id: &'static str,
    /// Whether the critical path is shown.
    pub is_critical: bool,
    /// Shows it, or no longer.
    pub on_critical: Callback<MouseEvent>,
    /// Takes another part of the axis to show.
    pub on_shift: Callback<Shift>,
    /// Takes a way to save a picture.
    pub on_picture: Callback<fn(Picture) -> Save>,
    /// Saves the run.
    pub on_save: Callback<Save>,
}

impl Controls {
    /// The buttons.
    pub fn view(&self) -> Html {
        let zoom = |label: String, sign: &str, shift: Shift| {
            html! {
                <button type="button" class="quiet small" aria-label={label.clone()} title={label}
                    onclick={self.on_shift.reform(move |_: MouseEvent| shift)}>{ sign }</button>
            }
        };
        html! {
            <span class="controls">
                <button type="button" class="quiet small" aria-pressed={self.is_critical.to_string()}
                    title={text!("timeline-critical-hint")} onclick={self.on_critical.clone()}>
                    { text!("timeline-critical") }
                </button>
                { zoom(text!("timeline-zoom-out"), "−", Shift::FARTHER) }
                { zoom(text!("timeline-zoom-in"), "+", Shift::NEARER) }
                <button type="button" class="quiet small" title={text!("timeline-fit-hint")}
                    onclick={self.on_shift.reform(|_: MouseEvent| Shift::Fit)}>
                    { text!("timeline-fit") }
                </button>
                { self.saving() }
            </span>
        }
    }

    /// The menu of ways to save the run.
    fn saving(&self) -> Html {
        let menu = format!("{}-save-menu", self.id);
        let item = |label: String, onclick: Callback<MouseEvent>| {
            html! {
                <button type="button" class="quiet" popovertarget={menu.clone()}
                    popovertargetaction="hide" {onclick}>{ label }</button>
            }
        };
        let picture = |save: fn(Picture) -> Save| self.on_picture.reform(move |_: MouseEvent| save);
        html! {
            <>
                <button type="button" class="quiet small save" popovertarget={menu.clone()}>
                    { text!("save") }
                </button>
                <div id={menu.clone()} class="menu" popover="auto" aria-label={text!("save")}>
                    { item(text!("save-svg"), picture(Save::Svg)) }
                    { item(text!("save-png"), picture(Save::Png)) }
                    { item(text!("save-run"), self.on_save.reform(|_| Save::Run)) }
                    { item(text!("save-perfetto"), self.on_save.reform(|_| Save::Perfetto)) }
                </div>
            </>
        }
    }
}
