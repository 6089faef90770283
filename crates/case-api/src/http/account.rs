//! GET the account, PUT its contacts (X5).

use std::sync::Arc;

use axum::{Json as Answer, extract::State};
use case_core::account::ContactsDraft;
use case_wire::{AccountView, ContactsQuery, Problem, paths};

use super::{
    App, Refusal, body::Json, openapi::AnyProblem, params::Query, signed_in::SignedIn, views,
};

/// The account of the session, with its contacts and whether the person may change them.
#[utoipa::path(
    get,
    path = paths::ACCOUNT,
    tag = "account",
    security(("session" = [])),
    responses((status = 200, description = "The account.", body = AccountView), AnyProblem)
)]
pub async fn account(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
) -> Result<Answer<AccountView>, Refusal> {
    let contacts = app.service().contacts(&principal).await?;
    Ok(Answer(views::account(&principal, contacts)))
}

/// Changes the contacts in place of the version that was read. Where somebody else has changed them since, nothing is saved:
/// the account says what they are now. Needs `account:PutContactInformation`.
#[utoipa::path(
    put,
    path = paths::ACCOUNT_CONTACTS,
    tag = "account",
    security(("session" = [])),
    params(ContactsQuery),
    request_body = ContactsDraft,
    responses(
        (status = 200, description = "They are saved.", body = AccountView),
        (status = 403, description = "The permission is missing.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "Somebody else has changed them since that version.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "Everything that is wrong with them.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn save_contacts(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Query(query): Query<ContactsQuery>,
    Json(body): Json<ContactsDraft>,
) -> Result<Answer<AccountView>, Refusal> {
    let saved = app
        .service()
        .save_contacts(&principal, query.version, &body);
    Ok(Answer(views::account(&principal, saved.await?)))
}
