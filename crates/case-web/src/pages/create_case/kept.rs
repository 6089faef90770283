//! The draft on this device: it survives a reload, a crash, an expired session. One for each account and person, so that
//! nobody meets another's.

use std::time::Duration;

use case_core::CaseDraft;
use case_wire::Session;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::answers::Answers;
use crate::{api::read_json, dom, pause::Pause};

/// A pause in typing that is long enough to write the draft down in.
const PAUSE: Duration = Duration::from_millis(300);

/// What is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Kept {
    /// The answers so far.
    pub draft: CaseDraft,
    /// G3: the key of the attempts to submit it so far.
    pub idempotency_key: Option<String>,
}

/// Where the draft of this person is kept.
fn place(session: &Session) -> String {
    let person = if session.actor.is_root() {
        "root"
    } else {
        &session.display_name
    };
    [
        "casework.draft.",
        &session.account.id.to_string(),
        ".",
        person,
    ]
    .concat()
}

/// Writes the draft down after each pause, and when the page goes away.
#[derive(Clone, Copy)]
pub struct Keeper {
    place: StoredValue<String>,
    answers: Answers,
    key: StoredValue<Option<String>>,
    pause: Pause,
    /// Whether something changed that is not written down yet.
    changed: StoredValue<bool>,
    /// Whether something was written down since the page was opened.
    saved: RwSignal<bool>,
}

impl Keeper {
    /// Takes up what is kept for this person, or begins with `fresh`.
    pub fn start(session: &Session, fresh: CaseDraft) -> Self {
        let place = place(session);
        let kept = dom::stored(&place).and_then(|kept| read_json::<Kept>(&kept).ok());
        let saved = kept.is_some();
        let kept = kept.unwrap_or(Kept {
            draft: fresh,
            idempotency_key: None,
        });
        let keeper = Self {
            place: StoredValue::new(place),
            answers: Answers::new(kept.draft),
            key: StoredValue::new(kept.idempotency_key),
            pause: Pause::new(PAUSE),
            changed: StoredValue::new(false),
            saved: RwSignal::new(saved),
        };
        let page_hides = window_event_listener_untyped("pagehide", move |_| keeper.save());
        on_cleanup(move || {
            page_hides.remove();
            keeper.save();
        });
        keeper
    }

    /// The draft that is kept.
    pub const fn answers(self) -> Answers {
        self.answers
    }

    /// Whether the draft is on the device; follows changes.
    pub fn is_saved(self) -> bool {
        self.saved.get()
    }

    /// Something changed: it is written down after a pause.
    pub fn changed(self) {
        self.changed.set_value(true);
        self.pause.then(move || self.save());
    }

    /// Writes down what is not written down yet.
    pub fn save(self) {
        if self.changed.try_get_value() != Some(true) {
            return;
        }
        self.changed.set_value(false);
        let kept = Kept {
            draft: self.answers.get_untracked(),
            idempotency_key: self.key.get_value(),
        };
        // Maps with text keys serialise.
        if let Ok(kept) = serde_json::to_string(&kept) {
            let written = self.place.with_value(|place| dom::store(place, &kept));
            if self.saved.get_untracked() != written {
                self.saved.set(written);
            }
        }
    }

    /// G3: the key of this attempt, the same until the case is open. It is on the device before anything is sent.
    pub fn key(self) -> String {
        let key = self.key.get_value().unwrap_or_else(|| {
            let fresh = dom::random_id();
            self.key.set_value(Some(fresh.clone()));
            fresh
        });
        self.changed();
        self.save();
        key
    }

    /// G3: what is submitted from now on is another case.
    pub fn renew_key(self) {
        self.key.set_value(None);
        self.changed();
    }

    /// Begins anew with `fresh`; nothing of the old draft stays on the device.
    pub fn clear(self, fresh: CaseDraft) {
        self.changed.set_value(false);
        self.key.set_value(None);
        self.place.with_value(|place| dom::forget(place));
        self.saved.set(false);
        self.answers.replace(fresh);
    }

    /// What takes the draft off the device also when the page is gone by then.
    pub fn forgetter(self) -> impl FnOnce() {
        let place = self.place.get_value();
        move || dom::forget(&place)
    }
}
