//! What was written on a case, oldest first.

use case_wire::{Author, Correspondence};
use leptos::prelude::*;

use crate::{
    locales::{
        intl::{self, Style},
        text,
    },
    state::session,
};

/// The correspondence.
#[component]
pub fn CorrespondenceList(
    /// Oldest first.
    entries: Vec<Correspondence>,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="correspondence">
            <div class="panel-head">
                <h2 id="correspondence">{text::case::CORRESPONDENCE}</h2>
            </div>
            <ol class="correspondence">{entries.into_iter().map(|entry| view! { <Entry entry/> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn Entry(entry: Correspondence) -> impl IntoView {
    let support = entry.author.side == Author::Support;
    let initial: String = entry
        .author
        .name
        .chars()
        .take(1)
        .flat_map(char::to_uppercase)
        .collect();
    let when = move || intl::date_time(entry.created_at, Style::DateTime, &session::time_zone());
    view! {
        <li class="entry" class:entry-support=support>
            <span class="entry-face" aria-hidden="true">{initial}</span>
            <div class="entry-body">
                <p class="entry-head">
                    <strong>{entry.author.name}</strong>
                    {support.then(|| view! { <span class="entry-side">{text::case::SUPPORT}</span> })}
                    <time datetime=entry.created_at.to_rfc3339()>{when}</time>
                </p>
                // The writer's own lines and spaces, in the writer's own direction.
                <div class="entry-text" dir="auto">{entry.body}</div>
            </div>
        </li>
    }
}
