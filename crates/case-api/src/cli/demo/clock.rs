//! A clock that is behind, so that the demo's cases were not all opened this very second.

use std::sync::atomic::{AtomicI64, Ordering};

use case_service::{Clock, SystemClock};
use chrono::{DateTime, TimeDelta, Utc};

/// The machine's clock, some minutes behind.
#[derive(Default)]
pub struct LateClock {
    minutes: AtomicI64,
}

impl LateClock {
    /// From now on so many minutes behind.
    pub fn set(&self, minutes: u32) {
        self.minutes.store(minutes.into(), Ordering::Relaxed);
    }
}

impl Clock for LateClock {
    fn now(&self) -> DateTime<Utc> {
        SystemClock.now() - TimeDelta::minutes(self.minutes.load(Ordering::Relaxed))
    }
}
