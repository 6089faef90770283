//! The words for the closed vocabularies of the rules. Plans and severities have theirs in the policy.

use case_core::{CaseStatus, CaseType, Channel};

use super::{Text, text};

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
