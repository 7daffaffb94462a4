//! The row of tabs over the views of a run.

use spawnpoint_link::View;
use yew::{Callback, Html, KeyboardEvent, Properties, function_component, html};

use crate::{
    dom,
    strings::{Language, text},
};

/// A view of a run that shares its place with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Two runs of the program side by side.
    Comparison,
    /// What processes print.
    Console,
    /// Queues and pipes.
    Channels,
    /// What is in each process's memory.
    Memories,
    /// The files, and who wrote them.
    Files,
    /// Locks, and who waits for whom.
    Locks,
    /// The record as a table.
    Events,
}

impl Tab {
    /// All of them, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Comparison,
        Self::Console,
        Self::Channels,
        Self::Memories,
        Self::Files,
        Self::Locks,
        Self::Events,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Comparison => "comparison",
            Self::Console => "console",
            Self::Channels => "channels",
            Self::Memories => "memories",
            Self::Files => "files",
            Self::Locks => "locks",
            Self::Events => "events",
        }
    }

    fn label(self) -> String {
        match self {
            Self::Comparison => text!("tab-comparison"),
            Self::Console => text!("tab-console"),
            Self::Channels => text!("tab-channels"),
            Self::Memories => text!("tab-memories"),
            Self::Files => text!("tab-files"),
            Self::Locks => text!("tab-locks"),
            Self::Events => text!("tab-events"),
        }
    }

    /// The id of its tab.
    pub fn id(self) -> String {
        format!("tab-{}", self.name())
    }

    /// The id of its panel.
    pub fn panel(self) -> String {
        format!("panel-{}", self.name())
    }

    /// What a link calls it; the comparison is there whenever there are two runs.
    pub fn view(self) -> Option<View> {
        match self {
            Self::Comparison => None,
            Self::Console => Some(View::Console),
            Self::Channels => Some(View::Messages),
            Self::Memories => Some(View::Memories),
            Self::Files => Some(View::Files),
            Self::Locks => Some(View::Locks),
            Self::Events => Some(View::Events),
        }
    }

    /// The tab of `shown` that a key leads to from this one.
    fn after_key(self, shown: &[Self], key: &str) -> Option<Self> {
        let count = shown.len();
        let place = shown.iter().position(|tab| *tab == self)?;
        let next = match key {
            "ArrowRight" => (place + 1) % count,
            "ArrowLeft" => (place + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return None,
        };
        shown.get(next).copied()
    }
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
            if let Some(tab) = chosen.after_key(&shown, &event.key()) {
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
