//! The words for the closed vocabularies of the rules. Plans and severities have theirs in the policy.

use case_core::{
    CaseStatus, CaseType, Channel,
    clock::{ResponseClock, SpanState},
    policy::SupportHours,
};
use chrono::TimeDelta;

use super::{Text, intl, text};

/// T1, as a thing that a case is.
pub const fn case_type(case_type: CaseType) -> Text {
    match case_type {
        CaseType::AccountAndBilling => text::case_type::ACCOUNT_AND_BILLING,
        CaseType::Technical => text::case_type::TECHNICAL,
        CaseType::QuotaIncrease => text::case_type::QUOTA_INCREASE_SHORT,
    }
}

/// C2.
pub const fn channel(channel: Channel) -> Text {
    match channel {
        Channel::Web => text::channel::WEB,
        Channel::Chat => text::channel::CHAT,
        Channel::Phone => text::channel::PHONE,
    }
}

/// L1.
pub const fn status(status: CaseStatus) -> Text {
    match status {
        CaseStatus::Unassigned => text::status::UNASSIGNED,
        CaseStatus::Opened => text::status::OPENED,
        CaseStatus::WorkInProgress => text::status::WORK_IN_PROGRESS,
        CaseStatus::PendingCustomerAction => text::status::PENDING_CUSTOMER_ACTION,
        CaseStatus::CustomerActionCompleted => text::status::CUSTOMER_ACTION_COMPLETED,
        CaseStatus::Reopened => text::status::REOPENED,
        CaseStatus::Resolved => text::status::RESOLVED,
    }
}

/// S4: why a stretch of time counts or does not.
pub fn span_state(state: &SpanState) -> String {
    match state {
        SpanState::Open => text::case::CLOCK_COUNTED.get().to_owned(),
        SpanState::OutsideHours => text::case::CLOCK_OUTSIDE_HOURS.get().to_owned(),
        SpanState::Weekend => text::case::CLOCK_WEEKEND.get().to_owned(),
        SpanState::Holiday { names } => {
            let name = names.get(&super::lang()).or_else(|| names.values().next());
            text::case::clock_holiday(name.map_or("", String::as_str))
        }
    }
}

/// S1, S3: the target of a first response, and which hours count towards it.
pub fn response_target(response: &ResponseClock) -> String {
    let time = intl::duration(TimeDelta::minutes(response.target_minutes.into()));
    match response.hours {
        SupportHours::All => text::case::clock_target_all(&time),
        SupportHours::Business => text::case::clock_target_business(&time),
    }
}
