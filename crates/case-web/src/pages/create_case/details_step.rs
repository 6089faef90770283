//! The second step (T8 to T10, Q1, R1): the case in words, and what the category or the limit type asks for besides.

use case_core::{policy::Limits, text as rules};
use leptos::prelude::*;

use super::{
    attach_files::attach_files, entry::Entry, extra_fields::extra_fields, form::CaseForm,
    frame::frame, prompts::prompts, quota_rows::quota_rows, secret_notice::secret_notice,
    step::Step,
};
use crate::{
    components::{Field, text_area, text_input},
    html::{El, IntoNode, switch},
    locales::{Text, text},
};

/// The step.
#[inline(never)]
pub fn details_step(form: CaseForm) -> El {
    let questions = move |quota: &bool| {
        if *quota {
            quota_questions(form).into_node()
        } else {
            questions(form).into_node()
        }
    };
    let questions = switch(move || form.is_quota(), questions);
    frame(form, Step::Details, text::form::NEXT_CONTACT, questions)
}

fn questions(form: CaseForm) -> impl IntoNode {
    let (label, hint) = (text::form::DESCRIPTION, text::form::DESCRIPTION_HINT);
    (
        subject_field(form),
        description_field(form, label, hint),
        prompts(form),
        extra_fields(form),
        attach_files(form),
    )
}

fn quota_questions(form: CaseForm) -> impl IntoNode {
    let (label, hint) = (
        text::form::CASE_DESCRIPTION,
        text::form::CASE_DESCRIPTION_HINT,
    );
    (
        quota_rows(form),
        description_field(form, label, hint),
        attach_files(form),
    )
}

fn subject_field(form: CaseForm) -> impl IntoNode {
    let bound = form.bind(Entry::Subject);
    let field = Field::new(&*bound.id, text::cases::SUBJECT, bound.error)
        .hint(text::form::SUBJECT_HINT)
        .used(used(form, bound.value, |limits| limits.subject_chars))
        .control(|field| text_input(field, &bound));
    (field, secret_notice(form, Entry::Subject, bound.value))
}

fn description_field(form: CaseForm, label: Text, hint: Text) -> impl IntoNode {
    let bound = form.bind(Entry::Description);
    let field = Field::new(&*bound.id, label, bound.error)
        .hint(hint)
        .used(used(form, bound.value, |limits| limits.description_chars))
        .control(|field| text_area(field, &bound, "8"));
    (field, secret_notice(form, Entry::Description, bound.value))
}

/// T10: the live counter, as the rule counts.
fn used(form: CaseForm, typed: Memo<String>, limit: fn(&Limits) -> u32) -> impl Fn() -> (u32, u32) {
    move || {
        let limit = form.with_policy(|policy| limit(&policy.limits));
        (typed.with(|typed| rules::counted_length(typed)), limit)
    }
}
