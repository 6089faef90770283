//! The page at an address that has none.

use leptos::prelude::*;

use crate::{
    components::{PageHeading, Variant},
    locales::text,
};

/// Says so, and shows a way on.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <div>
            <PageHeading title=text::error::NOT_FOUND/>
            <p class="lead">{text::error::NOT_FOUND_TEXT}</p>
        </div>
        <p><a class=Variant::Primary.class() href="/">{text::error::TO_HOME}</a></p>
    }
}
