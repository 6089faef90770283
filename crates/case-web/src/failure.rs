//! How a call that failed becomes words.

use case_wire::ProblemKind;
use leptos::prelude::*;

use crate::{
    api::ApiError,
    components::{Alert, Button, Tone},
    locales::{Text, text},
};

/// A heading and a sentence on what to do.
pub fn words(error: &ApiError) -> (Text, Text) {
    match error {
        ApiError::Network => (text::error::NETWORK, text::error::NETWORK_TEXT),
        ApiError::Unexpected {
            status: 502..=504, ..
        } => (text::error::UNAVAILABLE, text::error::UNAVAILABLE_TEXT),
        ApiError::Unexpected { .. } => (text::error::UNEXPECTED, text::error::UNEXPECTED_TEXT),
        ApiError::Problem(problem) => match problem.kind {
            ProblemKind::Unavailable => (text::error::UNAVAILABLE, text::error::UNAVAILABLE_TEXT),
            ProblemKind::NotPermitted => {
                (text::error::NOT_PERMITTED, text::error::NOT_PERMITTED_TEXT)
            }
            ProblemKind::TooManyRequests => (text::error::TOO_MANY, text::error::TOO_MANY_TEXT),
            _ => (text::error::UNEXPECTED, text::error::UNEXPECTED_TEXT),
        },
    }
}

/// A failed call in the page, with a way to try again.
#[component]
pub fn Failure(
    /// Why it failed.
    error: ApiError,
    /// Tries again.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let (heading, sentence) = words(&error);
    // A person reads the number to an administrator; for what is no fault it says nothing.
    let numbered = matches!(sentence, text::error::UNEXPECTED_TEXT);
    let request_id = error.into_request_id().filter(|_| numbered);
    view! {
        <Alert tone=Tone::Error heading=heading>
            <p>{sentence}</p>
            {request_id
                .map(|id| view! { <p class="request-id">{move || text::error::request_id(&id)}</p> })}
            {on_retry.map(|on_retry| view! { <Button label=text::common::RETRY on_press=on_retry/> })}
        </Alert>
    }
}
