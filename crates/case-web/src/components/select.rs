//! The browser's own list of choices, for short lists.

use leptos::prelude::*;

use super::{Choice, FieldContext, Glyph, Icon, typing::left};
use crate::locales::Words;

/// A `<select>` of the field around it.
#[component]
pub fn Select(
    /// In the order shown.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The chosen one's value; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value of the one chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Stands first while nothing is chosen.
    #[prop(optional, into)]
    placeholder: Option<Words>,
    /// Called when the focus leaves it.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
) -> impl IntoView {
    let field = FieldContext::expect();
    let choice = move |Choice {
                           value: own, label, ..
                       }: Choice| {
        let chosen = {
            let own = own.clone();
            move || value.with(|value| *value == own)
        };
        view! { <option value=own prop:selected=chosen>{label}</option> }
    };
    view! {
        <span class="select">
            <select
                class="input"
                id=field.id.get_value()
                aria-describedby=field.described_by
                aria-invalid=field.invalid
                aria-required=field.required
                on:change=move |event| on_choose.run(event_target_value(&event))
                on:blur=move |_| left(on_blur)
            >
                {placeholder
                    .map(|words| view! { <option value="" prop:selected=move || value.with(String::is_empty)>{words}</option> })}
                {move || choices.get().into_iter().map(choice).collect_view()}
            </select>
            <Icon glyph=Glyph::ChevronDown/>
        </span>
    }
}
