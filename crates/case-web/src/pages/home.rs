//! The home page (L7): open cases first, and the way to a new one.

use leptos::prelude::*;

use crate::{components::PageHeading, locales::text};

/// The page at `/`.
#[component]
pub fn Home() -> impl IntoView {
    view! { <PageHeading title=text::home::TITLE/> }
}
