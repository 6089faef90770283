//! Clearing away abandoned drafts, files that no case took, and objects that belong to no file.
//!
//! Only what the store knows of is deleted: an object that it does not know may be of a later time, where an older
//! database was put in the place of the newer.

use chrono::TimeDelta;

use crate::{Service, ServiceError};

/// So long a file may wait for its case, and an object for its file.
const WAIT: TimeDelta = TimeDelta::hours(1);

/// So many are looked at together.
const BATCH: u32 = 500;

impl Service {
    /// Removes what has waited too long. Answers how many drafts and objects that was.
    pub async fn sweep(&self) -> Result<u64, ServiceError> {
        let (store, objects) = (&self.ports.store, &self.ports.objects);
        let before = self.ports.clock.now() - WAIT;
        let mut removed = 0;
        let days = self.policies.policy(None).limits.draft_days;
        let abandoned = self.ports.clock.now() - TimeDelta::days(i64::from(days));
        loop {
            let expired = store.expire_drafts(abandoned, BATCH).await?;
            if expired == 0 {
                break;
            }
            removed += u64::from(expired);
        }
        while store.expire_uploads(before, BATCH).await? > 0 {}
        loop {
            let loose = store.loose_objects(before, BATCH).await?;
            if loose.is_empty() {
                break;
            }
            let (mut deleted, mut failure) = (Vec::new(), None);
            // Another server may be about to take one, with a clock that is behind: only what it cannot take any more goes.
            for name in store.claim_objects(loose).await? {
                match objects.delete(&name).await {
                    Ok(()) => deleted.push(name),
                    // The others are deleted all the same.
                    Err(error) => failure = Some(error),
                }
            }
            removed += u64::try_from(deleted.len()).unwrap_or(u64::MAX);
            store.forget_objects(deleted).await?;
            if let Some(error) = failure {
                return Err(error.into());
            }
        }
        objects.remove_unfinished(before).await?;
        Ok(removed)
    }
}
