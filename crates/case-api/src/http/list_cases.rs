//! GET the account's cases (L7).

use std::sync::Arc;

use axum::{Json, extract::State};
use case_service::ListInput;
use case_store::{CaseFilter, SearchQuery};
use case_wire::{
    CaseListPage, CaseListQuery, DEFAULT_PAGE, MAX_PAGE, MAX_SEARCH, ProblemKind, paths,
};

use super::{App, Refusal, openapi::AnyProblem, params::Query, signed_in::SignedIn, views};

/// A page of the list, newest first.
#[utoipa::path(
    get,
    path = paths::CASES,
    tag = "cases",
    security(("session" = [])),
    params(CaseListQuery),
    responses((status = 200, description = "A page, newest first.", body = CaseListPage), AnyProblem)
)]
pub async fn list_cases(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Query(query): Query<CaseListQuery>,
) -> Result<Json<CaseListPage>, Refusal> {
    let limit = query.limit.unwrap_or(DEFAULT_PAGE);
    if !(1..=MAX_PAGE).contains(&limit) {
        let detail = format!("`limit` must be 1 to {MAX_PAGE}, not {limit}");
        return Err(Refusal::new(ProblemKind::InvalidParameter, detail));
    }
    let filter = if query.open {
        CaseFilter::Open
    } else {
        CaseFilter::All
    };
    let input = ListInput {
        filter,
        search: query.search.as_deref().map(search).transpose()?,
        cursor: query.cursor,
        limit,
    };
    let page = app.service().list_cases(&principal, &input).await?;
    Ok(Json(CaseListPage {
        cases: page.rows.into_iter().map(views::row).collect(),
        next_cursor: page.next,
    }))
}

fn search(text: &str) -> Result<SearchQuery, Refusal> {
    let count = text.chars().count();
    if count > MAX_SEARCH {
        let detail = format!("`search` must have at most {MAX_SEARCH} characters, not {count}");
        return Err(Refusal::new(ProblemKind::InvalidParameter, detail));
    }
    SearchQuery::new(text).ok_or_else(|| {
        let detail =
            "`search` must have a letter or a digit to look for; leave it out to list all cases";
        Refusal::new(ProblemKind::InvalidParameter, detail)
    })
}
