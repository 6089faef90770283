//! G3: submitting, once: the same key until there is an answer, and nothing lost before. Where nobody answers, it is tried
//! again until somebody does.

use std::time::Duration;

use case_wire::{CaseView, ProblemKind};
use leptos::{prelude::*, task::spawn_local};

use super::{
    form::CaseForm,
    step::{ADDRESS, CREATED, Step},
};
use crate::{
    api::{self, ApiError},
    components::{ERROR_SUMMARY, focus_error_summary},
    locales::text,
    navigation::{self, History},
    state::announcer,
};

/// After an attempt that nobody answered, so long until the next; then twice as long, and so on.
const AGAIN: Duration = Duration::from_secs(5);

/// But never longer than so many times that.
const MOST_AGAIN: u32 = 12;

/// The attempts to submit the draft.
#[derive(Clone, Copy)]
pub struct Submission {
    form: CaseForm,
    busy: RwSignal<bool>,
    /// Why the last attempt failed.
    failure: RwSignal<Option<ApiError>>,
    /// Which draft is submitted by itself, as soon as its files are there and somebody answers.
    waits: RwSignal<Option<String>>,
    /// How many attempts nobody has answered.
    unanswered: StoredValue<u32>,
    /// The case, once it is open.
    created: RwSignal<Option<CaseView>>,
}

impl Submission {
    /// None was made yet.
    pub fn new(form: CaseForm) -> Self {
        Self {
            form,
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            waits: RwSignal::new(None),
            unanswered: StoredValue::new(0),
            created: RwSignal::new(None),
        }
    }

    /// Whether an attempt is under way; follows changes.
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Why the last attempt failed; follows changes.
    pub fn failure(self) -> Option<ApiError> {
        self.failure.get()
    }

    /// Whether the draft is submitted by itself as soon as that can be; follows changes.
    pub fn waits(self) -> bool {
        // Another draft may have been taken up meanwhile.
        self.form.keeper().changes();
        self.waits
            .with(|waits| waits.is_some() && *waits == self.draft())
    }

    fn draft(self) -> Option<String> {
        self.form.keeper().about().map(|about| about.device)
    }

    /// The draft is not submitted by itself any more.
    pub fn stop_waiting(self) {
        let _ = self.waits.try_set(None);
    }

    /// The case that was opened in this visit; follows changes.
    pub fn created(self) -> Option<CaseView> {
        self.created.get()
    }

    /// Submits the draft, or shows what is wrong with it. A second press while the first is under way does nothing.
    pub fn submit(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        if !self.form.is_right(&Step::ALL) {
            return focus_error_summary(ERROR_SUMMARY);
        }
        self.send_with_files();
    }

    /// Tries again what nobody has answered.
    pub fn try_again(self) {
        if self.busy.try_get_untracked() != Some(false) || !untrack(|| self.waits()) {
            return;
        }
        if self.form.is_right(&Step::ALL) {
            self.send_with_files();
        } else {
            // One of its files will not come.
            self.stop_waiting();
            focus_error_summary(ERROR_SUMMARY);
        }
    }

    fn send_with_files(self) {
        if untrack(|| self.form.files().are_coming()) {
            self.form.send_again_what(ApiError::is_passing);
            self.try_again_later();
        } else {
            self.send();
        }
    }

    fn try_again_later(self) {
        self.waits.set(self.draft());
        let before = self.unanswered.get_value();
        self.unanswered.set_value(before + 1);
        let again = move || {
            // Somebody who did not want to wait may have tried meanwhile.
            if self.unanswered.try_get_value() == Some(before + 1) {
                self.try_again();
            }
        };
        let wait = 1_u32
            .checked_shl(before)
            .map_or(MOST_AGAIN, |wait| wait.min(MOST_AGAIN));
        set_timeout(again, AGAIN * wait);
    }

    fn send(self) {
        self.busy.set(true);
        let draft = self.form.draft_to_send();
        let keeper = self.form.keeper();
        let (device, about) = (keeper.device(), keeper.about().unwrap_or_default());
        spawn_local(async move {
            let key = keeper.key().await;
            let sent = keeper.about().unwrap_or(about);
            let version = sent.version(&draft);
            match api::create_case(&draft, version, &key).await {
                Ok(created) => {
                    let now = keeper.about().filter(|now| now.device == sent.device);
                    let saved = now.and_then(|now| now.saved);
                    // The page may be another by now: what is known of the draft is what it was when it was sent.
                    if let Some(device) = device {
                        let _ = device.forget(&sent.page).await;
                    }
                    self.succeed(created.case);
                    // A save of it that was still under way.
                    if let Some(saved) = saved.filter(|saved| Some(saved.version) != version) {
                        let _ = api::discard_draft(saved.case_type, saved.version).await;
                    }
                }
                Err(error) => self.fail(error),
            }
        });
    }

    fn succeed(self, case: CaseView) {
        // The person may be on another page by now.
        if self.busy.is_disposed() {
            let number = case.row.display_id.to_string();
            return announcer::announce(text::form::created_announcement(&number));
        }
        self.busy.set(false);
        let case_id = case.row.case_id.to_string();
        self.created.set(Some(case));
        let address = [ADDRESS, "?", CREATED, "=", &case_id].concat();
        navigation::navigate(&address, History::Replace);
        self.form.clear();
    }

    fn fail(self, error: ApiError) {
        if self.busy.is_disposed() {
            return;
        }
        self.busy.set(false);
        match error.kind() {
            Some(ProblemKind::InvalidCase) => {
                self.form.refuse(error.violations().to_vec());
                focus_error_summary(ERROR_SUMMARY);
            }
            Some(ProblemKind::IdempotencyConflict) => self.form.meet_conflict(),
            // They sign in again over this page; what they see stays as it is.
            Some(ProblemKind::NotSignedIn) => {}
            _ => {
                let is_passing = error.is_passing();
                // The same again is not read out again.
                let shown = self.failure.get_untracked();
                if !shown.is_some_and(|shown| shown.is_like(&error)) {
                    self.failure.set(Some(error));
                }
                if is_passing {
                    self.try_again_later();
                }
            }
        }
    }
}
