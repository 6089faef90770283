//! GET and PATCH how a user likes the pages.

use std::sync::Arc;

use axum::{Json as Answer, extract::State};
use case_core::account::Preferences;
use case_wire::{Problem, paths};

use super::{App, Refusal, body::Json, openapi::AnyProblem, signed_in::SignedIn};

/// How whoever is signed in likes the pages. What was never chosen is left out.
#[utoipa::path(
    get,
    path = paths::PREFERENCES,
    tag = "account",
    security(("session" = [])),
    responses((status = 200, description = "The preferences.", body = Preferences), AnyProblem)
)]
pub async fn preferences(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
) -> Result<Answer<Preferences>, Refusal> {
    Ok(Answer(app.service().preferences(&principal).await?))
}

/// Saves the preferences that the body names, and leaves the others; answers all of them.
#[utoipa::path(
    patch,
    path = paths::PREFERENCES,
    tag = "account",
    security(("session" = [])),
    request_body = Preferences,
    responses(
        (status = 200, description = "They are saved.", body = Preferences),
        (status = 422, description = "There is no such time zone.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn save_preferences(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Json(changes): Json<Preferences>,
) -> Result<Answer<Preferences>, Refusal> {
    let saved = app.service().save_preferences(&principal, changes);
    Ok(Answer(saved.await?))
}
