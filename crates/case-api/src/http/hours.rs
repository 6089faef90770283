//! GET opening and business hours (S3, C4).

use std::sync::Arc;

use axum::{Json, extract::State};
use case_wire::{Hours, paths};

use super::{App, Refusal, openapi::AnyProblem, signed_in::SignedIn};

/// The hours for the account of whoever is signed in.
#[utoipa::path(
    get,
    path = paths::HOURS,
    tag = "policy",
    security(("session" = [])),
    responses((status = 200, description = "From an hour ago to some weeks ahead.", body = Hours), AnyProblem)
)]
pub async fn hours(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
) -> Result<Json<Hours>, Refusal> {
    let (now, hours) = app.service().hours(&principal)?;
    Ok(Json(Hours {
        now,
        business: hours.business.clone(),
        channels: hours.channels.clone(),
    }))
}
