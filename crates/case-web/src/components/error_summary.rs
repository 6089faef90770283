//! What is wrong with a form, in one place: takes the focus and links to each field.

use std::rc::Rc;

use leptos::prelude::*;
use web_sys::{MouseEvent, Node};

use super::{Glyph, icon};
use crate::{
    dom,
    html::{a, div, h2, li, section, switch, ul, when},
    locales::text,
};

/// The id of the summary of a page's own form.
pub const ERROR_SUMMARY: &str = "error-summary";

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryEntry {
    /// The id of the field.
    pub field: String,
    /// What is wrong, with the field's name in it or before it.
    pub words: String,
}

/// The summary, in the order of the form; nothing while there are no entries. Call [`focus_error_summary`] after a
/// submission with faults. `on_jump` is called with the id of the field that one wants to go to.
pub fn error_summary(
    id: &'static str,
    entries: impl Fn() -> Vec<SummaryEntry> + 'static,
    on_jump: Callback<String>,
) -> Node {
    summary_of(id, Rc::new(entries), on_jump)
}

fn summary_of(
    id: &'static str,
    entries: Rc<dyn Fn() -> Vec<SummaryEntry>>,
    on_jump: Callback<String>,
) -> Node {
    let line = move |entry: &SummaryEntry| {
        let field = entry.field.clone();
        let href = ["#", &field].concat();
        let jump = move |event: MouseEvent| {
            // A link moves the focus to no field.
            event.prevent_default();
            on_jump.run(field.clone());
        };
        li().child(
            a().attr("href", href)
                .on("click", jump)
                .child(&*entry.words),
        )
    };
    let there = Rc::clone(&entries);
    let heading = [id, "-heading"].concat();
    let summary = move || {
        let entries = Rc::clone(&entries);
        let lines = switch(
            move || entries(),
            move |entries: &Vec<SummaryEntry>| entries.iter().map(line).collect::<Vec<_>>(),
        );
        section()
            .class("error-summary")
            .id(id)
            .attr("tabindex", "-1")
            .attr("aria-labelledby", &heading)
            .child(icon(Glyph::Error))
            .child(
                div()
                    .child(h2().id(&heading).child(text::field::SUMMARY))
                    .child(ul().child(lines)),
            )
    };
    when(move || !there().is_empty(), summary)
}

/// Moves the focus to the summary, once it is in the page.
pub fn focus_error_summary(id: &'static str) {
    request_animation_frame(move || dom::focus(id));
}
