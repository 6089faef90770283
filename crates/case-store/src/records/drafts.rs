//! G1, G2: drafts of cases that are not submitted yet.

use case_core::{CaseDraft, CaseType};
use chrono::{DateTime, Utc};

use super::UserId;

/// A draft as it was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedDraft {
    /// Names this very text; never used again.
    pub version: u64,
    /// Which of the user's drafts.
    pub case_type: CaseType,
    /// What was written.
    pub draft: CaseDraft,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
}

/// A draft to be saved.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// Whose it is.
    pub user: UserId,
    /// Which of the user's drafts.
    pub case_type: CaseType,
    /// The version that it changes; none where it is the first.
    pub base: Option<u64>,
    /// Which device writes it: what that device saved before is replaced, also when it does not know the version.
    pub device: String,
    /// What was written.
    pub draft: CaseDraft,
    /// When.
    pub saved_at: DateTime<Utc>,
    /// So many texts are kept beside each other at most.
    pub most: u32,
}
