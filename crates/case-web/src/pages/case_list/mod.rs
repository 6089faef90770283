//! All cases of the account (L7): searched, filtered, sorted, page by page. The address holds all of it.

mod heads;
mod query;
mod results;
mod table;
mod toolbar;

use leptos::prelude::{Memo, With};

use crate::{
    components::{Glyph, Tone, Variant, alert, icon, page_heading},
    html::{El, IntoNode, a, div, nav, p, when},
    locales::{Text, text},
    state::session,
};

use query::ListQuery;

pub use table::{case_table, severity, status_tone};

/// The page at `/cases`.
#[inline(never)]
pub fn case_list() -> impl IntoNode {
    let query = Memo::new(|_| ListQuery::shown());
    let head = div()
        .class("page-head")
        .child(page_heading(|| text::cases::TITLE.get().to_owned()))
        .child(create_case_link());
    let tab = move |label: Text, open: bool| {
        a().attr("href", move || {
            query.with(|query| query.of_open(open).address())
        })
        .attr("aria-current", move || {
            query.with(|query| query.open == open).then_some("page")
        })
        .child(label)
    };
    let tabs = nav()
        .class("tabs")
        .attr("aria-label", text::cases::FILTER)
        .child(tab(text::cases::FILTER_ALL, false))
        .child(tab(text::cases::FILTER_OPEN, true));
    let toolbar = when(session::may_describe_cases, move || toolbar::toolbar(query));
    let list = div()
        .class("case-list")
        .child(toolbar)
        .child(results::results(query));
    (head, tabs, list)
}

/// The way to the form, for who may use it.
pub fn create_case_link() -> impl IntoNode {
    when(session::may_create_cases, || {
        a().class(Variant::Primary.class())
            .attr("href", "/cases/new")
            .child(icon(Glyph::Plus))
            .child(text::home::CREATE_CASE)
    })
}

/// X2: whoever lacks the permission is told so, and by which name to ask for it.
pub fn not_permitted() -> El {
    let words = p().child(text::cases::NOT_PERMITTED_TEXT);
    alert(Tone::Info, text::cases::NOT_PERMITTED, words)
}
