//! The rows that a server wrote, written again by a loop that does nothing else.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use case_store::sqlite::SqliteStore;
use rusqlite::{Connection, params_from_iter, types::Value};

use crate::measure::{Times, rate};

/// Everything that one case put into the database.
#[derive(Default)]
struct Case {
    row: Vec<Value>,
    correspondence: Vec<Value>,
    submission: Vec<Value>,
    event: Vec<Value>,
    terms: String,
}

/// All rows of a database, apart by case.
pub struct Rows {
    others: Vec<(&'static str, Vec<Vec<Value>>)>,
    cases: Vec<Case>,
}

/// What came of it.
pub struct Written {
    pub cases: usize,
    pub took: Duration,
    /// How long each transaction took.
    pub transactions: Times,
}

impl Written {
    pub fn rate(&self) -> f64 {
        rate(self.cases, self.took)
    }
}

/// Reads what the server of this folder wrote. It must have ended.
pub fn read(folder: &Path) -> Result<Rows> {
    let db = Connection::open(SqliteStore::file_in(folder))?;
    let mut others = Vec::new();
    for table in ["accounts", "users"] {
        others.push((table, rows(&db, &format!("SELECT * FROM {table}"))?));
    }
    let cases = rows(&db, "SELECT * FROM cases ORDER BY number")?;
    let mut cases: Vec<Case> = cases
        .into_iter()
        .map(|row| Case {
            row,
            ..Case::default()
        })
        .collect();
    let by_case = [
        "SELECT * FROM correspondence ORDER BY case_number",
        "SELECT * FROM submissions ORDER BY case_number",
        "SELECT * FROM events WHERE case_number IS NOT NULL ORDER BY case_number",
    ];
    let mut place = |table: usize, all: Vec<Vec<Value>>| {
        for (case, row) in cases.iter_mut().zip(all) {
            match table {
                0 => case.correspondence = row,
                1 => case.submission = row,
                _ => case.event = row,
            }
        }
    };
    for (table, sql) in by_case.into_iter().enumerate() {
        place(table, rows(&db, sql)?);
    }
    read_terms(&db, &mut cases)?;
    Ok(Rows { others, cases })
}

fn rows(db: &Connection, sql: &str) -> Result<Vec<Vec<Value>>> {
    let mut rows = db.prepare(sql)?;
    let columns = rows.column_count();
    let rows = rows.query_map([], |row| {
        (0..columns).map(|column| row.get(column)).collect()
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The index does not keep what it was given; what it holds tells it.
fn read_terms(db: &Connection, cases: &mut [Case]) -> Result<()> {
    db.execute_batch(
        "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, case_search, instance)",
    )?;
    let mut terms = db.prepare("SELECT doc, term FROM temp.terms")?;
    let mut terms = terms.query([])?;
    let first = cases.first().and_then(|case| match case.row.first() {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    });
    let first = first.context("there is no case")?;
    while let Some(term) = terms.next()? {
        // A case's number is its row's.
        let place = usize::try_from(term.get::<_, i64>(0)? - first)?;
        let of_case = &mut cases.get_mut(place).context("a term of no case")?.terms;
        if !of_case.is_empty() {
            of_case.push(' ');
        }
        of_case.push_str(term.get_ref(1)?.as_str()?);
    }
    Ok(())
}

/// Writes the rows into a new database of the same schema, so many cases in a transaction. The first ones are not measured.
pub fn write(rows: &Rows, folder: &Path, group: usize, warm_up: usize) -> Result<Written> {
    drop(SqliteStore::open(folder)?);
    let db = Connection::open(SqliteStore::file_in(folder))?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    for (table, all) in &rows.others {
        all.iter().try_for_each(|row| insert(&db, table, row))?;
    }
    let (first, measured) = rows.cases.split_at(warm_up.min(rows.cases.len()));
    for cases in first.chunks(group) {
        commit(&db, cases)?;
    }
    let mut transactions = Times::default();
    for cases in measured.chunks(group) {
        let begun = Instant::now();
        commit(&db, cases)?;
        transactions.add(begun.elapsed());
    }
    Ok(Written {
        cases: measured.len(),
        took: transactions.sum(),
        transactions,
    })
}

fn commit(db: &Connection, cases: &[Case]) -> Result<()> {
    db.execute_batch("BEGIN IMMEDIATE")?;
    for case in cases {
        insert(db, "cases", &case.row)?;
        insert(db, "correspondence", &case.correspondence)?;
        db.prepare_cached("INSERT INTO case_search (rowid, terms) VALUES (?1, ?2)")?
            .execute((&case.row[0], &case.terms))?;
        insert(db, "submissions", &case.submission)?;
        db.prepare_cached("UPDATE accounts SET last_event = ?2 WHERE account_id = ?1")?
            .execute((&case.event[0], &case.event[1]))?;
        insert(db, "events", &case.event)?;
    }
    db.execute_batch("COMMIT")?;
    Ok(())
}

fn insert(db: &Connection, table: &str, row: &[Value]) -> Result<()> {
    let places = vec!["?"; row.len()].join(", ");
    db.prepare_cached(&format!("INSERT INTO {table} VALUES ({places})"))?
        .execute(params_from_iter(row))?;
    Ok(())
}
