//! Every answer that is an error: problem details for the client, the cause for the log alone.

use std::{error::Error, sync::Arc};

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use case_core::Violation;
use case_service::{ServiceError, UnknownLanguage};
use case_wire::{PROBLEM_MEDIA_TYPE, Problem, ProblemKind};

/// After so many seconds a store that did not answer may do so again.
const STORE_RETRY_AFTER: u32 = 2;

/// After so many seconds another stream of events may have ended.
const STREAM_RETRY_AFTER: u32 = 15;

/// The longest detail, in characters: it may quote what the client sent.
const MAX_DETAIL: usize = 400;

/// An error on its way to the client. The envelope around all handlers gives it the request's ID and its body.
#[derive(Debug, Clone)]
pub struct Refusal {
    kind: ProblemKind,
    detail: String,
    violations: Vec<Violation>,
    retry_after: Option<u32>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Refusal {
    /// A problem with what is wrong about this very request, in English, for developers.
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        let mut detail = detail.into();
        if let Some((end, _)) = detail.char_indices().nth(MAX_DETAIL) {
            detail.truncate(end);
            detail.push('…');
        }
        Self {
            kind,
            detail,
            violations: Vec::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// There are as many streams of events as the server has room for.
    pub fn no_room_for_a_stream() -> Self {
        let detail = "the server follows as many streams of events as it can; try again";
        Self {
            retry_after: Some(STREAM_RETRY_AFTER),
            ..Self::new(ProblemKind::Unavailable, detail)
        }
    }

    fn caused_by(self, cause: impl Error + Send + Sync + 'static) -> Self {
        Self {
            cause: Some(Arc::new(cause)),
            ..self
        }
    }

    /// Which kind of problem.
    pub const fn kind(&self) -> ProblemKind {
        self.kind
    }

    /// What the log says and the client does not.
    pub fn cause(&self) -> Option<&(dyn Error + Send + Sync)> {
        self.cause.as_deref()
    }

    /// Puts the problem into a response that so far has a status and headers only.
    pub fn write(self, response: Response, request_id: &str) -> Response {
        let problem = Problem {
            kind: self.kind,
            status: self.kind.status(),
            title: self.kind.title().to_owned(),
            detail: self.detail,
            request_id: request_id.to_owned(),
            violations: self.violations,
            retry_after: self.retry_after,
        };
        let (mut parts, _) = response.into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        parts.headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(PROBLEM_MEDIA_TYPE),
        );
        if let Some(seconds) = self.retry_after {
            parts
                .headers
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        // Plain structs with string keys: a problem can always be written as JSON.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        Response::from_parts(parts, body.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.kind.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ServiceError> for Refusal {
    fn from(error: ServiceError) -> Self {
        use ProblemKind as Kind;
        let said = |kind, error: &ServiceError| Self::new(kind, error.to_string());
        match error {
            ServiceError::NotSignedIn => said(Kind::NotSignedIn, &error),
            ServiceError::WrongCredentials => said(Kind::WrongCredentials, &error),
            ServiceError::TooManyAttempts { retry_after } => Self {
                retry_after: Some(retry_after),
                ..said(Kind::TooManyRequests, &error)
            },
            ServiceError::TooManyStreams { .. } => Self {
                retry_after: Some(STREAM_RETRY_AFTER),
                ..said(Kind::TooManyRequests, &error)
            },
            ServiceError::NotPermitted(_) => said(Kind::NotPermitted, &error),
            ServiceError::NoSuchCase | ServiceError::NoSuchFile | ServiceError::NoSuchDraft => {
                said(Kind::NotFound, &error)
            }
            ServiceError::IdempotencyConflict => said(Kind::IdempotencyConflict, &error),
            ServiceError::InvalidCursor => Self::new(
                Kind::InvalidParameter,
                "`cursor` must be the nextCursor of an earlier page",
            ),
            ServiceError::CursorOfAnotherOrder => Self::new(
                Kind::InvalidParameter,
                "`cursor` belongs to a list with another `sort`; leave it out to begin anew",
            ),
            ServiceError::InvalidCase(ref violations) => Self {
                violations: violations.clone(),
                ..said(Kind::InvalidCase, &error)
            },
            ServiceError::InvalidFile(ref violations) => Self {
                violations: violations.clone(),
                ..said(Kind::InvalidFile, &error)
            },
            ServiceError::InvalidSettings(ref violations) => Self {
                violations: violations.clone(),
                ..said(Kind::InvalidSettings, &error)
            },
            ServiceError::ContactsChanged => said(Kind::ContactsChanged, &error),
            ServiceError::DraftTooLarge => said(Kind::BodyTooLarge, &error),
            ServiceError::TooManyDrafts { .. } => said(Kind::TooManyDrafts, &error),
            ServiceError::TooManyFiles { .. } => said(Kind::TooManyFiles, &error),
            ServiceError::Crowded => Self {
                retry_after: Some(STORE_RETRY_AFTER),
                ..said(Kind::Unavailable, &error)
            },
            ServiceError::Unavailable(_) => {
                let refusal = Self::new(
                    Kind::Unavailable,
                    "the server cannot reach its data now; try again",
                );
                Self {
                    retry_after: Some(STORE_RETRY_AFTER),
                    ..refusal
                }
                .caused_by(error)
            }
            // What an administrator enters comes by the command line only: over HTTP these would be our own fault.
            ServiceError::InvalidInput { .. }
            | ServiceError::Conflict(_)
            | ServiceError::Internal(_) => Self::new(
                Kind::Internal,
                "the server failed; its log tells more under the request ID",
            )
            .caused_by(error),
        }
    }
}

impl From<UnknownLanguage> for Refusal {
    fn from(error: UnknownLanguage) -> Self {
        Self::new(
            ProblemKind::InvalidParameter,
            format!("`language`: {error}"),
        )
    }
}
