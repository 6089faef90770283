//! The form itself; also used to sign in again over a page.

use case_wire::ProblemKind;
use leptos::{prelude::*, task::spawn_local};
use web_sys::{Event, Node, SubmitEvent};

use super::entries::{Entries, Entry, ROOT, USER};
use crate::{
    api::ApiError,
    components::{
        Binding, Button, Card, ERROR_SUMMARY, Field, SummaryEntry, Tone, Variant, alert,
        error_summary, focus_error_summary, radio_cards, text_input,
    },
    dom, failure,
    html::{El, button, form, p, span, switch},
    locales::{Text, intl, text},
    state::session,
};

/// The form; with `again`, over the page that somebody was at.
#[inline(never)]
pub fn sign_in_form(again: bool) -> El {
    // The page beneath may show a summary of its own.
    let summary_id = if again {
        "sign-in-again-errors"
    } else {
        ERROR_SUMMARY
    };
    let entries = Entries::new();
    // Nobody is scolded before they have tried.
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        tried.set(true);
        if !untrack(|| entries.faults()).is_empty() {
            return focus_error_summary(summary_id);
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            if let Err(error) = session::sign_in(&entries.data()).await {
                busy.set(false);
                entries.password.set(String::new());
                tried.set(false);
                refused.set(Some(error));
                dom::focus(Entry::Password.id());
            }
        });
    };
    let summary = move || {
        let entry = |(entry, sentence): (Entry, Text)| SummaryEntry {
            field: entry.id().to_owned(),
            words: sentence.get().to_owned(),
        };
        if tried.get() {
            entries.faults().into_iter().map(entry).collect()
        } else {
            Vec::new()
        }
    };
    let error_of = move |entry: Entry| {
        Memo::new(move |_| {
            if !tried.get() {
                return None;
            }
            let faults = entries.faults();
            let fault = faults.iter().find(|one| one.0 == entry)?;
            Some(fault.1.get().to_owned())
        })
    };
    let bound = move |entry: Entry, typed: RwSignal<String>| Binding {
        id: entry.id().to_owned(),
        value: Memo::new(move |_| typed.get()),
        error: error_of(entry),
        on_input: Callback::new(move |text| typed.set(text)),
        on_blur: Callback::new(|()| ()),
    };
    let jump = Callback::new(|id: String| dom::focus(&id));
    form()
        .class("form sign-in-form")
        .attr("novalidate", "")
        .on("submit", submit)
        .child(error_summary(summary_id, summary, jump))
        .child(move || refused.get().map(refusal))
        .child(who(entries))
        .child(names(entries, bound))
        .child(password(bound(Entry::Password, entries.password)))
        .child(
            Button::new(text::sign_in::SUBMIT)
                .variant(Variant::Primary)
                .submit()
                .busy(move || busy.get()),
        )
}

/// Root user or user.
fn who(entries: Entries) -> El {
    let card = |value: &str, label: Text| Card {
        value: value.to_owned(),
        label: label.get().to_owned(),
        ..Card::default()
    };
    let cards = move || {
        vec![
            card(ROOT, text::sign_in::ROOT),
            card(USER, text::sign_in::USER),
        ]
    };
    let hint = move || {
        let hint = if entries.is_root() {
            text::sign_in::ROOT_TEXT
        } else {
            text::sign_in::USER_TEXT
        };
        hint.get()
    };
    let bound = Binding {
        id: "who".to_owned(),
        value: Memo::new(move |_| entries.who.get()),
        error: Memo::new(|_| None),
        on_input: Callback::new(move |who| entries.who.set(who)),
        on_blur: Callback::new(|()| ()),
    };
    Field::new(&*bound.id, text::sign_in::WHO, bound.error)
        .hint(hint)
        .group(|field| radio_cards(field, &bound, "cards-side-by-side", cards))
}

/// The fields that depend on who signs in.
fn names(
    entries: Entries,
    bound: impl Fn(Entry, RwSignal<String>) -> Binding + Copy + 'static,
) -> Node {
    let name = |bound: &Binding, label: Text, hint: Option<Text>, autocomplete: &'static str| {
        let kind = if label == text::sign_in::EMAIL {
            "email"
        } else {
            "text"
        };
        let field = Field::new(&*bound.id, label, bound.error).hint(hint);
        field.control(|field| {
            text_input(field, bound)
                .attr("type", kind)
                .attr("autocomplete", autocomplete)
                .attr("spellcheck", "false")
        })
    };
    let fields = move |root: &bool| {
        if *root {
            let email = bound(Entry::Email, entries.email);
            return vec![name(&email, text::sign_in::EMAIL, None, "username")];
        }
        let account = bound(Entry::Account, entries.account);
        let user = bound(Entry::UserName, entries.user_name);
        vec![
            name(
                &account,
                text::sign_in::ACCOUNT,
                Some(text::sign_in::ACCOUNT_HINT),
                "organization",
            ),
            name(&user, text::sign_in::USER_NAME, None, "username"),
        ]
    };
    switch(move || entries.is_root(), fields)
}

/// The password, which can be shown while one types it.
fn password(bound: Binding) -> El {
    let shown = RwSignal::new(false);
    let toggle = move || {
        let label = if shown.get() {
            text::sign_in::HIDE_PASSWORD
        } else {
            text::sign_in::SHOW_PASSWORD
        };
        label.get()
    };
    let kind = move || if shown.get() { "text" } else { "password" };
    let show = button()
        .class("input-button")
        .attr("type", "button")
        .attr("aria-controls", Entry::Password.id())
        .attr("aria-label", move || {
            [toggle(), " ", text::sign_in::PASSWORD.get()].concat()
        })
        .on("click", move |_: Event| {
            shown.update(|shown| *shown = !*shown);
        })
        .child(toggle);
    Field::new(&*bound.id, text::sign_in::PASSWORD, bound.error).control(|field| {
        let control = text_input(field, &bound)
            .attr("type", kind)
            .attr("autocomplete", "current-password")
            .attr("spellcheck", "false");
        span().class("input-with-button").child(control).child(show)
    })
}

/// Why signing in was refused.
fn refusal(error: ApiError) -> El {
    let retry_after = match &error {
        ApiError::Problem(problem) => problem.retry_after,
        _ => None,
    };
    let throttled = move || match retry_after {
        Some(seconds) => {
            let minutes = i64::from(seconds).max(60);
            text::sign_in::throttled_text(&intl::duration(chrono::TimeDelta::seconds(minutes)))
        }
        None => text::sign_in::THROTTLED_SOON.get().to_owned(),
    };
    let (heading, sentence) = match error.kind() {
        Some(ProblemKind::WrongCredentials) => {
            (text::sign_in::WRONG, p().child(text::sign_in::WRONG_TEXT))
        }
        Some(ProblemKind::TooManyRequests) => (text::sign_in::THROTTLED, p().child(throttled)),
        _ => {
            let (heading, sentence) = failure::words(&error);
            (heading, p().child(sentence))
        }
    };
    alert(Tone::Error, heading, sentence)
}
