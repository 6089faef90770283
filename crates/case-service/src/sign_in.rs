//! X1: signing in and out, and who a session belongs to.

use std::net::IpAddr;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use case_core::AccountId;
use case_store::{Attempt, AttemptLimit, Digest, Login, NewSession, SessionRecord, Store, UserId};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{Principal, Service, ServiceError, digest};

/// A session ends after so long, however much it is used.
pub const SESSION_LIFETIME: TimeDelta = TimeDelta::days(7);

/// A session that nobody uses for so long expires.
const IDLE: TimeDelta = TimeDelta::hours(8);

/// The expiry moves only after so long, so that not every request writes.
const EXTEND_AFTER: TimeDelta = TimeDelta::minutes(5);

/// What somebody signs in with.
pub enum Credentials {
    /// As an account's root user.
    Root {
        /// The e-mail address.
        email: String,
        /// The password.
        password: String,
    },
    /// As a user of an account.
    User {
        /// The account's ID or alias.
        account: String,
        /// The user's name in it.
        user_name: String,
        /// The password.
        password: String,
    },
}

/// How many failed attempts are too many.
#[derive(Debug, Clone, Copy)]
pub struct SignInLimits {
    /// How long a failed attempt counts.
    pub window: TimeDelta,
    /// So many may fail for one identity.
    pub by_identity: u32,
    /// So many may fail from one address.
    pub by_address: u32,
}

impl Default for SignInLimits {
    /// Within a quarter of an hour ten for an identity, whose owner may mistype, and a hundred from an address, behind
    /// which a whole office may sit.
    fn default() -> Self {
        Self {
            window: TimeDelta::minutes(15),
            by_identity: 10,
            by_address: 100,
        }
    }
}

/// A new session.
#[derive(Debug)]
pub struct SignedIn {
    /// What proves the session, to be kept by the client alone.
    pub token: String,
    /// Who signed in.
    pub principal: Principal,
}

impl Service {
    /// X1: opens a session. Takes the same time whether or not the identity exists.
    pub async fn sign_in(
        &self,
        credentials: Credentials,
        from: IpAddr,
    ) -> Result<SignedIn, ServiceError> {
        let now = self.ports.clock.now();
        let identity = credentials.identity();
        if let Some(limits) = self.sign_in_limits {
            self.count_attempt(limits, identity, from, now).await?;
        }
        let login = self.login(&credentials).await?;
        let (user, kept) = login.map_or((None, None), |one| {
            (Some(one.user), Some(one.password_hash))
        });
        let fits = self
            .passwords
            .verify(credentials.into_password(), kept)
            .await?;
        match user {
            Some(user) if fits => self.open_session(user, identity, now).await,
            _ => Err(ServiceError::WrongCredentials),
        }
    }

    async fn count_attempt(
        &self,
        limits: SignInLimits,
        identity: Digest,
        from: IpAddr,
        now: DateTime<Utc>,
    ) -> Result<(), ServiceError> {
        let attempt = Attempt {
            at: now,
            window: limits.window,
            identity: AttemptLimit {
                key: identity,
                limit: limits.by_identity,
            },
            address: AttemptLimit {
                key: network(from),
                limit: limits.by_address,
            },
        };
        let counted = self.ports.store.count_attempt(attempt).await?;
        counted.map_err(|until| {
            let seconds = (until - now)
                .num_milliseconds()
                .max(1)
                .unsigned_abs()
                .div_ceil(1_000);
            ServiceError::TooManyAttempts {
                retry_after: u32::try_from(seconds).unwrap_or(u32::MAX),
            }
        })
    }

    async fn login(&self, credentials: &Credentials) -> Result<Option<Login>, ServiceError> {
        let store = &self.ports.store;
        let (account, name) = match credentials {
            Credentials::Root { email, .. } => return Ok(store.root_login(email).await?),
            Credentials::User {
                account, user_name, ..
            } => (account.trim(), user_name),
        };
        let account = match account.parse::<AccountId>() {
            Ok(id) => Some(id),
            Err(_) => store.account_by_alias(account).await?,
        };
        match account {
            Some(account) => Ok(store.user_login(account, name).await?),
            None => Ok(None),
        }
    }

    async fn open_session(
        &self,
        user: UserId,
        identity: Digest,
        now: DateTime<Utc>,
    ) -> Result<SignedIn, ServiceError> {
        let token = URL_SAFE_NO_PAD.encode(self.ports.random.array::<32>());
        let session = NewSession {
            token: token_digest(&token),
            user,
            created_at: now,
            expires_at: now + IDLE,
            ends_at: now + SESSION_LIFETIME,
        };
        self.ports.store.open_session(session, identity).await?;
        let principal = self.principal(&token, |_| true).await?;
        Ok(SignedIn { token, principal })
    }

    /// Who the session of this token belongs to, if `is_meant` holds for them. Using a session keeps it from expiring.
    pub async fn principal(
        &self,
        token: &str,
        is_meant: impl FnOnce(&Principal) -> bool,
    ) -> Result<Principal, ServiceError> {
        let (token, now) = (token_digest(token), self.ports.clock.now());
        let session = session(&*self.ports.store, token, now).await?;
        let fresh = (now + IDLE).min(session.ends_at);
        let is_due = fresh - session.expires_at >= EXTEND_AFTER;
        let principal = Principal::new(session);
        if !is_meant(&principal) {
            return Err(ServiceError::NotSignedIn);
        }
        if is_due {
            self.ports.store.extend_session(token, fresh).await?;
        }
        Ok(principal)
    }

    /// Ends the session of this token, if there is one, and if `is_meant` holds for whoever has it; whether there is none now.
    pub async fn sign_out(
        &self,
        token: &str,
        is_meant: impl FnOnce(&Principal) -> bool,
    ) -> Result<bool, ServiceError> {
        let (token, now) = (token_digest(token), self.ports.clock.now());
        match session(&*self.ports.store, token, now).await {
            Ok(session) => {
                if !is_meant(&Principal::new(session)) {
                    return Ok(false);
                }
            }
            Err(ServiceError::NotSignedIn) => {}
            Err(error) => return Err(error),
        }
        self.ports.store.end_session(token).await?;
        Ok(true)
    }
}

impl Credentials {
    /// What failed attempts are counted by. Who types the same in another case is the same.
    fn identity(&self) -> Digest {
        let folded = |text: &str| text.trim().to_lowercase().into_bytes();
        match self {
            Self::Root { email, .. } => digest::of_parts(&[b"root", &folded(email)]),
            Self::User {
                account, user_name, ..
            } => digest::of_parts(&[b"user", &folded(account), &folded(user_name)]),
        }
    }

    fn into_password(self) -> String {
        match self {
            Self::Root { password, .. } | Self::User { password, .. } => password,
        }
    }
}

/// The session with this token; asking for it does not keep it from expiring.
pub(crate) async fn session(
    store: &dyn Store,
    token: Digest,
    now: DateTime<Utc>,
) -> Result<SessionRecord, ServiceError> {
    let session = store.session(token, now).await?;
    session.ok_or(ServiceError::NotSignedIn)
}

/// What a session is kept under.
pub(crate) fn token_digest(token: &str) -> Digest {
    digest::of_parts(&[b"session", token.as_bytes()])
}

/// The network that an address belongs to: one customer has a whole /64 of IPv6 addresses to try from.
fn network(address: IpAddr) -> Digest {
    match address.to_canonical() {
        IpAddr::V4(v4) => digest::of_parts(&[b"v4", &v4.octets()]),
        IpAddr::V6(v6) => digest::of_parts(&[b"v6", &v6.octets()[..8]]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_an_ipv6_network_count_as_one() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
    }

    #[test]
    fn an_identity_is_the_same_in_either_case() {
        let root = |email: &str| {
            Credentials::Root {
                email: email.to_owned(),
                password: "a".to_owned(),
            }
            .identity()
        };
        let user = |account: &str, name: &str| {
            Credentials::User {
                account: account.to_owned(),
                user_name: name.to_owned(),
                password: "b".to_owned(),
            }
            .identity()
        };
        assert_eq!(root("Ana@Example.com"), root(" ana@example.com"));
        assert_eq!(user("ALIAS", "Ana"), user("alias", "ana"));
        assert_ne!(user("alias", "ana"), user("aliasa", "na"));
        assert_ne!(root("ana@example.com"), user("ana@example.com", ""));
    }
}
