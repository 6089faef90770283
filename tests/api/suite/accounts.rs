//! The sign-ins that the suite uses.

use serde::Deserialize;

/// Accounts on some plans. None of them may be used by anything else while the suite runs.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Accounts {
    pub basic: Account,
    pub developer: Account,
    pub business: Account,
    pub enterprise: Account,
    /// Business plan, resold.
    pub resold: Account,
}

/// An account's root user and, where the suite needs them, two of its users.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    #[serde(rename = "accountId")]
    pub id: String,
    pub root_email: String,
    pub root_password: String,
    /// May do everything.
    pub user: Option<User>,
    /// May describe cases, not create them.
    pub reader: Option<User>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    pub name: String,
    pub password: String,
}
