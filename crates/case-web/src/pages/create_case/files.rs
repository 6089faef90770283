//! A1 to A4: the files of the draft and what has become of each: the draft says which there are, this says how far they
//! have come. A file is sent as soon as it is chosen, as far as the rules allow it, and goes on while one is at other steps.

use case_core::AttachmentDraft;
use case_wire::ProblemKind;
use leptos::prelude::*;
use web_sys::File;

use super::{form::CaseForm, sending};
use crate::{
    api::{ApiError, Upload},
    components::Picture,
    state::session,
};

/// The files. A copy has the same files.
#[derive(Clone, Copy)]
pub struct Files {
    rows: RwSignal<Vec<Row>, LocalStorage>,
    next: StoredValue<u32>,
}

/// A file of the draft, at the same place there.
#[derive(Clone)]
pub struct Row {
    /// What tells it from other files, of the same name too.
    pub key: u32,
    /// Its bytes. None for a file that was chosen before the page was loaded.
    file: Option<File>,
    /// How far it has come.
    pub state: RwSignal<State, LocalStorage>,
    /// What it shows, if it is a picture.
    pub picture: Option<Picture>,
}

/// How far a file has come.
#[derive(Clone)]
pub enum State {
    /// It is not to be sent as things are: the rules say why.
    Waiting,
    /// It is being sent.
    Sending(Upload, RwSignal<f64>),
    /// The server has it.
    Sent,
    /// It did not arrive: for this reason, or because somebody wanted it so, or because the server has it no more.
    Failed(Option<ApiError>),
}

impl Files {
    /// Those that a draft names.
    pub fn of(named: &[AttachmentDraft]) -> Self {
        let rows = (0..).zip(named).map(|(key, named)| Row {
            key,
            file: None,
            state: RwSignal::new_local(if named.id.is_empty() {
                State::Failed(None)
            } else {
                State::Sent
            }),
            picture: None,
        });
        let files = Self {
            rows: RwSignal::new_local(rows.collect()),
            next: StoredValue::new(u32::try_from(named.len()).unwrap_or(u32::MAX)),
        };
        on_cleanup(move || files.cancel_all());
        files
    }

    /// What tells them apart, in their order; follows changes.
    pub fn keys(self) -> Vec<u32> {
        self.rows
            .with(|rows| rows.iter().map(|row| row.key).collect())
    }

    /// A file, while it is there.
    pub fn row(self, key: u32) -> Option<Row> {
        self.rows
            .with_untracked(|rows| rows.iter().find(|row| row.key == key).cloned())
    }

    /// Where a file stands in the draft; follows changes.
    pub fn place(self, key: u32) -> Option<usize> {
        self.rows
            .with(|rows| rows.iter().position(|row| row.key == key))
    }

    /// Whether the file at this place is on its way; follows changes.
    pub fn is_sending(self, place: usize) -> bool {
        let state = self.rows.with(|rows| rows.get(place).map(|row| row.state));
        state.is_some_and(|state| state.with(|state| matches!(state, State::Sending(..))))
    }

    /// Adds a file that is yet to be sent.
    pub fn push(self, file: File) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        let row = Row {
            key,
            picture: Picture::of(&file),
            file: Some(file),
            state: RwSignal::new_local(State::Waiting),
        };
        self.rows.update(|rows| rows.push(row));
    }

    /// The files, in their order.
    pub fn rows(self) -> Vec<Row> {
        self.rows.get_untracked()
    }

    /// Forgets a file.
    pub fn remove(self, key: u32) {
        self.rows.update(|rows| rows.retain(|row| row.key != key));
    }

    /// Other files from now on: none.
    pub fn clear(self) {
        self.cancel_all();
        self.rows.set(Vec::new());
    }

    fn cancel_all(self) {
        let _ = self.rows.try_with_untracked(|rows| {
            for row in rows {
                row.cancel();
            }
        });
    }
}

impl Row {
    /// Stops sending it.
    pub fn cancel(&self) {
        if let Some(State::Sending(upload, _)) = self.state.try_get_untracked() {
            upload.cancel();
        }
    }

    /// Its bytes, where they are here.
    pub const fn bytes(&self) -> Option<&File> {
        self.file.as_ref()
    }
}

impl CaseForm {
    /// Sends again what did not arrive because the session had ended, as soon as there is one again.
    pub fn send_after_sign_in(self) {
        Effect::new(move |ended: Option<bool>| {
            let is_ended = session::is_ended();
            if ended == Some(true) && !is_ended {
                let files = self.files();
                for key in untrack(|| files.keys()) {
                    let refused = files.row(key).is_some_and(|row| {
                        row.state.with_untracked(|state| {
                            matches!(state, State::Failed(Some(error)) if error.kind() == Some(ProblemKind::NotSignedIn))
                        })
                    });
                    if refused {
                        sending::send_again(self, key);
                    }
                }
            }
            is_ended
        });
    }

    /// The server has not got the file any more: it can be sent again where its bytes are still here.
    pub fn file_is_gone(self, place: usize) {
        let row = self
            .files()
            .rows
            .with_untracked(|rows| rows.get(place).cloned());
        if let Some(row) = row {
            self.change_files(|draft| {
                if let Some(named) = draft.get_mut(place) {
                    named.id = String::new();
                }
            });
            row.state.set(State::Failed(None));
        }
    }
}
