//! The five plans side by side (T3).

use case_core::{
    CaseType, Plan, Policy,
    policy::{PlanRule, SupportHours, TechnicalAccess},
};
use leptos::prelude::Callback;

use crate::{
    components::{BadgeTone, badge, page_heading, skeleton},
    failure::failure,
    html::{El, IntoNode, div, h2, h3, li, p, span, ul},
    locales::{Text, intl, kinds, text},
    state::{policy, session},
};

/// The page at `/plans`.
#[inline(never)]
pub fn plans() -> impl IntoNode {
    let own = || session::current().map(|session| session.account.facts.plan);
    let plans = move || match (policy::current(), policy::failure()) {
        (Some(policy), _) => {
            let cards = policy
                .plans
                .iter()
                .map(|rule| plan_card(describe(&policy, rule, own())));
            ul().class("plans").children(cards)
        }
        (None, Some(error)) => failure(error, Callback::new(|()| policy::reload())),
        (None, None) => div().class("panel panel-body").child(skeleton(8)),
    };
    let head = div()
        .child(page_heading(|| text::plans::TITLE.get().to_owned()))
        .child(p().class("lead").child(text::plans::LEAD));
    (head, plans)
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
    quota_channels: String,
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
        quota_channels: channels(CaseType::QuotaIncrease),
        additional_contacts: if rule.additional_contacts {
            text::plans::INCLUDED
        } else {
            text::plans::NOT_INCLUDED
        },
    }
}

fn plan_card(facts: PlanFacts) -> El {
    let severity = |(name, target): &(String, String)| {
        li().child(span().child(&**name))
            .child(span().class("plan-target").child(&**target))
    };
    let hours = facts.hours.map_or("–", Text::get);
    let head = div()
        .class("plan-head")
        .child(h2().child(facts.name))
        .child(
            facts
                .own
                .then(|| badge(text::plans::YOURS, || BadgeTone::Info)),
        );
    let severities = ul()
        .class("plan-severities")
        .children(facts.severities.iter().map(severity));
    li().class("panel plan")
        .toggle("plan-own", facts.own)
        .child(head)
        .child(p().class("plan-summary").child(facts.summary))
        .child(feature(
            text::plans::TECHNICAL,
            p().child(facts.technical.get()),
        ))
        .child(feature(text::plans::HOURS, p().child(hours)))
        .child(feature(text::plans::FIRST_RESPONSE, severities))
        .child(feature(
            text::plans::CHANNELS,
            p().child(facts.technical_channels),
        ))
        .child(feature(
            text::plans::CHANNELS_ACCOUNT,
            p().child(facts.account_channels),
        ))
        .child(feature(
            text::plans::CHANNELS_QUOTA,
            p().child(facts.quota_channels),
        ))
        .child(feature(
            text::plans::ADDITIONAL_CONTACTS,
            p().child(facts.additional_contacts.get()),
        ))
}

fn feature(name: Text, value: El) -> El {
    div()
        .class("plan-feature")
        .child(h3().child(name))
        .child(value)
}
