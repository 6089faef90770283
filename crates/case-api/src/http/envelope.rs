//! Around every request: its ID, its line in the log, and the body of its problem if there is one.

use std::{error::Error, fmt::Write as _, sync::Arc, time::Instant};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use case_wire::paths;
use tracing::Instrument;

use super::{App, Refusal};

const REQUEST_ID: HeaderName = HeaderName::from_static(paths::REQUEST_ID);

/// Gives the request an ID, keeps one that a proxy in front has given, and answers with it.
pub async fn envelope(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let id = given_id(&request).unwrap_or_else(|| new_id(&app));
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let span = tracing::info_span!("request", id, %method, path);
    async {
        let began = Instant::now();
        let mut response = next.run(request).await;
        if let Some(refusal) = response.extensions_mut().remove::<Refusal>() {
            log(&refusal);
            response = refusal.write(response, &id);
        }
        tracing::debug!(status = response.status().as_u16(), took = ?began.elapsed(), "answered");
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span)
    .await
}

/// What the client sent, when it is fit for a log: 8 to 64 of `A-Z a-z 0-9 . _ -`.
fn given_id(request: &Request) -> Option<String> {
    let id = request.headers().get(REQUEST_ID)?.to_str().ok()?;
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    ((8..=64).contains(&id.len()) && id.bytes().all(known)).then(|| id.to_owned())
}

fn new_id(app: &App) -> String {
    let mut bytes = [0; 12];
    app.random().fill(&mut bytes);
    bytes
        .iter()
        .fold(String::with_capacity(24), |mut id, byte| {
            // Writing to a string cannot fail.
            let _ = write!(id, "{byte:02x}");
            id
        })
}

fn log(refusal: &Refusal) {
    let problem = refusal.kind().uri();
    if let Some(cause) = refusal.cause() {
        tracing::error!(problem, cause = chain(cause), "refused");
    } else {
        tracing::debug!(problem, "refused");
    }
}

/// An error with what caused it, and what caused that.
fn chain(error: &(dyn Error + Send + Sync)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Writing to a string cannot fail.
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text
}
