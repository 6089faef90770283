//! Accounts, their users, and agents.

use case_core::{AccountFacts, AccountId, permission::Permissions};
use chrono::{DateTime, Utc};

/// A user's number, root users included; unique in the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct UserId(pub i64);

/// An agent's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AgentId(pub i64);

/// An account to be saved, with its root user.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The account itself.
    pub account: Account,
    /// X1: the root user's e-mail address.
    pub root_email: String,
    /// The root user's password as a PHC string.
    pub root_password_hash: String,
}

/// A customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// X1: what users may type in place of the number.
    pub alias: Option<String>,
    /// What the rules ask about it: plan, closed, resold, Operations contact, quotas.
    pub facts: AccountFacts,
    /// X5: the Billing contact's address.
    pub billing_contact: Option<String>,
    /// X5: the Security contact's address.
    pub security_contact: Option<String>,
    /// X5: the contact address's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// X5: the contact address's time zone, an IANA name.
    pub time_zone: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A user of an account to be saved; root users come with their accounts.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The account.
    pub account: AccountId,
    /// X1: unique in the account, in upper or lower case.
    pub name: String,
    /// C6: the user's own address.
    pub email: Option<String>,
    /// The password as a PHC string.
    pub password_hash: String,
    /// X2.
    pub permissions: Permissions,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Someone who signs in for an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's number.
    pub id: UserId,
    /// The account.
    pub account: AccountId,
    /// Root or user.
    pub identity: Identity,
    /// X2.
    pub permissions: Permissions,
}

/// X1: the two kinds of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// The account's root user.
    Root {
        /// The address that the root user signs in with.
        email: String,
    },
    /// A user of the account.
    User {
        /// The user's name.
        name: String,
        /// C6: the user's own address.
        email: Option<String>,
    },
}

/// What a sign-in is compared with.
#[derive(Debug, Clone)]
pub struct Login {
    /// Whose it is.
    pub user: UserId,
    /// The password as a PHC string.
    pub password_hash: String,
}

/// X6: an agent to be saved.
#[derive(Debug, Clone)]
pub struct NewAgent {
    /// The name that customers see.
    pub name: String,
    /// Unique among agents, in upper or lower case.
    pub email: String,
    /// The password as a PHC string.
    pub password_hash: String,
    /// When.
    pub created_at: DateTime<Utc>,
}
