//! GET a case (X3).

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use case_service::ServiceError;
use case_wire::CaseView;

use super::{App, Refusal, signed_in::SignedIn, views};

/// The case with this ID, when it belongs to the account of whoever is signed in.
pub async fn view_case(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<CaseView>, Refusal> {
    // What cannot be decoded names no case.
    let Path(id) = id.map_err(|_| ServiceError::NoSuchCase)?;
    Ok(Json(views::case(
        app.service().view_case(&principal, &id).await?,
    )))
}
