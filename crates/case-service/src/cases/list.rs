//! L7: the list of an account's cases.

use case_core::permission::Action;
use case_store::{CaseFilter, CasePosition, CaseRow, SearchPage, SearchQuery};

use super::cursor;
use crate::{Principal, Service, ServiceError};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct ListInput {
    /// All, or the open ones.
    pub filter: CaseFilter,
    /// Only those that this finds.
    pub search: Option<SearchQuery>,
    /// The cursor that the page before gave; none for the first page.
    pub cursor: Option<String>,
    /// At most so many cases.
    pub limit: u32,
}

/// A page of a list, newest first. A search may have pages with fewer cases than there was room for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// Its cases.
    pub rows: Vec<CaseRow>,
    /// For the next page; none on the last.
    pub next: Option<String>,
}

impl Service {
    /// X2, L7: a page of the account's cases, newest first.
    pub async fn list_cases(
        &self,
        principal: &Principal,
        input: &ListInput,
    ) -> Result<CasePage, ServiceError> {
        principal.require(Action::DescribeCases)?;
        let after = match &input.cursor {
            Some(text) => Some(cursor::read(text).ok_or(ServiceError::InvalidCursor)?),
            None => None,
        };
        let one_more = input.limit.saturating_add(1);
        let SearchPage {
            mut rows,
            stopped_at,
        } = self.page(principal, input, after, one_more).await?;
        let limit = usize::try_from(input.limit).unwrap_or(usize::MAX);
        let next = if rows.len() > limit {
            rows.truncate(limit);
            rows.last().map(CaseRow::position)
        } else {
            stopped_at
        };
        let next = next.map(cursor::write);
        Ok(CasePage { rows, next })
    }

    async fn page(
        &self,
        principal: &Principal,
        input: &ListInput,
        after: Option<CasePosition>,
        limit: u32,
    ) -> Result<SearchPage, ServiceError> {
        let (store, account) = (&self.ports.store, principal.account.id);
        let Some(query) = &input.search else {
            let rows = store
                .list_cases(account, input.filter, after, limit)
                .await?;
            return Ok(SearchPage {
                rows,
                stopped_at: None,
            });
        };
        Ok(store
            .search_cases(account, query, input.filter, after, limit)
            .await?)
    }
}
