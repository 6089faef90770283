//! POST the bytes of a file (A1 to A3).

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, StatusCode, header},
};
use case_service::IncomingFile;
use case_wire::{AttachmentView, Problem, ProblemKind, UploadQuery, paths};
use http_body_util::BodyExt;
use tokio::time::timeout;

use super::{App, Refusal, openapi::AnyProblem, params::Query, signed_in::SignedIn, views};

/// The next bytes have to come within this time.
const PAUSE: Duration = Duration::from_secs(30);

/// The whole file has to arrive within this time: 5 MB need 70 kbit/s.
const ARRIVAL: Duration = Duration::from_mins(10);

/// A client that is cut off while it sends sees no answer. So much more than the limit is received and thrown away,
/// within this time, so that it does.
const OVERRUN: (usize, Duration) = (8 << 20, Duration::from_secs(5));

/// Keeps a file for a case of whoever is signed in.
#[utoipa::path(
    post,
    path = paths::ATTACHMENTS,
    tag = "attachments",
    security(("session" = [])),
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file's bytes."),
    responses(
        (status = 201, description = "The file waits for a case, for an hour.", body = AttachmentView,
            headers(("Location" = String, description = "The path of the file."))),
        (status = 409, description = "Too many files wait for a case.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "The file has violations, at `/name` or `/size`.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn upload(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    mut body: Body,
) -> Result<(StatusCode, [(HeaderName, String); 1], Json<AttachmentView>), Refusal> {
    let service = app.service();
    let incoming = service.receive_file(&principal, &query.name, announced(&headers));
    let received = match incoming.await {
        Ok(mut incoming) => timeout(ARRIVAL, receive(&mut body, &mut incoming))
            .await
            .unwrap_or_else(|_| Err(late(ARRIVAL)))
            .map(|()| incoming),
        Err(error) => Err(error.into()),
    };
    let incoming = match received {
        Ok(incoming) => incoming,
        Err(refusal) => {
            drop(timeout(OVERRUN.1, discard(&mut body)).await);
            return Err(refusal);
        }
    };
    let file = views::attachment(incoming.finish().await?);
    let location = paths::ATTACHMENT.replace("{attachment_id}", &file.id);
    Ok((
        StatusCode::CREATED,
        [(header::LOCATION, location)],
        Json(file),
    ))
}

/// The size that the client announces; none when it sends without knowing it.
fn announced(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

async fn receive(body: &mut Body, incoming: &mut IncomingFile<'_>) -> Result<(), Refusal> {
    loop {
        let frame = timeout(PAUSE, body.frame())
            .await
            .map_err(|_| late(PAUSE))?;
        let Some(frame) = frame else {
            return Ok(());
        };
        let frame =
            frame.map_err(|_| Refusal::new(ProblemKind::IncompleteBody, "the body broke off"))?;
        if let Ok(bytes) = frame.into_data() {
            incoming.push(&bytes)?;
        }
    }
}

fn late(time: Duration) -> Refusal {
    let detail = format!("nothing more arrived within {} seconds", time.as_secs());
    Refusal::new(ProblemKind::IncompleteBody, detail)
}

async fn discard(body: &mut Body) {
    let mut rest = OVERRUN.0;
    while let Some(Ok(frame)) = body.frame().await {
        let bytes = frame.data_ref().map_or(0, bytes::Bytes::len);
        match rest.checked_sub(bytes) {
            Some(less) => rest = less,
            None => return,
        }
    }
}
