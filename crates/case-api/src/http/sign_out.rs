//! POST to sign out.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use case_wire::paths;

use super::{App, Refusal, cookie, openapi::AnyProblem};

/// Ends the session, if there is one, and removes its cookie.
#[utoipa::path(
    post,
    path = paths::SIGN_OUT,
    tag = "session",
    responses((status = 204, description = "There is no session, or no longer."), AnyProblem)
)]
pub async fn sign_out(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    if let Some(token) = cookie::token(app.origins(), &headers) {
        app.service().sign_out(&token).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = cookie::forget(app.origins()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
