//! The present moment by the server's clock, as far as one answer's delay allows to know it.

use std::{
    sync::{
        LazyLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use crate::dom;

/// How often what shows the time is written anew.
const TICK: Duration = Duration::from_secs(20);

/// What the device's clock lacks, in milliseconds.
static BEHIND: AtomicI64 = AtomicI64::new(0);

static MINUTE: LazyLock<ArcRwSignal<DateTime<Utc>>> = LazyLock::new(|| ArcRwSignal::new(now()));

/// Now, for a rule to use. Does not follow time: a view uses [`minute`].
pub fn now() -> DateTime<Utc> {
    dom::device_time() + TimeDelta::milliseconds(BEHIND.load(Ordering::Relaxed))
}

/// Now, give or take a third of a minute; follows time.
pub fn minute() -> DateTime<Utc> {
    MINUTE.get()
}

/// The server's clock shows `time` at this moment.
pub fn set_by(time: DateTime<Utc>) {
    BEHIND.store(
        (time - dom::device_time()).num_milliseconds(),
        Ordering::Relaxed,
    );
    MINUTE.set(now());
}

/// Starts the clock that [`minute`] follows.
pub fn start() {
    // Fails only where the page has no window.
    let _ = set_interval_with_handle(|| MINUTE.set(now()), TICK);
}
