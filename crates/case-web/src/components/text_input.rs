//! A line of text.

use leptos::prelude::*;

use super::{
    FieldContext,
    typing::{left, typed},
};
use crate::locales::Words;

/// A one-line input of the field around it.
#[component]
pub fn TextInput(
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what it holds after each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// The HTML type: `email`, `password`, `tel`, …
    #[prop(into, default = Signal::from("text"))]
    kind: Signal<String>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keys a touch keyboard shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// An example, never the only place of what one needs to know.
    #[prop(optional, into)]
    placeholder: Option<Words>,
    /// `false` for names, ids and addresses.
    #[prop(default = true)]
    spellcheck: bool,
    /// A narrower box where answers are short.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let field = FieldContext::expect();
    view! {
        <input
            class=["input ", class].concat()
            id=field.id.get_value()
            type=kind
            autocomplete=autocomplete
            inputmode=inputmode
            spellcheck=if spellcheck { "true" } else { "false" }
            placeholder=placeholder
            aria-describedby=field.described_by
            aria-invalid=field.invalid
            aria-required=field.required
            prop:value=value
            on:input=move |event| {
                if let Some(typed) = typed(&event) {
                    on_input.run(typed);
                }
            }
            on:compositionend=move |event| on_input.run(event_target_value(&event))
            on:blur=move |_| left(on_blur)
        />
    }
}
