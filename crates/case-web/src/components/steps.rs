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
    /// Their addresses, where one may go back to what is done.
    #[prop(optional)]
    addresses: &'static [&'static str],
) -> impl IntoView {
    let step = move |(place, name): (usize, &'static Text)| {
        let class = move || match place.cmp(&current.get()) {
            std::cmp::Ordering::Less => "step step-done",
            std::cmp::Ordering::Equal => "step step-current",
            std::cmp::Ordering::Greater => "step",
        };
        view! {
            <li class=class aria-current=move || (place == current.get()).then_some("step")>
                <span class="step-number" aria-hidden="true">{place + 1}</span>
                {move || match addresses.get(place) {
                    Some(address) if place < current.get() => {
                        view! { <a class="step-name" href=*address>{*name}</a> }.into_any()
                    }
                    _ => view! { <span class="step-name">{*name}</span> }.into_any(),
                }}
            </li>
        }
    };
    view! { <ol class="steps" aria-label=text::common::STEPS>{names.iter().enumerate().map(step).collect_view()}</ol> }
}
