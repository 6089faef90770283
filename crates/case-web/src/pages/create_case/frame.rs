//! What every step that asks has around its questions: heading, summary of faults, promise, and the way on.

use leptos::prelude::*;
use web_sys::{Node, SubmitEvent};

use super::{discard::discard, drafts::others, form::CaseForm, promise::promise, step::Step};
use crate::{
    components::{Button, ERROR_SUMMARY, Variant, error_summary, focus_error_summary},
    dom,
    html::{self, El, IntoNode, a, aside, div, h2, when},
    locales::{Text, text},
    navigation::{self, History},
};

/// The id of a step's heading.
pub const HEADING: &str = "step-heading";

/// A step with its questions; `next` is what the button says that leads on.
pub fn frame(form: CaseForm, step: Step, next: Text, questions: impl IntoNode) -> El {
    let go_on = move |event: SubmitEvent| {
        event.prevent_default();
        if !form.is_right(&[step]) {
            focus_error_summary(ERROR_SUMMARY);
        } else if let Some(next) = step.next() {
            // The button answers before the next step is put together.
            dom::after_paint(move || navigation::navigate(next.address(), History::Push));
        }
    };
    let jump = Callback::new(|id: String| dom::focus(&id));
    let content = div()
        .class("create-case-main form")
        .child(heading(step))
        .child(other_drafts(form, step))
        .child(faults(form, step.alone(), jump))
        .child(questions);
    let promise = aside()
        .class("create-case-aside")
        .toggle("later", step != Step::Case)
        .child(promise(form));
    let actions = div()
        .class("create-case-actions")
        .child(Button::new(next).variant(Variant::Primary).submit())
        .child(before(step).map(back))
        .child(discard(form));
    html::form()
        .class("create-case")
        .attr("novalidate", "")
        .on("submit", go_on)
        .child(content)
        .child(promise)
        .child(actions)
}

/// The person's other drafts, once the code that shows them is there.
fn other_drafts(form: CaseForm, step: Step) -> Node {
    when(
        move || form.drafts().has_begun(),
        move || others(form, step),
    )
}

/// The step's heading, which takes the focus when the step is shown.
pub fn heading(step: Step) -> El {
    h2().class("step-heading")
        .id(HEADING)
        .attr("tabindex", "-1")
        .child(step.name())
}

/// The summary of what is wrong in `steps`, as far as somebody tried to leave them; says how many faults are left each
/// time one is mended.
pub fn faults(form: CaseForm, steps: &'static [Step], on_jump: Callback<String>) -> Node {
    let summary = Memo::new(move |_| form.summary(steps));
    Effect::new(move |before: Option<usize>| {
        let now = summary.with(Vec::len);
        // None left is told by what comes next.
        if before.is_some_and(|before| before > now) && now > 0 {
            form.say(text::form::to_correct(&now.to_string()));
        }
        now
    });
    error_summary(ERROR_SUMMARY, move || summary.get(), on_jump)
}

fn before(step: Step) -> Option<Step> {
    Step::ALL.into_iter().rev().find(|one| *one < step)
}

/// The link to the step before.
pub fn back(step: Step) -> El {
    a().class(Variant::Secondary.class())
        .attr("href", step.address())
        .child(text::common::BACK)
}
