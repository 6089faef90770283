//! Time and randomness, passed in so that tests decide what they are.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// What time it is.
pub trait Clock: Send + Sync {
    /// The present instant, in whole milliseconds: that is what is stored and shown.
    fn now(&self) -> DateTime<Utc>;
}

/// Where identifiers, tokens and salts come from.
pub trait Randomness: Send + Sync {
    /// Fills `bytes` with what nobody can guess.
    fn fill(&self, bytes: &mut [u8]);
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is where the time comes in")]
    fn now(&self) -> DateTime<Utc> {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }
}

/// The operating system's source of randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

impl Randomness for SystemRandomness {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where randomness comes in"
    )]
    #[expect(
        clippy::panic,
        reason = "a predictable token would be worse than no answer"
    )]
    fn fill(&self, bytes: &mut [u8]) {
        if let Err(error) = getrandom::fill(bytes) {
            panic!("the operating system has no randomness: {error}");
        }
    }
}

impl dyn Randomness {
    /// 64 random bits.
    pub(crate) fn bits(&self) -> u64 {
        u64::from_le_bytes(self.array())
    }

    /// A name that nothing else has.
    pub(crate) fn name(&self) -> String {
        format!("{:016x}{:016x}", self.bits(), self.bits())
    }

    /// So many random bytes.
    pub(crate) fn array<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}
