//! GET opening and business hours (S3, C4).

use std::sync::Arc;

use axum::{Json, extract::State};
use case_wire::Hours;

use super::{App, Refusal, signed_in::SignedIn};

/// The hours for the account of whoever is signed in.
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
