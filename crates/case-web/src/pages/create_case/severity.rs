//! S1 to S3, S7: the severities, each with when its first response would be due.

use case_core::{
    Context, Lang, Severity, clock,
    policy::{SeverityTarget, SeverityText, SupportHours},
};
use chrono::TimeDelta;
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::{Card, FieldGroup, RadioCards},
    locales::{
        intl::{self, Style},
        text,
    },
    state::session,
};

/// The question. Severities that the plan lacks are shown with the plan that has them.
#[component]
pub fn SeverityField(form: CaseForm) -> impl IntoView {
    let bound = form.bind_choice(Entry::Severity);
    let language = form.value(Entry::Language);
    let cards = Memo::new(move |_| {
        let language = language.with(|code| code.parse().ok());
        form.with_context(|ctx| {
            ctx.policy
                .severities
                .iter()
                .map(|one| card(ctx, one, language))
                .collect::<Vec<_>>()
        })
    });
    let some_refused =
        Memo::new(move |_| cards.with(|cards| cards.iter().any(|card| card.refused.is_some())));
    view! {
        <FieldGroup id=bound.id label=text::cases::SEVERITY hint=text::form::SEVERITY_HINT error=bound.error>
            <RadioCards cards value=bound.value on_choose=bound.on_input/>
        </FieldGroup>
        {move || {
            some_refused
                .get()
                .then(|| view! { <p class="severity-plans"><a href="/plans">{text::home::COMPARE_PLANS}</a></p> })
        }}
    }
    .into_any()
}

fn card(ctx: &Context, severity: &SeverityText, language: Option<Lang>) -> Card {
    let plan = ctx.policy.plan(ctx.account.plan);
    let (aside, refused) = match plan.severity(severity.id) {
        Some(target) => (promise(ctx, target, plan.hours, language), None),
        None => (String::new(), first_plan_with(ctx, severity.id)),
    };
    Card {
        value: severity.id.code().to_owned(),
        label: severity.name.clone(),
        text: severity.description.clone(),
        aside,
        refused,
        ..Card::default()
    }
}

/// The target, and when that would be.
fn promise(
    ctx: &Context,
    target: SeverityTarget,
    hours: SupportHours,
    language: Option<Lang>,
) -> String {
    let Some(minutes) = target.target_minutes else {
        return text::home::NO_TARGET.get().to_owned();
    };
    let time = intl::duration(TimeDelta::minutes(minutes.into()));
    let within = match hours {
        SupportHours::All => text::form::severity_target(&time),
        SupportHours::Business => text::form::severity_target_business(&time),
    };
    match language.and_then(|language| clock::first_response(ctx, target.severity, language)) {
        Some(clock) => {
            let when = intl::date_time(clock.due, Style::Short, &session::time_zone());
            text::form::severity_by(&within, &when)
        }
        None => within,
    }
}

/// The least plan that has the severity.
fn first_plan_with(ctx: &Context, severity: Severity) -> Option<String> {
    let plan = ctx
        .policy
        .plans
        .iter()
        .find(|plan| plan.severity(severity).is_some())?;
    Some(text::form::severity_from(&plan.name))
}
