//! What [`crate::check`] finds: where, a stable code, and parameters; never a sentence.

mod fault;
mod params;

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

pub use fault::Fault;

use fault::Code;
use params::{ParamMissing, Params};

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
    /// A file's name, where a file is looked at by itself.
    pub const FILE_NAME: Self = Self::fixed("/name");
    /// A file's size, where a file is looked at by itself.
    pub const FILE_SIZE: Self = Self::fixed("/size");
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

/// The paths of what is entered about an account and its users.
impl FieldPath {
    /// The contact address's country.
    pub const ADDRESS_COUNTRY: Self = Self::fixed("/country");
    /// The contact address's time zone, or the one that a user likes dates in.
    pub const TIME_ZONE: Self = Self::fixed("/timeZone");
    /// The Billing contact.
    pub const BILLING_CONTACT: Self = Self::fixed("/billing");
    /// The Operations contact.
    pub const OPERATIONS_CONTACT: Self = Self::fixed("/operations");
    /// The Security contact.
    pub const SECURITY_CONTACT: Self = Self::fixed("/security");
}

/// One thing that is wrong with a draft.
///
/// In JSON: `{"path": "/subject", "code": "too-long", "params": {"max": 250, "actual": 300}}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(try_from = "ViolationForm")]
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

/// How a violation is read: flat, so that no part of it has to be kept aside until its code is known.
#[derive(Deserialize)]
struct ViolationForm {
    path: FieldPath,
    code: Code,
    #[serde(default)]
    params: Params,
}

impl TryFrom<ViolationForm> for Violation {
    type Error = ParamMissing;

    fn try_from(form: ViolationForm) -> Result<Self, ParamMissing> {
        let mut params = form.params;
        let fault = Fault::read(form.code, &mut params)?;
        Ok(Self::new(form.path, fault))
    }
}

#[cfg(test)]
mod tests;
