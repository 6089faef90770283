//! GET, PUT and DELETE drafts (G1, G2).

use std::sync::Arc;

use axum::{
    Json as Answer,
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use case_core::CaseType;
use case_service::{SavedOn, ServiceError};
use case_wire::{DraftList, DraftSaved, Problem, ProblemKind, SaveDraft, paths};

use super::{
    App, Refusal, body::Json, openapi::AnyProblem, params::is_key, signed_in::SignedIn, views,
};

/// The drafts of whoever is signed in, of all case types, the last saved first.
#[utoipa::path(
    get,
    path = paths::DRAFTS,
    tag = "drafts",
    security(("session" = [])),
    responses((status = 200, description = "The drafts.", body = DraftList), AnyProblem)
)]
pub async fn drafts(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
) -> Result<Answer<DraftList>, Refusal> {
    let drafts = app.service().drafts(&principal).await?;
    let drafts = drafts.into_iter().map(views::draft).collect();
    Ok(Answer(DraftList { drafts }))
}

/// Saves a draft in place of the version that it changes. Where that is not there any more, both texts are kept.
#[utoipa::path(
    put,
    path = paths::DRAFT,
    tag = "drafts",
    security(("session" = [])),
    params(("case_type" = CaseType, Path, description = "Which of the user's drafts.")),
    request_body = SaveDraft,
    responses(
        (status = 200, description = "It is saved.", body = DraftSaved),
        (status = 404, description = "There is no such case type.", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "Too many texts of this draft are kept already.", body = Problem,
            content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn save_draft(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    case_type: Result<Path<CaseType>, PathRejection>,
    Json(body): Json<SaveDraft>,
) -> Result<Answer<DraftSaved>, Refusal> {
    let Path(case_type) = case_type.map_err(|_| ServiceError::NoSuchDraft)?;
    if !is_key(&body.device) {
        let detail = "at device: expected 1 to 64 of A-Z a-z 0-9 - _";
        return Err(Refusal::new(ProblemKind::UnexpectedShape, detail));
    }
    if body
        .owner
        .is_some_and(|owner| owner != views::draft_owner(&principal))
    {
        let detail = "the draft is of somebody else than who is signed in now";
        return Err(Refusal::new(ProblemKind::NotSignedIn, detail));
    }
    let from = SavedOn {
        base: body.base,
        device: body.device,
    };
    let saved = app
        .service()
        .save_draft(&principal, case_type, from, body.draft);
    let (version, others) = saved.await?;
    let others = others.into_iter().map(views::draft).collect();
    Ok(Answer(DraftSaved { version, others }))
}

/// Forgets a text of a draft.
#[utoipa::path(
    delete,
    path = paths::DRAFT_VERSION,
    tag = "drafts",
    security(("session" = [])),
    params(
        ("case_type" = CaseType, Path, description = "Which of the user's drafts."),
        ("version" = u64, Path, description = "Which of its texts."),
    ),
    responses(
        (status = 204, description = "It is gone."),
        (status = 404, description = "There is no such text.", body = Problem, content_type = "application/problem+json"),
        AnyProblem,
    )
)]
pub async fn discard_draft(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    which: Result<Path<(CaseType, u64)>, PathRejection>,
) -> Result<StatusCode, Refusal> {
    let Path((case_type, version)) = which.map_err(|_| ServiceError::NoSuchDraft)?;
    app.service()
        .discard_draft(&principal, case_type, version)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
