//! L7: the list of an account's cases.

use case_core::permission::Action;
use case_store::{CaseFilter, CaseRow};

use super::cursor;
use crate::{Principal, Service, ServiceError};

/// What a list shows.
#[derive(Debug, Clone)]
pub struct ListInput {
    /// All, or the open ones.
    pub filter: CaseFilter,
    /// The cursor that the page before gave; none for the first page.
    pub cursor: Option<String>,
    /// At most so many cases.
    pub limit: u32,
}

/// A page of a list, newest first.
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
        let mut rows = self
            .ports
            .store
            .list_cases(principal.account.id, input.filter, after, one_more)
            .await?;
        let limit = usize::try_from(input.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| cursor::write(row.position()));
        Ok(CasePage { rows, next })
    }
}
