//! The paths of the API, the same in the router, the client and the documents.

/// POST [`crate::SignIn`], answers [`crate::Session`] and sets the session cookie.
pub const SIGN_IN: &str = "/api/sign-in";
/// POST, ends the session.
pub const SIGN_OUT: &str = "/api/sign-out";
/// GET [`crate::Session`].
pub const SESSION: &str = "/api/session";
/// GET `case_core::Policy` with an `ETag`; `?language=en` chooses the language of its texts.
pub const POLICY: &str = "/api/policy";
/// GET [`crate::Hours`].
pub const HOURS: &str = "/api/hours";
/// POST `case_core::CaseDraft`, answers [`crate::CheckAnswer`]; saves nothing.
pub const CHECK: &str = "/api/cases/check";
/// POST `case_core::CaseDraft` with an [`IDEMPOTENCY_KEY`], answers [`crate::CreatedCase`]; GET [`crate::CaseListPage`].
pub const CASES: &str = "/api/cases";
/// GET [`crate::CaseView`]; the last segment is the case ID.
pub const CASE: &str = "/api/cases/{case_id}";
/// GET, 200 while the process runs.
pub const HEALTH: &str = "/health";
/// GET, 200 while the stores answer.
pub const READY: &str = "/ready";

/// The request header that makes a submission idempotent (G3): 1 to 64 of `A-Z a-z 0-9 - _`.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The response header (and member of problem details) that names a request in the logs.
pub const REQUEST_ID: &str = "x-request-id";
