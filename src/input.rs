//! Standard input: asks for a line when a process waits for one.

use web_sys::HtmlInputElement;
use yew::{
    AttrValue, Callback, Html, NodeRef, Properties, SubmitEvent, function_component, html,
    use_effect_with, use_node_ref,
};

use crate::strings::{Language, text};

/// What the form needs.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// In which language it asks.
    pub language: Language,
    /// The name of the process that waits.
    pub name: AttrValue,
    /// Takes a line with its end, or an empty one at the end of the input.
    pub on_line: Callback<String>,
}

/// The form for a line.
#[function_component]
pub fn Input(props: &Props) -> Html {
    let field = use_node_ref();
    let shown = field.clone();
    use_effect_with((), move |()| focus(&shown));

    let (on_line, typed) = (props.on_line.clone(), field.clone());
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(field) = typed.cast::<HtmlInputElement>() {
            on_line.emit(format!("{}\n", field.value()));
            field.set_value("");
        }
    };
    let end = props.on_line.reform(|_| String::new());
    html! {
        <form class="input" {onsubmit}>
            <label>
                <span>{ text!("console-input", &[("name", props.name.as_str().into())]) }</span>
                <input type="text" ref={field} autocomplete="off" autocapitalize="off"
                    spellcheck="false" />
            </label>
            <button type="submit">{ text!("console-input-send") }</button>
            <button type="button" title={text!("console-input-end-hint")} onclick={end}>
                { text!("console-input-end") }
            </button>
        </form>
    }
}

/// The reader types next, wherever the focus was: the program asked.
fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        // Without focus the field can still be clicked.
        let _ = field.focus();
    }
}
