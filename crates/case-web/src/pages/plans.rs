//! The five plans side by side (T3).

use leptos::prelude::*;

use crate::{components::PageHeading, locales::text};

/// The page at `/plans`.
#[component]
pub fn Plans() -> impl IntoView {
    view! { <PageHeading title=text::plans::TITLE/> }
}
