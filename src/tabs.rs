//! The row of tabs over the views of a run.

use yew::{Callback, Html, KeyboardEvent, Properties, function_component, html};

use crate::{
    dom,
    strings::{Language, text},
    views::registry::Tab,
};

/// The tab of `shown` that a key leads to from `chosen`.
fn after_key(chosen: Tab, shown: &[Tab], key: &str) -> Option<Tab> {
    let count = shown.len();
    let place = shown.iter().position(|tab| *tab == chosen)?;
    let next = match key {
        "ArrowRight" => (place + 1) % count,
        "ArrowLeft" => (place + count - 1) % count,
        "Home" => 0,
        "End" => count - 1,
        _ => return None,
    };
    shown.get(next).copied()
}

/// Which tab is chosen, and who is told of another choice.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// In which language they are labelled.
    pub language: Language,
    /// The chosen one.
    pub chosen: Tab,
    /// Those that can be chosen, from left to right.
    pub shown: Vec<Tab>,
    /// Takes another choice.
    pub on_choice: Callback<Tab>,
}

/// The tabs.
#[function_component]
pub fn Tabs(props: &Props) -> Html {
    let Props {
        chosen,
        shown,
        on_choice,
        ..
    } = props;
    let onkeydown = {
        let (chosen, shown, on_choice) = (*chosen, shown.clone(), on_choice.clone());
        move |event: KeyboardEvent| {
            if let Some(tab) = after_key(chosen, &shown, &event.key()) {
                event.prevent_default();
                on_choice.emit(tab);
                dom::focus(&tab.id());
            }
        }
    };
    html! {
        <div class="tabs" role="tablist" aria-label={text!("tabs-label")} {onkeydown}>
            { for shown.iter().map(|&tab| {
                let is_chosen = tab == *chosen;
                html! {
                    <button type="button" role="tab" id={tab.id()} aria-controls={tab.panel()}
                        aria-selected={is_chosen.to_string()}
                        tabindex={if is_chosen { "0" } else { "-1" }}
                        onclick={on_choice.reform(move |_| {
                            dom::reveal(&tab.id());
                            tab
                        })}>
                        { tab.label() }
                    </button>
                }
            }) }
        </div>
    }
}
