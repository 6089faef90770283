//! N3: the event log.

use std::{fmt, str::FromStr};

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

/// Defines an enum whose variants are stored as one stable word each.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vmeta])* $variant,)+
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $(Self::$variant => $word),+ })
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(UnknownWord(text.to_owned())),
                }
            }
        }
    };
}

/// A word in the event log that this version does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a word of the event log")]
pub struct UnknownWord(String);

words! {
    /// What happened.
    EventKind {
        /// An account was made, with its root user.
        CreateAccount = "CreateAccount",
        /// A user was added to an account.
        CreateUser = "CreateUser",
        /// A case was opened.
        CreateCase = "CreateCase",
    }
}

words! {
    /// Who caused an event.
    Origin {
        /// The account's people.
        Customer = "CUSTOMER",
        /// The support centre's, its operator included.
        Support = "SUPPORT",
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
