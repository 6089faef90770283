//! G1, G2: keeping the draft in the person's account, so that it is there on the next device, and telling what else is there.
//!
//! Every save names the version that it changes. What another device has saved meanwhile is kept beside it and told
//! (`others.rs`). Nobody waits for any of this, and what fails is tried again.

use std::time::Duration;

use case_core::CaseType;
use case_wire::{DraftView, ProblemKind, SaveDraft};
use leptos::{prelude::*, task::spawn_local};
use web_sys::VisibilityState;

use super::{
    device::Device,
    kept::{Kept, Saved},
    standing::Standing,
};
use crate::{
    api::{self, ApiError},
    pages::create_case::{form::CaseForm, sending},
    pause::Pause,
    state::session,
};

/// A pause in which the draft is saved to the account.
const PAUSE: Duration = Duration::from_millis(1500);

/// Who types without a pause has it saved after so many times that.
const AT_MOST: u32 = 6;

/// After an attempt that failed, so long until the next; then twice as long, and so on.
const AGAIN: Duration = Duration::from_secs(4);

/// But never longer than so many times that.
const MOST_AGAIN: u32 = 16;

/// The account's side of a form. A copy is the same.
#[derive(Clone, Copy)]
struct Account {
    form: CaseForm,
    pause: Pause,
    /// Whether an answer is awaited.
    is_busy: StoredValue<bool>,
    /// How long to wait after the next failure, in multiples of [`AGAIN`].
    wait: StoredValue<u32>,
}

/// Keeps the form's draft in the account from now on.
#[inline(never)]
pub fn begin(form: CaseForm) {
    let account = Account {
        form,
        pause: Pause::new(PAUSE).at_most(AT_MOST),
        is_busy: StoredValue::new(false),
        wait: StoredValue::new(1),
    };
    Effect::new(move |before: Option<()>| {
        form.keeper().changes();
        if before.is_some() {
            account.pause.then(move || account.save());
        }
    });
    Effect::new(move |before: Option<bool>| {
        let is_ended = session::is_ended();
        if before == Some(true) && !is_ended {
            account.save();
        }
        is_ended
    });
    let online = window_event_listener_untyped("online", move |_| {
        account.save();
        account.send_files();
    });
    let hides = window_event_listener_untyped("pagehide", move |_| account.save_and_leave());
    let looks = window_event_listener_untyped("visibilitychange", move |_| {
        if document().visibility_state() == VisibilityState::Visible {
            account.look();
        } else {
            account.save();
        }
    });
    on_cleanup(move || {
        for handle in [online, hides, looks] {
            handle.remove();
        }
        account.save();
    });
    sending::send_waiting(form);
    form.drafts().begun();
    account.tell_discarded();
    account.look();
}

impl Account {
    /// Saves what is not saved. While an answer is awaited, what came to it is looked at first.
    fn save(self) {
        if self.is_busy.try_get_value() != Some(false) || !self.form.keeper().is_unsaved() {
            return;
        }
        let Some((kept, saved_as, body)) = self.to_save() else {
            return;
        };
        self.is_busy.set_value(true);
        let keeper = self.form.keeper();
        let (device, changes) = (keeper.device(), untrack(|| keeper.changes()));
        spawn_local(async move {
            let answer = api::save_draft(saved_as, &body).await;
            let _ = self.is_busy.try_set_value(false);
            match answer {
                Ok(answer) => {
                    let saved = Saved {
                        case_type: saved_as,
                        version: answer.version,
                    };
                    let is_shown = keeper.about().is_some_and(|now| now.device == kept.device);
                    if is_shown {
                        keeper.saved(saved, changes);
                        self.form.drafts().are_there(saved_as, answer.others);
                        let _ = self.wait.try_set_value(1);
                    } else {
                        note(device, &kept, saved).await;
                    }
                    if let Some(moved) = kept.saved.filter(|old| old.case_type != saved_as) {
                        // One that stays is told as another draft.
                        let _ = api::discard_draft(moved.case_type, moved.version).await;
                    }
                    self.send_files();
                    self.go_on();
                }
                Err(error) => self.failed(&error),
            }
        });
    }

    /// The draft, its case type, and what is sent; none before a type is chosen.
    fn to_save(self) -> Option<(Kept, CaseType, SaveDraft)> {
        let keeper = self.form.keeper();
        let kept = keeper.kept()?;
        let case_type = kept.draft.kind()?;
        let body = SaveDraft {
            base: kept
                .saved
                .filter(|saved| saved.case_type == case_type)
                .map(|saved| saved.version),
            device: kept.device.clone(),
            // Somebody else may have signed in at this browser since.
            owner: Some(self.form.drafts().owner()),
            draft: kept.draft.clone(),
        };
        Some((kept, case_type, body))
    }

    /// Something may have changed while an answer was awaited.
    fn go_on(self) {
        if !self.is_busy.is_disposed() && self.form.keeper().is_unsaved() {
            self.pause.then(move || self.save());
        }
    }

    /// Somebody answers again: sends the files that nobody took.
    fn send_files(self) {
        if !self.form.is_gone() {
            self.form.send_again_what(ApiError::is_passing);
        }
    }

    fn failed(self, error: &ApiError) {
        if self.is_busy.is_disposed() {
            return;
        }
        let keeper = self.form.keeper();
        match error.kind() {
            Some(ProblemKind::NotSignedIn) => keeper.stands(Standing::SessionEnded),
            // Trying the same again would not help; the next change is another attempt.
            Some(
                ProblemKind::TooManyDrafts
                | ProblemKind::BodyTooLarge
                | ProblemKind::NotPermitted
                | ProblemKind::UnexpectedShape,
            ) => {}
            _ => {
                keeper.stands(if keeper.device().is_some() {
                    Standing::AccountFails
                } else {
                    Standing::NotSaved
                });
                let wait = self.wait.get_value();
                self.wait.set_value((wait * 2).min(MOST_AGAIN));
                set_timeout(move || self.save(), AGAIN * wait);
            }
        }
    }

    /// The page goes away: what is not saved is sent along, and nobody hears what came of it.
    fn save_and_leave(self) {
        if self.form.keeper().is_unsaved()
            && let Some((_, case_type, body)) = self.to_save()
        {
            api::save_draft_and_leave(case_type, &body);
        }
    }

    /// Looks what drafts the account has; before that it gets what it does not have yet.
    fn look(self) {
        if self.form.keeper().is_unsaved() {
            return self.save();
        }
        if self.is_busy.try_get_value() != Some(false) {
            return;
        }
        self.is_busy.set_value(true);
        spawn_local(async move {
            let answer = api::drafts().await;
            let _ = self.is_busy.try_set_value(false);
            // What cannot be had now is looked for again when somebody looks.
            if let (Ok(list), false) = (answer, self.is_busy.is_disposed()) {
                self.found(list.drafts);
            }
            self.go_on();
        });
    }

    fn found(self, mut there: Vec<DraftView>) {
        let (keeper, drafts) = (self.form.keeper(), self.form.drafts());
        let Some(about) = keeper.about() else { return };
        drafts.forget_discarded(&mut there);
        let mine = |view: &DraftView| Some(view.version) == about.saved.map(|saved| saved.version);
        let is_there = there.iter().any(mine);
        there.retain(|view| !mine(view));
        drafts.is_gone(about.saved.is_some() && about.is_saved && !is_there);
        // Nothing was entered here yet, so the draft of another device goes on.
        let is_fresh =
            about.saved.is_none() && untrack(|| keeper.changes()) == 0 && !keeper.is_written();
        let newest = there
            .iter()
            .position(|view| drafts.is_wanted(view.case_type));
        let taken = newest.filter(|_| is_fresh).map(|place| there.remove(place));
        drafts.all_are_there(there);
        if let Some(view) = taken {
            self.form.take_up(&Kept::of(view), Vec::new(), false);
        }
    }

    /// Tells the account what was discarded while it could not be told.
    fn tell_discarded(self) {
        let Some(device) = self.form.keeper().device() else {
            return;
        };
        for kept in self.form.drafts().discarded() {
            discard(Some(device.clone()), kept);
        }
    }
}

/// The account has a draft that the form does not show any more: another page goes on with it, or it is gone for good.
async fn note(device: Option<Device>, kept: &Kept, saved: Saved) {
    let Some(device) = device else { return };
    if let Ok(false) = device.note(kept, saved).await {
        // One that stays is told as another draft.
        let _ = api::discard_draft(saved.case_type, saved.version).await;
    }
}

/// Takes a draft off the device and out of the account. What the account cannot be told now it is told the next time.
#[inline(never)]
pub fn discard(device: Option<Device>, kept: Kept) {
    spawn_local(async move {
        let (page, saved) = (kept.page.clone(), kept.saved);
        if let (Some(device), Some(_)) = (&device, saved) {
            // Where the device does not take it, the account has to be told now.
            let _ = device.write(&kept.clone().erased(), &[]).await;
        }
        let told = match saved {
            Some(saved) => match api::discard_draft(saved.case_type, saved.version).await {
                Err(error) => error.kind() == Some(ProblemKind::NotFound),
                Ok(()) => true,
            },
            None => true,
        };
        if let (Some(device), true) = (device, told) {
            // What stays is told again the next time.
            let _ = device.forget(&page).await;
        }
    });
}
