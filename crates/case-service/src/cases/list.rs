//! L7: the list of an account's cases.

use case_core::{CaseSort, permission::Action};
use case_store::{CaseFilter, CasePosition, CaseRow, ListedCases, SearchQuery};

use super::cursor;
use crate::{Principal, Service, ServiceError};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct ListInput {
    /// Which cases.
    pub filter: CaseFilter,
    /// How they are come by.
    pub by: ListedBy,
    /// The cursor that the page before gave; none for the first page.
    pub cursor: Option<String>,
    /// At most so many cases.
    pub limit: u32,
}

/// How the cases of a list are come by, which gives them their order.
#[derive(Debug, Clone)]
pub enum ListedBy {
    /// Along an order.
    Order(CaseSort),
    /// By words; what they find comes with the highest display IDs first.
    Search(SearchQuery),
}

impl ListedBy {
    /// The order that places are told of. That of a search is nearly that of creation: a place in the one is one in the other.
    const fn order(&self) -> CaseSort {
        match self {
            Self::Order(sort) => *sort,
            Self::Search(_) => CaseSort::Newest,
        }
    }
}

/// A page of a list. It may have fewer cases than there was room for, or none, and yet a next page: where few cases pass the
/// filter or the search, only so many are looked at for each page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CasePage {
    /// Its cases.
    pub rows: Vec<CaseRow>,
    /// For the next page; none on the last.
    pub next: Option<String>,
}

impl Service {
    /// X2, L7: a page of the account's cases.
    pub async fn list_cases(
        &self,
        principal: &Principal,
        input: ListInput,
    ) -> Result<CasePage, ServiceError> {
        principal.require(Action::DescribeCases)?;
        let sort = input.by.order();
        let after = match &input.cursor {
            Some(text) => Some(cursor::read(sort, text)?),
            None => None,
        };
        let limit = usize::try_from(input.limit).unwrap_or(usize::MAX);
        let ListedCases {
            mut rows,
            stopped_at,
        } = self.read_cases(principal, input, after).await?;
        let next = if rows.len() > limit {
            rows.truncate(limit);
            rows.last().map(CaseRow::position)
        } else {
            stopped_at
        };
        let next = next.map(|place| cursor::write(sort, place));
        Ok(CasePage { rows, next })
    }

    /// One case more than the page has room for, where there is one.
    async fn read_cases(
        &self,
        principal: &Principal,
        input: ListInput,
        after: Option<CasePosition>,
    ) -> Result<ListedCases, ServiceError> {
        let (store, account) = (&self.ports.store, principal.account.id);
        let limit = input.limit.saturating_add(1);
        let filter = input.filter;
        let read = match &input.by {
            ListedBy::Order(sort) => store.list_cases(account, filter, *sort, after, limit).await,
            ListedBy::Search(query) => {
                store
                    .search_cases(account, query, filter, after, limit)
                    .await
            }
        };
        Ok(read?)
    }
}
