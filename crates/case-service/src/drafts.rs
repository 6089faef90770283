//! G1, G2: drafts, so that what is written on one device is there on the next.

use case_core::{CaseDraft, CaseType, permission::Action};
use case_store::{Conflict, NewDraft, SavedDraft, StoreError};

use crate::{Principal, Service, ServiceError};

/// So many texts of one draft stand beside each other: as many devices have written without knowing of each other.
const MOST_TEXTS: u32 = 8;

/// Where a draft is saved from.
#[derive(Debug, Clone)]
pub struct SavedOn {
    /// The version that the device knows; none where it knows of none.
    pub base: Option<u64>,
    /// Which device, or which page of it; 1 to 64 characters that it chose.
    pub device: String,
}

impl Service {
    /// G1, G2: saves a draft in place of the version that it changes. Answers its version, and the other texts of the
    /// same draft, which are there where two devices have written at the same time.
    pub async fn save_draft(
        &self,
        principal: &Principal,
        case_type: CaseType,
        SavedOn { base, device }: SavedOn,
        mut draft: CaseDraft,
    ) -> Result<(u64, Vec<SavedDraft>), ServiceError> {
        principal.require(Action::CreateCase)?;
        if draft.weight() > CaseDraft::MOST_KEPT {
            return Err(ServiceError::DraftTooLarge);
        }
        // R2: a secret is not kept for later either.
        draft.redact();
        let (store, user) = (&self.ports.store, principal.user.id);
        let new = NewDraft {
            user,
            case_type,
            base,
            device,
            draft,
            saved_at: self.ports.clock.now(),
            most: MOST_TEXTS,
        };
        let version = match store.save_draft(new).await {
            Err(StoreError::Conflict(Conflict::TooManyDrafts)) => {
                return Err(ServiceError::TooManyDrafts { most: MOST_TEXTS });
            }
            saved => saved?,
        };
        let mut others = store.drafts(user, Some(case_type)).await?;
        others.retain(|one| one.version != version);
        Ok((version, others))
    }

    /// G1: a user's drafts, the last saved first.
    pub async fn drafts(&self, principal: &Principal) -> Result<Vec<SavedDraft>, ServiceError> {
        principal.require(Action::CreateCase)?;
        Ok(self.ports.store.drafts(principal.user.id, None).await?)
    }

    /// G2: forgets a text of a draft.
    pub async fn discard_draft(
        &self,
        principal: &Principal,
        case_type: CaseType,
        version: u64,
    ) -> Result<(), ServiceError> {
        principal.require(Action::CreateCase)?;
        let (store, user) = (&self.ports.store, principal.user.id);
        if store.discard_draft(user, case_type, version).await? {
            Ok(())
        } else {
            Err(ServiceError::NoSuchDraft)
        }
    }
}
