//! Where the draft is kept, as the form says it.

use crate::locales::{Text, text};

/// Where the draft is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Nothing was entered yet.
    #[default]
    Nowhere,
    /// It has just been changed.
    Saving,
    /// On this device; the account gets it next.
    OnDevice,
    /// In the account, too.
    InAccount,
    /// On this device only: the account cannot be reached.
    AccountFails,
    /// On this device only: the account asks to sign in again.
    SessionEnded,
    /// Neither here nor there.
    NotSaved,
}

impl Standing {
    /// What is said of it.
    pub const fn words(self) -> Option<Text> {
        match self {
            Self::Nowhere => None,
            Self::Saving => Some(text::form::SAVING),
            Self::OnDevice => Some(text::form::SAVED),
            Self::InAccount => Some(text::form::SAVED_TO_ACCOUNT),
            Self::AccountFails => Some(text::form::SAVED_RETRYING),
            Self::SessionEnded => Some(text::form::SAVED_SIGN_IN),
            Self::NotSaved => Some(text::form::NOT_SAVED),
        }
    }

    /// Whether somebody has to know at once.
    pub const fn is_bad(self) -> bool {
        matches!(
            self,
            Self::AccountFails | Self::SessionEnded | Self::NotSaved
        )
    }
}
