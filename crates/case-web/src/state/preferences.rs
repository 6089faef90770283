//! How the person likes the pages: kept with the user, so that it is the same on every device, and on this one for the
//! time before anybody has signed in.
//!
//! Language and theme are switched where they always are ([`crate::locales`], [`super::theme`]); this sees that they were.

use std::{cell::Cell, sync::LazyLock};

use case_core::{
    Lang, Theme as Kept,
    account::{Preferences, ZONE_OF_ACCOUNT, ZONE_OF_DEVICE},
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    announcer, session,
    theme::{self, Theme},
};
use crate::{
    api,
    locales::{self, text, zones},
};

/// What the API keeps; none before it has answered.
static KNOWN: LazyLock<ArcRwSignal<Option<Preferences>>> = LazyLock::new(|| ArcRwSignal::new(None));

thread_local! {
    /// Whether switches are followed already.
    static FOLLOWED: Cell<bool> = const { Cell::new(false) };
}

/// Applies what whoever has signed in prefers, and saves what they switch from now on. What they never chose stays as this
/// device has it.
#[inline(never)]
pub fn keep() {
    KNOWN.set(None);
    let before = untrack(shown);
    spawn_local(async move {
        // Without an answer, this device's own choices hold.
        let Ok(known) = api::preferences().await else {
            return;
        };
        // Somebody may have switched while the answer was on its way: that is the newer choice.
        let switched = differences(&before, &untrack(shown));
        if let Some(language) = known.language.filter(|_| switched.language.is_none()) {
            locales::choose(language.to_string()).await;
        }
        if let Some(kept) = known.theme.filter(|_| switched.theme.is_none()) {
            theme::choose(theme_of(kept));
        }
        take(known);
        if switched != Preferences::default() {
            save(switched).await;
        }
    });
    if !FOLLOWED.replace(true) {
        follow();
    }
}

/// The time zone that was chosen for dates and times: `account`, `device` or a name; follows changes.
pub fn time_zone() -> String {
    let chosen = KNOWN.with(|known| known.as_ref()?.time_zone.clone());
    chosen.unwrap_or_else(|| ZONE_OF_ACCOUNT.to_owned())
}

/// Saves what is chosen anew, and tells when that was in vain; whether it was saved.
pub async fn save(changes: Preferences) -> bool {
    let saved = api::save_preferences(&changes).await.map(take);
    if saved.is_err() {
        announcer::announce(text::account::UNSAVED.get().to_owned());
    }
    saved.is_ok()
}

/// What the API keeps is this from now on.
fn take(known: Preferences) {
    let zone = match known.time_zone.as_deref() {
        None | Some(ZONE_OF_ACCOUNT) => None,
        Some(ZONE_OF_DEVICE) => zones::of_device(),
        // Chosen on a device that knows more zones than this one, it cannot be shown here.
        Some(name) => zones::is_known(name).then(|| name.to_owned()),
    };
    session::show_zone(zone.unwrap_or_default());
    KNOWN.set(Some(known));
}

/// Saves what is switched while somebody is signed in.
fn follow() {
    Effect::new(|last: Option<Preferences>| {
        let now = shown();
        let known = KNOWN.get_untracked();
        let signed_in = untrack(|| session::current().is_some() && !session::is_ended());
        if let (Some(last), Some(known), true) = (last, known, signed_in) {
            let mut changes = differences(&last, &now);
            changes.language = changes.language.filter(|it| known.language != Some(*it));
            changes.theme = changes.theme.filter(|it| known.theme != Some(*it));
            if changes != Preferences::default() {
                spawn_local(async move {
                    save(changes).await;
                });
            }
        }
        now
    });
}

/// Language and theme as they are shown; follows changes.
fn shown() -> Preferences {
    let kept = match theme::current() {
        Theme::System => Kept::System,
        Theme::Light => Kept::Light,
        Theme::Dark => Kept::Dark,
    };
    Preferences {
        language: Some(locales::lang()),
        theme: Some(kept),
        time_zone: None,
    }
}

/// What of `now` is not as it was before.
fn differences(before: &Preferences, now: &Preferences) -> Preferences {
    let language: Option<Lang> = now.language.filter(|_| now.language != before.language);
    Preferences {
        language,
        theme: now.theme.filter(|_| now.theme != before.theme),
        time_zone: None,
    }
}

const fn theme_of(kept: Kept) -> Theme {
    match kept {
        Kept::System => Theme::System,
        Kept::Light => Theme::Light,
        Kept::Dark => Theme::Dark,
    }
}
