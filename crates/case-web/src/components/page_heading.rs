//! The heading of a page: names the document, and takes the focus when one comes from another page.

use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use crate::{
    dom,
    locales::{Words, text},
};

/// The id of the heading.
const ID: &str = "page-heading";

/// The first page of a visit leaves the focus where browsers put it: at the top.
static FIRST: AtomicBool = AtomicBool::new(true);

/// The page's only `h1`.
#[component]
pub fn PageHeading(
    /// What the page is.
    #[prop(into)]
    title: Words,
) -> impl IntoView {
    Effect::new(move |_| {
        document().set_title(&[&title.get(), " · ", text::common::PRODUCT.get()].concat());
    });
    Effect::new(|_| {
        if !FIRST.swap(false, Ordering::Relaxed) {
            dom::focus(ID);
        }
    });
    view! { <h1 class="page-title" id=ID tabindex="-1">{title}</h1> }
}
