//! The second step (T8 to T10, Q1, R1): the case in words, and what the category or the limit type asks for besides.

use case_core::{Policy, policy::Limits, text as rules};
use leptos::prelude::*;

use super::{
    entry::Entry, extra_fields::ExtraFields, form::CaseForm, frame::Frame, prompts::Prompts,
    quota_rows::QuotaRows, secret_notice::SecretNotice, step::Step,
};
use crate::{
    components::{Field, TextArea, TextInput},
    locales::{Text, text},
};

/// The step.
#[component]
pub fn DetailsStep(form: CaseForm) -> impl IntoView {
    let quota = Memo::new(move |_| form.is_quota());
    let questions = move || {
        if quota.get() {
            view! {
                <QuotaRows form/>
                <DescriptionField form label=text::form::CASE_DESCRIPTION hint=text::form::CASE_DESCRIPTION_HINT/>
            }
            .into_any()
        } else {
            view! {
                <SubjectField form/>
                <DescriptionField form label=text::form::DESCRIPTION hint=text::form::DESCRIPTION_HINT/>
                <Prompts form/>
                <ExtraFields form/>
            }
            .into_any()
        }
    };
    view! { <Frame form step=Step::Details next=text::form::NEXT_CONTACT>{questions}</Frame> }
        .into_any()
}

#[component]
fn SubjectField(form: CaseForm) -> impl IntoView {
    let bound = form.bind(Entry::Subject);
    let used = used(form, bound.value, |limits| limits.subject_chars);
    view! {
        <Field
            id=bound.id
            label=text::cases::SUBJECT
            hint=text::form::SUBJECT_HINT
            error=bound.error
            used=used
        >
            <TextInput value=bound.value on_input=bound.on_input on_blur=bound.on_blur/>
        </Field>
        <SecretNotice form entry=Entry::Subject typed=bound.value/>
    }
    .into_any()
}

#[component]
fn DescriptionField(form: CaseForm, label: Text, hint: Text) -> impl IntoView {
    let bound = form.bind(Entry::Description);
    let used = used(form, bound.value, |limits| limits.description_chars);
    view! {
        <Field id=bound.id label=label hint=hint error=bound.error used=used>
            <TextArea value=bound.value on_input=bound.on_input on_blur=bound.on_blur rows=8/>
        </Field>
        <SecretNotice form entry=Entry::Description typed=bound.value/>
    }
    .into_any()
}

/// T10: the live counter, as the rule counts.
fn used(form: CaseForm, value: Signal<String>, limit: fn(&Limits) -> u32) -> Signal<(u32, u32)> {
    let limit = Memo::new(move |_| form.with_policy(|policy: &Policy| limit(&policy.limits)));
    Memo::new(move |_| {
        (
            value.with(|typed| rules::counted_length(typed)),
            limit.get(),
        )
    })
    .into()
}
