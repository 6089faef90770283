//! Clearing away abandoned drafts, files that no case took, and objects that no file names.

use chrono::TimeDelta;
use futures_util::TryStreamExt;

use crate::{Service, ServiceError};

/// So long a file may wait for its case, and an object for its row.
const WAIT: TimeDelta = TimeDelta::hours(1);

/// So many are looked at together.
const BATCH: u32 = 500;

impl Service {
    /// Removes what has waited too long. Answers how many drafts, files and objects that was.
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
        loop {
            let expired = store.expire_uploads(before, BATCH).await?;
            if expired.is_empty() {
                break;
            }
            removed += u64::try_from(expired.len()).unwrap_or(u64::MAX);
            for object in expired {
                self.delete_object(&object).await;
            }
        }
        let batch = usize::try_from(BATCH).unwrap_or(usize::MAX);
        let mut old = objects.older_than(before).try_chunks(batch);
        while let Some(names) = old.try_next().await.map_err(|error| error.1)? {
            for object in store.unknown_objects(names).await? {
                tracing::info!(object, "removing an object that no file names");
                self.delete_object(&object).await;
                removed += 1;
            }
        }
        objects.remove_unfinished(before).await?;
        Ok(removed)
    }
}
