//! POST a draft to become a case (T11, G3).

use std::sync::Arc;

use axum::{
    Json as Answer,
    extract::State,
    http::{HeaderName, StatusCode, header},
};
use case_core::CaseDraft;
use case_service::Creation;
use case_wire::{CreateCaseQuery, CreatedCase, Problem, paths};

use super::{
    App, Refusal,
    body::Json,
    openapi::AnyProblem,
    params::{IdempotencyKey, Query},
    signed_in::SignedIn,
    views,
};

/// Opens a case: 201 when it is new, 200 when the same submission made it before.
#[utoipa::path(
    post,
    path = paths::CASES,
    tag = "cases",
    security(("session" = [])),
    params(CreateCaseQuery, ("Idempotency-Key" = String, Header, min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_-]+$",
        description = "A new one for each case, the same for each attempt to open it.")),
    request_body = CaseDraft,
    responses(
        (status = 201, description = "The case is open.", body = CreatedCase,
            headers(("Location" = String, description = "The path of the case."))),
        (status = 200, description = "An earlier attempt has opened this case.", body = CreatedCase,
            headers(("Location" = String, description = "The path of the case."))),
        (status = 409, description = "The key was used before with another draft.", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "The draft has violations, or another shape.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn create_case(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    IdempotencyKey(key): IdempotencyKey,
    Query(query): Query<CreateCaseQuery>,
    Json(draft): Json<CaseDraft>,
) -> Result<(StatusCode, [(HeaderName, String); 1], Answer<CreatedCase>), Refusal> {
    let (status, case) = match app
        .service()
        .create_case(&principal, &draft, query.draft, &key)
        .await?
    {
        Creation::New(case) => (StatusCode::CREATED, case),
        Creation::Repeated(case) => (StatusCode::OK, case),
    };
    let location = paths::CASE.replace("{case_id}", case.case.row.id.as_str());
    let answer = CreatedCase {
        case: views::case(case),
    };
    Ok((status, [(header::LOCATION, location)], Answer(answer)))
}
