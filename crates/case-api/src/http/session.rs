//! GET who is signed in.

use std::sync::Arc;

use axum::{Json, extract::State};
use case_wire::{Session, paths};

use super::{App, Refusal, openapi::AnyProblem, signed_in::SignedIn, views};

/// Who is signed in, for which account, and what they may do.
#[utoipa::path(
    get,
    path = paths::SESSION,
    tag = "session",
    security(("session" = [])),
    responses((status = 200, description = "Who is signed in.", body = Session), AnyProblem)
)]
pub async fn session(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
) -> Result<Json<Session>, Refusal> {
    let newest_event = app.service().newest_event(&principal).await?;
    Ok(Json(views::session(&principal, newest_event)))
}
