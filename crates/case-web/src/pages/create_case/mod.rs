//! The form that opens a case.

use leptos::prelude::*;

use crate::{components::PageHeading, locales::text};

/// The page at `/cases/new`.
#[component]
pub fn CreateCase() -> impl IntoView {
    view! { <PageHeading title=text::home::CREATE_CASE/> }
}
