//! Signing in, and what the SPA needs to know about who signed in.

use std::fmt;

use case_core::{AccountFacts, AccountId, Actor, ChannelHours, LanguageHours, clock::instant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// X1: the two ways to sign in.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum SignIn {
    /// As the account's root user.
    Root {
        /// The root user's e-mail address.
        email: String,
        /// The password.
        password: String,
    },
    /// As a user of the account.
    User {
        /// The account's ID or alias.
        account: String,
        /// The user's name in that account.
        #[cfg_attr(feature = "openapi", schema(rename = "userName"))]
        user_name: String,
        /// The password.
        password: String,
    },
}

/// Without the password: it must not end up in a log.
impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root { email, .. } => f
                .debug_struct("Root")
                .field("email", email)
                .finish_non_exhaustive(),
            Self::User {
                account, user_name, ..
            } => f
                .debug_struct("User")
                .field("account", account)
                .field("user_name", user_name)
                .finish_non_exhaustive(),
        }
    }
}

/// Who is signed in, and what they may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The account acted for.
    pub account: SessionAccount,
    /// Root or user, as the rules see it.
    pub actor: Actor,
    /// What to greet the person with: the user's name, or the root user's e-mail address.
    pub display_name: String,
    /// X2: what the person may do.
    pub abilities: Abilities,
    /// N3: the number of the newest event in the account's log; whoever follows from it misses nothing. A server of an earlier
    /// version does not tell it.
    #[serde(default)]
    pub newest_event: Option<u64>,
}

impl Session {
    /// Who it is, told from everybody else of the installation, in a line of text.
    #[must_use]
    pub fn person(&self) -> String {
        person(self.account.id, &self.actor, &self.display_name)
    }
}

/// Who acts for an account under a name, as [`Session::person`] tells it.
#[must_use]
pub fn person(account: AccountId, actor: &Actor, name: &str) -> String {
    let account = account.to_string();
    match actor {
        // Another address of the root user makes nobody else of them.
        Actor::Root => [&account, " root"].concat(),
        Actor::User { .. } => [&account, " user ", name].concat(),
    }
}

/// The account of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SessionAccount {
    /// Its number.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// X5: the contact address's country, ISO 3166-1 alpha-2.
    pub country: String,
    /// X5: the contact address's time zone, an IANA name.
    pub time_zone: String,
    /// What the rules ask about it.
    pub facts: AccountFacts,
}

/// X2: what the person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Abilities {
    /// `support:CreateCase`.
    pub create_case: bool,
    /// `support:DescribeCases`.
    pub describe_cases: bool,
}

/// Opening and business hours for the signed-in account, from an hour ago to some weeks ahead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Hours {
    /// The server's clock: a browser's may be wrong.
    #[serde(deserialize_with = "instant::read")]
    pub now: DateTime<Utc>,
    /// S3.
    pub business: Vec<LanguageHours>,
    /// C4.
    pub channels: Vec<ChannelHours>,
}

/// The query of the policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct PolicyQuery {
    /// The language of its texts; the policy's first language where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}
