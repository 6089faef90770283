//! Where one is in something that takes several steps.

use leptos::prelude::*;

use crate::locales::{Text, text};

/// The steps; the ones before the current one are done.
#[component]
pub fn Steps(
    /// Their names.
    names: &'static [Text],
    /// The current one, from 0.
    #[prop(into)]
    current: Signal<usize>,
) -> impl IntoView {
    let step = move |(place, name): (usize, &Text)| {
        let class = move || match place.cmp(&current.get()) {
            std::cmp::Ordering::Less => "step step-done",
            std::cmp::Ordering::Equal => "step step-current",
            std::cmp::Ordering::Greater => "step",
        };
        view! {
            <li class=class aria-current=move || (place == current.get()).then_some("step")>
                <span class="step-number" aria-hidden="true">{place + 1}</span>
                <span class="step-name">{*name}</span>
            </li>
        }
    };
    view! { <ol class="steps" aria-label=text::common::STEPS>{names.iter().enumerate().map(step).collect_view()}</ol> }
}
