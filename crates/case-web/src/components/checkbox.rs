//! A box to tick.

use leptos::prelude::*;

use crate::locales::Words;

/// A checkbox with its label.
#[component]
pub fn Checkbox(
    /// What ticking it means.
    #[prop(into)]
    label: Words,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Called with the new state.
    #[prop(into)]
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                prop:checked=checked
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}
