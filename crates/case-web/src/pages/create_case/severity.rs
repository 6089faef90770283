//! S1 to S3, S7: the severities, each with when its first response would be due.

use case_core::{
    Context, Lang, Severity, clock,
    policy::{SeverityTarget, SeverityText, SupportHours},
};
use chrono::TimeDelta;
use leptos::prelude::*;

use super::{entry::Entry, form::CaseForm};
use crate::{
    components::{Card, Field, radio_cards},
    html::{IntoNode, a, p, when},
    locales::{
        intl::{self, Style},
        text,
    },
    state::session,
};

/// The question. Severities that the plan lacks are shown with the plan that has them.
pub fn severity_field(form: CaseForm) -> impl IntoNode {
    let bound = form.bind_choice(Entry::Severity);
    let language = form.value(Entry::Language);
    let cards = move || {
        let language = language.with(|code| code.parse().ok());
        form.with_context(|ctx| {
            let card = |one| card(ctx, one, language);
            ctx.policy.severities.iter().map(card).collect::<Vec<_>>()
        })
    };
    let some_refused = move || {
        form.with_context(|ctx| {
            let plan = ctx.policy.plan(ctx.account.plan);
            let mut all = ctx.policy.severities.iter();
            all.any(|one| plan.severity(one.id).is_none())
        })
    };
    let field = Field::new(&*bound.id, text::cases::SEVERITY, bound.error)
        .hint(text::form::SEVERITY_HINT)
        .group(|field| radio_cards(field, &bound, "cards-stacked", cards));
    let way_out = when(some_refused, || {
        let link = a().attr("href", "/plans");
        p().class("severity-plans")
            .child(link.child(text::home::COMPARE_PLANS))
    });
    (field, way_out)
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

fn first_plan_with(ctx: &Context, severity: Severity) -> Option<String> {
    let plan = ctx.policy.plans.first_with(severity)?;
    Some(text::form::severity_from(&plan.name))
}
