//! S3, S4, C4: the policy's calendars as UTC spans for one account.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use case_core::{
    ChannelHours, LanguageHours,
    clock::{self, Span},
    policy::SupportHours,
};
use case_store::Account;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{Policies, Principal, Service, ServiceError};

/// How far ahead hours are expanded, beside what the longest response target may need.
const AHEAD: TimeDelta = TimeDelta::weeks(6);

/// The least part of all hours that are business hours: one day's worth in a week.
const LEAST_PART: i32 = 7;

/// Opening and business hours for an account, from about an hour ago to some weeks ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountHours {
    /// S3: in the account's own time zone and country, by contact language.
    pub business: Vec<LanguageHours>,
    /// C4: of the channels that are not open around the clock.
    pub channels: Vec<ChannelHours>,
}

/// Hours by country and time zone, expanded again every hour.
#[derive(Default)]
pub struct Cache(Mutex<Hour>);

#[derive(Default)]
struct Hour {
    began: DateTime<Utc>,
    known: HashMap<(String, Tz), Arc<AccountHours>>,
}

impl Cache {
    /// The hours for an account at `now`.
    pub fn get(
        &self,
        policies: &Policies,
        account: &Account,
        now: DateTime<Utc>,
    ) -> Result<Arc<AccountHours>, ServiceError> {
        let zone: Tz = account.time_zone.parse().map_err(ServiceError::internal)?;
        let began = hour_of(now);
        let mut hour = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if hour.began != began {
            *hour = Hour {
                began,
                known: HashMap::new(),
            };
        }
        let key = (account.country.clone(), zone);
        let hours = hour
            .known
            .entry(key)
            .or_insert_with(|| Arc::new(expand(policies, &account.country, zone, began)));
        Ok(Arc::clone(hours))
    }
}

/// When the hour that has `now` began.
fn hour_of(now: DateTime<Utc>) -> DateTime<Utc> {
    const HOUR: i64 = 3_600;
    let hours = now.timestamp().div_euclid(HOUR);
    DateTime::from_timestamp(hours * HOUR, 0).unwrap_or(now)
}

/// The hours around the hour that began at `began`.
fn expand(policies: &Policies, country: &str, zone: Tz, began: DateTime<Utc>) -> AccountHours {
    let from = began - TimeDelta::hours(1);
    let to = began + AHEAD + longest_business_target(policies) * LEAST_PART;
    let set = policies.set();
    let policy = policies.policy(None);
    let business = policy
        .contact_languages
        .iter()
        .map(|language| LanguageHours {
            language: language.id,
            spans: clock::expand(set.business_calendar(country, language.id), &zone, from, to),
        });
    let channels = set
        .channel_calendars()
        .map(|(channel, language, zone, calendar)| ChannelHours {
            channel,
            language,
            spans: in_zone(zone, |zone| clock::expand(calendar, &zone, from, to)),
        });
    AccountHours {
        business: business.collect(),
        channels: channels.collect(),
    }
}

/// A loaded policy names only time zones that exist.
fn in_zone(name: &str, spans: impl FnOnce(Tz) -> Vec<Span>) -> Vec<Span> {
    name.parse().map(spans).unwrap_or_default()
}

/// S3: the longest target of the plans that count business hours only.
fn longest_business_target(policies: &Policies) -> TimeDelta {
    let plans = policies
        .policy(None)
        .plans
        .iter()
        .filter(|plan| plan.hours == SupportHours::Business);
    let minutes = plans
        .flat_map(|plan| &plan.severities)
        .filter_map(|one| one.target_minutes)
        .max();
    TimeDelta::minutes(minutes.unwrap_or(0).into())
}

impl Service {
    /// S3, C4: the hours for the principal's account, and the present instant.
    pub fn hours(
        &self,
        principal: &Principal,
    ) -> Result<(DateTime<Utc>, Arc<AccountHours>), ServiceError> {
        let now = self.ports.clock.now();
        Ok((
            now,
            self.hours.get(&self.policies, &principal.account, now)?,
        ))
    }
}

#[cfg(test)]
mod tests {
    use case_core::{AccountFacts, Lang, Plan, clock::ResponseClock};

    use super::*;

    fn account(country: &str, time_zone: &str) -> Account {
        Account {
            id: "123456789012".parse().unwrap(),
            name: "Example".to_owned(),
            alias: None,
            facts: AccountFacts {
                plan: Plan::Developer,
                closed: false,
                resold: false,
                operations_contact: None,
                quotas: Vec::new(),
            },
            billing_contact: None,
            security_contact: None,
            country: country.to_owned(),
            time_zone: time_zone.to_owned(),
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn s3_hours_reach_beyond_the_longest_target_over_the_longest_holidays() {
        let policies = Policies::embedded().unwrap();
        let cache = Cache::default();
        for (country, zone, now) in [
            ("US", "America/New_York", "2026-12-23T23:30:00Z"),
            ("JP", "Asia/Tokyo", "2027-04-28T09:30:00Z"),
            ("DE", "Europe/Berlin", "2026-12-30T20:00:00Z"),
        ] {
            let now: DateTime<Utc> = now.parse().unwrap();
            let hours = cache.get(&policies, &account(country, zone), now).unwrap();
            for language in &hours.business {
                let minutes =
                    u32::try_from(longest_business_target(&policies).num_minutes()).unwrap();
                let clock =
                    ResponseClock::start(now, minutes, SupportHours::Business, &language.spans);
                assert!(clock.is_ok(), "{country} {clock:?}");
            }
        }
    }

    #[test]
    fn hours_are_expanded_once_an_hour_for_each_place() {
        let policies = Policies::embedded().unwrap();
        let cache = Cache::default();
        let at = |time: &str| {
            let now: DateTime<Utc> = format!("2026-11-20T{time}Z").parse().unwrap();
            cache
                .get(&policies, &account("US", "America/New_York"), now)
                .unwrap()
        };
        let first = at("15:00:00");
        assert!(Arc::ptr_eq(&first, &at("15:59:59")));
        let later = at("16:00:00");
        assert_eq!(
            later.business[0].spans[0].start - first.business[0].spans[0].start,
            TimeDelta::hours(1)
        );
        let elsewhere = account("JP", "Asia/Tokyo");
        let now: DateTime<Utc> = "2026-11-20T16:00:00Z".parse().unwrap();
        assert_ne!(cache.get(&policies, &elsewhere, now).unwrap(), later);
        assert_eq!(first.business[0].language, Lang::EN);
    }

    #[test]
    fn a_time_zone_that_does_not_exist_is_the_datas_fault() {
        let policies = Policies::embedded().unwrap();
        let lost = account("US", "Mars/Olympus");
        let hours = Cache::default().get(&policies, &lost, DateTime::UNIX_EPOCH);
        assert!(matches!(hours, Err(ServiceError::Internal(_))));
    }
}
