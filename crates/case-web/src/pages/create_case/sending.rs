//! A3, A4: adding files to the draft, sending them, stopping, trying again, taking them out.

use case_core::{AttachmentDraft, check_file};
use case_wire::AttachmentView;
use leptos::{prelude::*, task::spawn_local};
use web_sys::File;

use super::{
    files::{Row, State},
    form::CaseForm,
};
use crate::{
    api::{self, ApiError, Progress, Upload},
    locales::text,
};

/// Adds files to the draft, and sends what may be sent.
pub fn attach(form: CaseForm, files: Vec<File>) {
    for file in files {
        let named = AttachmentDraft {
            name: file.name(),
            size: size_of(&file),
            id: String::new(),
        };
        form.say(text::form::file_added(&named.name));
        form.files().push(file);
        form.change_files(|draft| draft.push(named));
    }
    send_waiting(form);
}

/// Takes a file out of the draft, and off the server.
pub fn detach(form: CaseForm, key: u32) {
    let files = form.files();
    let (Some(row), Some(place)) = (files.row(key), untrack(|| files.place(key))) else {
        return;
    };
    row.cancel();
    let mut gone = None;
    form.change_files(|draft| {
        if place < draft.len() {
            gone = Some(draft.remove(place));
        }
    });
    files.remove(key);
    if let Some(gone) = gone {
        form.say(text::form::file_removed(&gone.name));
        if !gone.id.is_empty() {
            // One that stays on the server is forgotten there after an hour.
            spawn_local(async move { drop(api::remove_upload(&gone.id).await) });
        }
    }
    // There may be room now for one that was too many.
    send_waiting(form);
}

/// Stops sending a file; it stays in the draft and can be sent again.
pub fn stop(form: CaseForm, key: u32) {
    if let Some(row) = form.files().row(key) {
        row.cancel();
        row.state.set(State::Failed(None));
    }
}

/// Sends a file once more.
#[inline(never)]
pub fn send_again(form: CaseForm, key: u32) {
    if let Some(row) = form.files().row(key) {
        row.state.set(State::Waiting);
        send_waiting(form);
    }
}

/// A3: sends what waits, as far as the rules allow each by itself and all together.
pub fn send_waiting(form: CaseForm) {
    let limits = untrack(|| form.with_policy(|policy| policy.limits.clone()));
    let rows = form.files().rows();
    let most = usize::try_from(limits.attachments).unwrap_or(usize::MAX);
    for row in rows.iter().take(most) {
        let waits = row
            .state
            .with_untracked(|state| matches!(state, State::Waiting));
        let Some(file) = row.bytes().filter(|_| waits) else {
            continue;
        };
        if check_file(&file.name(), size_of(file), &limits).is_empty() {
            send(form, row, file);
        }
    }
}

fn send(form: CaseForm, row: &Row, file: &File) {
    let (key, state) = (row.key, row.state);
    let sent = RwSignal::new(0.0);
    let tell = Callback::new(move |progress| match progress {
        Progress::Sent(share) => {
            let _ = sent.try_set(share);
        }
        Progress::Ended(end) => file_ended(form, key, state, end),
    });
    let upload = Upload::start(file, tell);
    // It may have failed at once.
    if state.with_untracked(|state| matches!(state, State::Waiting)) {
        state.set(State::Sending(upload, sent));
    }
}

fn file_ended(
    form: CaseForm,
    key: u32,
    state: RwSignal<State, LocalStorage>,
    end: Result<AttachmentView, ApiError>,
) {
    // The form may be gone by now.
    if state.is_disposed() {
        return;
    }
    let files = form.files();
    let Some(place) = untrack(|| files.place(key)) else {
        return;
    };
    match end {
        Ok(arrived) => {
            form.say(text::form::file_sent_announced(&arrived.name));
            state.set(State::Sent);
            form.change_files(|draft| {
                if let Some(named) = draft.get_mut(place) {
                    named.id = arrived.id;
                }
            });
        }
        Err(error) => {
            let name = form.with_draft_untracked(|draft| {
                let named = draft.attachments.get(place);
                named.map_or_else(String::new, |named| named.name.clone())
            });
            form.say(text::form::file_not_sent_announced(&name));
            state.set(State::Failed(Some(error)));
        }
    }
}

/// A file's size in bytes.
fn size_of(file: &File) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "browsers count bytes in whole numbers below 2^53"
    )]
    let size = file.size() as u64;
    size
}
