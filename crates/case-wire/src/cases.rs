//! Checking, creating, listing and viewing cases.

use case_core::{
    CaseId, CaseStatus, CaseType, Contact, DisplayId, ExtraField, QuotaRequest, Severity,
    Violation, clock::ResponseClock,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckAnswer {
    /// Empty when the draft may be submitted.
    pub violations: Vec<Violation>,
}

/// T11: the answer to a submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CreatedCase {
    /// The case as it was saved.
    pub case: CaseView,
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseRow {
    /// T11.
    pub case_id: CaseId,
    /// T11.
    pub display_id: DisplayId,
    /// T1.
    pub case_type: CaseType,
    /// T10.
    pub subject: String,
    /// L1.
    pub status: CaseStatus,
    /// S1.
    pub severity: Severity,
    /// The service's id; its name is in the policy.
    pub service: String,
    /// The category's id; none for a quota increase.
    pub category: Option<String>,
    /// When it was submitted.
    pub created_at: DateTime<Utc>,
    /// S3: when the first response is due; none where the plan promises none.
    pub due_at: Option<DateTime<Utc>>,
}

/// The query of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct CaseListQuery {
    /// L7: `true` leaves out what is resolved.
    #[serde(skip_serializing_if = "is_false")]
    pub open: bool,
    /// The `nextCursor` of the page before; none for the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// At most so many cases, 1 to 100; 25 where left out.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 25))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// The cases of a page, where [`CaseListQuery::limit`] does not say.
pub const DEFAULT_PAGE: u32 = 25;

/// The most cases of a page.
pub const MAX_PAGE: u32 = 100;

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn is_false(value: &bool) -> bool {
    !value
}

/// A page of a list, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseListPage {
    /// The page's cases.
    pub cases: Vec<CaseRow>,
    /// Pass as `cursor` for the next page; none on the last.
    pub next_cursor: Option<String>,
}

/// A case with everything that its customer may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// What a list shows.
    #[serde(flatten)]
    pub row: CaseRow,
    /// Who opened it, by display name.
    pub submitted_by: String,
    /// T8.
    pub fields: Vec<ExtraField>,
    /// Q1.
    pub quota_requests: Vec<QuotaRequest>,
    /// C1, C2.
    pub contact: Contact,
    /// C6.
    pub additional_contacts: Vec<String>,
    /// S7: the clock of the first response.
    pub response: Option<ResponseClock>,
    /// The correspondence, oldest first.
    pub correspondence: Vec<Correspondence>,
}

/// One message of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Correspondence {
    /// Unique in the installation.
    pub id: String,
    /// Who wrote it.
    pub author: CorrespondenceAuthor,
    /// Plain text.
    pub body: String,
    /// When it was saved.
    pub created_at: DateTime<Utc>,
}

/// Who wrote a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CorrespondenceAuthor {
    /// Which side.
    pub side: Author,
    /// The name to show.
    pub name: String,
}

/// N3: which side wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// The account's people.
    Customer,
    /// The support centre's.
    Support,
}
