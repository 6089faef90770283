//! What stands where something is still being fetched.

use leptos::prelude::*;

use crate::locales::text;

/// Grey bars in the shape of some lines of text.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{text::common::LOADING}</span>
            {(0..lines).map(|_| view! { <span class="skeleton-line"></span> }).collect_view()}
        </div>
    }
}
