//! N3: who follows the logs of accounts, and is woken when one may have grown.
//!
//! The log is the truth, and waking a hint: whoever is woken reads on from where they were. A change that this very store
//! saves wakes at once; what others save is found by looking, and told by the engine where it can. Nothing looks while
//! nobody follows.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use case_core::AccountId;
use tokio::{sync::watch, task::JoinHandle};

use crate::StoreError;

/// Follows the log of an account for as long as it is kept.
pub struct Follower {
    account: AccountId,
    wakes: watch::Receiver<()>,
    followers: Weak<Followers>,
}

impl Follower {
    /// Waits until the log may have grown since this answered last, or since it is followed.
    pub async fn grown(&mut self) {
        if self.wakes.changed().await.is_err() {
            // The store is gone, and the log with it.
            std::future::pending::<()>().await;
        }
    }
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Follower").field(&self.account).finish()
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        if let Some(followers) = self.followers.upgrade() {
            followers.leave(self.account);
        }
    }
}

/// Everybody who follows a log of this store.
#[derive(Default)]
pub struct Followers(Mutex<Following>);

#[derive(Default)]
struct Following {
    accounts: HashMap<AccountId, Followed>,
    /// Looks for what others save.
    watch: Option<JoinHandle<()>>,
}

struct Followed {
    by: usize,
    wakes: watch::Sender<()>,
    /// The newest event, as far as a look has found.
    newest: Option<u64>,
}

impl Followers {
    fn lock(&self) -> MutexGuard<'_, Following> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Follows the log of an account. Where nobody did so far, `watch` begins to look for what others save.
    pub fn follow<W>(
        self: &Arc<Self>,
        account: AccountId,
        watch: impl FnOnce(Weak<Self>) -> W,
    ) -> Follower
    where
        W: Future<Output = ()> + Send + 'static,
    {
        let mut following = self.lock();
        let followed = following.accounts.entry(account);
        let followed = followed.or_insert_with(|| Followed {
            by: 0,
            wakes: watch::Sender::new(()),
            newest: None,
        });
        followed.by += 1;
        let wakes = followed.wakes.subscribe();
        // One that has panicked is followed by another.
        if following.watch.as_ref().is_none_or(JoinHandle::is_finished) {
            following.watch = Some(tokio::spawn(watch(Arc::downgrade(self))));
        }
        Follower {
            account,
            wakes,
            followers: Arc::downgrade(self),
        }
    }

    fn leave(&self, account: AccountId) {
        let mut following = self.lock();
        if let Some(followed) = following.accounts.get_mut(&account) {
            followed.by -= 1;
            if followed.by == 0 {
                following.accounts.remove(&account);
            }
        }
    }

    /// Wakes who follows this account's log.
    pub fn wake(&self, account: AccountId) {
        if let Some(followed) = self.lock().accounts.get(&account) {
            followed.wakes.send_replace(());
        }
    }

    /// Wakes everybody: nobody knows which logs have grown.
    pub fn wake_all(&self) {
        for followed in self.lock().accounts.values() {
            followed.wakes.send_replace(());
        }
    }

    /// Wakes who follows a log whose newest event is not the one that was found before.
    fn compare(&self, newest: Vec<(AccountId, u64)>) {
        let mut following = self.lock();
        for (account, newest) in newest {
            if let Some(followed) = following.accounts.get_mut(&account)
                && followed.newest != Some(newest)
            {
                followed.newest = Some(newest);
                followed.wakes.send_replace(());
            }
        }
    }

    /// The accounts whose logs are followed; none where nobody follows any, and then the watch has to end.
    fn followed(&self) -> Option<Vec<AccountId>> {
        let mut following = self.lock();
        if following.accounts.is_empty() {
            following.watch = None;
            return None;
        }
        Some(following.accounts.keys().copied().collect())
    }
}

impl Drop for Followers {
    fn drop(&mut self) {
        if let Some(watch) = self.lock().watch.take() {
            watch.abort();
        }
    }
}

/// Looks again and again, after each `pause`, which events are the newest; ends when nobody follows any more.
pub async fn look_on<L, N>(followers: Weak<Followers>, pause: Duration, newest: L)
where
    L: Fn(Vec<AccountId>) -> N,
    N: Future<Output = Result<Vec<(AccountId, u64)>, StoreError>>,
{
    loop {
        tokio::time::sleep(pause).await;
        let followed = followers.upgrade().and_then(|one| one.followed());
        let Some(accounts) = followed else { return };
        match newest(accounts).await {
            Ok(newest) => {
                if let Some(followers) = followers.upgrade() {
                    followers.compare(newest);
                }
            }
            Err(error) => tracing::debug!(?error, "cannot look for new events"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    const PAUSE: Duration = Duration::from_secs(1);

    fn account(n: u64) -> AccountId {
        AccountId::from_random(n)
    }

    /// Whether it wakes by itself within less than a look.
    async fn wakes(follower: &mut Follower) -> bool {
        tokio::time::timeout(PAUSE / 4, follower.grown())
            .await
            .is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn who_follows_an_account_is_woken_for_it_alone() {
        let followers = Arc::new(Followers::default());
        let follow = |n| followers.follow(account(n), |_| std::future::pending());
        let (mut one, mut same, mut other) = (follow(1), follow(1), follow(2));
        followers.wake(account(1));
        assert!(wakes(&mut one).await && wakes(&mut same).await);
        assert!(!wakes(&mut other).await && !wakes(&mut one).await);
        drop(same);
        followers.wake(account(1));
        followers.wake(account(1));
        assert!(wakes(&mut one).await);
        assert!(!wakes(&mut one).await, "woken twice for what is one look");
        followers.wake_all();
        assert!(wakes(&mut one).await && wakes(&mut other).await);
        drop((one, other));
        assert!(followers.lock().accounts.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn what_others_save_is_found_by_looking_and_nobody_looks_when_nobody_follows() {
        let (saved, looks) = (Arc::new(AtomicU64::new(3)), Arc::new(AtomicU64::new(0)));
        let followers = Arc::new(Followers::default());
        let follow = || {
            let (saved, looks) = (Arc::clone(&saved), Arc::clone(&looks));
            followers.follow(account(1), |followers| {
                look_on(followers, PAUSE, move |accounts| {
                    looks.fetch_add(1, Ordering::Relaxed);
                    let newest = saved.load(Ordering::Relaxed);
                    let found = accounts.into_iter().map(|one| (one, newest)).collect();
                    async { Ok(found) }
                })
            })
        };
        let mut one = follow();
        one.grown().await;
        let nothing = tokio::time::timeout(PAUSE * 5, one.grown()).await;
        assert!(nothing.is_err(), "nothing was saved");
        saved.fetch_add(1, Ordering::Relaxed);
        one.grown().await;
        drop(one);
        tokio::time::sleep(PAUSE * 2).await;
        let before = looks.load(Ordering::Relaxed);
        tokio::time::sleep(PAUSE * 5).await;
        assert_eq!(looks.load(Ordering::Relaxed), before);
        let mut again = follow();
        again.grown().await;
    }
}
