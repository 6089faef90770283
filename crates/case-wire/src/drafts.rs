//! G1, G2: drafts on the server.

use case_core::{AccountId, CaseDraft, CaseType, clock::instant};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A draft to be saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SaveDraft {
    /// The version that it changes; none where this device knows of none.
    #[serde(default)]
    pub base: Option<u64>,
    /// Which device, or which page of it, writes: what it saved before is replaced, also where the answer to that was lost.
    /// 1 to 64 of `A-Z a-z 0-9 - _`.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_-]+$")
    )]
    pub device: String,
    /// Whose draft it is. A page that is open since before somebody else signed in at the same browser would else write into
    /// that person's drafts; told, it is refused as one that is not signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<DraftOwner>,
    /// Everything that was written so far.
    pub draft: CaseDraft,
}

/// Whose draft is saved, in the words of [`crate::Session`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DraftOwner {
    /// The account's ID.
    pub account: AccountId,
    /// What the person is greeted with.
    pub display_name: String,
}

/// The answer to a save.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftSaved {
    /// The base of the next save.
    pub version: u64,
    /// G2: other texts of the same draft, written on other devices without knowledge of this one; the last saved first.
    pub others: Vec<DraftView>,
}

/// A draft as it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftView {
    /// Names this very text.
    pub version: u64,
    /// Which of the user's drafts.
    pub case_type: CaseType,
    /// What was written, without secrets (R2).
    pub draft: CaseDraft,
    /// When it was saved.
    #[serde(deserialize_with = "instant::read")]
    pub saved_at: DateTime<Utc>,
}

/// The drafts of a user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct DraftList {
    /// The last saved first.
    pub drafts: Vec<DraftView>,
}

/// The query of a submission.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CreateCaseQuery {
    /// The version of the saved draft that is submitted; it is gone when the case is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draft: Option<u64>,
}
