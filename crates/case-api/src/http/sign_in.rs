//! POST to sign in (X1).

use std::sync::Arc;

use axum::{
    Json as Answer,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use case_service::Credentials;
use case_wire::{Problem, Session, SignIn, paths};

use super::{
    App, Refusal,
    body::{Json, SMALL},
    cookie,
    openapi::AnyProblem,
    signed_in::ClientAddress,
    views,
};

/// Opens a session and sets its cookie.
#[utoipa::path(
    post,
    path = paths::SIGN_IN,
    tag = "session",
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in.", body = Session,
            headers(("Set-Cookie" = String, description = "The session, out of reach of scripts."))),
        (status = 401, description = "The sign-in data are not right; which part stays unsaid.", body = Problem,
            content_type = "application/problem+json"),
        (status = 429, description = "Too many failed attempts, by identity or by address.", body = Problem,
            content_type = "application/problem+json",
            headers(("Retry-After" = u32, description = "Seconds until another attempt is taken."))),
        AnyProblem,
    )
)]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Json(body): Json<SignIn, SMALL>,
) -> Result<Response, Refusal> {
    let credentials = match body {
        SignIn::Root { email, password } => Credentials::Root { email, password },
        SignIn::User {
            account,
            user_name,
            password,
        } => Credentials::User {
            account,
            user_name,
            password,
        },
    };
    let signed_in = app.service().sign_in(credentials, from).await?;
    let newest_event = app.service().newest_event(&signed_in.principal).await?;
    let session = views::session(&signed_in.principal, newest_event);
    let mut response = Answer(session).into_response();
    if let Some(cookie) = cookie::keep(app.origins(), &signed_in.token) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
