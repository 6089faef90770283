//! The client of the API: the only place that fetches.

mod config;
mod error;
mod json;
mod request;
mod upload;

use case_core::{
    CaseDraft, CaseType, Policy,
    account::{ContactsDraft, Preferences},
};
use case_wire::{
    AccountView, CaseListPage, CaseView, CreatedCase, DraftList, DraftSaved, Hours, SaveDraft,
    Session, SignIn, paths,
};
use gloo_net::http::Method;
use wasm_bindgen::JsValue;
use web_sys::{EventSource, EventSourceInit};

pub use config::load as load_config;
pub use error::ApiError;
pub use json::read as read_json;
pub use upload::{Progress, Upload};

use request::{get, post};

/// X1: signs in; the answer sets the session cookie.
pub async fn sign_in(data: &SignIn) -> Result<Session, ApiError> {
    post(paths::SIGN_IN, Some(data), None).await
}

/// Ends the session.
pub async fn sign_out() -> Result<(), ApiError> {
    request::post_nothing(paths::SIGN_OUT).await
}

/// Who is signed in.
pub async fn session() -> Result<Session, ApiError> {
    get(paths::SESSION.to_owned()).await
}

/// X5: the account, with its contacts.
pub async fn account() -> Result<AccountView, ApiError> {
    get(paths::ACCOUNT.to_owned()).await
}

/// X5: saves contacts in place of the version that they change.
pub async fn save_contacts(
    version: u64,
    contacts: &ContactsDraft,
) -> Result<AccountView, ApiError> {
    // The name is that of `case_wire::ContactsQuery`.
    let path = [paths::ACCOUNT_CONTACTS, "?version=", &version.to_string()].concat();
    request::send_json(Method::PUT, &path, contacts).await
}

/// How the person likes the pages.
pub async fn preferences() -> Result<Preferences, ApiError> {
    get(paths::PREFERENCES.to_owned()).await
}

/// Saves what is chosen anew; answers all of it.
pub async fn save_preferences(changes: &Preferences) -> Result<Preferences, ApiError> {
    request::send_json(Method::PATCH, paths::PREFERENCES, changes).await
}

/// The policy with its texts in one language, or in its own first one. The browser's cache asks with the `ETag` it has.
pub async fn policy(language: Option<&str>) -> Result<Policy, ApiError> {
    let query = language.map_or_else(String::new, |language| ["?language=", language].concat());
    get([paths::POLICY, &query].concat()).await
}

/// A file of texts, which lies beside the SPA.
pub async fn texts(file: &str) -> Result<String, ApiError> {
    request::get_file(file).await
}

/// Business and channel hours, and the server's clock.
pub async fn hours() -> Result<Hours, ApiError> {
    let (hours, age) = request::get_with_age::<Hours>(paths::HOURS).await?;
    let now = hours.now + age;
    Ok(Hours { now, ..hours })
}

/// A page of the account's cases; `query` is what `case_wire::CaseListQuery` reads, with its question mark, or empty.
pub async fn cases(query: &str) -> Result<CaseListPage, ApiError> {
    get([paths::CASES, query].concat()).await
}

/// One case, by its case ID.
pub async fn case(case_id: &str) -> Result<CaseView, ApiError> {
    let case_id = String::from(js_sys::encode_uri_component(case_id));
    get(paths::CASE.replace("{case_id}", &case_id)).await
}

/// N3: what happens to the account's cases from the message `after` on, or from now on.
pub fn events(after: Option<&str>) -> Result<EventSource, JsValue> {
    let mut url = [config::api_base(), paths::EVENTS].concat();
    if let Some(after) = after {
        // The name is that of `case_wire::EventsQuery`.
        url.push_str("?after=");
        url.push_str(after);
    }
    let init = EventSourceInit::new();
    init.set_with_credentials(true);
    EventSource::new_with_event_source_init_dict(&url, &init)
}

/// Forgets a file that waits for a case.
pub async fn remove_upload(id: &str) -> Result<(), ApiError> {
    request::delete(&paths::ATTACHMENT.replace("{attachment_id}", id)).await
}

/// Where a file of a case is, to be saved by the browser.
pub fn attachment_address(id: &str) -> String {
    [
        config::api_base(),
        &paths::ATTACHMENT.replace("{attachment_id}", id),
    ]
    .concat()
}

/// G3: creates a case. The same `idempotency_key` again answers with the same case: a retry creates no second one. The draft
/// in the account that it was is gone with it.
pub async fn create_case(
    draft: &CaseDraft,
    version: Option<u64>,
    idempotency_key: &str,
) -> Result<CreatedCase, ApiError> {
    // The name is that of `case_wire::CreateCaseQuery`.
    let path = match version {
        Some(version) => [paths::CASES, "?draft=", &version.to_string()].concat(),
        None => paths::CASES.to_owned(),
    };
    post(&path, Some(draft), Some(idempotency_key)).await
}

/// G1: the person's drafts.
pub async fn drafts() -> Result<DraftList, ApiError> {
    request::get_quietly(paths::DRAFTS).await
}

/// G1, G2: saves a draft to the account.
pub async fn save_draft(case_type: CaseType, draft: &SaveDraft) -> Result<DraftSaved, ApiError> {
    request::put_quietly(&draft_path(case_type), draft).await
}

/// G1: the same as the page goes away.
pub fn save_draft_and_leave(case_type: CaseType, draft: &SaveDraft) {
    request::put_and_leave(&draft_path(case_type), draft);
}

/// G2: forgets a text of a draft.
pub async fn discard_draft(case_type: CaseType, version: u64) -> Result<(), ApiError> {
    let path = paths::DRAFT_VERSION
        .replace("{case_type}", case_type.code())
        .replace("{version}", &version.to_string());
    request::delete_quietly(&path).await
}

fn draft_path(case_type: CaseType) -> String {
    paths::DRAFT.replace("{case_type}", case_type.code())
}
