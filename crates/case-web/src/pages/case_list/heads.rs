//! The heads of the list's columns, by which it is sorted.

use case_core::CaseSort;
use leptos::prelude::*;
use web_sys::Event;

use super::{query::ListQuery, table::column_head};
use crate::{
    components::{Glyph, icon},
    html::{El, IntoNode, button, span, switch},
    locales::{Text, text},
    navigation::History,
};

/// Every order with its name.
pub const ORDERS: [(CaseSort, Text); 4] = [
    (CaseSort::Newest, text::cases::SORT_NEWEST),
    (CaseSort::Oldest, text::cases::SORT_OLDEST),
    (CaseSort::Severity, text::cases::SORT_SEVERITY),
    (CaseSort::FirstResponseDue, text::cases::SORT_DUE),
];

/// A head for each column.
pub fn heads(query: Memo<ListQuery>) -> Vec<El> {
    let plain = |name: Text| column_head().child(name);
    let newest = CaseSort::Newest;
    vec![
        plain(text::cases::SUBJECT),
        plain(text::cases::STATUS),
        sorting(
            query,
            text::cases::SEVERITY,
            "sort-severity",
            [CaseSort::Severity, newest],
        ),
        plain(text::cases::TYPE),
        sorting(
            query,
            text::cases::CREATED,
            "sort-created",
            [newest, CaseSort::Oldest],
        ),
        sorting(
            query,
            text::cases::FIRST_RESPONSE_DUE,
            "sort-due",
            [CaseSort::FirstResponseDue, newest],
        ),
    ]
}

/// A head that sorts by its column: by the first of two orders, and once that is shown by the second. What a search has found
/// has an order of its own.
fn sorting(query: Memo<ListQuery>, name: Text, id: &'static str, orders: [CaseSort; 2]) -> El {
    let sort = move || query.with(|query| query.sort);
    let press = move |_: Event| {
        let query = query.get_untracked();
        let next = orders[usize::from(query.sort == orders[0])];
        query.sorted(next).go(History::Push);
    };
    let content = move |is_search: &bool| {
        if *is_search {
            return span().child(name).into_node();
        }
        let button = button()
            .class("table-sort")
            .id(id)
            .attr("type", "button")
            .on("click", press)
            .child(name)
            .child(icon(Glyph::ChevronDown));
        // Where the heads are not seen, no button waits for the keyboard among them.
        (button, span().class("table-sort-name").child(name)).into_node()
    };
    column_head()
        .attr("aria-sort", move || match sort() {
            CaseSort::Newest if orders[0] == CaseSort::Newest => Some("descending"),
            CaseSort::Oldest if orders[1] == CaseSort::Oldest => Some("ascending"),
            CaseSort::Severity if orders[0] == CaseSort::Severity => Some("descending"),
            CaseSort::FirstResponseDue if orders[0] == CaseSort::FirstResponseDue => {
                Some("ascending")
            }
            _ => None,
        })
        .child(switch(
            move || query.with(|query| !query.search.is_empty()),
            content,
        ))
}
