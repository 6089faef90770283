//! What every step that asks has around its questions: heading, summary of faults, promise, and the way on.

use leptos::{ev::SubmitEvent, prelude::*};

use super::{discard::Discard, form::CaseForm, promise::Promise, step::Step};
use crate::{
    components::{Button, ButtonKind, ErrorSummary, Variant, focus_error_summary},
    locales::{Text, text},
    navigation::{self, History},
};

/// The id of a step's heading.
pub const HEADING: &str = "step-heading";

/// A step with its questions.
#[component]
pub fn Frame(
    form: CaseForm,
    /// Which.
    step: Step,
    /// What the button says that leads on.
    next: Text,
    /// The questions.
    children: Children,
) -> impl IntoView {
    let faults = Memo::new(move |_| form.summary(&[step]));
    say_how_many_are_left(form, faults);
    let go_on = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_right(&[step]) {
            focus_error_summary();
        } else if let Some(next) = step.next() {
            navigation::navigate(next.address(), History::Push);
        }
    };
    view! {
        <form class="create-case" novalidate on:submit=go_on>
            <div class="create-case-main form">
                <h2 class="step-heading" id=HEADING tabindex="-1">{step.name()}</h2>
                <ErrorSummary entries=faults/>
                {children()}
            </div>
            <aside class="create-case-aside" class:later=step != Step::Case>
                <Promise form/>
            </aside>
            <div class="create-case-actions">
                <Button label=next variant=Variant::Primary kind=ButtonKind::Submit/>
                {before(step).map(back)}
                <Discard form/>
            </div>
        </form>
    }
    .into_any()
}

fn before(step: Step) -> Option<Step> {
    Step::ALL.into_iter().rev().find(|one| *one < step)
}

/// The link to the step before.
pub fn back(step: Step) -> impl IntoView {
    view! { <a class=Variant::Secondary.class() href=step.address()>{text::common::BACK}</a> }
}

/// Says how many faults are left, each time one is mended.
pub fn say_how_many_are_left(form: CaseForm, faults: Memo<Vec<crate::components::SummaryEntry>>) {
    Effect::new(move |before: Option<usize>| {
        let now = faults.with(Vec::len);
        if before.is_some_and(|before| before > now) {
            form.say(text::form::to_correct(&now.to_string()));
        }
        now
    });
}
