//! The paths of the API, the same in the router, the client and the documents.

/// POST [`crate::SignIn`], answers [`crate::Session`] and sets the session cookie.
pub const SIGN_IN: &str = "/api/sign-in";
/// POST, ends the session; like every POST it needs `Content-Type: application/json`, its body is not looked at. 204.
pub const SIGN_OUT: &str = "/api/sign-out";
/// GET [`crate::Session`].
pub const SESSION: &str = "/api/session";
/// GET `case_core::Policy` with an `ETag`, without a session; `?language=en` ([`crate::PolicyQuery`]) chooses the
/// language of its texts.
pub const POLICY: &str = "/api/policy";
/// GET [`crate::Hours`].
pub const HOURS: &str = "/api/hours";
/// POST `case_core::CaseDraft`, answers [`crate::CheckAnswer`]; saves nothing.
pub const CHECK: &str = "/api/cases/check";
/// POST `case_core::CaseDraft` with an [`IDEMPOTENCY_KEY`], answers [`crate::CreatedCase`] with 201,
/// or 200 when the key made that case before; GET [`crate::CaseListPage`]
/// with [`crate::CaseListQuery`].
pub const CASES: &str = "/api/cases";
/// GET [`crate::CaseView`]; the last segment is the case ID.
pub const CASE: &str = "/api/cases/{case_id}";
/// GET [`crate::DraftList`].
pub const DRAFTS: &str = "/api/drafts";
/// PUT [`crate::SaveDraft`], answers [`crate::DraftSaved`]; the last segment is the case type.
pub const DRAFT: &str = "/api/drafts/{case_type}";
/// DELETE a text of a draft, 204.
pub const DRAFT_VERSION: &str = "/api/drafts/{case_type}/{version}";
/// POST the bytes of a file as [`crate::UPLOAD_MEDIA_TYPE`] with [`crate::UploadQuery`], answers
/// [`crate::AttachmentView`] with 201. A case takes it by naming it in its draft; what no case has taken within an hour
/// and no saved draft names is removed.
pub const ATTACHMENTS: &str = "/api/attachments";
/// GET the bytes of a file, also in parts; DELETE one that no case has taken, 204.
pub const ATTACHMENT: &str = "/api/attachments/{attachment_id}";
/// GET with [`crate::EventsQuery`] or [`LAST_EVENT_ID`], answers what happens to the account's cases, as it happens, as
/// [`crate::EVENTS_MEDIA_TYPE`].
pub const EVENTS: &str = "/api/events";
/// GET [`crate::AccountView`].
pub const ACCOUNT: &str = "/api/account";
/// PUT `case_core::account::ContactsDraft` with [`crate::ContactsQuery`], answers [`crate::AccountView`].
pub const ACCOUNT_CONTACTS: &str = "/api/account/contacts";
/// GET `case_core::account::Preferences`; PATCH what of them is chosen anew, answers all of them.
pub const PREFERENCES: &str = "/api/preferences";
/// GET, 200 while the process runs.
pub const HEALTH: &str = "/health";
/// GET, 200 while the stores answer.
pub const READY: &str = "/ready";

/// The request header that makes a submission idempotent (G3): 1 to 64 of `A-Z a-z 0-9 - _`.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The request header that names the last message that was read of [`EVENTS`].
pub const LAST_EVENT_ID: &str = "last-event-id";

/// The request header that names for whom a page makes the request: [`crate::Session::person`], percent-encoded.
pub const PERSON: &str = "casework-person";

/// The response header (and member of problem details) that names a request in the logs.
pub const REQUEST_ID: &str = "x-request-id";
