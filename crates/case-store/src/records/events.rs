//! N3: the event log.

use std::{convert::Infallible, fmt, str::FromStr};

use case_core::{CaseId, DisplayId};
use chrono::{DateTime, Utc};

/// One change to an account or its cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// 1 for the account's first event, then without gaps, in the order of the commits.
    pub sequence: u64,
    /// What happened.
    pub kind: EventKind,
    /// Who caused it.
    pub origin: Origin,
    /// Which case it is about; none for changes to the account itself.
    pub subject: Option<EventSubject>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The case that an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventSubject {
    /// T11.
    pub case: CaseId,
    /// T11.
    pub display_id: DisplayId,
    /// The correspondence that came with the change.
    pub correspondence: Option<String>,
}

/// Somebody whom the event log does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` does not say who caused an event")]
pub struct UnknownOrigin(String);

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// An account was made, with its root user.
    CreateAccount,
    /// A user was added to an account.
    CreateUser,
    /// A case was opened.
    CreateCase,
    /// Something that this version does not know: a server of a later one, beside this, has saved it.
    Other,
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CreateAccount => "CreateAccount",
            Self::CreateUser => "CreateUser",
            Self::CreateCase => "CreateCase",
            Self::Other => "Other",
        })
    }
}

impl FromStr for EventKind {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text {
            "CreateAccount" => Self::CreateAccount,
            "CreateUser" => Self::CreateUser,
            "CreateCase" => Self::CreateCase,
            _ => Self::Other,
        })
    }
}

/// Who caused an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The account's people.
    Customer,
    /// The support centre's, its operator included.
    Support,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer => "CUSTOMER",
            Self::Support => "SUPPORT",
        })
    }
}

impl FromStr for Origin {
    type Err = UnknownOrigin;

    fn from_str(text: &str) -> Result<Self, UnknownOrigin> {
        match text {
            "CUSTOMER" => Ok(Self::Customer),
            "SUPPORT" => Ok(Self::Support),
            _ => Err(UnknownOrigin(text.to_owned())),
        }
    }
}

/// Something that a check of the store found wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding(pub String);

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
