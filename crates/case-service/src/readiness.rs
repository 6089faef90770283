//! Whether everything that the use cases need can be used.

use std::time::{Duration, Instant};

use case_store::StoreError;
use tokio::sync::Mutex;

use crate::{Service, ServiceError};

/// How long an answer holds. Anybody may ask, and each look writes to the disk.
const FRESH: Duration = Duration::from_secs(1);

/// The last answer, and when it was found.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, Result<(), StoreError>)>>);

impl Service {
    /// Whether everything that the use cases need can be reached, and written to.
    pub async fn ready(&self) -> Result<(), ServiceError> {
        let mut last = self.readiness.0.lock().await;
        if let Some((found, answer)) = &*last
            && found.elapsed() < FRESH
        {
            return Ok(answer.clone()?);
        }
        let answer = self.look().await;
        *last = Some((Instant::now(), answer.clone()));
        Ok(answer?)
    }

    async fn look(&self) -> Result<(), StoreError> {
        self.ports.store.ping().await?;
        self.ports.objects.ping().await
    }
}
