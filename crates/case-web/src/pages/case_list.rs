//! All cases of the account (L7).

use leptos::prelude::*;

use crate::{components::PageHeading, locales::text};

/// The page at `/cases`.
#[component]
pub fn CaseList() -> impl IntoView {
    view! { <PageHeading title=text::cases::TITLE/> }
}
