//! What can go wrong with a store, seen from the use cases.

use std::{error::Error, sync::Arc};

/// A store could not do what it was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Too much is waiting to be written: the same request may succeed a moment later.
    #[error("too many changes are waiting to be saved")]
    Busy,
    /// The store cannot be reached or cannot write: a full disk, a lost connection, a stopped writer.
    #[error("the store cannot be used at the moment")]
    Unavailable(#[source] Arc<dyn Error + Send + Sync>),
    /// What is stored is not what was saved: a damaged file, or rows that something else wrote.
    #[error("the store holds something that cannot be read")]
    Damaged(#[source] Arc<dyn Error + Send + Sync>),
    /// What was to be saved contradicts what is there.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

impl StoreError {
    pub(crate) fn unavailable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unavailable(Arc::from(source.into()))
    }

    pub(crate) fn damaged(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Damaged(Arc::from(source.into()))
    }
}

/// What was to be saved contradicts what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// An account with this number exists.
    #[error("an account with this number exists already")]
    AccountIdTaken,
    /// An account with this alias exists.
    #[error("another account has this alias")]
    AliasTaken,
    /// X1: a root user signs in by e-mail address alone, so that no two may have the same.
    #[error("another account's root user has this e-mail address")]
    RootEmailTaken,
    /// X1: the account has a user of this name, in upper or lower case.
    #[error("the account has a user of this name already")]
    UserNameTaken,
    /// X6: an agent has this e-mail address.
    #[error("another agent has this e-mail address")]
    AgentEmailTaken,
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// A case or correspondence with this identifier exists.
    #[error("this identifier is in use already")]
    IdentifierTaken,
    /// A3: a file to be attached was taken by another correspondence, removed or never sent.
    #[error("a file to be attached is not there any more")]
    UploadGone,
    /// G2: too many texts of one draft stand beside each other.
    #[error("too many texts of this draft are kept already")]
    TooManyDrafts,
    /// The user has sent too many files that no correspondence has taken.
    #[error("too many files wait for a case to take them")]
    TooManyUploads,
    /// X5: the contacts are not those any more that were to be changed.
    #[error("somebody else has changed these contacts")]
    ContactsChanged,
    /// G3: the submission key was used before with another body.
    #[error("the submission key was used before for something else")]
    SubmissionKeyReused,
}
