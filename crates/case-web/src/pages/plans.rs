//! The five plans side by side (T3).

use case_core::{
    CaseType, Plan, Policy,
    policy::{PlanRule, SupportHours, TechnicalAccess},
};
use leptos::prelude::*;

use crate::{
    components::{Badge, BadgeTone, PageHeading, Skeleton},
    failure::Failure,
    locales::{self, Text, intl, kinds, text},
    state::{policy, session},
};

/// The page at `/plans`.
#[component]
pub fn Plans() -> impl IntoView {
    let own = Memo::new(|_| session::current().map(|session| session.account.facts.plan));
    let plans = move || match (policy::current(), policy::failure()) {
        (Some(policy), _) => {
            let cards = policy
                .plans
                .iter()
                .map(|rule| view! { <PlanCard facts=describe(&policy, rule, own.get())/> });
            view! { <ul class="plans">{cards.collect_view()}</ul> }.into_any()
        }
        (None, Some(error)) => {
            let retry = || leptos::task::spawn_local(policy::load(locales::current().code));
            view! { <Failure error on_retry=Callback::new(move |()| retry())/> }.into_any()
        }
        (None, None) => {
            view! { <div class="panel panel-body"><Skeleton lines=8/></div> }.into_any()
        }
    };
    view! {
        <div>
            <PageHeading title=text::plans::TITLE/>
            <p class="lead">{text::plans::LEAD}</p>
        </div>
        {plans}
    }
}

/// A plan in words.
struct PlanFacts {
    name: String,
    summary: String,
    own: bool,
    technical: Text,
    hours: Option<Text>,
    /// A severity's name with its target.
    severities: Vec<(String, String)>,
    technical_channels: String,
    account_channels: String,
    additional_contacts: Text,
}

fn describe(policy: &Policy, rule: &PlanRule, own: Option<Plan>) -> PlanFacts {
    let target = |minutes: Option<u32>| match minutes {
        Some(minutes) => {
            text::plans::within(&intl::duration(chrono::TimeDelta::minutes(minutes.into())))
        }
        None => text::plans::NO_TARGET.get().to_owned(),
    };
    let severity = |one: &case_core::policy::SeverityTarget| {
        let name = policy
            .severity(one.severity)
            .map_or("", |words| &words.name);
        (name.to_owned(), target(one.target_minutes))
    };
    let channels = |case_type: CaseType| {
        let names: Vec<String> = rule
            .channels(case_type)
            .iter()
            .map(|one| kinds::channel(*one).get().to_owned())
            .collect();
        if names.is_empty() {
            text::plans::NOT_INCLUDED.get().to_owned()
        } else {
            intl::all(&names)
        }
    };
    let promises = rule
        .severities
        .iter()
        .any(|one| one.target_minutes.is_some());
    PlanFacts {
        name: rule.name.clone(),
        summary: rule.summary.clone(),
        own: own == Some(rule.id),
        technical: match rule.technical_access {
            TechnicalAccess::None => text::plans::TECHNICAL_NONE,
            TechnicalAccess::Root => text::plans::TECHNICAL_ROOT,
            TechnicalAccess::Users => text::plans::TECHNICAL_USERS,
        },
        hours: promises.then_some(match rule.hours {
            SupportHours::Business => text::plans::HOURS_BUSINESS,
            SupportHours::All => text::plans::HOURS_ALL,
        }),
        severities: rule.severities.iter().map(severity).collect(),
        technical_channels: channels(CaseType::Technical),
        account_channels: channels(CaseType::AccountAndBilling),
        additional_contacts: if rule.additional_contacts {
            text::plans::INCLUDED
        } else {
            text::plans::NOT_INCLUDED
        },
    }
}

#[component]
fn PlanCard(facts: PlanFacts) -> impl IntoView {
    let severity = |(name, target): (String, String)| {
        view! {
            <li>
                <span>{name}</span>
                <span class="plan-target">{target}</span>
            </li>
        }
    };
    let hours = facts
        .hours
        .map_or_else(|| "–".to_owned(), |hours| hours.get().to_owned());
    let technical = facts.technical.get().to_owned();
    let contacts = facts.additional_contacts.get().to_owned();
    view! {
        <li class="panel plan" class:plan-own=facts.own>
            <div class="plan-head">
                <h2>{facts.name}</h2>
                {facts.own.then(|| view! { <Badge label=text::plans::YOURS tone=BadgeTone::Info/> })}
            </div>
            <p class="plan-summary">{facts.summary}</p>
            <Feature name=text::plans::TECHNICAL value=technical/>
            <Feature name=text::plans::HOURS value=hours/>
            <div class="plan-feature">
                <h3>{text::plans::FIRST_RESPONSE}</h3>
                <ul class="plan-severities">{facts.severities.into_iter().map(severity).collect_view()}</ul>
            </div>
            <Feature name=text::plans::CHANNELS value=facts.technical_channels/>
            <Feature name=text::plans::CHANNELS_ACCOUNT value=facts.account_channels/>
            <Feature name=text::plans::ADDITIONAL_CONTACTS value=contacts/>
        </li>
    }
}

#[component]
fn Feature(name: Text, value: String) -> impl IntoView {
    view! {
        <div class="plan-feature">
            <h3>{name}</h3>
            <p>{value}</p>
        </div>
    }
}
