//! The first step (T1 to T9, S2): what the case is about, and how bad it is.

use case_core::{CaseType, Fault, guidance, policy::Category};
use leptos::prelude::*;
use web_sys::Node;

use super::{
    entry::Entry, form::CaseForm, frame::frame, labels, severity::severity_field,
    solutions::solutions, step::Step,
};
use crate::{
    components::{Card, Choice, Field, Glyph, Tone, alert, combobox, radio_cards},
    faults,
    html::{El, p, when},
    locales::{Text, text},
};

/// The step.
pub fn case_step(form: CaseForm) -> El {
    let questions = (
        case_type_field(form),
        service_field(form),
        when(move || !form.is_quota(), move || category_field(form)),
        third_party_notice(form),
        solutions(form, text::form::SOLUTIONS),
        severity_field(form),
    );
    frame(form, Step::Case, text::form::NEXT_DETAILS, questions)
}

/// T1 to T6. What is not open to this account is shown with the reason.
fn case_type_field(form: CaseForm) -> El {
    let bound = form.bind_choice(Entry::CaseType);
    let cards = move || {
        CaseType::ALL
            .iter()
            .map(|one| case_type_card(form, *one))
            .collect()
    };
    Field::new(&*bound.id, text::form::CASE_TYPE, bound.error)
        .group(|field| radio_cards(field, &bound, "cards-side-by-side", cards))
}

fn case_type_card(form: CaseForm, case_type: CaseType) -> Card {
    let (label, sentence): (Text, Text) = match case_type {
        CaseType::AccountAndBilling => (
            text::case_type::ACCOUNT_AND_BILLING,
            text::home::ACCOUNT_TEXT,
        ),
        CaseType::Technical => (text::case_type::TECHNICAL, text::home::TECHNICAL_TEXT),
        CaseType::QuotaIncrease => (text::case_type::QUOTA_INCREASE, text::home::QUOTA_TEXT),
    };
    let fault = form.with_context(|ctx| guidance::case_type_fault(ctx, case_type));
    let plans = matches!(
        fault,
        Some(Fault::TechnicalNotInPlan { .. } | Fault::TechnicalRootOnly { .. })
    );
    let reason = |fault| {
        form.with_policy(|policy| faults::sentence(&Entry::CaseType.path(), &fault, policy, None))
    };
    Card {
        value: case_type.code().to_owned(),
        label: label.get().to_owned(),
        text: sentence.get().to_owned(),
        glyph: Some(Glyph::of(case_type)),
        refused: fault.map(reason),
        way_out: plans.then(|| (text::home::COMPARE_PLANS.get().to_owned(), "/plans")),
        ..Card::default()
    }
}

/// T7, Q1.
fn service_field(form: CaseForm) -> El {
    let bound = form.bind_choice(Entry::Service);
    let choices = move || match form.case_type() {
        Some(case_type) => form.with_policy(|policy| labels::services(policy, case_type)),
        None => Vec::new(),
    };
    let label = move || {
        let label = if form.is_quota() {
            text::case::LIMIT_TYPE
        } else {
            text::case::SERVICE
        };
        label.get()
    };
    let placeholder = move || {
        let placeholder = match form.case_type() {
            None => text::form::TYPE_FIRST,
            Some(CaseType::QuotaIncrease) => text::form::LIMIT_TYPE_PLACEHOLDER,
            Some(_) => text::form::SERVICE_PLACEHOLDER,
        };
        placeholder.get()
    };
    Field::new(&*bound.id, label, bound.error)
        .control(|field| combobox(field, &bound, placeholder, choices))
}

/// T7.
fn category_field(form: CaseForm) -> El {
    let bound = form.bind_choice(Entry::Category);
    let service = form.value(Entry::Service);
    let choices = move || {
        let Some(case_type) = form.case_type() else {
            return Vec::new();
        };
        form.with_policy(|policy| {
            let choice = |category: &Category| Choice {
                value: category.id.clone(),
                label: category.name.clone(),
                note: String::new(),
            };
            let service = service.with(|id| policy.service(case_type, id));
            service.map_or_else(Vec::new, |service| {
                service.categories.iter().map(choice).collect()
            })
        })
    };
    let placeholder = move || {
        let placeholder = if service.with(String::is_empty) {
            text::form::SERVICE_FIRST
        } else {
            text::form::CATEGORY_PLACEHOLDER
        };
        placeholder.get()
    };
    Field::new(&*bound.id, text::case::CATEGORY, bound.error)
        .control(|field| combobox(field, &bound, placeholder, choices))
}

/// S5.
fn third_party_notice(form: CaseForm) -> Node {
    let third_party = move || {
        form.with_classification(|draft| {
            form.with_context(|ctx| guidance::third_party_notice(draft, ctx))
        })
    };
    when(third_party, || {
        let sentence = p().child(text::form::THIRD_PARTY_TEXT);
        alert(Tone::Info, text::form::THIRD_PARTY, sentence)
    })
}
