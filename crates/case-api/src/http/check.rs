//! POST a draft to be checked.

use std::sync::Arc;

use axum::{Json as Answer, extract::State};
use case_core::CaseDraft;
use case_wire::{CheckAnswer, paths};

use super::{App, Refusal, body::Json, openapi::AnyProblem, signed_in::SignedIn};

/// Everything that is wrong with a draft; saves nothing.
#[utoipa::path(
    post,
    path = paths::CHECK,
    tag = "cases",
    security(("session" = [])),
    request_body = CaseDraft,
    responses((status = 200, description = "Everything that is wrong; empty when nothing is.", body = CheckAnswer), AnyProblem)
)]
pub async fn check(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Json(draft): Json<CaseDraft>,
) -> Result<Answer<CheckAnswer>, Refusal> {
    let violations = app.service().check_draft(&principal, &draft).await?;
    Ok(Answer(CheckAnswer { violations }))
}
