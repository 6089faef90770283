//! Several lines of text; grows with them.

use leptos::prelude::*;

use super::{
    FieldContext,
    typing::{left, typed},
};
use crate::locales::Words;

/// A many-line input of the field around it.
#[component]
pub fn TextArea(
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what it holds after each change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// Its height while it is empty, in lines.
    #[prop(default = 6)]
    rows: u32,
    /// An example, never the only place of what one needs to know.
    #[prop(optional, into)]
    placeholder: Option<Words>,
) -> impl IntoView {
    let field = FieldContext::expect();
    view! {
        <textarea
            class="input text-area"
            id=field.id.get_value()
            rows=rows.to_string()
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
        ></textarea>
    }
}
