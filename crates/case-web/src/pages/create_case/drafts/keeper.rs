//! Keeping the draft that the form shows on this device, from the first keystroke.

use std::time::Duration;

use case_core::CaseDraft;
use leptos::{prelude::*, task::spawn_local};

use super::{
    device::Device,
    kept::{Kept, Saved},
    standing::Standing,
};
use crate::{
    dom,
    pages::create_case::{answers::Answers, files::Files},
    pause::Pause,
};

/// A pause in typing that is long enough to write the draft down in.
const PAUSE: Duration = Duration::from_millis(300);

/// Who types without a pause has the draft written down all the same, after so many times that.
const AT_MOST: u32 = 2;

/// After the device did not take it, so long until the next attempt.
const AGAIN: Duration = Duration::from_secs(5);

/// Keeps the draft that the form shows. A copy is the same keeper.
#[derive(Clone, Copy)]
pub struct Keeper {
    device: StoredValue<Option<Device>, LocalStorage>,
    answers: Answers,
    files: Files,
    /// All of what is kept but the answers and the files.
    about: StoredValue<Kept>,
    pause: Pause,
    /// Whether something changed that the device does not have yet.
    changed: StoredValue<bool>,
    /// Whether the page has written the draft to its place.
    is_written: StoredValue<bool>,
    /// How many changes there were.
    changes: RwSignal<u32>,
    standing: RwSignal<Standing>,
}

impl Keeper {
    /// Keeps these answers and files on the device, if it keeps anything.
    pub fn new(device: Option<Device>, answers: Answers, files: Files) -> Self {
        let keeper = Self {
            device: StoredValue::new_local(device),
            answers,
            files,
            about: StoredValue::new(Kept::default()),
            pause: Pause::new(PAUSE).at_most(AT_MOST),
            changed: StoredValue::new(false),
            is_written: StoredValue::new(false),
            changes: RwSignal::new(0),
            standing: RwSignal::new(Standing::default()),
        };
        let page_hides = window_event_listener_untyped("pagehide", move |_| keeper.save_now());
        on_cleanup(move || {
            page_hides.remove();
            keeper.save_now();
        });
        keeper
    }

    /// Where the drafts of this device are, if it keeps any.
    pub fn device(self) -> Option<Device> {
        self.device.try_get_value().flatten()
    }

    /// What is kept goes on from here; `is_written` when the page has it at its place already.
    pub fn take_up(self, kept: &Kept, is_written: bool) {
        self.changed.set_value(false);
        self.is_written.set_value(is_written);
        self.about.set_value(Kept {
            draft: CaseDraft::default(),
            files: Vec::new(),
            ..kept.clone()
        });
        self.standing.set(match (is_written, kept.is_saved) {
            (_, true) => Standing::InAccount,
            (true, false) => Standing::OnDevice,
            (false, false) => Standing::Nowhere,
        });
    }

    /// The draft as it is now, and whether the form is still there.
    pub fn kept(self) -> Option<Kept> {
        let about = self.about.try_get_value()?;
        Some(Kept {
            draft: self.answers.try_get_untracked()?,
            files: self.files.places(),
            ..about
        })
    }

    /// What the account knows of it.
    pub fn about(self) -> Option<Kept> {
        self.about.try_get_value()
    }

    /// Whether anything of it was ever written.
    pub fn is_written(self) -> bool {
        self.is_written.get_value()
    }

    /// Whether it has changed since it was taken up or saved to the account.
    pub fn is_unsaved(self) -> bool {
        let written = self.is_written.try_get_value() == Some(true);
        let changed = self.changed.try_get_value() == Some(true);
        (written || changed) && self.about.try_with_value(|about| about.is_saved) == Some(false)
    }

    /// Where the draft is kept; follows changes.
    pub fn standing(self) -> Standing {
        self.standing.get()
    }

    /// Another place where it is kept, or why not.
    pub fn stands(self, standing: Standing) {
        if self.standing.try_get_untracked() != Some(standing) {
            let _ = self.standing.try_set(standing);
        }
    }

    /// How many changes there were; follows them.
    pub fn changes(self) -> u32 {
        self.changes.get()
    }

    /// Something changed: it is written down after a pause.
    pub fn changed(self) {
        self.about.update_value(|about| {
            about.is_saved = false;
            about.changed_at = dom::device_time();
        });
        self.changes.update(|changes| *changes += 1);
        // What is bad stays said until it is better.
        if !self.standing.get_untracked().is_bad() {
            self.stands(Standing::Saving);
        }
        self.touch();
    }

    /// Something changed in what is known of the draft, not in the draft.
    fn touch(self) {
        self.changed.set_value(true);
        self.pause.then(move || self.save());
    }

    /// The account has this version, which is all of it where nothing changed since there were so many changes.
    pub fn saved(self, saved: Saved, changes: u32) {
        let is_all = self.changes.try_get_untracked() == Some(changes);
        self.about.try_update_value(|about| {
            about.saved = Some(saved);
            about.is_saved = is_all;
        });
        if is_all {
            self.stands(Standing::InAccount);
        }
        self.touch();
    }

    /// The draft goes on as one of its own: another page has taken up what this one had.
    pub fn part_ways(self) {
        let fresh = Kept::new(CaseDraft::default());
        self.about.try_update_value(|about| {
            about.page = fresh.page;
            about.device = fresh.device;
            about.saved = None;
            about.is_saved = false;
        });
        self.is_written.set_value(false);
    }

    /// Writes down what is not written down yet, if another page has not taken it up meanwhile.
    fn save(self) {
        if self.changed.try_get_value() != Some(true) {
            return;
        }
        let (Some(device), Some(about)) = (self.device(), self.about()) else {
            return;
        };
        spawn_local(async move {
            let was_taken =
                self.is_written.get_value() && device.has(&about.page).await.is_ok_and(|has| !has);
            if self.changed.try_get_value() == Some(true) {
                if was_taken {
                    self.part_ways();
                }
                self.write(&device).await;
            }
        });
    }

    /// Writes down at once what is not written down yet: the page goes away.
    pub fn save_now(self) {
        if self.changed.try_get_value() == Some(true)
            && let Some(device) = self.device()
        {
            spawn_local(self.write(&device));
        }
    }

    /// Asks the device at once to write the draft down, and comes back when it has.
    fn write(self, device: &Device) -> impl Future<Output = ()> + use<> {
        let device = device.clone();
        let kept = self.kept().unwrap_or_default();
        let (fresh, files) = self.files.unwritten();
        self.changed.try_set_value(false);
        self.is_written.try_set_value(true);
        let written = device.write(&kept, &fresh);
        async move {
            match written.await {
                Ok(()) => self.written(&files),
                // There may be room for the text, at least.
                Err(_) if !fresh.is_empty() && device.write(&kept, &[]).await.is_ok() => {
                    self.written(&[]);
                }
                Err(_) => self.not_written(),
            }
        }
    }

    fn written(self, files: &[u32]) {
        if self.standing.is_disposed() {
            return;
        }
        self.files.are_written(files);
        let is_saved = self.about.with_value(|about| about.is_saved);
        let now = self.standing.get_untracked();
        if !is_saved && !matches!(now, Standing::AccountFails | Standing::SessionEnded) {
            self.stands(Standing::OnDevice);
        }
    }

    fn not_written(self) {
        if self.standing.is_disposed() || self.about.with_value(|about| about.is_saved) {
            return;
        }
        self.changed.set_value(true);
        self.stands(Standing::NotSaved);
        let again = move || {
            // The account may have it by now.
            if self.standing.try_get_untracked() == Some(Standing::NotSaved) {
                self.save();
            }
        };
        set_timeout(again, AGAIN);
    }

    /// G3: the key of this attempt, the same until the case is open. It is on the device before anything is sent.
    pub async fn key(self) -> String {
        let known = self.about.with_value(|about| about.idempotency_key.clone());
        let key = known.unwrap_or_else(|| {
            let fresh = dom::random_id();
            self.about
                .update_value(|about| about.idempotency_key = Some(fresh.clone()));
            fresh
        });
        if let Some(device) = self.device() {
            self.write(&device).await;
        }
        key
    }

    /// G3: what is submitted from now on is another case.
    pub fn renew_key(self) {
        self.about
            .update_value(|about| about.idempotency_key = None);
        self.touch();
    }
}
