//! A field: label, hint, control, error and counter, tied together for assistive technology.
//!
//! The control inside asks for the [`FieldContext`] and takes its id, its descriptions and its validity from it.

use leptos::{context::Provider, prelude::*};

use super::{Glyph, Icon};
use crate::locales::{Words, text};

/// What the control in a field needs to know.
#[derive(Clone, Copy)]
pub struct FieldContext {
    /// The id of the control.
    pub id: StoredValue<String>,
    /// The ids of hint, error and counter, parted by spaces; none where there are none.
    pub described_by: Signal<Option<String>>,
    /// `"true"` while there is an error.
    pub invalid: Signal<Option<&'static str>>,
    /// `"true"` where an answer is needed.
    pub required: Option<&'static str>,
}

impl FieldContext {
    /// The context of the field around the caller. A control outside a field has no name: that is a mistake in the page.
    pub fn expect() -> Self {
        expect_context()
    }
}

/// How much of a limit is used: `(used, limit)`.
pub type Used = (u32, u32);

/// From this share of the limit on, the counter is read out when it changes.
const NEARLY_FULL: f64 = 0.9;

/// A labelled control.
#[component]
pub fn Field(
    /// The id of the control; the error summary links to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Words,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may be left empty; then the label says so.
    #[prop(optional)]
    optional: bool,
    /// Shows how much of a limit is used.
    #[prop(optional, into)]
    used: Option<Signal<Used>>,
    /// The control.
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id, counter_id) = parts(&id);
    let context = context(&id, hint.is_some(), used.is_some(), error, !optional);
    view! {
        <div class="field" class:field-invalid=move || error.with(Option::is_some)>
            <div class="field-head">
                <label class="field-label" for=id>
                    {label}
                    {optional.then(|| view! { <span class="field-optional">{text::field::OPTIONAL}</span> })}
                </label>
                {used.map(|used| view! { <Counter id=counter_id used/> })}
            </div>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <Provider value=context>{children()}</Provider>
            <FieldError id=error_id error/>
        </div>
    }
}

/// A labelled group of controls that answer one question.
#[component]
pub fn FieldGroup(
    /// The id of the group; the error summary links to it.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    label: Words,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: Option<Words>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether it may be left empty; then the label says so.
    #[prop(optional)]
    optional: bool,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let (hint_id, error_id, _) = parts(&id);
    let context = context(&id, hint.is_some(), false, error, !optional);
    view! {
        <fieldset
            class="field"
            id=id
            class:field-invalid=move || error.with(Option::is_some)
            aria-describedby=context.described_by
        >
            <legend class="field-label">
                {label}
                {optional.then(|| view! { <span class="field-optional">{text::field::OPTIONAL}</span> })}
            </legend>
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            <Provider value=context>{children()}</Provider>
            <FieldError id=error_id error/>
        </fieldset>
    }
}

/// What is wrong, read out when it appears without interrupting.
#[component]
fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="field-error" id=id aria-live="polite">
            {move || error.get().map(|error| view! { <Icon glyph=Glyph::Error/><span>{error}</span> })}
        </div>
    }
}

#[component]
fn Counter(id: String, used: Signal<Used>) -> impl IntoView {
    let over = Memo::new(move |_| used.with(|(used, limit)| used > limit));
    let nearly = Memo::new(move |_| {
        used.with(|(used, limit)| f64::from(*used) > f64::from(*limit) * NEARLY_FULL)
    });
    let shown = move || {
        let (used, limit) = used.get();
        [used.to_string(), " / ".to_owned(), limit.to_string()].concat()
    };
    let said = move || {
        nearly.get().then(|| {
            let (used, limit) = used.get();
            text::field::used(&used.to_string(), &limit.to_string())
        })
    };
    view! {
        <span class="field-counter" id=id class:over=over>
            <span aria-hidden="true">{shown}</span>
            <span class="visually-hidden" aria-live="polite">{said}</span>
        </span>
    }
}

/// The ids of hint, error and counter.
fn parts(id: &str) -> (String, String, String) {
    (
        [id, "-hint"].concat(),
        [id, "-error"].concat(),
        [id, "-counter"].concat(),
    )
}

fn context(
    id: &str,
    hint: bool,
    counter: bool,
    error: Signal<Option<String>>,
    required: bool,
) -> FieldContext {
    let (hint_id, error_id, counter_id) = parts(id);
    let failed = Memo::new(move |_| error.with(Option::is_some));
    let described_by = Signal::derive(move || {
        let mut ids = Vec::new();
        if failed.get() {
            ids.push(error_id.as_str());
        }
        if hint {
            ids.push(hint_id.as_str());
        }
        if counter {
            ids.push(counter_id.as_str());
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    });
    FieldContext {
        id: StoredValue::new(id.to_owned()),
        described_by,
        invalid: Signal::derive(move || failed.get().then_some("true")),
        required: required.then_some("true"),
    }
}
