//! What stands where there is nothing yet: why, and what to do.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::locales::Words;

/// An empty list's place.
#[component]
pub fn EmptyState(
    /// The picture.
    glyph: Glyph,
    /// What is not there.
    #[prop(into)]
    heading: Words,
    /// What to do about it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state">
            <span class="empty-state-icon"><Icon glyph/></span>
            <p class="empty-state-heading">{heading}</p>
            {children()}
        </div>
    }
}
