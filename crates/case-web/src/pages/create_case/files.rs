//! A1 to A4: the files of the draft and what has become of each: the draft says which there are, this says how far they
//! have come. A file is sent as soon as it is chosen, as far as the rules allow it, and goes on while one is at other steps:
//! only the submission needs all of them.

use case_core::AttachmentDraft;
use case_wire::ProblemKind;
use leptos::prelude::*;
use web_sys::File;

use super::{form::CaseForm, sending};
use crate::{
    api::{ApiError, Upload},
    components::Picture,
    dom,
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
    /// Its bytes. None where they are not on this device.
    file: Option<File>,
    /// Where they are kept on this device; empty where they are not.
    place: String,
    /// Whether they are there already.
    is_written: StoredValue<bool>,
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

impl State {
    /// Whether it arrives without anybody's doing: what nobody has answered is sent again.
    fn is_coming(&self) -> bool {
        match self {
            Self::Waiting | Self::Sending(..) => true,
            Self::Sent => false,
            Self::Failed(error) => error.as_ref().is_some_and(ApiError::is_passing),
        }
    }
}

impl Files {
    /// None yet.
    pub fn new() -> Self {
        let files = Self {
            rows: RwSignal::new_local(Vec::new()),
            next: StoredValue::new(0),
        };
        on_cleanup(move || files.cancel_all());
        files
    }

    /// Those that a draft names from now on, with the places of their bytes and the bytes that are there.
    pub fn take_up(self, named: &[AttachmentDraft], places: &[String], bytes: Vec<Option<File>>) {
        self.cancel_all();
        let bytes = bytes.into_iter().chain(std::iter::repeat(None));
        let places = places
            .iter()
            .chain(std::iter::repeat(const { &String::new() }));
        let rows = named.iter().zip(places).zip(bytes);
        let rows = rows.map(|((named, place), file)| Row {
            key: self.new_key(),
            picture: file.as_ref().and_then(Picture::of),
            place: place.clone(),
            is_written: StoredValue::new(true),
            state: RwSignal::new_local(match &file {
                _ if !named.id.is_empty() => State::Sent,
                Some(_) => State::Waiting,
                None => State::Failed(None),
            }),
            file,
        });
        self.rows.set(rows.collect());
    }

    /// The places of their bytes, in their order.
    pub fn places(self) -> Vec<String> {
        let places = |rows: &Vec<Row>| rows.iter().map(|row| row.place.clone()).collect();
        self.rows.try_with_untracked(places).unwrap_or_default()
    }

    /// The bytes that are yet to be written to their places, and the keys of their files.
    pub fn unwritten(self) -> (Vec<(String, File)>, Vec<u32>) {
        let unwritten = |rows: &Vec<Row>| {
            let rows = rows.iter().filter(|row| !row.is_written.get_value());
            rows.filter_map(|row| Some(((row.place.clone(), row.file.clone()?), row.key)))
                .unzip()
        };
        self.rows.try_with_untracked(unwritten).unwrap_or_default()
    }

    /// The bytes of these files are at their places.
    pub fn are_written(self, keys: &[u32]) {
        self.rows.with_untracked(|rows| {
            for row in rows.iter().filter(|row| keys.contains(&row.key)) {
                row.is_written.set_value(true);
            }
        });
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

    /// Whether the file at this place arrives without anybody's doing; follows changes.
    pub fn is_coming(self, place: usize) -> bool {
        let state = self.rows.with(|rows| rows.get(place).map(|row| row.state));
        state.is_some_and(|state| state.with(State::is_coming))
    }

    /// Whether one does; follows changes.
    pub fn are_coming(self) -> bool {
        let states: Vec<_> = self
            .rows
            .with(|rows| rows.iter().map(|row| row.state).collect());
        states.iter().any(|state| state.with(State::is_coming))
    }

    /// Adds a file that is yet to be sent.
    pub fn push(self, file: File) {
        let row = Row {
            key: self.new_key(),
            picture: Picture::of(&file),
            file: Some(file),
            place: dom::random_id(),
            is_written: StoredValue::new(false),
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

    fn new_key(self) -> u32 {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        key
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
                self.send_again_what(|error| error.kind() == Some(ProblemKind::NotSignedIn));
            }
            is_ended
        });
    }

    /// Sends again what did not arrive for such a reason.
    pub fn send_again_what(self, failed: impl Fn(&ApiError) -> bool) {
        let files = self.files();
        for key in untrack(|| files.keys()) {
            let has_failed = files.row(key).is_some_and(|row| {
                row.state.with_untracked(
                    |state| matches!(state, State::Failed(Some(error)) if failed(error)),
                )
            });
            if has_failed {
                sending::send_again(self, key);
            }
        }
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
