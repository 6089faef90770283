//! GET whether the process runs, and whether it can do its work.

use std::sync::Arc;

use axum::extract::State;

use super::{App, Refusal};

/// Answers while the process runs.
pub async fn health() -> &'static str {
    "ok\n"
}

/// Answers while the stores do.
pub async fn ready(State(app): State<Arc<App>>) -> Result<&'static str, Refusal> {
    app.service().ready().await?;
    Ok("ok\n")
}
