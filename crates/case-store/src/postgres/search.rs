//! L7: the full-text search in PostgreSQL, over the terms of [`crate::search`].

use case_core::AccountId;
use deadpool_postgres::Transaction;

use super::{
    cases::{read_kind, read_row, row_columns},
    sql::{self, Chunk, Columns},
};
use crate::{
    CaseFilter, CasePosition, CaseRow, ListedCases, SearchQuery, StoreError,
    listing::{Gathering, ROW, TEXTS as READ_TEXTS},
    search::index_terms,
    spelling::number_of,
};

/// What a customer can find in a case: its subject, what was said for them to read, and the names of files.
const TEXTS: &str = "
    SELECT 'customer' AS kind, subject AS text FROM cases WHERE number = $1
    UNION ALL
    SELECT kind, body FROM correspondence WHERE case_number = $1
    UNION ALL
    SELECT kind, name FROM attachments JOIN correspondence ON correspondence.number = correspondence_number
    WHERE case_number = $1";

/// Makes a case found by what it holds now. It must not be in the index yet.
pub async fn add(db: &Transaction<'_>, account: AccountId, number: i64) -> Result<(), StoreError> {
    let terms = index_terms(account, &texts(db, number).await?);
    let terms: Vec<&str> = terms.split(' ').filter(|term| !term.is_empty()).collect();
    let add = "INSERT INTO case_search (case_number, terms) VALUES ($1, array_to_tsvector($2))";
    sql::execute(db, add, &[&number, &terms]).await.map(drop)
}

async fn texts(db: &Transaction<'_>, number: i64) -> Result<Vec<String>, StoreError> {
    let mut texts = Vec::new();
    for row in sql::rows(db, TEXTS, &[&number]).await? {
        if read_kind(&row)?.is_for_customer() {
            texts.push(row.plain("text")?);
        }
    }
    Ok(texts)
}

/// Makes all cases found, in a database that had no index.
pub async fn index_all(db: &Transaction<'_>) -> Result<(), StoreError> {
    /// So many numbers are held at once.
    const BATCH: i64 = 1_000;
    let mut last = 0_i64;
    loop {
        let cases =
            "SELECT number, account_id FROM cases WHERE number > $1 ORDER BY number LIMIT $2";
        let cases = sql::rows(db, cases, &[&last, &BATCH]).await?;
        if cases.is_empty() {
            return Ok(());
        }
        for row in &cases {
            last = row.plain("number")?;
            add(db, row.code("account_id")?, last).await?;
        }
    }
}

/// At most `limit` of the cases that the query finds and the filter shows, the newest numbers first.
pub async fn find(
    db: &Transaction<'_>,
    account: AccountId,
    query: &SearchQuery,
    filter: &CaseFilter,
    after: Option<CasePosition>,
    limit: u32,
) -> Result<ListedCases, StoreError> {
    let mut page = Gathering::new(limit);
    if limit == 0 || filter.shows_nothing() {
        return Ok(page.done());
    }
    let expression = match_expression(account, query);
    let all_are_shown = *filter == CaseFilter::ALL && !query.needs_texts();
    let mut chunk = Chunk::new(limit, all_are_shown);
    let mut before = after.map_or(i64::MAX, |place| number_of(place.display_id));
    loop {
        let rows = matches(db, &expression, before, chunk.size()).await?;
        let is_last = rows.len() < chunk.size();
        for row in rows {
            before = number_of(row.display_id);
            let ends = if filter.shows(&row) {
                let found =
                    !query.needs_texts() || query.is_confirmed_by(&texts(db, before).await?);
                page.ends_with(row, found, READ_TEXTS)
            } else {
                page.ends_with(row, false, ROW)
            };
            if ends {
                return Ok(page.done());
            }
        }
        if is_last {
            return Ok(page.done());
        }
        chunk.grow();
    }
}

async fn matches(
    db: &Transaction<'_>,
    expression: &str,
    before: i64,
    most: usize,
) -> Result<Vec<CaseRow>, StoreError> {
    let rows = concat!(
        "SELECT ",
        row_columns!(),
        " FROM case_search JOIN cases ON number = case_number
         WHERE terms @@ $1::text::tsquery AND number < $2
         ORDER BY number DESC LIMIT $3"
    );
    let rows = sql::rows(db, rows, &[&expression, &before, &sql::count(most)]).await?;
    rows.iter().map(read_row).collect()
}

/// The query in PostgreSQL's words. Terms are letters and digits, so that quotes hold them safely.
fn match_expression(account: AccountId, query: &SearchQuery) -> String {
    let terms = query.terms(account).map(|term| {
        let star = if term.prefix { ":*" } else { "" };
        ["'", &term.text, "'", star].concat()
    });
    terms.collect::<Vec<_>>().join(" & ")
}
