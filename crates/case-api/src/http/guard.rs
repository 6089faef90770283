//! Requests that change something come from our own pages, as JSON, or as bytes where a file is sent. Streams are read by our
//! own pages too.
//!
//! A foreign page can make a browser send a form with the session's cookie, but neither of these media types unless the
//! server agrees beforehand (CORS), and never without telling its origin.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use case_wire::{ProblemKind, UPLOAD_MEDIA_TYPE, paths};

use super::{App, Refusal};

/// Refuses what a foreign page could have sent.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let is_safe = request.method().is_safe();
    // A stream changes nothing, but takes one of its user's places for as long as it is open.
    let is_free = is_safe && request.uri().path() != paths::EVENTS;
    if !is_free && !app.origins().admit(headers) {
        let detail =
            "the Origin header names a site that the operator has not allowed (--allow-origin)";
        return Refusal::new(ProblemKind::ForeignOrigin, detail).into_response();
    }
    if is_safe {
        return next.run(request).await;
    }
    let wanted = match (request.method(), request.uri().path()) {
        // No page can send it elsewhere without asking first.
        (&Method::DELETE, _) => return next.run(request).await,
        (_, paths::ATTACHMENTS) => UPLOAD_MEDIA_TYPE,
        _ => "application/json",
    };
    if !has_media_type(headers, wanted) {
        let detail = format!("send the header Content-Type: {wanted}");
        return Refusal::new(ProblemKind::UnsupportedMediaType, detail).into_response();
    }
    next.run(request).await
}

fn has_media_type(headers: &HeaderMap, wanted: &str) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(wanted)
}
