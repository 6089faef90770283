//! X5: the account of a session, and what its people may change about it.

use case_core::{AccountId, Plan, account::ContactsDraft, clock::instant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The account as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountView {
    /// Its number.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// X1: what its users may type in place of the number.
    #[serde(default)]
    pub alias: Option<String>,
    /// T3.
    pub plan: Plan,
    /// T6.
    pub closed: bool,
    /// T5: a reseller serves it.
    pub resold: bool,
    /// X5: the contact address and the alternate contacts.
    pub contacts: ContactsDraft,
    /// Names these very contacts: who changes them tells it ([`ContactsQuery`]).
    pub version: u64,
    /// The last change of the contacts; none since the account was made.
    #[serde(default)]
    pub changed: Option<ContactsChanged>,
    /// X2: whether the person may change the contacts: `account:PutContactInformation`.
    pub may_change_contacts: bool,
}

/// Who changed the contacts, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContactsChanged {
    /// The user's name, or the root user's e-mail address.
    pub by: String,
    /// When.
    #[serde(deserialize_with = "instant::read")]
    pub at: DateTime<Utc>,
}

/// The query of a change of the contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ContactsQuery {
    /// The [`AccountView::version`] of the contacts that are changed.
    pub version: u64,
}
