//! POST to sign out.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use case_service::Principal;
use case_wire::paths;

use super::{App, Refusal, cookie, openapi::AnyProblem, signed_in::is_made_for};

/// Ends the session, if there is one, and removes its cookie. Another person's than the request says it is made for goes on.
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
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(token) = cookie::token(app.origins(), &headers) {
        let is_meant = |principal: &Principal| is_made_for(&headers, principal);
        if !app.service().sign_out(&token, is_meant).await? {
            return Ok(response);
        }
    }
    if let Some(cookie) = cookie::forget(app.origins()) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
