//! X5: whom an account's mail goes to and where the account is at home; and how each of its users likes the pages.

use serde::{Deserialize, Serialize};

use crate::kinds::{Lang, Theme};

/// The contact address and the alternate contacts as they were typed, right or wrong.
/// [`crate::validate_contacts`] says what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactsDraft {
    /// The contact address's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The contact address's time zone, an IANA name.
    pub time_zone: String,
    /// The Billing contact's e-mail address; empty for none.
    pub billing: String,
    /// C7: the Operations contact's e-mail address; empty for none.
    pub operations: String,
    /// The Security contact's e-mail address; empty for none.
    pub security: String,
}

/// The contact address and the alternate contacts of an account, checked: only [`crate::validate_contacts`] makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contacts {
    pub(crate) country: String,
    pub(crate) time_zone: String,
    pub(crate) billing: Option<String>,
    pub(crate) operations: Option<String>,
    pub(crate) security: Option<String>,
}

impl Contacts {
    /// The contact address's country, ISO 3166-1 alpha-2.
    pub fn country(&self) -> &str {
        &self.country
    }

    /// The contact address's time zone, an IANA name.
    pub fn time_zone(&self) -> &str {
        &self.time_zone
    }

    /// The Billing contact's e-mail address.
    pub fn billing(&self) -> Option<&str> {
        self.billing.as_deref()
    }

    /// C7: the Operations contact's e-mail address.
    pub fn operations(&self) -> Option<&str> {
        self.operations.as_deref()
    }

    /// The Security contact's e-mail address.
    pub fn security(&self) -> Option<&str> {
        self.security.as_deref()
    }
}

/// What [`Preferences::time_zone`] says for the zone of the account's contact address.
pub const ZONE_OF_ACCOUNT: &str = "account";

/// What [`Preferences::time_zone`] says for the zone of whatever device one sits at.
pub const ZONE_OF_DEVICE: &str = "device";

/// How a user likes the pages, on every device. What was never chosen is left out: there the device decides, and for
/// the time zone the account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Preferences {
    /// The language of the pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Lang>,
    /// Light or dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// The time zone of dates and times: `account`, `device`, or an IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl Preferences {
    /// These, with `changes` in the place of what they choose.
    #[must_use]
    pub fn with(self, changes: Self) -> Self {
        Self {
            language: changes.language.or(self.language),
            theme: changes.theme.or(self.theme),
            time_zone: changes.time_zone.or(self.time_zone),
        }
    }
}
