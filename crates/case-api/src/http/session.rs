//! GET who is signed in.

use axum::Json;
use case_wire::{Session, paths};

use super::{openapi::AnyProblem, signed_in::SignedIn, views};

/// Who is signed in, for which account, and what they may do.
#[utoipa::path(
    get,
    path = paths::SESSION,
    tag = "session",
    security(("session" = [])),
    responses((status = 200, description = "Who is signed in.", body = Session), AnyProblem)
)]
pub async fn session(SignedIn(principal): SignedIn) -> Json<Session> {
    Json(views::session(&principal))
}
