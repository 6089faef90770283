//! The first step (T1 to T9, S2): what the case is about, and how bad it is.

use case_core::{CaseType, Fault, guidance};
use leptos::prelude::*;

use super::{
    entry::Entry, form::CaseForm, frame::Frame, labels, severity::SeverityField,
    solutions::Solutions, step::Step,
};
use crate::{
    components::{
        Alert, Card, Choice, Combobox, Field, FieldGroup, Glyph, RadioCards, Select, Tone,
    },
    faults,
    locales::{Text, text, words},
};

/// The step.
#[component]
pub fn CaseStep(form: CaseForm) -> impl IntoView {
    let quota = Memo::new(move |_| form.is_quota());
    view! {
        <Frame form step=Step::Case next=text::form::NEXT_DETAILS>
            <CaseTypeField form/>
            <ServiceField form/>
            {move || (!quota.get()).then(|| view! { <CategoryField form/> }.into_any())}
            <ThirdPartyNotice form/>
            <Solutions form heading=text::form::SOLUTIONS/>
            <SeverityField form/>
        </Frame>
    }
    .into_any()
}

/// T1 to T6. What is not open to this account is shown with the reason.
#[component]
fn CaseTypeField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::CaseType);
    let cards = Memo::new(move |_| {
        CaseType::ALL
            .iter()
            .map(|one| case_type_card(form, *one))
            .collect()
    });
    view! {
        <FieldGroup id=bound.id label=text::form::CASE_TYPE error=bound.error>
            <RadioCards cards value=bound.value on_choose=bound.on_input class="cards-side-by-side"/>
        </FieldGroup>
    }
    .into_any()
}

fn case_type_card(form: CaseForm, case_type: CaseType) -> Card {
    let (label, sentence, glyph): (Text, Text, Glyph) = match case_type {
        CaseType::AccountAndBilling => (
            text::case_type::ACCOUNT_AND_BILLING,
            text::home::ACCOUNT_TEXT,
            Glyph::Person,
        ),
        CaseType::Technical => (
            text::case_type::TECHNICAL,
            text::home::TECHNICAL_TEXT,
            Glyph::Screen,
        ),
        CaseType::QuotaIncrease => (
            text::case_type::QUOTA_INCREASE,
            text::home::QUOTA_TEXT,
            Glyph::Plus,
        ),
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
        glyph: Some(glyph),
        refused: fault.map(reason),
        way_out: plans.then(|| (text::home::COMPARE_PLANS.get().to_owned(), "/plans")),
        ..Card::default()
    }
}

/// T7, Q1.
#[component]
fn ServiceField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::Service);
    let choices = Memo::new(move |_| match form.case_type() {
        Some(case_type) => form.with_policy(|policy| labels::services(policy, case_type)),
        None => Vec::new(),
    });
    let label = words(move || {
        let label = if form.is_quota() {
            text::case::LIMIT_TYPE
        } else {
            text::case::SERVICE
        };
        label.get().to_owned()
    });
    let placeholder = words(move || {
        let placeholder = match form.case_type() {
            None => text::form::TYPE_FIRST,
            Some(CaseType::QuotaIncrease) => text::form::LIMIT_TYPE_PLACEHOLDER,
            Some(_) => text::form::SERVICE_PLACEHOLDER,
        };
        placeholder.get().to_owned()
    });
    view! {
        <Field id=bound.id label=label error=bound.error>
            <Combobox choices value=bound.value on_choose=bound.on_input on_blur=bound.on_blur placeholder=placeholder/>
        </Field>
    }
    .into_any()
}

/// T7.
#[component]
fn CategoryField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::Category);
    let service = form.value(Entry::Service);
    let choices = Memo::new(move |_| {
        let Some(case_type) = form.case_type() else {
            return Vec::new();
        };
        form.with_policy(|policy| {
            let service = service.with(|id| policy.service(case_type, id));
            let choice = |category: &case_core::policy::Category| Choice {
                value: category.id.clone(),
                label: category.name.clone(),
                note: String::new(),
            };
            service.map_or_else(Vec::new, |service| {
                service.categories.iter().map(choice).collect()
            })
        })
    });
    let placeholder = words(move || {
        let known = service.with(|id| !id.is_empty());
        let placeholder = if known {
            text::form::CATEGORY_PLACEHOLDER
        } else {
            text::form::SERVICE_FIRST
        };
        placeholder.get().to_owned()
    });
    view! {
        <Field id=bound.id label=text::case::CATEGORY error=bound.error>
            <Select choices value=bound.value on_choose=bound.on_input on_blur=bound.on_blur placeholder=placeholder/>
        </Field>
    }
    .into_any()
}

/// S5.
#[component]
fn ThirdPartyNotice(form: CaseForm) -> impl IntoView {
    let shown = Memo::new(move |_| {
        form.with_classification(|draft| {
            form.with_context(|ctx| guidance::third_party_notice(draft, ctx))
        })
    });
    move || {
        shown.get().then(|| {
            view! {
                <Alert tone=Tone::Info heading=text::form::THIRD_PARTY>
                    <p>{text::form::THIRD_PARTY_TEXT}</p>
                </Alert>
            }
            .into_any()
        })
    }
}
