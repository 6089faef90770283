//! DELETE a file that no case has taken (A4).

use std::sync::Arc;

use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use case_service::ServiceError;
use case_wire::{Problem, paths};

use super::{App, Refusal, openapi::AnyProblem, signed_in::SignedIn};

/// Removes a file that whoever is signed in has sent and no case has taken.
#[utoipa::path(
    delete,
    path = paths::ATTACHMENT,
    tag = "attachments",
    security(("session" = [])),
    params(("attachment_id" = String, Path, description = "The file's id.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "No such file waits for a case of this user.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn delete_attachment(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    id: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, Refusal> {
    let Path(id) = id.map_err(|_| ServiceError::NoSuchFile)?;
    app.service().remove_file(&principal, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
