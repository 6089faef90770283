//! GET the bytes of a file (A5).

use std::{ops::RangeInclusive, sync::Arc};

use axum::{
    body::Body,
    extract::{Path, State, rejection::PathRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use case_service::{FileContent, ServiceError, hex};
use case_wire::{Problem, ProblemKind, paths};
use http_body_util::StreamBody;
use http_range_header::parse_range_header;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{App, Refusal, matches, openapi::AnyProblem, signed_in::SignedIn};

/// Nothing in the file may run, whatever opens it in a browser.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// RFC 8187: what stands for itself in a file name.
const NAME: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The bytes go out in parts of this size, so that a slow client holds the room in memory and nothing more.
const PART: usize = 64 << 10;

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
    let parts = Parts { rest: bytes };
    let stream = futures_util::stream::unfold((parts, room), async |(mut parts, room)| {
        let part = parts.next()?;
        let frame = Ok::<_, std::convert::Infallible>(http_body::Frame::data(part));
        Some((frame, (parts, room)))
    });
    (status, headers, Body::new(StreamBody::new(stream))).into_response()
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
