//! GET whether the process runs, and whether it can do its work.

use std::sync::Arc;

use axum::extract::State;
use case_wire::{Problem, paths};

use super::{App, Refusal};

/// Answers while the process runs.
#[utoipa::path(
    get,
    path = paths::HEALTH,
    tag = "operation",
    responses((status = 200, description = "The process runs.", body = String, content_type = "text/plain"))
)]
pub async fn health() -> &'static str {
    "ok\n"
}

/// Answers while the stores do.
#[utoipa::path(
    get,
    path = paths::READY,
    tag = "operation",
    responses(
        (status = 200, description = "The stores answer.", body = String, content_type = "text/plain"),
        (status = 503, description = "A store does not answer.", body = Problem,
            content_type = "application/problem+json"),
    )
)]
pub async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Refusal> {
    app.service().ready().await?;
    Ok("ok\n")
}
