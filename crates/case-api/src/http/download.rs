//! GET the bytes of a file (A5).

use std::{convert::Infallible, ops::RangeInclusive, sync::Arc, time::Duration};

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use case_service::{FileContent, ServiceError, hex};
use case_wire::{Problem, ProblemKind, paths};
use futures_util::{StreamExt, stream};
use http_body::Frame;
use http_body_util::StreamBody;
use http_range_header::parse_range_header;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::{sync::mpsc, time::timeout};

use super::{App, Refusal, matches, openapi::AnyProblem, signed_in::SignedIn};

/// Nothing in the file may run, whatever opens it in a browser.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// RFC 8187: what stands for itself in a file name.
const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The bytes go out in parts of this size.
const PART: usize = 64 << 10;

/// A client has to take the next part within this time.
const PAUSE: Duration = Duration::from_secs(30);

/// A client has to take the whole file within this time.
const DELIVERY: Duration = Duration::from_mins(10);

/// A file, always as a download, whole or in part.
#[utoipa::path(
    get,
    path = paths::ATTACHMENT,
    tag = "attachments",
    security(("session" = [])),
    params(
        ("attachment_id" = String, Path, description = "The file's id."),
        ("Range" = Option<String>, Header, description = "One range of bytes, such as `bytes=0-1023`."),
        ("If-None-Match" = Option<String>, Header, description = "An `ETag` of an earlier answer."),
    ),
    responses(
        (status = 200, description = "The bytes as they were sent.", content_type = "application/octet-stream", body = Vec<u8>,
            headers(("ETag" = String, description = "The SHA-256 of the bytes."), ("Content-Disposition" = String))),
        (status = 206, description = "The range asked for.", content_type = "application/octet-stream", body = Vec<u8>,
            headers(("Content-Range" = String))),
        (status = 304, description = "The client has it already."),
        (status = 404, description = "There is no such file for this user.", body = Problem,
            content_type = "application/problem+json"),
        (status = 416, description = "The file does not have these bytes.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn download(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Path(id) = id.map_err(|_| ServiceError::NoSuchFile)?;
    let file = app.service().file(&principal, &id).await?;
    let etag = format!("\"{}\"", hex(&file.attachment.sha256));
    if matches(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response());
    }
    let asked = range(&headers, &etag, file.bytes.len())?;
    Ok(answer(file, etag, asked))
}

/// The one range asked for. Several are answered by the whole file, which is allowed and which clients take; so is a
/// range of another version of the file.
fn range(
    headers: &HeaderMap,
    etag: &str,
    size: usize,
) -> Result<Option<RangeInclusive<usize>>, Refusal> {
    let stale = |wanted: &HeaderValue| wanted.as_bytes() != etag.as_bytes();
    let Some(asked) = headers.get(header::RANGE) else {
        return Ok(None);
    };
    if headers.get(header::IF_RANGE).is_some_and(stale) {
        return Ok(None);
    }
    // What is no range of bytes at all is ignored, as RFC 9110 wants it.
    let Some(ranges) = asked
        .to_str()
        .ok()
        .and_then(|text| parse_range_header(text).ok())
    else {
        return Ok(None);
    };
    let not_there = |_| {
        let detail = format!("the file has {size} bytes, and none in the range asked for");
        Refusal::new(ProblemKind::RangeNotSatisfiable, detail)
    };
    let valid = ranges
        .validate(u64::try_from(size).unwrap_or(u64::MAX))
        .map_err(not_there)?;
    let [one] = &valid[..] else {
        return Ok(None);
    };
    let place = |at: &u64| usize::try_from(*at).unwrap_or(usize::MAX);
    Ok(Some(place(one.start())..=place(one.end())))
}

fn answer(file: FileContent, etag: String, asked: Option<RangeInclusive<usize>>) -> Response {
    let FileContent {
        attachment,
        bytes,
        room,
    } = file;
    let name = utf8_percent_encode(&attachment.name, NAME);
    let total = bytes.len();
    let (status, range, bytes) = match asked {
        Some(range) => {
            let told = format!("bytes {}-{}/{total}", range.start(), range.end());
            (StatusCode::PARTIAL_CONTENT, Some(told), bytes.slice(range))
        }
        None => (StatusCode::OK, None, bytes),
    };
    let mut headers = HeaderMap::new();
    let mut set = |name, value: String| {
        // Everything here is ASCII without control characters.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, attachment.media_type);
    set(
        header::CONTENT_DISPOSITION,
        format!("attachment; filename*=UTF-8''{name}"),
    );
    set(
        header::CONTENT_SECURITY_POLICY,
        CONTENT_SECURITY_POLICY.to_owned(),
    );
    set(header::CONTENT_LENGTH, bytes.len().to_string());
    set(header::ACCEPT_RANGES, "bytes".to_owned());
    set(header::ETAG, etag);
    // A file never changes; who may read it can.
    set(header::CACHE_CONTROL, "private, no-cache".to_owned());
    if let Some(range) = range {
        set(header::CONTENT_RANGE, range);
    }
    (status, headers, deliver(bytes, room)).into_response()
}

/// A body that holds the bytes, and what they are in, only as long as the client takes them.
fn deliver(bytes: Bytes, room: impl Send + 'static) -> Body {
    let (give, mut taken) = mpsc::channel(1);
    tokio::spawn(async move {
        let parts = Parts { rest: bytes };
        let all = async {
            for part in parts {
                // The answer ends before its announced length then, and the connection with it.
                match timeout(PAUSE, give.send(part)).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) | Err(_) => return,
                }
            }
        };
        drop(timeout(DELIVERY, all).await);
        drop(room);
    });
    let parts = stream::poll_fn(move |context| taken.poll_recv(context));
    Body::new(StreamBody::new(
        parts.map(|part| Ok::<_, Infallible>(Frame::data(part))),
    ))
}

/// Bytes, part by part.
struct Parts {
    rest: Bytes,
}

impl Iterator for Parts {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let size = self.rest.len().min(PART);
        (size > 0).then(|| self.rest.split_to(size))
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    /// Just within [`PAUSE`].
    const NEARLY: Duration = Duration::from_secs(29);

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_nothing_more_does_not_keep_the_bytes() {
        let room = Arc::new(());
        let mut body = deliver(Bytes::from(vec![7; 5 * PART]), Arc::clone(&room));
        for _ in 0..2 {
            body.frame().await.unwrap().unwrap();
            tokio::time::sleep(NEARLY).await;
        }
        assert_eq!(Arc::strong_count(&room), 2);
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(Arc::strong_count(&room), 1);
        // One part was on its way; then the answer ends, too early.
        assert_eq!(body.collect().await.unwrap().to_bytes().len(), PART);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_its_time_gets_everything_within_the_limit() {
        let room = Arc::new(());
        let mut body = deliver(Bytes::from(vec![7; 5 * PART + 1]), Arc::clone(&room));
        let mut received = 0;
        while let Some(frame) = body.frame().await {
            received += frame.unwrap().into_data().unwrap().len();
            tokio::time::sleep(NEARLY).await;
        }
        assert_eq!((received, Arc::strong_count(&room)), (5 * PART + 1, 1));
        let slow = deliver(Bytes::from(vec![7; 100 * PART]), Arc::clone(&room));
        let mut slow = slow.into_data_stream();
        tokio::spawn(async move {
            while slow.next().await.is_some() {
                tokio::time::sleep(NEARLY).await;
            }
        });
        tokio::time::sleep(DELIVERY + PAUSE).await;
        assert_eq!(Arc::strong_count(&room), 1);
    }
}
