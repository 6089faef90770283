//! The form that opens a case: four steps, then the case's ID.
//!
//! `form.rs` is its state: one draft and one check of it. Each step is a file that only shows: what is asked for
//! (`case_step`, `details_step`, `contact_step`), everything once more (`review_step`), what came of it (`created`).

mod additional_contacts;
mod answers;
mod case_step;
mod contact_step;
mod created;
mod details_step;
mod discard;
mod entry;
mod extra_fields;
mod form;
mod frame;
mod kept;
mod labels;
mod promise;
mod prompts;
mod quota_rows;
mod review_step;
mod secret_notice;
mod severity;
mod solutions;
mod step;
mod submission;
mod touched;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    components::{EmptyState, Glyph, PageHeading, Skeleton, Steps},
    dom,
    failure::Failure,
    locales::{self, text},
    navigation,
    state::{
        facts::{self, Facts},
        hours, policy, session,
    },
};

use case_step::CaseStep;
use contact_step::ContactStep;
use created::Created;
use details_step::DetailsStep;
use form::CaseForm;
use review_step::ReviewStep;
use step::Step;
use submission::Submission;

/// The page at `/cases/new`.
#[component]
pub fn CreateCase() -> impl IntoView {
    let allowed =
        Memo::new(|_| session::current().is_none_or(|session| session.abilities.create_case));
    let ready = Memo::new(|_| facts::current().is_some());
    let content = move || match (allowed.get(), ready.get()) {
        (false, _) => view! { <NotPermitted/> }.into_any(),
        (true, false) => view! { <Waiting/> }.into_any(),
        (true, true) => untrack(facts::current)
            .map(|facts| view! { <Form facts/> })
            .into_any(),
    };
    view! {
        <PageHeading title=text::home::CREATE_CASE/>
        {content}
    }
}

/// Somebody who may not open cases is told before the first question.
#[component]
fn NotPermitted() -> impl IntoView {
    view! {
        <section class="panel">
            <EmptyState glyph=Glyph::Warning heading=text::form::NOT_PERMITTED>
                <p>{text::form::NOT_PERMITTED_TEXT}</p>
            </EmptyState>
        </section>
    }
}

/// Until everything that the rules need has arrived.
#[component]
fn Waiting() -> impl IntoView {
    let retry = Callback::new(|()| {
        spawn_local(policy::load(locales::current().code));
        spawn_local(hours::load());
    });
    move || match policy::failure().or_else(hours::failure) {
        Some(error) => view! { <Failure error on_retry=retry/> }.into_any(),
        None => view! { <Skeleton lines=6/> }.into_any(),
    }
}

/// What is shown: a step, or the case that was opened.
#[derive(Clone, PartialEq)]
enum Shown {
    Step(Step),
    Created(String),
}

#[component]
fn Form(facts: Facts) -> impl IntoView {
    let wanted = untrack(|| navigation::query(step::CASE_TYPE));
    let form = CaseForm::start(facts, wanted.and_then(|code| code.parse().ok()));
    let submission = Submission::new(form);
    let shown = Memo::new(move |_| {
        let asked = Step::of_query(navigation::query(step::STEP).as_deref());
        match navigation::query(step::CREATED) {
            Some(case_id) => Shown::Created(case_id),
            // Every later question depends on the first.
            None if form.case_type().is_none() => Shown::Step(Step::Case),
            None => Shown::Step(asked),
        }
    });
    focus_what_is_shown(form, shown);
    let steps = move || {
        let current = Signal::derive(move || match shown.get() {
            Shown::Step(step) => step.place(),
            Shown::Created(_) => Step::ALL.len(),
        });
        view! { <Steps names=Step::NAMES current addresses=Step::ADDRESSES/> }
    };
    let asking = Memo::new(move |_| matches!(shown.get(), Shown::Step(_)));
    let content = move || match shown.get() {
        Shown::Step(Step::Case) => view! { <CaseStep form/> }.into_any(),
        Shown::Step(Step::Details) => view! { <DetailsStep form/> }.into_any(),
        Shown::Step(Step::Contact) => view! { <ContactStep form/> }.into_any(),
        Shown::Step(Step::Review) => view! { <ReviewStep form submission/> }.into_any(),
        Shown::Created(case_id) => view! { <Created case_id submission/> }.into_any(),
    };
    view! {
        {move || asking.get().then(steps)}
        {content}
        <p class="visually-hidden" role="status">{move || form.said()}</p>
    }
}

/// One reads on at the heading of what is new, or at the control that one came for.
fn focus_what_is_shown(form: CaseForm, shown: Memo<Shown>) {
    Effect::new(move |before: Option<Shown>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            let id = form
                .take_focus()
                .unwrap_or_else(|| frame::HEADING.to_owned());
            request_animation_frame(move || dom::focus(&id));
        }
        now
    });
}
