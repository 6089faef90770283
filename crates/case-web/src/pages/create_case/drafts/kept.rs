//! What is kept of a draft on this device.

use case_core::{CaseDraft, CaseType, clock::instant};
use case_wire::DraftView;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::dom;

/// A draft as this device keeps it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Kept {
    /// Which page keeps it: no two pages ever write to the same place.
    pub page: String,
    /// What the account knows the writer by. It stays when the draft goes from one page of this device to its next.
    pub device: String,
    /// The answers so far.
    pub draft: CaseDraft,
    /// The places of the files' bytes, in the order of the draft; empty for one whose bytes are not here.
    pub files: Vec<String>,
    /// G3: the key of the attempts to submit it so far.
    pub idempotency_key: Option<String>,
    /// When it was changed, by this device's clock.
    #[serde(deserialize_with = "instant::read")]
    pub changed_at: DateTime<Utc>,
    /// What of it the account has.
    pub saved: Option<Saved>,
    /// Whether that is all of it.
    pub is_saved: bool,
    /// Whether it was discarded, and the account does not know yet.
    pub is_discarded: bool,
}

/// A draft in the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Saved {
    /// Which of the person's drafts.
    pub case_type: CaseType,
    /// Which text of it.
    pub version: u64,
}

impl Kept {
    /// A draft that nothing is kept of yet.
    pub fn new(draft: CaseDraft) -> Self {
        Self {
            page: dom::random_id(),
            device: dom::random_id(),
            draft,
            ..Self::default()
        }
    }

    /// A draft that is in the account, taken up on this device.
    pub fn of(view: DraftView) -> Self {
        Self {
            changed_at: view.saved_at,
            saved: Some(Saved {
                case_type: view.case_type,
                version: view.version,
            }),
            is_saved: true,
            ..Self::new(view.draft)
        }
    }

    /// What stays of it once it is discarded, until the account knows.
    pub fn erased(self) -> Self {
        Self {
            page: self.page,
            device: self.device,
            saved: self.saved,
            is_discarded: true,
            ..Self::default()
        }
    }

    /// The version of it in the account, of the case type that it has now.
    pub fn version(&self, draft: &CaseDraft) -> Option<u64> {
        let saved = self
            .saved
            .filter(|saved| draft.kind() == Some(saved.case_type));
        saved.map(|saved| saved.version)
    }

    /// Whether the account has it as this version.
    pub fn is_version(&self, version: u64) -> bool {
        self.saved.is_some_and(|saved| saved.version == version)
    }

    /// Whether the draft is of this case type, or of none yet.
    pub fn may_become(&self, case_type: CaseType) -> bool {
        self.draft.case_type.is_empty() || self.draft.kind() == Some(case_type)
    }
}
