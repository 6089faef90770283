//! S1, S2, S3: what a plan promises to a case that would be opened now.

use super::response::ResponseClock;
use crate::{
    context::Context,
    kinds::{Lang, Severity},
};

/// S1, S3, S7: the clock of a case that the context's account would open now.
///
/// `None` where nothing is promised: the account's plan does not allow the severity (S2) or has no target for it
/// (Basic). `None` too where the context's business hours do not reach far enough ([`super::HoursUnknown`]): whoever
/// fills the context expands the calendar far enough for the longest target.
pub fn first_response(ctx: &Context, severity: Severity, language: Lang) -> Option<ResponseClock> {
    let plan = ctx.policy.plan(ctx.account.plan);
    let target_minutes = plan.severity(severity)?.target_minutes?;
    let business = ctx.business_hours(language);
    ResponseClock::start(ctx.now, target_minutes, plan.hours, business).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{DateTime, Utc};
    use chrono_tz::Asia::Tokyo;

    use super::*;
    use crate::{
        clock::{Calendar, expand},
        context::{AccountFacts, Actor, LanguageHours},
        kinds::Plan,
        policy::{
            Limits, PlanChannels, PlanRule, Plans, Policy, SeverityTarget, SupportHours,
            TechnicalAccess,
        },
    };

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// A policy of which only the plans matter here: S1, S2, S3.
    fn policy() -> Policy {
        let plans = [
            (Plan::Basic, SupportHours::All, &[(Severity::Low, None)][..]),
            (
                Plan::Developer,
                SupportHours::Business,
                &[(Severity::Normal, Some(720))],
            ),
            (
                Plan::Business,
                SupportHours::All,
                &[(Severity::Normal, Some(720))],
            ),
            (
                Plan::EnterpriseOnRamp,
                SupportHours::All,
                &[(Severity::Critical, Some(30))],
            ),
            (
                Plan::Enterprise,
                SupportHours::All,
                &[(Severity::Critical, Some(15))],
            ),
        ];
        let rule =
            |(id, hours, severities): (Plan, SupportHours, &[(Severity, Option<u32>)])| PlanRule {
                id,
                name: String::new(),
                summary: String::new(),
                technical_access: TechnicalAccess::Users,
                hours,
                severities: severities
                    .iter()
                    .map(|&(severity, target_minutes)| SeverityTarget {
                        severity,
                        target_minutes,
                    })
                    .collect(),
                additional_contacts: false,
                operations_copies: Vec::new(),
                channels: PlanChannels {
                    account_and_billing: Vec::new(),
                    technical: Vec::new(),
                    quota_increase: Vec::new(),
                },
            };
        Policy {
            language: Lang::EN,
            plans: Plans::try_from(plans.map(rule).to_vec()).unwrap(),
            severities: Vec::new(),
            limits: Limits {
                subject_chars: 0,
                description_chars: 0,
                attachments: 0,
                attachment_bytes: 0,
                file_name_chars: 0,
                extension_digits: 0,
                additional_contacts: 0,
                quota_requests: 0,
                draft_days: 0,
            },
            contact_languages: Vec::new(),
            channels: Vec::new(),
            services: Vec::new(),
            fields: Vec::new(),
            prompts: Vec::new(),
            solutions: Vec::new(),
            regions: Vec::new(),
            countries: Vec::new(),
        }
    }

    #[test]
    fn s1_s3_the_plan_promises_and_the_contact_language_has_the_hours() {
        let policy = policy();
        let hours = |language, windows: &str| {
            let calendar = Calendar::new(
                [(); 7].map(|()| vec![windows.parse().unwrap()]),
                BTreeMap::new(),
            );
            let (from, to) = (utc("2026-05-30T00:00:00Z"), utc("2026-06-30T00:00:00Z"));
            let spans = expand(&calendar.unwrap(), &Tokyo, from, to);
            LanguageHours { language, spans }
        };
        let business_hours = [
            hours(Lang::EN, "08:00-18:00"),
            hours(Lang::JA, "09:00-18:00"),
        ];
        let due = |plan, severity, language| {
            let account = AccountFacts {
                plan,
                closed: false,
                resold: false,
                operations_contact: None,
                quotas: Vec::new(),
            };
            let ctx = Context {
                policy: &policy,
                account: &account,
                actor: &Actor::Root,
                business_hours: &business_hours,
                channel_hours: &[],
                uploads: None,
                // A Monday at 07:00 in Tokyo.
                now: utc("2026-05-31T22:00:00Z"),
            };
            first_response(&ctx, severity, language).map(|clock| clock.due)
        };
        let french: Lang = "fr".parse().unwrap();
        let cases = [
            (
                Plan::Developer,
                Severity::Normal,
                Lang::EN,
                Some("2026-06-02T01:00:00Z"),
            ),
            (
                Plan::Developer,
                Severity::Normal,
                Lang::JA,
                Some("2026-06-02T03:00:00Z"),
            ),
            (
                Plan::Business,
                Severity::Normal,
                Lang::EN,
                Some("2026-06-01T10:00:00Z"),
            ),
            (
                Plan::EnterpriseOnRamp,
                Severity::Critical,
                french,
                Some("2026-05-31T22:30:00Z"),
            ),
            (
                Plan::Enterprise,
                Severity::Critical,
                Lang::JA,
                Some("2026-05-31T22:15:00Z"),
            ),
            // No target, not allowed, no hours known.
            (Plan::Basic, Severity::Low, Lang::EN, None),
            (Plan::Basic, Severity::Normal, Lang::EN, None),
            (Plan::Developer, Severity::Critical, Lang::EN, None),
            (Plan::Developer, Severity::Normal, french, None),
        ];
        for (plan, severity, language, expected) in cases {
            let context = format!("{plan} {severity} {language}");
            assert_eq!(
                due(plan, severity, language),
                expected.map(utc),
                "{context}"
            );
        }
    }
}
