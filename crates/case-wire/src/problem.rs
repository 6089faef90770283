//! RFC 9457 problem details: the one shape of every error.

use case_core::Violation;
use serde::{Deserialize, Serialize};

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable kind; its URI is [`ProblemKind::uri`].
    #[serde(rename = "type")]
    pub kind: ProblemKind,
    /// The HTTP status again, for those who only keep the body.
    pub status: u16,
    /// The kind in a few English words.
    pub title: String,
    /// What is wrong with this request, in English, for developers. The SPA words its own messages from `type`.
    pub detail: String,
    /// Names this request in the server's log.
    pub request_id: String,
    /// On [`ProblemKind::InvalidCase`], [`ProblemKind::InvalidFile`] and [`ProblemKind::InvalidSettings`]: everything that is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<Violation>,
    /// On [`ProblemKind::TooManyRequests`] and [`ProblemKind::Unavailable`]: seconds to wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
}

/// Defines the kinds with their slug, status and title in one table.
macro_rules! kinds {
    ($($(#[$meta:meta])* $kind:ident = $slug:literal, $status:literal, $title:literal;)+) => {
        /// The kinds of problems. Their URIs are a promise: clients match on them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum ProblemKind {
            $($(#[$meta])* #[serde(rename = $slug)] #[cfg_attr(feature = "openapi", schema(rename = $slug))] $kind,)+
        }

        impl ProblemKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// The `type` member: a relative URI, resolved against the API's own address.
            pub const fn uri(self) -> &'static str {
                match self { $(Self::$kind => $slug),+ }
            }

            /// The HTTP status that goes with the kind.
            pub const fn status(self) -> u16 {
                match self { $(Self::$kind => $status),+ }
            }

            /// The kind in a few English words.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$kind => $title),+ }
            }
        }
    };
}

kinds! {
    /// The draft has violations.
    InvalidCase = "/problems/invalid-case", 422, "The case cannot be created as it is";
    /// A1 to A3: the file has violations, at `/name` or `/size`.
    InvalidFile = "/problems/invalid-file", 422, "The file cannot be attached";
    /// X5: the contacts, or the preferences, have violations.
    InvalidSettings = "/problems/invalid-settings", 422, "These settings cannot be saved as they are";
    /// X5: somebody else has changed the contacts since they were read.
    ContactsChanged = "/problems/contacts-changed", 409, "Somebody else has changed the contacts";
    /// So many files wait for a case already.
    TooManyFiles = "/problems/too-many-files", 409, "Too many files wait for a case";
    /// G2: so many texts of one draft are kept that the next cannot be.
    TooManyDrafts = "/problems/too-many-drafts", 409, "Too many texts of one draft";
    /// The body broke off, or did not arrive in time.
    IncompleteBody = "/problems/incomplete-body", 400, "The body did not arrive whole";
    /// A range of bytes that the file does not have.
    RangeNotSatisfiable = "/problems/range-not-satisfiable", 416, "The file does not have these bytes";
    /// The body is not JSON.
    MalformedJson = "/problems/malformed-json", 400, "The body is not JSON";
    /// The body is JSON of another shape: a wrong type, a field that does not exist.
    UnexpectedShape = "/problems/unexpected-shape", 422, "The body does not have the expected shape";
    /// The body's media type is not the one that is asked for, `application/json` nearly everywhere.
    UnsupportedMediaType = "/problems/unsupported-media-type", 415, "The body has another media type than asked for";
    /// The body is larger than the server reads.
    BodyTooLarge = "/problems/body-too-large", 413, "The body is too large";
    /// A parameter of the URL or a header has no valid value.
    InvalidParameter = "/problems/invalid-parameter", 400, "A parameter is not valid";
    /// No session, or one that has ended.
    NotSignedIn = "/problems/not-signed-in", 401, "Sign in first";
    /// The sign-in data do not fit; says no more, on purpose.
    WrongCredentials = "/problems/wrong-credentials", 401, "The sign-in data are not right";
    /// X2: the user lacks the permission.
    NotPermitted = "/problems/not-permitted", 403, "Not permitted";
    /// The request came from a site that the operator has not allowed.
    ForeignOrigin = "/problems/foreign-origin", 403, "The request comes from a foreign site";
    /// X3: there is no such thing, or it is another account's.
    NotFound = "/problems/not-found", 404, "Not found";
    /// The path exists, not with this method.
    MethodNotAllowed = "/problems/method-not-allowed", 405, "The method is not allowed here";
    /// G3: the key was used before with another body.
    IdempotencyConflict = "/problems/idempotency-conflict", 409, "The idempotency key was used for another case";
    /// Too many attempts.
    TooManyRequests = "/problems/too-many-requests", 429, "Too many requests";
    /// A store does not answer now.
    Unavailable = "/problems/unavailable", 503, "Not available at the moment";
    /// A fault of the server's own; the log has more under the request ID.
    Internal = "/problems/internal", 500, "Something went wrong on our side";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_from_its_uri() {
        for kind in ProblemKind::ALL {
            let json = serde_json::to_string(kind).unwrap();
            assert_eq!(json, format!("\"{}\"", kind.uri()));
            assert_eq!(serde_json::from_str::<ProblemKind>(&json).unwrap(), *kind);
            assert!((400..600).contains(&kind.status()) && !kind.title().is_empty());
        }
    }
}
