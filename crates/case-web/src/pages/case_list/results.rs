//! The list itself: its cases, or why there are none.

use case_wire::{CaseListPage, ProblemKind};
use leptos::prelude::*;
use web_sys::Node;

use super::{heads::heads, not_permitted, query::ListQuery, table::table_of, toolbar::clear};
use crate::{
    api::{self, ApiError},
    components::{Glyph, Tone, Variant, alert, empty_state, skeleton},
    failure::failure,
    html::{El, IntoNode, a, div, nav, p},
    locales::{Text, text},
    state::{live, loader::Loader, session},
};

/// The cases that the address asks for. While others are fetched, those that were shown stay.
pub fn results(query: Memo<ListQuery>) -> impl IntoNode {
    // What the last answer was asked by.
    let answered = ArcRwSignal::new(None::<ListQuery>);
    let noted = answered.clone();
    let page = Loader::new(move || {
        live::cases();
        // Somebody who signs in again sees the list anew.
        let may = session::may_describe_cases() && session::current().is_some();
        let (query, noted) = (query.get(), noted.clone());
        may.then_some(async move {
            let answer = api::cases(&query.request()).await;
            noted.set(Some(query));
            answer
        })
    });
    let is_busy = move || answered.with(Option::is_none) || answered.get() != Some(query.get());
    let page = std::rc::Rc::new(page);
    let counted = std::rc::Rc::clone(&page);
    let count = move || match counted.get() {
        Some(Ok(page)) => text::cases::shown(&page.cases.len().to_string()),
        _ => String::new(),
    };
    let retry = page.retry();
    let found = move || {
        if !session::may_describe_cases() {
            return not_permitted().into_node();
        }
        match page.get() {
            None => div()
                .class("panel panel-body")
                .child(skeleton(12))
                .into_node(),
            Some(Err(error)) if error.kind() == Some(ProblemKind::InvalidParameter) => {
                no_such_list().into_node()
            }
            Some(Err(error)) => failed(error, retry),
            Some(Ok(page)) => shown(query, page),
        }
    };
    let count = p()
        .class("case-count")
        .attr("aria-live", "polite")
        .child(count);
    let results = div()
        .class("case-results")
        .toggle("busy", is_busy.clone())
        .attr("aria-busy", move || is_busy().then_some("true"))
        .child(found);
    (count, results)
}

fn failed(error: ApiError, retry: Callback<()>) -> Option<Node> {
    failure(error, retry).into_node()
}

/// An address that was mistyped, or cut off on its way.
fn no_such_list() -> El {
    let all = a().attr("href", "/cases").child(text::home::VIEW_ALL);
    let words = (p().child(text::cases::NO_SUCH_LIST_TEXT), p().child(all));
    alert(Tone::Error, text::cases::NO_SUCH_LIST, words)
}

fn shown(query: Memo<ListQuery>, page: CaseListPage) -> Option<Node> {
    let asked = query.get_untracked();
    let pager = pager(&asked, page.next_cursor);
    if page.cases.is_empty() {
        return (none(query, &asked, pager.is_some()), pager).into_node();
    }
    let table = div()
        .class("panel")
        .child(table_of(heads(query), page.cases, false));
    (table, pager).into_node()
}

/// The way to the first page and to the next, where there are such.
fn pager(asked: &ListQuery, next: Option<String>) -> Option<El> {
    let link = |query: ListQuery, label: Text| {
        a().class(Variant::Secondary.class())
            .attr("href", query.address())
            .child(label)
    };
    let first = asked.cursor.is_some().then(|| {
        let query = asked.first_page();
        link(query, text::cases::FIRST_PAGE)
    });
    let next = next.map(|next| link(asked.at(next), text::cases::NEXT_PAGE));
    let has_any = first.is_some() || next.is_some();
    has_any.then(|| {
        nav()
            .class("pager")
            .attr("aria-label", text::cases::PAGES)
            .child(first)
            .child(next)
    })
}

/// Why there are none, and what to do about it.
fn none(query: Memo<ListQuery>, asked: &ListQuery, is_within: bool) -> El {
    let (heading, sentence) = match (asked.is_narrowed(), asked.open) {
        _ if is_within => (text::cases::NONE_HERE, text::cases::NONE_HERE_TEXT),
        (true, _) => (text::cases::NONE_MATCH, text::cases::NONE_MATCH_TEXT),
        (false, true) => (text::cases::NONE_OPEN, text::cases::NONE_OPEN_TEXT),
        (false, false) => (text::cases::NONE, text::cases::NONE_TEXT),
    };
    let clear = asked.is_narrowed().then(|| clear(query));
    let glyph = if asked.is_narrowed() {
        Glyph::Search
    } else {
        Glyph::Check
    };
    let state = empty_state(glyph, heading, (p().child(sentence), clear));
    div().class("panel").child(state)
}
