//! One case.

use leptos::prelude::*;

use crate::{components::PageHeading, locales::text};

/// The page at `/cases/<case ID>`.
#[component]
pub fn Case() -> impl IntoView {
    view! { <PageHeading title=text::case::DETAILS/> }
}
