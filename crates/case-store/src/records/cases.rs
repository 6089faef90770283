//! Cases, their correspondence, and the keys that make a submission idempotent.

use case_core::{
    AccountId, CaseId, CaseStatus, CaseType, Contact, DisplayId, ExtraField, QuotaRequest,
    Severity,
    clock::{CorrespondenceKind, ResponseClock},
};
use chrono::{DateTime, Utc};

use super::{Attachment, CasePosition, Digest, UserId};

/// What a [`case_core::ValidCase`] needs besides itself to be saved.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// T11: its public identifier.
    pub id: CaseId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// Who opens it.
    pub user: UserId,
    /// Who opens it, as people shall read it later on.
    pub submitted_by: String,
    /// The identifier of its first correspondence.
    pub correspondence: String,
    /// G1: the version of the user's draft that the case is made of, which is gone with it.
    pub draft: Option<u64>,
    /// G3: 1 to 64 characters that the client chose.
    pub submission_key: String,
    /// G3: of the body that came with the key.
    pub fingerprint: Digest,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// G3: an earlier submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The case that it made.
    pub case: CaseId,
    /// Of the body that it was made from.
    pub fingerprint: Digest,
}

/// G3: what a submission led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitted {
    /// The case is new.
    Created(DisplayId),
    /// An earlier submission with the same key and body made this one.
    Before(CaseId),
}

/// A case in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// T11.
    pub id: CaseId,
    /// T11.
    pub display_id: DisplayId,
    /// T1.
    pub case_type: CaseType,
    /// The service's id.
    pub service: String,
    /// The category's id; none for a quota increase.
    pub category: Option<String>,
    /// S6.
    pub severity: Severity,
    /// T10.
    pub subject: String,
    /// L1.
    pub status: CaseStatus,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// S3: when the first response is due; none where nothing is promised.
    pub due_at: Option<DateTime<Utc>>,
}

impl CaseRow {
    /// Where the case stands in a list.
    pub const fn position(&self) -> CasePosition {
        CasePosition {
            created_at: self.created_at,
            display_id: self.display_id,
            severity: self.severity,
            due_at: self.due_at,
        }
    }
}

/// A case with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// What a list shows.
    pub row: CaseRow,
    /// Who opened it.
    pub submitted_by: String,
    /// T8.
    pub fields: Vec<ExtraField>,
    /// Q1.
    pub quota_requests: Vec<QuotaRequest>,
    /// C1, C2, C5.
    pub contact: Contact,
    /// C6.
    pub additional_contacts: Vec<String>,
    /// C7: the Operations contact, where it receives copies.
    pub copies_to: Option<String>,
    /// S7.
    pub response: Option<ResponseClock>,
    /// Oldest first.
    pub correspondence: Vec<Correspondence>,
}

/// One message of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondence {
    /// Unique in the installation.
    pub id: String,
    /// S5: who wrote it, and for whom.
    pub kind: CorrespondenceKind,
    /// Who wrote it, by name.
    pub author: String,
    /// Plain text.
    pub body: String,
    /// A1: in the order in which they were attached.
    pub attachments: Vec<Attachment>,
    /// When it was saved.
    pub created_at: DateTime<Utc>,
}
