//! POST a draft to become a case (T11, G3).

use std::sync::Arc;

use axum::{
    Json as Answer,
    extract::State,
    http::{HeaderName, StatusCode, header},
};
use case_core::CaseDraft;
use case_service::Creation;
use case_wire::{CreatedCase, paths};

use super::{App, Refusal, body::Json, params::IdempotencyKey, signed_in::SignedIn, views};

/// Opens a case: 201 when it is new, 200 when the same submission made it before.
pub async fn create_case(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Json(draft): Json<CaseDraft>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Answer<CreatedCase>), Refusal> {
    let (status, case) = match app.service().create_case(&principal, &draft, &key).await? {
        Creation::New(case) => (StatusCode::CREATED, case),
        Creation::Repeated(case) => (StatusCode::OK, case),
    };
    let location = paths::CASE.replace("{case_id}", case.row.id.as_str());
    let answer = CreatedCase {
        case: views::case(case),
    };
    Ok((status, [(header::LOCATION, location)], Answer(answer)))
}
