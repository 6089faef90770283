//! GET the account's cases (L7).

use std::sync::Arc;

use axum::{Json, extract::State};
use case_core::CaseSort;
use case_service::{ListInput, ListedBy};
use case_store::{CaseFilter, SearchQuery};
use case_wire::{
    CaseListPage, CaseListQuery, DEFAULT_PAGE, MAX_PAGE, MAX_SEARCH, ProblemKind, paths,
};

use super::{App, Refusal, openapi::AnyProblem, params::Query, signed_in::SignedIn, views};

/// A page of the list.
#[utoipa::path(
    get,
    path = paths::CASES,
    tag = "cases",
    security(("session" = [])),
    params(CaseListQuery),
    responses((status = 200, description = "A page.", body = CaseListPage), AnyProblem)
)]
pub async fn list_cases(
    State(app): State<Arc<App>>,
    SignedIn(principal): SignedIn,
    Query(query): Query<CaseListQuery>,
) -> Result<Json<CaseListPage>, Refusal> {
    let limit = query.limit.unwrap_or(DEFAULT_PAGE);
    if !(1..=MAX_PAGE).contains(&limit) {
        return Err(wrong(format!(
            "`limit` must be 1 to {MAX_PAGE}, not {limit}"
        )));
    }
    let input = ListInput {
        by: listed_by(query.search.as_deref(), query.sort)?,
        filter: CaseFilter {
            open: query.open,
            statuses: query.status,
            case_types: query.case_type,
            severities: query.severity,
        },
        cursor: query.cursor,
        limit,
    };
    let page = app.service().list_cases(&principal, input).await?;
    Ok(Json(CaseListPage {
        cases: page.rows.into_iter().map(views::row).collect(),
        next_cursor: page.next,
    }))
}

/// What a search finds has an order of its own: to sort it, all of it would have to be found first.
fn listed_by(text: Option<&str>, sort: CaseSort) -> Result<ListedBy, Refusal> {
    let Some(text) = text else {
        return Ok(ListedBy::Order(sort));
    };
    if sort != CaseSort::Newest {
        return Err(wrong(format!(
            "`sort` must be {} where there is a `search`, not {sort}: leave out one of the two",
            CaseSort::Newest
        )));
    }
    search(text).map(ListedBy::Search)
}

fn search(text: &str) -> Result<SearchQuery, Refusal> {
    let count = text.chars().count();
    if count > MAX_SEARCH {
        return Err(wrong(format!(
            "`search` must have at most {MAX_SEARCH} characters, not {count}"
        )));
    }
    SearchQuery::new(text).ok_or_else(|| {
        wrong("`search` must have a letter or a digit to look for; leave it out to list all cases")
    })
}

fn wrong(detail: impl Into<String>) -> Refusal {
    Refusal::new(ProblemKind::InvalidParameter, detail)
}
