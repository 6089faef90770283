//! L7: the full-text search in SQLite, over the terms of [`crate::search`].

use case_core::AccountId;
use rusqlite::{Connection, Rows, params};

use super::{
    cases::{read_kind, read_row, row_columns},
    columns::Code,
    open::OpenError,
};
use crate::{
    CaseFilter, CasePosition, CaseRow, ListedCases, SearchQuery, StoreError,
    listing::{Gathering, ROW, TEXTS as READ_TEXTS},
    search::{Term, index_terms},
    spelling::number_of,
};

/// What was said in a case, and the names of its files.
macro_rules! said {
    () => {
        "SELECT kind, body FROM correspondence WHERE case_number = ?1
         UNION ALL
         SELECT kind, name FROM attachments JOIN correspondence ON correspondence.number = correspondence_number
         WHERE case_number = ?1"
    };
}

/// What a customer can find in a case: its subject, and of what was said and sent that which they may read.
const TEXTS: &str = concat!(
    "SELECT 'customer' AS kind, subject FROM cases WHERE number = ?1 UNION ALL ",
    said!()
);

/// Terms' beginnings of up to so many characters have an index of their own (`0002_search.sql`). For a longer one, FTS5
/// collects the cases of every word that begins so before it gives the first.
const INDEXED_CHARS: usize = 11;

/// A longer beginning is looked up as the words that begin so, where there are no more than so many: FTS5 reads of each
/// only as far as a page needs.
const WORDS: usize = 200;

/// To look for the next word takes as long as to read so many rows of one.
const SAME: usize = 64;

/// What a connection needs that looks for cases: the words of the index, in their order.
pub fn prepare_reader(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "PRAGMA temp_store = memory;
         CREATE VIRTUAL TABLE temp.case_search_words USING fts5vocab(main, case_search, instance)",
    )
}

/// What a connection needs that writes cases.
pub fn prepare_writer(db: &Connection) -> rusqlite::Result<()> {
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

/// At most `limit` of the cases that the query finds and the filter shows, the newest numbers first.
pub fn find(
    db: &Connection,
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
    let expression = match_expression(db, account, query)?;
    let before = after.map_or(i64::MAX, |place| number_of(place.display_id));
    let mut matches = db.prepare_cached(concat!(
        "SELECT ",
        row_columns!(),
        " FROM case_search JOIN cases ON number = case_search.rowid
         WHERE case_search MATCH ?1 AND case_search.rowid < ?2
         ORDER BY case_search.rowid DESC"
    ))?;
    // They are found one by one, as they are asked for.
    let mut matches = matches.query(params![expression, before])?;
    while let Some(row) = matches.next()? {
        let row = read_row(row)?;
        let ends = if filter.shows(&row) {
            let found = is_confirmed(db, query, &row)?;
            page.ends_with(row, found, READ_TEXTS)
        } else {
            page.ends_with(row, false, ROW)
        };
        if ends {
            break;
        }
    }
    Ok(page.done())
}

/// Whether what the terms cannot tell stands in the case.
fn is_confirmed(db: &Connection, query: &SearchQuery, case: &CaseRow) -> Result<bool, StoreError> {
    let mut left = query.unconfirmed();
    if !query.needs_texts() || left.ends_with(&case.subject) {
        return Ok(true);
    }
    let mut texts = db.prepare_cached(said!())?;
    let mut texts = texts.query([number_of(case.display_id)])?;
    while let Some(text) = texts.next()? {
        let is_for_customer = read_kind(text)?.is_for_customer();
        let text = text.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if is_for_customer && left.ends_with(text) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The query in FTS5's words. Terms are letters and digits, so that quotes hold them safely.
fn match_expression(
    db: &Connection,
    account: AccountId,
    query: &SearchQuery,
) -> Result<String, StoreError> {
    let terms = query.terms(account).map(|term| term_expression(db, &term));
    Ok(terms.collect::<Result<Vec<_>, _>>()?.join(" AND "))
}

fn term_expression(db: &Connection, term: &Term) -> Result<String, StoreError> {
    let quoted = |text: &str| ["\"", text, "\""].concat();
    if !term.prefix {
        return Ok(quoted(&term.text));
    }
    if term.text.chars().count() > INDEXED_CHARS {
        let words = words(db, &term.text)?;
        if !words.is_empty() {
            let words: Vec<_> = words.iter().map(|word| quoted(word)).collect();
            return Ok(["(", &words.join(" OR "), ")"].concat());
        }
    }
    Ok(quoted(&term.text) + "*")
}

/// The words of the index that begin so; none where they are more than [`WORDS`].
fn words(db: &Connection, beginning: &str) -> Result<Vec<String>, StoreError> {
    let mut rows = db
        .prepare_cached("SELECT term FROM temp.case_search_words WHERE term >= ?1 ORDER BY term")?;
    let mut words = Vec::new();
    let mut from = beginning.to_owned();
    while add_words(rows.query([&from])?, beginning, &mut words)? {
        if words.len() > WORDS {
            return Ok(Vec::new());
        }
        // A space comes before whatever could follow in a longer word.
        from = words.last().map_or("", String::as_str).to_owned() + " ";
    }
    Ok(words)
}

/// Adds words, of which there is a row for each case that holds them, until one has so many that the next is sought
/// rather than waited for, or there are too many; whether there may be more.
fn add_words(
    mut rows: Rows<'_>,
    beginning: &str,
    words: &mut Vec<String>,
) -> Result<bool, StoreError> {
    let mut same = 0;
    while words.len() <= WORDS && same < SAME {
        let Some(row) = rows.next()? else {
            return Ok(false);
        };
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if !word.starts_with(beginning) {
            return Ok(false);
        }
        if words.last().is_some_and(|last| last == word) {
            same += 1;
        } else {
            words.push(word.to_owned());
            same = 0;
        }
    }
    Ok(true)
}
