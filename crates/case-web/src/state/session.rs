//! Who is signed in.

use std::sync::{Arc, LazyLock};

use case_wire::{ProblemKind, Session, SignIn};
use leptos::prelude::*;

use crate::{
    api::{self, ApiError},
    dom,
    part::keep_preferences,
};

/// What is known about who uses this page.
#[derive(Debug, Clone, PartialEq)]
pub enum Standing {
    /// The API has not answered yet.
    Unknown,
    /// The API cannot be asked.
    Unreachable(ApiError),
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    SignedIn(Arc<Session>),
}

/// On this device somebody was signed in last: worth asking the API before showing the sign-in page.
const STORED_AS: &str = "casework.signed-in";

static STANDING: LazyLock<ArcRwSignal<Standing>> =
    LazyLock::new(|| ArcRwSignal::new(Standing::Unknown));

/// Where the chosen time zone is remembered, so that a page begins with it.
const ZONE_STORED_AS: &str = "casework.time-zone";

/// The time zone that the person has chosen for dates and times; empty for the account's.
static ZONE: LazyLock<ArcRwSignal<String>> =
    LazyLock::new(|| ArcRwSignal::new(dom::stored(ZONE_STORED_AS).unwrap_or_default()));

/// Whether the session ended under somebody's hands. What they are at stays on the page until they sign in again.
static ENDED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

/// What is known; follows changes.
pub fn standing() -> Standing {
    STANDING.get()
}

/// Whether the person has to sign in again to go on; follows changes.
pub fn is_ended() -> bool {
    ENDED.get()
}

/// The session; follows changes. It stays when it ends: what it says about the account is still what the page shows.
pub fn current() -> Option<Arc<Session>> {
    STANDING.with(|standing| match standing {
        Standing::SignedIn(session) => Some(session.clone()),
        _ => None,
    })
}

/// Whether the person may open cases, once that is known; follows changes.
pub fn may_create_cases() -> bool {
    current().is_some_and(|session| session.abilities.create_case)
}

/// X2: whether the person may see the account's cases, as far as is known; follows changes.
pub fn may_describe_cases() -> bool {
    current().is_none_or(|session| session.abilities.describe_cases)
}

/// The time zone that dates and times are shown in: the one that the person has chosen, else (X5) that of the customer's
/// contact address; follows changes.
pub fn time_zone() -> String {
    let chosen = ZONE.get();
    if !chosen.is_empty() {
        return chosen;
    }
    current().map_or_else(String::new, |session| session.account.time_zone.clone())
}

/// Shows dates and times in this zone from now on, or where it is empty in that of the contact address, and remembers it.
pub fn show_zone(zone: String) {
    if zone.is_empty() {
        dom::forget(ZONE_STORED_AS);
    } else {
        dom::store(ZONE_STORED_AS, &zone);
    }
    if ZONE.with_untracked(|shown| *shown != zone) {
        ZONE.set(zone);
    }
}

/// What the session tells of the account has changed.
pub fn renew(session: Session) {
    STANDING.set(Standing::SignedIn(Arc::new(session)));
}

/// Asks the API who is signed in. A page that exists for signing in does not ask when nobody was.
pub async fn restore(on_sign_in_page: bool) {
    if on_sign_in_page && dom::stored(STORED_AS).is_none() {
        return STANDING.set(Standing::SignedOut);
    }
    STANDING.set(match api::session().await {
        Ok(session) => {
            keep_preferences();
            Standing::SignedIn(Arc::new(session))
        }
        Err(error) if error.kind() == Some(ProblemKind::NotSignedIn) => {
            dom::forget(STORED_AS);
            Standing::SignedOut
        }
        Err(error) => Standing::Unreachable(error),
    });
}

/// X1: signs in, for the first time or again. Somebody else than before starts over at the home page.
pub async fn sign_in(data: &SignIn) -> Result<(), ApiError> {
    let before = untrack(current);
    let session = api::sign_in(data).await?;
    dom::store(STORED_AS, "yes");
    if before.is_some_and(|before| before.person() != session.person()) {
        // X3: the page is not theirs. Until it has gone it does nothing in their name.
        dom::leave_for("/");
        return Ok(());
    }
    ENDED.set(false);
    STANDING.set(Standing::SignedIn(Arc::new(session)));
    keep_preferences();
    Ok(())
}

/// Signs out. A session that the API no longer knows is as good as signed out.
pub async fn sign_out() -> Result<(), ApiError> {
    match api::sign_out().await {
        Err(error) if error.kind() != Some(ProblemKind::NotSignedIn) => Err(error),
        _ => {
            forget();
            Ok(())
        }
    }
}

/// Gives up the session that ended, instead of signing in again.
pub fn forget() {
    dom::forget(STORED_AS);
    ENDED.set(false);
    STANDING.set(Standing::SignedOut);
}

/// The API no longer knows the session.
pub fn has_ended() {
    if matches!(STANDING.get_untracked(), Standing::SignedIn(_)) && !ENDED.get_untracked() {
        ENDED.set(true);
    }
}
