//! Sessions and sign-in attempts.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Account, Digest, User, UserId};

/// A session to be opened.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The digest of its token.
    pub token: Digest,
    /// Whose it is.
    pub user: UserId,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it expires unless it is extended.
    pub expires_at: DateTime<Utc>,
    /// When it ends, however often it is extended.
    pub ends_at: DateTime<Utc>,
}

/// A session with everything that a request needs to know about who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRecord {
    /// Whose it is.
    pub user: User,
    /// The user's account.
    pub account: Account,
    /// When it expires unless it is extended.
    pub expires_at: DateTime<Utc>,
    /// When it ends, however often it is extended.
    pub ends_at: DateTime<Utc>,
}

/// An attempt to sign in.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// When.
    pub at: DateTime<Utc>,
    /// How long failed attempts count.
    pub window: TimeDelta,
    /// As whom.
    pub identity: AttemptLimit,
    /// From which address.
    pub address: AttemptLimit,
}

/// How many failed attempts are too many.
#[derive(Debug, Clone, Copy)]
pub struct AttemptLimit {
    /// The digest of what is counted.
    pub key: Digest,
    /// So many failed attempts within the window are allowed; at least 1.
    pub limit: u32,
}
