//! GET a case (X3).

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
};
use case_core::CaseId;
use case_service::ServiceError;
use case_wire::{CaseView, Problem, paths};

use super::{App, Refusal, openapi::AnyProblem, signed_in::SignedIn, views};

/// The case with this ID, when it belongs to the account of whoever is signed in.
#[utoipa::path(
    get,
    path = paths::CASE,
    tag = "cases",
    security(("session" = [])),
    params(("case_id" = CaseId, Path, description = "The case's ID.")),
    responses(
        (status = 200, description = "The case with its correspondence.", body = CaseView),
        (status = 404, description = "There is no such case in this account.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
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
