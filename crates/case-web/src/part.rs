//! The parts that the program is cut into (`parts.toml`): what a page shows is loaded when it is wanted.
//!
//! What calls into a part stands outside it, waits until it is there, and calls one of the functions that `parts.toml`
//! names as its entries.

use std::time::Duration;

use js_sys::Promise;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::Node;

use crate::{
    api::ApiError,
    components::{page_heading, skeleton},
    failure::failure,
    html::{IntoNode, switch},
    locales::Text,
    state::{loader::Loader, preferences},
};

/// So long after the first page stands there, what the next one may need is fetched.
const LEISURE: Duration = Duration::from_secs(1);

/// A part besides the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Signing in, for the first time or again.
    SignIn,
    /// Lists, a case, the plans.
    Cases,
    /// The form that opens a case, its first step.
    Form,
    /// What comes after the form's first step.
    FormSteps,
    /// The account, and what keeps preferences.
    Account,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::SignIn,
        Self::Form,
        Self::FormSteps,
        Self::Cases,
        Self::Account,
    ];

    /// Its name in `parts.toml`.
    const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Cases => "cases",
            Self::Form => "form",
            Self::FormSteps => "form-steps",
            Self::Account => "account",
        }
    }
}

// `boot.js` fetches them: it has what the parts share.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = casework, js_name = part)]
    fn fetch(name: &str, is_wanted: bool) -> Promise;
}

/// Waits until the part is there. One that somebody wants to see and that is not served any more reloads the page: a newer
/// version is there.
async fn load(part: Part, is_wanted: bool) -> Result<(), ApiError> {
    let fetched = JsFuture::from(fetch(part.name(), is_wanted)).await;
    fetched.map(drop).map_err(|_| ApiError::Network)
}

/// Fetches what whoever has not signed in will see, while it is asked who has.
pub fn prepare_sign_in() {
    spawn_local(async {
        // Who needs it will ask again, and be told.
        let _ = load(Part::SignIn, false).await;
    });
}

/// Keeps with the user how they like the pages, as soon as the part is there that does.
pub fn keep_preferences() {
    spawn_local(async {
        // Without it, this device's own choices hold.
        if has_come(Part::Account).await {
            preferences::keep();
        }
    });
}

/// Waits until the part is there; whether it is.
pub async fn has_come(part: Part) -> bool {
    load(part, false).await.is_ok()
}

/// Fetches every part that is not there yet, one after the other, when the page has come to rest.
pub fn load_all_at_leisure() {
    let load_all = || {
        spawn_local(async {
            for part in Part::ALL {
                // Who needs it will ask again, and be told.
                let _ = load(part, false).await;
            }
        });
    };
    set_timeout(load_all, LEISURE);
}

/// A view whose code is in a part: built when the part is there. A part that cannot be had is told, under the heading of
/// the page that it would be.
pub fn of_part(
    part: Part,
    heading: Option<Text>,
    view: Box<dyn Fn() -> Option<Node>>,
) -> Option<Node> {
    let loader = Loader::new(move || Some(load(part, true)));
    let retry = loader.retry();
    let state = move || loader.get();
    switch(state, move |state| match state {
        None => skeleton(6).into_node(),
        Some(Err(error)) => {
            let heading = heading.map(|heading| page_heading(move || heading.get().to_owned()));
            (heading, failure(error.clone(), retry)).into_node()
        }
        Some(Ok(())) => view(),
    })
    .into_node()
}
