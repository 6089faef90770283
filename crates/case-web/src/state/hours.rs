//! Business and channel hours as the server expanded them (S3, C4).

use std::sync::{Arc, LazyLock};

use case_wire::Hours;
use chrono::TimeDelta;
use leptos::prelude::*;

use super::clock;
use crate::api::{self, ApiError};

/// The server expands some weeks ahead; a page that stays open longer than this asks again.
const FRESH_FOR: TimeDelta = TimeDelta::hours(6);

static HOURS: LazyLock<ArcRwSignal<Option<Arc<Hours>>>> = LazyLock::new(|| ArcRwSignal::new(None));

static FAILURE: LazyLock<ArcRwSignal<Option<ApiError>>> = LazyLock::new(|| ArcRwSignal::new(None));

/// The hours; none before they arrive. Follows changes.
pub fn current() -> Option<Arc<Hours>> {
    HOURS.get()
}

/// Why there are none, or only old ones; follows changes.
pub fn failure() -> Option<ApiError> {
    FAILURE.get()
}

/// Whether they have to be fetched (again); follows the clock and changes.
pub fn are_stale() -> bool {
    HOURS.with(|hours| {
        hours
            .as_ref()
            .is_none_or(|hours| clock::minute() - hours.now > FRESH_FOR)
    })
}

/// Fetches the hours, and sets the clock by the server's.
pub async fn load() {
    match api::hours().await {
        Ok(hours) => {
            clock::set_by(hours.now);
            FAILURE.set(None);
            HOURS.set(Some(Arc::new(hours)));
        }
        // The same again changes nothing: somebody may be at the button of what is shown.
        Err(error)
            if FAILURE.with_untracked(|shown| {
                shown.as_ref().is_some_and(|shown| shown.is_like(&error))
            }) => {}
        Err(error) => FAILURE.set(Some(error)),
    }
}
