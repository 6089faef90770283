//! What [`crate::check`] finds: where, a stable code, and parameters; never a sentence.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kinds::{CaseType, Channel, Plan, Severity};

/// Where in the draft: a JSON Pointer (RFC 6901) such as `/quotaRequests/1/newValue`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(value_type = String, format = "json-pointer", example = "/quotaRequests/1/newValue"))]
#[serde(transparent)]
pub struct FieldPath(Cow<'static, str>);

impl FieldPath {
    /// A path that is known when the program is written.
    pub const fn fixed(pointer: &'static str) -> Self {
        Self(Cow::Borrowed(pointer))
    }

    /// The element at `index` of this list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(Cow::Owned(format!("{}/{index}", self.0)))
    }

    /// The member `name` of this object.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        let name = name.replace('~', "~0").replace('/', "~1");
        Self(Cow::Owned(format!("{}/{name}", self.0)))
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is `other` or lies inside it.
    pub fn is_within(&self, other: &str) -> bool {
        self.0
            .strip_prefix(other)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The paths of a [`crate::CaseDraft`]'s fixed fields.
impl FieldPath {
    /// The case type.
    pub const CASE_TYPE: Self = Self::fixed("/caseType");
    /// The service, or limit type.
    pub const SERVICE: Self = Self::fixed("/service");
    /// The category.
    pub const CATEGORY: Self = Self::fixed("/category");
    /// The severity.
    pub const SEVERITY: Self = Self::fixed("/severity");
    /// The subject.
    pub const SUBJECT: Self = Self::fixed("/subject");
    /// The description.
    pub const DESCRIPTION: Self = Self::fixed("/description");
    /// The extra fields of the category; a member each.
    pub const FIELDS: Self = Self::fixed("/fields");
    /// The files; an element each.
    pub const ATTACHMENTS: Self = Self::fixed("/attachments");
    /// The rows of a quota increase; an element each.
    pub const QUOTA_REQUESTS: Self = Self::fixed("/quotaRequests");
    /// The contact language.
    pub const LANGUAGE: Self = Self::fixed("/contact/language");
    /// The contact channel.
    pub const CHANNEL: Self = Self::fixed("/contact/channel");
    /// The telephone's country.
    pub const COUNTRY: Self = Self::fixed("/contact/country");
    /// The telephone number.
    pub const PHONE: Self = Self::fixed("/contact/phone");
    /// The telephone's extension.
    pub const EXTENSION: Self = Self::fixed("/contact/extension");
    /// The additional contacts; an element each.
    pub const ADDITIONAL_CONTACTS: Self = Self::fixed("/additionalContacts");
}

/// One thing that is wrong with a draft.
///
/// In JSON: `{"path": "/subject", "code": "too-long", "params": {"max": 250, "actual": 300}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Violation {
    /// Where.
    pub path: FieldPath,
    /// What, with what a sentence about it needs.
    #[serde(flatten)]
    pub fault: Fault,
}

impl Violation {
    pub(crate) fn new(path: FieldPath, fault: Fault) -> Self {
        Self { path, fault }
    }
}

/// What can be wrong. The `code` of the JSON form is a promise: others match on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "code",
    content = "params",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Fault {
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
    /// A3: the bytes of the file are not on the server. Only the server can tell: the check itself never reports it.
    FileNotUploaded,
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
