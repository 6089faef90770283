//! The form itself; also used to sign in again over a page.

use case_wire::ProblemKind;
use leptos::{prelude::*, task::spawn_local};

use super::entries::{Entries, Entry, ROOT, USER};
use crate::{
    api::ApiError,
    components::{
        Alert, Button, ButtonKind, Card, ErrorSummary, Field, FieldGroup, RadioCards, SummaryEntry,
        TextInput, Tone, Variant, focus_error_summary,
    },
    dom, failure,
    locales::{Text, intl, text, words},
    state::session,
};

/// The form. With `again`, somebody else signing in starts over at the home page: the page beneath is not theirs.
#[component]
pub fn SignInForm(again: bool) -> impl IntoView {
    let entries = Entries::new();
    let faults = Memo::new(move |_| entries.faults());
    // Nobody is scolded before they have tried.
    let tried = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<ApiError>);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        tried.set(true);
        if !faults.with_untracked(Vec::is_empty) {
            return focus_error_summary();
        }
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let before = session::current();
            match session::sign_in(&entries.data()).await {
                Ok(()) => {
                    let now = session::current();
                    let same = before.zip(now).is_some_and(|(before, now)| {
                        before.account.id == now.account.id
                            && before.display_name == now.display_name
                    });
                    if again && !same {
                        dom::leave_for("/");
                    }
                }
                Err(error) => {
                    busy.set(false);
                    entries.password.set(String::new());
                    tried.set(false);
                    refused.set(Some(error));
                    dom::focus(Entry::Password.id());
                }
            }
        });
    };
    let summary = move || {
        let entry = |(entry, sentence): (Entry, Text)| SummaryEntry {
            field: entry.id().to_owned(),
            words: sentence.get().to_owned(),
        };
        if tried.get() {
            faults.get().into_iter().map(entry).collect()
        } else {
            Vec::new()
        }
    };
    let error_of = move |entry: Entry| {
        Signal::derive(move || {
            let fault = tried
                .get()
                .then(|| faults.with(|faults| faults.iter().find(|one| one.0 == entry).copied()));
            fault
                .flatten()
                .map(|(_, sentence)| sentence.get().to_owned())
        })
    };
    view! {
        <form class="form sign-in-form" novalidate on:submit=submit>
            <ErrorSummary entries=Signal::derive(summary)/>
            {move || refused.get().map(|error| view! { <Refusal error/> })}
            <Who entries/>
            <Names entries error_of/>
            <Password entries error=error_of(Entry::Password)/>
            <Button label=text::sign_in::SUBMIT variant=Variant::Primary kind=ButtonKind::Submit busy=busy/>
        </form>
    }
}

/// Root user or user.
#[component]
fn Who(entries: Entries) -> impl IntoView {
    let card = |value: &str, label: Text| Card {
        value: value.to_owned(),
        label: label.get().to_owned(),
        ..Card::default()
    };
    let cards = Memo::new(move |_| {
        vec![
            card(ROOT, text::sign_in::ROOT),
            card(USER, text::sign_in::USER),
        ]
    });
    let hint = words(move || {
        let hint = if entries.is_root() {
            text::sign_in::ROOT_TEXT
        } else {
            text::sign_in::USER_TEXT
        };
        hint.get().to_owned()
    });
    view! {
        <FieldGroup id="who" label=text::sign_in::WHO hint=hint>
            <RadioCards
                cards=cards
                value=entries.who
                on_choose=Callback::new(move |who| entries.who.set(who))
                class="cards-side-by-side"
            />
        </FieldGroup>
    }
}

/// The fields that depend on who signs in.
#[component]
fn Names(
    entries: Entries,
    error_of: impl Fn(Entry) -> Signal<Option<String>> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let root = Memo::new(move |_| entries.is_root());
    move || {
        if root.get() {
            return view! {
                <Field id=Entry::Email.id() label=text::sign_in::EMAIL error=error_of(Entry::Email)>
                    <TextInput
                        value=entries.email
                        on_input=Callback::new(move |typed| entries.email.set(typed))
                        kind="email"
                        autocomplete="username"
                        spellcheck=false
                    />
                </Field>
            }
            .into_any();
        }
        view! {
            <Field
                id=Entry::Account.id()
                label=text::sign_in::ACCOUNT
                hint=text::sign_in::ACCOUNT_HINT
                error=error_of(Entry::Account)
            >
                <TextInput
                    value=entries.account
                    on_input=Callback::new(move |typed| entries.account.set(typed))
                    autocomplete="organization"
                    spellcheck=false
                />
            </Field>
            <Field id=Entry::UserName.id() label=text::sign_in::USER_NAME error=error_of(Entry::UserName)>
                <TextInput
                    value=entries.user_name
                    on_input=Callback::new(move |typed| entries.user_name.set(typed))
                    autocomplete="username"
                    spellcheck=false
                />
            </Field>
        }
        .into_any()
    }
}

/// The password, which can be shown while one types it.
#[component]
fn Password(entries: Entries, error: Signal<Option<String>>) -> impl IntoView {
    let shown = RwSignal::new(false);
    let kind = words(move || if shown.get() { "text" } else { "password" }.to_owned());
    let toggle = words(move || {
        let label = if shown.get() {
            text::sign_in::HIDE_PASSWORD
        } else {
            text::sign_in::SHOW_PASSWORD
        };
        label.get().to_owned()
    });
    view! {
        <Field id=Entry::Password.id() label=text::sign_in::PASSWORD error=error>
            <span class="input-with-button">
                <TextInput
                    value=entries.password
                    on_input=Callback::new(move |typed| entries.password.set(typed))
                    kind=kind
                    autocomplete="current-password"
                    spellcheck=false
                />
                <button
                    class="input-button"
                    type="button"
                    aria-controls=Entry::Password.id()
                    aria-label=move || [&toggle.get(), " ", text::sign_in::PASSWORD.get()].concat()
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {toggle}
                </button>
            </span>
        </Field>
    }
}

/// Why signing in was refused.
#[component]
fn Refusal(error: ApiError) -> impl IntoView {
    let retry_after = match &error {
        ApiError::Problem(problem) => problem.retry_after,
        _ => None,
    };
    let (heading, sentence) = match error.kind() {
        Some(ProblemKind::WrongCredentials) => {
            (text::sign_in::WRONG, text::sign_in::WRONG_TEXT.into())
        }
        Some(ProblemKind::TooManyRequests) => {
            let sentence = words(move || match retry_after {
                Some(seconds) => {
                    let minutes = i64::from(seconds).max(60);
                    text::sign_in::throttled_text(&intl::duration(chrono::TimeDelta::seconds(
                        minutes,
                    )))
                }
                None => text::sign_in::THROTTLED_SOON.get().to_owned(),
            });
            (text::sign_in::THROTTLED, sentence)
        }
        _ => {
            let (heading, sentence) = failure::words(&error);
            (heading, sentence.into())
        }
    };
    view! {
        <Alert tone=Tone::Error heading=heading>
            <p>{sentence}</p>
        </Alert>
    }
}
