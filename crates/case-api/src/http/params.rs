//! A request's query and headers, or exactly what is wrong with them.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, request::Parts},
};
use case_wire::{ProblemKind, paths};
use serde::de::DeserializeOwned;

use super::Refusal;

/// The query as the `T` that it spells.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default();
        let read = serde_urlencoded::Deserializer::new(form(query));
        serde_path_to_error::deserialize(read)
            .map(Self)
            .map_err(|error| {
                let path = error.path().to_string();
                let place = if path == "." {
                    "the query".to_owned()
                } else {
                    format!("`{path}` in the query")
                };
                Refusal::new(
                    ProblemKind::InvalidParameter,
                    format!("{place}: {}", error.into_inner()),
                )
            })
    }
}

/// N3: the number of the last event that was read, where the header tells it.
pub struct LastEventId(pub Option<u64>);

impl<S: Sync> FromRequestParts<S> for LastEventId {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let Some(id) = parts.headers.get(paths::LAST_EVENT_ID) else {
            return Ok(Self(None));
        };
        let number = id.to_str().ok().and_then(|id| id.parse().ok());
        number.map(|number| Self(Some(number))).ok_or_else(|| {
            let detail = "the header Last-Event-ID is not the id of a message that was sent";
            Refusal::new(ProblemKind::InvalidParameter, detail)
        })
    }
}

fn form(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// G3: the key that makes a submission idempotent.
pub struct IdempotencyKey(pub String);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        key(&parts.headers).map(Self).ok_or_else(|| {
            let detail = "send the header Idempotency-Key with 1 to 64 of A-Z a-z 0-9 - _, a new one for each case";
            Refusal::new(ProblemKind::InvalidParameter, detail)
        })
    }
}

fn key(headers: &HeaderMap) -> Option<String> {
    let mut keys = headers.get_all(paths::IDEMPOTENCY_KEY).iter();
    let key = keys
        .next()
        .filter(|_| keys.next().is_none())?
        .to_str()
        .ok()?;
    is_key(key).then(|| key.to_owned())
}

/// Whether a client may have chosen this text to know something by again: 1 to 64 of `A-Z a-z 0-9 - _`.
pub fn is_key(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    (1..=64).contains(&text.len()) && text.bytes().all(known)
}
