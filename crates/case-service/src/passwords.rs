//! Hashing and verifying passwords with argon2id, a bounded number at a time.

use std::sync::Arc;

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use case_core::password;
use tokio::{sync::Semaphore, task};

use crate::ServiceError;

/// What a password is compared with where there is no user, so that the answer takes as long as if there were one.
///
/// Made with the parameters that [`Argon2::default`] has; a test holds the two together.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIQ$IPh6ehCtz4yA5v9DIAPkWNrpypjkqgxb7TqYg2qHvqY";

/// Hashes passwords on threads made for waiting.
pub struct Passwords {
    /// Each hash takes a core and 19 MiB for some hundredths of a second: more at once would only take more memory.
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self {
            turns: Arc::new(Semaphore::new(cores)),
        }
    }
}

impl Passwords {
    /// The PHC string to keep of a password that [`password::check`] has passed.
    pub async fn hash(&self, password: String, salt: [u8; 16]) -> Result<String, ServiceError> {
        self.in_turn(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string())
                .map_err(ServiceError::internal)
        })
        .await?
    }

    /// Whether the password is the one that `kept` was made from. Without `kept` it is wrong after the same time.
    pub async fn verify(
        &self,
        password: String,
        kept: Option<String>,
    ) -> Result<bool, ServiceError> {
        if password.len() > password::MAX_BYTES {
            return Ok(false);
        }
        self.in_turn(move || {
            let hash = kept.as_deref().unwrap_or(NOBODY);
            let fits = Argon2::default()
                .verify_password(password.as_bytes(), hash)
                .is_ok();
            fits && kept.is_some()
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ServiceError> {
        let turn = Arc::clone(&self.turns)
            .acquire_owned()
            .await
            .map_err(ServiceError::internal)?;
        let done = task::spawn_blocking(move || {
            let _turn = turn;
            work()
        });
        done.await.map_err(ServiceError::internal)
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::phc::PasswordHash;

    use super::*;

    #[tokio::test]
    async fn a_hash_verifies_its_own_password_only() {
        let passwords = Passwords::default();
        let kept = passwords
            .hash("correct horse".to_owned(), [7; 16])
            .await
            .unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(
            passwords
                .verify("correct horse".to_owned(), Some(kept.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("correct horse ".to_owned(), Some(kept.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("x".repeat(2_000), Some(kept))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .verify("correct horse".to_owned(), Some("not a hash".to_owned()))
                .await
                .unwrap()
        );
    }

    #[tokio::test]
    async fn nobody_takes_as_long_as_somebody_and_is_always_wrong() {
        let passwords = Passwords::default();
        let kept = passwords
            .hash("correct horse".to_owned(), [7; 16])
            .await
            .unwrap();
        let parameters = |phc: &str| {
            phc.split('$')
                .take(4)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(parameters(NOBODY), parameters(&kept));
        assert_eq!(NOBODY.len(), kept.len());
        assert!(
            PasswordHash::new(NOBODY).is_ok(),
            "what cannot be read would be answered at once"
        );
        assert!(!passwords.verify("nobody".to_owned(), None).await.unwrap());
    }
}
