//! N3: following what happens to an account's cases.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use case_core::{AccountId, permission::Action};
use case_store::{Digest, Event, EventKind, Follower, Store, UserId};
use tokio::time::{Instant, timeout};

use crate::{
    Clock, Principal, Service, ServiceError,
    sign_in::{session, token_digest},
};

/// So many streams may one user have: as many browsers with a page or two each.
const MOST_OF_A_USER: u32 = 10;

/// So many events are read at once, when the one who follows has taken those before.
const PAGE: u32 = 50;

/// After so long without any news, it is said that there are none. Proxies end what is silent for a minute, many for half
/// of one.
const SILENCE: Duration = Duration::from_secs(15);

/// After a failure to read, so long until the next attempt, unless the store tells of something before.
const PAUSE: Duration = Duration::from_secs(3);

/// What a stream tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something has happened to a case.
    Case(Event),
    /// Nothing has, up to the event of this number.
    Nothing(u64),
}

/// What happens to the cases of an account, from one event on: in their order, without gap or repetition, for as long as
/// the session lasts and permits it.
pub struct CaseEvents {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    session: Digest,
    account: AccountId,
    follower: Follower,
    /// The last event that was told or passed over.
    at: u64,
    /// What was read and not told.
    page: VecDeque<Event>,
    /// When something has to be told at the latest.
    due: Instant,
    _place: Place,
}

impl Service {
    /// N3: the number of the newest event of the principal's account.
    pub async fn newest_event(&self, principal: &Principal) -> Result<u64, ServiceError> {
        let account = principal.account().id;
        Ok(self.ports.store.last_event(account).await?)
    }

    /// X2, N3: the events of the session's account after the one numbered `after`; from the newest on where that is none,
    /// or one that the log has not come to, as after a restore. Does not keep the session from expiring.
    pub async fn follow_cases(
        &self,
        token: &str,
        after: Option<u64>,
    ) -> Result<CaseEvents, ServiceError> {
        let (store, clock) = (Arc::clone(&self.ports.store), Arc::clone(&self.ports.clock));
        let session = token_digest(token);
        let principal = permitted(&*store, session, &*clock).await?;
        let (place, account) = (self.streams.place(principal.user.id)?, principal.account.id);
        // Before anything is read: what comes after that wakes.
        let follower = store.follow(account);
        let newest = store.last_event(account).await?;
        Ok(CaseEvents {
            store,
            clock,
            session,
            account,
            follower,
            at: after.map_or(newest, |after| after.min(newest)),
            page: VecDeque::new(),
            due: Instant::now() + SILENCE,
            _place: place,
        })
    }
}

impl CaseEvents {
    /// The last event that was told or passed over.
    pub const fn at(&self) -> u64 {
        self.at
    }

    /// The next news; none when the session has ended or does not permit it any more.
    pub async fn next(&mut self) -> Option<News> {
        if Instant::now() >= self.due {
            // It was read long ago, for a session that may have ended since.
            self.page.clear();
        }
        let news = loop {
            if let Some(event) = self.page.pop_front() {
                self.at = event.sequence;
                // What only a later version knows is passed over: who follows knows it even less.
                if event.subject.is_some() && event.kind != EventKind::Other {
                    break News::Case(event);
                }
                continue;
            }
            let patience = match self.read().await {
                Ok(()) if !self.page.is_empty() => continue,
                Ok(()) => SILENCE,
                Err(ServiceError::Unavailable(error)) => {
                    tracing::debug!(?error, "cannot read events");
                    PAUSE
                }
                Err(end) => return ended(&end),
            };
            let left = self.due.saturating_duration_since(Instant::now());
            let grown = timeout(patience.min(left), self.follower.grown()).await;
            if grown.is_err() && Instant::now() >= self.due {
                match self.look_after().await {
                    // What cannot be asked for now is no reason to end, and tells nothing.
                    Ok(()) | Err(ServiceError::Unavailable(_)) => break News::Nothing(self.at),
                    Err(end) => return ended(&end),
                }
            }
        };
        self.due = Instant::now() + SILENCE;
        Some(news)
    }

    /// Reads the next events, where there are any and they may be told.
    async fn read(&mut self) -> Result<(), ServiceError> {
        let events = self.store.events(self.account, self.at, PAGE).await?;
        if !events.is_empty() {
            permitted(&*self.store, self.session, &*self.clock).await?;
        }
        self.page = events.into();
        Ok(())
    }

    /// What is looked after now and then although nothing happens: the session, and that the log is the one that was
    /// followed. It is shorter where the database was replaced by an older copy of itself.
    async fn look_after(&mut self) -> Result<(), ServiceError> {
        permitted(&*self.store, self.session, &*self.clock).await?;
        let newest = self.store.last_event(self.account).await?;
        self.at = self.at.min(newest);
        Ok(())
    }
}

/// Whose session this is, where it has not ended and permits to follow cases.
async fn permitted(
    store: &dyn Store,
    token: Digest,
    clock: &dyn Clock,
) -> Result<Principal, ServiceError> {
    let principal = Principal::new(session(store, token, clock.now()).await?);
    principal.require(Action::DescribeCases)?;
    Ok(principal)
}

/// Why a stream ends, for the log where it is a fault.
fn ended(why: &ServiceError) -> Option<News> {
    if let ServiceError::Internal(error) = why {
        tracing::error!(%error, "cannot tell of events");
    }
    None
}

/// Who has how many streams.
#[derive(Clone, Default)]
pub struct Streams(Arc<Mutex<HashMap<UserId, u32>>>);

/// A place among a user's streams, for as long as this is kept.
struct Place {
    streams: Streams,
    user: UserId,
}

impl Streams {
    fn place(&self, user: UserId) -> Result<Place, ServiceError> {
        let mut streams = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_user = streams.entry(user).or_default();
        if *of_user >= MOST_OF_A_USER {
            return Err(ServiceError::TooManyStreams {
                most: MOST_OF_A_USER,
            });
        }
        *of_user += 1;
        Ok(Place {
            streams: self.clone(),
            user,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let streams = &self.streams.0;
        let mut streams = streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_user) = streams.get_mut(&self.user) {
            *of_user -= 1;
            if *of_user == 0 {
                streams.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests;
