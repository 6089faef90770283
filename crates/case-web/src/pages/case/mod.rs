//! One case: what it is about, its correspondence, its clock.

mod clock_panel;
mod correspondence;
mod details;

use std::rc::Rc;

use case_wire::{CaseView, ProblemKind};

use super::case_list::{severity, status_tone};
use crate::{
    api,
    components::{Glyph, Variant, badge, empty_state, icon, page_heading, skeleton},
    failure::failure,
    html::{IntoNode, a, div, p, span},
    locales::{kinds, text},
    state::{loader::Loader, session},
};

use clock_panel::clock_panel;
use correspondence::correspondence;
use details::details;

/// The page at `/cases/<case ID>`; `id` is what the address calls the case ID.
#[inline(never)]
pub fn case(id: String) -> impl IntoNode {
    let case = Loader::new(move || {
        let id = id.clone();
        // Somebody who signs in again sees the case anew.
        session::current().map(|_| async move { api::case(&id).await })
    });
    let retry = case.retry();
    let back = a()
        .attr("href", "/cases")
        .child(icon(Glyph::Back))
        .child(text::case::BACK);
    let content = move || match case.get() {
        None => div()
            .class("panel panel-body")
            .child(skeleton(10))
            .into_node(),
        Some(Err(error)) if error.kind() == Some(ProblemKind::NotFound) => {
            no_such_case().into_node()
        }
        Some(Err(error)) => failure(error, retry).into_node(),
        Some(Ok(case)) => found(case).into_node(),
    };
    (p().class("way-back").child(back), content)
}

fn found(case: CaseView) -> impl IntoNode {
    let row = &case.row;
    let (title, number) = (row.subject.clone(), row.display_id.to_string());
    let status = row.status;
    let about = p()
        .class("case-about")
        .child(badge(kinds::status(status), move || status_tone(status)))
        .child(severity(row.severity))
        .child(span().child(kinds::case_type(row.case_type)))
        .child(span().child(move || text::case::number(&number)));
    let head = div()
        .class("case-head")
        .child(page_heading(move || title.clone()))
        .child(about);
    let main = div()
        .class("case-main")
        .child(clock_panel(&case))
        .child(correspondence(&case.correspondence));
    let body = div()
        .class("case")
        .child(main)
        .child(details(Rc::new(case)));
    (head, body)
}

fn no_such_case() -> impl IntoNode {
    let all = a()
        .class(Variant::Secondary.class())
        .attr("href", "/cases")
        .child(text::home::VIEW_ALL);
    let words = (p().child(text::case::NOT_FOUND_TEXT), all);
    let panel = empty_state(Glyph::Search, text::case::NOT_FOUND, words);
    (
        page_heading(|| text::case::NOT_FOUND.get().to_owned()),
        div().class("panel").child(panel),
    )
}
