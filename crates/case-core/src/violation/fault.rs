//! What can be wrong with a draft: the one table of codes and their parameters.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::params::{Param, ParamMissing, Params};
use crate::kinds::{CaseType, Channel, Plan, Severity};

/// Defines the faults, and with them how one is read back from its code and its parameters.
macro_rules! faults {
    ($($(#[$meta:meta])* $fault:ident $({ $($(#[$param_meta:meta])* $param:ident: $type:ty,)+ })?,)+) => {
        /// What can be wrong. The `code` of the JSON form is a promise: others match on it.
        // Read as a part of `Violation`.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(
            tag = "code",
            content = "params",
            rename_all = "kebab-case",
            rename_all_fields = "camelCase"
        )]
        pub enum Fault {
            $($(#[$meta])* $fault $({ $($(#[$param_meta])* $param: $type,)+ })?,)+
        }

        /// The code of a [`Fault`] alone.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum Code {
            $($fault,)+
        }

        impl Code {
            /// Every code, in the table's order.
            #[cfg(test)]
            pub(super) const ALL: &[Self] = &[$(Self::$fault),+];
        }

        impl Fault {
            /// The fault of this code, whose parameters are taken out of `params`.
            pub(super) fn read(code: Code, params: &mut Params) -> Result<Self, ParamMissing> {
                Ok(match code {
                    $(Code::$fault => Self::$fault $({
                        $($param: params.$param.take().read().ok_or(ParamMissing(stringify!($param)))?,)+
                    })?,)+
                })
            }
        }
    };
}

faults! {
    /// Nothing was entered where something must be.
    Required,
    /// Something was entered where this case type or plan has no such answer.
    NotApplicable,
    /// A text is longer than allowed, in Unicode scalar values after trimming (T10).
    TooLong {
        /// At most.
        max: u32,
        /// What was found.
        actual: u32,
    },
    /// A list has more elements than allowed.
    TooMany {
        /// At most.
        max: u32,
        /// What was found.
        actual: u32,
    },
    /// A control character that no keyboard types, by its place (1-based, in scalar values after trimming) and its code point.
    ControlCharacter {
        /// 1 for the first character.
        position: u32,
        /// The code point, `U+0007`.
        character: String,
    },
    /// A code that the policy does not know.
    Unknown {
        /// What was found.
        value: String,
        /// What would be right, when the list is short enough to read; else empty.
        allowed: Vec<String>,
    },
    /// T3: the plan includes no technical cases.
    TechnicalNotInPlan {
        /// The account's plan.
        plan: Plan,
    },
    /// T4: on this plan only the root user opens technical cases.
    TechnicalRootOnly {
        /// The account's plan.
        plan: Plan,
    },
    /// T5: a reseller serves this account; its partner answers billing questions.
    AskYourPartner,
    /// T6: the account is closed and opens account-and-billing cases only.
    AccountClosed,
    /// S2: the plan does not include this severity.
    SeverityNotInPlan {
        /// The account's plan.
        plan: Plan,
        /// The severities that it includes.
        allowed: Vec<Severity>,
    },
    /// T8: a choice field's value is none of its options.
    NotAnOption {
        /// The values of the options.
        allowed: Vec<String>,
    },
    /// T8: not a date of the form `2026-11-22`.
    DateMalformed,
    /// T8: a well-formed date that no calendar has.
    DateDoesNotExist,
    /// T8: a date after today, where only the past makes sense.
    DateInFuture,
    /// T8: an entry of a list of resource ids is not one.
    ResourceIdMalformed {
        /// The first such entry.
        value: String,
        /// How the ids begin, such as `i-`; empty when any form is accepted.
        prefix: String,
    },
    /// A1: the file has no bytes.
    FileEmpty,
    /// A1: the file is too large.
    FileTooLarge {
        /// At most, in bytes.
        max: u64,
        /// What was found, in bytes.
        actual: u64,
    },
    /// A2: the file name has a path separator or is a path by itself (`.`, `..`).
    FileNameIsPath,
    /// A3: the bytes of the file are not on the server, or belong to another file or person. Only the server can tell.
    FileNotUploaded,
    /// A3: an earlier file of the draft is the same upload.
    FileDuplicate {
        /// Its place, 1-based.
        first: u32,
    },
    /// C1: not a contact language.
    LanguageNotOffered {
        /// The codes of the languages that are offered.
        allowed: Vec<String>,
    },
    /// C3: the channel is not offered for this case type on this plan.
    ChannelNotOffered {
        /// The case type asked about.
        #[cfg_attr(feature = "openapi", schema(rename = "caseType"))]
        case_type: CaseType,
        /// The account's plan.
        plan: Plan,
        /// The channels that are offered.
        allowed: Vec<Channel>,
    },
    /// C4: the channel is live and closed now.
    ChannelClosed {
        /// When it opens; absent when that lies beyond the known calendar.
        opens: Option<DateTime<Utc>>,
    },
    /// C5: has something that no telephone number has.
    PhoneMalformed,
    /// C5: not a length that the country's numbering has.
    PhoneLength {
        /// The country, ISO 3166-1 alpha-2.
        country: String,
        /// The allowed counts of digits of the national number.
        allowed: Vec<u8>,
        /// The count that was found.
        actual: u32,
    },
    /// C5: an international number of another country.
    PhoneOtherCountry {
        /// The chosen country.
        country: String,
        /// The chosen country's calling code, without `+`.
        #[cfg_attr(feature = "openapi", schema(rename = "callingCode"))]
        calling_code: String,
    },
    /// C5: an extension has digits only.
    ExtensionMalformed,
    /// C6: not an e-mail address.
    EmailMalformed,
    /// C6: the same address stands earlier in the list.
    EmailDuplicate {
        /// Its place, 1-based.
        first: u32,
    },
    /// C6: the plan has no additional contacts.
    ContactsNotInPlan {
        /// The account's plan.
        plan: Plan,
    },
    /// Q2: not a whole number.
    NotWholeNumber,
    /// Q2: the value must exceed the current one.
    NotAboveCurrent {
        /// The account's present value in that region.
        current: u64,
    },
    /// Q2: beyond the most that this quota can be.
    AboveQuotaMaximum {
        /// The most.
        max: u64,
    },
    /// Q2: the quota does not exist in this region.
    QuotaNotInRegion {
        /// The region's id.
        region: String,
    },
    /// Q2: an earlier row asks for the same quota in the same region.
    QuotaDuplicate {
        /// That row's place, 1-based.
        first: u32,
    },
}
