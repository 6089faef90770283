//! Whether everything that the use cases need can be used.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use case_store::{Objects, Store, StoreError};
use tokio::{sync::Mutex, time::timeout};

use crate::{Service, ServiceError};

/// How long an answer holds. Anybody may ask, and each look may write to the disk.
const FRESH: Duration = Duration::from_secs(1);

/// What has not answered by then does not answer: whoever asks does not wait much longer.
const PATIENCE: Duration = Duration::from_secs(3);

/// The last answer.
#[derive(Clone, Default)]
pub struct Readiness(Arc<Mutex<Option<Found>>>);

/// An answer, and when it was found.
struct Found {
    at: Instant,
    answer: Result<(), StoreError>,
}

impl Service {
    /// Whether everything that the use cases need can be reached, and written to.
    pub async fn ready(&self) -> Result<(), ServiceError> {
        let (store, objects) = (Arc::clone(&self.ports.store), self.ports.objects.clone());
        let readiness = self.readiness.clone();
        // A look goes on when the one who asked for it has gone, so that it is no look in vain.
        let looked = tokio::spawn(async move { readiness.look(&*store, &objects).await });
        Ok(looked.await.map_err(ServiceError::internal)??)
    }
}

impl Readiness {
    async fn look(&self, store: &dyn Store, objects: &Objects) -> Result<(), StoreError> {
        let mut last = self.0.lock().await;
        if let Some(found) = &*last
            && found.at.elapsed() < FRESH
        {
            return found.answer.clone();
        }
        let pings = async {
            match store.ping().await {
                // It has much to do, and does it.
                Err(StoreError::Busy) => {}
                answer => answer?,
            }
            objects.ping().await
        };
        let answer = timeout(PATIENCE, pings).await;
        let answer =
            answer.unwrap_or_else(|elapsed| Err(StoreError::Unavailable(Arc::new(elapsed))));
        *last = Some(Found {
            at: Instant::now(),
            answer: answer.clone(),
        });
        answer
    }
}
