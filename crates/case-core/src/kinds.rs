//! The closed vocabularies that rules branch on: case types, plans, severities, channels, languages, statuses.
//!
//! Each has one spelling ([`CaseType::code`] and so on) that the draft, the API, the store and the policy files share.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The text is none of the codes of the vocabulary it was read as.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not one of {}", allowed.join(", "))]
pub struct UnknownCode {
    /// What was found.
    pub found: String,
    /// Every code that would have been right, in the vocabulary's order.
    pub allowed: Vec<&'static str>,
}

/// Defines an enum whose variants have one stable code each, used by `Display`, `FromStr` and serde alike.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $code)] #[cfg_attr(feature = "openapi", schema(rename = $code))] $variant,)+
        }

        impl $name {
            /// Every member, in the vocabulary's own order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable spelling, the same in drafts, API, store and policy.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(text: &str) -> Result<Self, UnknownCode> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(UnknownCode {
                        found: text.to_owned(),
                        allowed: Self::ALL.iter().map(|one| one.code()).collect(),
                    }),
                }
            }
        }
    };
}

vocabulary! {
    /// T1: what a case is about.
    CaseType {
        /// Questions about the account or its bills; open to every account (T2).
        AccountAndBilling = "account-and-billing",
        /// Help with a service; needs a plan that includes it (T3, T4).
        Technical = "technical",
        /// A higher service quota; open to every account (T2).
        QuotaIncrease = "quota-increase",
    }
}

vocabulary! {
    /// T3: the support plans, from the least to the most.
    Plan {
        /// No technical cases, no response target.
        Basic = "basic",
        /// Technical cases by the root user, targets in business hours.
        Developer = "developer",
        /// Technical cases by every permitted user, around the clock.
        Business = "business",
        /// Adds *critical* with a 30-minute target.
        EnterpriseOnRamp = "enterprise-on-ramp",
        /// Adds *critical* with a 15-minute target.
        Enterprise = "enterprise",
    }
}

vocabulary! {
    /// S1: how badly the customer is affected, from the least to the most.
    Severity {
        /// *General guidance*.
        Low = "low",
        /// *System impaired*.
        Normal = "normal",
        /// *Production system impaired*.
        High = "high",
        /// *Production system down*.
        Urgent = "urgent",
        /// *Business-critical system down*.
        Critical = "critical",
    }
}

vocabulary! {
    /// C2: how the customer wants to be answered.
    Channel {
        /// Replies in the support centre.
        Web = "web",
        /// Live with an agent.
        Chat = "chat",
        /// An agent calls.
        Phone = "phone",
    }
}

vocabulary! {
    /// L1: where a case stands, in the words of the public API.
    CaseStatus {
        /// Nobody has taken it yet; every case begins here.
        Unassigned = "unassigned",
        /// An agent has taken it.
        Opened = "opened",
        /// An agent is on it.
        WorkInProgress = "work-in-progress",
        /// The customer is asked for something.
        PendingCustomerAction = "pending-customer-action",
        /// The customer has answered.
        CustomerActionCompleted = "customer-action-completed",
        /// Resolved before, open again.
        Reopened = "reopened",
        /// Done.
        Resolved = "resolved",
    }
}

vocabulary! {
    /// The colours of the pages.
    Theme {
        /// As the device's system has them.
        System = "system",
        /// Dark on light.
        Light = "light",
        /// Light on dark.
        Dark = "dark",
    }
}

vocabulary! {
    /// L7: the order of a list of cases.
    #[derive(Default)]
    CaseSort {
        /// By when they were created, the newest first.
        #[default]
        Newest = "newest",
        /// By when they were created, the oldest first.
        Oldest = "oldest",
        /// By severity, the most severe first; of one severity, the newest first.
        Severity = "severity",
        /// By when their first response is due, the soonest first; those to which none is promised come last.
        FirstResponseDue = "first-response-due",
    }
}

impl CaseStatus {
    /// Whether the case still waits for somebody: everything but *resolved*.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Resolved)
    }
}

/// An ISO 639-1 language code such as `en` or `ja`: two lower-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, pattern = "^[a-z]{2}$", example = "en"))]
#[serde(try_from = "String", into = "String")]
pub struct Lang([u8; 2]);

impl Lang {
    /// English.
    pub const EN: Self = Self(*b"en");
    /// Japanese.
    pub const JA: Self = Self(*b"ja");

    /// The two letters.
    pub fn code(&self) -> &str {
        // Both bytes are ASCII letters by construction.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Lang {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        match *text.as_bytes() {
            [a, b] if a.is_ascii_lowercase() && b.is_ascii_lowercase() => Ok(Self([a, b])),
            _ => Err(UnknownCode {
                found: text.to_owned(),
                allowed: vec!["two lower-case letters such as en or ja"],
            }),
        }
    }
}

impl TryFrom<String> for Lang {
    type Error = UnknownCode;

    fn try_from(text: String) -> Result<Self, UnknownCode> {
        text.parse()
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.code().to_owned()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Lang({})", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_itself() {
        for case_type in CaseType::ALL {
            assert_eq!(case_type.code().parse(), Ok(*case_type));
        }
        for plan in Plan::ALL {
            assert_eq!(plan.code().parse(), Ok(*plan));
        }
        for severity in Severity::ALL {
            assert_eq!(severity.to_string().parse(), Ok(*severity));
        }
    }

    #[test]
    fn an_unknown_code_is_told_what_is_allowed() {
        let error = "gold".parse::<Plan>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`gold` is not one of basic, developer, business, enterprise-on-ramp, enterprise"
        );
    }

    #[test]
    fn a_language_is_two_lower_case_letters() {
        assert_eq!("ja".parse(), Ok(Lang::JA));
        assert_eq!(Lang::EN.to_string(), "en");
        assert_eq!(format!("{:?}", Lang::EN), "Lang(en)");
        assert_eq!(String::from(Lang::JA), "ja");
        for wrong in ["", "e", "eng", "EN", "e1", "1e", "é"] {
            assert!(wrong.parse::<Lang>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_a_resolved_case_is_not_open() {
        let closed: Vec<_> = CaseStatus::ALL
            .iter()
            .filter(|one| !one.is_open())
            .collect();
        assert_eq!(closed, [&CaseStatus::Resolved]);
    }
}
