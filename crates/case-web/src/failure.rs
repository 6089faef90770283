//! How a call that failed becomes words.

use case_wire::ProblemKind;
use leptos::prelude::Callback;

use crate::{
    api::ApiError,
    components::{Button, Tone, alert},
    html::{El, p},
    locales::{Text, text},
};

/// A heading and a sentence on what to do.
pub fn words(error: &ApiError) -> (Text, Text) {
    match error {
        ApiError::Network => (text::error::NETWORK, text::error::NETWORK_TEXT),
        passing if passing.is_passing() => {
            (text::error::UNAVAILABLE, text::error::UNAVAILABLE_TEXT)
        }
        ApiError::Unexpected { .. } => (text::error::UNEXPECTED, text::error::UNEXPECTED_TEXT),
        ApiError::Problem(problem) => match problem.kind {
            ProblemKind::NotPermitted => {
                (text::error::NOT_PERMITTED, text::error::NOT_PERMITTED_TEXT)
            }
            ProblemKind::TooManyRequests => (text::error::TOO_MANY, text::error::TOO_MANY_TEXT),
            _ => (text::error::UNEXPECTED, text::error::UNEXPECTED_TEXT),
        },
    }
}

/// A failed call in the page, with a way to try again.
pub fn failure(error: ApiError, on_retry: Callback<()>) -> El {
    let (heading, sentence) = words(&error);
    // A person reads the number to an administrator; for what is no fault it says nothing.
    let numbered = matches!(sentence, text::error::UNEXPECTED_TEXT);
    let request_id = error.into_request_id().filter(|_| numbered);
    let number = request_id.map(|id| {
        p().class("request-id")
            .child(move || text::error::request_id(&id))
    });
    let retry = Button::new(text::common::RETRY).on_press(on_retry);
    alert(Tone::Error, heading, (p().child(sentence), number, retry))
}
