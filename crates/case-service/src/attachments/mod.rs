//! A1 to A5: receiving files, handing them out, and clearing away what nobody took.

mod download;
mod media_type;
mod sweep;
mod upload;

use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

pub use download::FileContent;
pub use upload::IncomingFile;

use crate::ServiceError;

/// So many MiB of files are in memory at once, coming and going.
const MEMORY_MIB: u32 = 256;

/// So long a file waits for room in memory.
const PATIENCE: Duration = Duration::from_secs(5);

/// The room in memory for files on their way.
pub struct InTransit(Arc<Semaphore>);

impl Default for InTransit {
    fn default() -> Self {
        let permits = usize::try_from(MEMORY_MIB).unwrap_or(Semaphore::MAX_PERMITS);
        Self(Arc::new(Semaphore::new(permits)))
    }
}

impl InTransit {
    /// Room for a file of this size, for as long as the answer is kept.
    async fn room(&self, bytes: u64) -> Result<OwnedSemaphorePermit, ServiceError> {
        let mib = u32::try_from(bytes.div_ceil(1 << 20)).unwrap_or(u32::MAX);
        // A file larger than all the room gets all of it.
        let room = Arc::clone(&self.0).acquire_many_owned(mib.clamp(1, MEMORY_MIB));
        let room = timeout(PATIENCE, room).await;
        room.map_err(|_| ServiceError::Crowded)?
            .map_err(ServiceError::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_in_memory_is_told_so_and_room_comes_back() {
        let transit = InTransit::default();
        let large = transit.room(u64::MAX).await.unwrap();
        assert!(matches!(transit.room(1).await, Err(ServiceError::Crowded)));
        drop(large);
        let half = u64::from(MEMORY_MIB / 2) << 20;
        let _first = transit.room(half).await.unwrap();
        let _second = transit.room(half).await.unwrap();
        assert!(matches!(transit.room(0).await, Err(ServiceError::Crowded)));
    }
}
