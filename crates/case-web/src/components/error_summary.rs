//! What is wrong with a form, in one place: takes the focus and links to each field.

use leptos::prelude::*;

use super::{Glyph, Icon};
use crate::{dom, locales::text};

/// The id of the summary's box.
const ID: &str = "error-summary";

/// A line of the summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryEntry {
    /// The id of the field.
    pub field: String,
    /// What is wrong, with the field's name in it or before it.
    pub words: String,
}

/// The summary; nothing while there are no entries. Call [`focus_error_summary`] after a submission with faults.
#[component]
pub fn ErrorSummary(
    /// The lines, in the order of the form.
    #[prop(into)]
    entries: Signal<Vec<SummaryEntry>>,
    /// Called with the id of the field that one wants to go to, where the page has to show it first.
    #[prop(optional, into)]
    on_jump: Option<Callback<String>>,
) -> impl IntoView {
    let lines = move || {
        let line = |SummaryEntry { field, words }: SummaryEntry| {
            let href = ["#", &field].concat();
            let jump = move |event: leptos::ev::MouseEvent| {
                // The router would take it for a change of page, and a link moves the focus to no field.
                event.prevent_default();
                event.stop_propagation();
                match on_jump {
                    Some(on_jump) => on_jump.run(field.clone()),
                    None => dom::focus(&field),
                }
            };
            view! { <li><a href=href on:click=jump>{words}</a></li> }
        };
        entries.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || entries.with(|entries| !entries.is_empty())>
            <section class="error-summary" id=ID tabindex="-1" aria-labelledby="error-summary-heading">
                <Icon glyph=Glyph::Error/>
                <div>
                    <h2 id="error-summary-heading">{text::field::SUMMARY}</h2>
                    <ul>{lines}</ul>
                </div>
            </section>
        </Show>
    }
}

/// Moves the focus to the summary, once it is in the page.
pub fn focus_error_summary() {
    request_animation_frame(|| dom::focus(ID));
}
