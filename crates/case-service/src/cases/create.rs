//! T11, G3: opening a case, once.

use case_core::{CaseDraft, CaseId, permission::Action};
use case_store::{Conflict, Digest, NewCase, StoreError, Submission, Submitted};
use chrono::Datelike;

use super::ViewedCase;
use crate::{Principal, Service, ServiceError, digest};

/// What a submission led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Creation {
    /// The case is new.
    New(ViewedCase),
    /// G3: an earlier submission with the same key and draft made this case.
    Repeated(ViewedCase),
}

impl Service {
    /// T11, G3: opens a case of a draft.
    ///
    /// `from` is the version of the saved draft that this one is, which is gone when the case is there. `key` is the client's, 1 to 64 characters. The same key with the same draft gives the same case again, even when
    /// the draft would be refused by now; with another draft it is refused.
    pub async fn create_case(
        &self,
        principal: &Principal,
        draft: &CaseDraft,
        from: Option<u64>,
        key: &str,
    ) -> Result<Creation, ServiceError> {
        principal.require(Action::CreateCase)?;
        let fingerprint = fingerprint(draft)?;
        if let Some(before) = self.ports.store.submission(principal.user.id, key).await? {
            return self.repeated(principal, &before, fingerprint).await;
        }
        let now = self.ports.clock.now();
        let case = match self.validate(principal, draft, now).await {
            // An attempt that was on its way at the same time may have opened the case and taken the files.
            Err(error @ ServiceError::InvalidCase(_)) => {
                return self.repeated_or(principal, key, fingerprint, error).await;
            }
            case => case?,
        };
        let language = case.contact().language;
        let new = NewCase {
            id: CaseId::new(
                principal.account.id,
                language,
                now.year(),
                self.ports.random.bits(),
            ),
            account: principal.account.id,
            user: principal.user.id,
            submitted_by: principal.display_name().to_owned(),
            correspondence: self.ports.random.name(),
            draft: from,
            submission_key: key.to_owned(),
            fingerprint,
            created_at: now,
        };
        let id = new.id.clone();
        let submitted = match self.ports.store.create_case(&case, new).await {
            // Between the check and now a file was removed or went into another case: the check says which.
            Err(StoreError::Conflict(conflict @ Conflict::UploadGone)) => {
                let error = match self.validate(principal, draft, now).await {
                    Err(error) => error,
                    Ok(_) => ServiceError::Conflict(conflict),
                };
                return self.repeated_or(principal, key, fingerprint, error).await;
            }
            submitted => submitted?,
        };
        match submitted {
            Submitted::Created(display_id) => {
                tracing::info!(case = %id, %display_id, "opened a case");
                Ok(Creation::New(self.own_case(principal, &id).await?))
            }
            Submitted::Before(id) => Ok(Creation::Repeated(self.own_case(principal, &id).await?)),
        }
    }

    /// The case that this key has made by now, or the error.
    async fn repeated_or(
        &self,
        principal: &Principal,
        key: &str,
        fingerprint: Digest,
        error: ServiceError,
    ) -> Result<Creation, ServiceError> {
        match self.ports.store.submission(principal.user.id, key).await? {
            Some(before) => self.repeated(principal, &before, fingerprint).await,
            None => Err(error),
        }
    }

    async fn repeated(
        &self,
        principal: &Principal,
        before: &Submission,
        fingerprint: Digest,
    ) -> Result<Creation, ServiceError> {
        if before.fingerprint != fingerprint {
            return Err(ServiceError::IdempotencyConflict);
        }
        Ok(Creation::Repeated(
            self.own_case(principal, &before.case).await?,
        ))
    }
}

/// The same for the same answers, however their JSON was laid out.
fn fingerprint(draft: &CaseDraft) -> Result<Digest, ServiceError> {
    let canonical = serde_json::to_vec(draft).map_err(ServiceError::internal)?;
    Ok(digest::of_parts(&[&canonical]))
}
