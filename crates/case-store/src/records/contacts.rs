//! X5: an account's contact address and alternate contacts.

use case_core::{AccountId, account::Contacts};
use chrono::{DateTime, Utc};

use super::UserId;

/// The contacts as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedContacts {
    /// Counts the changes: 0 as the account was made with, never used again.
    pub version: u64,
    /// The contact address's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// The contact address's time zone, an IANA name.
    pub time_zone: String,
    /// The Billing contact's address.
    pub billing: Option<String>,
    /// C7: the Operations contact's address.
    pub operations: Option<String>,
    /// The Security contact's address.
    pub security: Option<String>,
    /// The last change; none since the account was made.
    pub change: Option<ContactsChange>,
}

/// Who changed contacts, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactsChange {
    /// The user's name, or the root user's e-mail address, at that time.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Contacts to be saved.
#[derive(Debug, Clone)]
pub struct NewContacts {
    /// Whose they are.
    pub account: AccountId,
    /// The version that they change.
    pub base: u64,
    /// The contacts.
    pub contacts: Contacts,
    /// Who changes them.
    pub user: UserId,
    /// What [`ContactsChange::by`] tells.
    pub changed_by: String,
    /// When.
    pub changed_at: DateTime<Utc>,
}

impl SavedContacts {
    /// Whether these say the same as `others`.
    pub(crate) fn are(&self, others: &Contacts) -> bool {
        let ours = [&self.billing, &self.operations, &self.security].map(Option::as_deref);
        (&*self.country, &*self.time_zone) == (others.country(), others.time_zone())
            && ours == [others.billing(), others.operations(), others.security()]
    }
}
