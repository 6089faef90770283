//! A1 to A5: receiving files, handing them out, and clearing away what nobody took.

mod download;
mod media_type;
mod sweep;
mod upload;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use case_core::AccountId;
use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

pub use download::FileContent;
pub use upload::IncomingFile;

use crate::ServiceError;

/// So many MiB of files are in memory at once, coming and going.
const MEMORY_MIB: u32 = 256;

/// So many of them are one account's at most, so that nobody keeps all others waiting.
const ACCOUNT_MIB: u32 = 64;

/// So long a file waits for room in memory.
const PATIENCE: Duration = Duration::from_secs(5);

/// The room in memory for files on their way.
pub struct InTransit {
    all: Arc<Semaphore>,
    accounts: Mutex<HashMap<AccountId, Arc<Semaphore>>>,
}

/// Room for one file, for as long as this is kept.
pub struct Room {
    _all: OwnedSemaphorePermit,
    _account: OwnedSemaphorePermit,
}

impl Default for InTransit {
    fn default() -> Self {
        Self {
            all: semaphore(MEMORY_MIB),
            accounts: Mutex::default(),
        }
    }
}

fn semaphore(mib: u32) -> Arc<Semaphore> {
    let permits = usize::try_from(mib).unwrap_or(Semaphore::MAX_PERMITS);
    Arc::new(Semaphore::new(permits))
}

impl InTransit {
    /// Room for a file of this size and account.
    async fn room(&self, account: AccountId, bytes: u64) -> Result<Room, ServiceError> {
        let mib = u32::try_from(bytes.div_ceil(1 << 20)).unwrap_or(u32::MAX);
        let own = self.of(account);
        let room = async {
            // A file larger than all the room of its account gets all of it.
            let account = own.acquire_many_owned(mib.clamp(1, ACCOUNT_MIB)).await?;
            let all = Arc::clone(&self.all);
            let all = all.acquire_many_owned(mib.clamp(1, MEMORY_MIB)).await?;
            Ok(Room {
                _all: all,
                _account: account,
            })
        };
        let room: Result<_, AcquireError> = timeout(PATIENCE, room)
            .await
            .map_err(|_| ServiceError::Crowded)?;
        room.map_err(ServiceError::internal)
    }

    /// An account's share. Those of accounts that have nothing on its way are forgotten.
    fn of(&self, account: AccountId) -> Arc<Semaphore> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        accounts.retain(|_, share| Arc::strong_count(share) > 1);
        Arc::clone(
            accounts
                .entry(account)
                .or_insert_with(|| semaphore(ACCOUNT_MIB)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(n: u64) -> AccountId {
        AccountId::from_random(n)
    }

    #[tokio::test(start_paused = true)]
    async fn who_finds_no_room_in_memory_is_told_so_and_room_comes_back() {
        let transit = InTransit::default();
        let share = u64::from(ACCOUNT_MIB) << 20;
        let shares = MEMORY_MIB / ACCOUNT_MIB;
        let mut rooms = Vec::new();
        for n in 0..u64::from(shares) {
            rooms.push(transit.room(account(n), share).await.unwrap());
        }
        let crowded = transit.room(account(99), 1).await;
        assert!(matches!(crowded, Err(ServiceError::Crowded)));
        drop(rooms.pop());
        transit.room(account(99), 1).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn one_account_does_not_take_the_room_of_all() {
        let share = u64::from(ACCOUNT_MIB) << 20;
        let transit = InTransit::default();
        let whole = transit.room(account(1), share).await.unwrap();
        let more = transit.room(account(1), 1).await;
        assert!(matches!(more, Err(ServiceError::Crowded)));
        transit.room(account(2), share).await.unwrap();
        drop(whole);
        transit.room(account(1), 1).await.unwrap();
        assert_eq!(
            transit.accounts.lock().unwrap().len(),
            1,
            "the others are forgotten"
        );
    }
}
