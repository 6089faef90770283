//! POST to sign in (X1).

use std::sync::Arc;

use axum::{
    Json as Answer,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use case_service::Credentials;
use case_wire::SignIn;

use super::{App, Refusal, body::Json, cookie, signed_in::ClientAddress, views};

/// Opens a session and sets its cookie.
pub async fn sign_in(
    State(app): State<Arc<App>>,
    ClientAddress(from): ClientAddress,
    Json(body): Json<SignIn>,
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
    let mut response = Answer(views::session(&signed_in.principal)).into_response();
    if let Some(cookie) = cookie::keep(app.origins(), &signed_in.token) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
