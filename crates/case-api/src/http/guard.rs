//! Requests that change something come from our own pages, as JSON.
//!
//! A foreign page can make a browser send a form with the session's cookie, but not `application/json` unless the
//! server agrees beforehand (CORS), and never without telling its origin.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use case_wire::ProblemKind;

use super::{App, Refusal};

/// Refuses what a foreign page could have sent.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if request.method().is_safe() {
        return next.run(request).await;
    }
    let headers = request.headers();
    if !app.origins().admit(headers) {
        let detail =
            "the Origin header names a site that the operator has not allowed (--allow-origin)";
        return Refusal::new(ProblemKind::ForeignOrigin, detail).into_response();
    }
    if !is_json(headers) {
        let detail = "send the header Content-Type: application/json";
        return Refusal::new(ProblemKind::UnsupportedMediaType, detail).into_response();
    }
    next.run(request).await
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
