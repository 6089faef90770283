//! What a use case can answer besides its result.

use case_core::{CaseDraft, Violation, permission::Action};
use case_store::{Conflict, StoreError};

use crate::account;

/// Why a use case did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is no session, or it has ended.
    #[error("there is no session, or it has ended")]
    NotSignedIn,
    /// X1: the sign-in data do not fit; which part of them stays unsaid.
    #[error("the sign-in data are not right")]
    WrongCredentials,
    /// Too many failed attempts to sign in.
    #[error("too many failed attempts to sign in: try again in {retry_after} seconds")]
    TooManyAttempts {
        /// Seconds until another attempt is taken; at least 1.
        retry_after: u32,
    },
    /// X2: the user lacks the permission.
    #[error("the permission {0} is missing")]
    NotPermitted(Action),
    /// X3: there is no such case, or it is another account's.
    #[error("there is no such case")]
    NoSuchCase,
    /// The draft cannot become a case.
    #[error("the draft has {} violations", .0.len())]
    InvalidCase(Vec<Violation>),
    /// A1 to A3: a file cannot be taken.
    #[error("the file has {} violations", .0.len())]
    InvalidFile(Vec<Violation>),
    /// X5: contacts or preferences cannot be saved as they are.
    #[error("{}", account::told(.0))]
    InvalidSettings(Vec<Violation>),
    /// X5: somebody else has changed the contacts since they were read.
    #[error("somebody else has changed these contacts: read them again")]
    ContactsChanged,
    /// X3: there is no such file, or it is not for this user's eyes.
    #[error("there is no such file")]
    NoSuchFile,
    /// So many files of this user wait for a case already.
    #[error("{most} files wait for a case already: submit the case, or remove some of them")]
    TooManyFiles {
        /// The most that may wait.
        most: u32,
    },
    /// G2: so many texts of one draft are kept already.
    #[error("{most} texts of this draft are kept already: discard some of them")]
    TooManyDrafts {
        /// The most that are kept.
        most: u32,
    },
    /// The draft is far larger than any that a case could be made of.
    #[error(
        "the draft is too large to be kept: it may have {} bytes of text",
        CaseDraft::MOST_KEPT
    )]
    DraftTooLarge,
    /// There is no such draft.
    #[error("there is no such draft")]
    NoSuchDraft,
    /// Too many files are on their way at the same time.
    #[error("too many files are on their way at the same time")]
    Crowded,
    /// So many streams of this user tell of new events already.
    #[error("{most} streams of events of this user are open already")]
    TooManyStreams {
        /// The most that may be.
        most: u32,
    },
    /// G3: the key was used before with another draft.
    #[error("the idempotency key was used before with another draft")]
    IdempotencyConflict,
    /// The cursor is none that a list has given out.
    #[error("the cursor is none that a list has given out")]
    InvalidCursor,
    /// L7: the cursor is one of a list in another order.
    #[error("the cursor is one of a list in another order")]
    CursorOfAnotherOrder,
    /// Something that an administrator entered cannot be taken.
    #[error("{field}: {reason}")]
    InvalidInput {
        /// Which of the fields.
        field: &'static str,
        /// What is wrong, and what would be right.
        reason: String,
    },
    /// What was to be saved contradicts what is there.
    #[error(transparent)]
    Conflict(Conflict),
    /// A store does not answer now; the same request may succeed later.
    #[error("a store does not answer")]
    Unavailable(#[source] StoreError),
    /// A fault of the program or of its data.
    #[error("something is wrong with the program or its data")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ServiceError {
    pub(crate) fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(source.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "errors are handed over")]
    pub(crate) fn invalid(field: &'static str, reason: impl ToString) -> Self {
        Self::InvalidInput {
            field,
            reason: reason.to_string(),
        }
    }
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy | StoreError::Unavailable(_) => Self::Unavailable(error),
            StoreError::Damaged(_) => Self::internal(error),
            StoreError::Conflict(Conflict::ContactsChanged) => Self::ContactsChanged,
            StoreError::Conflict(Conflict::SubmissionKeyReused) => Self::IdempotencyConflict,
            StoreError::Conflict(conflict) => Self::Conflict(conflict),
        }
    }
}
