//! L7: the full-text search in SQLite, over the terms of [`crate::search`].

use case_core::AccountId;
use rusqlite::{Connection, params};

use super::{
    cases::{read_kind, read_row, row_columns},
    columns::Code,
    open::OpenError,
};
use crate::{
    CaseFilter, CasePosition, CaseRow, SearchPage, SearchQuery, StoreError,
    search::{CHUNK, Confirming, index_terms},
    spelling::number_of,
};

/// What a customer can find in a case: its subject, what was said for them to read, and the names of files.
const TEXTS: &str = "
    SELECT 'customer' AS kind, subject FROM cases WHERE number = ?1
    UNION ALL
    SELECT kind, body FROM correspondence WHERE case_number = ?1
    UNION ALL
    SELECT kind, name FROM attachments JOIN correspondence ON correspondence.number = correspondence_number
    WHERE case_number = ?1";

/// What a connection needs that writes cases.
pub fn prepare(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA temp_store = memory;
         CREATE TEMP TABLE unindexed (number INTEGER PRIMARY KEY) STRICT;",
    )
}

/// Makes a new case found by what it holds at the end of the transaction: see [`add_noted`].
pub fn note(db: &Connection, number: i64) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT INTO temp.unindexed (number) VALUES (?1)")?
        .execute([number])?;
    Ok(())
}

/// Makes the noted cases found. FTS5 writes what it was given so far, and merges it, whenever a savepoint is set: outside of
/// them, all cases of a transaction are written at once.
pub fn add_noted(db: &Connection) -> Result<(), StoreError> {
    let mut noted = db.prepare_cached(
        "SELECT number, account_id FROM temp.unindexed CROSS JOIN cases USING (number) ORDER BY number",
    )?;
    let mut noted = noted.query([])?;
    let mut any = false;
    while let Some(case) = noted.next()? {
        any = true;
        add(db, case.get::<_, Code<_>>(1)?.0, case.get(0)?)?;
    }
    if any {
        db.prepare_cached("DELETE FROM temp.unindexed")?
            .execute([])?;
    }
    Ok(())
}

/// Makes a case found by what it holds now. It must not be in the index yet.
fn add(db: &Connection, account: AccountId, number: i64) -> rusqlite::Result<()> {
    let terms = index_terms(account, &texts(db, number)?);
    db.prepare_cached("INSERT INTO case_search (rowid, terms) VALUES (?1, ?2)")?
        .execute(params![number, terms])?;
    Ok(())
}

fn texts(db: &Connection, number: i64) -> rusqlite::Result<Vec<String>> {
    let mut texts = db.prepare_cached(TEXTS)?;
    let texts = texts.query_map([number], |row| {
        Ok((read_kind(row)?.is_for_customer(), row.get(1)?))
    })?;
    let texts: Vec<(bool, String)> = texts.collect::<Result<_, _>>()?;
    let for_customer = texts
        .into_iter()
        .filter(|(is_for_customer, _)| *is_for_customer);
    Ok(for_customer.map(|(_, text)| text).collect())
}

/// Makes all cases found, in a database that had no index.
pub fn index_all(db: &Connection) -> Result<(), OpenError> {
    let mut cases = db.prepare("SELECT number, account_id FROM cases ORDER BY number")?;
    let mut cases = cases.query([])?;
    while let Some(case) = cases.next()? {
        let (number, account) = (case.get(0)?, case.get::<_, Code<AccountId>>(1)?.0);
        add(db, account, number)?;
    }
    Ok(())
}

/// At most `limit` of the cases that the query finds, the newest numbers first.
pub fn find(
    db: &Connection,
    account: AccountId,
    query: &SearchQuery,
    filter: CaseFilter,
    after: Option<CasePosition>,
    limit: u32,
) -> Result<SearchPage, StoreError> {
    if limit == 0 {
        return Ok(SearchPage::default());
    }
    let expression = match_expression(account, query);
    let chunk = if query.needs_texts() { CHUNK } else { limit };
    let mut page = Confirming::new(limit, chunk);
    let mut before = after.map_or(i64::MAX, |place| number_of(place.display_id));
    loop {
        let rows = matches(db, &expression, filter, before, chunk)?;
        let read = rows.len();
        for row in rows {
            before = number_of(row.display_id);
            let found = !query.needs_texts() || query.is_confirmed_by(&texts(db, before)?);
            if page.is_full_with(row, found) {
                return Ok(page.done());
            }
        }
        if page.ends_after(read) {
            return Ok(page.done());
        }
    }
}

fn matches(
    db: &Connection,
    expression: &str,
    filter: CaseFilter,
    before: i64,
    limit: u32,
) -> Result<Vec<CaseRow>, StoreError> {
    let mut rows = db.prepare_cached(concat!(
        "SELECT ",
        row_columns!(),
        " FROM case_search JOIN cases ON number = case_search.rowid
         WHERE case_search MATCH ?1 AND case_search.rowid < ?2 AND (?3 OR status <> 'resolved')
         ORDER BY case_search.rowid DESC LIMIT ?4"
    ))?;
    let all = filter == CaseFilter::All;
    let rows = rows.query_map(params![expression, before, all, limit], read_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The query in FTS5's words. Terms are letters and digits, so that quotes hold them safely.
fn match_expression(account: AccountId, query: &SearchQuery) -> String {
    let terms = query.terms(account).map(|term| {
        let star = if term.prefix { "*" } else { "" };
        ["\"", &term.text, "\"", star].concat()
    });
    terms.collect::<Vec<_>>().join(" AND ")
}
